"""What a person said they need, want and can spend; nothing is inferred.

Codes are those of the snapshot's code lists. Money is integer pence, distance miles, places metres on the
British National Grid.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from matching.verdict import Values

CRITERIA: tuple[str, ...] = (
    "needs", "user_bands", "distance", "cost", "languages", "faith", "culture", "diet", "staff_gender",
    "lgbt_affirming", "accessibility", "times", "availability", "quality", "evidence", "freshness",
)  # fmt: skip
LAST_CRITERIA: tuple[str, ...] = ("quality", "evidence", "freshness")
MUST_NAMES: tuple[str, ...] = (
    "languages", "faith", "diet", "culture", "staff_gender", "lgbt_affirming", "accessibility", "user_bands",
    "times", "availability", "funding", "budget", "max_pence_per_hour", "needs",
)  # fmt: skip
ALWAYS_MUST: tuple[str, ...] = ("setting", "within_miles", "provider_kinds")
"""Must-haves by being stated; naming them in ``must`` says it twice."""
SETTINGS: tuple[str, ...] = ("own_home", "go_to", "move_in", "online")
MOVE_IN_NEEDS: frozenset[str] = frozenset({"care_home", "supported_housing", "shared_lives"})
LISTED_FIELDS: tuple[str, ...] = (
    "needs", "user_bands", "setting", "languages", "faith", "diet", "culture", "accessibility", "times",
    "provider_kinds",
)  # fmt: skip
PERIODS_A_YEAR: Mapping[str, int] = {"month": 12, "year": 1}
MINUTES_A_DAY = 24 * 60


class NeedsError(ValueError):
    """A question that contradicts itself; ``field`` names the part, ``code`` the kind of trouble."""

    def __init__(self, field: str, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.code = code


@dataclass(frozen=True, slots=True)
class PersonalBudget:
    """Care Act 2014 s26. ``pence`` per ``per``; hours and weeks say how much support it must pay for."""

    pence: int | None = None
    per: Literal["week", "month", "year"] = "year"
    hours_per_week: float | None = None
    weeks_per_year: float = 52
    max_pence_per_hour: int | None = None

    @property
    def annual_pence(self) -> float | None:
        """The budget for a year; a week's counts for each week of support, a month's twelve times."""
        if self.pence is None:
            return None
        return self.pence * (self.weeks_per_year if self.per == "week" else PERIODS_A_YEAR[self.per])


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits of a set length, as a support plan names them ("four of 30 minutes a day, two workers at once").

    None means that a part isn't stated; one worker is what every visit has, so it asks for nothing.
    """

    per_day: int | None = None
    minutes: int | None = None
    workers: int | None = None

    @property
    def asks_for_something(self) -> bool:
        return self.per_day is not None or self.minutes is not None or self.workers == 2

    @property
    def hours_per_week(self) -> float | None:
        """Workers' hours for the pattern on all seven days; None unless both number and length are stated."""
        if self.per_day is None or self.minutes is None:
            return None
        return self.per_day * self.minutes / 60 * 7 * (self.workers or 1)


@dataclass(frozen=True, slots=True)
class Here:
    """Where the person is: grid metres, with the outcode and council where known."""

    easting: float
    northing: float
    outcode: str | None = None
    council: str | None = None


