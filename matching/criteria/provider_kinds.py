"""The kinds of provider a person wants to choose from. A must-have whenever stated; it never scores."""

from functools import reduce
from operator import or_

from matching.case import Case
from matching.criteria.criterion import Bounds, Demand, Shortfall, mean_bounds, verdict_numbers, worth
from matching.needs import SupportNeeds
from matching.options import of_code
from matching.verdict import NAMES, Answers, Bits, Reason, Values


class ProviderKinds:
    """YES for a stated kind, NO for any other: every option has exactly one."""

    key = "provider_kinds"
    reason_ids = ("provider_kinds.yes", "provider_kinds.no")

    def applies_to(self, needs: SupportNeeds) -> bool:
        return bool(needs.provider_kinds)

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        return (Demand("provider_kinds"),) if needs.provider_kinds else ()

    def judge(self, demand: Demand, case: Case) -> Answers:
        return self.verdict(case)

    def verdict(self, case: Case) -> Answers:
        wanted = reduce(or_, (of_kind(case, kind) for kind in case.needs.provider_kinds))
        return Answers(wanted, wanted)

    def expected(self, case: Case) -> Values:
        return worth(self.verdict(case), 0.5)

    def bounds(self, case: Case) -> Bounds:
        return mean_bounds([self.verdict(case)])

    def shortfalls(self, case: Case) -> tuple[Shortfall, ...]:
        return ()

    def reasons(self, case: Case) -> list[Reason]:
        wanted = list(case.needs.provider_kinds)
        kinds = case.options.column("kind").tolist()
        return [
            Reason(
                f"provider_kinds.{NAMES[number]}",
                {"kind": case.snapshot.code("provider_kind", kind), "wanted": wanted},
            )
            for kind, number in zip(kinds, verdict_numbers(self.verdict(case)), strict=True)
        ]


def of_kind(case: Case, kind: str) -> Bits:
    """Which options are of one kind of provider."""
    return of_code(case.options, "is_kind", "provider_kind", kind)


PROVIDER_KINDS = ProviderKinds()
