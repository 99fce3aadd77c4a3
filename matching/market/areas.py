"""Small areas with their people: columns to reckon by, and a grid that finds the areas around a point."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.fields import CELL_METRES
from matching.needs import Here
from matching.planes import Flags, Rows
from matching.snapshot import Snapshot

Numbers = NDArray[np.float64]
Positions = NDArray[np.int64]
NOT_TOLD = -1
ELSEWHERE = -2
"""Positions of a code that isn't known of an area, and of one that no option of the market names."""
SURE_METRES = 1.0
"""By which a box is drawn wider than its circle, so that rounding leaves nobody out of it."""


@dataclass(frozen=True, slots=True)
class PeopleAt:
    """So many people (or whatever stands for them) at one point."""

    here: Here
    people: float


@dataclass(frozen=True)
class SmallAreas:
    """Areas as columns (n,): grid metres of the centroid, people, positions in the market's code lists."""

    easting: Numbers
    northing: Numbers
    people: Numbers
    outcode: Positions
    council: Positions

    @classmethod
    def of(cls, places: Sequence[PeopleAt], snapshot: Snapshot) -> "SmallAreas":
        """Areas in the order given."""
        metres = np.array([(p.here.easting, p.here.northing, p.people) for p in places], dtype=np.float64)
        easting, northing, people = metres.reshape(-1, 3).T.copy()
        outcode = positions("outcodes", [place.here.outcode for place in places], snapshot)
        council = positions("councils", [place.here.council for place in places], snapshot)
        return cls(easting, northing, people, outcode, council)

    def __len__(self) -> int:
        return len(self.easting)

    def part(self, these: Rows | Flags) -> "SmallAreas":
        """Some of the areas, in the order given."""
        return SmallAreas(
            self.easting[these],
            self.northing[these],
            self.people[these],
            self.outcode[these],
            self.council[these],
        )

    @cached_property
    def grid(self) -> "AreaGrid":
        return AreaGrid(self)


def positions(name: str, codes: Sequence[str | None], snapshot: Snapshot) -> Positions:
    """Where each code stands in the market's list: NOT_TOLD for None, ELSEWHERE for one it doesn't hold."""
    found = {code: _position(name, code, snapshot) for code in set(codes)}
    return np.array([found[code] for code in codes], dtype=np.int64)


def _position(name: str, code: str | None, snapshot: Snapshot) -> int:
    if code is None:
        return NOT_TOLD
    return snapshot.position(name, code) if snapshot.knows(name, code) else ELSEWHERE


class AreaGrid:
    """Areas in the order of 2 km cells, so that those around a point are a few runs of them."""

    def __init__(self, areas: SmallAreas) -> None:
        columns, rows = (np.floor(m / CELL_METRES).astype(np.int64) for m in (areas.easting, areas.northing))
        self._west, self._south = (int(cells.min()) if len(areas) else 0 for cells in (columns, rows))
        self._across, self._up = (
            int(cells.max()) - least + 1 if len(areas) else 0
            for cells, least in ((columns, self._west), (rows, self._south))
        )
        cell = (rows - self._south) * self._across + columns - self._west
        self._order = np.argsort(cell, kind="stable")
        self._easting, self._northing = areas.easting[self._order], areas.northing[self._order]
        in_cell = np.bincount(cell, minlength=self._across * self._up)
        self._starts = np.concatenate(([0], np.cumsum(in_cell)))
        self._summed = np.zeros((self._up + 1, self._across + 1), dtype=np.int64)
        self._summed[1:, 1:] = in_cell.reshape(self._up, self._across).cumsum(0).cumsum(1)

    def within(
        self, easting: NDArray[np.int32], northing: NDArray[np.int32], metres2: Numbers, most_pairs: int
    ) -> Iterator[tuple[Rows, Rows]]:
        """Pairs (circle, area) where the area's centroid lies in the circle, some millions at a time."""
        metres = np.sqrt(metres2) + SURE_METRES
        west, east = self._clipped(easting, metres, self._west, self._across)
        south, north = self._clipped(northing, metres, self._south, self._up)
        held = (
            self._summed[north, east] - self._summed[south, east]
            - self._summed[north, west] + self._summed[south, west]
        )  # fmt: skip
        circles = np.flatnonzero(held)
        block = np.cumsum(held[circles] + (north - south)[circles]) // most_pairs
        for some in np.split(circles, np.flatnonzero(np.diff(block)) + 1) if len(circles) else ():
            circle, at = self._in_boxes(some, west[some], east[some], south[some], north[some])
            # As distance is measured everywhere: from the option's whole metres to the person's place.
            across = easting[circle] - self._easting[at]
            up = northing[circle] - self._northing[at]
            across *= across
            up *= up
            inside = across + up <= metres2[circle]
            yield circle[inside], self._order[at[inside]]

    def _clipped(
        self, place: NDArray[np.int32], metres: Numbers, least: int, cells: int
    ) -> tuple[Positions, Positions]:
        """The first cell that a box touches, and the one after its last; none where it lies outside."""
        first, last = (np.floor((place + side * metres) / CELL_METRES) - least for side in (-1, 1))
        return np.clip(first, 0, cells).astype(np.int64), np.clip(last + 1, 0, cells).astype(np.int64)

    def _in_boxes(
        self, boxes: Rows, west: Positions, east: Positions, south: Positions, north: Positions
    ) -> tuple[Rows, Rows]:
        """Pairs (box, place in the order of cells), band by band."""
        of_band, band = expanded(south, north)
        first = self._starts[band * self._across + west[of_band]]
        last = self._starts[band * self._across + east[of_band]]
        of_run, at = expanded(first, last)
        return boxes[of_band[of_run]], at


def expanded(first: Positions, last: Positions) -> tuple[Rows, Positions]:
    """Every number of each stretch from ``first`` up to but without ``last``, with its stretch's number."""
    length = last - first
    of_stretch = np.repeat(np.arange(len(first)), length)
    begins = np.cumsum(length) - length
    return of_stretch, np.arange(len(of_stretch)) + (first - begins)[of_stretch]
