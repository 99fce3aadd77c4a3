"""How varied and how concentrated a market is: one function, one formula, one citation.

``amounts`` are any non-negative numbers on one basis (options, places, hours), one for each owner or kind.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, rel_entr

Numbers = NDArray[np.float64]
ENOUGH_OWNERS = 3
SMALLEST_COUNT_SHOWN = 8
ROUNDED_TO = 5
MOST_UNKNOWN = 0.5


@dataclass(frozen=True, slots=True)
class ChoiceShares:
    """Shares of people with no option, with one or two, and with three or more, from distinct owners."""

    none: float
    few: float
    enough: float


@dataclass(frozen=True, slots=True)
class ChoiceRange:
    """The same people's choice: ``confirmed`` as records stand, ``possible`` if every unknown were a yes."""

    confirmed: ChoiceShares
    possible: ChoiceShares


def shares(amounts: ArrayLike) -> Numbers:
    """p_i = a_i / Σa over the positive amounts, (s,); empty when there are none."""
    given = np.asarray(amounts, dtype=np.float64)
    if (given < 0).any() or not np.isfinite(given).all():
        raise ValueError("amounts must be finite and not negative")
    positive = given[given > 0]
    p: Numbers = positive / positive.sum()
    return p


def hill_number(amounts: ArrayLike, q: float) -> float:
    """ᵠD = (Σp^q)^(1/(1−q)); ¹D = exp(−Σ p ln p). Hill 1973; Jost 2006, eq. 4. Nought for an empty market."""
    p = shares(amounts)
    if not len(p):
        return 0.0
    if q == 1:
        return float(np.exp(-(p * np.log(p)).sum()))
    if math.isinf(q):
        return float(1 / p.max())
    return float((p**q).sum() ** (1 / (1 - q)))


def leinster_cobbold(amounts: ArrayLike, similarity: ArrayLike, q: float) -> float:
    """ᵠDᶻ = (Σp_i (Zp)_i^(q−1))^(1/(1−q)): alike things count as less than two.

    Leinster & Cobbold 2012, eq. 1. ``similarity`` is (s, s) in [0, 1] with ones on its diagonal.
    """
    given = np.asarray(amounts, dtype=np.float64)
    z = np.asarray(similarity, dtype=np.float64)
    if z.shape != (len(given), len(given)) or (z < 0).any() or (z > 1).any() or (np.diag(z) != 1).any():
        raise ValueError("similarity must be square, within 0 and 1, with ones on its diagonal")
    p = shares(given)
    if not len(p):
        return 0.0
    ordinariness = z[np.ix_(given > 0, given > 0)] @ p
    if q == 1:
        return float(np.exp(-(p * np.log(ordinariness)).sum()))
    if math.isinf(q):
        return float(1 / ordinariness.max())
    return float((p * ordinariness ** (q - 1)).sum() ** (1 / (1 - q)))


def pielou_evenness(amounts: ArrayLike) -> float | None:
    """J = ln ¹D / ln ⁰D (Pielou 1966); None where fewer than two kinds leave nothing to be even."""
    kinds = hill_number(amounts, 0)
    if kinds < 2:
        return None
    return math.log(hill_number(amounts, 1)) / math.log(kinds)


def hhi(amounts: ArrayLike) -> float | None:
    """Herfindahl–Hirschman index, 10⁴ Σp² = 10⁴/²D (Hirschman 1964); None for an empty market."""
    p = shares(amounts)
    return float(10_000 * (p**2).sum()) if len(p) else None


def cr4(amounts: ArrayLike) -> float | None:
    """Share held by the four largest, per cent (Bain 1951); None for an empty market."""
    p = shares(amounts)
    return float(100 * np.sort(p)[-4:].sum()) if len(p) else None


def wilson_interval(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float] | None:
    """Score interval of a share (Wilson 1927); None without trials."""
    if not 0 <= successes <= trials:
        raise ValueError("successes must lie between nought and trials")
    if not trials:
        return None
    z = float(ndtri(0.5 + confidence / 2))
    share, spread = successes / trials, z * z / trials
    centre = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / trials + spread / (4 * trials)) / (1 + spread)
    # At the ends the exact bound is the share itself; rounding must not move it.
    low = 0.0 if successes == 0 else centre - half
    return low, 1.0 if successes == trials else centre + half


def effective_choice(owners_within_reach: ArrayLike, people: ArrayLike) -> ChoiceShares | None:
    """Shares of ``people`` (n,) by how many distinct owners (n,) could serve them; None without people.

    The headline of Care Act 2014 s5(1), which asks for variety and sets no number.
    """
    owners = np.asarray(owners_within_reach)
    weight = np.asarray(people, dtype=np.float64)
    if owners.shape != weight.shape or (owners < 0).any() or (weight < 0).any():
        raise ValueError("owners and people must be of one shape and not negative")
    everyone = weight.sum()
    if not everyone:
        return None
    none = float(weight[owners == 0].sum() / everyone)
    enough = float(weight[owners >= ENOUGH_OWNERS].sum() / everyone)
    few = float(weight[(owners > 0) & (owners < ENOUGH_OWNERS)].sum() / everyone)
    return ChoiceShares(none, few, enough)


