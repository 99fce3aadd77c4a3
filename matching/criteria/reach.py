"""Whether person and option can meet: the person's reach for places, the provider's area for visits.

A provider that comes to the person is judged by the area it declared; undeclared, by an assumed radius for
its kind, beyond which nothing is known.
"""

import math
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from matching import planes
from matching.case import Case, once
from matching.criteria.setting import usable_settings
from matching.fields import AREA_KINDS, METRES_A_MILE, NEAR_MILES, within_metres2
from matching.needs import Here, SupportNeeds
from matching.offers import assumed_radius_miles
from matching.options import Stretch, WholeMarket, answers, fact
from matching.planes import Rows
from matching.snapshot import Snapshot
from matching.verdict import Answers, Bits, Values

ROUNDED_MILES = 0.5
"""How much further away a coarsened place may be than its distance in whole miles says."""
ANYWHERE_NEEDS: frozenset[str] = frozenset({"live_in"})
"""Needs for which, at home, someone may come from anywhere."""


@once
def open_settings(case: Case) -> dict[str, Bits]:
    """The settings in which each option is judged: those not ruled out and, if there are any, within reach.

    What a place does counts only for those who can get there, what a visitor does for those visited.
    """
    not_ruled_out = usable_settings(case)
    reached = {setting: flags & reach(case)[setting].may for setting, flags in not_ruled_out.items()}
    nowhere = ~reduce(or_, reached.values())
    return {setting: reached[setting] | (flags & nowhere) for setting, flags in not_ruled_out.items()}


@once
def reach(case: Case) -> dict[str, Answers]:
    """Whether person and help can meet, in each setting asked."""
    return {setting: _reach_in(setting, case) for setting in case.needs.settings_asked}


def miles_to(needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Values:
    """Miles from the person to each option, (n,), NaN where either place isn't known."""
    if needs.here is None:
        return np.full(len(rows), np.nan)
    return snapshot.miles_from(needs.here.easting, needs.here.northing, rows)


def miles(case: Case) -> Values:
    """Miles from the person to each row of a case, (n,); worked out once, and not to be written to."""
    known: Values | None = case.found.get(miles)
    if known is None:
        known = case.found[miles] = miles_to(case.needs, case.snapshot, case.options.rows)
    return known


def _reach_in(setting: str, case: Case) -> Answers:
    here, limit = case.needs.here, case.needs.within_miles
    if setting == "own_home":
        return comes_here(case)
    if setting == "online" or here is None or limit is None:
        everyone = ~case.options.none()
        return Answers(everyone, everyone)
    exact, whole = (within_metres2(limit, rounded) for rounded in (False, True))
    sure_km = math.sqrt(min(exact, whole)) / 1000
    inside, rim = case.options.at_rim(here.easting, here.northing, km_around(limit), sure_km)
    limits = np.where(rim.column("whole_miles"), whole, exact)
    placed = fact(case.options, "placed")
    within = (inside | rim.flags(_metres2_to(rim, here) <= limits)) & placed
    return Answers(within, within | ~placed)


@once
def comes_here(case: Case) -> Answers:
    """Whether each option comes to the person's home: by its area, declared or assumed."""
    here = case.needs.here
    if here is None:
        everyone = ~case.options.none()
        return Answers(everyone, everyone)
    options, placed = case.options, fact(case.options, "placed")
    declared = {name: options.plane("is_area", at) for at, name in enumerate(AREA_KINDS)}
    near = _within_own_radius(case, here) & placed
    yes = declared["national"] | near
    if ANYWHERE_NEEDS.intersection(case.needs.needs):
        live_in = [answers(options, "needs_own_home", need).yes for need in ANYWHERE_NEEDS]
        yes = yes | (declared["undeclared"] & reduce(or_, live_in))
    no = declared["radius"] & placed & ~near
    for name, code in (("outcodes", here.outcode), ("councils", here.council)):
        if code is not None:
            held = declared[name] & _area_holds(case, name, code)
            yes, no = yes | held, no | (declared[name] & ~held)
    return Answers(yes, ~no)


def _within_own_radius(case: Case, here: Here) -> Bits:
    """Where the person is within the radius that an option declared, or that its kind is assumed to have."""
    near = case.options.around(here.easting, here.northing, km_around(NEAR_MILES))
    within = near.flags(_metres2_to(near, here) <= near.column("reach_metres2"))
    if not isinstance(case.options, WholeMarket):
        return within
    columns = case.snapshot.columns
    metres2 = _metres2(columns["far_easting"], columns["far_northing"], here)
    comes = columns["far_rows"][metres2 <= columns["far_reach_metres2"]]
    return within | planes.of_rows(comes, len(case.snapshot))


def _metres2_to(stretch: Stretch, here: Here) -> Values:
    return _metres2(stretch.column("easting"), stretch.column("northing"), here)


def _metres2(easting: NDArray[np.int32], northing: NDArray[np.int32], here: Here) -> Values:
    """The square of the distance to each place, in metres."""
    east, north = easting - np.float64(here.easting), northing - np.float64(here.northing)
    east *= east
    north *= north
    return east + north


def _area_holds(case: Case, name: str, code: str) -> Bits:
    """Whether each option's declared outcodes or councils hold the person's."""
    if not case.snapshot.knows(name, code):
        return case.options.none()
    return case.options.holding(f"area_{name[:-1]}", case.snapshot.position(name, code))


def assumed_miles(case: Case) -> Values:
    """The radius within which each row of a case is assumed to travel if it declares none, (n,)."""
    by_kind = np.array([assumed_radius_miles(kind) for kind in case.snapshot.codes["provider_kind"]])
    usual: Values = by_kind[case.options.column("kind")]
    for need in ANYWHERE_NEEDS.intersection(case.needs.needs):
        usual = np.where(answers(case.options, "needs_own_home", need).yes, np.inf, usual)
    return usual


def km_around(limit_miles: float) -> float:
    """How far around to look for all that may count as within so many miles, whole ones included."""
    return (limit_miles + ROUNDED_MILES) * METRES_A_MILE / 1000
