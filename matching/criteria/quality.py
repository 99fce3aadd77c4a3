"""The regulator's overall rating, where there is one (Care Quality Commission, four-point scale).

A rating tells less with each year: its value moves toward that of not knowing, the distance halving every
five years. The verdict stays. Where the day of a rating isn't known, its value could be anything between.
"""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from matching.case import Case
from matching.criteria.criterion import Bounds, Demand, Shortfall
from matching.fields import EPOCH, RATINGS
from matching.needs import SupportNeeds
from matching.options import fact
from matching.verdict import Answers, Reason, Values

RATING_VALUES: tuple[float, ...] = (0.5, 0.0, 0.3, 0.75, 1.0)
"""Value of each of columns.RATINGS when it is new; the first, not known, is an expectation."""
HALVES_EVERY_DAYS = 5 * 365.25
LONG_AGO_DAYS = 3 * 365.25
UNDATED_SHARE = 0.5
"""How much a rating without a day counts: as much as one given five years ago."""


class Quality:
    key = "quality"
    reason_ids = ("quality.rated", "quality.rated_long_ago", "quality.inherited", "quality.not_known")

    def applies_to(self, needs: SupportNeeds) -> bool:
        return True

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        return ()

    def judge(self, demand: Demand, case: Case) -> Answers:
        return self.verdict(case)

    def verdict(self, case: Case) -> Answers:
        rating = case.options.column("rating")
        good = rating >= RATINGS.index("good")
        return Answers(good, good | (rating == 0))

    def expected(self, case: Case) -> Values:
        rating = case.options.column("rating")
        value = np.full(len(rating), RATING_VALUES[0])
        rated = np.flatnonzero(rating)  # most of a market has no regulator to rate it
        day = case.snapshot.columns["rated_day"][case.options.rows[rated]]
        share = np.exp2(_days_ago(case, day) / -HALVES_EVERY_DAYS)
        share[day < 0] = UNDATED_SHARE
        value[rated] += share * (np.array(RATING_VALUES)[rating[rated]] - RATING_VALUES[0])
        return value

    def bounds(self, case: Case) -> Bounds:
        rating, value = case.options.column("rating"), self.expected(case)
        new = np.array(RATING_VALUES)[rating]
        undated = case.options.column("rated_day") < 0
        low = np.where(undated, np.minimum(new, RATING_VALUES[0]), value)
        high = np.where(undated, np.maximum(new, RATING_VALUES[0]), value)
        return np.where(rating == 0, 0.0, low), np.where(rating == 0, 1.0, high)

    def shortfalls(self, case: Case) -> list[Shortfall]:
        return [
            Shortfall(Answers(fact(case.options, "rated"), ~case.options.none()), 1.0 - RATING_VALUES[0], 0.0)
        ]

    def reasons(self, case: Case) -> list[Reason]:
        return list(_reasons(case))


def _days_ago(case: Case, day: NDArray[np.int32]) -> NDArray[np.int32]:
    """Days from each rating to the day of the version; one in the future counts as that day."""
    ago: NDArray[np.int32] = np.int32((case.snapshot.as_of - EPOCH).days) - day
    return np.maximum(ago, 0, out=ago)


def _reasons(case: Case) -> Iterator[Reason]:
    day = case.options.column("rated_day")
    columns = (case.options.column("rating"), day, _days_ago(case, day))
    inherited_ones = case.options.column("rating_inherited").tolist()
    for rating, on, ago, inherited in zip(*(each.tolist() for each in columns), inherited_ones, strict=True):
        if rating == 0:
            yield Reason("quality.not_known")
            continue
        dated = on >= 0
        values = {
            "rating": RATINGS[rating],
            "rated_on": (EPOCH + timedelta(days=on)).isoformat() if dated else None,
            "days_ago": ago if dated else None,
            "inherited": bool(inherited),
        }
        yield Reason(f"quality.{_situation(ago if dated else None, inherited)}", values)


def _situation(days_ago: int | None, inherited: bool) -> str:
    if inherited:
        return "inherited"
    return "rated_long_ago" if days_ago is not None and days_ago > LONG_AGO_DAYS else "rated"


QUALITY = Quality()
