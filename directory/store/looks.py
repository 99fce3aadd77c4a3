"""What of a stored version is compared with others, and the keys by which those that may be alike are found.

Keys are kept in a few sorted arrays, one for each time that new versions were read, not as a row each: a
million records have some five million of them, which are written in a second and searched in a tenth of one.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, delete, exists, func, insert, or_, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from directory.store.blocks import in_blocks, rows_of
from directory.store.columns import RowId
from directory.store.record_models import Base, PrivateDetail, SourceRecord, SourceVersion, VersionIdentifier

ROWS_AT_ONCE = 20_000
FEW_PARTS = 16
"""Sorted arrays that are searched one by one; when there are more they become one."""


class LookKeys(Base):
    """Sorted keys (uint64) with the version that each belongs to (int64), of versions up to ``last_version``.

    ``form`` names the way keys are made: those of another form are of no use and are made anew.
    """

    __tablename__ = "look_keys"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    form: Mapped[str]
    last_version: Mapped[int] = mapped_column(RowId)
    keys: Mapped[bytes]
    versions: Mapped[bytes]


class Look(NamedTuple):
    """What of a version is compared, as it states it."""

    version_id: int
    record_id: int
    begun_by_run: int
    ended_by_run: int | None
    source: str
    publisher_id: int
    scope: str
    is_private: bool
    name: str | None
    organization_name: str | None
    also_known_as: str | None
    postcode: str | None
    outcode: str | None
    address: str | None
    easting: int | None
    northing: int | None
    telephone: str | None
    email: str | None
    website: str | None


def looks_after(connection: Connection, version_id: int) -> Iterator[list[Look]]:
    """Of every version begun later than this one, ended or not, in blocks by ascending id."""
    return _looks(connection, _query().where(SourceVersion.id > version_id).order_by(SourceVersion.id))


def looks_up_to(connection: Connection, version_id: int) -> Iterator[list[Look]]:
    """Of every version up to this one that is a record's live one, or its last one where it has left."""
    query = _query().where(SourceVersion.id <= version_id, or_(_live(), _left()))
    return _looks(connection, query.order_by(SourceVersion.id))


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


def last_version_with_keys(connection: Connection, form: str) -> int:
    """Up to which version keys of this form are kept; those of another form are dropped."""
    connection.execute(delete(LookKeys).where(LookKeys.form != form))
    return connection.scalar(select(func.max(LookKeys.last_version))) or 0


def keep_keys(
    connection: Connection, form: str, last: int, keys: NDArray[Any], versions: NDArray[Any]
) -> None:
    """Keep the keys of all versions up to ``last`` that have none yet, in any order."""
    parts = connection.scalar(select(func.count()).select_from(LookKeys)) or 0
    if parts >= FEW_PARTS:
        kept = list(_parts(connection))
        keys = np.concatenate([keys, *(part for part, _ in kept)])
        versions = np.concatenate([versions, *(part for _, part in kept)])
        connection.execute(delete(LookKeys))
    order = np.argsort(keys, kind="stable")
    values = {
        "form": form,
        "last_version": last,
        "keys": keys[order].astype("<u8").tobytes(),
        "versions": versions[order].astype("<i8").tobytes(),
    }
    connection.execute(insert(LookKeys), values)


def versions_with_keys(connection: Connection, wanted: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """(keys, versions) of all that state one of these keys, ended versions too."""
    wanted = np.unique(wanted)
    found = []
    for keys, versions in _parts(connection):
        starts, ends = np.searchsorted(keys, wanted), np.searchsorted(keys, wanted, side="right")
        counts = ends - starts
        at = np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        found.append((keys[at], versions[at]))
    if not found:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    return np.concatenate([keys for keys, _ in found]), np.concatenate([versions for _, versions in found])


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


def stating_numbers_of(
    connection: Connection, record_ids: Collection[int], schemes: Sequence[str]
) -> dict[tuple[str, str], set[int]]:
    """Each number that these records state, with every live record that states it."""
    number = VersionIdentifier
    query = (
        select(SourceVersion.record_id, number.scheme, number.value)
        .join(number, number.version_id == SourceVersion.id)
        .where(number.scheme.in_(schemes), _live())
    )
    mine = {
        (scheme, value)
        for _, scheme, value in rows_of(connection, query, SourceVersion.record_id, record_ids)
    }
    stating: dict[tuple[str, str], set[int]] = {stated: set() for stated in mine}
    for block in in_blocks(sorted({value for _, value in mine})):
        for record_id, scheme, value in connection.execute(query.where(number.value.in_(block))):
            if (scheme, value) in stating:
                stating[scheme, value].add(record_id)
    return stating


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


def _parts(connection: Connection) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    for part in connection.execute(select(LookKeys.keys, LookKeys.versions).order_by(LookKeys.id)):
        yield np.frombuffer(part.keys, "<u8"), np.frombuffer(part.versions, "<i8")


def _looks(connection: Connection, query: Select[Any]) -> Iterator[list[Look]]:
    rows = connection.execute(query.execution_options(stream_results=True))
    yield from rows.partitions(ROWS_AT_ONCE)  # type: ignore[misc]


def _query() -> Select[Any]:
    claims, place = SourceVersion.claims, "place"
    texts = {
        name: claims[name].as_string()
        for name in ("name", "organization_name", "telephone", "email", "website")
    }
    places = {name: claims[(place, name)].as_string() for name in ("postcode", "outcode", "address")}
    metres = {name: claims[(place, name)].as_integer() for name in ("easting", "northing")}
    stored = {
        "version_id": SourceVersion.id,
        "record_id": SourceVersion.record_id,
        "begun_by_run": SourceVersion.begun_by_run,
        "ended_by_run": SourceVersion.ended_by_run,
        "source": SourceRecord.source,
        "publisher_id": SourceRecord.publisher_id,
        "scope": SourceRecord.scope,
        "is_private": SourceRecord.is_private,
        "also_known_as": claims[("facts", "also_known_as")].as_string(),
    }
    every = {**stored, **texts, **places, **metres}
    columns = (every[name].label(name) for name in Look._fields)
    return select(*columns).join(SourceRecord, SourceRecord.id == SourceVersion.record_id)


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
