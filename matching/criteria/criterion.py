"""What every criterion is: it judges, it scores and it explains, in one file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matching.case import Case
from matching.needs import SupportNeeds
from matching.verdict import Answers, Bits, Reason, Values

Bounds = tuple[Values, Values]


@dataclass(frozen=True, slots=True)
class Demand:
    """A must-have by its name. A safeguard is never relaxed.

    ``row_by_row`` marks one that has to be worked out option by option: it is asked last, of whoever is left.
    It tells where anything is known that the answer goes by; elsewhere it is UNKNOWN.
    """

    key: str
    safeguard: bool = False
    row_by_row: Callable[[Case], Bits] | None = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What an option loses, at least, of a criterion's value by not answering YES: ``unsure``, or by NO."""

    answers: Answers
    unsure: float
    lacking: float


class Criterion(Protocol):
    """One thing an option is judged by.

    ``judge`` answers for any options of a case; ``verdict``, ``expected`` and ``bounds`` for its rows:
    the overall answer, and the value in [0, 1] (n,) as expected, and if all unknowns were bad, and good.
    ``shortfalls`` say, for a whole market, what is surely lost by what is missing: none, where that isn't
    told by planes. ``reasons`` gives each row's; ``reason_ids`` lists every message id there can be.
    """

    @property
    def key(self) -> str: ...
    @property
    def reason_ids(self) -> tuple[str, ...]: ...
    def applies_to(self, needs: SupportNeeds) -> bool: ...
    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]: ...
    def judge(self, demand: Demand, case: Case) -> Answers: ...
    def verdict(self, case: Case) -> Answers: ...
    def expected(self, case: Case) -> Values: ...
    def bounds(self, case: Case) -> Bounds: ...
    def shortfalls(self, case: Case) -> Sequence[Shortfall]: ...
    def reasons(self, case: Case) -> list[Reason]: ...


def worth(answers: Answers, unknown_value: float) -> Values:
    """YES 1, NO 0, UNKNOWN a stated expectation between 0 and 1, (n,)."""
    by_verdict = np.array([0.0, unknown_value, 1.0])
    return by_verdict[answers.yes.view(np.uint8) + answers.may.view(np.uint8)]


def mean_worth(parts: Sequence[tuple[Answers, float]]) -> Values:
    """The mean of several answers' values, each with its own expectation of what is unknown, (n,)."""
    total = worth(*parts[0])
    for answers, unknown_value in parts[1:]:
        total += worth(answers, unknown_value)
    return total / len(parts)


def mean_bounds(answers: Sequence[Answers]) -> Bounds:
    """The mean of several answers' values if all unknowns were NO, and if all were YES, (n,) each."""
    low, high = (np.zeros(len(answers[0].yes)) for _ in range(2))
    for each in answers:
        low += each.yes
        high += each.may
    return low / len(answers), high / len(answers)


def known_or(values: Values, unknown: NDArray[np.bool_]) -> Bounds:
    """Bounds of a number: itself where it is known, else anything from 0 to 1."""
    return np.where(unknown, 0.0, values), np.where(unknown, 1.0, values)


def verdict_numbers(answers: Answers) -> list[int]:
    """Each row's verdict as a position in verdict.NAMES."""
    numbers: list[int] = answers.verdicts().tolist()
    return numbers
