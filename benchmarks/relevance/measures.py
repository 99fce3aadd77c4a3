"""How good a list is: nDCG, α-nDCG and S-recall by ir-measures and pyndeval, exposure, paired differences.

nDCG with the grade as gain: Järvelin & Kekäläinen 2002. α-nDCG (α = ½): Clarke and others 2008. S-recall:
Zhai and others 2003. Exposure: Singh & Joachims 2018. Interval of a mean difference: percentile bootstrap
over people (Efron 1979).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import Measure, Qrel, ScoredDoc, StRecall, alpha_nDCG, nDCG

from benchmarks.relevance.grading import Graded

DEPTH = 10
GRADED: Mapping[str, Measure] = {"nDCG@10": nDCG @ DEPTH}
VARIETY: Mapping[str, Measure] = {"α-nDCG@10": alpha_nDCG(alpha=0.5) @ DEPTH, "S-recall@10": StRecall @ DEPTH}
MEASURES = (*GRADED, *VARIETY)
RESAMPLES, SEED, INTERVAL = 10_000, 2026, 95
SAME = 1e-9

Lists = Mapping[str, Sequence[int]]
"""Each person's list: option numbers, best first."""
Grades = Mapping[str, Mapping[int, Graded]]
"""Each person's grade of every option."""
Scores = Mapping[str, Mapping[str, float]]
"""Each measure's value for each person for whom it means anything."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How much better one ranking is than another over the same people; ``low`` to ``high`` holds 95%."""

    mean: float
    low: float
    high: float
    better: int
    same: int
    worse: int

    @property
    def verdict(self) -> str:
        """Better, worse, or not to be told apart by these people."""
        if self.low > 0:
            return "better"
        return "worse" if self.high < 0 else "can't be told apart"


def scores(lists: Lists, grades: Grades) -> Scores:
    """Every measure by person; none where nothing has a grade (nDCG), or one of 2 or 3 (variety)."""
    graded = [
        Qrel(person, str(number), given.grade)
        for person, options in grades.items()
        for number, given in options.items()
        if given.grade
    ]
    aspects = [
        Qrel(person, str(number), 1, aspect)
        for person, options in grades.items()
        for number, given in options.items()
        for aspect in given.aspects
    ]
    run = list(_as_run(lists))
    return {**measured(GRADED, graded, run), **measured(VARIETY, aspects, run)}


def measured(
    measures: Mapping[str, Measure], judged: Sequence[Qrel], run: Sequence[ScoredDoc]
) -> dict[str, dict[str, float]]:
    """Each measure by person; who is judged and shown nothing has 0."""
    names = {str(measure): name for name, measure in measures.items()}
    found = {name: dict.fromkeys((qrel.query_id for qrel in judged), 0.0) for name in measures}
    if judged and run:
        for metric in ir_measures.iter_calc(list(measures.values()), judged, run):
            if metric.query_id in found[names[str(metric.measure)]]:
                found[names[str(metric.measure)]][metric.query_id] = metric.value
    return found


def _as_run(lists: Lists) -> Iterable[ScoredDoc]:
    for person, numbers in lists.items():
        for place, number in enumerate(numbers[:DEPTH]):
            yield ScoredDoc(person, str(number), float(DEPTH - place))


def exposure(lists: Iterable[Sequence[str]]) -> dict[str, float]:
    """Each size class's mean share of 1 / log₂(1 + rank) over the lists that show anything."""
    shares: list[dict[str, float]] = []
    for sizes in (shown[:DEPTH] for shown in lists if len(shown)):
        seen = 1 / np.log2(1 + np.arange(1, len(sizes) + 1))
        share = seen / seen.sum()
        shares.append({size: float(share[[each == size for each in sizes]].sum()) for size in set(sizes)})
    names = ("small", "medium", "large")
    return {name: float(np.mean([share.get(name, 0.0) for share in shares or [{}]])) for name in names}


def difference(ours: Mapping[str, float], theirs: Mapping[str, float]) -> Difference:
    """Paired over people, with its interval; the seed is fixed, so the same lists give the same figures."""
    apart = np.array([ours[person] - theirs[person] for person in sorted(ours)])
    drawn = np.random.default_rng(SEED).integers(0, len(apart), (RESAMPLES, len(apart)))
    tail = (100 - INTERVAL) / 2
    low, high = np.percentile(apart[drawn].mean(axis=1), [tail, 100 - tail])
    return Difference(
        mean=float(apart.mean()),
        low=float(low),
        high=float(high),
        better=int((apart > SAME).sum()),
        same=int((abs(apart) <= SAME).sum()),
        worse=int((apart < -SAME).sum()),
    )
