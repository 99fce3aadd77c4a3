"""A charge as straight pieces: on each, cost is a fixed part and so much a unit, never above the true pence.

Pieces are read off the figures, so that whatever ``matching.costs`` reckons (triggers, caps, shares) is
followed without being known here.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.plan.charges import Charge, Pence
from matching.verdict import Values

STRAIGHT_PENCE = 1e-4
"""Steps of cost that are equal to so much lie on one line."""


@dataclass(frozen=True, slots=True)
class Segment:
    """From ``first`` to ``last`` units: ``fixed`` + ``slope`` · units pence, and so for insurance."""

    first: int
    last: int
    fixed: float
    slope: float
    insured_fixed: float
    insured_slope: float

    @property
    def straight(self) -> bool:
        """Whether it is so much a unit and nothing else."""
        return self.fixed == 0 and self.insured_fixed == 0 and self.insured_slope == 0


def segments_of(charge: Charge, split_at: Collection[int] = (), insured: bool = True) -> list[Segment]:
    """The pieces of a charge, ascending. At ``split_at`` units each stands alone, exact to the penny."""
    ends = _ends(charge, split_at, insured)
    pieces = zip([0, *ends], ends, strict=False)
    return [_segment(charge, first, last, insured) for first, last in pieces]


def _ends(charge: Charge, split_at: Collection[int], insured: bool) -> list[int]:
    """Where each piece ends, as positions one after its last."""
    alone = np.isin(charge.units, list(split_at))
    bend = _bends(charge.unrounded) | (_bends(charge.insured.astype(np.float64), 1.5) if insured else False)
    ends, start = [], 0
    for at in range(1, len(charge.units)):
        if alone[at] or alone[at - 1] or (at - start >= 2 and bend[at]):
            ends.append(at)
            start = at
    return [*ends, len(charge.units)] if len(charge.units) else []


def _bends(values: Values, slack: float = STRAIGHT_PENCE) -> NDArray[np.bool_]:
    """Where a value doesn't lie on the line through the two before it, (n,)."""
    bends = np.zeros(len(values), dtype=np.bool_)
    bends[2:] = np.abs(np.diff(values, 2)) > slack
    return bends


def _segment(charge: Charge, first: int, last: int, with_insurance: bool) -> Segment:
    units = charge.units[first:last]
    fixed, slope = _below(units, charge.unrounded[first:last], charge.pence[first:last])
    insured = charge.insured[first:last] * with_insurance
    insured_fixed, insured_slope = _below(units, insured.astype(np.float64), insured)
    return Segment(int(units[0]), int(units[-1]), fixed, slope, insured_fixed, insured_slope)


def _below(units: Pence, values: Values, pence: Pence) -> tuple[float, float]:
    """The line along ``values`` that touches ``pence`` from below."""
    if len(units) == 1:
        return float(pence[0]), 0.0
    slope = float(values[-1] - values[0]) / float(units[-1] - units[0])
    fixed = float((pence - slope * units).min())
    return (0.0 if abs(fixed) < STRAIGHT_PENCE else fixed), slope
