"""How firmly each option of a list holds its place, and why it stands above the one after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from matching import planes
from matching.comparison import Difference, why_above
from matching.ranking import Explanation, Ranking
from matching.robustness import acceptability


@dataclass(frozen=True, slots=True)
class Firmness:
    """Shares, 0 to 1, of the ways to weigh what counts in which an option is first, and in the top five.

    ``among`` counts the options of its tier, shown or not.
    """

    first: float
    top_five: float
    among: int


@dataclass(frozen=True, slots=True)
class Standing:
    """``above_next`` sums to how much more utility it has than the option after it; empty for the last."""

    firmness: Firmness
    above_next: tuple[Difference, ...]


def standings(ranking: Ranking, explanations: Sequence[Explanation]) -> dict[int, Standing]:
    """By option number, for options of one tier in the order they are shown."""
    if not explanations:
        return {}
    rows = np.array([explanation.row for explanation in explanations], dtype=np.intp)
    found = acceptability(ranking, rows)
    confirmed = bool(planes.at(ranking.tiers.yes, rows[:1])[0])
    among = ranking.total_confirmed if confirmed else ranking.total_ask_first
    above_next = [*(why_above(a, b) for a, b in pairwise(explanations)), ()]
    return {
        explanation.number: Standing(
            Firmness(float(found.first[at]), float(found.top_five[at]), among), above_next[at]
        )
        for at, explanation in enumerate(explanations)
    }
