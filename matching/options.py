"""The options a question is held against: all of a market, word by word, or some rows, one by one.

Both answer the same questions of a snapshot, with flags in the shape that suits them, so that a criterion is
written once.
"""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from matching import planes
from matching.columns import FACTS
from matching.planes import Flags, Rows, Words
from matching.snapshot import Snapshot
from matching.verdict import Answers, Bits


class Options(Protocol):
    """Options of one snapshot, and the flags that say something of each of them."""

    snapshot: Snapshot

    @property
    def rows(self) -> Rows: ...
    def plane(self, column: str, position: int) -> Bits: ...
    def holding(self, postings: str, position: int) -> Bits: ...
    def flags(self, of_rows: Flags) -> Bits:
        """Flags worked out row by row, (n,), in this shape."""

    def rows_around(self, easting: float, northing: float, km: float) -> Rows:
        """Rows, ascending in a whole market, of which all others surely lie further away than this."""

    def among(self, rows: Rows, of_rows: Flags) -> Bits:
        """Flags worked out for ``rows_around`` only, in this shape; they hold for no others."""

    def none(self) -> Bits: ...
    def column(self, name: str) -> NDArray[Any]:
        """A value for each of ``rows``."""


class WholeMarket:
    """Every row of a snapshot; flags are words of 64 rows."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @property
    def rows(self) -> Rows:
        return np.arange(len(self.snapshot), dtype=np.intp)

    def plane(self, column: str, position: int) -> Words:
        return self.snapshot.plane(column, position)

    def holding(self, postings: str, position: int) -> Words:
        return planes.of_rows(self.snapshot.holders(postings, position), len(self.snapshot))

    def flags(self, of_rows: Flags) -> Words:
        return planes.pack(of_rows)

    def rows_around(self, easting: float, northing: float, km: float) -> Rows:
        return self.snapshot.rows_around(easting, northing, km)

    def among(self, rows: Rows, of_rows: Flags) -> Words:
        return planes.of_rows(rows[of_rows], len(self.snapshot))

    def none(self) -> Words:
        return np.zeros(planes.words_for(len(self.snapshot)), dtype=np.uint64)

    def column(self, name: str) -> NDArray[Any]:
        return self.snapshot.columns[name]


class SomeRows:
    """Chosen rows of a snapshot, in any order; flags are (n,) bool."""

    def __init__(self, snapshot: Snapshot, rows: Rows) -> None:
        self.snapshot = snapshot
        self._rows = rows

    @property
    def rows(self) -> Rows:
        return self._rows

    def plane(self, column: str, position: int) -> Flags:
        return planes.at(self.snapshot.plane(column, position), self._rows)

    def holding(self, postings: str, position: int) -> Flags:
        return self.snapshot.holds(postings, position, self._rows)

    def flags(self, of_rows: Flags) -> Flags:
        return of_rows

    def rows_around(self, easting: float, northing: float, km: float) -> Rows:
        return self._rows

    def among(self, rows: Rows, of_rows: Flags) -> Flags:
        return of_rows

    def none(self) -> Flags:
        return np.zeros(len(self._rows), dtype=np.bool_)

    def column(self, name: str) -> NDArray[Any]:
        values: NDArray[Any] = self.snapshot.columns[name][self._rows]
        return values


def answers(options: Options, name: str, code: str) -> Answers:
    """What each option answers for one code of a list ("faith") or of needs in a setting ("needs_online")."""
    snapshot = options.snapshot
    position = snapshot.position("needs" if name.startswith("needs_") else name, code)
    return Answers.said(options.plane(f"{name}_yes", position), options.plane(f"{name}_no", position))


def fact(options: Options, name: str) -> Bits:
    """One of columns.FACTS."""
    return options.plane("facts", FACTS.index(name))


def of_code(options: Options, column: str, vocabulary: str, code: str) -> Bits:
    """Where a one-hot column ("is_kind") holds a code of its list."""
    return options.plane(column, options.snapshot.position(vocabulary, code))
