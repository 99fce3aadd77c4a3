"""What of a stored version is compared with others, as it states it, and how it stands."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from directory.store.arrivals import Arrival
from directory.store.blocks import in_blocks, rows_of
from directory.store.record_models import PrivateDetail, SourceRecord, SourceVersion, VersionIdentifier
from directory.store.said import said_in_store
from directory.store.versions import register_of

ROWS_AT_ONCE = 20_000


class Look(NamedTuple):
    """What of a version is compared, as it states it. ``said``: see ``store.said``."""

    version_id: int
    record_id: int
    begun_by_run: int
    ended_by_run: int | None
    source: str
    publisher_id: int
    scope: str
    is_private: bool
    said: str


def looks_after(connection: Connection, version_id: int) -> Iterator[list[Look]]:
    """Of every version begun later than this one, ended or not, in blocks by ascending id."""
    return _looks(connection, _query().where(SourceVersion.id > version_id).order_by(SourceVersion.id))


def looks_begun(
    connection: Connection, run_id: int, begun: Iterable[tuple[int, int, Arrival]]
) -> Iterator[list[Look]]:
    """Of versions (with record and arrival) that a run has just begun, without reading them again."""
    register, publisher_id = register_of(connection, run_id)
    named = (register.source, publisher_id, register.scope)
    for block in in_blocks(begun, ROWS_AT_ONCE):
        yield [
            Look(version, record, run_id, None, *named, a.is_private, a.said) for version, record, a in block
        ]


def looks_of_versions(connection: Connection, version_ids: Iterable[int]) -> Iterator[list[Look]]:
    """Of those among these versions that are live, or the last one of a record that has left."""
    for block in in_blocks(version_ids):
        yield from _looks(connection, _query().where(SourceVersion.id.in_(block), or_(_live(), _left())))


def versions_left_in(connection: Connection, run_id: int | None) -> list[int]:
    """The versions a run ended without beginning another one of the record."""
    query = select(SourceVersion.id).where(SourceVersion.ended_by_run == run_id, _left())
    return list(connection.scalars(query)) if run_id is not None else []


def live_versions_of(connection: Connection, record_ids: Collection[int]) -> list[int]:
    """The live version of each of these records."""
    query = select(SourceVersion.record_id, SourceVersion.id).where(_live())
    return [version_id for _, version_id in rows_of(connection, query, SourceVersion.record_id, record_ids)]


def private_records(connection: Connection, record_ids: Collection[int]) -> list[int]:
    """Those of these records that are of private people."""
    query = select(SourceRecord.id).where(SourceRecord.is_private)
    return [record_id for (record_id,) in rows_of(connection, query, SourceRecord.id, record_ids)]


def last_version(connection: Connection) -> int:
    """The newest version there is, live or not; 0 without any."""
    return connection.scalar(select(func.max(SourceVersion.id))) or 0


def ended_among(connection: Connection, version_ids: Collection[int]) -> dict[int, int]:
    """The run that ended each of these versions that have ended."""
    query = select(SourceVersion.id, SourceVersion.ended_by_run).where(~_live())
    return dict(map(tuple, rows_of(connection, query, SourceVersion.id, version_ids)))


def left_among(connection: Connection, version_ids: Iterable[int]) -> set[int]:
    """Those of these versions that are the last of a record that no register lists any more."""
    query = select(SourceVersion.id).where(_left())
    return {
        version_id
        for block in in_blocks(version_ids)
        for version_id in connection.scalars(query.where(SourceVersion.id.in_(block)))
    }


def numbers_of(
    connection: Connection, record_ids: Collection[int], schemes: Sequence[str]
) -> dict[int, dict[str, str]]:
    """What the newest version of each of these records states, by scheme."""
    number = VersionIdentifier
    query = (
        select(SourceVersion.record_id, number.scheme, number.value)
        .join(number, number.version_id == SourceVersion.id)
        .where(number.scheme.in_(schemes), or_(_live(), _left()))
    )
    found: dict[int, dict[str, str]] = {}
    for record_id, scheme, value in rows_of(connection, query, SourceVersion.record_id, record_ids):
        found.setdefault(record_id, {})[scheme] = value
    return found


def numbers_stated_by(
    connection: Connection, record_ids: Collection[int], schemes: Sequence[str]
) -> set[tuple[str, str]]:
    """The (scheme, number) that any of these records states."""
    found = rows_of(connection, _numbers(schemes), SourceVersion.record_id, record_ids)
    return {(scheme, value) for _, scheme, value in found}


def stating_numbers(
    connection: Connection, numbers: Collection[tuple[str, str]]
) -> dict[tuple[str, str], set[int]]:
    """Each of these (scheme, number), with every live record that states it."""
    stating: dict[tuple[str, str], set[int]] = {number: set() for number in numbers}
    for scheme in {scheme for scheme, _ in numbers}:
        query, wanted = _numbers([scheme]), sorted(value for other, value in numbers if other == scheme)
        for block in in_blocks(wanted):
            for record_id, _, value in connection.execute(query.where(VersionIdentifier.value.in_(block))):
                stating[scheme, value].add(record_id)
    return stating


def _numbers(schemes: Sequence[str]) -> Select[Any]:
    number = VersionIdentifier
    return (
        select(SourceVersion.record_id, number.scheme, number.value)
        .join(number, number.version_id == SourceVersion.id)
        .where(number.scheme.in_(schemes), _live())
    )


def first_runs(connection: Connection, record_ids: Collection[int]) -> dict[int, int]:
    """The run that first brought each record."""
    query = select(SourceVersion.record_id, func.min(SourceVersion.begun_by_run)).group_by(
        SourceVersion.record_id
    )
    return dict(map(tuple, rows_of(connection, query, SourceVersion.record_id, record_ids)))


def people_sharing(connection: Connection, telephones: Iterable[str], emails: Iterable[str]) -> set[int]:
    """Live records of private people who state one of these telephones or e-mails."""
    person = PrivateDetail
    query = select(SourceVersion.record_id).join(person, person.version_id == SourceVersion.id).where(_live())
    return {
        record_id
        for column, values in ((person.telephone, telephones), (person.email, emails))
        for block in in_blocks(values)
        for record_id in connection.scalars(query.where(column.in_(block)))
    }


def _looks(connection: Connection, query: Select[Any]) -> Iterator[list[Look]]:
    rows = connection.execute(query.execution_options(stream_results=True))
    for block in rows.partitions(ROWS_AT_ONCE):
        yield [Look(*row) for row in block]


def _query() -> Select[Any]:
    version, record = SourceVersion, SourceRecord
    which = (version.id, version.record_id, version.begun_by_run, version.ended_by_run)
    register = (record.source, record.publisher_id, record.scope, record.is_private)
    return select(*which, *register, said_in_store()).join(record, record.id == version.record_id)


def _live() -> Any:
    return SourceVersion.ended_by_run.is_(None)


def _left() -> Any:
    """Whether a version is the last one of a record that no register lists any more (undone ones aside)."""
    later = aliased(SourceVersion)
    newer_or_live = or_(later.ended_by_run.is_(None), later.id > SourceVersion.id)
    undone = later.ended_by_run == later.begun_by_run
    newer = exists().where(
        later.record_id == SourceVersion.record_id, newer_or_live, ~func.coalesce(undone, False)
    )
    ended = SourceVersion.ended_by_run.is_not(None) & (
        SourceVersion.ended_by_run != SourceVersion.begun_by_run
    )
    return ended & ~newer
