"""What an option's hours cost in a year, in whole pence, for every number of units it may give.

All figures come from ``matching.costs``. Employer National Insurance is the person's as a whole, so it is
told apart: before the allowance, an option at a time.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.costs import (
    FREE_UNITS,
    HOURS_IN_UNIT,
    Rates,
    annual_fee_pence,
    employed_breakdown_pence,
    insured_pence,
)
from matching.offers import Fee
from matching.plan.wishes import Candidate, PlanWish, is_known, units_at_once
from matching.verdict import Values

Pence = NDArray[np.int64]
MAY_BE_EMPLOYED: tuple[str, ...] = ("employed", "unknown")
SHARED_LINE = "national_insurance"
"""One sum for all whom the person employs, since the Employment Allowance is one."""


@dataclass(frozen=True, slots=True)
class Charge:
    """One price of an option, for some of its needs, at each of ``units`` (n,) a week that can be bought.

    ``unrounded`` and ``pence`` (n,) are the year's cost; ``insured`` (n,) National Insurance before the
    allowance, in whole pence.
    """

    candidate: Candidate
    needs: tuple[str, ...]
    fee: Fee | None
    step: int
    units: NDArray[np.int64]
    unrounded: Values
    pence: Pence
    insured: Pence


def charges_of(candidate: Candidate, wish: PlanWish, most_units: int) -> list[Charge]:
    """The prices that an option's needs are charged by, each up to so many units a week."""
    by_fee: dict[Fee | None, list[str]] = {}
    for need in wish.needs_met(candidate):
        by_fee.setdefault(candidate.fee_for(need), []).append(need)
    return [_charge(candidate, tuple(each), fee, wish, most_units) for fee, each in by_fee.items()]


def _charge(
    candidate: Candidate, needs: tuple[str, ...], fee: Fee | None, wish: PlanWish, most_units: int
) -> Charge:
    step = units_at_once(fee, _hours_in_unit(fee), wish.unit_hours)
    units = np.arange(step, most_units + 1, step)
    lines = yearly_lines(fee, candidate.employment, units * wish.unit_hours, wish.weeks, wish.rates)
    before = lines.pop(SHARED_LINE, np.zeros(len(units)))
    unrounded = np.zeros(len(units)) + sum(lines.values())
    return Charge(candidate, needs, fee, step, units, unrounded, _whole(unrounded), _whole(before))


def _hours_in_unit(fee: Fee | None) -> float | None:
    return None if fee is None else fee.hours_in_unit or HOURS_IN_UNIT.get(fee.unit)


def _whole(pence: Values) -> Pence:
    return np.rint(pence).astype(np.int64)


def yearly_lines(
    fee: Fee | None, employment: str, hours: ArrayLike, weeks: float, rates: Rates
) -> dict[str, Values]:
    """What so many hours a week, (n,), cost in a year, line by line, each (n,) pence; no lines if not known.

    Whoever is employed, or may be, is costed as employed. ``national_insurance`` is before the allowance.
    """
    if fee is None or not is_known(fee):
        return {}
    given = np.asarray(hours, dtype=np.float64)
    price = np.nan if fee.pence is None else fee.pence
    length = np.nan if fee.hours_in_unit is None else fee.hours_in_unit
    year = np.zeros(given.shape) + annual_fee_pence(price, fee.unit, length, given, weeks)
    if employment not in MAY_BE_EMPLOYED or fee.unit in FREE_UNITS or fee.pence == 0:
        return {"fee": year}
    lines = employed_breakdown_pence(year / weeks, 1.0, weeks, rates)
    return {**lines, SHARED_LINE: insured_pence(lines["wages"], rates)}


def shares(parts: Iterable[float], whole: int) -> list[int]:
    """Parts as whole pence that add up to ``whole``, each less than a penny from its own figure."""
    ends = np.rint(np.cumsum([0.0, *parts])).astype(np.int64)
    ends[-1] = whole
    return [int(step) for step in np.diff(ends)]
