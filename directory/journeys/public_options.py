"""The options whose pages search engines may be told of, by number: never a personal assistant."""

import numpy as np
from numpy.typing import NDArray

from directory.live_market import LiveMarket
from directory.store.numbers import option_id
from directory.store.session import Store

PART_SIZE = 50_000
"""Addresses that one sitemap may hold (sitemaps.org, protocol 0.9)."""
PRIVATE_PERSONS = "personal_assistant"


def public_numbers(market: LiveMarket, store: Store) -> NDArray[np.int64]:
    """Ascending numbers of the listed options that no private person is behind, (n,)."""
    snapshot = market.snapshot
    rows = snapshot.all_rows()
    rows = rows[snapshot.columns["kind"][rows] != snapshot.position("provider_kind", PRIVATE_PERSONS)]
    numbers = np.sort(snapshot.columns["number"][rows])
    with store.reading() as reader:
        listed: NDArray[np.int64] = numbers[reader.still_listed(market.mark, numbers)]
    return listed


def parts_of(numbers: NDArray[np.int64]) -> int:
    return -(-len(numbers) // PART_SIZE)


def ids_of_part(numbers: NDArray[np.int64], part: int) -> list[str]:
    """The ids of one part, counted from 1; none of a part that isn't there."""
    first = (part - 1) * PART_SIZE
    return [option_id(int(number)) for number in numbers[first : first + PART_SIZE]]
