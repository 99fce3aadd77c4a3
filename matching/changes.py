"""What changed since a version was made: a few rows laid after its own, and the old ones marked as gone.

A change replaces the whole row of an option. Base rates stay those of the version, so that a change to one
option moves no other.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import column_files, planes
from matching.column_files import SnapshotRefused
from matching.columns import FACTS, POSTINGS, Columns, columns_of
from matching.fields import FEE_COLUMNS, ROW_COLUMNS
from matching.gathered import gathered_of
from matching.offers import Offer
from matching.snapshot import Snapshot

LIVE = FACTS.index("live")
GONE = "gone"


class CodeNotKnown(Exception):
    """A changed option states a code that the version's lists don't hold: a whole new version is needed."""


def write_changes(folder: Path, base: Snapshot, offers: Iterable[Offer], gone: Iterable[int]) -> None:
    """Write to ``folder``, which must not exist, what is different from ``base`` now.

    ``offers`` are the options that are new or have changed, ``gone`` the numbers of those there are no more.
    Raises CodeNotKnown, and SnapshotRefused where there are more than the version left room for.
    """
    try:
        columns = columns_of(gathered_of(offers, base.codes), base.codes, base.as_of)
    except KeyError as error:
        raise CodeNotKnown(f"The version's lists don't hold {error}.") from error
    if len(columns["number"]) > column_files.spare_rows(len(base)):
        raise SnapshotRefused("There are more changes than this version has room for.")
    kept = {name: column for name, column in columns.items() if _goes_by_rows(name, column)}
    kept[GONE] = np.union1d(columns["number"], np.fromiter(gone, dtype=np.int64))
    column_files.write(folder, kept, len(columns["number"]), {"base": base.identity})


def with_changes(base: Snapshot, folder: Path) -> Snapshot:
    """``base`` with written changes laid over it; what hasn't changed is still shared between processes.

    SnapshotRefused when the folder is torn, or was made for another version.
    """
    manifest = column_files.manifest_of(folder)
    if manifest.said.get("base") != base.identity:
        raise SnapshotRefused("These changes were made for another version.")
    changed = column_files.read(folder, manifest, manifest.rows)
    published = len(base)
    columns = _copied_on_write(base, published + manifest.rows)
    for name in ROW_COLUMNS:
        columns[name][published:] = changed[name]
    columns["fee"][published:] += len(columns["fee_unit"])
    for name in FEE_COLUMNS:
        columns[name] = np.concatenate([columns[name], changed[name]])
    for name, column in columns.items():
        if column_files.is_planes(column):
            _lay_after(column, published, changed[name], manifest.rows)
    _bury(columns, published, changed[GONE])
    later = {name: changed[name] for name in POSTINGS}
    return replace(base, columns=columns, later=later)


def _goes_by_rows(name: str, column: NDArray[Any]) -> bool:
    return name in (*ROW_COLUMNS, *FEE_COLUMNS, *POSTINGS) or column_files.is_planes(column)


def _copied_on_write(base: Snapshot, rows: int) -> Columns:
    """A version's columns with room for so many rows, to be written to without anybody else seeing it."""
    if base.folder is not None:
        return column_files.read(base.folder, column_files.manifest_of(base.folder), rows, mode="c")
    return {name: column_files.with_room(name, column.copy(), rows) for name, column in base.columns.items()}


def _lay_after(words: NDArray[Any], published: int, changed: NDArray[Any], rows: int) -> None:
    """Put the bits of so many changed rows, (codes, words), after those published."""
    first, within = divmod(published, planes.BITS)
    flags = np.zeros((len(changed), within + rows), dtype=np.bool_)
    flags[:, within:] = planes.unpack(changed, rows)
    words[:, first:] |= planes.pack(flags)


def _bury(columns: Columns, published: int, numbers: NDArray[np.int64]) -> None:
    """Take the published rows of these options out of the living."""
    order, held = columns["rows_by_number"], columns["number"][:published]
    at = np.searchsorted(held, numbers, sorter=order)
    inside = at < published
    rows = order[at[inside]].astype(np.intp)
    rows = np.sort(rows[held[rows] == numbers[inside]])
    buried = planes.of_rows(rows, published)
    columns["facts"][LIVE, : len(buried)] &= ~buried
