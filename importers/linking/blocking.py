"""Which records are worth comparing: those that share a key, such as a postcode or a telephone number."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

STRINGS_AT_ONCE = 50_000
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)

Keys = tuple[NDArray[Any], NDArray[Any]]
"""Keys (uint64) and the row of the record that each belongs to (int64), in no order."""


def keys_of(records: pl.DataFrame, kinds: Sequence[Sequence[str]]) -> Keys:
    """Every key of every record: one for each kind, more where a column is a list, none where one is missing.

    Equal on every machine and release, since they are kept.
    """
    found: list[Keys] = []
    for number, columns in enumerate(kinds):
        rows = records.select(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), *columns)
        for column in columns:
            if rows.schema[column] == pl.List(pl.String):
                rows = rows.explode(column, keep_nulls=False, empty_as_null=False)
        rows = rows.drop_nulls()
        said = rows.select("row", pl.concat_str(columns, separator="|").alias("said"))
        found.append((hashed(said["said"], number), said["row"].to_numpy()))
    return np.concatenate([keys for keys, _ in found]), np.concatenate([rows for _, rows in found])


def pairs_sharing(
    keys: Keys,
    largest_block: int,
    lists: NDArray[Any] | None = None,
    asking: NDArray[Any] | None = None,
) -> tuple[NDArray[Any], NDArray[Any]]:
    """(a, b) rows of every two records that share a key, a < b, each pair once.

    A key that more than ``largest_block`` records share tells nobody apart and is left out. ``lists`` (n,)
    numbers the list that each stands in: two of one list are no pair. ``asking`` (n,) marks rows of which one
    at least must be in a pair. None: no such condition.
    """
    order = np.argsort(keys[0])
    key, row = keys[0][order], keys[1][order]
    begins = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, np.int64)
    sizes = np.diff(np.r_[begins, len(key)])
    last = np.repeat(begins + sizes, sizes)
    fit = np.repeat((sizes > 1) & (sizes <= largest_block), sizes)
    coded = [np.zeros(0, np.int64)]
    for left, right in _neighbours(row, last, np.flatnonzero(fit)):
        wanted = left != right
        if lists is not None:
            wanted &= lists[left] != lists[right]
        if asking is not None:
            wanted &= asking[left] | asking[right]
        a, b = left[wanted], right[wanted]
        coded.append(np.minimum(a, b) << 32 | np.maximum(a, b))
    every = once(np.concatenate(coded))
    return every >> 32, every & 0xFFFFFFFF


def once(values: NDArray[Any]) -> NDArray[Any]:
    """Each value once, sorted: for many integers ten times as quick as ``np.unique``."""
    every = np.sort(values)
    return every[np.r_[True, every[1:] != every[:-1]]] if len(every) else every


def among(values: NDArray[Any], every: NDArray[Any]) -> NDArray[Any]:
    """Whether each value is one of ``every`` (sorted): ``np.isin`` would hold both several times over."""
    if not len(every):
        return np.zeros(len(values), bool)
    place = np.minimum(np.searchsorted(every, values), len(every) - 1)
    found: NDArray[Any] = every[place] == values
    return found


def _neighbours(
    row: NDArray[Any], last: NDArray[Any], at: NDArray[Any]
) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    """Rows next to each other in their block, then those one further apart, and so on."""
    gap = 1
    while len(at := at[at + gap < last[at]]):
        yield row[at], row[at + gap]
        gap += 1


def hashed(strings: pl.Series, number: int) -> NDArray[Any]:
    """Keys of a kind: a polynomial of each string's bytes, modulo 2**64, mixed with the kind's ``number``."""
    blocks = [
        _hashed_block(strings.slice(start, STRINGS_AT_ONCE))
        for start in range(0, len(strings), STRINGS_AT_ONCE)
    ]
    keys = np.concatenate(blocks) if blocks else np.zeros(0, np.uint64)
    keys = (keys + np.uint64(number)) * _FACTOR
    keys = (keys ^ (keys >> np.uint64(31))) * _MIX
    mixed: NDArray[Any] = keys ^ (keys >> np.uint64(29))
    return mixed


def _hashed_block(strings: pl.Series) -> NDArray[Any]:
    lengths = strings.str.len_bytes().to_numpy().astype(np.int64)
    letters = np.frombuffer("".join(strings.to_list()).encode(), np.uint8)
    starts = np.cumsum(lengths) - lengths
    powers = np.cumprod(np.full(int(lengths.max()) + 1, _FACTOR, np.uint64))
    place = np.arange(len(letters)) - np.repeat(starts, lengths)
    # No key is empty: each is joined from columns that say something.
    return np.add.reduceat((letters.astype(np.uint64) + np.uint64(1)) * powers[place], starts)
