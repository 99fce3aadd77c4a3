"""Distinct owners by group: each (group, owner) pair once, and no more of a group than anybody asks for."""

import numpy as np
from numpy.typing import NDArray

from matching.market.areas import expanded
from matching.planes import Rows

Keys = NDArray[np.int64]
OWNER_BITS = 32
MOST_WAITING = 1 << 22
"""Pairs kept aside before they are sorted in: sorting little by little would sort all again each time."""


class OwnerTally:
    """The owners known to reach each of ``groups``, up to ``enough`` of them (None: all).

    Owners are numbered from 0. Of more than ``enough`` the lowest numbers are kept, so that tallies of parts
    come to the tally of the whole.
    """

    def __init__(self, groups: int, enough: int | None) -> None:
        self._groups = groups
        self._enough = enough
        self._settled: Keys = np.empty(0, dtype=np.int64)
        self._waiting: list[Keys] = []

    def add(self, group: NDArray[np.integer], owner: NDArray[np.integer]) -> None:
        """Count owners (n,), each for its group."""
        if len(group):
            self._waiting.append((group.astype(np.int64) << OWNER_BITS) | owner)
        if sum(map(len, self._waiting)) > max(MOST_WAITING, len(self._settled)):
            self._settle()

    def add_by(self, other: "OwnerTally", group_of: NDArray[np.integer]) -> None:
        """Count for each group here the owners of that group of ``other`` which it is in; below 0 is none."""
        inside = np.flatnonzero(group_of >= 0)
        starts = other.starts
        at, held = expanded(starts[group_of[inside]], starts[group_of[inside] + 1])
        self.add(inside[at], other._keys[held] & ((1 << OWNER_BITS) - 1))

    def add_to_all(self, owners: NDArray[np.integer]) -> None:
        """Count the same owners for every group."""
        everybody = OwnerTally(1, self._enough)
        everybody.add(np.zeros(len(owners), dtype=np.int64), owners)
        self.add_by(everybody, np.zeros(self._groups, dtype=np.int64))

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where each group's keys begin, and where the last one's end, (groups + 1,)."""
        return np.searchsorted(self._keys, np.arange(self._groups + 1, dtype=np.int64) << OWNER_BITS)

    @property
    def counts(self) -> NDArray[np.int64]:
        """Owners of each group, (groups,): all of them, or ``enough`` where there are as many or more."""
        return np.diff(self.starts)

    def pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Groups and owners of every pair kept, both (pairs,)."""
        return self._keys >> OWNER_BITS, self._keys & ((1 << OWNER_BITS) - 1)

    @property
    def short(self) -> Rows:
        """Groups that could still do with more."""
        if self._enough is None:
            return np.arange(self._groups)
        return np.flatnonzero(self.counts < self._enough)

    @property
    def _keys(self) -> Keys:
        """Each pair once, sorted: the group in the upper bits, the owner in the lower."""
        self._settle()
        return self._settled

    def _settle(self) -> None:
        if not self._waiting:
            return
        keys = np.concatenate([self._settled, *self._waiting])
        self._waiting.clear()
        # Sorted, not made unique by numpy: that goes by hashes, and takes ten times longer.
        keys.sort()
        keys = keys[np.diff(keys, prepend=-1) != 0]
        if self._enough is not None:
            group = keys >> OWNER_BITS
            over = np.zeros(len(keys), dtype=np.bool_)
            over[self._enough :] = group[self._enough :] == group[: -self._enough]
            keys = keys[~over]
        self._settled = keys
