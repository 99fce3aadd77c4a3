"""What a run's records are compared with: a few by the keys they share, very many by reading all there is."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from directory.store.looks import Look
from directory.store.repository import Writer
from importers.linking.blocking import Keys, hashed, keys_of
from importers.linking.columns import look_columns, with_counts
from importers.linking.specification import Specification

FORM = "2026-11-26"
"""Names the way in which columns.py makes keys: change it with them, and all kept keys are made anew."""
FEW_VERSIONS = 20_000
"""Up to so many, finding versions by kept keys is quicker than reading all of them."""
KEPT_COLUMNS = ("version_id", "record_id", "begun_by_run", "ended_by_run", "register", "is_general")
VERSIONS_A_RECORD = 10
"""Kept keys lead to ended versions too: a block may hold this many times more of them than of live ones."""


@dataclass(frozen=True)
class Compared:
    """``looks``: a row a version, with ``list`` (number), ``is_live``, ``name_count``; ``asking`` (rows,)."""

    looks: pl.DataFrame
    keys: Keys
    asking: NDArray[Any]


def compared_with(writer: Writer, new_ids: Sequence[int], specification: Specification) -> Compared | None:
    """The records of a run and those that ended in it, with all that they may be; None without any.

    Keys of versions that have none yet are made and kept on the way.
    """
    known = writer.last_version_with_keys(FORM)
    fresh, fresh_keys = _read(writer.looks_after(known), specification)
    if (last := writer.last_version()) > known:
        writer.keep_keys(FORM, last, fresh_keys[0], fresh["version_id"].to_numpy()[fresh_keys[1]])
    left = writer.versions_left()
    if not new_ids and not left:
        return None
    if len(new_ids) + len(left) <= FEW_VERSIONS:
        return _by_keys(writer, writer.versions_of(new_ids) + left, specification)
    older, older_keys = _read(writer.looks_up_to(known), specification)
    return _compared(pl.concat([fresh, older]), _joined(fresh_keys, older_keys, len(fresh)), left, new_ids)


def _by_keys(writer: Writer, versions: list[int], specification: Specification) -> Compared:
    _, wanted = _read(writer.looks_of_versions(versions), specification)
    hits, found = writer.versions_with_keys(wanted[0])
    shared, at, counts = np.unique(hits, return_inverse=True, return_counts=True)
    few = counts[at] <= specification.largest_block * VERSIONS_A_RECORD
    together = np.unique(np.r_[found[few], versions]).tolist()
    looks, keys = _read(writer.looks_of_versions(together), specification)
    names = hashed(looks["name"].fill_null("?"), specification.keys.index(("names",)))
    place = np.clip(np.searchsorted(shared, names), 0, max(len(shared) - 1, 0))
    borne = np.where(shared[place] == names, counts[place], 1) if len(shared) else np.ones(len(looks))
    own = looks.select(pl.len().over("name")).to_series().to_numpy()
    counted = pl.Series(np.maximum(borne, own))
    return _compared(looks, keys, versions, counted=counted)


def _compared(
    looks: pl.DataFrame,
    keys: Keys,
    asking: Sequence[int],
    asking_records: Sequence[int] = (),
    counted: pl.Series | None = None,
) -> Compared:
    """``asking``: versions; ``asking_records``: records whose live version asks.

    Keys of versions that were undone, or that a later one of the record has replaced, are left out.
    """
    live = pl.col("ended_by_run").is_null()
    undone = (pl.col("ended_by_run") == pl.col("begun_by_run")).fill_null(value=False)
    newest = pl.col("version_id") == pl.col("version_id").filter(~undone).max().over("record_id")
    left = ~live & ~undone & newest & ~live.any().over("record_id")
    told = with_counts(looks, counted).with_columns(
        is_live=live, of_use=live | left, list=pl.col("register").to_physical()
    )
    of_use = told["of_use"].to_numpy()[keys[1]]
    asks = told["version_id"].is_in(asking) | (told["record_id"].is_in(asking_records) & told["is_live"])
    return Compared(told, (keys[0][of_use], keys[1][of_use]), asks.to_numpy())


def _read(blocks: Iterable[list[Look]], specification: Specification) -> tuple[pl.DataFrame, Keys]:
    """Columns to compare, and keys, block by block: what keys are made of is not kept.

    Private people aside: they are compared by what tells them apart, which lies elsewhere.
    """
    frames, keys, rows = [], (np.zeros(0, np.uint64), np.zeros(0, np.int64)), 0
    compared = {column for field in specification.fields for column in field.columns}
    for block in itertools.chain(blocks, [[]]):
        looks = look_columns(block).filter(~pl.col("is_private"))
        keys = _joined(keys, keys_of(looks, specification.keys), rows)
        rows += len(looks)
        frames.append(looks.select(*KEPT_COLUMNS, *sorted(compared)).with_columns(_equal_only(specification)))
    return pl.concat(frames), keys


def _equal_only(specification: Specification) -> list[pl.Expr]:
    """Columns that are compared for nothing but equality, as numbers: a third of the memory."""
    columns = {
        column for field in specification.fields if field.measure == "equal" for column in field.columns
    }
    return [
        pl.when(pl.col(name).is_not_null()).then(pl.col(name).hash()).alias(name) for name in sorted(columns)
    ]


def _joined(keys: Keys, more: Keys, rows: int) -> Keys:
    """Both, the rows of ``more`` counted on from ``rows``."""
    return np.concatenate([keys[0], more[0]]), np.concatenate([keys[1], more[1] + rows])
