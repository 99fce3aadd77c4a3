"""Counts of a report's people as they may be shown, all of one kind decided together (TRUST 16)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from directory.journeys.market_reports.people import People
from matching.market.disclosure import Shown, may_be_shown
from matching.market.measures import SMALLEST_COUNT_SHOWN, suppress_small_counts
from matching.planes import Rows

__all__ = ["Shown", "shown_alone", "shown_together"]


def shown_together(people: People, counts: NDArray[np.float64], groups: Sequence[Rows]) -> list[Shown | None]:
    """For each group of the area's places the sum of ``counts`` (places,), so that none gives another back.

    All None where postcodes stand for people.
    """
    if people.basis != "residents":
        return [None] * len(groups)
    whole = np.rint(counts).astype(np.int64)
    sums = [int(whole[group].sum()) for group in groups]
    if not any(0 < count < SMALLEST_COUNT_SHOWN for count in sums):
        return [suppress_small_counts(count) for count in sums]
    member = np.zeros((len(groups), len(whole)), dtype=np.bool_)
    for at, group in enumerate(groups):
        member[at, group] = True
    return list(may_be_shown(whole, member))


def shown_alone(people: People, count: float) -> Shown | None:
    """One count that is no part of any other shown."""
    return suppress_small_counts(round(count)) if people.basis == "residents" else None
