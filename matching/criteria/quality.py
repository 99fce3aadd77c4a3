"""The regulator's overall rating, where there is one (Care Quality Commission, four-point scale)."""

import numpy as np

from matching.case import Case
from matching.columns import RATINGS
from matching.criteria.criterion import Bounds, Demand, Shortfall, known_or
from matching.needs import SupportNeeds
from matching.verdict import Answers, Reason, Values

RATING_VALUES: tuple[float, ...] = (0.5, 0.0, 0.3, 0.75, 1.0)
"""Value of each of columns.RATINGS; the first, not known, is an expectation."""


class Quality:
    key = "quality"
    reason_ids = ("quality.rated", "quality.not_known")

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
        value: Values = np.array(RATING_VALUES)[case.options.column("rating")]
        return value

    def bounds(self, case: Case) -> Bounds:
        return known_or(self.expected(case), case.options.column("rating") == 0)

    def shortfalls(self, case: Case) -> tuple[Shortfall, ...]:
        return ()

    def reasons(self, case: Case) -> list[Reason]:
        ratings = [RATINGS[at] for at in case.options.column("rating").tolist()]
        return [
            Reason("quality.not_known") if each == "unknown" else Reason("quality.rated", {"rating": each})
            for each in ratings
        ]


QUALITY = Quality()
