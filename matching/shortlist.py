"""arrange(): a varied top of the list, with owner caps and its exposure by size of provider.

xQuAD (Santos, Macdonald & Ounis 2010) as greedy maximisation of a monotone submodular function, so that the
list is worth at least 1 − 1/e of the best there could be (Nemhauser, Wolsey & Fisher 1978), and half of it
under owner caps (Fisher, Nemhauser & Wolsey 1978).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.aspects import Aspects
from matching.fields import SIZE_CLASSES
from matching.planes import Rows
from matching.ranking import LEVEL_DECIMALS, Ranking
from matching.utility import utility
from matching.verdict import Values

DIVERSITY = 0.3
OWNER_CAP = 2
CAPPED_PLACES = 10
POOL = 256
"""So many of the best are looked at first for a varied list; more, if others might deserve a place."""


@dataclass(frozen=True)
class Shortlist:
    """Rows to show, best first in each tier, and the share of exposure of each size class."""

    confirmed: Rows
    ask_first: Rows
    exposure: dict[str, float]


@dataclass(frozen=True)
class Cover:
    """A greedy order: indices chosen, the gain of each, and F of the whole.

    Shorter than asked for where owner caps leave nobody, or where somebody outside might gain as much.
    """

    order: list[int]
    gains: list[float]

    @property
    def total(self) -> float:
        return float(sum(self.gains))


@dataclass(frozen=True)
class OwnerCap:
    """At most ``most`` of one owner in the first ``places``, giving way when other owners are exhausted.

    With ``places`` None the cap holds throughout and never gives way.
    """

    owners: NDArray[np.int64]
    most: int
    places: int | None = None

    def allowed(
        self, free: NDArray[np.bool_], chosen: list[int], place: int, everyone: bool = True
    ) -> NDArray[np.bool_]:
        """Those of ``free`` that may fill ``place`` after ``chosen``.

        Giving way is for when the owners of ``everyone`` are exhausted, not just those looked at.
        """
        if self.places is not None and place >= self.places:
            return free
        owners, taken = np.unique(self.owners[chosen], return_counts=True)
        within = free & ~np.isin(self.owners, owners[taken >= self.most])
        gives_way = everyone and self.places is not None and not within.any()
        return free if gives_way else within


@dataclass(frozen=True)
class Outside:
    """Those left out of a pool: none has more than ``utility``, nor covers more than ``aspects`` allow."""

    utility: float
    aspects: Aspects

    def most(self, uncovered: Values, diversity: float) -> float:
        """The most that any of them could gain."""
        return (1 - diversity) * self.utility + diversity * self.aspects.most_covered(uncovered)


def arrange(
    ranking: Ranking, limit: int = 20, *, varied: bool = True, diversity: float = DIVERSITY, seed: int = 0
) -> Shortlist:
    """The first ``limit`` options in all, confirmed before ask first, varied unless told otherwise.

    Not varied means the plain ranking: no diversity, no caps. ``seed`` rotates exact ties only.
    """
    tiers: list[Rows] = []
    for tier in ("confirmed", "ask_first"):
        left = max(0, limit - sum(len(rows) for rows in tiers))
        tiers.append(_varied(ranking, tier, left, diversity, seed) if varied else ranking.best(tier, left))
    confirmed, ask_first = tiers
    return Shortlist(confirmed, ask_first, exposure_by_size(ranking, np.concatenate(tiers)))


def _varied(ranking: Ranking, tier: str, k: int, diversity: float, seed: int) -> Rows:
    """The greedy list of a tier, from as many of its best as it takes to know that nobody else belongs."""
    if k <= 0 or ranking.size(tier) == 0:
        return np.empty(0, dtype=np.intp)
    aspects = Aspects.of(ranking.case, ranking.in_tier(tier))
    size = max(POOL, 4 * k)
    while True:
        pool = ranking.best(tier, size)
        part = ranking.case.part(pool)
        level = np.round(utility(part), LEVEL_DECIMALS)
        everyone = len(pool) == ranking.size(tier)
        cover = greedy_cover(
            level,
            aspects.coverage(part),
            aspects.weights,
            k,
            diversity=diversity,
            owner_cap=OwnerCap(part.options.column("owner"), OWNER_CAP, CAPPED_PLACES),
            tie_order=_rotated(part.options.column("number"), seed),
            outside=None if everyone else Outside(float(level[-1]), aspects),
        )
        if everyone or len(cover.order) == k:
            return pool[cover.order]
        size *= 4


def greedy_cover(
    utility: Values,
    coverage: Values,
    aspect_weights: Values,
    k: int,
    *,
    diversity: float,
    owner_cap: OwnerCap | None = None,
    tie_order: NDArray[np.intp] | None = None,
    outside: Outside | None = None,
) -> Cover:
    """Greedy on F(S) = (1−λ) ΣU + λ Σ_g π_g (1 − Π_{a∈S}(1 − P_ag)).

    ``utility`` (n,), ``coverage`` P (n, g), ``aspect_weights`` π (g,), ``diversity`` λ. Ties go to the lowest
    index, or to the first in ``tie_order``. It ends early where somebody ``outside`` might gain as much.
    """
    uncovered = np.array(aspect_weights, dtype=np.float64)
    free = np.ones(len(utility), dtype=np.bool_)
    place_in_ties = np.arange(len(utility)) if tie_order is None else np.argsort(tie_order)
    order: list[int] = []
    gains: list[float] = []
    for place in range(min(k, len(utility))):
        allowed = free if owner_cap is None else owner_cap.allowed(free, order, place, outside is None)
        if not allowed.any():
            break
        gain = (1 - diversity) * utility + diversity * (coverage @ uncovered)
        most = np.round(gain[allowed].max(), LEVEL_DECIMALS)
        if outside is not None and most <= outside.most(uncovered, diversity) + 10**-LEVEL_DECIMALS:
            break
        best = np.flatnonzero(allowed & (np.round(gain, LEVEL_DECIMALS) == most))
        chosen = int(best[np.argmin(place_in_ties[best])])
        order.append(chosen)
        gains.append(float(gain[chosen]))
        free[chosen] = False
        uncovered = uncovered * (1 - coverage[chosen])
    return Cover(order, gains)


def _rotated(numbers: NDArray[np.int64], seed: int) -> NDArray[np.intp]:
    """The order in which exact ties are broken: as they stand for seed 0, else by number, mixed by the seed.

    Each option's place depends on its number and the seed alone (splitmix64; Steele, Lea & Flood 2014).
    """
    if seed == 0:
        return np.arange(len(numbers), dtype=np.intp)
    mixed = numbers.astype(np.uint64) ^ np.uint64(seed % 2**64)
    mixed += np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.argsort(mixed ^ (mixed >> np.uint64(31)), kind="stable")


def exposure(places: int) -> Values:
    """Share of attention of ranks 1…k: 1 / log₂(1 + rank), shape (k,) (Singh & Joachims 2018)."""
    return np.asarray(1.0 / np.log2(1.0 + np.arange(1, places + 1)))


def exposure_by_size(ranking: Ranking, shown: Rows) -> dict[str, float]:
    """Each size class's share of the exposure of a list; empty for an empty list."""
    if len(shown) == 0:
        return {}
    seen = exposure(len(shown))
    sizes = ranking.snapshot.columns["size_class"][shown]
    return {name: float(seen[sizes == at].sum() / seen.sum()) for at, name in enumerate(SIZE_CLASSES)}
