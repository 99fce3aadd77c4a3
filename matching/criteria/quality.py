"""The regulator's overall rating, where there is one (Care Quality Commission, four-point scale)."""

import numpy as np

from matching.columns import RATINGS
from matching.criteria.criterion import Assessment, Demand
from matching.needs import SupportNeeds
from matching.snapshot import Rows, Snapshot
from matching.verdict import NO, UNKNOWN, YES, Reason, Verdicts

RATING_VALUES: tuple[float, ...] = (0.5, 0.0, 0.3, 0.75, 1.0)
"""Value of each of columns.RATINGS; the first, not known, is an expectation."""


class Quality:
    key = "quality"
    reason_ids = ("quality.rated", "quality.not_known")

    def applies_to(self, needs: SupportNeeds) -> bool:
        return True

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        return ()

    def judge(self, demand: Demand, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Verdicts:
        rating = snapshot.columns["rating"][rows]
        good = rating >= RATINGS.index("good")
        return np.where(rating == 0, UNKNOWN, np.where(good, YES, NO)).astype(np.int8)

    def assess(self, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Assessment:
        rating = snapshot.columns["rating"][rows]
        value = np.array(RATING_VALUES)[rating]
        unknown = rating == 0
        return Assessment(
            self.judge(Demand(self.key), needs, snapshot, rows),
            np.where(unknown, 0.0, value),
            value,
            np.where(unknown, 1.0, value),
        )

    def reason(self, needs: SupportNeeds, snapshot: Snapshot, row: int) -> Reason:
        rating = RATINGS[int(snapshot.columns["rating"][row])]
        if rating == "unknown":
            return Reason("quality.not_known")
        return Reason("quality.rated", {"rating": rating})


QUALITY = Quality()
