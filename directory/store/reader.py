"""Reading the store: one consistent look at it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, Select, func, select, tuple_

from directory.errors import NotFound
from directory.store import changes, comings, live_sum, of_options, questions, row_memory, versions
from directory.store.assembly import assemble, assemble_folded, published_blocks
from directory.store.audit import Change, changes_noted
from directory.store.blocks import in_blocks
from directory.store.grouping import Register
from directory.store.listed_columns import OptionBlock, WordsBlock, option_blocks, words_blocks
from directory.store.option_models import (
    OptionRecord,
    OrganizationIdentifier,
    ServiceArea,
    ServiceAtLocation,
)
from directory.store.questions import LinkView, RecordView
from directory.store.record_models import ImportRun, Publisher, SourceRecord, SourceVersion
from directory.store.views import (
    Coming,
    FoldedOption,
    LiveRecord,
    Looks,
    OptionView,
    RunView,
    SourceStatus,
    Whereabouts,
)


class Reader:
    """One consistent look at the store. What is hidden or may not be listed never comes out of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def fingerprint(self) -> str:
        """SHA-256 (hex) of all live versions, whatever order they came in and whatever the installation."""
        return live_sum.fingerprint(self._connection)

    def listed(self) -> dict[str, Any]:
        """``{"total": n, "by_kind": {provider_kind: n}}`` of the options that anyone may find."""
        option = ServiceAtLocation
        counted = select(option.provider_kind, func.count()).where(option.listed)
        rows = self._connection.execute(counted.group_by(option.provider_kind))
        kinds = dict(map(tuple, rows))
        return {"total": sum(kinds.values()), "by_kind": dict(sorted(kinds.items()))}

    def still_listed(self, mark: str, option_numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which options of a version made at a mark anyone may still find, (n,).

        Only what has changed since is asked after, unless anything may have.
        """
        option = ServiceAtLocation
        listed, changed = select(option.option_number).where(option.listed), self.changes_since(mark)
        if changed is None:
            return np.isin(option_numbers, self._connection.scalars(listed).all())
        found: set[int] = set()
        for block in in_blocks(changed):
            found.update(self._connection.scalars(listed.where(option.option_number.in_(block))))
        return ~np.isin(option_numbers, np.fromiter(changed - found, dtype=np.int64))

    def sources(self) -> list[SourceStatus]:
        """Every source, publisher and scope with an accepted import, in that order."""
        register = (SourceRecord.source, SourceRecord.publisher_id, SourceRecord.scope)
        live = (
            select(*register, func.count())
            .join(SourceVersion, SourceVersion.record_id == SourceRecord.id)
            .where(SourceVersion.ended_by_run.is_(None))
            .group_by(*register)
        )
        records = {tuple(key): count for *key, count in self._connection.execute(live)}
        runs = (
            select(
                ImportRun.source,
                ImportRun.publisher_id,
                ImportRun.scope,
                Publisher.name,
                func.max(ImportRun.finished_at).label("last"),
            )
            .join(Publisher, Publisher.id == ImportRun.publisher_id)
            .where(ImportRun.finished_at.is_not(None), ImportRun.undone_at.is_(None))
            .group_by(ImportRun.source, ImportRun.publisher_id, ImportRun.scope, Publisher.name)
            .order_by(ImportRun.source, Publisher.name, ImportRun.scope)
        )
        return [
            SourceStatus(source, name, scope, records.get((source, publisher_id, scope), 0), last.date())
            for source, publisher_id, scope, name, last in self._connection.execute(runs)
        ]

    def spoken_for(self, option_numbers: NDArray[np.int64]) -> list[SourceStatus]:
        """Every source that speaks for one of these options, with how many of them it speaks for."""
        records = of_options.spoken_for(self._connection, option_numbers)
        sources = ((each, records.get((each.source, each.publisher, each.scope))) for each in self.sources())
        return [replace(each, records=count) for each, count in sources if count]

    def runs(self, limit: int = 20, source: str | None = None) -> list[RunView]:
        """The latest imports, newest first; of one source where it is named."""
        query = _accepted_runs().order_by(ImportRun.id.desc()).limit(limit)
        if source is not None:
            query = query.where(ImportRun.source == source)
        return [_run_view(row) for row in self._connection.execute(query)]

    def run_report(self, run_id: int) -> tuple[RunView, Mapping[str, Any]]:
        """One import with the report that was kept of it; NotFound where there is none."""
        row = self._connection.execute(_accepted_runs().where(ImportRun.id == run_id)).first()
        if row is None:
            raise NotFound(f"There is no import {run_id}.", "List the imports to find its number.")
        return _run_view(row), row.report or {}

    def audit(self, what: str) -> list[Change]:
        """Every change of one kind ("import", "undo", "hide" …), in the order they were made."""
        return changes_noted(self._connection, what)

    def live_records(self, source: str, publisher: str, scope: str) -> dict[str, LiveRecord]:
        """The live records of one register, by source id."""
        return versions.live_records(self._connection, Register(source, publisher, scope))

    def rows_remembered(self, source: str, publisher: str, scope: str, stamp: str) -> bytes | None:
        """What ``Writer.remember_rows`` kept with the register's latest import, under the same stamp."""
        return row_memory.rows_remembered(self._connection, Register(source, publisher, scope), stamp)

    def published_rows(self) -> Iterator[FoldedOption]:
        """Every listed option by ascending ``option_number``, read in blocks."""
        return published_blocks(self._connection)

    def option_blocks(self) -> Iterator[OptionBlock]:
        """What ranks every listed option, by ascending ``option_number``."""
        return option_blocks(self._connection)

    def words_blocks(self) -> Iterator[WordsBlock]:
        """What every listed option is found by, by ascending ``option_number``."""
        return words_blocks(self._connection)

    def last_change(self) -> str:
        """A mark of the market as it stands: equal marks, equal options, in whatever database they are."""
        return changes.last_change(self._connection)

    def changes_since(self, mark: str) -> frozenset[int] | None:
        """The ``option_number`` of every option that may be other than at the mark, listed or not.

        None: any may be, or more than 20,000, or this database never stood at that mark.
        """
        return changes.changes_since(self._connection, mark)

    def listed_options(self, option_numbers: Iterable[int]) -> Iterator[FoldedOption]:
        """Those among these options that are listed, by ascending number."""
        return assemble_folded(self._connection, option_numbers)

    def options_sharing(self, scheme: str) -> list[tuple[int, str, int]]:
        """Options of one owner that state the same identifier of this scheme as another of its options.

        Each with its owner's number and the identifier: (owner, identifier, option).
        """
        number, member = OrganizationIdentifier, OptionRecord
        spoken = member.record_id == number.record_id
        pair, of_scheme = (number.owner_number, number.value), number.scheme == scheme
        shared = (
            select(*pair)
            .join(member, spoken)
            .where(of_scheme)
            .group_by(*pair)
            .having(func.min(member.option_number) != func.max(member.option_number))
        )
        sharing = select(*pair, member.option_number).join(member, spoken).distinct()
        found = self._connection.execute(sharing.where(of_scheme, tuple_(*pair).in_(shared)))
        return [(owner, value, option) for owner, value, option in found]

    def outcodes_named(self) -> set[str]:
        """Every postcode district that the area of a listed option names."""
        option, area = ServiceAtLocation, ServiceArea
        areas = (
            select(area.codes)
            .join(option, option.option_number == area.option_number)
            .where(option.listed, area.kind == "outcodes")
        )
        return {code for codes in self._connection.scalars(areas) for code in codes}

    def options(self, option_ids: Iterable[str]) -> dict[str, OptionView]:
        """What a page shows, by id. Hidden, unlisted, ended and unknown ids are absent."""
        return {
            option.option_id: option
            for block in in_blocks(option_ids)
            for option in assemble(self._connection, ServiceAtLocation.option_id.in_(block))
        }

    def names(self, option_numbers: NDArray[np.int64]) -> dict[int, str]:
        """What these options are called, by ``option_number``; those that aren't listed are absent."""
        return of_options.names(self._connection, option_numbers)

    def whereabouts(self, councils: Sequence[str]) -> dict[int, Whereabouts]:
        """Where each listed option of these councils is, by ``option_number``."""
        return of_options.whereabouts(self._connection, councils)

    def facts(self, label: str, option_numbers: NDArray[np.int64]) -> dict[int, str]:
        """A short labelled text of these options, by ``option_number``; those without it are absent."""
        return of_options.facts(self._connection, label, option_numbers)

    def owner_names(self, owner_numbers: Iterable[int]) -> dict[int, str]:
        """What these organizations are called."""
        return of_options.owner_names(self._connection, owner_numbers)

    def how_many_asked(self) -> int:
        """Pairs of records that wait for a person to say whether they are one provider."""
        return questions.how_many_asked(self._connection)

    def links_asked(self, limit: int, after: tuple[int, int] = (0, 0)) -> list[LinkView]:
        """Those pairs in order of their numbers, from the one after ``after`` on."""
        return questions.links_asked(self._connection, limit, after)

    def link_between(self, record_a: int, record_b: int) -> LinkView:
        """What is said of two records now; NotFound where nothing is."""
        return questions.link_between(self._connection, record_a, record_b)

    def record_views(self, record_ids: Sequence[int]) -> dict[int, RecordView]:
        """Records as they stand, or stood when they left; of private people only where they are from."""
        return questions.record_views(self._connection, record_ids)

    def private_agreement(self, pair: tuple[int, int]) -> dict[str, questions.Agreement]:
        """Which private details of two people agree or differ, never what they are."""
        return questions.private_agreement(self._connection, pair)

    def looks_at(self) -> list[Looks]:
        """From which day to which each register was looked at, by its accepted files."""
        return comings.looks_at(self._connection)

    def comings(self, councils: Collection[str], since: datetime, until: datetime) -> list[Coming]:
        """What came, left and changed hands in these councils, as later files than the first tell it."""
        return comings.comings(self._connection, councils, since, until)

    def successors(self) -> dict[int, int]:
        """Record that left its register → the one that came in its place, so that neither is gone nor new."""
        return questions.successors(self._connection)

    def had_option(self, option_number: int) -> bool:
        """Whether a record that isn't a private person's founded this option, listed or not."""
        record = SourceRecord
        return self._any(
            select(record.id).where(record.option_number == option_number, record.is_private.is_(False))
        )

    def has_options(self) -> bool:
        """Whether anyone may find anything."""
        option = ServiceAtLocation
        return self._any(select(option.option_number).where(option.listed))

    def has_example_data(self) -> bool:
        """Whether any listed option is invented."""
        option = ServiceAtLocation
        return self._any(select(option.option_number).where(option.listed, option.example))

    def _any(self, query: Select[Any]) -> bool:
        return self._connection.execute(query.limit(1)).first() is not None


def _accepted_runs() -> Select[Any]:
    return (
        select(ImportRun, Publisher.name.label("publisher"))
        .join(Publisher, Publisher.id == ImportRun.publisher_id)
        .where(ImportRun.finished_at.is_not(None))
    )


def _run_view(row: Row[Any]) -> RunView:
    return RunView(
        run_id=row.id,
        source=row.source,
        publisher=row.publisher,
        scope=row.scope,
        file_name=row.file_name,
        file_sha256=row.file_sha256,
        accepted_at=row.finished_at,
        counts=row.counts,
        undone_at=row.undone_at,
    )
