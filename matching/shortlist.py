"""arrange(): a varied top of the list, with owner caps and its exposure by size of provider.

xQuAD (Santos, Macdonald & Ounis 2010) as greedy maximisation of a monotone submodular function, so that the
list is worth at least 1 − 1/e of the best there could be (Nemhauser, Wolsey & Fisher 1978), and half of it
under owner caps (Fisher, Nemhauser & Wolsey 1978).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.columns import SIZE_CLASSES
from matching.criteria.cost import price_of
from matching.criteria.registry import CRITERIA
from matching.needs import PersonalBudget
from matching.ranking import Ranking
from matching.snapshot import Rows
from matching.verdict import Values

DIVERSITY = 0.3
OWNER_CAP = 2
CAPPED_PLACES = 10
PRICE_BANDS_PENCE_PER_HOUR: tuple[int, ...] = (1, 1500, 2000, 2500, 3000)
PREFERENCES: frozenset[str] = frozenset(
    {"languages", "faith", "culture", "diet", "staff_gender", "lgbt_affirming", "accessibility", "times"}
)


@dataclass(frozen=True)
class Shortlist:
    """Rows to show, best first in each tier, and the share of exposure of each size class."""

    confirmed: Rows
    ask_first: Rows
    exposure: dict[str, float]


@dataclass(frozen=True)
class Cover:
    """A greedy order: indices chosen, the gain of each, and F of the whole."""

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

    def allowed(self, free: NDArray[np.bool_], chosen: list[int], place: int) -> NDArray[np.bool_]:
        """Those of ``free`` that may fill ``place`` after ``chosen``."""
        if self.places is not None and place >= self.places:
            return free
        owners, taken = np.unique(self.owners[chosen], return_counts=True)
        within = free & ~np.isin(self.owners, owners[taken >= self.most])
        return within if within.any() or self.places is None else free


def arrange(
    ranking: Ranking, limit: int = 20, *, varied: bool = True, diversity: float = DIVERSITY, seed: int = 0
) -> Shortlist:
    """The first ``limit`` options in all, confirmed before ask first, varied unless told otherwise.

    Not varied means the plain ranking: no diversity, no caps. ``seed`` rotates exact ties only.
    """
    if not varied:
        confirmed = ranking.confirmed[:limit]
        ask_first = ranking.ask_first[: limit - len(confirmed)]
    else:
        confirmed = _varied(ranking, ranking.confirmed, limit, diversity, seed)
        ask_first = _varied(ranking, ranking.ask_first, limit - len(confirmed), diversity, seed)
    shown = np.concatenate([confirmed, ask_first]).astype(np.intp)
    return Shortlist(confirmed, ask_first, exposure_by_size(ranking, shown))


def _varied(ranking: Ranking, rows: Rows, k: int, diversity: float, seed: int) -> Rows:
    if k <= 0 or len(rows) == 0:
        return rows[:0]
    coverage, weights = aspects(ranking, rows)
    cover = greedy_cover(
        np.round(ranking.utility[rows], 12),
        coverage,
        weights,
        k,
        diversity=diversity,
        owner_cap=OwnerCap(ranking.snapshot.columns["owner"][rows], OWNER_CAP, CAPPED_PLACES),
        tie_order=_rotated(len(rows), seed),
    )
    return rows[np.array(cover.order, dtype=np.intp)]


def greedy_cover(
    utility: Values,
    coverage: Values,
    aspect_weights: Values,
    k: int,
    *,
    diversity: float,
    owner_cap: OwnerCap | None = None,
    tie_order: NDArray[np.intp] | None = None,
) -> Cover:
    """Greedy on F(S) = (1−λ) ΣU + λ Σ_g π_g (1 − Π_{a∈S}(1 − P_ag)).

    ``utility`` (n,), ``coverage`` P (n, g), ``aspect_weights`` π (g,), ``diversity`` λ. Ties go to the lowest
    index, or to the first in ``tie_order``.
    """
    uncovered = np.array(aspect_weights, dtype=np.float64)
    free = np.ones(len(utility), dtype=np.bool_)
    place_in_ties = np.arange(len(utility)) if tie_order is None else np.argsort(tie_order)
    order: list[int] = []
    gains: list[float] = []
    for place in range(min(k, len(utility))):
        allowed = free if owner_cap is None else owner_cap.allowed(free, order, place)
        if not allowed.any():
            break
        gain = (1 - diversity) * utility + diversity * (coverage @ uncovered)
        best = np.flatnonzero(allowed & (np.round(gain, 12) == np.round(gain[allowed].max(), 12)))
        chosen = int(best[np.argmin(place_in_ties[best])])
        order.append(chosen)
        gains.append(float(gain[chosen]))
        free[chosen] = False
        uncovered = uncovered * (1 - coverage[chosen])
    return Cover(order, gains)


def aspects(ranking: Ranking, rows: Rows) -> tuple[Values, Values]:
    """What a list can vary in: P (n, g) and weights π (g,) summing to 1.

    Kind of provider, price band, size class, and each stated preference (how far an option meets it). The
    families present weigh alike.
    """
    families = [family for family in _families(ranking, rows) if family.shape[1] > 0]
    weights = [np.full(family.shape[1], 1 / (len(families) * family.shape[1])) for family in families]
    return np.hstack(families), np.concatenate(weights)


def _families(ranking: Ranking, rows: Rows) -> Iterator[Values]:
    snapshot = ranking.snapshot
    yield _one_hot(snapshot.columns["kind"][rows])
    yield _one_hot(snapshot.columns["size_class"][rows])
    hourly = price_of(ranking.needs.budget or PersonalBudget(), snapshot, rows).hourly_high
    known = ~np.isnan(hourly)
    bands = np.where(known, np.digitize(np.nan_to_num(hourly), PRICE_BANDS_PENCE_PER_HOUR), -1)
    yield _one_hot(bands)
    wished = [c for c in CRITERIA if c.key in PREFERENCES and c.applies_to(ranking.needs)]
    met = [criterion.assess(ranking.needs, snapshot, rows).expected for criterion in wished]
    yield np.array(met).T if met else np.zeros((len(rows), 0))


def _one_hot(groups: NDArray[np.generic]) -> Values:
    present, at = np.unique(groups, return_inverse=True)
    return np.eye(len(present))[at]


def _rotated(n: int, seed: int) -> NDArray[np.intp]:
    """The order in which exact ties are broken: by position for seed 0, else a seeded shuffle."""
    if seed == 0:
        return np.arange(n)
    return np.random.default_rng(seed).permutation(n)


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
