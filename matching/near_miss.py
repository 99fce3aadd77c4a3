"""Nothing fits? What giving up one must-have would bring."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from matching.criteria.reach import miles_to
from matching.ranking import Judgement, Ranking, judged
from matching.snapshot import Rows

SHOWN_DISTANCES = 5
JUDGED_TOGETHER: frozenset[str] = frozenset({"setting", "needs", "place", "within_miles"})
"""Without one of these other must-haves are judged differently, so the question is asked again."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Options there would be without the must-haves in ``relax``.

    ``nearest_miles`` lists, nearest first, how far those newly brought in are, where distance is relaxed.
    """

    relax: tuple[str, ...]
    confirmed: int
    ask_first: int
    nearest_miles: tuple[float, ...]


def relaxations(ranking: Ranking, up_to: int = 1, *, anywhere: bool = False) -> list[NearMiss]:
    """Every set of up to ``up_to`` relaxed must-haves that brings in something new, best first.

    Safeguards are never relaxed, nor the usual settings where none is stated, unless ``anywhere``. Counts
    are those of the question asked again without these must-haves; leaving out the place comes last.
    """
    keys = relaxable(ranking, anywhere)
    sizes = range(1, min(up_to, len(keys)) + 1)
    return _counted(ranking, (each for size in sizes for each in combinations(keys, size)))


def fewest_relaxations(ranking: Ranking) -> list[NearMiss]:
    """The smallest sets of must-haves without which there is something new, wherever it happens."""
    keys = relaxable(ranking, anywhere=True)
    if not _counted(ranking, [keys, tuple(key for key in keys if key != "setting")]):
        return []
    by_size = (_counted(ranking, combinations(keys, size)) for size in range(1, len(keys) + 1))
    return next((found for found in by_size if found), [])


def relaxable(ranking: Ranking, anywhere: bool = False) -> tuple[str, ...]:
    """The must-haves a person can give up, by name."""
    kept = set() if anywhere or ranking.needs.setting else {"setting"}
    return tuple(sorted({d.key for d in ranking.demands if not d.safeguard} - kept))


def _counted(ranking: Ranking, sets: Iterable[tuple[str, ...]]) -> list[NearMiss]:
    """The near misses of those sets that bring in something new, best first."""
    again: dict[tuple[str, ...], Judgement] = {(): ranking.judgement}
    found = []
    for keys in sets:
        if {"place", "within_miles"} <= set(keys) and len(keys) == 2:
            continue
        asked_again = tuple(key for key in keys if key in JUDGED_TOGETHER)
        if asked_again not in again:
            again[asked_again] = judged(ranking.needs.without(*asked_again), ranking.snapshot)
        if miss := _relaxed(ranking, keys, again[asked_again], set(keys).difference(asked_again)):
            found.append(miss)
    return sorted(
        found, key=lambda m: (len(m.relax), "place" in m.relax, -m.confirmed, -m.ask_first, m.relax)
    )


def _relaxed(
    ranking: Ranking, keys: tuple[str, ...], judgement: Judgement, dropped: set[str]
) -> NearMiss | None:
    """``judgement`` is of the question asked again, from which the demands in ``dropped`` still go."""
    failed, unsure = judgement.without(dropped)
    confirmed, eligible = (failed | unsure) == 0, failed == 0
    sure = int(np.count_nonzero(confirmed))
    to_ask = int(np.count_nonzero(eligible)) - sure
    if sure <= len(ranking.confirmed) and to_ask <= len(ranking.ask_first):
        return None
    new_confirmed = np.setdiff1d(np.flatnonzero(confirmed), ranking.confirmed)
    new_eligible = np.setdiff1d(np.flatnonzero(eligible & (ranking.failed != 0)), ranking.confirmed)
    new = new_confirmed if len(new_confirmed) else new_eligible
    distances = _distances(ranking, new) if {"place", "within_miles"}.intersection(keys) else ()
    return NearMiss(keys, sure, to_ask, distances)


def _distances(ranking: Ranking, rows: Rows) -> tuple[float, ...]:
    miles = miles_to(ranking.needs, ranking.snapshot, rows)
    return tuple(float(d) for d in np.sort(miles[~np.isnan(miles)])[:SHOWN_DISTANCES])
