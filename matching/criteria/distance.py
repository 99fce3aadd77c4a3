"""How far apart person and option are: nearer is better, and the limit stated is kept.

One distance rules: the National Grid plane in miles, as it is shown.
"""

from dataclasses import replace

import numpy as np

from matching.criteria.criterion import Assessment, Demand, one_row
from matching.criteria.reach import assumed_miles, miles_to, reach_verdicts
from matching.criteria.support_needs import helpful_settings
from matching.needs import SupportNeeds
from matching.snapshot import Rows, Snapshot
from matching.verdict import NAMES, NO, YES, Reason, Values, Verdicts, any_of

PERSON_TRAVELS_D50_MILES = 3.0
PROVIDER_TRAVELS_D50_MILES = 15.0
UNKNOWN_DISTANCE_VALUE = 0.25


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

    def judge(self, demand: Demand, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Verdicts:
        if demand.key == "place":
            needs = replace(needs, within_miles=None)
        helpful = helpful_settings(needs, snapshot, rows)
        reached = [
            np.where(flags, reach_verdicts(setting, needs, snapshot, rows), NO).astype(np.int8)
            for setting, flags in helpful.items()
        ]
        return any_of(*reached)

    def assess(self, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Assessment:
        miles = miles_to(needs, snapshot, rows)
        helpful = helpful_settings(needs, snapshot, rows)
        value: Values = np.zeros(len(rows))
        for setting, flags in helpful.items():
            value = np.maximum(value, np.where(flags, closeness(setting, miles, needs.within_miles), 0.0))
        online = helpful.get("online", np.zeros(len(rows), dtype=np.bool_))
        unknown = np.isnan(miles) & ~online
        verdict = self.judge(Demand("within_miles"), needs, snapshot, rows)
        low = np.where(unknown, 0.0, value)
        high = np.where(unknown, 1.0, value)
        return Assessment(verdict, low, np.where(unknown, UNKNOWN_DISTANCE_VALUE, value), high)

    def reason(self, needs: SupportNeeds, snapshot: Snapshot, row: int) -> Reason:
        here = one_row(row)
        helpful = helpful_settings(needs, snapshot, here)
        settings = [setting for setting, flags in helpful.items() if flags[0]]
        best = max(
            settings, key=lambda s: (int(reach_verdicts(s, needs, snapshot, here)[0]), s == "own_home")
        )
        verdict = int(reach_verdicts(best, needs, snapshot, here)[0])
        miles = float(miles_to(needs, snapshot, here)[0])
        known_miles = None if np.isnan(miles) else miles
        values = {
            "miles": known_miles,
            "whole_miles": bool(snapshot.columns["whole_miles"][row]),
            "limit": needs.within_miles,
            "assumed_miles": float(assumed_miles(needs, snapshot, here)[0]),
            "verdict": NAMES[verdict],
        }
        return Reason(f"distance.{_situation(best, verdict, needs, snapshot, row, known_miles)}", values)


def closeness(setting: str, miles: Values, limit: float | None) -> Values:
    """2^(−d/d50): d50 is 3 miles if the person travels (0 beyond the limit), 15 if the provider does."""
    if setting == "online":
        return np.ones_like(miles)
    known = np.nan_to_num(miles)
    if setting == "own_home":
        return np.asarray(2.0 ** (-known / PROVIDER_TRAVELS_D50_MILES))
    value = np.asarray(2.0 ** (-known / PERSON_TRAVELS_D50_MILES))
    return value if limit is None else np.where(known <= limit, value, 0.0)


def _situation(
    setting: str, verdict: int, needs: SupportNeeds, snapshot: Snapshot, row: int, miles: float | None
) -> str:
    if setting == "online":
        return "online"
    if setting == "own_home":
        undeclared = int(snapshot.columns["area_kind"][row]) == 0
        if verdict == YES:
            return "area_assumed" if undeclared else "comes_to_you"
        return "outside_its_area" if verdict == NO else "area_not_known"
    if miles is None:
        return "not_known"
    if needs.within_miles is None:
        return "miles"
    return "within" if verdict == YES else "beyond"


DISTANCE = Distance()
