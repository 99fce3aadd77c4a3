"""What is compared of versions and the keys that find them: made once, kept, read again in blocks."""

import itertools
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from directory.store.looks import ROWS_AT_ONCE, Look
from directory.store.repository import Writer
from importers.linking.blocking import Keys, hashed, keys_of
from importers.linking.columns import look_columns
from importers.linking.specification import Specification

FORM = "2026-11-26, columns"
"""Names the way in which columns.py makes columns and keys: change it with them, and all is made anew."""
SMALL_BLOCK = ROWS_AT_ONCE // 2
"""Rows up to which a block is kept again with the next one, so that many small runs leave few blocks."""
FEW_VERSIONS = 2_000
"""Up to so many, reading what versions state is quicker than going through the blocks that they lie in."""
WHICH = ("version_id", "record_id", "begun_by_run", "ended_by_run", "register", "is_general")

Read = tuple[pl.DataFrame, Keys]
"""Columns to compare, a row a version, and its keys by row."""


def made_and_kept(writer: Writer, specification: Specification) -> Read:
    """Of every version that has come since this was called last, ended or not."""
    known, last = writer.last_version_with_keys(FORM), writer.last_version()
    made = [_of_block(block, specification) for block in writer.looks_after(known)]
    looks, keys = _together(made, specification)
    if last > known:
        writer.keep_keys(FORM, last, keys[0], looks["version_id"].to_numpy()[keys[1]])
        _keep(writer, last, looks)
    return looks, keys


def of_versions(writer: Writer, version_ids: Iterable[int], specification: Specification) -> Read:
    """Of those among these that are live, or the last of a record that has left."""
    blocks = writer.looks_of_versions(version_ids)
    return _together([_of_block(block, specification) for block in blocks], specification)


def kept_of(writer: Writer, version_ids: NDArray[Any], specification: Specification) -> pl.DataFrame:
    """The same without keys, of versions (sorted) that were kept; very many are read from what is kept."""
    if len(version_ids) <= FEW_VERSIONS:
        return of_versions(writer, version_ids.tolist(), specification)[0]
    ended = writer.ended_among(version_ids.tolist())
    left = {version_id: ended[version_id] for version_id in writer.left_among(ended)}
    gone = ended.keys() - left.keys()
    wanted = pl.Series(version_ids[~np.isin(version_ids, np.fromiter(gone, np.int64))])
    frames = [_nothing(specification)]
    for block in writer.kept_looks(version_ids):
        told = _read(block).filter(pl.col("version_id").is_in(wanted.implode()))
        frames.append(_with_endings(told, left).select(frames[0].columns))
    return pl.concat(frames)


def _keep(writer: Writer, last: int, looks: pl.DataFrame) -> None:
    """In blocks, the first together with the last one that was kept if that is small."""
    told = looks.drop("ended_by_run")
    if small := writer.take_back_small_looks(SMALL_BLOCK):
        told = pl.concat([_read(small), told])
    for start in range(0, len(told), ROWS_AT_ONCE):
        block, content = told.slice(start, ROWS_AT_ONCE), BytesIO()
        block.write_ipc(content, compression="lz4")
        is_last = start + ROWS_AT_ONCE >= len(told)
        up_to = last if is_last else int(block["version_id"][-1])
        writer.keep_looks(FORM, up_to, len(block), content.getvalue())


def _read(block: bytes) -> pl.DataFrame:
    return pl.read_ipc(BytesIO(block))


def _with_endings(told: pl.DataFrame, left: dict[int, int]) -> pl.DataFrame:
    runs = [left.get(version_id) for version_id in told["version_id"].to_list()] if left else None
    return told.with_columns(ended_by_run=pl.Series(runs or [None] * len(told), dtype=pl.Int64))


def _together(made: list[Read], specification: Specification) -> Read:
    frames = [looks for looks, _ in made]
    starts = itertools.accumulate((len(looks) for looks in frames), initial=0)
    keys = [np.zeros(0, np.uint64), *(keys for _, (keys, _) in made)]
    rows = [rows + start for (_, (_, rows)), start in zip(made, starts, strict=False)]
    return (
        pl.concat([_nothing(specification), *frames]),
        (np.concatenate(keys), np.concatenate([np.zeros(0, np.int64), *rows])),
    )


def _nothing(specification: Specification) -> pl.DataFrame:
    return _of_block([], specification)[0]


def _of_block(block: list[Look], specification: Specification) -> Read:
    """What keys are made of is not kept.

    Private people aside: they are compared by what tells them apart, which lies elsewhere.
    """
    looks = look_columns(block).filter(~pl.col("is_private"))
    columns = {name: field.measure for field in specification.fields for name in field.columns}
    told = (
        _as_numbers(looks[name]) if measure == "equal" else looks[name]
        for name, measure in sorted(columns.items())
    )
    return looks.select(*WHICH).with_columns(*told), keys_of(looks, specification.keys)


def _as_numbers(told: pl.Series) -> pl.Series:
    """For what is compared for nothing but equality: a third of the memory; on every release the same."""
    numbers = pl.Series(hashed(told.fill_null("-"), 0), dtype=pl.UInt64)
    return pl.select(pl.when(told.is_not_null()).then(numbers).alias(told.name)).to_series()