def mean_owners(owners_within_reach: ArrayLike, people: ArrayLike) -> float | None:
    """Σ n_a P_a / Σ P_a, the owners that somebody can choose from on average; None without people."""
    owners, weight = np.asarray(owners_within_reach, dtype=np.float64), np.asarray(people, dtype=np.float64)
    return float((owners * weight).sum() / weight.sum()) if weight.sum() else None


def choice_range(confirmed: ArrayLike, possible: ArrayLike, people: ArrayLike) -> ChoiceRange | None:
    """``effective_choice`` from what is confirmed to what is possible; None without people."""
    if (np.asarray(possible) < np.asarray(confirmed)).any():
        raise ValueError("whatever is confirmed is possible too")
    as_recorded, at_most = effective_choice(confirmed, people), effective_choice(possible, people)
    return ChoiceRange(as_recorded, at_most) if as_recorded and at_most else None


def representation_ratio(supply: ArrayLike, population: ArrayLike) -> Numbers:
    """(s_g/Σs) / (p_g/Σp) for each group, (g,): 1 is in proportion; NaN for a group nobody belongs to.

    Pitkin 1967 as a ratio of shares. Offers whose answer is unknown belong in neither argument.
    """
    s, p = _in_proportion(supply), _in_proportion(population)
    ratio: Numbers = np.divide(s, p, out=np.full(len(p), np.nan), where=p > 0)
    return ratio


def shortfall(supply: ArrayLike, population: ArrayLike) -> float:
    """Σ P_g (1 − min(1, S_g/P_g)), the share of people that supply is out of proportion for.

    Equal to the total variation distance between the two (Levin & Peres 2017, prop. 4.2).
    """
    s, p = _in_proportion(supply), _in_proportion(population)
    return float(np.maximum(0, p - s).sum())


def per_thousand(supply: ArrayLike, population: ArrayLike) -> Numbers:
    """1000 S_g/P_g, offers for each thousand people of a group, (g,); NaN for a group nobody belongs to."""
    s, p = np.asarray(supply, dtype=np.float64), np.asarray(population, dtype=np.float64)
    rate: Numbers = np.divide(1000 * s, p, out=np.full(len(p), np.nan), where=p > 0)
    return rate


def jensen_shannon_bits(supply: ArrayLike, population: ArrayLike) -> float:
    """½ KL(s‖m) + ½ KL(p‖m), m = (s + p)/2, in bits: 0 in proportion, 1 with nothing in common (Lin 1991)."""
    s, p = _in_proportion(supply), _in_proportion(population)
    mean = (s + p) / 2
    return float((rel_entr(s, mean) + rel_entr(p, mean)).sum() / 2 / math.log(2))


def people_without_supply(supply: ArrayLike, population: ArrayLike) -> float:
    """Σ P_g over the groups for which there is no offer at all."""
    return float(np.asarray(population, dtype=np.float64)[np.asarray(supply) == 0].sum())


@dataclass(frozen=True, slots=True)
class Representation:
    """Supply against population by group; ratios and shortfall are None where more than half is unknown."""

    unknown: float | None
    ratios: Numbers | None
    shortfall: float | None


def representation(supply: ArrayLike, population: ArrayLike, unknown: int, offers: int) -> Representation:
    """Ratios (g,) and shortfall, with the share of all ``offers`` that say nothing of it, None without any.

    Where over half of them are unknown the known ones may be anybody: no figure is better than that one.
    """
    if not 0 <= unknown <= offers:
        raise ValueError("unknown offers must lie between nought and all")
    share = unknown / offers if offers else None
    if share is None or share > MOST_UNKNOWN or not np.asarray(supply, dtype=np.float64).sum() > 0:
        return Representation(share, None, None)
    return Representation(share, representation_ratio(supply, population), shortfall(supply, population))


@dataclass(frozen=True, slots=True)
class Fragility:
    """What leaves with the largest owner: its share, and HHI and ²D without it (None, 0: nobody left)."""

    share: float
    hhi_before: float
    hhi_after: float | None
    hill_2_before: float
    hill_2_after: float


def fragility(amounts: ArrayLike) -> Fragility | None:
    """The market before and after the largest leaves; None for an empty one.

    Its share is the Berger–Parker index (Berger & Parker 1970).
    """
    p = shares(amounts)
    if not len(p):
        return None
    left = np.delete(p, p.argmax())
    before = hhi(p)
    return Fragility(float(p.max()), before or 0.0, hhi(left), hill_number(p, 2), hill_number(left, 2))


def _in_proportion(amounts: ArrayLike) -> Numbers:
    given = np.asarray(amounts, dtype=np.float64)
    if (given < 0).any() or not given.sum() > 0:
        raise ValueError("amounts must not be negative, nor all nought")
    p: Numbers = given / given.sum()
    return p


def suppress_small_counts(people: int) -> int | Literal["*"]:
    """A count of people as it may be published: 0, "*" for 1–7, else to the nearest 5.

    NHS Digital, HES disclosure control 2018. Counts of providers are public and never pass here.
    """
    if people < 0:
        raise ValueError("a count is not negative")
    if people == 0:
        return 0
    return "*" if people < SMALLEST_COUNT_SHOWN else (people + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO
