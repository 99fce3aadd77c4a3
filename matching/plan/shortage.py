"""Why there is no plan: nobody to do it, not enough money, or somebody who must be in it and can't."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from matching.plan.plans import Plan
from matching.plan.search import Search
from matching.plan.wishes import PlanWish

NOT_COVERED = "not_covered"
OVER_BUDGET = "over_budget"
PINS_IN_THE_WAY = "pins_in_the_way"
OUT_OF_TIME = "out_of_time"
SHORTAGES: tuple[str, ...] = (NOT_COVERED, OVER_BUDGET, PINS_IN_THE_WAY, OUT_OF_TIME)


@dataclass(frozen=True, slots=True)
class Shortage:
    """``kind`` is one of SHORTAGES. ``missing``: the fewest hours a week, by need, that have to be given up.

    Over budget: ``cheapest`` is the plan that costs least, ``without`` the least cost in pence if a need's
    hours were left out (0 for the only need), and ``driver`` the need whose leaving out saves most.
    """

    kind: str
    cheapest: Plan | None = None
    without: Mapping[str, int] | None = None
    driver: str | None = None
    missing: Mapping[str, float] | None = None


def shortage_of(search: Search) -> Shortage:
    """Why a wish has no plan within its budget."""
    wish = search.wish
    cheapest = search.cheapest()
    if cheapest is None:
        return _nobody(search)
    if wish.budget_pence is None or cheapest.pence <= wish.budget_pence:
        return Shortage(OUT_OF_TIME, cheapest)
    without = {need: _least_without(need, wish) for need in wish.hours}
    saved = {need: cheapest.pence - pence for need, pence in without.items()}
    driver = max(saved, key=lambda need: saved[need])
    return Shortage(OVER_BUDGET, cheapest, without, driver, search.fewest_missing(wish.budget_pence))


def _nobody(search: Search) -> Shortage:
    if search.out_of_time:
        return Shortage(OUT_OF_TIME)
    wish = search.wish
    if wish.pinned and Search(replace(wish, pinned=frozenset())).cheapest() is not None:
        return Shortage(PINS_IN_THE_WAY)
    missing = Search(replace(wish, pinned=frozenset())).fewest_missing(None)
    return Shortage(NOT_COVERED, missing=missing)


def _least_without(need: str, wish: PlanWish) -> int:
    """What the other needs cost at least; whoever must take part does so only where they still can."""
    hours = {other: count for other, count in wish.hours.items() if other != need}
    if not hours:
        return 0
    least = Search(replace(wish, hours=hours)).cheapest()
    least = least or Search(replace(wish, hours=hours, pinned=frozenset())).cheapest()
    return least.pence if least else 0
