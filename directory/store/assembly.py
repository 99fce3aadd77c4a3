"""Put listed options together from the folded tables: a handful of queries a block, whatever its size."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from directory import records
from directory.store import option_models as tables
from directory.store.blocks import in_blocks
from directory.store.option_models import ServiceAtLocation
from directory.store.record_models import ImportRun, Publisher, SourceRecord
from directory.store.statements import from_runs, statements
from directory.store.views import AttributeView, FoldedOption, OptionView, SourceView

OPTIONS_AT_ONCE = 1_000
OF_SERVICE = ("name", "description", "telephone", "email", "website", "employment")

Which = Callable[[Any], ColumnElement[bool]]
"""A condition on any table's ``option_number``: one range, or a list."""
Confirmed = Mapping[tuple[str, int, str], date]
"""The last accepted import of each (source, publisher id, scope): what confirms its live records."""


def published_blocks(connection: Connection) -> Iterator[FoldedOption]:
    """Every listed option by ascending number, never more than a block of them in memory."""
    confirmed = confirmed_dates(connection)
    after = -1
    while heads := _heads(connection, ServiceAtLocation.option_number > after, OPTIONS_AT_ONCE):
        first, after = heads[0].option_number, heads[-1].option_number
        parts = _Parts(connection, confirmed, lambda column, a=first, b=after: column.between(a, b))
        for head in heads:
            yield FoldedOption(**_option(head, parts))


def assemble_folded(connection: Connection, option_numbers: Iterable[int]) -> Iterator[FoldedOption]:
    """Those of these options that are listed, by ascending number, a block at once."""
    confirmed = confirmed_dates(connection)
    for numbers in in_blocks(sorted(option_numbers), OPTIONS_AT_ONCE):
        heads = _heads(connection, ServiceAtLocation.option_number.in_(numbers))
        parts = _Parts(connection, confirmed, lambda column, these=numbers: column.in_(these))
        for head in heads:
            yield FoldedOption(**_option(head, parts))


def assemble(connection: Connection, which: ColumnElement[bool]) -> list[OptionView]:
    """The listed options that meet the condition, by ascending number."""
    heads = _heads(connection, which)
    numbers = [head.option_number for head in heads]
    parts = _Parts(connection, confirmed_dates(connection), lambda column: column.in_(numbers))
    return [
        OptionView(
            **_option(head, parts),
            overruled=parts.attributes(head.option_number, chosen=False),
            field_sources=parts.field_sources(head),
        )
        for head in heads
    ]


def _heads(
    connection: Connection, which: ColumnElement[bool], limit: int | None = None
) -> Sequence[Row[Any]]:
    """One row an option. Whatever else is asked, what may not be shown is not among them."""
    option, owner = ServiceAtLocation, tables.Organization
    service, place = tables.Service, tables.Location
    query = (
        select(
            *(option.option_number, option.option_id, option.owner_number, option.provider_kind),
            *(option.example, owner.name.label("owner_name"), owner.legal_form, owner.size_class),
            *(service.registered_activities, service.complete, service.field_records),
            *(getattr(service, name) for name in OF_SERVICE),
            *(getattr(place, name) for name in records.Place.__slots__),
        )
        .join(owner, owner.owner_number == option.owner_number)
        .join(service, service.option_number == option.option_number)
        .outerjoin(place, place.option_number == option.option_number)
        .where(option.listed, which)
        .order_by(option.option_number)
        .limit(limit)
    )
    return connection.execute(query).all()


def confirmed_dates(connection: Connection) -> Confirmed:
    """When each register was last confirmed."""
    query = (
        select(ImportRun.source, ImportRun.publisher_id, ImportRun.scope, func.max(ImportRun.finished_at))
        .where(ImportRun.finished_at.is_not(None), ImportRun.undone_at.is_(None))
        .group_by(ImportRun.source, ImportRun.publisher_id, ImportRun.scope)
    )
    return {(source, who, scope): last.date() for source, who, scope, last in connection.execute(query)}


def _option(head: Row[Any], parts: "_Parts") -> dict[str, Any]:
    number = head.option_number
    sources = parts.sources(number)
    return {
        "option_id": head.option_id,
        "option_number": number,
        "owner_number": head.owner_number,
        "owner_name": head.owner_name,
        "size_class": head.size_class,
        "provider_kind": head.provider_kind,
        "legal_form": head.legal_form,
        **{name: getattr(head, name) for name in OF_SERVICE},
        "registered_activities": tuple(head.registered_activities),
        "place": _place(head),
        "attributes": parts.attributes(number, chosen=True),
        "complete": tuple(head.complete),
        "costs": parts.costs(number),
        "service_area": parts.service_area(number),
        "availability": parts.availability(number),
        "rating": parts.rating(number),
        "facts": parts.facts(number),
        "identifiers": parts.identifiers(number),
        "sources": sources,
        "example": head.example,
        "confirmed_on": max(source.confirmed_on for source in sources),
    }


