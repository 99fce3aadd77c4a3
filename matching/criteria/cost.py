"""The whole yearly cost against the budget, and what an hour costs all in.

An employed personal assistant's cost has its on-costs. Where employment isn't known both costs are computed,
and the dearer is what counts: self-employment is never offered as a saving.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.columns import EMPLOYMENT, NO_CODE
from matching.costs import (
    ASSUMED_HOURS_PER_WEEK,
    HOURS_IN_UNIT,
    annual_cost_pence,
    annual_fee_pence,
    hourly_fee_pence,
)
from matching.criteria.criterion import Assessment, Demand, one_row
from matching.needs import PersonalBudget, SupportNeeds
from matching.snapshot import Rows, Snapshot
from matching.verdict import NAMES, Reason, Values, Verdicts, from_flags

UNKNOWN_COST_VALUE = 0.5


@dataclass(frozen=True, slots=True)
class Price:
    """Pence, (n,) each, NaN not known. ``pay`` is the hourly price before on-costs; low = high but for an
    unknown employment status."""

    annual_low: Values
    annual_high: Values
    hourly_low: Values
    hourly_high: Values
    pay: Values


class Cost:
    """Demands: ``budget`` (the year's cost ≤ budget), ``max_pence_per_hour`` (an hour all in ≤ limit)."""

    key = "cost"
    reason_ids = (
        "cost.within",
        "cost.over",
        "cost.depends",
        "cost.not_given",
        "cost.free",
        "cost.needs_hours",
    )

    def applies_to(self, needs: SupportNeeds) -> bool:
        return "cost" in needs.stated()

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        return tuple(Demand(key) for key in ("budget", "max_pence_per_hour") if key in needs.must)

    def judge(self, demand: Demand, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Verdicts:
        price = price_of(needs.budget or PersonalBudget(), snapshot, rows)
        low, high, limit = _against(demand.key, needs.budget or PersonalBudget(), price)
        return from_flags(high <= limit, low > limit)

    def assess(self, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Assessment:
        budget = needs.budget or PersonalBudget()
        key = _measure(budget)
        low, high, limit = _against(key, budget, price_of(budget, snapshot, rows))
        unknown = np.isnan(high)
        dear, cheap = affordability(high, limit), affordability(low, limit)
        return Assessment(
            from_flags(high <= limit, low > limit),
            np.where(unknown, 0.0, dear),
            np.where(unknown, UNKNOWN_COST_VALUE, dear),
            np.where(unknown, 1.0, cheap),
        )

    def reason(self, needs: SupportNeeds, snapshot: Snapshot, row: int) -> Reason:
        budget = needs.budget or PersonalBudget()
        price = price_of(budget, snapshot, one_row(row))
        key = _measure(budget)
        low, high, limit = _against(key, budget, price)
        verdict = NAMES[int(from_flags(high <= limit, low > limit)[0])]
        values = {
            "measure": "year" if key == "budget" else "hour",
            "low_pence": whole_pence(low[0]),
            "high_pence": whole_pence(high[0]),
            "limit_pence": whole_pence(limit),
            "pay_pence_per_hour": whole_pence(price.pay[0]),
            "employment": EMPLOYMENT[int(snapshot.columns["employment"][row])],
            "hours_assumed": budget.hours_per_week is None,
        }
        return Reason(f"cost.{_situation(verdict, high[0], price, snapshot, row)}", values)


def affordability(cost: Values, budget: float) -> Values:
    """clip((1.25 B − C) / 0.25 B, 0, 1): 1 within the budget, 0 from a quarter above it; NaN stays NaN."""
    if budget == 0:
        return np.where(np.isnan(cost), np.nan, (cost <= 0).astype(np.float64))
    return np.clip((1.25 * budget - cost) / (0.25 * budget), 0.0, 1.0)


def price_of(budget: PersonalBudget, snapshot: Snapshot, rows: Rows) -> Price:
    """What each option costs at the budget's hours; an hour's cost at assumed hours where none are given."""
    hours = budget.hours_per_week or ASSUMED_HOURS_PER_WEEK
    weeks = budget.weeks_per_year
    annual = np.full(len(rows), np.nan)
    pay = np.full(len(rows), np.nan)
    by_the_hour = np.zeros(len(rows), dtype=np.bool_)
    units = snapshot.columns["price_unit"][rows]
    for at in np.unique(units[units != NO_CODE]):
        unit = snapshot.code("cost_unit", int(at))
        of_unit = units == at
        amount = snapshot.columns["price_pence"][rows[of_unit]]
        length = snapshot.columns["unit_hours"][rows[of_unit]]
        annual[of_unit] = annual_fee_pence(amount, unit, length, hours, weeks)
        pay[of_unit] = hourly_fee_pence(amount, unit, length)
        by_the_hour |= of_unit & (unit in HOURS_IN_UNIT)
    dear = _with_on_costs(annual, weeks, snapshot, rows)
    cheap = np.where(_is(snapshot, rows, "employed"), dear, annual)
    no_hours = budget.hours_per_week is None
    hourly_known = by_the_hour | (annual == 0) | (not no_hours)
    return Price(
        annual_low=np.where(by_the_hour & no_hours & (annual != 0), np.nan, cheap),
        annual_high=np.where(by_the_hour & no_hours & (annual != 0), np.nan, dear),
        hourly_low=np.where(hourly_known, cheap / (hours * weeks), np.nan),
        hourly_high=np.where(hourly_known, dear / (hours * weeks), np.nan),
        pay=pay,
    )


def _with_on_costs(annual: Values, weeks: float, snapshot: Snapshot, rows: Rows) -> Values:
    """The yearly cost with on-costs for those who are, or may be, employed by the person."""
    maybe_employed = _is(snapshot, rows, "employed") | _is(snapshot, rows, "unknown")
    paid = maybe_employed & (annual > 0)
    with_on_costs = annual.copy()
    with_on_costs[paid] = annual_cost_pence(annual[paid] / weeks, 1.0, weeks, snapshot.rates)
    return with_on_costs


def _is(snapshot: Snapshot, rows: Rows, employment: str) -> NDArray[np.bool_]:
    of_kind: NDArray[np.bool_] = snapshot.columns["employment"][rows] == EMPLOYMENT.index(employment)
    return of_kind


def _measure(budget: PersonalBudget) -> str:
    return "budget" if budget.pence is not None else "max_pence_per_hour"


def _against(key: str, budget: PersonalBudget, price: Price) -> tuple[Values, Values, float]:
    """Low and high cost and the limit they are held against, all rounded to whole pence."""
    if key == "budget":
        return np.round(price.annual_low), np.round(price.annual_high), float(budget.annual_pence or 0)
    return np.round(price.hourly_low), np.round(price.hourly_high), float(budget.max_pence_per_hour or 0)


def whole_pence(pence: float) -> int | None:
    return None if np.isnan(pence) else round(float(pence))


def _situation(verdict: str, high: float, price: Price, snapshot: Snapshot, row: int) -> str:
    if high == 0:
        return "free"
    if np.isnan(high):
        return "needs_hours" if not np.isnan(snapshot.columns["price_pence"][row]) else "not_given"
    return {"yes": "within", "no": "over", "unknown": "depends"}[verdict]


COST = Cost()
