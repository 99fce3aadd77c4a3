"""What options surely lose, added up bit by bit: a small number for each, over a whole market at once.

The numbers lie in bit slices, one plane a binary digit, so that adding to 64 options takes a few operations
(carry-save addition on planes). They are rounded down: who is dropped surely loses more than can be spared.
"""

from collections.abc import Sequence

import numpy as np

from matching.criteria.criterion import Shortfall
from matching.planes import Words

DIGITS = 4
MOST = 2**DIGITS - 1
"""What there is to spare, in the units that losses are counted in."""


def not_capped(flags: Words, shortfalls: Sequence[Shortfall], spare: float) -> Words:
    """Those of ``flags`` whose losses, as far as shortfalls tell, don't surely exceed ``spare``."""
    places = np.flatnonzero(flags)
    alive = flags[places]
    tally = [np.zeros_like(alive) for _ in range(DIGITS)]
    for each in shortfalls:
        unsure, lacking = (int(min(loss / spare, 2.0) * MOST) for loss in (each.unsure, each.lacking))
        if unsure:
            alive &= ~_added(tally, alive & ~each.answers.yes[places], unsure)
        if lacking > unsure:
            alive &= ~_added(tally, alive & ~each.answers.may[places], lacking - unsure)
    left = np.zeros_like(flags)
    left[places] = alive
    return left


def _added(tally: list[Words], where: Words, amount: int) -> Words:
    """Add ``amount`` to the numbers in ``where``; those that come to more than MOST."""
    if amount > MOST:
        return where
    carry = np.zeros_like(where)
    for digit in range(DIGITS):
        kept = tally[digit]
        if amount >> digit & 1:
            differ = kept ^ where
            tally[digit] = differ ^ carry
            carry = (kept & where) | (carry & differ)
        else:
            tally[digit] = kept ^ carry
            carry = kept & carry
    return carry
