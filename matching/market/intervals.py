"""How firmly a Hill number is known: intervals by drawing the market anew."""

import numpy as np
from numpy.typing import ArrayLike

from matching.market.measures import hill_number, shares

DRAWS = 1000


def hill_interval(
    counts: ArrayLike, q: float, seed: int, confidence: float = 0.95, draws: int = DRAWS
) -> tuple[float, float] | None:
    """Bounds of ᵠD from as many things drawn anew, with chances as found; None for an empty market.

    Multinomial bootstrap, percentiles moved so that their mean is the estimate, as a drawn market can only
    lack kinds, never gain any (Marcon et al. 2012). Equal arguments give equal bounds.
    """
    given = np.asarray(counts)
    if (given != np.floor(given)).any():
        raise ValueError("counts must be whole numbers")
    p = shares(given)
    if not len(p):
        return None
    found = hill_number(given, q)
    drawn = np.random.default_rng(seed).multinomial(int(given.sum()), p, size=draws)
    values = np.array([hill_number(each, q) for each in drawn])
    tails = np.quantile(values, [(1 - confidence) / 2, (1 + confidence) / 2])
    low, high = tails + found - values.mean()
    return max(1.0, min(float(low), found)), max(float(high), found)
