"""The best few of many, without working everybody out: who surely can't be among them is dropped first.

Some options that look good set a level that the k-th best surely reaches. What an option lacks caps its
utility: whole planes of options capped below that level go at once, the others one criterion after another
(a threshold algorithm; Fagin, Lotem & Naor 2003). The few left over are worked out in full.
"""

import numpy as np

from matching import planes
from matching.case import Case
from matching.criteria.criterion import Shortfall
from matching.losses import not_capped
from matching.planes import Rows, Words
from matching.utility import utility, weighted
from matching.verdict import Values

FEW = 2048
"""So many are worked out in full without further ado."""
LEVELS_TRIED = 1
MARGIN = 1e-9
"""More than the order of a sum can change in it."""


def contenders(case: Case, flags: Words, most: int) -> Case:
    """The part of a whole market's case that surely holds the best ``most`` of the options in ``flags``."""
    if planes.count(flags) <= max(FEW, 2 * most):
        return case.part(planes.rows_of(flags, len(case.snapshot)))
    shortfalls = _shortfalls(case)
    level = _level(case, _likely(case, flags, shortfalls, most), most)
    left = not_capped(flags, shortfalls, 1.0 + MARGIN - level)
    return _narrowed(case, planes.rows_of(left, len(case.snapshot)), level, most)


def _shortfalls(case: Case) -> list[Shortfall]:
    """What is lost of utility by every item that counts, the weightiest first."""
    found = [
        Shortfall(each.answers, weight * each.unsure, weight * each.lacking)
        for criterion, weight in weighted(case.needs)
        for each in criterion.shortfalls(case)
    ]
    return sorted(found, key=lambda each: -each.unsure)


def _likely(case: Case, flags: Words, shortfalls: list[Shortfall], most: int) -> Rows:
    """Some of the options that have most of what counts, and are near."""
    for each in shortfalls:
        with_it = flags & each.answers.yes
        if planes.count(with_it) >= most:
            flags = with_it
    rows = planes.rows_of(flags, len(case.snapshot))
    return rows[:: max(1, len(rows) // max(FEW, 2 * most))]


def _level(case: Case, rows: Rows, most: int) -> float:
    """A utility that at least ``most`` options have."""
    worked_out = utility(case.part(rows))
    return float(np.partition(worked_out, len(rows) - most)[len(rows) - most])


def _narrowed(case: Case, rows: Rows, level: float, most: int) -> Case:
    """Criterion by criterion, the weightiest first, those that can still reach the level."""
    part = case.part(rows)
    so_far: Values = np.zeros(len(rows))
    left = 1.0 + MARGIN
    for at, (criterion, weight) in enumerate(sorted(weighted(case.needs), key=lambda each: -each[1])):
        if len(rows) <= max(FEW, 2 * most):
            break
        so_far += weight * criterion.expected(part)
        left -= weight
        if at < LEVELS_TRIED:
            best = rows[np.argpartition(so_far, len(rows) - most)[len(rows) - most :]]
            level = max(level, _level(case, best, most))
        able = so_far + left >= level
        rows, so_far = rows[able], so_far[able]
        part = case.part(rows)
    return part
