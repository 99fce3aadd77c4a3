"""A plan as found: who gives how many hours for what, and what it costs, line by line in whole pence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from matching.offers import Fee
from matching.plan.charges import MAY_BE_EMPLOYED, SHARED_LINE, charges_of, shares, yearly_lines
from matching.plan.programme import FIT_GRAIN, apart_grains
from matching.plan.wishes import Candidate, PlanWish, is_known

FIXED_LINE = "fixed"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One option of a plan: hours a week by need, and a year's cost in pence, whose ``costs`` add up to it.

    ``pence`` leaves National Insurance to the plan, where it is one sum; what has no known price counts 0,
    and ``price_known`` is False. ``low_pence`` is what it would cost if the worker turned out self-employed:
    shown, never counted. ``ask``: the needs of which it must be asked whether it meets them.
    """

    number: int
    hours: Mapping[str, float]
    costs: Mapping[str, int]
    pence: int
    low_pence: int
    price_known: bool
    ask: frozenset[str]

    @property
    def hours_in_all(self) -> float:
        return sum(self.hours.values())


@dataclass(frozen=True, slots=True)
class Plan:
    """Every need's hours covered. ``pence``: a year, insurance for all employed included.

    ``suits`` is Σuh/ΣH; ``fit`` is that less what each further provider costs. ``gap``: by how much a
    better plan's fit could exceed it, above 0 only where the search ran out of time.
    """

    lines: tuple[PlanLine, ...]
    national_insurance_pence: int
    pence: int
    suits: float
    fit: float
    gap: float = 0.0

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(line.number for line in self.lines)

    @property
    def complete(self) -> bool:
        """Whether every price in it is known."""
        return all(line.price_known for line in self.lines)

    @property
    def certain(self) -> bool:
        """Whether everybody in it is known to meet what they are there for."""
        return not any(line.ask for line in self.lines)


def plan_of(wish: PlanWish, units: Mapping[tuple[int, str], int], gap: float = 0.0) -> Plan:
    """The plan that gives so many units; all costs are asked of ``matching.costs`` once more."""
    by_number = {candidate.number: candidate for candidate in wish.candidates}
    given: dict[int, dict[str, int]] = {}
    for need in wish.hours:
        for number in by_number:
            if units.get((number, need)):
                given.setdefault(number, {})[need] = units[number, need]
    lines = tuple(_line(by_number[number], each, wish) for number, each in sorted(given.items()))
    insurance = _insurance(wish, [(by_number[number], each) for number, each in given.items()])
    suits = sum(by_number[n].fit[need] * count for (n, need), count in units.items()) / sum(
        wish.units.values()
    )
    return Plan(
        lines=lines,
        national_insurance_pence=insurance,
        pence=sum(line.pence for line in lines) + insurance,
        suits=suits,
        fit=suits - wish.penalty * (len(lines) - 1),
        gap=gap,
    )


def fit_grains(plan: Plan, wish: PlanWish) -> int:
    """A plan's fit as the programme counts it, in parts of FIT_GRAIN of one unit of hours."""
    fits = {candidate.number: candidate.fit for candidate in wish.candidates}
    given = sum(
        round(fits[line.number][need] * FIT_GRAIN) * round(hours / wish.unit_hours)
        for line in plan.lines
        for need, hours in line.hours.items()
    )
    return given - apart_grains(wish) * (len(plan.lines) - 1)


def _line(candidate: Candidate, units: Mapping[str, int], wish: PlanWish) -> PlanLine:
    costs: dict[str, int] = {FIXED_LINE: candidate.fixed_pence} if candidate.fixed_pence else {}
    low, known = candidate.fixed_pence, True
    for charge in charges_of(candidate, wish, 0):
        hours = sum(units.get(need, 0) for need in charge.needs) * wish.unit_hours
        if not hours:
            continue
        known = known and is_known(charge.fee)
        parts = yearly_lines(charge.fee, candidate.employment, [hours], wish.weeks, wish.rates)
        parts.pop(SHARED_LINE, None)
        whole = int(np.rint(sum(float(part[0]) for part in parts.values())))
        pence = shares((float(part[0]) for part in parts.values()), whole)
        for name, share in zip(parts, pence, strict=True):
            costs[name] = costs.get(name, 0) + share
        low += _as_self_employed(candidate, charge.fee, hours, whole, wish)
    return PlanLine(
        number=candidate.number,
        hours={need: count * wish.unit_hours for need, count in units.items()},
        costs=costs,
        pence=sum(costs.values()),
        low_pence=low,
        price_known=known,
        ask=candidate.ask.intersection(units),
    )


def _as_self_employed(candidate: Candidate, fee: Fee | None, hours: float, pence: int, wish: PlanWish) -> int:
    """What the same hours cost where it turns out that nobody is employed."""
    if candidate.employment != "unknown":
        return pence
    bare = yearly_lines(fee, "self_employed", [hours], wish.weeks, wish.rates)
    return int(np.rint(bare["fee"][0])) if bare else pence


def _insurance(wish: PlanWish, given: Iterable[tuple[Candidate, Mapping[str, int]]]) -> int:
    """Employer National Insurance for all whom the person employs, less the one allowance."""
    due = 0
    for candidate, units in given:
        if candidate.employment not in MAY_BE_EMPLOYED:
            continue
        for charge in charges_of(candidate, wish, 0):
            hours = sum(units.get(need, 0) for need in charge.needs) * wish.unit_hours
            if not hours:
                continue  # a price by the month is the same for no hours
            lines = yearly_lines(charge.fee, candidate.employment, [hours], wish.weeks, wish.rates)
            due += int(np.rint(lines[SHARED_LINE][0])) if SHARED_LINE in lines else 0
    return max(due - wish.rates.employment_allowance_pence, 0)
