"""How firmly a place in the list is held, whatever exact weights the person's order stands for.

Stochastic multicriteria acceptability analysis (SMAA-2; Lahdelma & Salminen 2001): weights are drawn
uniformly from the part of the simplex that keeps the person's order, and an option's acceptability is the
share of them in which it is first, or among the first k. Their mean is the rank-order centroid that ``rank``
uses. Values stay as ``rank`` has them, unknowns at their expectation.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching import planes
from matching.case import Case
from matching.criteria.registry import CRITERIA
from matching.needs import SupportNeeds
from matching.planes import Rows
from matching.ranking import Ranking
from matching.snapshot import Snapshot
from matching.verdict import Values

SAMPLES = 1000
TOP = 5
RIVALS = 200
LEVEL = 1e-12
BLOCK = 2**18
"""Multiplications at a time: memory stays bounded, and a block within one processor's cache and thread."""


@dataclass(frozen=True)
class Acceptability:
    """Shares, (n,) each, of the weightings that put each of ``rows`` first, and in the top five, of its tier.

    NaN for an excluded option. ``standard_error`` is the largest that sampling can give a share.
    """

    rows: Rows
    first: Values
    top_five: Values
    standard_error: float


def acceptability(
    ranking: Ranking,
    rows: Rows | None = None,
    *,
    samples: int = SAMPLES,
    seed: int = 0,
    rivals: int = RIVALS,
) -> Acceptability:
    """How firmly ``rows`` (by default the best ``rivals`` of each tier) stand, each within its own tier.

    They are held against each other and against the best ``rivals`` of their tier by utility; whoever ranks
    below those is taken to overtake nobody, which bounds the cost. Equal inputs give equal answers.
    """
    best = {tier: ranking.best(tier, rivals) for tier in ("confirmed", "ask_first")}
    asked = np.concatenate(list(best.values())) if rows is None else np.asarray(rows, dtype=np.intp)
    confirmed = planes.at(ranking.tiers.yes, asked)
    in_tiers = {"confirmed": confirmed, "ask_first": planes.at(ranking.tiers.may, asked) & ~confirmed}
    first, top_five = np.full(len(asked), np.nan), np.full(len(asked), np.nan)
    weights = weightings(ranking.needs.importance(), samples, seed)
    for tier, in_tier in in_tiers.items():
        if in_tier.any():
            held = np.union1d(best[tier], asked[in_tier])
            at = np.searchsorted(held, asked[in_tier])
            values = _criterion_values(ranking.case.part(held))
            first[in_tier] = top_share(values, weights, 1)[at]
            top_five[in_tier] = top_share(values, weights, TOP)[at]
    return Acceptability(asked, first, top_five, 0.5 / math.sqrt(samples))


def weightings(groups: Sequence[Sequence[str]], samples: int, seed: int = 0) -> Values:
    """Weights drawn uniformly where each group's outweigh every later group's, (samples, criteria).

    A point of the whole simplex, sorted, is uniform on its fully ordered part; that part and those in which a
    group's members change places have the same volume, so a shuffle within each group makes up the rest.
    """
    if samples < 1:
        raise ValueError("At least one weighting must be drawn.")
    chance = np.random.default_rng(seed)
    drawn = chance.exponential(size=(samples, sum(map(len, groups))))
    drawn = np.sort(drawn / drawn.sum(axis=1, keepdims=True), axis=1)[:, ::-1]
    ends = np.cumsum([len(group) for group in groups])[:-1]
    return np.hstack([chance.permuted(part, axis=1) for part in np.split(drawn, ends, axis=1)])


def top_share(values: Values, weights: Values, k: int) -> Values:
    """Share of weightings that put each option among the best ``k``, (n,), summing to min(k, n).

    ``values`` (n, criteria), ``weights`` (samples, criteria). Options that are level share the places they
    compete for, so that equal options have equal shares.
    """
    if len(values) <= k:
        return np.ones(len(values))
    blocks = np.array_split(weights, math.ceil(len(weights) * values.size / BLOCK))
    places: Values = np.sum([_places(block @ values.T, k) for block in blocks], axis=0)
    return np.minimum(places / len(weights), 1.0)


def _places(utility: Values, k: int) -> Values:
    """Places among the best ``k`` won by each option over a block of weightings: (samples, n) → (n,)."""
    last = np.partition(utility, -k, axis=1)[:, -k, np.newaxis]
    ahead = utility > last + LEVEL
    level = (utility >= last - LEVEL) & ~ahead
    left = (k - ahead.sum(axis=1)) / level.sum(axis=1)
    places: Values = ahead.sum(axis=0) + left @ level
    return places


def criterion_values(needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Values:
    """The expected value of every criterion that counts, (n, criteria), in the order of ``importance``."""
    return _criterion_values(Case.of_rows(needs, snapshot, rows))


def _criterion_values(case: Case) -> Values:
    by_key = {criterion.key: criterion for criterion in CRITERIA}
    counted = [by_key[key] for group in case.needs.importance() for key in group]
    return np.column_stack([criterion.expected(case) for criterion in counted])
