"""What hours of one option cost, asked of ``matching.costs`` sum by sum: for peers of the plan's engine."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np

from matching.costs import FREE_UNITS, HOURS_IN_UNIT, annual_cost_pence, annual_fee_pence, insured_pence
from matching.offers import Fee
from matching.plan.wishes import Candidate, PlanWish

NO_INSURANCE = 10**12


def fees_of(candidate: Candidate, wish: PlanWish) -> dict[Fee | None, list[str]]:
    """The needs that each price of an option is for."""
    fees: dict[Fee | None, list[str]] = {}
    for need in wish.needs_met(candidate):
        fees.setdefault(candidate.fee_for(need), []).append(need)
    return fees


def sold(fee: Fee | None, units: int, wish: PlanWish) -> bool:
    """Whether so many units are whole sessions, visits, days or nights."""
    length = None if fee is None else fee.hours_in_unit or HOURS_IN_UNIT.get(fee.unit)
    if fee is None or length is None or fee.unit == "hour":
        return True
    return (Fraction(str(wish.unit_hours)) * units / Fraction(str(length))).denominator == 1


def pence_a_year(candidate: Candidate, fee: Fee | None, units: int, wish: PlanWish) -> tuple[int, int]:
    """(what so many units a week cost without insurance, National Insurance before the allowance)."""
    known = fee is not None and (fee.unit in FREE_UNITS or (fee.pence is not None and fee.unit != "item"))
    if fee is None or not known or units == 0:
        return 0, 0
    price, length = (np.nan if told is None else told for told in (fee.pence, fee.hours_in_unit))
    year = annual_fee_pence([price], fee.unit, [length], units * wish.unit_hours, wish.weeks)
    if candidate.employment not in ("employed", "unknown") or year[0] == 0:
        return round(year[0]), 0
    uninsured = replace(wish.rates, employment_allowance_pence=NO_INSURANCE)
    cost = annual_cost_pence(year / wish.weeks, 1.0, wish.weeks, uninsured)
    return round(cost[0]), round(insured_pence(year, wish.rates)[0])


def pence_in_all(units: Mapping[tuple[int, str], int], wish: PlanWish) -> int:
    """What a plan costs in a year, insurance less the one allowance included."""
    total, insured = 0, 0
    for candidate in wish.candidates:
        given = {need: units.get((candidate.number, need), 0) for need in candidate.fit}
        total += candidate.fixed_pence if any(given.values()) else 0
        for fee, needs in fees_of(candidate, wish).items():
            pence, due = pence_a_year(candidate, fee, sum(given[need] for need in needs), wish)
            total, insured = total + pence, insured + due
    return total + max(0, insured - wish.rates.employment_allowance_pence)
