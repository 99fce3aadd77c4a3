"""How much a sample has seen: only for sampled data, such as searches or what providers say of themselves.

A register is a census of providers: nothing of it is unseen, and none of this applies to it. ``counts`` (s,)
are how often each kind was seen.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]


def chao1(counts: ArrayLike) -> float:
    """Ŝ = S + (n−1)/n · f₁²/(2f₂), or (n−1)/n · f₁(f₁−1)/2 without doubletons: at least so many kinds.

    Chao 1984, as iNEXT has it (Hsieh, Ma & Chao 2016). Nought for an empty sample.
    """
    seen = _seen(counts)
    n, once, twice = _sizes(seen)
    if n == 0:
        return 0.0
    unseen = once * once / (2 * twice) if twice else once * (once - 1) / 2
    return len(seen) + (n - 1) / n * unseen


def coverage(counts: ArrayLike) -> float | None:
    """Ĉ = 1 − f₁/n · (n−1)f₁ / ((n−1)f₁ + 2f₂): the share of everything that is of kinds seen.

    Chao & Jost 2012; with no doubletons (n−1)(f₁−1)/((n−1)(f₁−1)+2).
    One thing alone tells of nothing but itself. None for an empty sample.
    """
    n, once, twice = _sizes(_seen(counts))
    if n == 0:
        return None
    if once == 0:
        return 1.0
    if n == 1:
        return 0.0
    left, twos = ((n - 1) * once, 2 * twice) if twice else ((n - 1) * (once - 1), 2)
    return 1 - once / n * left / (left + twos)


def rarefied(counts: ArrayLike, size: int) -> float:
    """E[S_m] = Σ 1 − C(n−n_i, m)/C(n, m): kinds to expect in ``size`` of the sample (Hurlbert 1971)."""
    seen = _seen(counts)
    _check_size(size, seen)
    return float((1 - _none_drawn(seen, int(seen.sum()), size)).sum())


def rarefied_coverage(counts: ArrayLike, size: int) -> float:
    """Ĉ(m) = 1 − Σ n_i/n · C(n−n_i, m)/C(n−1, m), coverage to expect in ``size`` < n of the sample.

    Chao & Jost 2012.
    """
    seen = _seen(counts)
    _check_size(size, seen[seen > 0])
    n = int(seen.sum())
    if size == n:
        return coverage(seen) or 0.0
    left = np.exp(_log_choose(n - seen, size) - _log_choose(np.array(n - 1), size))
    return float(1 - (seen / n * left).sum())


def rarefied_to_coverage(counts: ArrayLike, wanted: float) -> float | None:
    """Kinds to expect where the sample just reaches a coverage, None where it doesn't: areas compare so.

    Chao & Jost 2012; between two sizes of sample the share is as on a straight line.
    """
    seen = _seen(counts)
    n = int(seen.sum())
    low, high = 0, n
    if n == 0 or rarefied_coverage(seen, n) < wanted:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if rarefied_coverage(seen, middle) < wanted else (low, middle)
    below, above = (rarefied_coverage(seen, size) for size in (low, high))
    share = 1.0 if above == below else (wanted - below) / (above - below)
    kinds = [rarefied(seen, size) for size in (low, high)]
    return kinds[0] + min(max(share, 0.0), 1.0) * (kinds[1] - kinds[0])


def _seen(counts: ArrayLike) -> Counts:
    given = np.asarray(counts)
    if given.ndim != 1 or (given < 0).any() or (given != np.floor(given)).any():
        raise ValueError("counts must be whole numbers and not negative")
    return given[given > 0].astype(np.int64)


def _sizes(seen: Counts) -> tuple[int, int, int]:
    """How many were seen at all, kinds seen once, and kinds seen twice."""
    return int(seen.sum()), int((seen == 1).sum()), int((seen == 2).sum())


def _check_size(size: int, seen: Counts) -> None:
    if not 0 <= size <= seen.sum():
        raise ValueError("size must lie between nought and the sample's own")


def _none_drawn(seen: Counts, n: int, size: int) -> Numbers:
    return np.exp(_log_choose(n - seen, size) - _log_choose(np.array(n), size))


def _log_choose(n: Counts, m: int) -> Numbers:
    """ln C(n, m), −∞ where m is more than n."""
    fits = n >= m
    top = np.where(fits, n, m)
    value = gammaln(top + 1) - gammaln(m + 1) - gammaln(top - m + 1)
    return np.asarray(np.where(fits, value, -np.inf))
