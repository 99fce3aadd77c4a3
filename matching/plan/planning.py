"""From a wish to plans: the best, others made of other owners, what less money buys, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.plan.plans import Plan
from matching.plan.search import Search
from matching.plan.shortage import Shortage, shortage_of
from matching.plan.wishes import PlanWish

ALTERNATIVES = 3
FRONTIER_STEPS = 4


@dataclass(frozen=True, slots=True)
class Planned:
    """``best`` first in worth, then ``alternatives``; ``frontier`` from the cheapest plan up, fit growing.

    Plans of whom all is known come before those that somebody has to be asked about; one of the latter
    that fits better than the best is among the alternatives. No ``best``: ``shortage`` says why.
    """

    best: Plan | None
    alternatives: tuple[Plan, ...]
    frontier: tuple[Plan, ...]
    shortage: Shortage | None
    out_of_time: bool


def planned(
    wish: PlanWish, alternatives: int = ALTERNATIVES, frontier_steps: int = FRONTIER_STEPS
) -> Planned:
    """All that a page of plans tells of a wish."""
    everybody = Search(wish)
    certain = Search(certain_only(wish))
    searches = [certain, everybody] if certain.wish.candidates != wish.candidates else [everybody]
    best = None
    for search in searches:
        best = search.best(wish.budget_pence)
        if best is not None:
            break
    if best is None:
        return Planned(None, (), (), shortage_of(everybody), everybody.out_of_time)
    others = _alternatives(best, searches[searches.index(search) :], alternatives)
    frontier = frontier_of(search, best, frontier_steps)
    return Planned(best, others, frontier, None, any(each.out_of_time for each in searches))


def certain_only(wish: PlanWish) -> PlanWish:
    """The same wish of whom it is known that they meet a need; whoever is pinned stays as they are."""
    return replace(
        wish,
        candidates=tuple(
            candidate
            if candidate.number in wish.pinned or not candidate.ask
            else replace(
                candidate, fit={n: fit for n, fit in candidate.fit.items() if n not in candidate.ask}
            )
            for candidate in wish.candidates
        ),
    )


def _alternatives(best: Plan, searches: Sequence[Search], count: int) -> tuple[Plan, ...]:
    """The next best plans of other owners: the certain first, but one that fits better than the best too."""
    *certain, everybody = searches
    budget = everybody.wish.budget_pence
    better = everybody.best(budget, [best]) if certain and count else None
    kept = [better] if better is not None and better.fit > best.fit else []
    found: list[Plan] = []
    for search in certain:
        found += _next_best(search, budget, [best, *kept, *found], count - len(kept) - len(found))
    found += kept
    found += _next_best(everybody, budget, [best, *found], count - len(found))
    return tuple(found)


def _next_best(search: Search, budget: int | None, beside: Sequence[Plan], count: int) -> list[Plan]:
    """Up to so many plans, each of other owners than all before it."""
    found: list[Plan] = []
    while len(found) < count:
        plan = search.best(budget, [*beside, *found])
        if plan is None:
            break
        found.append(plan)
    return found


def frontier_of(search: Search, best: Plan, steps: int) -> tuple[Plan, ...]:
    """The plans of which none fits better for less, at ``steps`` budgets from the least to the best's cost.

    ε-constraint (Haimes, Lasdon & Wismer 1971): each is the best within its budget, the cheapest as good.
    """
    cheapest = search.cheapest() if steps else None
    if cheapest is None or cheapest.pence >= best.pence:
        return (best,)
    found = [best]
    for step in range(steps - 1, -1, -1):
        budget = cheapest.pence + (best.pence - cheapest.pence) * step // steps
        if budget < found[-1].pence:
            plan = search.best(budget)
            if plan is not None:
                found.append(plan)
    return tuple(found[::-1])


def what_if(wish: PlanWish, **changed: object) -> Planned:
    """The best plan, or the shortage, of the same wish with another budget, hours or anything else of it."""
    return planned(replace(wish, **changed), alternatives=0, frontier_steps=0)  # type: ignore[arg-type]
