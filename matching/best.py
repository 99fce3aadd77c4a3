"""The best few of many, without working everybody out: who surely can't be among them is dropped first.

Some options that look good set a level that the k-th best surely reaches. What an option lacks caps its
utility: whole planes of options capped below that level go at once, the others one criterion after another
(a threshold algorithm; Fagin, Lotem & Naor 2003). The few left over are worked out in full.
"""

import numpy as np

from matching import planes
from matching.case import Case, for_all
from matching.criteria.criterion import Shortfall
from matching.losses import sift
from matching.planes import Rows, Words
from matching.utility import utility, weighted
from matching.verdict import Values

FEW = 192
"""So many are worked out in full without further ado."""
MARGIN = 1e-9
"""More than the order of a sum can change in it."""


def contenders(case: Case, flags: Words, most: int) -> Case:
    """The part of a whole market's case that surely holds the best ``most`` of the options in ``flags``."""
    few = max(FEW, 2 * most)
    if planes.count(flags) > few:
        shortfalls = _shortfalls(case)
        level = _level(case, _likely(flags, shortfalls, few), most)
        sifted = sift(flags, shortfalls, _spare(level), few)
        if planes.count(sifted.left) > few:
            level = max(level, _level(case, sifted.likeliest, most))
            sifted = sift(sifted.left, shortfalls, _spare(level), few)
        rows = planes.rows_of(sifted.left, len(case.snapshot))
        return _narrowed(case, rows, level, few)
    return case.part(planes.rows_of(flags, len(case.snapshot)))


def _spare(level: float) -> float:
    """What an option that reaches a level may lose at most."""
    return 1.0 + MARGIN - level


@for_all
def _shortfalls(case: Case) -> list[Shortfall]:
    """What is lost of utility by every item that counts, the weightiest first."""
    found = [
        Shortfall(each.answers, weight * each.unsure, weight * each.lacking)
        for criterion, weight in weighted(case)
        for each in criterion.shortfalls(case)
    ]
    return sorted(found, key=lambda each: -each.unsure)


def _likely(flags: Words, shortfalls: list[Shortfall], least: int) -> Words:
    """At least ``least`` options that have much of what counts."""
    for each in shortfalls:
        with_it = flags & each.answers.yes
        if planes.count(with_it) >= least:
            flags = with_it
    return flags


def _level(case: Case, flags: Words, most: int) -> float:
    """A utility that at least ``most`` options have: as some of ``flags`` show, which are no fewer."""
    rows = planes.rows_of(flags, len(case.snapshot))
    rows = rows[:: max(1, len(rows) // max(FEW, 2 * most))]
    return _kth_best(utility(case.part(rows)), most)


def _kth_best(values: Values, k: int) -> float:
    return float(np.partition(values, len(values) - k)[len(values) - k])


def _narrowed(case: Case, rows: Rows, level: float, few: int) -> Case:
    """Criterion by criterion, the weightiest first, those that can still reach the level."""
    part = case.part(rows)
    so_far: Values = np.zeros(len(rows))
    left = 1.0 + MARGIN
    for criterion, weight in sorted(weighted(case), key=lambda each: -each[1]):
        if len(rows) <= few:
            break
        so_far += weight * criterion.expected(part)
        left -= weight
        able = so_far + left >= level
        rows, so_far = rows[able], so_far[able]
        part = case.part(rows)
    return part
