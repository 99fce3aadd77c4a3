"""A question's must-haves held against every option, as far as anybody asks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching import planes
from matching.case import Case
from matching.criteria.criterion import Criterion, Demand
from matching.criteria.registry import CRITERIA
from matching.needs import SupportNeeds
from matching.options import fact
from matching.planes import Words
from matching.snapshot import Snapshot
from matching.verdict import NO, Answers, all_of

DemandBits = NDArray[np.uint32]


@dataclass(frozen=True)
class Judgement:
    """Each demand of a question with the criterion that makes it, and the case of the whole market."""

    asked: Mapping[Demand, Criterion]
    case: Case
    _known: dict[Demand, Answers] = field(default_factory=dict)

    @property
    def demands(self) -> tuple[Demand, ...]:
        return tuple(self.asked)

    def answers(self, demand: Demand) -> Answers:
        """One demand's verdicts over the whole market, worked out once."""
        if demand not in self._known:
            everyone = ~self.case.options.none()
            told = demand.row_by_row
            self._known[demand] = (
                self._of_those_left(demand, everyone, told(self.case))
                if told
                else self.asked[demand].judge(demand, self.case)
            )
        return self._known[demand]

    def without(self, keys: Collection[str] = ()) -> Answers:
        """All demands but those named, together: YES confirmed, UNKNOWN to ask first, NO excluded."""
        kept = [demand for demand in self.asked if demand.key not in keys]
        at_once = [demand for demand in kept if not demand.row_by_row or demand in self._known]
        left = all_of(map(self.answers, at_once)).only(fact(self.case.options, "live"))
        for demand in kept:
            if demand not in at_once and demand.row_by_row:
                left = left & self._of_those_left(demand, left.may, demand.row_by_row(self.case))
        return left

    def numbers(self, verdict: int) -> DemandBits:
        """For each row a bit per demand, in ``demands``' order, set where it is NO, or UNKNOWN, (n,)."""
        found = np.zeros(len(self.case.snapshot), dtype=np.uint32)
        for at, demand in enumerate(self.asked):
            given = self.answers(demand)
            where = ~given.may if verdict == NO else given.may & ~given.yes
            found[planes.unpack(where, len(found))] |= np.uint32(1 << at)
        return found

    def _of_those_left(self, demand: Demand, left: Words, told: Words) -> Answers:
        """One demand's verdicts where ``left`` holds, and NO elsewhere; worked out only where it is told."""
        size = len(self.case.snapshot)
        rows = planes.rows_of(left & told, size)
        given = self.asked[demand].judge(demand, self.case.part(rows))
        no = planes.of_rows(rows[~given.may], size)
        return Answers(planes.of_rows(rows[given.yes], size), left & ~no)


def judged(
    needs: SupportNeeds, snapshot: Snapshot, known: Mapping[Demand, Answers] | None = None
) -> Judgement:
    """A question's demands, ready to be held against every option; NeedsError for a code nobody knows.

    ``known`` gives demands' answers over the whole market where they are known already.
    """
    asked = {demand: criterion for criterion in CRITERIA for demand in criterion.demands(needs)}
    return Judgement(asked, Case.of_market(needs, snapshot), dict(known or {}))
