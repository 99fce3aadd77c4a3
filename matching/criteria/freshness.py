"""How lately a record was confirmed: its value halves with each year."""

import numpy as np
from numpy.typing import NDArray

from matching.case import Case
from matching.criteria.criterion import Bounds, Demand, Shortfall, known_or
from matching.fields import EPOCH
from matching.needs import SupportNeeds
from matching.options import fact
from matching.verdict import Answers, Reason, Values

HALVES_EVERY_DAYS = 365.0
UNKNOWN_AGE_VALUE = 0.5


class Freshness:
    key = "freshness"
    reason_ids = ("freshness.confirmed", "freshness.not_known")

    def applies_to(self, needs: SupportNeeds) -> bool:
        return True

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        return ()

    def judge(self, demand: Demand, case: Case) -> Answers:
        return self.verdict(case)

    def verdict(self, case: Case) -> Answers:
        known = case.options.column("confirmed_day") >= 0
        return Answers(known, np.ones_like(known))

    def expected(self, case: Case) -> Values:
        day = case.options.column("confirmed_day")
        value = np.exp2(_days_ago(case, day) / -HALVES_EVERY_DAYS)
        value[day < 0] = UNKNOWN_AGE_VALUE
        return value

    def bounds(self, case: Case) -> Bounds:
        return known_or(self.expected(case), case.options.column("confirmed_day") < 0)

    def shortfalls(self, case: Case) -> list[Shortfall]:
        return [Shortfall(Answers(fact(case.options, "fresh"), ~case.options.none()), 0.5, 0.0)]

    def reasons(self, case: Case) -> list[Reason]:
        day = case.options.column("confirmed_day")
        return [
            Reason("freshness.confirmed", {"days_ago": ago}) if known else Reason("freshness.not_known")
            for known, ago in zip((day >= 0).tolist(), _days_ago(case, day).tolist(), strict=True)
        ]


def _days_ago(case: Case, day: NDArray[np.int32]) -> NDArray[np.int32]:
    """Days from each confirmation to the day of the version; one in the future counts as that day."""
    ago: NDArray[np.int32] = np.int32((case.snapshot.as_of - EPOCH).days) - day
    return np.maximum(ago, 0, out=ago)


FRESHNESS = Freshness()