@dataclass(frozen=True, slots=True)
class SupportNeeds:
    """One person's question. Empty and None mean unstated; only ``needs`` is required.

    ``start`` is the first day on which help is needed.
    """

    needs: tuple[str, ...]
    user_bands: tuple[str, ...] = ()
    setting: tuple[str, ...] = ()
    here: Here | None = None
    within_miles: float | None = None
    languages: tuple[str, ...] = ()
    faith: tuple[str, ...] = ()
    diet: tuple[str, ...] = ()
    culture: tuple[str, ...] = ()
    staff_gender: str | None = None
    lgbt_affirming: bool = False
    accessibility: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    provider_kinds: tuple[str, ...] = ()
    funding: str | None = None
    budget: PersonalBudget | None = None
    start: date | None = None
    visits: Visits | None = None
    must: frozenset[str] = frozenset()
    order: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        if not self.needs:
            raise NeedsError("needs", "required", "Say at least one thing that support is needed with.")
        _check_repeats(self)
        _check_numbers(self)
        _check_visits(self.visits or Visits())
        _check_order(self.order)
        _check_must(self)

    @property
    def settings_asked(self) -> tuple[str, ...]:
        """The settings stated; else at home and going out, and moving in when such a need is stated."""
        if self.setting:
            return self.setting
        moving = ("move_in",) if MOVE_IN_NEEDS.intersection(self.needs) else ()
        return ("own_home", "go_to", *moving)

    @property
    def wants_staff_gender(self) -> bool:
        """A worker's sex counts for personal care only (Equality Act 2010 Sch 9 para 1)."""
        return self.staff_gender is not None and "personal_care" in self.needs

    @property
    def hours_per_week(self) -> float | None:
        """The hours of support stated, else those that the stated visits come to."""
        stated = self.budget.hours_per_week if self.budget else None
        return stated if stated is not None or self.visits is None else self.visits.hours_per_week

    def stated(self) -> frozenset[str]:
        """The criteria and must-have names this question gives something to judge by."""
        budget = self.budget or PersonalBudget()
        given: dict[str, bool] = {
            "needs": True,
            "user_bands": bool(self.user_bands),
            "distance": self.here is not None,
            "cost": budget.pence is not None or budget.max_pence_per_hour is not None,
            "budget": budget.pence is not None,
            "max_pence_per_hour": budget.max_pence_per_hour is not None,
            "languages": bool(self.languages),
            "faith": bool(self.faith),
            "culture": bool(self.culture),
            "diet": bool(self.diet),
            "staff_gender": self.wants_staff_gender,
            "lgbt_affirming": self.lgbt_affirming,
            "accessibility": bool(self.accessibility),
            "times": bool(self.times),
            "availability": self.start is not None
            or (self.visits is not None and self.visits.asks_for_something),
            "funding": self.funding is not None,
            "setting": bool(self.setting),
            "within_miles": self.within_miles is not None,
            "provider_kinds": bool(self.provider_kinds),
        }
        return frozenset(name for name, stated in given.items() if stated)

    def without(self, *names: str) -> "SupportNeeds":
        """The same question without these must-haves: wishes stay, what is a must by being stated goes.

        Where no setting is stated the usual ones hold; without them, help may happen anywhere.
        """
        return replace(
            self,
            must=self.must.difference(names),
            setting=(() if self.setting else SETTINGS) if "setting" in names else self.setting,
            here=None if "place" in names else self.here,
            within_miles=None if "within_miles" in names else self.within_miles,
            provider_kinds=() if "provider_kinds" in names else self.provider_kinds,
        )

    def importance(self) -> list[tuple[str, ...]]:
        """What counts, in groups from the most to the least important; within a group nothing leads.

        First what the person put in order, then all else stated as one tied group, then quality, evidence
        and freshness.
        """
        counted = self.stated().intersection(CRITERIA)
        ordered = [tuple(c for c in group if c in counted or c in LAST_CRITERIA) for group in self.order]
        named = {criterion for group in ordered for criterion in group}
        unordered = tuple(c for c in CRITERIA if c in counted and c not in named)
        last = tuple(c for c in LAST_CRITERIA if c not in named)
        return [group for group in (*ordered, unordered, last) if group]

    def weights(self) -> dict[str, float]:
        """Weight of each criterion that counts, summing to 1: rank-order centroid over ``importance``.

        A tied group shares the mean of its ranks' weights.
        """
        return tied_weights(self.importance())


