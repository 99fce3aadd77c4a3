"""The kinds of provider a person wants to choose from. A must-have whenever stated; it never scores."""

import numpy as np

from matching.criteria.criterion import Assessment, Demand, one_row, valued
from matching.needs import SupportNeeds
from matching.snapshot import Rows, Snapshot
from matching.verdict import NAMES, NO, YES, Reason, Verdicts


class ProviderKinds:
    """YES for a stated kind, NO for any other: every option has exactly one."""

    key = "provider_kinds"
    reason_ids = ("provider_kinds.yes", "provider_kinds.no")

    def applies_to(self, needs: SupportNeeds) -> bool:
        return bool(needs.provider_kinds)

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        return (Demand("provider_kinds"),) if needs.provider_kinds else ()

    def judge(self, demand: Demand, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Verdicts:
        wanted = [snapshot.position("provider_kind", kind) for kind in needs.provider_kinds]
        return np.where(np.isin(snapshot.columns["kind"][rows], wanted), YES, NO).astype(np.int8)

    def assess(self, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Assessment:
        return valued(self.judge(Demand(self.key), needs, snapshot, rows), 0.5)

    def reason(self, needs: SupportNeeds, snapshot: Snapshot, row: int) -> Reason:
        verdict = int(self.judge(Demand(self.key), needs, snapshot, one_row(row))[0])
        kind = snapshot.code("provider_kind", int(snapshot.columns["kind"][row]))
        return Reason(
            f"provider_kinds.{NAMES[verdict]}", {"kind": kind, "wanted": list(needs.provider_kinds)}
        )


PROVIDER_KINDS = ProviderKinds()
