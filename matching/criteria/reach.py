"""Whether person and option can meet: the person's reach for places, the provider's area for visits.

A provider that comes to the person is judged by the area it declared; undeclared, by an assumed radius for
its kind, beyond which nothing is known.
"""

from collections.abc import Mapping
from functools import reduce
from operator import or_

import numpy as np

from matching.case import Case, once
from matching.columns import AREA_KINDS, NEAR_MILES
from matching.criteria.setting import usable_settings
from matching.needs import Here, SupportNeeds
from matching.options import answers, fact
from matching.planes import Rows
from matching.snapshot import METRES_A_MILE, Snapshot
from matching.verdict import Answers, Bits, Values

ASSUMED_RADIUS_MILES: Mapping[str, float] = {
    "regulated_provider": 10.0,
    "introductory_agency": 10.0,
    "council_service": 10.0,
    "nhs_service": 10.0,
}
"""Assumed reach of a provider that declares none, by kind, decided 2026-11-21; all other kinds 5 miles."""
OTHER_ASSUMED_RADIUS_MILES = 5.0
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
    if setting == "own_home" and here is not None:
        return _comes_here(case, here)
    if setting == "online" or here is None or limit is None:
        everyone = ~case.options.none()
        return Answers(everyone, everyone)
    rows = case.options.rows_around(here.easting, here.northing, _km(limit))
    within = case.options.among(rows, miles_to(case.needs, case.snapshot, rows) <= limit)
    return Answers(within, within | ~fact(case.options, "placed"))


def _comes_here(case: Case, here: Here) -> Answers:
    """Whether each option comes to the person's home: by its area, declared or assumed."""
    options, placed = case.options, fact(case.options, "placed")
    declared = {name: options.plane("is_area", at) for at, name in enumerate(AREA_KINDS)}
    near = _within_own_radius(case, here)
    yes = declared["national"] | near
    if ANYWHERE_NEEDS.intersection(case.needs.needs):
        live_in = [answers(options, "needs_own_home", need).yes for need in ANYWHERE_NEEDS]
        yes = yes | (declared["undeclared"] & placed & reduce(or_, live_in))
    no = declared["radius"] & placed & ~near
    for name, code in (("outcodes", here.outcode), ("councils", here.council)):
        if code is not None:
            held = declared[name] & _area_holds(case, name, code)
            yes, no = yes | held, no | (declared[name] & ~held)
    return Answers(yes, ~no)


def _within_own_radius(case: Case, here: Here) -> Bits:
    """Where the person is within the radius that an option declared, or that its kind is assumed to have."""
    snapshot = case.snapshot
    rows = case.options.rows_around(here.easting, here.northing, _km(NEAR_MILES))
    near = case.options.among(rows, _radius_holds(case, rows))
    far = snapshot.columns["far_reaching_rows"].astype(np.intp)
    if rows is case.options.rows or len(far) == 0:
        return near
    return near | case.options.among(far, _radius_holds(case, far))


def _radius_holds(case: Case, rows: Rows) -> Bits:
    kind = case.snapshot.columns["area_kind"][rows]
    radius = np.where(
        kind == AREA_KINDS.index("radius"),
        case.snapshot.columns["area_miles"][rows],
        np.where(kind == AREA_KINDS.index("undeclared"), assumed_miles(case.snapshot, rows), -1.0),
    )
    held: Bits = miles_to(case.needs, case.snapshot, rows) <= radius
    return held


def _area_holds(case: Case, name: str, code: str) -> Bits:
    """Whether each option's declared outcodes or councils hold the person's."""
    if not case.snapshot.knows(name, code):
        return case.options.none()
    return case.options.holding(f"area_{name[:-1]}", case.snapshot.position(name, code))


def assumed_miles(snapshot: Snapshot, rows: Rows) -> Values:
    """The radius within which each option is assumed to travel if it declares none, (n,)."""
    kinds = snapshot.codes["provider_kind"]
    by_kind = np.array([ASSUMED_RADIUS_MILES.get(kind, OTHER_ASSUMED_RADIUS_MILES) for kind in kinds])
    usual: Values = by_kind[snapshot.columns["kind"][rows]]
    return usual


def _km(limit_miles: float) -> float:
    return (limit_miles + ROUNDED_MILES) * METRES_A_MILE / 1000
