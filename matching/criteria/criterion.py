"""What every criterion is: it judges, it scores and it explains, in one file."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.needs import SupportNeeds
from matching.snapshot import Rows, Snapshot
from matching.verdict import NO, YES, Reason, Values, Verdicts


@dataclass(frozen=True, slots=True)
class Demand:
    """A must-have by its name; a safeguard is never relaxed."""

    key: str
    safeguard: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """Verdicts (n,) and values in [0, 1] (n,): if all unknowns were bad, as expected, if all were good."""

    verdict: Verdicts
    low: Values
    expected: Values
    high: Values


class Criterion(Protocol):
    """One thing an option is judged by.

    ``reason_ids`` lists every message id that ``reason`` can give.
    """

    @property
    def key(self) -> str: ...
    @property
    def reason_ids(self) -> tuple[str, ...]: ...
    def applies_to(self, needs: SupportNeeds) -> bool: ...
    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]: ...
    def judge(self, demand: Demand, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Verdicts: ...
    def assess(self, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Assessment: ...
    def reason(self, needs: SupportNeeds, snapshot: Snapshot, row: int) -> Reason: ...


def valued(verdict: Verdicts, unknown_value: float) -> Assessment:
    """YES 1, NO 0, UNKNOWN a stated expectation between 0 and 1."""
    yes = (verdict == YES).astype(np.float64)
    high = (verdict != NO).astype(np.float64)
    return Assessment(
        verdict, yes, np.where(verdict == NO, 0.0, np.where(verdict == YES, 1.0, unknown_value)), high
    )


def averaged(parts: list[Assessment], verdict: Verdicts) -> Assessment:
    """The mean of several items' values under one combined verdict."""
    return Assessment(
        verdict,
        np.mean([part.low for part in parts], axis=0),
        np.mean([part.expected for part in parts], axis=0),
        np.mean([part.high for part in parts], axis=0),
    )


def one_row(row: int) -> Rows:
    return np.array([row], dtype=np.intp)
