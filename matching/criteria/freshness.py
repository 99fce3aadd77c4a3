"""How lately a record was confirmed: its value halves with each year."""

import numpy as np

from matching.columns import EPOCH
from matching.criteria.criterion import Assessment, Demand
from matching.needs import SupportNeeds
from matching.snapshot import Rows, Snapshot
from matching.verdict import UNKNOWN, YES, Reason, Verdicts

HALVES_EVERY_DAYS = 365.0
UNKNOWN_AGE_VALUE = 0.5


class Freshness:
    key = "freshness"
    reason_ids = ("freshness.confirmed", "freshness.not_known")

    def applies_to(self, needs: SupportNeeds) -> bool:
        return True

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        return ()

    def judge(self, demand: Demand, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Verdicts:
        return np.where(snapshot.columns["confirmed_day"][rows] >= 0, YES, UNKNOWN).astype(np.int8)

    def assess(self, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Assessment:
        day = snapshot.columns["confirmed_day"][rows]
        age_days = np.maximum((snapshot.as_of - EPOCH).days - day, 0)
        value = np.where(day < 0, UNKNOWN_AGE_VALUE, 2.0 ** (-age_days / HALVES_EVERY_DAYS))
        return Assessment(
            self.judge(Demand(self.key), needs, snapshot, rows),
            np.where(day < 0, 0.0, value),
            value,
            np.where(day < 0, 1.0, value),
        )

    def reason(self, needs: SupportNeeds, snapshot: Snapshot, row: int) -> Reason:
        day = int(snapshot.columns["confirmed_day"][row])
        if day < 0:
            return Reason("freshness.not_known")
        return Reason("freshness.confirmed", {"days_ago": max((snapshot.as_of - EPOCH).days - day, 0)})


FRESHNESS = Freshness()
