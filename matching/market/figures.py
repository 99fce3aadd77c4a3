"""Prices and ratings of a market as figures, each with the share of records that it rests on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

BAND_EDGES_PENCE: tuple[int, ...] = (100_000, 1_000_000)
SURVEY_2013: tuple[float, ...] = (0.18, 0.53, 0.29)
"""Shares of yearly budgets under £1,000, from there to £10,000, and above, in 2012/13 pounds."""
AGE_EDGES_YEARS: tuple[float, ...] = (1.0, 3.0, 5.0)
DAYS_A_YEAR = 365.25
NOT_RATED = 0
"""The first of fields.RATINGS."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Median, quartiles and range of what is known, in the unit given; ``known`` is its share of all."""

    known: float
    median: float
    lower_quartile: float
    upper_quartile: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class RatingAges:
    """Options (ratings, ages + 1) by rating and by its age in years, the last column of unknown age.

    ``rated`` is the share of all that have one, ``median_years`` the age of those whose date is known.
    """

    options: NDArray[np.int64]
    rated: float
    median_years: float | None


def prices(pence: ArrayLike) -> Prices | None:
    """Of prices (n,), NaN where not known; None where none is. Quantiles by Hyndman & Fan 1996, type 7."""
    given = np.asarray(pence, dtype=np.float64)
    known = given[~np.isnan(given)]
    if not len(known):
        return None
    lowest, lower, median, upper, highest = np.quantile(known, [0, 0.25, 0.5, 0.75, 1]).tolist()
    return Prices(len(known) / len(given), median, lower, upper, lowest, highest)


def shares_in_bands(
    pence_a_year: ArrayLike, edges: tuple[int, ...] = BAND_EDGES_PENCE
) -> tuple[float, ...] | None:
    """Shares of the known yearly costs under the first edge, up to each next one, and above; None without.

    A cost of just £1,000 or £10,000 is in the middle band, as in the survey.
    """
    if list(edges) != sorted(set(edges)):
        raise ValueError("edges must rise")
    given = np.asarray(pence_a_year, dtype=np.float64)
    known = given[~np.isnan(given)]
    if not len(known):
        return None
    # The first band leaves its edge to the next one; the last band leaves it to the one before.
    band = np.searchsorted(edges[1:], known, side="left") + (known >= edges[0])
    held = np.bincount(band, minlength=len(edges) + 1) / len(known)
    return tuple(held.tolist())


def rating_ages(
    rating: ArrayLike,
    rated_day: ArrayLike,
    as_of: int,
    edges: tuple[float, ...] = AGE_EDGES_YEARS,
    ratings: int = 5,
) -> RatingAges:
    """Ratings (n,) as positions, 0 for none, with the day each was given (−1 not known), in days."""
    position, day = np.asarray(rating, dtype=np.int64), np.asarray(rated_day, dtype=np.int64)
    years = np.maximum(as_of - day, 0) / DAYS_A_YEAR
    dated = (day >= 0) & (position != NOT_RATED)
    age = np.where(day >= 0, np.searchsorted(edges, years, side="right"), len(edges) + 1)
    columns = len(edges) + 2
    options = np.bincount(position * columns + age, minlength=ratings * columns).reshape(ratings, columns)
    options[NOT_RATED] = 0
    return RatingAges(
        options,
        float((position != NOT_RATED).mean()) if len(position) else 0.0,
        float(np.median(years[dated])) if dated.any() else None,
    )
