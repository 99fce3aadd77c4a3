"""The market as columns, read-only: in memory, or memory-mapped from one published folder.

Columns hold one number an option, in row order; planes one bit an option for each code; postings the rows
that hold a code, for long lists. What changed since the version was made stands in rows after the others.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import column_files, planes
from matching.column_files import SnapshotRefused
from matching.columns import FACTS, Columns, columns_of
from matching.costs import Rates
from matching.fields import CELL_METRES, CELLS_A_ROW, METRES_A_MILE, CodeLists
from matching.gathered import Gathered, gathered_of
from matching.offers import Offer
from matching.planes import Flags, Rows, Words
from matching.verdict import Answers, Values, Verdicts

Runs = list[slice]


@dataclass(frozen=True)
class Snapshot:
    """One version of the market: ``as_of`` is the day ages are counted to, ``rates`` those of employing.

    ``later`` holds the postings of the rows that changes have added, numbered from 0.
    """

    columns: Mapping[str, NDArray[Any]]
    codes: CodeLists
    as_of: date
    rates: Rates
    version: str = ""
    folder: Path | None = None
    later: Columns | None = None

    @classmethod
    def of(cls, offers: Iterable[Offer], codes: CodeLists, as_of: date, rates: Rates) -> "Snapshot":
        """A snapshot in memory. ``codes`` gives every vocabulary's codes in their fixed order."""
        return cls.from_gathered(gathered_of(offers, codes), codes, as_of, rates)

    @classmethod
    def from_gathered(cls, gathered: Gathered, codes: CodeLists, as_of: date, rates: Rates) -> "Snapshot":
        """A snapshot in memory of options that came field by field."""
        return cls(columns_of(gathered, codes, as_of), codes, as_of, rates)

    @classmethod
    def open(cls, folder: Path) -> "Snapshot":
        """Memory-map a written folder; SnapshotRefused when it is torn, foreign or of another format."""
        manifest = column_files.manifest_of(folder)
        columns = column_files.read(folder, manifest, manifest.rows)
        try:
            codes = {name: tuple(values) for name, values in manifest.said["codes"].items()}
            rates = Rates(**manifest.said["rates"])
            as_of = date.fromisoformat(manifest.said["as_of"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise SnapshotRefused("The folder's market.json doesn't say all it must.") from error
        return cls(columns, codes, as_of, rates, folder.name, folder)

    def write(self, folder: Path) -> None:
        """Write to ``folder``, which must not exist; it appears whole or not at all.

        SnapshotRefused for one with changes laid over it: they are written by themselves.
        """
        if self.later is not None:
            raise SnapshotRefused("A version with changes laid over it can't be written as a version.")
        said = {
            "as_of": self.as_of.isoformat(),
            "rates": self.rates.as_json(),
            "codes": {name: list(values) for name, values in self.codes.items()},
            "identity": self.identity,
        }
        column_files.write(folder, self.columns, len(self), said)

    @cached_property
    def identity(self) -> str:
        """SHA-256 (hex) of all columns as published: what changes are made for."""
        if self.folder is not None:
            return str(column_files.manifest_of(self.folder).said["identity"])
        digest = sha256()
        for name, column in sorted(self.columns.items()):
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(column).data)
        return digest.hexdigest()

    def __len__(self) -> int:
        """Rows, those of options that have changed or gone since included."""
        return len(self.columns["number"])

    @property
    def bytes_a_row(self) -> float:
        """What its columns take, divided by its rows; nought for an empty market."""
        return sum(column.nbytes for column in self.columns.values()) / len(self) if len(self) else 0.0

    def all_rows(self) -> Rows:
        """The rows of every option there is."""
        if self.later is None:
            return np.arange(len(self), dtype=np.intp)
        return planes.rows_of(self.fact("live"), len(self))

    def row_of(self, number: int) -> int | None:
        """The row of an option by its number, None when this version doesn't hold it."""
        numbers, order = self.columns["number"], self.columns["rows_by_number"]
        added = np.flatnonzero(numbers[len(order) :] == number)
        if len(added):
            return len(order) + int(added[-1])
        at = int(np.searchsorted(numbers[: len(order)], number, sorter=order))
        if at == len(order) or numbers[order[at]] != number:
            return None
        row = order[at : at + 1].astype(np.intp)
        return int(row[0]) if planes.at(self.fact("live"), row)[0] else None

    def rows_of_numbers(self, numbers: NDArray[np.int64]) -> Rows:
        """The row of each option, (n,), as ``row_of`` tells one; -1 for those this version doesn't hold."""
        held, order = self.columns["number"], self.columns["rows_by_number"]
        rows = _last_of(held[: len(order)], order, numbers)
        found = rows >= 0
        found[found] = planes.at(self.fact("live"), rows[found])
        rows[~found] = -1
        added = held[len(order) :]
        if len(added):
            again = _last_of(added, np.argsort(added, kind="stable"), numbers)
            rows = np.where(again >= 0, again + len(order), rows)
        return rows

    @cached_property
    def _positions(self) -> dict[str, dict[str, int]]:
        return {name: {code: at for at, code in enumerate(codes)} for name, codes in self.codes.items()}

    def code(self, vocabulary: str, position: int) -> str:
        return self.codes[vocabulary][position]

    def position(self, vocabulary: str, code: str) -> int:
        """Where a code stands in its list; KeyError for one that the list doesn't hold."""
        return self._positions[vocabulary][code]

    def knows(self, vocabulary: str, code: str) -> bool:
        return code in self._positions[vocabulary]

    def plane(self, column: str, position: int) -> Words:
        """One code's bits over the whole market."""
        words: Words = self.columns[column][position]
        return words

    def fact(self, name: str) -> Words:
        """One of columns.FACTS over the whole market."""
        return self.plane("facts", FACTS.index(name))

    def verdicts(self, name: str, code: str, rows: Rows) -> Verdicts:
        """YES, NO or UNKNOWN for one code of a list ("faith") or of needs in a setting ("needs_own_home")."""
        position = self.position("needs" if name.startswith("needs_") else name, code)
        yes, may = (planes.at(self.plane(f"{name}_{said}", position), rows) for said in ("yes", "may"))
        return Answers(yes, may).verdicts()

    def holders(self, postings: str, position: int) -> NDArray[np.int32]:
        """The rows, sorted, that hold one code of a postings column ("language_yes")."""
        held = _posted(self.columns, postings, position)
        if self.later is None:
            return held
        added = _posted(self.later, postings, position) + np.int32(len(self.columns["rows_by_number"]))
        return np.concatenate([held, added])

    def stating(self, postings: str) -> Flags:
        """Which rows hold any code of a postings column at all, (n,)."""
        found = np.zeros(len(self), dtype=np.bool_)
        found[self.columns[f"{postings}_rows"]] = True
        if self.later is not None:
            found[self.later[f"{postings}_rows"] + len(self.columns["rows_by_number"])] = True
        return found

    def holds(self, postings: str, position: int, rows: Rows) -> Flags:
        """Whether each of ``rows`` holds the code, (n,): looked up one by one for few rows, else marked."""
        held = self.holders(postings, position)
        if len(held) == 0:
            return np.zeros(len(rows), dtype=np.bool_)
        if len(rows) < len(held) // 16:
            found: Flags = held[np.searchsorted(held[:-1], rows)] == rows
            return found
        return planes.at(planes.of_rows(held, len(self)), rows)

    def miles_from(self, easting: float, northing: float, rows: Rows) -> Values:
        """Distance on the National Grid plane in miles, (n,); whole miles for coarsened places, NaN for none.

        This one distance is compared, ordered by and shown.
        """
        columns = self.columns
        east = columns["easting"][rows] - np.float64(easting)
        north = columns["northing"][rows] - np.float64(northing)
        miles = np.sqrt(east * east + north * north)
        miles /= METRES_A_MILE
        np.rint(miles, out=miles, where=columns["whole_miles"][rows])
        miles[columns["cell"][rows] < 0] = np.nan
        return miles

    def rows_within(self, easting: float, northing: float, km: float) -> Rows:
        """Rows whose place lies within ``km`` of a point, ascending: runs of cells, then the exact test."""
        runs = self.runs_around(easting, northing, km)
        rows: Rows = np.concatenate(
            [np.arange(run.start, run.stop) for run in runs] or [np.empty(0, np.intp)]
        )
        east = self.columns["easting"][rows] - np.float64(easting)
        north = self.columns["northing"][rows] - np.float64(northing)
        rows = rows[(np.hypot(east, north) <= km * 1000) & (self.columns["cell"][rows] >= 0)]
        return rows if self.later is None else rows[planes.at(self.fact("live"), rows)]

    def runs_around(self, easting: float, northing: float, km: float) -> Runs:
        """Stretches of rows, ascending, outside which nobody's place lies within ``km`` of a point."""
        bands = self._bands(northing, km)
        half = _half_chord(km, _gaps(northing, bands)[0])
        west, east = (np.floor((easting + side * half) / CELL_METRES) for side in (-1, 1))
        runs: Runs = []
        for first, last in zip(self._rows_at(bands, west), self._rows_at(bands, east + 1), strict=True):
            _add_run(runs, first, last)
        _add_run(runs, len(self.columns["rows_by_number"]), len(self))
        return runs

    def runs_at_rim(self, easting: float, northing: float, km: float, sure_km: float) -> tuple[Runs, Runs]:
        """Stretches of rows whose places surely lie within ``sure_km``, and those that may lie within ``km``.

        Ascending both, and apart; whoever changes have added is among the second.
        """
        bands = self._bands(northing, km)
        nearest, farthest = _gaps(northing, bands)
        outer, inner = _half_chord(km, nearest), _half_chord(sure_km, farthest)
        west, east = (np.floor((easting + side * outer) / CELL_METRES) for side in (-1, 1))
        inner_west = np.ceil((easting - inner) / CELL_METRES)
        inner_east = np.maximum(np.floor((easting + inner) / CELL_METRES), inner_west)

        sure: Runs = []
        unsure: Runs = []
        edges = (west, inner_west, inner_east, east + 1)
        ends = zip(*(self._rows_at(bands, edge) for edge in edges), strict=True)
        for first, inside, outside, last in ends:
            _add_run(unsure, first, min(inside, last))
            _add_run(sure, inside, outside)
            _add_run(unsure, max(outside, first), last)
        _add_run(unsure, len(self.columns["rows_by_number"]), len(self))
        return sure, unsure

    def _bands(self, northing: float, km: float) -> NDArray[np.int64]:
        """The bands of cells, from south to north, that a circle touches and that hold any row."""
        cells = self.columns["cells"]
        highest = int(cells[-1]) // CELLS_A_ROW if len(cells) else -1
        south = max(0, math.floor((northing - km * 1000) / CELL_METRES))
        return np.arange(south, min(math.floor((northing + km * 1000) / CELL_METRES), highest) + 1)

    def _rows_at(self, bands: NDArray[np.int64], column: Values) -> list[int]:
        """The row at which each band reaches a column of cells."""
        cell = (bands * CELLS_A_ROW + np.clip(column, 0, CELLS_A_ROW)).astype(np.int32)
        first: list[int] = self.columns["cell_starts"][np.searchsorted(self.columns["cells"], cell)].tolist()
        return first


def _last_of(held: NDArray[np.int64], order: NDArray[np.integer], wanted: NDArray[np.int64]) -> Rows:
    """Where each wanted value stands last in ``held``, which ``order`` sorts; -1 where it isn't."""
    if not len(order):
        return np.full(len(wanted), -1, dtype=np.intp)
    at = np.searchsorted(held, wanted, side="right", sorter=order) - 1
    rows = order[at.clip(min=0)].astype(np.intp)
    return np.where(held[rows] == wanted, rows, -1)


def _gaps(northing: float, bands: NDArray[np.int64]) -> tuple[Values, Values]:
    """How far bands of cells are from a northing, in metres: the nearest of each (0 within), the farthest."""
    below, above = bands * CELL_METRES - northing, (bands + 1) * CELL_METRES - northing
    farthest: Values = np.maximum(np.abs(below), np.abs(above)).astype(np.float64)
    return np.maximum(np.maximum(below, -above), 0.0), farthest


def _half_chord(km: float, gap: Values) -> Values:
    """Half of what a circle cuts off a line so far from its centre, in metres; 0 for one it doesn't reach."""
    half: Values = np.sqrt(np.maximum((km * 1000) ** 2 - gap * gap, 0.0))
    return half


def _add_run(runs: Runs, first: int, last: int) -> None:
    if last > first:
        runs.append(slice(first, last))


def _posted(columns: Mapping[str, NDArray[Any]], postings: str, position: int) -> NDArray[np.int32]:
    offsets = columns[f"{postings}_offsets"]
    held: NDArray[np.int32] = columns[f"{postings}_rows"][offsets[position] : offsets[position + 1]]
    return held
