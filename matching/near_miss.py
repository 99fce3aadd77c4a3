"""Nothing fits? What giving up one must-have would bring.

Each must-have is a plane of bits over the market, so any set of them is dropped and counted word by word.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from matching import planes
from matching.criteria.reach import miles_to
from matching.judgement import Judgement, judged
from matching.planes import Rows
from matching.ranking import Ranking
from matching.verdict import Answers

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
    # To drop a must-have that is judged by itself costs nobody, so the largest sets tell whether any helps.
    others = tuple(key for key in keys if key not in JUDGED_TOGETHER)
    together = [key for key in keys if key in JUDGED_TOGETHER]
    sizes = range(len(together) + 1)
    largest = (tuple(sorted((*others, *each))) for size in sizes for each in combinations(together, size))
    if not _counted(ranking, largest):
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
        if {"place", "within_miles"} <= set(keys):
            continue  # whoever leaves out the place gives no limit
        asked_again = tuple(key for key in keys if key in JUDGED_TOGETHER)
        if asked_again not in again:
            again[asked_again] = _asked_again(ranking, asked_again)
        left = again[asked_again].without(set(keys).difference(asked_again))
        if miss := _near_miss(ranking, keys, left):
            found.append(miss)
    return sorted(
        found, key=lambda m: (len(m.relax), "place" in m.relax, -m.confirmed, -m.ask_first, m.relax)
    )


def _asked_again(ranking: Ranking, dropped: tuple[str, ...]) -> Judgement:
    """The question without these must-haves; what goes row by row is the same for each, and known once."""
    row_by_row = [demand for demand in ranking.demands if demand.row_by_row]
    known = {demand: ranking.judgement.answers(demand) for demand in row_by_row}
    return judged(ranking.needs.without(*dropped), ranking.snapshot, known)


def _near_miss(ranking: Ranking, keys: tuple[str, ...], left: Answers) -> NearMiss | None:
    """What dropping ``keys`` brings, where ``left`` are the tiers there are then; None for nothing new."""
    sure = planes.count(left.yes)
    to_ask = planes.count(left.may) - sure
    if sure <= ranking.total_confirmed and to_ask <= ranking.total_ask_first:
        return None
    near = {"place", "within_miles"}.intersection(keys)
    return NearMiss(keys, sure, to_ask, _nearest_miles(ranking, left) if near else ())


def _nearest_miles(ranking: Ranking, left: Answers) -> tuple[float, ...]:
    """How far away those are that are newly confirmed or, where there are none, newly to be asked."""
    size = len(ranking.snapshot)
    rows = planes.rows_of(left.yes & ~ranking.tiers.yes, size)
    if len(rows) == 0:
        rows = planes.rows_of(left.may & ~ranking.tiers.may, size)
    return _smallest_miles(ranking, rows)


def _smallest_miles(ranking: Ranking, rows: Rows) -> tuple[float, ...]:
    miles = miles_to(ranking.needs, ranking.snapshot, rows)
    known = miles[~np.isnan(miles)]
    if len(known) > SHOWN_DISTANCES:
        known = np.partition(known, SHOWN_DISTANCES)[:SHOWN_DISTANCES]
    return tuple(np.sort(known).tolist())
