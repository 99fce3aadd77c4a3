"""From weights to what is said: the same, ask a person, or nothing, and one for one between two lists."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from importers.linking.scoring import Scored
from importers.linking.specification import Specification

Place = tuple[int, int]
"""A record (by row), and a list that it isn't in: for one provider there is one place in each list."""


def chosen(
    pairs: Scored, lists: NDArray[Any], specification: Specification, taken: Collection[Place] = frozenset()
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Numbers of the pairs that are the same, and of those to ask about, the heaviest first.

    A record is the same as one record of another list at most. Where a second one is nearly as much like it,
    or a needed field doesn't agree enough, a person is asked. ``taken``: places that are filled already.
    """
    worth = np.flatnonzero(pairs.weight >= specification.ask_at)
    worth = worth[np.argsort(-pairs.weight[worth], kind="stable")]
    sure = (pairs.weight >= specification.same_at) & _agreeing(pairs, specification)
    places = {number: _places(pairs, lists, number) for number in worth.tolist()}
    best, second = _two_best(pairs.weight, places)
    filled, same, ask = set(taken), [], []
    for number, two in places.items():
        if not filled.isdisjoint(two):
            continue
        # The heaviest come first, so whoever comes next for a place is a rival of the one before.
        rivals = [second.get(place) if best[place] == number else best[place] for place in two]
        weight = float(pairs.weight[number])
        clear = all(rival is None or weight - pairs.weight[rival] >= specification.margin for rival in rivals)
        if sure[number] and clear:
            same.append(number)
            filled.update(two)
        else:
            ask.append(number)
    left = [number for number in ask if filled.isdisjoint(places[number])]
    return np.array(same, np.int64), np.array(left, np.int64)


def _agreeing(pairs: Scored, specification: Specification) -> NDArray[Any]:
    """Whether every field that is needed agrees enough, and one of the others that would do."""
    agreeing = np.ones(len(pairs.weight), bool)
    for field in specification.needed.items():
        agreeing &= _reaching(pairs, specification, *field)
    if specification.one_of:
        agreeing &= np.any(
            [_reaching(pairs, specification, *field) for field in specification.one_of.items()], axis=0
        )
    return agreeing


def _reaching(pairs: Scored, specification: Specification, name: str, worst: str) -> NDArray[Any]:
    number = [field.name for field in specification.fields].index(name)
    names = [level.name for level in specification.fields[number].levels]
    reaching: NDArray[Any] = pairs.levels[number] <= names.index(worst)
    return reaching


def _places(pairs: Scored, lists: NDArray[Any], number: int) -> tuple[Place, Place]:
    a, b = int(pairs.a[number]), int(pairs.b[number])
    return (a, int(lists[b])), (b, int(lists[a]))


def _two_best(
    weight: NDArray[Any], places: Mapping[int, Iterable[Place]]
) -> tuple[dict[Place, int], dict[Place, int]]:
    """For each place the pair that weighs most and the one after it."""
    best: dict[Place, int] = {}
    second: dict[Place, int] = {}
    for number, two in places.items():
        for place in two:
            if place not in best:
                best[place] = number
            else:
                second.setdefault(place, number)
    return best, second


def evidence_of(pairs: Scored, number: int, specification: Specification) -> dict[str, Any]:
    """The level of every field that is known, and the weight in bits: what agreed, never what it says."""
    fields = {
        field.name: field.levels[level].name
        for field, level in zip(specification.fields, pairs.levels[:, number].tolist(), strict=True)
        if level < len(field.levels)
    }
    return {"fields": fields, "weight": round(float(pairs.weight[number]), 1)}


def one_for_one(pairs: Scored, lists: NDArray[Any], at_least: float) -> NDArray[Any]:
    """Numbers of the pairs of at least that weight, the heaviest first, none for a place that is filled."""
    filled: set[Place] = set()
    kept = []
    for number in np.argsort(-pairs.weight, kind="stable").tolist():
        if pairs.weight[number] < at_least:
            break
        two = _places(pairs, lists, number)
        if filled.isdisjoint(two):
            filled.update(two)
            kept.append(number)
    return np.array(kept, np.int64)
