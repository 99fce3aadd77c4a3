"""How far apart person and option are: nearer is better, and the limit stated is kept.

One distance rules: the National Grid plane in miles, as it is shown.
"""

from dataclasses import replace
from math import isnan, log2

import numpy as np

from matching.case import Case
from matching.criteria.criterion import Bounds, Demand, Shortfall, known_or, verdict_numbers
from matching.criteria.reach import assumed_miles, km_around, miles, open_settings, reach
from matching.criteria.support_needs import helpful_settings, need_answers
from matching.fields import AREA_KINDS
from matching.needs import Here, SupportNeeds
from matching.options import fact
from matching.verdict import NAMES, NO, YES, Answers, Bits, Reason, Values, any_of

PERSON_TRAVELS_D50_MILES = 3.0
PROVIDER_TRAVELS_D50_MILES = 15.0
UNKNOWN_DISTANCE_VALUE = 0.25
RINGS_LOSE: tuple[float, ...] = (0.15, 0.35, 0.6, 0.85)
"""Of the value of a distance: where rings are drawn to tell who surely loses as much."""


BY_THE_LIMIT = (reach, open_settings, need_answers, helpful_settings)
"""What of a case depends on the person's limit in miles."""


class Distance:
    """Demands: ``place``, that the two can meet at all; ``within_miles``, the person's limit if stated."""

    key = "distance"
    reason_ids = (
        "distance.within", "distance.beyond", "distance.miles", "distance.not_known", "distance.online",
        "distance.comes_to_you", "distance.outside_its_area", "distance.area_assumed",
        "distance.area_not_known",
    )  # fmt: skip

    def applies_to(self, needs: SupportNeeds) -> bool:
        return needs.here is not None

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        if needs.here is None:
            return ()
        limit = () if needs.within_miles is None else (Demand("within_miles"),)
        return (Demand("place"), *limit)

    def judge(self, demand: Demand, case: Case) -> Answers:
        if demand.key == "place" and case.needs.within_miles is not None:
            case = case.asking(replace(case.needs, within_miles=None), BY_THE_LIMIT)
        return self.verdict(case)

    def verdict(self, case: Case) -> Answers:
        helpful = helpful_settings(case).items()
        return any_of(reach(case)[setting].only(flags) for setting, flags in helpful)

    def expected(self, case: Case) -> Values:
        return np.where(_unknown(case), UNKNOWN_DISTANCE_VALUE, _closest(case))

    def bounds(self, case: Case) -> Bounds:
        return known_or(_closest(case), _unknown(case))

    def shortfalls(self, case: Case) -> list[Shortfall]:
        """Ring by ring, what being outside it costs; nothing where help may come online."""
        here, asked = case.needs.here, case.needs.settings_asked
        if here is None or "online" in asked:
            return []
        everyone, placed = ~case.options.none(), fact(case.options, "placed")
        d50 = PROVIDER_TRAVELS_D50_MILES if "own_home" in asked else PERSON_TRAVELS_D50_MILES
        found = [Shortfall(Answers(placed, everyone), 1.0 - UNKNOWN_DISTANCE_VALUE, 0.0)]
        lost = 0.0
        for loss in RINGS_LOSE:
            inside = _around(case, here, -log2(1.0 - loss) * d50) | ~placed
            found.append(Shortfall(Answers(inside, everyone), loss - lost, 0.0))
            lost = loss
        return found

    def reasons(self, case: Case) -> list[Reason]:
        ways = {
            setting: list(zip(flags.tolist(), verdict_numbers(reach(case)[setting]), strict=True))
            for setting, flags in helpful_settings(case).items()
        }
        return [
            _reason(case.needs, {s: ways[s][at][1] for s in ways if ways[s][at][0]}, values)
            for at, values in enumerate(_values(case))
        ]


def closeness(setting: str, miles: Values, limit: float | None) -> Values:
    """2^(−d/d50): d50 is 3 miles if the person travels (0 beyond the limit), 15 if the provider does."""
    if setting == "online":
        return np.ones_like(miles)
    d50 = PROVIDER_TRAVELS_D50_MILES if setting == "own_home" else PERSON_TRAVELS_D50_MILES
    value: Values = np.exp2(miles / -d50)
    if setting != "own_home" and limit is not None:
        value[miles > limit] = 0.0
    return value


def _around(case: Case, here: Here, miles: float) -> Bits:
    """Options in the cells around the person, of which all others lie further away than this."""
    return case.options.around(here.easting, here.northing, km_around(miles)).everyone()


def _closest(case: Case) -> Values:
    """The best closeness of the settings by which each option is reached, (n,); 0 where it isn't known."""
    best: Values = np.zeros(len(case.options.rows))
    for setting, flags in helpful_settings(case).items():
        value = closeness(setting, miles(case), case.needs.within_miles)
        np.fmax(best, value, out=best, where=flags)
    return best


def _unknown(case: Case) -> np.ndarray:
    unknown = np.isnan(miles(case))
    online = helpful_settings(case).get("online")
    return unknown if online is None else unknown & ~online


def _values(case: Case) -> list[dict[str, object]]:
    """What a reason says of each row: miles, the person's limit, and how its area is known."""
    undeclared = case.options.column("area_kind") == AREA_KINDS.index("undeclared")
    columns = (miles(case), case.options.column("whole_miles"), assumed_miles(case), undeclared)
    return [
        {
            "miles": None if isnan(far) else far,
            "whole_miles": whole,
            "limit": case.needs.within_miles,
            "assumed_miles": assumed,
            "undeclared": undeclared,
        }
        for far, whole, assumed, undeclared in zip(*(each.tolist() for each in columns), strict=True)
    ]


def _reason(needs: SupportNeeds, ways: dict[str, int], values: dict[str, object]) -> Reason:
    """``ways``: the verdict of each setting by which the option is reached; the best of them is told."""
    best = max(ways, key=lambda setting: (ways[setting], setting == "own_home"))
    undeclared = bool(values.pop("undeclared"))
    situation = _situation(best, ways[best], undeclared, needs.within_miles, values["miles"] is not None)
    return Reason(f"distance.{situation}", {**values, "verdict": NAMES[ways[best]]})


def _situation(setting: str, verdict: int, undeclared: bool, limit: float | None, placed: bool) -> str:
    if setting == "online":
        return "online"
    if setting == "own_home":
        if verdict == YES:
            return "area_assumed" if undeclared else "comes_to_you"
        return "outside_its_area" if verdict == NO else "area_not_known"
    if not placed:
        return "not_known"
    if limit is None:
        return "miles"
    return "within" if verdict == YES else "beyond"


DISTANCE = Distance()
