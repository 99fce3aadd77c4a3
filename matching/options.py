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
from matching.snapshot import Runs, Snapshot
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

    def around(self, easting: float, northing: float, km: float) -> "Stretch":
        """Options of which all others surely lie further away than this."""

    def at_rim(self, easting: float, northing: float, km: float, sure_km: float) -> "tuple[Bits, Stretch]":
        """Options that surely lie within ``sure_km``, and others that may lie within ``km``."""

    def none(self) -> Bits: ...
    def column(self, name: str) -> NDArray[Any]:
        """A value for each of ``rows``."""


class Stretch(Protocol):
    """Some of the options, to work something out for them alone."""

    def column(self, name: str) -> NDArray[Any]: ...
    def flags(self, of_rows: Flags) -> Bits:
        """Flags worked out for these, in the shape of all; they hold for no others."""

    def everyone(self) -> Bits:
        """These, in the shape of all."""


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

    def around(self, easting: float, northing: float, km: float) -> "StretchOfRuns":
        return StretchOfRuns(self.snapshot, self.snapshot.runs_around(easting, northing, km))

    def at_rim(
        self, easting: float, northing: float, km: float, sure_km: float
    ) -> "tuple[Words, StretchOfRuns]":
        sure, unsure = self.snapshot.runs_at_rim(easting, northing, km, sure_km)
        return planes.of_runs(sure, len(self.snapshot)), StretchOfRuns(self.snapshot, unsure)

    def none(self) -> Words:
        return np.zeros(planes.words_for(len(self.snapshot)), dtype=np.uint64)

    def column(self, name: str) -> NDArray[Any]:
        return self.snapshot.columns[name]


class StretchOfRuns:
    """A few runs of rows, which lie side by side: read, and marked, run by run."""

    def __init__(self, snapshot: Snapshot, runs: Runs) -> None:
        self._snapshot = snapshot
        self._runs = runs

    def column(self, name: str) -> NDArray[Any]:
        column = self._snapshot.columns[name]
        return np.concatenate([column[run] for run in self._runs]) if self._runs else column[:0]

    def everyone(self) -> Words:
        return planes.of_runs(self._runs, len(self._snapshot))

    def flags(self, of_rows: Flags) -> Words:
        words = np.zeros(planes.words_for(len(self._snapshot)), dtype=np.uint64)
        if not self._runs:
            return words
        first = self._runs[0].start // planes.BITS * planes.BITS
        marked = np.zeros(self._runs[-1].stop - first, dtype=np.bool_)
        done = 0
        for run in self._runs:
            size = run.stop - run.start
            marked[run.start - first : run.stop - first] = of_rows[done : done + size]
            done += size
        packed = planes.pack(marked)
        words[first // planes.BITS :][: len(packed)] = packed
        return words


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

    def around(self, easting: float, northing: float, km: float) -> "SomeRows":
        return self

    def at_rim(self, easting: float, northing: float, km: float, sure_km: float) -> "tuple[Flags, SomeRows]":
        return self.none(), self

    def none(self) -> Flags:
        return np.zeros(len(self._rows), dtype=np.bool_)

    def everyone(self) -> Flags:
        return np.ones(len(self._rows), dtype=np.bool_)

    def column(self, name: str) -> NDArray[Any]:
        values: NDArray[Any] = self.snapshot.columns[name][self._rows]
        return values


def answers(options: Options, name: str, code: str) -> Answers:
    """What each option answers for one code of a list ("faith") or of needs in a setting ("needs_online")."""
    snapshot = options.snapshot
    position = snapshot.position("needs" if name.startswith("needs_") else name, code)
    return Answers(options.plane(f"{name}_yes", position), options.plane(f"{name}_may", position))


def fact(options: Options, name: str) -> Bits:
    """One of columns.FACTS."""
    return options.plane("facts", FACTS.index(name))


def of_code(options: Options, column: str, vocabulary: str, code: str) -> Bits:
    """Where a one-hot column ("is_kind") holds a code of its list."""
    return options.plane(column, options.snapshot.position(vocabulary, code))