def _place(head: Row[Any]) -> records.Place | None:
    if head.easting is None:
        return None
    return records.Place(*(getattr(head, name) for name in records.Place.__slots__))


class _Parts:
    """What belongs to a block of options, by option number."""

    def __init__(self, connection: Connection, confirmed: Confirmed, which: Which) -> None:
        self._connection = connection
        self._source_views: dict[int, SourceView] = {}
        self._speaking: dict[int, list[SourceView]] = defaultdict(list)
        for row in connection.execute(_records_query(which)):
            view = self._source_views[row.record_id] = _source_view(row, confirmed)
            self._speaking[row.option_number].append(view)
        self._stated = self._by_option(_rows_query(tables.StatedAttributes, which))
        self._costs = self._by_option(_rows_query(tables.CostOption, which))
        self._areas = self._by_option(_rows_query(tables.ServiceArea, which))
        self._availability = self._by_option(_rows_query(tables.Availability, which))
        self._ratings = self._by_option(_rows_query(tables.Rating, which))
        self._facts = self._by_option(_rows_query(tables.ServiceFact, which))
        self._identifiers = self._by_option(_identifiers_query(which))

    def _by_option(self, query: Select[Any]) -> Mapping[int, list[Row[Any]]]:
        parts: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in self._connection.execute(query).all():
            parts[row[0]].append(row)
        return parts

    def sources(self, number: int) -> tuple[SourceView, ...]:
        return tuple(self._speaking[number])

    def attributes(self, number: int, *, chosen: bool) -> tuple[AttributeView, ...]:
        views = self._source_views
        return tuple(
            AttributeView(
                said.vocabulary,
                said.code,
                said.verdict,
                said.evidence,
                said.setting or None,
                views[told.record_id],
                told.since,
            )
            for row in self._stated.get(number, ())
            for said, told in zip(
                statements(row.said if chosen else row.overruled),
                from_runs(row.told_by if chosen else row.overruled_by),
                strict=True,
            )
        )

    def costs(self, number: int) -> tuple[records.CostOption, ...]:
        return tuple(
            records.CostOption(row.unit, row.amount_pence, row.hours_in_unit, row.note)
            for row in self._costs.get(number, ())
        )

    def service_area(self, number: int) -> records.ServiceArea | None:
        for row in self._areas.get(number, ()):
            return records.ServiceArea(row.kind, row.radius_miles, tuple(row.codes))
        return None

    def availability(self, number: int) -> records.Availability | None:
        for _, *stated in self._availability.get(number, ()):
            return records.Availability(*stated)
        return None

    def rating(self, number: int) -> records.Rating | None:
        for _, *stated in self._ratings.get(number, ()):
            return records.Rating(*stated)
        return None

    def facts(self, number: int) -> dict[str, str]:
        return {row.label: row.value for row in self._facts.get(number, ())}

    def identifiers(self, number: int) -> tuple[records.Identifier, ...]:
        stated = {(row.scheme, row.value) for row in self._identifiers.get(number, ())}
        return tuple(records.Identifier(scheme, value) for scheme, value in sorted(stated))

    def field_sources(self, head: Row[Any]) -> dict[str, SourceView]:
        plain = {name: self._source_views[record_id] for name, record_id in head.field_records.items()}
        facts = {
            f"facts.{row.label}": self._source_views[row.record_id]
            for row in self._facts.get(head.option_number, ())
        }
        return plain | facts


def _source_view(row: Row[Any], confirmed: Confirmed) -> SourceView:
    return SourceView(
        source=row.source,
        publisher=row.publisher,
        scope=row.scope,
        source_id=None if row.is_private else row.source_id,
        confirmed_on=confirmed[row.source, row.publisher_id, row.scope],
        contact=row.contact if row.is_private else None,
    )


def _records_query(which: Which) -> Select[Any]:
    member, record = tables.OptionRecord, SourceRecord
    return (
        select(
            *(member.option_number, member.record_id, record.source, record.publisher_id, record.scope),
            *(record.source_id, record.is_private, Publisher.name.label("publisher"), Publisher.contact),
        )
        .join(record, record.id == member.record_id)
        .join(Publisher, Publisher.id == record.publisher_id)
        .where(which(member.option_number))
        .order_by(member.option_number, member.record_id)
    )


def _identifiers_query(which: Which) -> Select[Any]:
    member, number = tables.OptionRecord, tables.OrganizationIdentifier
    return (
        select(member.option_number, number.scheme, number.value)
        .join(number, number.record_id == member.record_id)
        .where(which(member.option_number))
    )


def _rows_query(table: Any, which: Which) -> Select[Any]:
    """A table's rows for these options, each option's in its own order."""
    columns = table.__table__
    return select(columns).where(which(table.option_number)).order_by(*columns.primary_key)
