"""What an option costs a person in a year and in an hour, one option at a time, in plain Python.

None is not known. Rates of employing: the Employment Rights, Pensions and National Insurance rules that
``Rates`` names, as oracle A11 adds them up.
"""

from matching.costs import Rates
from matching.needs import PersonalBudget
from matching.offers import Offer

USUAL_HOURS = {"hour": 1.0, "visit": 0.5, "session": 3.0, "day": 6.0, "night": 10.0}
HOURS_ASSUMED = 10


def fee_for_a_year(offer: Offer, hours: float, weeks: float) -> float | None:
    """Hours a week ÷ hours in the unit × price × weeks; an item has no yearly cost; free is 0."""
    fee = offer.fee
    if fee is None:
        return None
    if fee.unit in ("free", "donation"):
        return 0.0
    if fee.pence is None or fee.unit == "item":
        return None
    if fee.unit in USUAL_HOURS:
        length = fee.hours_in_unit if fee.hours_in_unit is not None else USUAL_HOURS[fee.unit]
        return hours / length * fee.pence * weeks
    return fee.pence * {"week": weeks, "month": 12, "year": 1}[fee.unit]


def cost_of_employing(wages: float, weeks: float, rates: Rates) -> float:
    """Wages and cover, sick pay, insurance, payroll, pension and National Insurance of one worker a year."""
    a_week = wages / weeks
    cover = a_week * rates.cover_weeks * weeks / 52
    sick = rates.sick_weeks * min(rates.sick_pay_share * a_week, rates.sick_pay_weekly_pence)
    pension = 0.0
    if wages > rates.pension_trigger_pence:
        qualifying = min(wages, rates.pension_upper_pence) - rates.pension_lower_pence
        pension = rates.pension_share * qualifying
    due = rates.national_insurance_share * max(0.0, wages - rates.secondary_threshold_pence)
    insured = max(0.0, due - rates.employment_allowance_pence)
    return wages + cover + sick + pension + insured + rates.insurance_pence + rates.payroll_pence


def yearly_bounds(
    offer: Offer, hours: float, weeks: float, rates: Rates
) -> tuple[float | None, float | None]:
    """The least and most a year may cost; they differ where nobody said whether a PA would be employed."""
    fee = fee_for_a_year(offer, hours, weeks)
    if not fee or offer.kind != "personal_assistant" or offer.employment == "self_employed":
        return fee, fee
    employed = cost_of_employing(fee, weeks, rates)
    return (employed if offer.employment == "employed" else fee), employed


def cost_bounds(
    budget: PersonalBudget, offer: Offer, rates: Rates, measure: str
) -> tuple[float | None, float | None]:
    """Least and most, in pence: of a year for "budget", of an hour all in for "max_pence_per_hour".

    Without hours a week a price by the hour has no year, and a price by the week has no hour; an hour of
    employing is then costed over ten a week. What costs nothing costs nothing either way.
    """
    hours = budget.hours_per_week or HOURS_ASSUMED
    low, high = yearly_bounds(offer, hours, budget.weeks_per_year, rates)
    if low is None or high is None:
        return None, None
    by_the_hour = offer.fee is not None and offer.fee.unit in USUAL_HOURS
    if budget.hours_per_week is None and by_the_hour == (measure == "budget") and high > 0:
        return None, None
    a_year = hours * budget.weeks_per_year
    return (low, high) if measure == "budget" else (low / a_year, high / a_year)


def limit_of(budget: PersonalBudget, measure: str) -> float:
    if measure == "max_pence_per_hour":
        return float(budget.max_pence_per_hour or 0)
    times = {"week": budget.weeks_per_year, "month": 12, "year": 1}[budget.per]
    return float((budget.pence or 0) * times)


def whole(pence: float | None) -> int | None:
    return None if pence is None else round(pence)


def verdict_of_cost(budget: PersonalBudget, offer: Offer, rates: Rates, measure: str) -> str:
    """Within the limit however it turns out, over it however it turns out, or unknown; in whole pence."""
    low, high = map(whole, cost_bounds(budget, offer, rates, measure))
    limit = limit_of(budget, measure)
    if low is None or high is None:
        return "unknown"
    if high <= limit:
        return "yes"
    return "no" if low > limit else "unknown"


def measure_scored(budget: PersonalBudget) -> str:
    """The year's cost is what scores where a budget is stated, an hour's where only its limit is."""
    return "max_pence_per_hour" if budget.pence is None else "budget"


def value_of_cost(budget: PersonalBudget, offer: Offer, rates: Rates) -> tuple[float, float, float]:
    """Low, expected and high: clip((1.25 B − C) / 0.25 B, 0, 1); the dearer case is what is expected."""
    measure = measure_scored(budget)
    low, high = map(whole, cost_bounds(budget, offer, rates, measure))
    if low is None or high is None:
        return 0.0, 0.5, 1.0
    dear, cheap = (affordable(cost, limit_of(budget, measure)) for cost in (high, low))
    return dear, dear, cheap


def affordable(cost: float, limit: float) -> float:
    if limit == 0:
        return 1.0 if cost == 0 else 0.0
    return min(1.0, max(0.0, (1.25 * limit - cost) / (0.25 * limit)))
