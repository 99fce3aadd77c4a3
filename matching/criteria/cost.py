"""The whole yearly cost against the budget, and what an hour costs all in.

An employed personal assistant's cost has its on-costs. Where employment isn't known both costs are computed,
and the dearer is what counts: self-employment is never offered as a saving.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.case import Case, for_all
from matching.costs import (
    ASSUMED_HOURS_PER_WEEK,
    FREE_UNITS,
    HOURS_IN_UNIT,
    Rates,
    annual_cost_pence,
    annual_fee_pence,
)
from matching.criteria.criterion import Bounds, Demand, Shortfall, verdict_numbers
from matching.fields import EMPLOYMENT, NO_CODE
from matching.needs import PersonalBudget, SupportNeeds
from matching.options import fact
from matching.planes import Rows
from matching.snapshot import Snapshot
from matching.verdict import NAMES, NO, UNKNOWN, YES, Answers, Bits, Reason, Values

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
        return tuple(Demand(key, row_by_row=_priced) for key in wanted)

    def judge(self, demand: Demand, case: Case) -> Answers:
        low, high, limit = _against(demand.key, case)
        by_price = np.where(high <= limit, YES, np.where(low > limit, NO, UNKNOWN)).astype(np.int8)
        verdict = by_price[_prices(case).at]
        return Answers(case.options.flags(verdict == YES), case.options.flags(verdict != NO))

    def verdict(self, case: Case) -> Answers:
        return self.judge(Demand(_measure(case.needs)), case)

    def expected(self, case: Case) -> Values:
        _, high, limit = _against(_measure(case.needs), case)
        value = affordability(high, limit)
        value[np.isnan(high)] = UNKNOWN_COST_VALUE
        expected: Values = value[_prices(case).at]
        return expected

    def bounds(self, case: Case) -> Bounds:
        low, high, limit = _against(_measure(case.needs), case)
        unknown, at = np.isnan(high), _prices(case).at
        return (
            np.where(unknown, 0.0, affordability(high, limit))[at],
            np.where(unknown, 1.0, affordability(low, limit))[at],
        )

    def shortfalls(self, case: Case) -> list[Shortfall]:
        priced = Answers(_priced(case), ~case.options.none())
        return [Shortfall(priced, 1.0 - UNKNOWN_COST_VALUE, 0.0)]

    def reasons(self, case: Case) -> list[Reason]:
        measure = _measure(case.needs)
        low, high, limit = _against(measure, case)
        told = {
            "measure": "year" if measure == "budget" else "hour",
            "limit_pence": whole_pence(limit),
            "hours_assumed": _budget(case.needs).hours_per_week is None,
        }
        fee, at = case.options.column("fee"), _prices(case).at
        price_given = (~np.isnan(case.snapshot.columns["fee_pence"][fee])).tolist()
        employment = case.snapshot.columns["fee_employment"][fee]
        numbers = (low[at], high[at], _prices(case).price.pay[at], employment)
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


def _priced(case: Case) -> Bits:
    return fact(case.options, "priced")


def affordability(cost: Values, budget: float) -> Values:
    """clip((1.25 B − C) / 0.25 B, 0, 1): 1 within the budget, 0 from a quarter above it; NaN stays NaN."""
    if budget == 0:
        return np.where(np.isnan(cost), np.nan, (cost <= 0).astype(np.float64))
    return np.clip((1.25 * budget - cost) / (0.25 * budget), 0.0, 1.0)


def price_of(budget: PersonalBudget, snapshot: Snapshot, rows: Rows) -> Price:
    """What each option costs at the budget's hours; an hour's cost at assumed hours where none are given."""
    return _price(budget, snapshot, snapshot.columns["fee"][rows])


def _price(budget: PersonalBudget, snapshot: Snapshot, fees: NDArray[np.int32]) -> Price:
    """What each of some different prices comes to."""
    hours = budget.hours_per_week or ASSUMED_HOURS_PER_WEEK
    weeks = budget.weeks_per_year
    unit, pence, length = (snapshot.columns[f"fee_{name}"][fees] for name in ("unit", "pence", "hours"))
    employment = snapshot.columns["fee_employment"][fees]
    by_the_hour, free = (_is_one_of(unit, units, snapshot) for units in (HOURS_IN_UNIT, FREE_UNITS))
    annual = np.full(len(fees), np.nan)
    for at in np.unique(unit[unit != NO_CODE]):
        of_unit, code = unit == at, snapshot.code("cost_unit", int(at))
        annual[of_unit] = annual_fee_pence(pence[of_unit], code, length[of_unit], hours, weeks)
    pay = np.where(by_the_hour, pence / length, np.nan)
    pay[free] = 0.0
    dear = _with_on_costs(annual, weeks, employment, snapshot.rates)
    cheap = np.where(employment == EMPLOYMENT.index("employed"), dear, annual)
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


def _is_one_of(unit: NDArray[np.uint8], wanted: Iterable[str], snapshot: Snapshot) -> NDArray[np.bool_]:
    """Which prices are in one of these units."""
    held = [snapshot.position("cost_unit", code) for code in wanted if snapshot.knows("cost_unit", code)]
    return np.isin(unit, held)


def _with_on_costs(annual: Values, weeks: float, employment: NDArray[np.uint8], rates: Rates) -> Values:
    """The yearly cost with on-costs for those who are, or may be, employed by the person."""
    maybe = (employment == EMPLOYMENT.index("employed")) | (employment == EMPLOYMENT.index("unknown"))
    paid = maybe & (annual > 0)
    with_on_costs = annual.copy()
    with_on_costs[paid] = annual_cost_pence(annual[paid] / weeks, 1.0, weeks, rates)
    return with_on_costs


def _measure(needs: SupportNeeds) -> str:
    return "budget" if needs.budget and needs.budget.pence is not None else "max_pence_per_hour"


@dataclass(frozen=True, slots=True)
class _Prices:
    """Prices, and for each row of a case which of them is its own."""

    price: Price
    at: NDArray[Any]


def _prices(case: Case) -> _Prices:
    """Prices for a case's rows, worked out once: their own, or all different ones where those are fewer."""
    known: _Prices | None = case.found.get(_prices)
    if known is None:
        budget, fees = _budget(case.needs), case.options.column("fee")
        if len(fees) < len(case.snapshot.columns["fee_unit"]):
            known = _Prices(_price(budget, case.snapshot, fees), np.arange(len(fees)))
        else:
            known = _Prices(_all_prices(case), fees)
        case.found[_prices] = known
    return known


@for_all
def _all_prices(case: Case) -> Price:
    """What every different price of a market comes to."""
    every = np.arange(len(case.snapshot.columns["fee_unit"]), dtype=np.int32)
    return _price(_budget(case.needs), case.snapshot, every)


def hourly_pence(case: Case) -> tuple[Values, NDArray[Any]]:
    """What an hour costs all in, in pence, the dearer where two are possible; and which is each row's."""
    prices = _prices(case)
    return prices.price.hourly_high, prices.at


def _budget(needs: SupportNeeds) -> PersonalBudget:
    return needs.budget or PersonalBudget()


def _against(key: str, case: Case) -> tuple[Values, Values, float]:
    """Low and high cost and the limit they are held against, all rounded to whole pence, by ``_prices``."""
    price, budget = _prices(case).price, _budget(case.needs)
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
