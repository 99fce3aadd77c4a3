"""What options surely lose, added up bit by bit: a small number for each, over a whole market at once.

The numbers lie in bit slices, one plane a binary digit, so that adding to 64 options takes a few operations
(carry-save addition on planes). They are rounded down: who is dropped surely loses more than can be spared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.criteria.criterion import Shortfall
from matching.planes import Words, count

DIGITS = 6
MOST = 2**DIGITS - 1
"""What there is to spare, in the units that losses are counted in."""
LEAST = 3
"""Smaller losses aren't worth the adding."""


@dataclass(frozen=True)
class Sifted:
    """Those that don't surely lose more than can be spared, and of them some that seem to lose least."""

    left: Words
    likeliest: Words


def sift(flags: Words, shortfalls: Sequence[Shortfall], spare: float, likeliest: int) -> Sifted:
    """Sift ``flags`` by what shortfalls tell; find ``likeliest``, or a few more, that seem to lose least."""
    places = np.flatnonzero(flags)
    alive = flags[places]
    tally = [np.zeros_like(alive) for _ in range(DIGITS)]
    for each in shortfalls:
        unsure, lacking = (int(min(loss / spare, 2.0) * MOST) for loss in (each.unsure, each.lacking))
        if unsure >= LEAST:
            alive &= ~_added(tally, alive & ~each.answers.yes[places], unsure)
        if lacking - unsure >= LEAST:
            alive &= ~_added(tally, alive & ~each.answers.may[places], lacking - unsure)
    least = alive
    for digit in reversed(tally):
        less = least & ~digit
        if count(less) >= likeliest:
            least = less
    return Sifted(_spread(alive, places, len(flags)), _spread(least, places, len(flags)))


def _spread(words: Words, places: NDArray[np.intp], size: int) -> Words:
    whole = np.zeros(size, dtype=np.uint64)
    whole[places] = words
    return whole


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
