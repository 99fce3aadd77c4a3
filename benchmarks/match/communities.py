"""Whom services in each council are shaped for: languages, faith, food and culture cluster as people do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.match.kinds import NOTHING_SAID, Shared, england_told
from matching.offers import YesNo

LOCAL_PATTERNS = 64
LOCAL_SPREAD = 1.5
"""Standard deviation of the logarithm of a community's share in a council around its national share."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What an option says of the community it serves; ``person_languages`` is the same as a complete list."""

    languages: YesNo
    person_languages: YesNo
    faith: YesNo
    diet: YesNo
    culture: YesNo


def nobody_special(seed: int) -> list[Shape]:
    """The shapes of options that serve no community in particular: English, or nothing said."""
    chance, shared = np.random.default_rng([seed, 2]), Shared()
    english = shared.answers(["eng"])
    only_english = shared.answers(["eng"], complete=True)
    return [
        Shape(english if u < 0.08 else NOTHING_SAID, only_english, NOTHING_SAID, NOTHING_SAID, NOTHING_SAID)
        for u in chance.random(LOCAL_PATTERNS).tolist()
    ]


def local_shapes(seed: int, councils: int) -> list[list[Shape]]:
    """For each council 64 shapes, its own communities the likelier ones."""
    communities = list(england_told()["communities"].values())
    national = np.array([community["weight"] for community in communities])
    chance, shared = np.random.default_rng([seed, 3]), Shared()
    return [
        [
            _shape(communities[at], chance, shared)
            for at in chance.choice(len(communities), LOCAL_PATTERNS, p=_local(national, chance))
        ]
        for _ in range(councils)
    ]


def _local(national: NDArray[Any], chance: np.random.Generator) -> NDArray[Any]:
    here = national * chance.lognormal(0, LOCAL_SPREAD, len(national))
    return np.asarray(here / here.sum())


def _shape(community: Mapping[str, Any], chance: np.random.Generator, shared: Shared) -> Shape:
    u = chance.random(4 + len(community["languages"])).tolist()
    spoken = [code for code, rate in community["languages"].items() if u.pop() < rate]
    languages = ["eng"] * (u[0] < 0.9 or not spoken) + spoken
    return Shape(
        shared.answers(languages) if spoken else NOTHING_SAID,
        shared.answers(languages, complete=True),
        _said([community["faith"]], u[1], 0.55, shared),
        _said(community["diet"], u[2], 0.45, shared),
        _said([community["culture"]], u[3], 0.4, shared),
    )


def _said(codes: Sequence[str | None], u: float, rate: float, shared: Shared) -> YesNo:
    named = [code for code in codes if code]
    return shared.answers(named) if named and u < rate else NOTHING_SAID
