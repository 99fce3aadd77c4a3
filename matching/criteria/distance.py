"""How far apart, and whether the two can meet: the person's reach for places, the provider's area for visits.

One distance rules: the National Grid plane in miles, as it is shown. A provider that comes to the person is
judged by the area it declared; undeclared, by an assumed radius for its kind, beyond which nothing is known.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matching.columns import AREA_KINDS
from matching.criteria.criterion import Assessment, Demand, one_row
from matching.criteria.support_needs import helpful_settings
from matching.needs import Here, SupportNeeds
from matching.snapshot import Rows, Snapshot
from matching.verdict import NAMES, NO, UNKNOWN, YES, Reason, Values, Verdicts, any_of, from_flags

PERSON_TRAVELS_D50_MILES = 3.0
PROVIDER_TRAVELS_D50_MILES = 15.0
UNKNOWN_DISTANCE_VALUE = 0.25
ASSUMED_RADIUS_MILES: Mapping[str, float] = {
    "regulated_provider": 10.0,
    "introductory_agency": 10.0,
    "council_service": 10.0,
    "nhs_service": 10.0,
}
"""Assumed reach of a provider that declares none, by kind, decided 2026-11-21; all other kinds 5 miles."""
OTHER_ASSUMED_RADIUS_MILES = 5.0


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
            "assumed_miles": float(_assumed_miles(needs, snapshot, here)[0]),
            "verdict": NAMES[verdict],
        }
        return Reason(f"distance.{_situation(best, verdict, needs, snapshot, row, known_miles)}", values)


def miles_to(needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Values:
    """Miles from the person to each option, (n,), NaN where either place isn't known."""
    if needs.here is None:
        return np.full(len(rows), np.nan)
    return snapshot.miles_from(needs.here.easting, needs.here.northing, rows)


def closeness(setting: str, miles: Values, limit: float | None) -> Values:
    """2^(−d/d50): d50 is 3 miles if the person travels (0 beyond the limit), 15 if the provider does."""
    if setting == "online":
        return np.ones_like(miles)
    known = np.nan_to_num(miles)
    if setting == "own_home":
        return np.asarray(2.0 ** (-known / PROVIDER_TRAVELS_D50_MILES))
    value = np.asarray(2.0 ** (-known / PERSON_TRAVELS_D50_MILES))
    return value if limit is None else np.where(known <= limit, value, 0.0)


def reach_verdicts(setting: str, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Verdicts:
    """Whether person and help can meet in one setting."""
    if setting == "online" or needs.here is None:
        return np.full(len(rows), YES, dtype=np.int8)
    miles = miles_to(needs, snapshot, rows)
    if setting == "own_home":
        return _area_verdicts(needs, needs.here, miles, snapshot, rows)
    if needs.within_miles is None:
        return np.full(len(rows), YES, dtype=np.int8)
    return from_flags(miles <= needs.within_miles, miles > needs.within_miles)


def _area_verdicts(
    needs: SupportNeeds, here: Here, miles: Values, snapshot: Snapshot, rows: Rows
) -> Verdicts:
    kind = snapshot.columns["area_kind"][rows]
    declared = {name: kind == at for at, name in enumerate(AREA_KINDS)}
    radius = snapshot.columns["area_miles"][rows]
    verdicts = np.full(len(rows), UNKNOWN, dtype=np.int8)
    verdicts[declared["undeclared"] & (miles <= _assumed_miles(needs, snapshot, rows))] = YES
    verdicts[declared["national"]] = YES
    verdicts[declared["radius"] & (miles <= radius)] = YES
    verdicts[declared["radius"] & (miles > radius)] = NO
    for name, code in (("outcodes", here.outcode), ("councils", here.council)):
        if code is not None:
            inside = _area_holds(snapshot, name, code, rows)
            verdicts[declared[name]] = np.where(inside[declared[name]], YES, NO)
    return verdicts


def _area_holds(snapshot: Snapshot, name: str, code: str, rows: Rows) -> NDArray[np.bool_]:
    """Whether each option's declared outcodes or councils hold the person's."""
    if code not in snapshot.codes[name]:
        return np.zeros(len(rows), dtype=np.bool_)
    return snapshot.holds(f"area_{name[:-1]}", snapshot.position(name, code), rows)


def _assumed_miles(needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Values:
    """The assumed radius of each option that declares none; to live in, a worker comes from anywhere."""
    by_kind = np.array(
        [
            ASSUMED_RADIUS_MILES.get(kind, OTHER_ASSUMED_RADIUS_MILES)
            for kind in snapshot.codes["provider_kind"]
        ]
    )
    usual: Values = by_kind[snapshot.columns["kind"][rows]]
    if "live_in" not in needs.needs:
        return usual
    return np.where(snapshot.verdicts("needs_own_home", "live_in", rows) == YES, np.inf, usual)


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
