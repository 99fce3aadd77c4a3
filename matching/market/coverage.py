"""Where each option is a choice that people have, worked out once for a whole market, wherever people are.

A place changes only whether person and help can meet: by the person's way there, and by the provider's way to
them. So a question is judged once for each pair of answers that a place can give to these, by the ranking's
own criteria, and what remains of a place is whether it lies in a circle, a district or a council.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching import planes
from matching.case import Case
from matching.criteria.distance import BY_THE_LIMIT, DISTANCE
from matching.criteria.reach import ANYWHERE_NEEDS, reach
from matching.criteria.support_needs import NEEDS
from matching.fields import AREA_KINDS, within_metres2
from matching.judgement import judged
from matching.needs import SupportNeeds
from matching.options import WholeMarket, answers
from matching.planes import Flags, Rows
from matching.snapshot import Snapshot
from matching.verdict import NO, UNKNOWN, YES, Answers, Bits, all_of

Level = NDArray[np.uint8]
Metres2 = NDArray[np.float64]
AT_ANY_PRICE, POSSIBLE, CONFIRMED = 1, 2, 3
"""How surely an option is a choice; each holds what the next one holds."""
MONEY_DEMANDS: tuple[str, ...] = ("budget", "max_pence_per_hour")
NEEDS_DEMANDS: tuple[str, ...] = ("any_need", "needs")
NOWHERE, EVERYWHERE = -1.0, math.inf


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where options (n,) are a choice at one level, by rows of the market: any of these is enough.

    ``metres2``, the squared radius of the circle around each; ``coded_metres2``, the same for people in the
    district or council that an option declared; ``own_council``, for people of the council where an option
    is that has no place, and ``own_council_if_declared``, if they are in its declared area too.
    """

    rows: Rows
    metres2: Metres2
    coded_metres2: Metres2
    own_council: Flags
    own_council_if_declared: Flags


@dataclass(frozen=True, slots=True)
class CodesTold:
    """Whether the postcode district and the council of the people asked about are known."""

    outcode: bool
    council: bool


def coverages(
    needs: SupportNeeds, snapshot: Snapshot, told: CodesTold, listed: Flags | None = None
) -> Mapping[int, Coverage]:
    """The coverage at each level, for people of whom these codes are told; ``listed`` (n,) leaves rows out.

    Beyond the reach usual for its kind an option that doesn't say how far it travels is nobody's choice, and
    one without a place only that of its own council's people: all of England would else be offered either.
    """
    standing = _Standing(needs, snapshot, told, listed)
    return {level: standing.coverage(level) for level in (CONFIRMED, POSSIBLE, AT_ANY_PRICE)}


