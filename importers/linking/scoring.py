"""What levels of agreement weigh together, and how often each is seen, learnt without knowing the truth."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from importers.linking.comparing import Pairs, levels_of
from importers.linking.specification import Specification

MOST_ADJUSTED = 6.0
"""Bits by which a rare or a common value may move a weight."""
ROUNDS, LEAST_SHARE = 60, 1e-5


@dataclass(frozen=True)
class Scored:
    """Pairs of rows with their levels (fields, pairs) and their weight in bits, the prior included."""

    a: NDArray[Any]
    b: NDArray[Any]
    levels: NDArray[Any]
    weight: NDArray[Any]

    def where(self, chosen: NDArray[Any]) -> "Scored":
        """Those that are chosen, by a mask or by number."""
        return Scored(self.a[chosen], self.b[chosen], self.levels[:, chosen], self.weight[chosen])


def scored(records: pl.DataFrame, pairs: Pairs, specification: Specification) -> Scored:
    """Every pair compared and weighed."""
    levels = levels_of(records, pairs, specification)
    return Scored(*pairs, levels, weights_of(records, pairs, levels, specification))


def weights_of(
    records: pl.DataFrame, pairs: Pairs, levels: NDArray[Any], specification: Specification
) -> NDArray[Any]:
    """In bits, the prior included."""
    weight = _plain_weights(levels, specification)
    for number, field in enumerate(specification.fields):
        if field.counted:
            adjusted = np.isin(levels[number], field.numbers(field.rare))
            counts = _counts(records, field.counted)
            more = np.maximum(counts[pairs[0][adjusted]], counts[pairs[1][adjusted]])
            bits = np.log2(field.usual_count / np.maximum(more, 1))
            weight[adjusted] += np.clip(bits, -MOST_ADJUSTED, MOST_ADJUSTED)
    return weight


def _plain_weights(levels: NDArray[Any], specification: Specification) -> NDArray[Any]:
    """Whatever value is agreed on, rare or common."""
    weight = np.full(levels.shape[1], specification.prior_weight)
    sorts = specification.sorts_of(levels)
    for number, field in enumerate(specification.fields):
        weight += field.weights[sorts, levels[number]]
    return weight


def _counts(records: pl.DataFrame, column: str) -> NDArray[Any]:
    """How many records share each record's value; a column ``…_count`` knows of more records than these."""
    if f"{column}_count" in records.columns:
        return records[f"{column}_count"].to_numpy()
    return records.select(pl.len().over(column)).to_series().to_numpy()


def learnt(specification: Specification, levels: NDArray[Any]) -> Specification:
    """The same with m, u and the prior that make these levels likeliest (expectation maximisation).

    Needs no truth: pairs that agree in much teach what agreement is worth.
    """
    patterns, seen = np.unique(levels, axis=1, return_counts=True)
    current = specification
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp2(-_plain_weights(patterns, current)))
        before, current = current, _with_shares_of(current, patterns, seen, chance)
        if abs(before.prior - current.prior) < 1e-6:
            break
    return current


def counted(specification: Specification, levels: NDArray[Any], same: NDArray[Any]) -> Specification:
    """The same with m, u and the prior counted among pairs of which the truth (0 or 1) is known."""
    return _with_shares_of(specification, levels, np.ones(levels.shape[1]), same.astype(float))


def _with_shares_of(
    specification: Specification, levels: NDArray[Any], seen: NDArray[Any], chance: NDArray[Any]
) -> Specification:
    """``chance`` (pairs,) that each is one; ``seen`` (pairs,) how often there is such a pair."""
    sorts = specification.sorts_of(levels)
    led = specification.lead[0] if specification.lead else None
    shares = {
        field.name: np.stack(
            [
                _shares(
                    levels[number],
                    seen,
                    chance,
                    sorts if field.name != led else sorts * 0,
                    sort,
                    len(field.levels),
                )
                for sort in range(1 + (led is not None and field.name != led))
            ]
        )
        for number, field in enumerate(specification.fields)
    }
    if led:
        shares[led] = np.repeat(shares[led], 2, axis=0)
    prior = float(np.clip((seen * chance).sum() / seen.sum(), LEAST_SHARE, 1 - LEAST_SHARE))
    return specification.with_shares(shares, prior)


def _shares(
    levels: NDArray[Any], seen: NDArray[Any], chance: NDArray[Any], sorts: NDArray[Any], sort: int, count: int
) -> NDArray[Any]:
    """(levels, 2): m and u among pairs of a sort, where the field is known; never quite nought (Laplace)."""
    both = []
    for weight in (seen * chance, seen * (1 - chance)):
        found = np.bincount(levels, weights=weight * (sorts == sort), minlength=count + 1)[:count] + 1
        both.append(found / found.sum())
    return np.stack(both, axis=1)
