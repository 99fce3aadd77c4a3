"""What support really costs the person in a year and in an hour, in pence.

Rates are arguments: a dated table elsewhere names the source of each. Unknown is NaN, never nought.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from matching.verdict import Values

HOURS_IN_UNIT: Mapping[str, float] = {"hour": 1.0, "visit": 0.5, "session": 3.0, "day": 6.0, "night": 10.0}
FREE_UNITS: tuple[str, ...] = ("free", "donation")
ASSUMED_HOURS_PER_WEEK = 10.0
"""Hours a week over which an employed worker's fixed on-costs are spread when the person gives none."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Statutory rates of one tax year and planning figures, money in pence (weekly and yearly as named)."""

    starts: str
    national_living_wage_pence: int
    cover_weeks: float
    sick_weeks: float
    sick_pay_weekly_pence: int
    sick_pay_share: float
    insurance_pence: int
    payroll_pence: int
    pension_share: float
    pension_trigger_pence: int
    pension_lower_pence: int
    pension_upper_pence: int
    national_insurance_share: float
    secondary_threshold_pence: int
    employment_allowance_pence: int

    def as_json(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def annual_fee_pence(
    price_pence: ArrayLike,
    unit: str,
    hours_in_unit: ArrayLike,
    hours_per_week: ArrayLike | None,
    weeks: float,
) -> Values:
    """Yearly cost of fees in one ``unit``: (n,) prices in pence (NaN unknown) → (n,) pence, NaN unknown.

    Hours a week ÷ hours in the unit × price × weeks; a week's fee × weeks, a month's × 12, a year's as it is;
    an item has no yearly cost. ``hours_in_unit`` NaN means the unit's usual length.
    """
    price = np.asarray(price_pence, dtype=np.float64)
    if unit in FREE_UNITS:
        return np.zeros_like(price)
    if unit in ("week", "month", "year"):
        return price * {"week": weeks, "month": 12.0, "year": 1.0}[unit]
    if unit not in HOURS_IN_UNIT or hours_per_week is None:
        return np.full_like(price, np.nan)
    return np.asarray(hours_per_week, dtype=np.float64) / _length(hours_in_unit, unit) * price * weeks


def _length(hours_in_unit: ArrayLike, unit: str) -> Values:
    hours = np.asarray(hours_in_unit, dtype=np.float64)
    return np.where(np.isnan(hours), HOURS_IN_UNIT[unit], hours)


def employed_breakdown_pence(
    pay_pence_per_hour: ArrayLike, hours_per_week: float, weeks: float, rates: Rates
) -> dict[str, Values]:
    """Yearly cost of employing one personal assistant, line by line, each (n,) pence.

    Wages; 5.6 weeks' replacement cover (Working Time Regulations 1998 regs 13, 13A); sick pay (lower of the
    weekly rate and 80% of pay); 3% pension on qualifying earnings (Pensions Act 2008 s13); employer National
    Insurance less the Employment Allowance (HMRC NIM06520); insurance; payroll.
    """
    week = np.asarray(pay_pence_per_hour, dtype=np.float64) * hours_per_week
    gross = week * weeks
    band = np.minimum(gross, rates.pension_upper_pence) - rates.pension_lower_pence
    insurance_due = insured_pence(gross, rates) - rates.employment_allowance_pence
    sick_week = np.minimum(week * rates.sick_pay_share, rates.sick_pay_weekly_pence)
    each = np.ones_like(gross)
    return {
        "wages": gross,
        "holiday_cover": week * rates.cover_weeks * weeks / 52,
        "sick_pay": sick_week * rates.sick_weeks,
        "pension": np.where(gross > rates.pension_trigger_pence, band * rates.pension_share, 0.0),
        "national_insurance": np.maximum(insurance_due, 0.0),
        "insurance": rates.insurance_pence * each,
        "payroll": rates.payroll_pence * each,
    }


def insured_pence(gross_pence: Values, rates: Rates) -> Values:
    """Employer National Insurance on a year's pay before the Employment Allowance, which is one a person."""
    above: Values = np.maximum(gross_pence - rates.secondary_threshold_pence, 0.0)
    return above * rates.national_insurance_share


def annual_cost_pence(
    pay_pence_per_hour: ArrayLike, hours_per_week: float, weeks: float, rates: Rates
) -> Values:
    """Whole yearly cost of an employed personal assistant, (n,) pence, on-costs included (oracle A11)."""
    lines = employed_breakdown_pence(pay_pence_per_hour, hours_per_week, weeks, rates)
    return np.asarray(sum(lines.values()), dtype=np.float64)
