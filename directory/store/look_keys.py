"""What is kept of versions so that others are found and compared: keys, and columns of what they state.

Keys are kept in a few sorted arrays, one for each time that new versions were read, not as a row each: a
million records have some five million of them, which are written in a second and searched in a tenth of one.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from directory.store.columns import RowId
from directory.store.record_models import Base

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


class KeptLooks(Base):
    """What is compared of versions up to ``last_version``, as importers keep it: ``count`` rows of columns.

    It says what versions have stated, which never changes; whether they still do is asked each time.
    """

    __tablename__ = "kept_looks"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    form: Mapped[str]
    last_version: Mapped[int] = mapped_column(RowId)
    count: Mapped[int]
    columns: Mapped[bytes]


def last_version_with_keys(connection: Connection, form: str) -> int:
    """Up to which version keys of this form are kept; those of another form are dropped."""
    for kept in (LookKeys, KeptLooks):
        connection.execute(delete(kept).where(kept.form != form))
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
    order = np.argsort(keys)
    values = {
        "form": form,
        "last_version": last,
        "keys": keys[order].astype("<u8").tobytes(),
        "versions": versions[order].astype("<i8").tobytes(),
    }
    connection.execute(insert(LookKeys), values)


def keep_looks(connection: Connection, form: str, last: int, count: int, columns: bytes) -> None:
    """Keep what is compared of the versions up to ``last`` that are not kept yet."""
    values = {"form": form, "last_version": last, "count": count, "columns": columns}
    connection.execute(insert(KeptLooks), values)


def take_back_small_looks(connection: Connection, at_most: int) -> bytes | None:
    """The last that were kept, if they are no more rows than that, to be kept again with more."""
    last = select(KeptLooks.id, KeptLooks.count, KeptLooks.columns).order_by(KeptLooks.id.desc()).limit(1)
    found = connection.execute(last).first()
    if found is None or found.count > at_most:
        return None
    connection.execute(delete(KeptLooks).where(KeptLooks.id == found.id))
    return bytes(found.columns)


def kept_looks(connection: Connection, version_ids: NDArray[Any]) -> Iterator[bytes]:
    """All that is kept together with any of these versions (sorted), in order, block by block."""
    blocks = connection.execute(select(KeptLooks.id, KeptLooks.last_version).order_by(KeptLooks.id)).all()
    ends = np.searchsorted(version_ids, [last for _, last in blocks], side="right")
    for (block, _), inside in zip(blocks, np.diff(ends, prepend=0).tolist(), strict=True):
        if inside:
            yield connection.execute(select(KeptLooks.columns).where(KeptLooks.id == block)).scalar_one()


def key_counts(connection: Connection, wanted: NDArray[Any]) -> NDArray[Any]:
    """How many versions state each of these keys (sorted), ended versions too."""
    counts = np.zeros(len(wanted), np.int64)
    for keys, _ in _parts(connection):
        at, starts, ends = _places(keys, wanted)
        counts[at] += ends - starts
    return counts


def versions_with_keys(connection: Connection, wanted: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """(keys, versions) of all that state one of these keys (sorted), ended versions too."""
    found = [(np.zeros(0, np.uint64), np.zeros(0, np.int64))]
    for keys, versions in _parts(connection):
        _, starts, ends = _places(keys, wanted)
        counts = ends - starts
        at = np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        found.append((keys[at], versions[at]))
    return np.concatenate([keys for keys, _ in found]), np.concatenate([versions for _, versions in found])


def _places(keys: NDArray[Any], wanted: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Numbers of those wanted that are among the keys, and where each begins and ends there; all sorted."""
    starts = np.searchsorted(keys, wanted)
    at = np.flatnonzero(starts < len(keys))
    at = at[keys[starts[at]] == wanted[at]]
    return at, starts[at], np.searchsorted(keys, wanted[at], side="right")


def _parts(connection: Connection) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    for part in connection.execute(select(LookKeys.keys, LookKeys.versions).order_by(LookKeys.id)):
        yield np.frombuffer(part.keys, "<u8"), np.frombuffer(part.versions, "<i8")
