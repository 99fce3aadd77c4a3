"""Rules 6 to 9: whether the help can be reached, in straight miles on the National Grid."""

from benchmarks.relevance.entries import Case, Entry, Finding
from directory.geography.grid import miles_between

NEAR_MILES, GONE_MILES, HARDLY_MILES = 3, 6, 12
COMES_MILES = {"regulated_provider": 10}
COMES_MILES_ELSE = 5
VISITED_MILES, SELDOM_VISITED_MILES = 5, 15


def reach(case: Case, entry: Entry, way: str) -> Finding:
    """What distance allows, for one way of giving help."""
    if way == "online":
        return Finding(9, "is online or by telephone")
    if case.here is None:
        return Finding(6, "the person didn't say where they are")
    miles = miles_away(case, entry)
    if way == "own_home":
        return _comes(case, entry, miles)
    rule = 6 if way == "go_to" else 8
    if miles is None:
        return Finding(rule, "its place isn't known", 2)
    within = case.question.get("within_miles")
    if within is not None and miles > within:
        return Finding(rule, f"{miles:.1f} miles is beyond the {within:g} they gave", 0)
    most = _going(miles, within) if way == "go_to" else _living(miles)
    return Finding(rule, f"is {miles:.1f} miles away", most)


def miles_away(case: Case, entry: Entry) -> float | None:
    here, place = case.here, entry.option.place
    if here is None or place is None:
        return None
    return miles_between(here.easting, here.northing, place.easting, place.northing)


def _going(miles: float, within: float | None) -> int:
    """Rule 6, within the limit given, if any."""
    if miles <= max(NEAR_MILES, (within or 0) / 2):
        return 3
    if within is not None or miles <= GONE_MILES:
        return 2
    return 1 if miles <= HARDLY_MILES else 0


def _living(miles: float) -> int:
    """Rule 8."""
    if miles <= VISITED_MILES:
        return 3
    return 2 if miles <= SELDOM_VISITED_MILES else 1


def _comes(case: Case, entry: Entry, miles: float | None) -> Finding:
    """Rule 7."""
    covered = _declared(case, entry, miles)
    if covered is not None:
        return Finding(7, "comes here" if covered else "doesn't come here", 3 if covered else 0)
    if entry.option.service_area is None:
        return _undeclared(case, entry, miles)
    return Finding(7, "where it comes to, or where the person is, isn't known well enough", 2)


def _declared(case: Case, entry: Entry, miles: float | None) -> bool | None:
    """Whether the area declared holds the person; None where there is none, or it can't be told."""
    area, here = entry.option.service_area, case.here
    if area is None or here is None:
        return None
    if area.kind == "national":
        return True
    if area.kind == "radius":
        return None if miles is None or area.radius_miles is None else miles <= area.radius_miles
    where = here.council if area.kind == "councils" else here.outcode
    return None if where is None else where in area.codes


def _undeclared(case: Case, entry: Entry, miles: float | None) -> Finding:
    lives_in = "live_in_care" in entry.named("service_type") or entry.said("needs", "live_in", "own_home")
    if "live_in" in case.asked("needs") and lives_in:
        return Finding(7, "carers who live in come from anywhere")
    if miles is None:
        return Finding(7, "where it comes from isn't known", 2)
    usual = COMES_MILES.get(entry.option.provider_kind, COMES_MILES_ELSE)
    most = 3 if miles <= usual else 1 if miles <= 2 * usual else 0
    return Finding(7, f"is {miles:.1f} miles away and is taken to come {usual}", most)
