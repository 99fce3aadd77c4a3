"""How far two records agree, field by field: a level a pair, or not known where either says nothing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel, JaroWinkler

from importers.linking.specification import Field, Specification

PAIRS_AT_ONCE = 50_000

Pairs = tuple[NDArray[Any], NDArray[Any]]
Measure = Callable[[pl.DataFrame, pl.DataFrame, Sequence[str]], NDArray[Any]]
"""Two sides, pair by pair, and the columns to compare → how far they agree (0 to 1), NaN where not known."""


def levels_of(records: pl.DataFrame, pairs: Pairs, specification: Specification) -> NDArray[Any]:
    """(fields, pairs) of int8: the number of each level, and the number of levels where it isn't known."""
    levels = np.empty((len(specification.fields), len(pairs[0])), np.int8)
    columns = sorted({column for field in specification.fields for column in field.columns})
    compared = records.select(columns)
    for start in range(0, len(pairs[0]), PAIRS_AT_ONCE):
        block = slice(start, start + PAIRS_AT_ONCE)
        left, right = compared[pairs[0][block]], compared[pairs[1][block]]
        for number, field in enumerate(specification.fields):
            measured = MEASURES[field.measure](left, right, field.columns)
            levels[number, block] = _levels(field, measured)
    return levels


def _levels(field: Field, measured: NDArray[Any]) -> NDArray[Any]:
    """The last level takes whatever reaches no other."""
    found = np.full(len(measured), len(field.levels) - 1, np.int8)
    for number in range(len(field.levels) - 2, -1, -1):
        found[measured >= field.levels[number].at_least - 1e-6] = number
    found[np.isnan(measured)] = len(field.levels)
    return found


def _equal(left: pl.DataFrame, right: pl.DataFrame, columns: Sequence[str]) -> NDArray[Any]:
    """1 where the first column agrees, less where only a later one does: an e-mail, then its domain."""
    best = np.full(len(left), np.nan)
    for number, column in enumerate(columns):
        agrees = (left[column] == right[column]).cast(pl.Float64).to_numpy()
        best = np.fmax(best, agrees * (1 - number / len(columns)))
    return best


def _text(scorer: Callable[..., float]) -> Measure:
    def measured(left: pl.DataFrame, right: pl.DataFrame, columns: Sequence[str]) -> NDArray[Any]:
        """The best of every column with every other: people give their names in either order."""
        best = np.full(len(left), np.nan)
        for mine in columns:
            for theirs in columns:
                best = np.fmax(best, _alike(left[mine], right[theirs], scorer))
        return best

    return measured


def _names(left: pl.DataFrame, right: pl.DataFrame, columns: Sequence[str]) -> NDArray[Any]:
    """As text; a little is taken off where a name agrees with a name the other is also known by.

    A name that is only the other's owner's says less than any likeness: an owner may have several services at
    one address. Owners' names with each other say nothing at all.
    """
    name, alias, owner = columns
    best = _alike(left[name], right[name], Indel.normalized_similarity)
    for mine, theirs in ((name, alias), (alias, name), (alias, alias)):
        other = _alike(left[mine], right[theirs], Indel.normalized_similarity)
        best = np.fmax(best, np.where(other >= 1, 0.99, other * 0.98))
    owned = (left[name] == right[owner]).fill_null(value=False) | (left[owner] == right[name]).fill_null(
        value=False
    )
    return np.where(owned.to_numpy(), np.fmax(best, 0.83), best)


def _address(left: pl.DataFrame, right: pl.DataFrame, columns: Sequence[str]) -> NDArray[Any]:
    """From 1 at one address to 0 far away; the levels of ``place`` in providers.json name those between.

    Columns: postcode, easting, northing, street, house number. They are one field, since they agree together
    and differ together.
    """
    postcode, easting, northing, street, house = columns
    same_postcode = (left[postcode] == right[postcode]).fill_null(value=False).to_numpy()
    both_known = (left[postcode].is_not_null() & right[postcode].is_not_null()).to_numpy()
    alike = _alike(left[street], right[street], Indel.normalized_similarity)
    other_house = (left[house] != right[house]).fill_null(value=False).to_numpy()
    alike[other_house] = np.minimum(alike[other_house], 0.5)
    km = (
        np.hypot(*((left[axis] - right[axis]).cast(pl.Float64).to_numpy() for axis in (easting, northing)))
        / 1000
    )
    at_one = np.select([np.isnan(alike), alike >= 0.97, alike >= 0.8], [0.8, 1.0, 0.9], 0.7)
    # Where a postcode isn't known the point is that of a whole district.
    apart = np.select([~both_known & (km <= 5), km <= 0.4, km <= 5], [0.3, 0.4, 0.3], 0.0)
    apart = np.where((alike >= 0.97) & (km <= 5), 0.6, apart)
    apart[np.isnan(km) & ~both_known] = np.nan
    return np.where(same_postcode, at_one, apart)


def _alike(left: pl.Series, right: pl.Series, scorer: Callable[..., float]) -> NDArray[Any]:
    known = (left.is_not_null() & right.is_not_null()).to_numpy()
    agrees = (left == right).fill_null(value=False).to_numpy()
    alike = np.where(known, agrees.astype(float), np.nan)
    unlike = np.flatnonzero(known & ~agrees)
    if len(unlike):
        alike[unlike] = process.cpdist(left[unlike].to_list(), right[unlike].to_list(), scorer=scorer)
    return alike


MEASURES: Mapping[str, Measure] = {
    "equal": _equal,
    "text": _text(Indel.normalized_similarity),
    "person's name": _text(JaroWinkler.normalized_similarity),
    "digits": _text(OSA.normalized_similarity),
    "names": _names,
    "address": _address,
}
