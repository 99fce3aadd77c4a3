"""How much of what is claimed somebody other than the provider stands behind."""

import numpy as np

from matching.criteria.criterion import Assessment, Demand
from matching.needs import SupportNeeds
from matching.snapshot import Rows, Snapshot
from matching.verdict import UNKNOWN, YES, Reason, Verdicts


class Evidence:
    key = "evidence"
    reason_ids = ("evidence.backed", "evidence.own_word")

    def applies_to(self, needs: SupportNeeds) -> bool:
        return True

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        return ()

    def judge(self, demand: Demand, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Verdicts:
        return np.where(snapshot.columns["backing"][rows] > 0, YES, UNKNOWN).astype(np.int8)

    def assess(self, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Assessment:
        backing = np.asarray(snapshot.columns["backing"][rows])
        return Assessment(self.judge(Demand(self.key), needs, snapshot, rows), backing, backing, backing)

    def reason(self, needs: SupportNeeds, snapshot: Snapshot, row: int) -> Reason:
        share = float(snapshot.columns["backing"][row])
        return Reason("evidence.backed" if share > 0 else "evidence.own_word", {"share": share})


EVIDENCE = Evidence()
