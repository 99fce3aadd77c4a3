"""Whom to ask first: the fewest calls, near enough, after which all could have a choice that is sure.

A choice of "n or more" over many places is a set multicover. Where all are as likely to say yes, taking
whoever helps most people is within a factor of 1 + ln(places) of the fewest there could be (Dobson 1982).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.market.measures import ENOUGH_OWNERS

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Reaching:
    """Pairs of an area and an owner that reaches it, each once; both numbered from 0."""

    area: Numbers
    owner: Numbers


@dataclass(frozen=True, slots=True)
class Calls:
    """Owners to ask, the most useful first, and the share of people who'd have enough if all said yes."""

    owners: tuple[int, ...]
    served: float


def calls_to_make(
    confirmed: Reaching,
    possible: Reaching,
    people: NDArray[np.float64],
    doubts: Numbers | None = None,
    enough: int = ENOUGH_OWNERS,
) -> Calls:
    """``people`` (areas,). What is confirmed is possible too; an owner sure somewhere may be asked elsewhere.

    ``doubts`` (owners,) is how much of the question each owner leaves open: of those who help anybody, who
    leaves least open is asked first, as a yes is likeliest there.
    """
    lacking = np.maximum(enough - np.bincount(confirmed.area, minlength=len(people)), 0)
    lacking[people <= 0] = 0
    open_ = _unsure(confirmed, possible) & (lacking[possible.area] > 0)
    area = possible.area[open_]
    owners, owner = np.unique(possible.owner[open_], return_inverse=True)
    left_open = np.zeros(len(owners)) if doubts is None else doubts[owners].astype(np.float64)
    asked: list[int] = []
    while len(area):
        helped = np.bincount(owner, weights=people[area], minlength=len(owners))
        least = left_open[helped > 0].min()
        best = int(np.argmax(np.where(left_open == least, helped, 0.0)))
        asked.append(int(owners[best]))
        lacking[area[owner == best]] -= 1
        kept = (owner != best) & (lacking[area] > 0)
        area, owner = area[kept], owner[kept]
    everybody = float(people.sum())
    served = float(people[(lacking <= 0) & (people > 0)].sum() / everybody) if everybody else 0.0
    return Calls(tuple(asked), served)


def _unsure(confirmed: Reaching, possible: Reaching) -> NDArray[np.bool_]:
    """Which possible pairs aren't confirmed."""
    owners = int(max(confirmed.owner.max(initial=-1), possible.owner.max(initial=-1))) + 1
    sure = np.sort(confirmed.area * owners + confirmed.owner)
    if not len(sure):
        return np.ones(len(possible.area), dtype=np.bool_)
    pairs = possible.area * owners + possible.owner
    at = np.searchsorted(sure[:-1], pairs)
    return np.asarray(sure[at] != pairs)
