"""Whether person and option can meet: the person's reach for places, the provider's area for visits.

A provider that comes to the person is judged by the area it declared; undeclared, by an assumed radius for
its kind, beyond which nothing is known.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from matching.columns import AREA_KINDS
from matching.criteria.setting import setting_verdicts, usable
from matching.needs import Here, SupportNeeds
from matching.snapshot import Rows, Snapshot
from matching.verdict import NO, UNKNOWN, YES, Values, Verdicts, from_flags

ASSUMED_RADIUS_MILES: Mapping[str, float] = {
    "regulated_provider": 10.0,
    "introductory_agency": 10.0,
    "council_service": 10.0,
    "nhs_service": 10.0,
}
"""Assumed reach of a provider that declares none, by kind, decided 2026-11-21; all other kinds 5 miles."""
OTHER_ASSUMED_RADIUS_MILES = 5.0


def open_settings(needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> dict[str, NDArray[np.bool_]]:
    """The settings in which each option is judged: those not ruled out and, if there are any, within reach.

    What a place does counts only for those who can get there, what a visitor does for those visited.
    """
    not_ruled_out = usable(setting_verdicts(needs, snapshot, rows))
    reached = {
        setting: flags & (reach_verdicts(setting, needs, snapshot, rows) >= UNKNOWN)
        for setting, flags in not_ruled_out.items()
    }
    somewhere = np.logical_or.reduce(list(reached.values()))
    return {setting: np.where(somewhere, reached[setting], flags) for setting, flags in not_ruled_out.items()}


def miles_to(needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Values:
    """Miles from the person to each option, (n,), NaN where either place isn't known."""
    if needs.here is None:
        return np.full(len(rows), np.nan)
    return snapshot.miles_from(needs.here.easting, needs.here.northing, rows)


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
    verdicts[declared["undeclared"] & (miles <= assumed_miles(needs, snapshot, rows))] = YES
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


def assumed_miles(needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Values:
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
