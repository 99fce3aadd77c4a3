"""How well people can reach what there is: two-step floating catchment areas."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
MILES = (3.0, 6.0, 10.0)
WEIGHTS = (1.0, 0.68, 0.22)


def step_weights(
    distance: ArrayLike, limits: tuple[float, ...] = MILES, weights: tuple[float, ...] = WEIGHTS
) -> Numbers:
    """The weight of the first band whose limit (included) reaches the distance, 0 beyond; any shape.

    Luo & Qi 2009, table 1: 1, 0.68 and 0.22.
    """
    if len(limits) != len(weights) or list(limits) != sorted(limits):
        raise ValueError("limits must rise, with one weight each")
    bands = np.searchsorted(limits, np.asarray(distance, dtype=np.float64), side="left")
    return np.asarray(np.append(weights, 0.0)[bands])


def floating_catchment(population: ArrayLike, supply: ArrayLike, weights: ArrayLike) -> Numbers:
    """A_i = Σ_j w_ij S_j / Σ_k w_kj P_k, supply a head at each place of people, (n,).

    Luo & Wang 2003 (2SFCA), Luo & Qi 2009 (E2SFCA). ``weights`` is (n people, m supplies) in [0, 1]; a supply
    that nobody reaches serves nobody.
    """
    w = np.asarray(weights, dtype=np.float64)
    people, offered = np.asarray(population, dtype=np.float64), np.asarray(supply, dtype=np.float64)
    if w.shape != (len(people), len(offered)):
        raise ValueError("weights must have a row for each population and a column for each supply")
    demand = people @ w
    per_head = np.divide(offered, demand, out=np.zeros(len(offered)), where=demand > 0)
    return np.asarray(w @ per_head)


def e2sfca(
    population: ArrayLike,
    supply: ArrayLike,
    distance: ArrayLike,
    limits: tuple[float, ...] = MILES,
    weights: tuple[float, ...] = WEIGHTS,
) -> Numbers:
    """Enhanced two-step floating catchment (Luo & Qi 2009), (n,); ``distance`` (n, m), limits in its unit."""
    return floating_catchment(population, supply, step_weights(distance, limits, weights))
