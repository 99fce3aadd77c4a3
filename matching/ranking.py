"""rank(): must-haves by Kleene logic, two tiers, utility with unknowns, stable ties.

U = Σ wᵢvᵢ with fixed value functions, never normalised over the candidates, so that adding an option changes
no other pair's order (weighted additive value model; Keeney & Raiffa 1976, ch. 3).
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.criteria.criterion import Assessment, Criterion, Demand
from matching.criteria.registry import CRITERIA
from matching.needs import SupportNeeds
from matching.snapshot import Rows, Snapshot
from matching.verdict import NAMES, NO, UNKNOWN, Reason, Values

Bits = NDArray[np.uint32]


@dataclass(frozen=True)
class Judgement:
    """``failed`` and ``unsure`` (n,) hold a bit per demand, in ``demands``' order, for NO and UNKNOWN."""

    demands: tuple[Demand, ...]
    failed: Bits
    unsure: Bits

    def without(self, keys: Collection[str]) -> tuple[Bits, Bits]:
        """``failed`` and ``unsure`` as they are once the demands named are dropped."""
        kept = np.uint32(sum(1 << at for at, demand in enumerate(self.demands) if demand.key not in keys))
        return self.failed & kept, self.unsure & kept


@dataclass(frozen=True)
class Ranking:
    """Every option of a snapshot judged by one question.

    ``utility`` (n,) is NaN for the excluded. ``confirmed`` and ``ask_first`` are rows, best first.
    """

    needs: SupportNeeds
    snapshot: Snapshot
    judgement: Judgement
    utility: Values
    confirmed: Rows
    ask_first: Rows

    @property
    def demands(self) -> tuple[Demand, ...]:
        return self.judgement.demands

    @property
    def failed(self) -> Bits:
        return self.judgement.failed

    @property
    def unsure(self) -> Bits:
        return self.judgement.unsure


@dataclass(frozen=True, slots=True)
class Outcome:
    """One criterion's part in one option: verdict, weight, contribution to utility, and the reason."""

    criterion: str
    verdict: str
    weight: float
    contribution: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an option stands where it stands; contributions sum to ``expected`` within 1e-9."""

    row: int
    number: int
    expected: float
    low: float
    high: float
    known_weight: float
    outcomes: tuple[Outcome, ...]


def rank(needs: SupportNeeds, snapshot: Snapshot) -> Ranking:
    """Judge and order every option: confirmed (all YES), then ask first (no NO, some UNKNOWN); ties by id."""
    judgement = judged(needs, snapshot)
    kept = np.flatnonzero(judgement.failed == 0)
    utility = np.full(len(snapshot), np.nan)
    utility[kept] = utility_of(needs, snapshot, kept)
    sure = judgement.unsure[kept] == 0
    return Ranking(
        needs,
        snapshot,
        judgement,
        utility,
        confirmed=_best_first(kept[sure], utility, snapshot),
        ask_first=_best_first(kept[~sure], utility, snapshot),
    )


def judged(needs: SupportNeeds, snapshot: Snapshot) -> Judgement:
    """Every demand of the question held against every option."""
    rows = snapshot.all_rows()
    demands: list[Demand] = []
    failed = np.zeros(len(rows), dtype=np.uint32)
    unsure = np.zeros(len(rows), dtype=np.uint32)
    for criterion in CRITERIA:
        for demand in criterion.demands(needs):
            verdict = criterion.judge(demand, needs, snapshot, rows)
            bit = np.uint32(1 << len(demands))
            failed |= np.where(verdict == NO, bit, np.uint32(0))
            unsure |= np.where(verdict == UNKNOWN, bit, np.uint32(0))
            demands.append(demand)
    return Judgement(tuple(demands), failed, unsure)


def utility_of(needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Values:
    """Σ wᵢvᵢ with unknowns at their expectation, (n,), each in [0, 1]."""
    total: Values = np.zeros(len(rows))
    for criterion, weight in _weighted(needs):
        total += weight * criterion.assess(needs, snapshot, rows).expected
    return total


def explain(needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> list[Explanation]:
    """The whole account of some options, in the order given; excluded ones can be explained too."""
    weights = {criterion.key: weight for criterion, weight in _weighted(needs)}
    assessed = [
        (criterion, weights.get(criterion.key, 0.0), criterion.assess(needs, snapshot, rows))
        for criterion in CRITERIA
        if criterion.applies_to(needs)
    ]
    return [_explanation(needs, snapshot, rows, at, assessed) for at in range(len(rows))]


def _weighted(needs: SupportNeeds) -> list[tuple[Criterion, float]]:
    weights = needs.weights()
    return [(criterion, weights[criterion.key]) for criterion in CRITERIA if criterion.key in weights]


def _explanation(
    needs: SupportNeeds,
    snapshot: Snapshot,
    rows: Rows,
    at: int,
    assessed: list[tuple[Criterion, float, Assessment]],
) -> Explanation:
    row = int(rows[at])
    outcomes = [
        Outcome(
            criterion.key,
            NAMES[int(assessment.verdict[at])],
            weight,
            weight * float(assessment.expected[at]),
            criterion.reason(needs, snapshot, row),
        )
        for criterion, weight, assessment in assessed
    ]
    if needs.staff_gender is not None and not needs.wants_staff_gender:
        outcomes.append(
            Outcome("staff_gender", "not_applicable", 0.0, 0.0, Reason("staff_gender.not_applied"))
        )
    low, high = (
        sum(weight * float(values[at]) for weight, values in bounds)
        for bounds in zip(*[((w, a.low), (w, a.high)) for _, w, a in assessed], strict=True)
    )
    return Explanation(
        row=row,
        number=int(snapshot.columns["number"][row]),
        expected=sum(outcome.contribution for outcome in outcomes),
        low=low,
        high=high,
        known_weight=1.0 - (high - low),
        outcomes=tuple(outcomes),
    )


def _best_first(rows: Rows, utility: Values, snapshot: Snapshot) -> Rows:
    """By utility (equal to twelve places is equal), then by option number."""
    order = np.lexsort((snapshot.columns["number"][rows], -np.round(utility[rows], 12)))
    return rows[order]
