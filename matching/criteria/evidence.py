"""How much of what is claimed somebody other than the provider stands behind."""

import numpy as np

from matching.case import Case
from matching.criteria.criterion import Bounds, Demand, Shortfall
from matching.needs import SupportNeeds
from matching.options import fact
from matching.verdict import Answers, Reason, Values


class Evidence:
    key = "evidence"
    reason_ids = ("evidence.backed", "evidence.own_word")

    def applies_to(self, needs: SupportNeeds) -> bool:
        return True

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        return ()

    def judge(self, demand: Demand, case: Case) -> Answers:
        return self.verdict(case)

    def verdict(self, case: Case) -> Answers:
        backed = case.options.column("backing") > 0
        return Answers(backed, np.ones_like(backed))

    def expected(self, case: Case) -> Values:
        return np.asarray(case.options.column("backing"))

    def bounds(self, case: Case) -> Bounds:
        backing = self.expected(case)
        return backing, backing

    def shortfalls(self, case: Case) -> list[Shortfall]:
        return [Shortfall(Answers(fact(case.options, "backed"), ~case.options.none()), 1.0, 0.0)]

    def reasons(self, case: Case) -> list[Reason]:
        return [
            Reason("evidence.backed" if share > 0 else "evidence.own_word", {"share": share})
            for share in case.options.column("backing").tolist()
        ]


EVIDENCE = Evidence()
