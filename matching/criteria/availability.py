"""Can they begin when I need them, have they room for my hours, and can they keep my visits?

Applies only where a start or a pattern of visits is stated; every item asked is judged by itself. The hours
of a budget are held against the room an option has only then.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.case import Case, once
from matching.criteria.criterion import Bounds, Demand, Shortfall, mean_bounds, mean_worth
from matching.criteria.provider_kinds import of_kind
from matching.criteria.stated_list import answered, overall
from matching.fields import EPOCH
from matching.needs import SupportNeeds, Visits
from matching.options import fact
from matching.verdict import NAMES, NO, YES, Answers, Bits, Reason, Values, all_of

UNKNOWN_ITEM_VALUE = 0.5


class Availability:
    """Items: ``start``, ``room``, ``visit_length``, ``visits_a_day``, ``two_workers``."""

    key = "availability"
    reason_ids = tuple(f"availability.{name}" for name in ("yes", "some", "unknown", "no"))

    def applies_to(self, needs: SupportNeeds) -> bool:
        return self.key in needs.stated()

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        return (
            (Demand(self.key, row_by_row=_anything_told),)
            if self.key in needs.must and self.applies_to(needs)
            else ()
        )

    def judge(self, demand: Demand, case: Case) -> Answers:
        return self.verdict(case)

    def verdict(self, case: Case) -> Answers:
        return all_of(item_answers(case).values())

    def expected(self, case: Case) -> Values:
        return mean_worth([(each, UNKNOWN_ITEM_VALUE) for each in item_answers(case).values()])

    def bounds(self, case: Case) -> Bounds:
        return mean_bounds(list(item_answers(case).values()))

    def shortfalls(self, case: Case) -> list[Shortfall]:
        items = _items_asked(case.needs)
        everyone = ~case.options.none()
        told = [Answers(fact(case.options, f"{item}_told"), everyone) for item in items]
        return [Shortfall(each, (1.0 - UNKNOWN_ITEM_VALUE) / len(items), 0.0) for each in told]

    def reasons(self, case: Case) -> list[Reason]:
        given = answered(item_answers(case), len(case.options.rows))
        asked = _asked(case.needs)
        return [
            Reason(f"{self.key}.{overall(answers)}", {**answers, **asked, **offered})
            for answers, offered in zip(given, _offered(case), strict=True)
        ]


def _anything_told(case: Case) -> Bits:
    """Where anything is known of an item asked; one person isn't two workers, told or not."""
    items = _items_asked(case.needs)
    told = reduce(or_, (fact(case.options, f"{item}_told") for item in items))
    return told | of_kind(case, "personal_assistant") if "two_workers" in items else told


@once
def item_answers(case: Case) -> dict[str, Answers]:
    """What each item asked comes to; at least one for a question that the criterion applies to."""
    judges = {
        "start": _can_start,
        "room": _has_room,
        "visit_length": _comes_so_shortly,
        "visits_a_day": _comes_so_often,
        "two_workers": _two_workers,
    }
    return {item: judges[item](case) for item in _items_asked(case.needs)}


def _items_asked(needs: SupportNeeds) -> list[str]:
    visits = needs.visits or Visits()
    asked = {
        "start": needs.start is not None,
        "room": needs.hours_per_week is not None,
        "visit_length": visits.minutes is not None,
        "visits_a_day": visits.per_day is not None,
        "two_workers": visits.workers == 2,
    }
    return [item for item, wanted in asked.items() if wanted]


def _has_room(case: Case) -> Answers:
    hours, free = case.needs.hours_per_week or 0.0, case.options.column("hours_free")
    return _said(case, free >= hours, free < hours)


def _comes_so_shortly(case: Case) -> Answers:
    shortest, visits = case.options.column("shortest_visit"), case.needs.visits or Visits()
    return _known(case, shortest, shortest <= (visits.minutes or 0))


def _comes_so_often(case: Case) -> Answers:
    most, visits = case.options.column("most_visits"), case.needs.visits or Visits()
    return _known(case, most, most >= (visits.per_day or 0))


def _can_start(case: Case) -> Answers:
    """Full is NO whatever the date. A start that has passed is the day the market stands for."""
    as_of = case.snapshot.as_of
    earliest = max(case.needs.start or as_of, as_of)
    day, taking = case.options.column("available_day"), case.options.column("taking_new")
    dated = day >= 0
    in_time = np.where(dated, day <= (earliest - EPOCH).days, taking == YES)
    return _said(case, in_time, (taking == NO) | (dated & ~in_time))


def _two_workers(case: Case) -> Answers:
    """One person can't be two workers, unless they say that they bring a second."""
    said = case.options.column("two_workers")
    yes, no = case.options.flags(said == YES), case.options.flags(said == NO)
    return Answers.said(yes, no | (of_kind(case, "personal_assistant") & ~yes))


def _known(case: Case, figure: NDArray[np.int32], enough: NDArray[np.bool_]) -> Answers:
    """Whether a figure is enough; below 0 it isn't known."""
    known = figure >= 0
    return _said(case, known & enough, known & ~enough)


def _said(case: Case, yes: NDArray[np.bool_], no: NDArray[np.bool_]) -> Answers:
    return Answers.said(case.options.flags(yes), case.options.flags(no))


def _asked(needs: SupportNeeds) -> dict[str, Any]:
    visits = needs.visits or Visits()
    return {
        "start": needs.start.isoformat() if needs.start else None,
        "hours_per_week": needs.hours_per_week,
        "minutes": visits.minutes,
        "per_day": visits.per_day,
        "workers": visits.workers,
    }


def _offered(case: Case) -> list[Mapping[str, Any]]:
    """The figures of each row, None where they aren't known."""
    names = ("available_day", "taking_new", "hours_free", "shortest_visit", "most_visits")
    this_day = (case.snapshot.as_of - EPOCH).days
    return [
        {
            "free_now": 0 <= day <= this_day,
            "available_from": (EPOCH + timedelta(days=day)).isoformat() if day >= 0 else None,
            "taking_new": NAMES[taking],
            "hours_free": hours if hours >= 0 else None,
            "shortest_visit_minutes": shortest if shortest >= 0 else None,
            "most_visits_a_day": most if most >= 0 else None,
        }
        for day, taking, hours, shortest, most in zip(
            *(case.options.column(name).tolist() for name in names), strict=True
        )
    ]


AVAILABILITY = Availability()
