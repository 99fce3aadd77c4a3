"""How well people can reach what there is: two-step floating catchment areas."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from matching.fields import METRES_A_MILE

Numbers = NDArray[np.float64]
MILES = (3.0, 6.0, 10.0)
WEIGHTS = (1.0, 0.68, 0.22)
NEAREST = 3


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


def e2sfca_of_places(
    people_at: ArrayLike,
    population: ArrayLike,
    supply_at: ArrayLike,
    supply: ArrayLike,
    limits: tuple[float, ...] = MILES,
    weights: tuple[float, ...] = WEIGHTS,
) -> Numbers:
    """``e2sfca`` of a whole country: places (n, 2) and (m, 2) in grid metres, limits in miles, (n,).

    Only pairs within the last limit are looked at.
    """
    homes, places = cKDTree(_places(people_at)), cKDTree(_places(supply_at))
    furthest = max(limits) * METRES_A_MILE
    pairs = homes.sparse_distance_matrix(places, furthest, output_type="ndarray")
    people, offered = np.asarray(population, dtype=np.float64), np.asarray(supply, dtype=np.float64)
    w = step_weights(pairs["v"] / METRES_A_MILE, limits, weights)
    demand = np.bincount(pairs["j"], w * people[pairs["i"]], len(offered))
    per_head = np.divide(offered, demand, out=np.zeros(len(offered)), where=demand > 0)
    return np.asarray(np.bincount(pairs["i"], w * per_head[pairs["j"]], len(people)))


def nearest_miles(
    people_at: ArrayLike, supply_at: Mapping[str, ArrayLike], count: int = NEAREST
) -> dict[str, Numbers]:
    """Miles from each place (n, 2) to the nearest ``count`` of each kind (m, 2), (n, count), nearest first.

    Grid metres in; straight lines, as everywhere. NaN where there are fewer.
    """
    homes = _places(people_at)
    return {kind: _nearest(homes, _places(places), count) for kind, places in supply_at.items()}


def _nearest(homes: Numbers, places: Numbers, count: int) -> Numbers:
    if not len(places):
        return np.full((len(homes), count), np.nan)
    metres, _ = cKDTree(places).query(homes, k=range(1, count + 1))
    miles: Numbers = np.where(np.isinf(metres), np.nan, metres / METRES_A_MILE)
    return miles


def _places(given: ArrayLike) -> Numbers:
    return np.asarray(given, dtype=np.float64).reshape(-1, 2)
