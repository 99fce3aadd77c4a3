"""The whole yearly cost against the budget, and what an hour costs all in.

An employed personal assistant's cost has its on-costs. Where employment isn't known both costs are computed,
and the dearer is what counts: self-employment is never offered as a saving.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import planes
from matching.case import Case
from matching.columns import EMPLOYMENT, NO_CODE
from matching.costs import ASSUMED_HOURS_PER_WEEK, FREE_UNITS, HOURS_IN_UNIT, annual_cost_pence
from matching.criteria.criterion import Bounds, Demand, Shortfall, verdict_numbers
from matching.needs import PersonalBudget, SupportNeeds
from matching.options import fact
from matching.planes import Rows
from matching.snapshot import Snapshot
from matching.verdict import NAMES, Answers, Reason, Values

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
        wanted = (key for key in ("budget", "max_pence_per_hour") if key in needs.must)
        return tuple(Demand(key, row_by_row=True) for key in wanted)

    def judge(self, demand: Demand, case: Case) -> Answers:
        low, high, limit = _against(demand.key, case)
        return Answers.said(case.options.flags(high <= limit), case.options.flags(low > limit))

    def verdict(self, case: Case) -> Answers:
        return self.judge(Demand(_measure(case.needs)), case)

    def expected(self, case: Case) -> Values:
        _, high, limit = _against(_measure(case.needs), case)
        value = affordability(high, limit)
        value[np.isnan(high)] = UNKNOWN_COST_VALUE
        return value

    def bounds(self, case: Case) -> Bounds:
        low, high, limit = _against(_measure(case.needs), case)
        unknown = np.isnan(high)
        return (
            np.where(unknown, 0.0, affordability(high, limit)),
            np.where(unknown, 1.0, affordability(low, limit)),
        )

    def shortfalls(self, case: Case) -> list[Shortfall]:
        priced = fact(case.options, "priced")
        return [Shortfall(Answers(priced, ~case.options.none()), 1.0 - UNKNOWN_COST_VALUE, 0.0)]

    def reasons(self, case: Case) -> list[Reason]:
        measure = _measure(case.needs)
        low, high, limit = _against(measure, case)
        told = {
            "measure": "year" if measure == "budget" else "hour",
            "limit_pence": whole_pence(limit),
            "hours_assumed": (case.needs.budget or PersonalBudget()).hours_per_week is None,
        }
        price_given = (~np.isnan(case.options.column("price_pence"))).tolist()
        numbers = (low, high, price_in(case).pay, case.options.column("employment"))
        rows = zip(*(each.tolist() for each in numbers), strict=True)
        return [
            Reason(
                f"cost.{_situation(verdict, most, given)}",
                {
                    **told,
                    "low_pence": whole_pence(least),
                    "high_pence": whole_pence(most),
                    "pay_pence_per_hour": whole_pence(pay),
                    "employment": EMPLOYMENT[employment],
                },
            )
            for (least, most, pay, employment), verdict, given in zip(
                rows, verdict_numbers(self.verdict(case)), price_given, strict=True
            )
        ]


def affordability(cost: Values, budget: float) -> Values:
    """clip((1.25 B − C) / 0.25 B, 0, 1): 1 within the budget, 0 from a quarter above it; NaN stays NaN."""
    if budget == 0:
        return np.where(np.isnan(cost), np.nan, (cost <= 0).astype(np.float64))
    return np.clip((1.25 * budget - cost) / (0.25 * budget), 0.0, 1.0)


def price_of(budget: PersonalBudget, snapshot: Snapshot, rows: Rows) -> Price:
    """What each option costs at the budget's hours; an hour's cost at assumed hours where none are given."""
    priced = planes.at(snapshot.fact("priced"), rows)
    if priced.all():
        return _known_price(budget, snapshot, rows)
    known = _known_price(budget, snapshot, rows[priced])
    price = Price(*(np.full(len(rows), np.nan) for _ in fields(Price)))
    for field in fields(Price):
        getattr(price, field.name)[priced] = getattr(known, field.name)
    return price


def _known_price(budget: PersonalBudget, snapshot: Snapshot, rows: Rows) -> Price:
    """``price_of`` for rows whose price is known."""
    hours = budget.hours_per_week or ASSUMED_HOURS_PER_WEEK
    weeks = budget.weeks_per_year
    units = snapshot.columns["price_unit"][rows]
    price = snapshot.columns["price_pence"][rows]
    length = snapshot.columns["unit_hours"][rows]
    by_the_hour = _unit_table(snapshot, dict.fromkeys(HOURS_IN_UNIT, True), False)[units]
    free = _unit_table(snapshot, dict.fromkeys(FREE_UNITS, True), False)[units]
    times_a_year = _unit_table(snapshot, {"week": weeks, "month": 12.0, "year": 1.0}, np.nan)[units]
    annual = np.where(by_the_hour, hours / length * price * weeks, price * times_a_year)
    pay = np.where(by_the_hour, price / length, np.nan)
    annual[free] = pay[free] = 0.0
    dear = _with_on_costs(annual, weeks, snapshot, rows)
    cheap = np.where(_is(snapshot, rows, "employed"), dear, annual)
    no_hours = budget.hours_per_week is None
    year_unknown = by_the_hour & no_hours & (annual != 0)
    hour_unknown = ~by_the_hour & no_hours & (annual != 0)
    return Price(
        annual_low=np.where(year_unknown, np.nan, cheap),
        annual_high=np.where(year_unknown, np.nan, dear),
        hourly_low=np.where(hour_unknown, np.nan, cheap / (hours * weeks)),
        hourly_high=np.where(hour_unknown, np.nan, dear / (hours * weeks)),
        pay=pay,
    )


def _unit_table(snapshot: Snapshot, given: Mapping[str, float], other: float) -> NDArray[Any]:
    """A value for each unit of price by its position, and ``other`` for all else up to NO_CODE."""
    table = np.full(NO_CODE + 1, other)
    for unit, value in given.items():
        if snapshot.knows("cost_unit", unit):
            table[snapshot.position("cost_unit", unit)] = value
    return table


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


def _measure(needs: SupportNeeds) -> str:
    return "budget" if needs.budget and needs.budget.pence is not None else "max_pence_per_hour"


def price_in(case: Case) -> Price:
    """The price of each row of a case, worked out once."""
    known: Price | None = case.found.get(price_in)
    if known is None:
        budget = case.needs.budget or PersonalBudget()
        known = case.found[price_in] = price_of(budget, case.snapshot, case.options.rows)
    return known


def _against(key: str, case: Case) -> tuple[Values, Values, float]:
    """Low and high cost and the limit they are held against, all rounded to whole pence."""
    price, budget = price_in(case), case.needs.budget or PersonalBudget()
    if key == "budget":
        return np.round(price.annual_low), np.round(price.annual_high), float(budget.annual_pence or 0)
    return np.round(price.hourly_low), np.round(price.hourly_high), float(budget.max_pence_per_hour or 0)


def whole_pence(pence: float) -> int | None:
    """Pence as an integer; None for NaN."""
    return None if isnan(pence) else round(float(pence))


def _situation(verdict: int, cost: float, price_given: bool) -> str:
    if cost == 0:
        return "free"
    if isnan(cost):
        return "needs_hours" if price_given else "not_given"
    return {"yes": "within", "no": "over", "unknown": "depends"}[NAMES[verdict]]


COST = Cost()
