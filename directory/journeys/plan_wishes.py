"""What a person asks of a support plan: hours for each need, money, whom to keep and whom to leave out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from directory.errors import QuestionError
from directory.journeys.provider_pages import OPTION_ID
from directory.store.numbers import number_of
from matching.costs import ASSUMED_HOURS_PER_WEEK
from matching.needs import MOVE_IN_NEEDS, SupportNeeds
from matching.plan.wishes import UNIT_HOURS, PlanError

NOT_BY_THE_HOUR: frozenset[str] = MOVE_IN_NEEDS | {
    "live_in", "home_safety", "advocacy", "employer_help", "rights_advice", "alarms_technology",
    "urgent_cover",
}  # fmt: skip
"""Needs that get no hours unless the person gives them some; a place to live never gets any."""
MOST_HOURS = 24 * 7 * 2
HoursFrom = Literal["given", "split", "assumed"]


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """All of it may be left out. ``hours`` a week by need: the question's are split where none is given.

    ``options``: the ids to choose among, as a shortlist holds them; None is everything suitable.
    ``budget_pence`` a year in place of the question's. ``what_ifs``: whether to reckon those too.
    """

    hours: Mapping[str, float] = field(default_factory=dict)
    options: tuple[str, ...] | None = None
    budget_pence: int | None = None
    pinned: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    what_ifs: bool = False


@dataclass(frozen=True, slots=True)
class NeedHours:
    """Hours a week of one need; 0 for one that isn't bought by the hour."""

    need: str
    hours: float


def hours_wanted(needs: SupportNeeds, request: PlanRequest) -> tuple[dict[str, float], HoursFrom]:
    """The hours of each need in the question's order, and where they are from.

    "given" by the request; "split": those of the question, shared evenly in half hours, the first needs
    taking what is over; "assumed": ten hours a week, shared likewise, for a question without any.
    """
    if request.hours:
        return _given(needs, request.hours), "given"
    able = [need for need in needs.needs if need not in NOT_BY_THE_HOUR]
    if not able:
        raise QuestionError(
            "Nothing you asked for is bought by the hour, so there is nothing to plan.",
            "Say how many hours a week you want of each thing, or add something else you need help with.",
            field="hours",
            code="nothing_by_the_hour",
        )
    told = needs.hours_per_week
    units = max(len(able), round((told or ASSUMED_HOURS_PER_WEEK) / UNIT_HOURS))
    each, over = divmod(units, len(able))
    hours = {need: (each + (at < over)) * UNIT_HOURS for at, need in enumerate(able)}
    return hours, "split" if told else "assumed"


def _given(needs: SupportNeeds, hours: Mapping[str, float]) -> dict[str, float]:
    for need, count in hours.items():
        if need not in needs.needs:
            raise _refused(
                need,
                "not_asked",
                f"“{need[:60]}” isn't one of the things you asked for.",
                "Add it first, or leave it out.",
            )
        whole = isinstance(count, int | float) and math.isfinite(count) and count >= 0
        if not whole or count > MOST_HOURS or abs(count / UNIT_HOURS - round(count / UNIT_HOURS)) > 1e-9:
            raise _refused(
                need,
                "out_of_range",
                "Hours a week must be whole or half hours.",
                f"Give a number from 0 to {MOST_HOURS}, like 3.5.",
            )
        if need in MOVE_IN_NEEDS and count:
            raise _refused(
                need, "not_by_the_hour", "A place to live isn't bought by the hour.", "Leave its hours at 0."
            )
    wanted = {need: float(hours[need]) for need in needs.needs if hours.get(need)}
    if not wanted:
        raise QuestionError(
            "A plan needs hours for at least one thing.",
            "Give a number of hours a week for something you need help with.",
            field="hours",
            code="required",
        )
    return wanted


def _refused(need: str, code: str, sentence: str, remedy: str) -> QuestionError:
    return QuestionError(sentence, remedy, field=f"hours.{need[:60]}", code=code)


def option_numbers(ids: tuple[str, ...], name: str) -> list[int]:
    """The numbers of options by their ids; QuestionError for what can't be one."""
    for each in ids:
        if not OPTION_ID.fullmatch(each):
            raise QuestionError(
                "That isn't the id of an option.",
                "Choose it from your list again.",
                field=name,
                code="unknown_option",
            )
    return [number_of(each) for each in dict.fromkeys(ids)]


def as_question_error(error: PlanError) -> QuestionError:
    """The engine's refusal as a person meets it."""
    return QuestionError(str(error), _REMEDIES.get(error.code, ""), field=error.field, code=error.code)


_REMEDIES: Mapping[str, str] = {
    "out_of_range": "Change it and try again.",
    "contradiction": "Keep it in the plan or leave it out, not both.",
}
