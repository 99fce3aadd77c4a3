"""Whom to ask first: the fewest calls, near enough, after which all could have a choice that is sure.

A choice of "n or more" over many places is a set multicover. Where all are as likely to say yes, taking
whoever helps most people is within a factor of 1 + ln(places) of the fewest there could be (Dobson 1982).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.market.measures import ENOUGH_OWNERS

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Reaching:
    """Pairs of an area and an owner that reaches it, each once; areas from 0, owners by any number."""

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
    doubts: Mapping[int, int] | None = None,
    enough: int = ENOUGH_OWNERS,
) -> Calls:
    """``people`` (areas,). What is confirmed is possible too; an owner sure somewhere may be asked.

    ``doubts`` is how much of the question each owner leaves open: of those who help anybody, who leaves least
    open is asked first, as a yes is likeliest there.
    """
    lacking = np.maximum(enough - np.bincount(confirmed.area, minlength=len(people)), 0)
    lacking[people <= 0] = 0
    owners, owner = np.unique(possible.owner, return_inverse=True)
    area = possible.area
    open_ = _unsure(confirmed, possible) & (lacking[area] > 0)
    area, owner = area[open_], owner[open_]
    open_questions = np.array([(doubts or {}).get(int(each), 0) for each in owners], dtype=np.float64)
    asked: list[int] = []
    while len(area):
        helped = np.bincount(owner, weights=people[area], minlength=len(owners))
        best = int(np.lexsort((-helped, np.where(helped > 0, open_questions, np.inf)))[0])
        asked.append(int(owners[best]))
        lacking[area[owner == best]] -= 1
        kept = (owner != best) & (lacking[area] > 0)
        area, owner = area[kept], owner[kept]
    everybody = float(people.sum())
    served = float(people[(lacking <= 0) & (people > 0)].sum() / everybody) if everybody else 0.0
    return Calls(tuple(asked), served)


def _unsure(confirmed: Reaching, possible: Reaching) -> NDArray[np.bool_]:
    """Which possible pairs aren't confirmed."""
    many = int(max(confirmed.area.max(initial=-1), possible.area.max(initial=-1))) + 1
    _, codes = np.unique(np.concatenate([confirmed.owner, possible.owner]), return_inverse=True)
    sure = codes[: len(confirmed.owner)] * many + confirmed.area
    asked = codes[len(confirmed.owner) :] * many + possible.area
    return ~np.isin(asked, sure)
