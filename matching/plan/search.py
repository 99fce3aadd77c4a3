"""Searching one programme: the best plan within a budget, the cheapest, each exact to the penny.

The programme's costs never exceed the true ones, so a plan it finds is the best there is if its true cost
holds too; where it doesn't, the figures that were rounded are made exact and the search is repeated.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from matching.plan.plans import Plan, fit_grains, plan_of
from matching.plan.programme import FIT_GRAIN, Found, Programme, Row, apart_grains
from matching.plan.wishes import PlanWish

GRAIN = 100.0
TO_SPEND_ALL = 0.4 * GRAIN
"""What the whole budget takes off, less than half of a grain of fit: it decides between equal fits alone."""


@dataclass(slots=True)
class Search:
    """All searches of one wish. ``out_of_time`` once any was cut short."""

    wish: PlanWish
    programme: Programme = field(init=False)
    out_of_time: bool = False
    _split_at: dict[tuple[int, int], set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.programme = Programme(self.wish)

    def best(self, budget_pence: int | None, beside: Iterable[Plan] = ()) -> Plan | None:
        """The plan that fits best within a budget, the cheapest of those that fit alike; None if none does.

        ``beside`` these: with another set of owners than any of them.
        """
        others = tuple(beside)
        found = self._exact("fit", budget_pence, others)
        if found is None:
            return None
        plan, _ = found
        if budget_pence or plan.gap:
            return plan
        cheaper = self.cheapest(fit_grains(plan, self.wish) - 0.5, others)
        return cheaper if cheaper is not None and cheaper.pence < plan.pence else plan

    def cheapest(self, as_good_as: float = -math.inf, beside: tuple[Plan, ...] = ()) -> Plan | None:
        """The plan that costs least, of those with at least so much fit; None if there is no plan."""
        found = self._exact("cost", None, beside, as_good_as)
        return found[0] if found else None

    def fewest_missing(self, budget_pence: int | None) -> dict[str, float]:
        """The fewest hours a week, by need, to do without so that the others can be covered and paid.

        The money may be short of the budget by the pence that rounding could cost.
        """
        programme = self.programme
        spare = len(programme.takes_part)
        limits = [] if budget_pence is None else [(programme.cost, -math.inf, float(budget_pence - spare))]
        found = programme.solved([(at, 1.0) for at in programme.missing.values()], limits, short=True)
        self.out_of_time |= found.out_of_time
        return {
            need: count * self.wish.unit_hours for (number, need), count in found.units.items() if number < 0
        }

    def _exact(
        self, by: str, budget_pence: int | None, beside: tuple[Plan, ...], as_good_as: float = -math.inf
    ) -> tuple[Plan, float] | None:
        """The best plan by fit, or by cost, and its bound; the budget is held against true costs."""
        while True:
            found = self._found(by, budget_pence, beside, as_good_as)
            self.out_of_time |= found.out_of_time
            if not found.units:
                return None
            plan = plan_of(self.wish, found.units, self._gap(by, found))
            over = budget_pence is not None and plan.pence > budget_pence
            dearer = by == "cost" and not found.out_of_time and plan.pence - found.bound >= 1
            if not (over or dearer):
                return plan, found.bound
            if not self._make_exact(found):
                return None if over else (plan, found.bound)

    def _found(self, by: str, budget_pence: int | None, beside: tuple[Plan, ...], as_good_as: float) -> Found:
        programme = self.programme
        limits: list[Row] = [row for plan in beside for row in programme.without_owners(plan.numbers)]
        if budget_pence is not None:
            limits.append((programme.cost, -math.inf, budget_pence))
        if as_good_as > -math.inf:
            limits.append((programme.fit(), as_good_as - apart_grains(self.wish), math.inf))
        if by == "cost":
            return programme.solved(programme.cost, limits)
        a_penny = TO_SPEND_ALL / budget_pence if budget_pence else 0.0
        saving = [(at, a_penny * pence) for at, pence in programme.cost]
        return programme.solved([*saving, *((at, -GRAIN * fit) for at, fit in programme.fit())], limits)

    def _gap(self, by: str, found: Found) -> float:
        """How much better in fit a plan could be than the one found when time was up."""
        if by == "cost" or not found.out_of_time:
            return 0.0
        units = GRAIN * FIT_GRAIN * sum(self.wish.units.values())
        return max(0.0, min(1.0, (found.value - found.bound) / units))

    def _make_exact(self, found: Found) -> bool:
        """Hold the units found to true pennies from now on; whether that changed anything."""
        before = sum(map(len, self._split_at.values()))
        for number, charges in self.programme.charges.items():
            for place, charge in enumerate(charges):
                count = sum(found.units.get((number, need), 0) for need in charge.needs)
                if count:
                    self._split_at.setdefault((number, place), set()).add(count)
        if sum(map(len, self._split_at.values())) == before:
            return False
        self.programme = Programme(self.wish, self._split_at)
        return True
