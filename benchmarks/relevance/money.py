"""Rules 18 to 20: what an option costs in a year and in an hour, and how that stands to the budget. Pence."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.relevance.entries import Case, Entry, Finding
from directory.records import CostOption
from matching.costs import Rates

HOURS_IN = {"hour": 1.0, "visit": 0.5, "session": 3.0, "day": 6.0, "night": 10.0}
FREE = frozenset({"free", "donation"})
HOURS_NOT_GIVEN = 10.0
WEEKS_A_YEAR = 52.0
Range = tuple[float, float]
"""The least and the most it may cost."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that the person gave, and how an option stands to it: within, over or not known."""

    name: str
    verdict: str
    finding: Finding


def limits(case: Case, entry: Entry, rates: Rates) -> Iterator[Limit]:
    """Rules 20 and 21 for each limit that the person gave."""
    budget = case.question.get("budget") or {}
    year, hour = yearly_limit(budget), budget.get("max_pence_per_hour")
    if year is not None:
        yield against(yearly_cost(entry, budget, rates), year, case, "budget")
    if hour is not None:
        yield against(hourly_cost(entry, budget, rates), hour, case, "max_pence_per_hour")


def against(cost: Range | None, limit: float, case: Case, name: str) -> Limit:
    """Rule 20; rule 21 where the limit is a must-have that is surely passed."""
    if cost is None or cost[0] <= limit < cost[1]:
        return Limit(name, "not known", Finding(20, f"not known whether it keeps to the {name}", 2))
    least, most = cost
    if most <= limit:
        says = f"£{most / 100:,.2f} is within the {name} of £{limit / 100:,.2f}"
        return Limit(name, "within", Finding(20, says))
    says = f"£{least / 100:,.2f} is over the {name} of £{limit / 100:,.2f}"
    if name in case.asked("must"):
        return Limit(name, "over", Finding(21, says, 0))
    return Limit(name, "over", Finding(20, says, _when_over(least, limit)))


def _when_over(least: float, limit: float) -> int:
    if least <= 1.1 * limit:
        return 2
    return 1 if least <= 2 * limit else 0


def yearly_limit(budget: dict) -> float | None:
    if budget.get("pence") is None:
        return None
    weeks = budget.get("weeks_per_year") or WEEKS_A_YEAR
    return budget["pence"] * {"week": weeks, "month": 12, "year": 1}[budget.get("per", "year")]


def yearly_cost(entry: Entry, budget: dict, rates: Rates) -> Range | None:
    """Rule 18, for the hours given; None where it isn't known."""
    hours, weeks = budget.get("hours_per_week"), budget.get("weeks_per_year") or WEEKS_A_YEAR
    price = _price(entry)
    if price is None:
        return None
    if price.unit in FREE:
        return 0.0, 0.0
    if price.amount_pence is None:
        return None
    if price.unit in ("week", "month", "year"):
        year = price.amount_pence * {"week": weeks, "month": 12, "year": 1}[price.unit]
        return year, year
    if price.unit not in HOURS_IN or hours is None:
        return None
    fee = price.amount_pence / (price.hours_in_unit or HOURS_IN[price.unit]) * hours * weeks
    return _as_paid(entry, price, fee, employer_cost(price.amount_pence, hours, weeks, rates))


def hourly_cost(entry: Entry, budget: dict, rates: Rates) -> Range | None:
    """What an hour costs the person, all in; only prices by time can say."""
    hours, weeks = (
        budget.get("hours_per_week") or HOURS_NOT_GIVEN,
        budget.get("weeks_per_year") or WEEKS_A_YEAR,
    )
    price = _price(entry)
    if price is None or (price.unit not in HOURS_IN and price.unit not in FREE):
        return None
    year = yearly_cost(entry, {**budget, "hours_per_week": hours}, rates)
    return None if year is None else (year[0] / (hours * weeks), year[1] / (hours * weeks))


def employer_cost(pay_pence: float, hours: float, weeks: float, rates: Rates) -> float:
    """Rule 19: the whole year of employing someone."""
    week = pay_pence * hours
    wages = week * weeks
    pension = (min(wages, rates.pension_upper_pence) - rates.pension_lower_pence) * rates.pension_share
    insured = (wages - rates.secondary_threshold_pence) * rates.national_insurance_share
    return (
        wages
        + week * rates.cover_weeks * weeks / WEEKS_A_YEAR
        + min(week * rates.sick_pay_share, rates.sick_pay_weekly_pence) * rates.sick_weeks
        + (pension if wages > rates.pension_trigger_pence else 0)
        + max(insured - rates.employment_allowance_pence, 0)
        + rates.insurance_pence
        + rates.payroll_pence
    )


def _as_paid(entry: Entry, price: CostOption, fee: float, employed: float) -> Range:
    """Rule 19: as employer or as customer, or between the two where that isn't known."""
    if entry.option.provider_kind != "personal_assistant" or price.unit != "hour":
        return fee, fee
    ways = {"employed": (employed, employed), "self_employed": (fee, fee), None: (fee, employed)}
    return ways[entry.option.employment]


def _price(entry: Entry) -> CostOption | None:
    """The price an entry gives first."""
    return entry.option.costs[0] if entry.option.costs else None
