"""Every listed option by columns, a block at a time: what publishing reads, with nothing put together.

A block costs a handful of queries, and what an option says comes as one text: on a national market that is
some ten times quicker than options as pages show them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Text, cast, func, select

from directory.store import option_models as tables
from directory.store.assembly import Confirmed, confirmed_dates
from directory.store.option_models import ServiceAtLocation
from directory.store.record_models import SourceRecord

OPTIONS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class OptionBlock:
    """Options by ascending number: one value an option in each field, None or "" where there is none.

    ``said`` joins an option's statements (``store.statements``); ``activities`` and ``complete`` are JSON
    lists. A price is (unit, pence, hours), an area (kind, miles, codes as JSON); availability and ratings are
    as in the records.
    """

    number: Sequence[int]
    owner: Sequence[int]
    kind: Sequence[str]
    size_class: Sequence[str]
    legal_form: Sequence[str | None]
    employment: Sequence[str | None]
    activities: Sequence[str]
    complete: Sequence[str]
    easting: Sequence[int | None]
    northing: Sequence[int | None]
    precision: Sequence[str | None]
    council: Sequence[str | None]
    said: Sequence[str]
    price: Sequence[tuple[Any, ...] | None]
    area: Sequence[tuple[Any, ...] | None]
    availability: Sequence[tuple[Any, ...] | None]
    rating: Sequence[tuple[Any, ...] | None]
    confirmed_on: Sequence[date]


@dataclass(frozen=True, slots=True)
class WordsBlock:
    """What options are found by, as in ``OptionBlock``."""

    number: Sequence[int]
    name: Sequence[str]
    owner_name: Sequence[str]
    kind: Sequence[str]
    description: Sequence[str | None]
    label: Sequence[str | None]
    outcode: Sequence[str | None]
    said: Sequence[str]

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Option by option, in the order of the fields."""
        return zip(*(getattr(self, field.name) for field in fields(self)), strict=True)


def option_blocks(connection: Connection) -> Iterator[OptionBlock]:
    """Every listed option by ascending number: what ranks it."""
    option, owner, service, place = _of_an_option()
    heads = (
        *(option.option_number, option.owner_number, option.provider_kind, owner.size_class),
        *(owner.legal_form, service.employment, cast(service.registered_activities, Text)),
        *(cast(service.complete, Text), place.easting, place.northing, place.precision, place.council),
        _said(),
    )
    cost, area = tables.CostOption, tables.ServiceArea
    confirmed = confirmed_dates(connection)
    for columns, part in _blocks(connection, heads):
        yield OptionBlock(
            *columns,
            # The first price it gives is the one that it is compared by.
            price=part.one_row(
                cost, cost.unit, cost.amount_pence, cost.hours_in_unit, where=cost.position == 0
            ),
            area=part.one_row(area, area.kind, area.radius_miles, cast(area.codes, Text)),
            availability=part.one_row(tables.Availability, *_values_of(tables.Availability)),
            rating=part.one_row(tables.Rating, *_values_of(tables.Rating)),
            confirmed_on=part.confirmed_on(confirmed),
        )


def words_blocks(connection: Connection) -> Iterator[WordsBlock]:
    """Every listed option by ascending number: what it is found by."""
    option, owner, service, place = _of_an_option()
    heads = (
        *(option.option_number, service.name, owner.name, option.provider_kind, service.description),
        *(place.label, place.outcode, _said()),
    )
    for columns, _ in _blocks(connection, heads):
        yield WordsBlock(*columns)


def _said() -> Any:
    return func.coalesce(tables.StatedAttributes.said, "")


def _of_an_option() -> tuple[Any, Any, Any, Any]:
    return ServiceAtLocation, tables.Organization, tables.Service, tables.Location


def _blocks(
    connection: Connection, heads: Sequence[Any]
) -> Iterator[tuple[Sequence[Sequence[Any]], "_Part"]]:
    """The columns ``heads`` of each block, the first the options' numbers, and what else there is of it."""
    (option, owner, service, place), stated = _of_an_option(), tables.StatedAttributes
    query = (
        select(*heads)
        .join(owner, owner.owner_number == option.owner_number)
        .join(service, service.option_number == option.option_number)
        .outerjoin(place, place.option_number == option.option_number)
        .outerjoin(stated, stated.option_number == option.option_number)
        .order_by(option.option_number)
        .limit(OPTIONS_AT_ONCE)
    )
    after = -1
    while rows := connection.execute(query.where(option.listed, option.option_number > after)).all():
        columns = list(zip(*rows, strict=True))
        after = columns[0][-1]
        yield columns, _Part(connection, columns[0])


class _Part:
    """What further tables hold of a block of options."""

    def __init__(self, connection: Connection, numbers: Sequence[int]) -> None:
        self._connection = connection
        self._numbers = numbers

    def one_row(self, table: Any, *columns: Any, where: ColumnElement[bool] | None = None) -> list[Any]:
        """The values of an option's one row in a table; None where it has none."""
        query = select(table.option_number, *columns)
        rows = self._rows(query if where is None else query.where(where), table)
        found = {number: tuple(values) for number, *values in rows}
        return [found.get(number) for number in self._numbers]

    def confirmed_on(self, confirmed: Confirmed) -> list[date]:
        """The newest of its records'."""
        member, record = tables.OptionRecord, SourceRecord
        query = select(member.option_number, record.source, record.publisher_id, record.scope)
        newest: dict[int, date] = {}
        for number, *register in self._rows(query.join(record, record.id == member.record_id), member):
            day = confirmed[tuple(register)]
            newest[number] = max(day, newest.get(number, day))
        return [newest[number] for number in self._numbers]

    def _rows(self, query: Select[Any], table: Any) -> Sequence[Row[Any]]:
        first, last = self._numbers[0], self._numbers[-1]
        return self._connection.execute(query.where(table.option_number.between(first, last))).all()


def _values_of(table: Any) -> list[Any]:
    return [column for column in table.__table__.columns if column.name != "option_number"]
