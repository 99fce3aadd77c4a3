"""What an option costs in a year or an hour, as expressions over its price: NULL where it isn't known."""

from dataclasses import dataclass

from benchmarks.match.postgresql.codes import Codes
from benchmarks.match.postgresql.judging import UNKNOWN_COST, number
from matching.costs import Rates
from matching.needs import PersonalBudget

UNIT_HOURS = {"hour": 1.0, "visit": 0.5, "session": 3.0, "day": 6.0, "night": 10.0}
HOURS_ASSUMED = 10.0


@dataclass(frozen=True)
class Money:
    """The price of a row against one budget; ``dear`` and ``cheap`` differ where employment isn't known."""

    budget: PersonalBudget
    codes: Codes
    rates: Rates

    @property
    def hours(self) -> float:
        return self.budget.hours_per_week or HOURS_ASSUMED

    def value(self) -> str:
        """1 within the limit, 0 from a quarter above it."""
        limit = self.limit(self._measure)
        fall = f"({number(1.25 * limit)} - dear) / {number(0.25 * limit)}"
        within = f"least(greatest({fall}, 0::float8), 1::float8)"
        return f"CASE WHEN dear IS NULL THEN {number(UNKNOWN_COST)} ELSE {within} END"

    @property
    def _measure(self) -> str:
        return "budget" if self.budget.pence is not None else "max_pence_per_hour"

    def limit(self, key: str) -> float:
        if key == "budget":
            return float(self.budget.annual_pence or 0)
        return float(self.budget.max_pence_per_hour or 0)

    def condition(self, key: str, sure: bool) -> str:
        """Within the limit for certain, or not beyond it for certain."""
        limit, same = number(self.limit(key)), key == self._measure
        dear, cheap = ("dear", "cheap") if same else self.costs(key)
        return f"{dear} <= {limit}" if sure else f"({cheap} > {limit}) IS NOT TRUE"

    def columns(self) -> str:
        """``dear`` and ``cheap`` in whole pence, by the measure that the value is of."""
        dear, cheap = self.costs(self._measure)
        return f"{dear} AS dear, {cheap} AS cheap"

    def costs(self, key: str) -> tuple[str, str]:
        dear = f"CASE WHEN employment IN (1, 3) AND annual > 0 THEN {self._employed()} ELSE annual END"
        cheap = f"CASE WHEN employment = 1 AND annual > 0 THEN {self._employed()} ELSE annual END"
        if key == "max_pence_per_hour":
            year = number(self.hours * self.budget.weeks_per_year)
            dear, cheap = f"({dear}) / {year}", f"({cheap}) / {year}"
        if self.budget.hours_per_week is None:
            # Without hours a yearly cost is known of what is not charged by time, an hourly one of what is.
            by_time = ", ".join(str(self.codes.place_in("cost_unit", unit)) for unit in UNIT_HOURS)
            charged = f"unit IN ({by_time})"
            known = (
                f"annual = 0 OR {charged}" if key == "max_pence_per_hour" else f"annual = 0 OR NOT {charged}"
            )
            dear, cheap = (f"CASE WHEN {known} THEN {cost} END" for cost in (dear, cheap))
        return f"round({dear})", f"round({cheap})"

    def annual(self) -> str:
        """The year's fees: hours a week over the unit's hours, times the price, times the weeks."""
        weeks = number(self.budget.weeks_per_year)
        arms = []
        for unit, usual in UNIT_HOURS.items():
            length = f"CASE WHEN unit_hours > 0 THEN unit_hours ELSE {number(usual)} END"
            arms.append((unit, f"{number(self.hours)} / ({length}) * price_pence * {weeks}"))
        arms += [("week", f"price_pence * {weeks}"), ("month", f"price_pence * {number(12)}")]
        arms += [("year", "price_pence"), ("free", "0::float8"), ("donation", "0::float8")]
        cases = [f"WHEN {self.codes.place_in('cost_unit', unit)} THEN {cost}" for unit, cost in arms]
        return f"CASE unit {' '.join(cases)} END"

    def _employed(self) -> str:
        """Wages and what an employer adds to them, in pence a year."""
        rates, weeks = self.rates, number(self.budget.weeks_per_year)
        week = f"(annual / {weeks})"
        gross = f"({week} * {weeks})"
        sick = f"least({week} * {number(rates.sick_pay_share)}, {number(rates.sick_pay_weekly_pence)})"
        band = f"(least({gross}, {number(rates.pension_upper_pence)}) - {number(rates.pension_lower_pence)})"
        insured = f"greatest({gross} - {number(rates.secondary_threshold_pence)}, 0::float8)"
        return (
            f"({gross} + {week} * {number(rates.cover_weeks)} * {weeks} / 52::float8"
            f" + {sick} * {number(rates.sick_weeks)}"
            f" + CASE WHEN {gross} > {number(rates.pension_trigger_pence)}"
            f" THEN {band} * {number(rates.pension_share)} ELSE 0::float8 END"
            f" + greatest({insured} * {number(rates.national_insurance_share)}"
            f" - {number(rates.employment_allowance_pence)}, 0::float8)"
            f" + {number(rates.insurance_pence + rates.payroll_pence)})"
        )
