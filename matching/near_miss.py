"""Nothing fits? What giving up one must-have would bring."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from matching.criteria.distance import miles_to
from matching.ranking import Ranking
from matching.snapshot import Rows

SHOWN_DISTANCES = 5


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Options there would be without the must-haves in ``relax``.

    ``nearest_miles`` lists, nearest first, how far those newly brought in are, where distance is relaxed.
    """

    relax: tuple[str, ...]
    confirmed: int
    ask_first: int
    nearest_miles: tuple[float, ...]


def relaxations(ranking: Ranking, up_to: int = 1) -> list[NearMiss]:
    """Every set of up to ``up_to`` relaxed must-haves that brings in something new, best first.

    Safeguards are never relaxed. Counts are those of the question asked again without these must-haves.
    """
    at = {demand.key: place for place, demand in enumerate(ranking.demands) if not demand.safeguard}
    found = []
    for size in range(1, up_to + 1):
        for keys in combinations(sorted(at), size):
            found.append(_relaxed(ranking, keys, [at[key] for key in keys]))
    before = len(ranking.confirmed), len(ranking.ask_first)
    helpful = [miss for miss in found if miss.confirmed > before[0] or miss.ask_first > before[1]]
    return sorted(helpful, key=lambda miss: (len(miss.relax), -miss.confirmed, -miss.ask_first, miss.relax))


def _relaxed(ranking: Ranking, keys: tuple[str, ...], places: list[int]) -> NearMiss:
    kept = ~np.uint32(sum(1 << place for place in places))
    failed, unsure = ranking.failed & kept, ranking.unsure & kept
    confirmed = (failed | unsure) == 0
    eligible = failed == 0
    new_confirmed = np.flatnonzero(confirmed & ((ranking.failed | ranking.unsure) != 0))
    new_eligible = np.flatnonzero(eligible & (ranking.failed != 0))
    new = new_confirmed if len(new_confirmed) else new_eligible
    distances = _distances(ranking, new) if "within_miles" in keys else ()
    return NearMiss(keys, int(confirmed.sum()), int(eligible.sum() - confirmed.sum()), distances)


def _distances(ranking: Ranking, rows: Rows) -> tuple[float, ...]:
    miles = miles_to(ranking.needs, ranking.snapshot, rows)
    return tuple(float(d) for d in np.sort(miles[~np.isnan(miles)])[:SHOWN_DISTANCES])
