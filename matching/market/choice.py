"""Effective choice at scale: from how many distinct owners the people of each small area could choose.

Every verdict is the ranking's own, worked out once for the market (coverage.py); then options are counted for
the areas they reach. Where only none, one or two, three or more is asked, an area leaves as soon as it has
three, so that a national market costs little more than the areas that lack choice.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.market.areas import NOT_TOLD, Positions, SmallAreas, expanded
from matching.market.asking import Reaching
from matching.market.coverage import (
    AT_ANY_PRICE,
    CONFIRMED,
    EVERYWHERE,
    NOWHERE,
    POSSIBLE,
    CodesTold,
    Coverage,
    Metres2,
    coverages,
)
from matching.market.measures import ENOUGH_OWNERS
from matching.market.tally import OwnerTally
from matching.needs import SupportNeeds
from matching.planes import Flags, Rows
from matching.snapshot import Snapshot

Counts = NDArray[np.int64]
FIRST_OPTIONS = 1024
"""About so many options are tried first, spread over the market; then about four times as many each time."""
MOST_PAIRS = 1 << 20
AREAS_A_BLOCK = 512
"""Areas counted at a time where all their owners are wanted."""


@dataclass(frozen=True, slots=True)
class OwnersWithinReach:
    """Distinct owners by area, (n,): of options confirmed, possible, and possible at any price."""

    confirmed: Counts
    possible: Counts
    at_any_price: Counts


class ChoiceReckoning:
    """A market ready to be counted for some areas, whatever the question; ``listed`` (n,) leaves rows out."""

    def __init__(self, snapshot: Snapshot, areas: SmallAreas, listed: Flags | None = None) -> None:
        self.snapshot = snapshot
        self.areas = areas
        self._listed = listed
        self.owner_ids, self._owner = np.unique(snapshot.columns["owner"], return_inverse=True)

    def owners(self, needs: SupportNeeds, enough: int | None = ENOUGH_OWNERS) -> OwnersWithinReach:
        """Owners within reach of each area, counted up to ``enough`` (None: all); ``needs.here`` is ignored.

        ``needs`` is taken as it stands: see ``with_budget_as_must`` for what affordable means.
        """
        counts = np.zeros((3, len(self.areas)), dtype=np.int64)
        for told, those in self._by_codes_told():
            covered = coverages(needs, self.snapshot, told, self._listed)
            for some in self._blocks(those) if enough is None else (those,):
                counts[:, some] = _Count(self, self.areas.part(some), enough).by_level(covered)
        return OwnersWithinReach(*counts)

    def reaching(self, needs: SupportNeeds) -> tuple[Reaching, Reaching]:
        """Which owners (places in ``owner_ids``) reach which areas: confirmed, and possible. Every one."""
        found: list[list[Reaching]] = [[], []]
        for told, those in self._by_codes_told():
            count = _Count(self, self.areas.part(those), None)
            count.by_level(coverages(needs, self.snapshot, told, self._listed), self._keep(found, those))
        confirmed, possible = (_joined(parts) for parts in found)
        return confirmed, possible

    def _keep(self, found: list[list[Reaching]], those: Rows) -> Callable[[int, OwnerTally], None]:
        def keep(level: int, tally: OwnerTally) -> None:
            if level != AT_ANY_PRICE:
                area, owner = tally.pairs()
                found[CONFIRMED - level].append(Reaching(those[area], owner))

        return keep

    def among(self, kept: Flags) -> "ChoiceReckoning":
        """The same areas and numbers of owners, with only some rows (n,) of those that count here."""
        fewer = copy(self)
        fewer._listed = kept if self._listed is None else kept & self._listed
        return fewer

    def without_owner(self, owner: int) -> "ChoiceReckoning":
        """The same market and areas once an owner, by its id, has left."""
        return self.among(self.snapshot.columns["owner"] != owner)

    def owner_of(self, rows: Rows) -> Positions:
        """The number of each option's owner among the market's, from 0."""
        numbers: Positions = self._owner[rows]
        return numbers

    def _by_codes_told(self) -> Iterator[tuple[CodesTold, Rows]]:
        outcode, council = (codes != NOT_TOLD for codes in (self.areas.outcode, self.areas.council))
        for told in (CodesTold(o, c) for o in (True, False) for c in (True, False)):
            those = np.flatnonzero((outcode == told.outcode) & (council == told.council))
            if len(those):
                yield told, those

    def _blocks(self, those: Rows) -> Iterator[Rows]:
        """Areas in blocks of neighbours."""
        ordered = those[np.lexsort((self.areas.easting[those], self.areas.northing[those] // 20_000))]
        yield from (ordered[at : at + AREAS_A_BLOCK] for at in range(0, len(ordered), AREAS_A_BLOCK))


class _Count:
    """Owners of some areas being counted, level by level: who is confirmed is possible too."""

    def __init__(self, reckoning: ChoiceReckoning, areas: SmallAreas, enough: int | None) -> None:
        self._reckoning = reckoning
        self._columns = reckoning.snapshot.columns
        self._areas = areas
        self._enough = enough
        self._tally = OwnerTally(len(areas), enough)

    def by_level(
        self, covered: Mapping[int, Coverage], met: Callable[[int, OwnerTally], None] | None = None
    ) -> Counts:
        """Owners of each area at each level, (3, n); ``met`` is shown the tally as each level is done."""
        counts = []
        counted = np.full(len(self._reckoning.snapshot), NOWHERE)
        for level in (CONFIRMED, POSSIBLE, AT_ANY_PRICE):
            coverage = covered[level]
            if len(self._tally.short):
                self._everywhere(coverage)
                self._in_own_councils(coverage)
                self._in_declared_areas(coverage)
                # Whoever is still short has met all circles of the level before.
                fresh = np.flatnonzero(coverage.metres2 > counted[coverage.rows])
                fresh = fresh[coverage.metres2[fresh] < EVERYWHERE]
                self._in_circles(coverage.rows[fresh], coverage.metres2[fresh])
                counted[coverage.rows] = coverage.metres2
            counts.append(self._tally.counts)
            if met:
                met(level, self._tally)
        return np.array(counts)

    def _owner(self, rows: Rows) -> Positions:
        return self._reckoning.owner_of(rows)

    def _everywhere(self, coverage: Coverage) -> None:
        self._tally.add_to_all(self._owner(coverage.rows[coverage.metres2 == EVERYWHERE]))

    def _in_own_councils(self, coverage: Coverage) -> None:
        self._tally.add_by(self._by_code("council", coverage.rows[coverage.own_council]), self._areas.council)

    def _by_code(self, column: str, rows: Rows) -> OwnerTally:
        """Owners of rows by the code in a column of the market."""
        tally = OwnerTally(len(self._reckoning.snapshot.codes["councils"]) + 1, self._enough)
        tally.add(self._columns[column][rows], self._owner(rows))
        return tally

    def _in_declared_areas(self, coverage: Coverage) -> None:
        declaring = coverage.rows[(coverage.coded_metres2 >= 0) | coverage.own_council_if_declared]
        if not len(declaring):
            return
        metres2, if_own = np.full(len(self._reckoning.snapshot), NOWHERE), coverage.own_council_if_declared
        metres2[coverage.rows] = np.where(if_own, 0.0, coverage.coded_metres2)
        for name, of_area in (("outcode", self._areas.outcode), ("council", self._areas.council)):
            codes = len(self._reckoning.snapshot.codes[f"{name}s"])
            code, rows = self._declared(name, metres2)
            all_over = metres2[rows] == EVERYWHERE
            tally = OwnerTally(codes, self._enough)
            tally.add(code[all_over], self._owner(rows[all_over]))
            self._tally.add_by(tally, of_area)
            self._in_part_of_them(code[~all_over], rows[~all_over], metres2, of_area)

    def _declared(self, name: str, metres2: Metres2) -> tuple[Positions, Rows]:
        """Pairs of a code and a row that declared it, where the row counts for those in its area."""
        codes = len(self._reckoning.snapshot.codes[f"{name}s"])
        held = [self._reckoning.snapshot.holders(f"area_{name}", at) for at in range(codes)]
        rows = np.concatenate([*held, np.empty(0, np.int32)]).astype(np.intp)
        code = np.repeat(np.arange(codes), [len(each) for each in held])
        counting = metres2[rows] >= 0
        return code[counting], rows[counting]

    def _in_part_of_them(self, code: Positions, rows: Rows, metres2: Metres2, of_area: Positions) -> None:
        """Who counts for people of a declared area only near its place or, without one, in its council."""
        if not len(rows):
            return
        order = np.argsort(of_area, kind="stable")
        ends = (np.searchsorted(of_area[order], code, side=side) for side in ("left", "right"))
        pair, at = expanded(*ends)
        area, row = order[at], rows[pair]
        across = self._columns["easting"][row] - self._areas.easting[area]
        up = self._columns["northing"][row] - self._areas.northing[area]
        near = across * across + up * up <= metres2[row]
        at_home = self._columns["council"][row] == self._areas.council[area]
        counts = np.where(self._columns["cell"][row] < 0, at_home, near)
        self._tally.add(area[counts], self._owner(row[counts]))

    def _in_circles(self, rows: Rows, metres2: Metres2) -> None:
        """A few options spread over the market first, so that most areas have enough before all are tried."""
        easting, northing = self._columns["easting"][rows], self._columns["northing"][rows]
        for some in _thinned(len(rows)):
            short = self._tally.short
            grid = self._areas.part(short).grid
            for circle, area in grid.within(easting[some], northing[some], metres2[some], MOST_PAIRS):
                self._tally.add(short[area], self._owner(rows[some[circle]]))


def _joined(parts: list[Reaching]) -> Reaching:
    none = np.empty(0, dtype=np.int64)
    return Reaching(
        np.concatenate([none, *(part.area for part in parts)]),
        np.concatenate([none, *(part.owner for part in parts)]),
    )


def _thinned(count: int) -> Iterator[Rows]:
    """All of 0 … count − 1, the coarsest even sample first, each next one four times as fine."""
    step = 1
    while count > step * FIRST_OPTIONS:
        step *= 4
    yield np.arange(0, count, step)
    while step > 1:
        finer = np.arange(0, count, step // 4)
        yield finer[finer % step != 0]
        step //= 4
