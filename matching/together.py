"""Two people's rankings of one market, side by side: what suits them both.

Each keeps their own needs, must-haves and money; nothing is added together or weighed against the other's.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching import planes
from matching.planes import Rows, Words
from matching.ranking import LEVEL_DECIMALS, Ranking
from matching.utility import utility


@dataclass(frozen=True)
class Together:
    """What may help both. ValueError for rankings of two snapshots: their rows mean nothing together."""

    first: Ranking
    second: Ranking

    def __post_init__(self) -> None:
        if self.first.snapshot is not self.second.snapshot:
            raise ValueError("the rankings are of two snapshots")

    @cached_property
    def confirmed(self) -> Rows:
        """Rows that surely meet every must-have of each, best first."""
        return self._in_order(self._sure)

    @cached_property
    def ask_first(self) -> Rows:
        """Rows that may meet every must-have of each, but not surely, best first."""
        may: Words = np.asarray(self.first.tiers.may & self.second.tiers.may & ~self._sure)
        return self._in_order(may)

    @property
    def _sure(self) -> Words:
        sure: Words = np.asarray(self.first.tiers.yes & self.second.tiers.yes)
        return sure

    def _in_order(self, flags: Words) -> Rows:
        """By the one of the two it fits less well, then by the other, then by option number."""
        rows = planes.rows_of(flags, len(self.first.snapshot))
        fits = [utility(ranking.case.part(rows)) for ranking in (self.first, self.second)]
        low, high = np.round(np.sort(fits, axis=0), LEVEL_DECIMALS)
        return rows[np.lexsort((self.first.snapshot.columns["number"][rows], -high, -low))]
