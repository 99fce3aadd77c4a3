"""Where a question's rows lie: for each partition of market.sql the rows to look at and how they are reached.

Every row belongs to one arm, each with the index that finds its rows and only the rules that can hold there.
Reach verdicts are 2 yes, 1 not known, 0 no.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from benchmarks.match.postgresql.judging import Judging, number
from matching.needs import SupportNeeds

METRES_A_MILE = 1609.344
ROUNDED_MILES = 0.5
"""By which a coarsened place may lie beyond a limit that its whole miles keep."""
ASSUMED_MILES = 10.0
"""The furthest that anybody is assumed to come."""


class Geometry(Protocol):
    """How one variant finds what is near and measures how far it is."""

    def near(self, needs: SupportNeeds, miles: float) -> str: ...
    def in_reach(self, needs: SupportNeeds) -> str: ...
    def metres(self, needs: SupportNeeds) -> str: ...
    def answered_yes(self, judging: Judging) -> Sequence[str]: ...


@dataclass(frozen=True)
class Arm:
    """A table with the rows to look at, each possible setting's reach verdict there, and how far they are.

    In ``always_open`` settings every row is perhaps had and perhaps reached.
    """

    table: str
    where: Sequence[str]
    reach: Mapping[str, str]
    miles: str | None
    always_open: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Arms:
    """The arms of one question over one variant's tables."""

    judging: Judging
    geometry: Geometry

    @property
    def needs(self) -> SupportNeeds:
        return self.judging.needs

    def of(self, *, sure: bool) -> list[Arm]:
        """Every row that may be listed or, if ``sure``, that may be confirmed."""
        visited = "own_home" in self.judging.settings
        travels = any(setting != "own_home" for setting in self.judging.settings)
        near = None
        if travels and self.needs.within_miles is not None:
            near = self.geometry.near(self.needs, self.needs.within_miles + ROUNDED_MILES)
        anywhere = travels and near is None
        arms = [self._placed("settled", [near] * (near is not None))] if travels else []
        arms += self._visiting(sure, near, anywhere) if visited else self._not_visiting(near)
        return [*arms, *self._placeless(sure, visited)]

    def _not_visiting(self, near: str | None) -> list[Arm]:
        """Those that visit others but are gone to by this person."""
        where = [near] * (near is not None)
        tables = ("roaming", "nationwide", "circling", "districted")
        return [self._placed(table, where) for table in tables]

    def _visiting(self, sure: bool, near: str | None, anywhere: bool) -> list[Arm]:
        not_near = [] if near is None else [f"NOT ({near})"]
        roaming: list[str] = []
        if sure and not anywhere and "live_in" not in self.needs.needs:
            roaming = [self.geometry.near(self.needs, max(self._limit(near), ASSUMED_MILES) + ROUNDED_MILES)]
        arms = [self._placed("roaming", roaming), self._placed("nationwide", []), self._declared_here()]
        if anywhere:
            return [*arms, self._placed("circling", []), self._not_declared_here([])]
        in_reach = self.geometry.in_reach(self.needs)
        arms.append(self._placed("circling", [in_reach, *not_near]))
        if near is not None:
            arms += [self._placed("circling", [near]), self._not_declared_here([near])]
        return arms

    def _limit(self, near: str | None) -> float:
        return 0.0 if near is None else self.needs.within_miles or 0.0

    def _placed(self, table: str, where: Sequence[str], comes: str | None = None) -> Arm:
        miles = f"{self.geometry.metres(self.needs)} / {number(METRES_A_MILE)}"
        limit = self.needs.within_miles
        goes = "2" if limit is None else f"CASE WHEN miles <= {number(limit)} THEN 2 ELSE 0 END"
        by_visit = comes or self._comes(table)
        reach = {s: by_visit if s == "own_home" else goes for s in self.judging.settings}
        possible = {s: verdict for s, verdict in reach.items() if verdict != "0"}
        return Arm(table, where, possible, f"CASE WHEN whole_miles = 1 THEN round({miles}) ELSE {miles} END")

    @property
    def _from_anywhere(self) -> str:
        """Who lives in comes from anywhere, wherever they are."""
        live_in = self.judging.codes.bit("needs", "live_in")
        return f"own_yes & {live_in} <> 0" if "live_in" in self.needs.needs else "false"

    def _comes(self, table: str) -> str:
        return {
            "settled": "0",
            "roaming": f"CASE WHEN miles <= reach_miles OR {self._from_anywhere} THEN 2 ELSE 1 END",
            "nationwide": "2",
            "circling": "CASE WHEN miles <= reach_miles THEN 2 ELSE 0 END",
            "districted": "0",
        }[table]

    def _declared_here(self) -> Arm:
        return self._placed("declared", ["lies = 4", f"code IN ({self._codes_here()})"], comes="2")

    def _not_declared_here(self, where: Sequence[str]) -> Arm:
        return self._placed("districted", [*where, f"number NOT IN ({self._numbers_here()})"])

    def _numbers_here(self) -> str:
        return f"SELECT number FROM declared WHERE code IN ({self._codes_here()})"

    def _codes_here(self) -> str:
        """The person's own postcode district and council, as ``declared`` knows them."""
        here = self.needs.here
        places = (("outcodes", here and here.outcode), ("councils", here and here.council))
        codes = [self.judging.codes.area_code(kind, code) for kind, code in places if code]
        return ", ".join(map(str, codes)) or "-1"

    def _placeless(self, sure: bool, visited: bool) -> list[Arm]:
        """Those without a place: how far they are isn't known, only whether their area holds the person's."""
        goes = "2" if self.needs.within_miles is None else "1"
        arms = [self._somewhere("placeless", [], "0", goes)]
        if visited:
            wide = f"CASE WHEN area = 4 OR (area = 0 AND {self._from_anywhere}) THEN 2 ELSE 1 END"
            declared = ["lies = 5", f"code IN ({self._codes_here()})"]
            not_declared = ["area IN (2, 3)", f"number NOT IN ({self._numbers_here()})"]
            arms = [
                self._somewhere("placeless", ["area IN (0, 1, 4)"], wide, goes),
                self._somewhere("declared", declared, "2", goes),
                self._somewhere("placeless", not_declared, "0", goes),
            ]
        return [arm for arm in arms if set(arm.reach.values()) - ({"1"} if sure else set())]

    def _somewhere(self, table: str, where: Sequence[str], comes: str, goes: str) -> Arm:
        reach = {s: comes if s == "own_home" else goes for s in self.judging.settings}
        return Arm(table, where, {s: verdict for s, verdict in reach.items() if verdict != "0"}, None)
