"""What a run's records are compared with: those that share a key with them, whatever else the store holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from directory.store.repository import Writer
from importers.linking.blocking import Keys, among, hashed, once
from importers.linking.columns import with_counts
from importers.linking.kept import kept_of, made_and_kept, of_versions
from importers.linking.specification import Specification

VERSIONS_A_RECORD = 10
"""Kept keys lead to ended versions too: a block may hold this many times more of them than of live ones."""


@dataclass(frozen=True)
class Compared:
    """``looks``: a row a version, with ``list`` (number), ``is_live``, ``name_count``; ``asking`` (rows,)."""

    looks: pl.DataFrame
    keys: Keys
    asking: NDArray[Any]


def compared_with(writer: Writer, new_ids: Sequence[int], specification: Specification) -> Compared | None:
    """The records of a run and those that ended in it, with all that they may be; None without any."""
    looks, keys = made_and_kept(writer, specification)
    left = writer.versions_left()
    if not new_ids and not left:
        return None
    is_new = pl.col("record_id").is_in(pl.Series(new_ids, dtype=pl.Int64).implode())
    new = looks.filter(is_new & pl.col("ended_by_run").is_null()).select("record_id", "version_id")
    others = [*left, *writer.versions_of(set(new_ids).difference(new["record_id"].to_list()))]
    asking = np.concatenate([new["version_id"].to_numpy(), np.array(others, np.int64)])
    more, more_keys = of_versions(
        writer, np.setdiff1d(others, looks["version_id"].to_numpy()).tolist(), specification
    )
    asks = np.isin(looks["version_id"].to_numpy(), asking)
    wanted = once(np.concatenate([keys[0][asks[keys[1]]], more_keys[0]]))
    return _sharing(writer, pl.concat([looks, more]), wanted, asking, specification)


def _sharing(
    writer: Writer,
    looks: pl.DataFrame,
    wanted: NDArray[Any],
    asking: NDArray[Any],
    specification: Specification,
) -> Compared:
    """``looks`` are read already; older ones come to them by the keys that are wanted (sorted)."""
    counts = writer.key_counts(wanted)
    few = wanted[(counts > 1) & (counts <= specification.largest_block * VERSIONS_A_RECORD)]
    keys, versions = writer.versions_with_keys(few)
    older = once(versions)
    older = older[np.isin(older, looks["version_id"].to_numpy(), invert=True)]
    looks = _standing(pl.concat([looks, kept_of(writer, older, specification)]))
    told = with_counts(looks, _name_counts(writer, looks, few, specification))
    of_use, rows = _rows_of(versions, told["version_id"].to_numpy())
    return Compared(told, (keys[of_use], rows), np.isin(told["version_id"].to_numpy(), asking))


def _standing(looks: pl.DataFrame) -> pl.DataFrame:
    """The live version of each record, or its last one that wasn't undone where it has left its register."""
    live = pl.col("ended_by_run").is_null()
    undone = (pl.col("ended_by_run") == pl.col("begun_by_run")).fill_null(value=False)
    newest = pl.col("version_id") == pl.col("version_id").filter(~undone).max().over("record_id")
    left = ~live & ~undone & newest & ~live.any().over("record_id")
    return looks.with_columns(is_live=live, list=pl.col("register").to_physical()).filter(live | left)


def _name_counts(
    writer: Writer, looks: pl.DataFrame, few: NDArray[Any], specification: Specification
) -> pl.Series:
    """How many records bear each name: all of them are here where its key was asked for, and is not common.

    Of other names so many versions as state them, the ended ones too.
    """
    keys = hashed(looks["name"].fill_null("?"), specification.keys.index(("names",)))
    every = once(keys)
    borne = np.maximum(writer.key_counts(every), 1)[np.searchsorted(every, keys)]
    here = looks.select(pl.len().over("name")).to_series().to_numpy()
    return pl.Series(np.where(among(keys, few), here, borne))


def _rows_of(versions: NDArray[Any], of_rows: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Which of the versions are in a row at all, and the rows that those are in."""
    order = np.argsort(of_rows, kind="stable")
    place = np.searchsorted(of_rows[order], versions)
    place[place == len(of_rows)] = 0
    rows = order[place] if len(of_rows) else place
    found = of_rows[rows] == versions if len(of_rows) else np.zeros(len(versions), bool)
    return found, rows[found]
