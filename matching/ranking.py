"""rank(): must-haves by Kleene logic, two tiers, utility with unknowns, stable ties.

U = Σ wᵢvᵢ with fixed value functions, never normalised over the candidates, so that adding an option changes
no other pair's order (weighted additive value model; Keeney & Raiffa 1976, ch. 3).
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from matching import planes
from matching.case import Case
from matching.criteria.criterion import Criterion, Demand
from matching.criteria.registry import CRITERIA
from matching.judgement import DemandBits, Judgement, judged
from matching.needs import SupportNeeds
from matching.planes import Rows
from matching.snapshot import Snapshot
from matching.verdict import NAMES, NO, UNKNOWN, Answers, Reason, Values

LEVEL_DECIMALS = 12
"""Utilities that are equal to so many places are equal."""


@dataclass(frozen=True)
class Ranking:
    """Every option of a snapshot judged by one question; what nobody asks for isn't worked out."""

    needs: SupportNeeds
    snapshot: Snapshot
    judgement: Judgement
    tiers: Answers
    _known: dict[str, "_Tier"] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        return self.judgement.case

    @property
    def demands(self) -> tuple[Demand, ...]:
        return self.judgement.demands

    @cached_property
    def failed(self) -> DemandBits:
        """A bit per demand, in ``demands``' order, that is set where the option answers NO, (n,)."""
        return self.judgement.numbers(NO)

    @cached_property
    def unsure(self) -> DemandBits:
        """A bit per demand, in ``demands``' order, that is set where nothing is known, (n,)."""
        return self.judgement.numbers(UNKNOWN)

    @cached_property
    def total_confirmed(self) -> int:
        return planes.count(self.tiers.yes)

    @cached_property
    def total_ask_first(self) -> int:
        return planes.count(self.tiers.may) - self.total_confirmed

    @property
    def confirmed(self) -> Rows:
        """Rows that surely meet every demand, all of them, best first."""
        return self.best("confirmed", len(self.snapshot))

    @property
    def ask_first(self) -> Rows:
        """Rows that may meet every demand, if those asked say yes, all of them, best first."""
        return self.best("ask_first", len(self.snapshot))

    @cached_property
    def utility(self) -> Values:
        """Each option's utility, (n,); NaN for the excluded."""
        utility = np.full(len(self.snapshot), np.nan)
        for tier in ("confirmed", "ask_first"):
            utility[self.part(tier).options.rows] = self._tier(tier).utility
        return utility

    def size(self, name: str) -> int:
        """How many options are in a tier, "confirmed" or "ask_first"."""
        return self.total_confirmed if name == "confirmed" else self.total_ask_first

    def part(self, name: str) -> Case:
        """The question for the rows of a tier."""
        return self._tier(name).case

    def utility_in(self, name: str, rows: Rows) -> Values:
        """The utility of rows of a tier."""
        tier = self._tier(name)
        return tier.utility[np.searchsorted(tier.case.options.rows, rows)]

    def best(self, name: str, most: int) -> Rows:
        """The best rows of a tier, best first, ``most`` at most: by utility, then by option number."""
        return self._tier(name).first(most, self.snapshot)

    def _tier(self, name: str) -> "_Tier":
        if name not in self._known:
            flags = self.tiers.yes if name == "confirmed" else self.tiers.may & ~self.tiers.yes
            case = self.case.part(planes.rows_of(flags, len(self.snapshot)))
            self._known[name] = _Tier(case, _expected(case))
        return self._known[name]


@dataclass(frozen=True)
class _Tier:
    """One tier's rows, ascending, with their utility; ordered only as far as anybody looks."""

    case: Case
    utility: Values

    def first(self, most: int, snapshot: Snapshot) -> Rows:
        rows, level = self.case.options.rows, np.round(self.utility, LEVEL_DECIMALS)
        if most < len(rows):
            if most <= 0:
                return rows[:0]
            least = np.partition(level, len(level) - most)[len(level) - most]
            kept = np.flatnonzero(level >= least)
            rows, level = rows[kept], level[kept]
        order = np.lexsort((snapshot.columns["number"][rows], -level))
        return rows[order[:most]]


def rank(needs: SupportNeeds, snapshot: Snapshot) -> Ranking:
    """Judge every option: confirmed (all YES), then ask first (no NO, some UNKNOWN), each best first.

    Ties go by option number. NeedsError for a code that the snapshot's lists don't hold.
    """
    judgement = judged(needs, snapshot)
    return Ranking(needs, snapshot, judgement, judgement.without())


def weighted(needs: SupportNeeds) -> list[tuple[Criterion, float]]:
    """The criteria that count for a question, each with its weight."""
    weights = needs.weights()
    return [(criterion, weights[criterion.key]) for criterion in CRITERIA if criterion.key in weights]


def _expected(case: Case) -> Values:
    """Σ wᵢvᵢ with unknowns at their expectation, (n,), each in [0, 1]."""
    total: Values = np.zeros(len(case.options.rows))
    for criterion, weight in weighted(case.needs):
        total += weight * criterion.expected(case)
    return total


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


def explain(needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> list[Explanation]:
    """The whole account of some options, in the order given; excluded ones can be explained too."""
    return explained(Case.of_rows(needs, snapshot, np.asarray(rows, dtype=np.intp)))


def explained(case: Case) -> list[Explanation]:
    """The whole account of each of a case's rows."""
    weights = {criterion.key: weight for criterion, weight in weighted(case.needs)}
    columns = [
        _outcomes(criterion, weights.get(criterion.key, 0.0), case)
        for criterion in CRITERIA
        if criterion.applies_to(case.needs)
    ]
    if case.needs.staff_gender is not None and not case.needs.wants_staff_gender:
        not_applied = Outcome("staff_gender", "not_applicable", 0.0, 0.0, Reason("staff_gender.not_applied"))
        columns.append([not_applied] * len(case.options.rows))
    low, high = _bounds(case)
    numbers = case.options.column("number").tolist()
    return [
        Explanation(
            row=row,
            number=number,
            expected=sum(outcome.contribution for outcome in outcomes),
            low=least,
            high=most,
            known_weight=1.0 - (most - least),
            outcomes=outcomes,
        )
        for row, number, least, most, outcomes in zip(
            case.options.rows.tolist(),
            numbers,
            low.tolist(),
            high.tolist(),
            zip(*columns, strict=True),
            strict=True,
        )
    ]


def _outcomes(criterion: Criterion, weight: float, case: Case) -> list[Outcome]:
    verdicts = criterion.verdict(case).verdicts().tolist()
    contributions = (weight * criterion.expected(case)).tolist()
    return [
        Outcome(criterion.key, NAMES[verdict], weight, contribution, reason)
        for verdict, contribution, reason in zip(
            verdicts, contributions, criterion.reasons(case), strict=True
        )
    ]


def _bounds(case: Case) -> tuple[Values, Values]:
    """Utility if all unknowns were bad, and if all were good, (n,) each."""
    low, high = np.zeros(len(case.options.rows)), np.zeros(len(case.options.rows))
    for criterion, weight in weighted(case.needs):
        bad, good = criterion.bounds(case)
        low += weight * bad
        high += weight * good
    return low, high
