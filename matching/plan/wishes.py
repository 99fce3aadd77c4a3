"""What a plan is to be made of: hours for each need, and the options that may give them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from matching.costs import FREE_UNITS, Rates
from matching.offers import Fee

Employment = Literal["none", "employed", "self_employed", "unknown"]
UNIT_HOURS = 0.5
PENALTY = 0.02
"""What each provider after the first takes off a plan's fit: more people, more to arrange (oracle C1)."""
MOST_CANDIDATES = 200


class PlanError(ValueError):
    """A wish that contradicts itself; ``field`` names the part, ``code`` the kind of trouble."""

    def __init__(self, field: str, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.code = code


@dataclass(frozen=True, slots=True)
class Candidate:
    """An option that may take part in a plan. ``number`` is its stable id, ``owner`` its organization's.

    ``fit``: 0 to 1 for each need that it may meet; a need that isn't there it can't, or may not lawfully,
    meet. ``ask``: those of them of which it isn't known. Hours are a week's; ``most_hours`` None is no limit.
    ``fee`` None isn't known; ``fee_by_need`` holds where a need is charged otherwise. ``fixed_pence`` a year.
    """

    number: int
    owner: int
    fit: Mapping[str, float]
    fee: Fee | None = None
    employment: Employment = "none"
    ask: frozenset[str] = frozenset()
    least_hours: float = 0.0
    most_hours: float | None = None
    fixed_pence: int = 0
    fee_by_need: Mapping[str, Fee] = field(default_factory=dict)

    def fee_for(self, need: str) -> Fee | None:
        return self.fee_by_need.get(need, self.fee)


@dataclass(frozen=True, slots=True)
class PlanWish:
    """Hours a week of each need, all to be covered exactly, and the money for a year (None: no limit).

    ``pinned`` take part, ``forbidden`` don't, by number. ``seconds`` limits each search for one plan.
    """

    hours: Mapping[str, float]
    candidates: tuple[Candidate, ...]
    rates: Rates
    weeks: float = 52
    budget_pence: int | None = None
    unit_hours: float = UNIT_HOURS
    penalty: float = PENALTY
    pinned: frozenset[int] = frozenset()
    forbidden: frozenset[int] = frozenset()
    seconds: float | None = None

    def __post_init__(self) -> None:
        _check_hours(self)
        _check_money(self)
        _check_options(self)

    @property
    def units(self) -> dict[str, int]:
        """The hours of each need in units, in the order of the needs."""
        return {need: round(hours / self.unit_hours) for need, hours in self.hours.items()}

    @property
    def usable(self) -> tuple[Candidate, ...]:
        """Who may take part: with a need to meet, and not forbidden; and whoever is pinned."""
        return tuple(
            candidate
            for candidate in self.candidates
            if candidate.number in self.pinned
            or (candidate.number not in self.forbidden and self.needs_met(candidate))
        )

    def needs_met(self, candidate: Candidate) -> list[str]:
        """What an option may be planned with for; what has no known price only where it is pinned."""
        return [
            need
            for need in self.hours
            if need in candidate.fit
            and (candidate.number in self.pinned or is_known(candidate.fee_for(need)))
        ]


def is_known(fee: Fee | None) -> bool:
    """Whether a year of a fee can be reckoned: an item's can't, what is free is nought."""
    if fee is None:
        return False
    return fee.unit in FREE_UNITS or (fee.pence is not None and fee.unit != "item")


def units_at_once(fee: Fee | None, hours_in_unit: float | None, unit_hours: float) -> int:
    """The fewest units that make whole sessions, visits, days or nights: none is sold by the half."""
    if fee is None or hours_in_unit is None or fee.unit == "hour":
        return 1
    length, unit = (Fraction(str(hours)) for hours in (hours_in_unit, unit_hours))
    return (length / unit).numerator


def _check_hours(wish: PlanWish) -> None:
    if not 0 < wish.unit_hours <= 24:
        raise PlanError("unit_hours", "out_of_range", "A unit of hours must be more than 0, at most 24.")
    if not wish.hours:
        raise PlanError("hours", "required", "Say for at least one need how many hours a week are wanted.")
    for need, hours in wish.hours.items():
        if not (math.isfinite(hours) and 0 < hours <= 24 * 7 * 4):
            raise PlanError(f"hours.{need}", "out_of_range", "Hours a week must be more than 0, at most 672.")
        if abs(hours / wish.unit_hours - round(hours / wish.unit_hours)) > 1e-9:
            raise PlanError(
                f"hours.{need}", "not_whole", f"Hours a week come in steps of {wish.unit_hours:g}."
            )


def _check_money(wish: PlanWish) -> None:
    if wish.budget_pence is not None and not 0 <= wish.budget_pence <= 10**10:
        raise PlanError("budget_pence", "out_of_range", "A budget must be from 0 to 10,000,000,000 pence.")
    if not 0 < wish.weeks <= 53:
        raise PlanError("weeks", "out_of_range", "Weeks a year must be more than 0, at most 53.")
    if not 0 <= wish.penalty <= 1:
        raise PlanError("penalty", "out_of_range", "What another provider costs in fit is from 0 to 1.")


def _check_options(wish: PlanWish) -> None:
    numbers = {candidate.number for candidate in wish.candidates}
    if len(numbers) != len(wish.candidates):
        raise PlanError("candidates", "repeated", "Each option can be a candidate once.")
    if len(numbers) > MOST_CANDIDATES:
        raise PlanError("candidates", "out_of_range", f"A plan chooses among {MOST_CANDIDATES} at most.")
    if wish.pinned & wish.forbidden:
        raise PlanError("pinned", "contradiction", "An option can't be both kept and left out.")
    for candidate in wish.candidates:
        most = math.inf if candidate.most_hours is None else candidate.most_hours
        if not 0 <= candidate.least_hours <= most or candidate.fixed_pence < 0:
            raise PlanError("candidates", "out_of_range", "An option's hours or yearly costs can't be.")
        if not all(0 <= fit <= 1 for fit in candidate.fit.values()):
            raise PlanError("candidates", "out_of_range", "How well an option fits is from 0 to 1.")
    if not wish.pinned <= numbers:
        raise PlanError("pinned", "unknown_option", "An option to be kept isn't among the candidates.")
