"""rank(): must-haves by Kleene logic, two tiers, utility with unknowns, stable ties.

Values are never normalised over the candidates, so adding an option changes no other pair's order. What
nobody asks for isn't worked out: totals are counted, and only the best of a tier are put in order.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from matching import planes
from matching.best import contenders
from matching.case import Case
from matching.criteria.criterion import Criterion, Demand
from matching.criteria.registry import CRITERIA
from matching.judgement import DemandBits, Judgement, judged
from matching.needs import SupportNeeds
from matching.planes import Rows, Words
from matching.snapshot import Snapshot
from matching.utility import utility, weighted
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
    _best: dict[str, Rows] = field(default_factory=dict)

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
        worked_out = np.full(len(self.snapshot), np.nan)
        rows = planes.rows_of(self.tiers.may, len(self.snapshot))
        worked_out[rows] = utility(self.case.part(rows))
        return worked_out

    def in_tier(self, name: str) -> Words:
        """Where the options of a tier are, "confirmed" or "ask_first", over the whole market."""
        flags: Words = np.asarray(self.tiers.yes if name == "confirmed" else self.tiers.may & ~self.tiers.yes)
        return flags

    def size(self, name: str) -> int:
        """How many options are in a tier."""
        return self.total_confirmed if name == "confirmed" else self.total_ask_first

    def best(self, name: str, most: int) -> Rows:
        """The best rows of a tier, best first, ``most`` at most: by utility, then by option number."""
        if most <= 0:
            return np.empty(0, dtype=np.intp)
        known = self._best.get(name)
        if known is None or len(known) < min(most, self.size(name)):
            known = self._best[name] = self._in_order(name, most)
        return known[:most]

    def explained(self, rows: Rows) -> "list[Explanation]":
        """``explain`` for rows of this ranking, from what it has worked out already."""
        return explained(self.case.part(rows))

    def _in_order(self, name: str, most: int) -> Rows:
        part = contenders(self.case, self.in_tier(name), most)
        rows, level = part.options.rows, np.round(utility(part), LEVEL_DECIMALS)
        order = np.lexsort((part.options.column("number"), -level))
        return rows[order[:most]]


def rank(needs: SupportNeeds, snapshot: Snapshot) -> Ranking:
    """Judge every option: confirmed (all YES), then ask first (no NO, some UNKNOWN), each best first.

    Ties go by option number. NeedsError for a code that the snapshot's lists don't hold.
    """
    judgement = judged(needs, snapshot)
    return Ranking(needs, snapshot, judgement, judgement.without())


class Outcome(NamedTuple):
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
    weights = {criterion.key: weight for criterion, weight in weighted(case)}
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
    for criterion, weight in weighted(case):
        bad, good = criterion.bounds(case)
        low += weight * bad
        high += weight * good
    return low, high