class _Standing:
    """How surely each candidate is a choice, by where it lies from the person: in or out of either reach."""

    def __init__(
        self, needs: SupportNeeds, snapshot: Snapshot, told: CodesTold, listed: Flags | None
    ) -> None:
        self._by_pattern = _Patterns(needs, snapshot)
        rows = planes.rows_of(self._by_pattern.at_any_price.may, len(snapshot))
        self.rows = rows if listed is None else rows[listed[rows]]
        self._columns = snapshot.columns
        self.placed = planes.at(snapshot.fact("placed"), self.rows)
        self._kind = snapshot.columns["area_kind"][self.rows]
        self._goes_metres2 = self._travel_limits(needs.within_miles)
        self._comes_metres2 = np.where(self.placed, self._columns["reach_metres2"][self.rows], NOWHERE)
        goes = np.full(len(self.rows), YES, dtype=np.int8)
        stays = goes
        if needs.within_miles is not None:
            goes = np.where(self.placed, YES, UNKNOWN).astype(np.int8)
            stays = np.where(self.placed, NO, UNKNOWN).astype(np.int8)
        comes, else_comes = np.full_like(goes, YES), self._comes_from_afar(needs, snapshot, told)
        self.both, self.both_perhaps = self._levels(goes, comes)
        self.goes, self.goes_perhaps = self._levels(goes, else_comes)
        self.comes, _ = self._levels(stays, comes)
        self.neither, _ = self._levels(stays, else_comes)

    def coverage(self, level: int) -> Coverage:
        """Where each candidate reaches ``level``, without those that do nowhere."""
        both, goes, comes, neither = (
            each >= level for each in (self.both, self.goes, self.comes, self.neither)
        )
        metres2 = np.full(len(self.rows), NOWHERE)
        ways = (
            (both, np.minimum(self._goes_metres2, self._comes_metres2)),
            (goes, self._goes_metres2),
            (comes, self._comes_metres2),
            (neither, EVERYWHERE),
        )
        for holds, way in ways:
            np.maximum(metres2, way, out=metres2, where=holds)
        by_code = np.isin(self._kind, [AREA_KINDS.index("outcodes"), AREA_KINDS.index("councils")])
        coded = np.where(by_code & both & ~goes, self._goes_metres2, NOWHERE)
        coded[by_code & comes & ~neither] = EVERYWHERE
        unplaced = ~self.placed
        own = unplaced & (self.goes_perhaps >= level) & ~neither
        own_if_declared = unplaced & by_code & (self.both_perhaps >= level) & ~comes & ~own
        kept = np.flatnonzero((metres2 >= 0) | (coded >= 0) | own | own_if_declared)
        return Coverage(self.rows[kept], metres2[kept], coded[kept], own[kept], own_if_declared[kept])

    def _travel_limits(self, limit: float | None) -> Metres2:
        if limit is None:
            return np.full(len(self.rows), EVERYWHERE)
        exact, whole = (within_metres2(limit, rounded) for rounded in (False, True))
        metres2 = np.where(self._columns["whole_miles"][self.rows], whole, exact)
        return np.where(self.placed, metres2, NOWHERE)

    def _comes_from_afar(self, needs: SupportNeeds, snapshot: Snapshot, told: CodesTold) -> NDArray[np.int8]:
        """Whether each candidate comes to people outside its own radius, districts and councils."""
        by_kind = np.array(
            [
                {
                    "radius": NO,
                    "outcodes": NO if told.outcode else UNKNOWN,
                    "councils": NO if told.council else UNKNOWN,
                    "national": YES,
                }.get(kind, UNKNOWN)
                for kind in AREA_KINDS
            ],
            dtype=np.int8,
        )
        comes: NDArray[np.int8] = by_kind[self._kind]
        comes[~self.placed & (self._kind == AREA_KINDS.index("radius"))] = UNKNOWN
        for need in ANYWHERE_NEEDS.intersection(needs.needs):
            lives_in = planes.at(answers(WholeMarket(snapshot), "needs_own_home", need).yes, self.rows)
            comes[lives_in & (self._kind == AREA_KINDS.index("undeclared"))] = YES
        return comes

    def _levels(self, goes: NDArray[np.int8], comes: NDArray[np.int8]) -> tuple[Level, Level]:
        """Each candidate's level where it surely meets the person, and where it only may meet them."""
        sure, perhaps = (np.zeros(len(self.rows), dtype=np.uint8) for _ in range(2))
        for pattern in range(9):
            goes_so, comes_so = divmod(pattern, 3)
            these = np.flatnonzero((goes == goes_so) & (comes == comes_so))
            if len(these):
                found = self._by_pattern.levels(goes_so, comes_so, self.rows[these])
                sure[these], perhaps[these] = found
        return sure, perhaps


class _Patterns:
    """A question judged over a whole market for any answers to: can the person go there, would they come?"""

    def __init__(self, needs: SupportNeeds, snapshot: Snapshot) -> None:
        # Judged without a place, so that all that is left out here is what a place changes.
        placeless = judged(replace(needs, here=None), snapshot)
        self._everyone = ~placeless.case.options.none()
        self.at_any_price = placeless.without((*NEEDS_DEMANDS, *MONEY_DEMANDS))
        self._at_the_price = placeless.without(NEEDS_DEMANDS)
        self._case = placeless.case
        self._met: dict[tuple[int, int], list[Bits]] = {}

    def levels(self, goes: int, comes: int, rows: Rows) -> tuple[Level, Level]:
        """The level of some rows where ``goes`` and ``comes`` are these verdicts: surely met, perhaps met."""
        if (goes, comes) not in self._met:
            self._met[goes, comes] = self._judged(goes, comes)
        confirmed, possible, any_price, perhaps, perhaps_at_any_price = (
            planes.at(words, rows).astype(np.uint8) for words in self._met[goes, comes]
        )
        return any_price + possible + confirmed, perhaps_at_any_price + perhaps + confirmed

    def _judged(self, goes: int, comes: int) -> list[Bits]:
        within_limit, anywhere = self._reached(goes, comes), self._reached(YES, comes)
        helps = all_of(NEEDS.judge(demand, within_limit) for demand in NEEDS.demands(within_limit.needs))
        meets = DISTANCE.verdict(within_limit) & DISTANCE.verdict(anywhere)
        at_the_price, any_price = self._at_the_price & helps, self.at_any_price & helps
        return [
            at_the_price.yes & meets.yes,
            at_the_price.may & meets.yes,
            any_price.may & meets.yes,
            at_the_price.may & meets.may,
            any_price.may & meets.may,
        ]

    def _reached(self, goes: int, comes: int) -> Case:
        """The question where every option is reached so, whatever its place."""
        case = self._case.asking(self._case.needs, BY_THE_LIMIT)
        by_setting = {"own_home": comes, "online": YES}
        case.found[reach] = {
            setting: self._all(by_setting.get(setting, goes)) for setting in case.needs.settings_asked
        }
        return case

    def _all(self, verdict: int) -> Answers:
        nobody = ~self._everyone
        return Answers(
            self._everyone if verdict == YES else nobody, self._everyone if verdict != NO else nobody
        )