def rank_order_centroid(k: int) -> Values:
    """Weights w_i = (1/k) Σ_{j≥i} 1/j for ranks 1…k, summing to 1 (Barron & Barrett 1996, eq. 5)."""
    if k < 1:
        raise NeedsError("order", "out_of_range", "There must be at least one criterion to weigh.")
    return np.cumsum(1.0 / np.arange(k, 0, -1))[::-1] / k


def tied_weights(groups: list[tuple[str, ...]]) -> dict[str, float]:
    """Rank-order centroid weights where each group's members share the mean of the ranks they fill."""
    centroid = rank_order_centroid(sum(map(len, groups)))
    weights: dict[str, float] = {}
    start = 0
    for group in groups:
        share = float(np.mean(centroid[start : start + len(group)]))
        weights.update(dict.fromkeys(group, share))
        start += len(group)
    return weights


def _check_repeats(needs: SupportNeeds) -> None:
    for name in LISTED_FIELDS:
        codes = getattr(needs, name)
        if len(set(codes)) != len(codes):
            raise NeedsError(name, "repeated", f"Each code of {name} can be stated once.")


def _check_numbers(needs: SupportNeeds) -> None:
    budget = needs.budget or PersonalBudget()
    limits: tuple[tuple[str, float | None, float], ...] = (
        ("within_miles", needs.within_miles, 1000),
        ("budget.pence", budget.pence, 10**10),
        ("budget.hours_per_week", budget.hours_per_week, 24 * 7 * 4),
        ("budget.weeks_per_year", budget.weeks_per_year, 53),
        ("budget.max_pence_per_hour", budget.max_pence_per_hour, 10**7),
    )
    for field, value, most in limits:
        if value is not None and not 0 <= value <= most:
            raise NeedsError(field, "out_of_range", f"{field} must be a number from 0 to {most:,}.")
    if budget.per not in ("week", *PERIODS_A_YEAR):
        raise NeedsError("budget.per", "unknown_code", "A budget is for a week, a month or a year.")
    here = needs.here
    if here is not None and not (math.isfinite(here.easting) and math.isfinite(here.northing)):
        raise NeedsError("place", "out_of_range", "A place needs an easting and a northing in metres.")
    if budget.weeks_per_year == 0 or budget.hours_per_week == 0:
        raise NeedsError("budget", "out_of_range", "Hours a week and weeks a year must be more than 0.")


def _check_visits(visits: Visits) -> None:
    limits: tuple[tuple[str, int | None, int, int], ...] = (
        ("visits.per_day", visits.per_day, 1, MINUTES_A_DAY // 5),
        ("visits.minutes", visits.minutes, 5, MINUTES_A_DAY),
        ("visits.workers", visits.workers, 1, 2),
    )
    for field, value, least, most in limits:
        if value is not None and not (least <= value <= most and value == int(value)):
            raise NeedsError(
                field, "out_of_range", f"{field} must be a whole number from {least} to {most:,}."
            )
    if (visits.per_day or 0) * (visits.minutes or 0) > MINUTES_A_DAY:
        raise NeedsError("visits", "out_of_range", "The visits of one day must fit into 24 hours.")


def _check_order(order: tuple[tuple[str, ...], ...]) -> None:
    names = [name for group in order for name in group]
    for name in names:
        if name not in CRITERIA:
            raise NeedsError("order", "unknown_code", f"“{name}” is not something that can be put in order.")
    if len(set(names)) != len(names):
        raise NeedsError("order", "repeated", "Each thing can be put in order once.")


def _check_must(needs: SupportNeeds) -> None:
    stated = needs.stated()
    for name in sorted(needs.must):
        if name not in (*MUST_NAMES, *ALWAYS_MUST):
            raise NeedsError("must", "unknown_code", f"“{name}” can't be a must-have.")
        if name == "staff_gender" and needs.staff_gender is not None:
            continue  # stated, but applied to personal care only; the answer's notes say so
        if name not in stated:
            raise NeedsError("must", "not_stated", f"“{name}” is a must-have but isn't stated.")
