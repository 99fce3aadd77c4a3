"""The best few of many, without working everybody out: who surely can't be among them is dropped first.

Some options that look good set a level that the k-th best surely reaches. What an option lacks caps its
utility: whole planes of options capped below that level go at once, the others one criterion after another
(a threshold algorithm; Fagin, Lotem & Naor 2003). The few left over are worked out in full.
"""

from itertools import combinations

import numpy as np

from matching import planes
from matching.case import Case
from matching.criteria.criterion import Shortfall
from matching.criteria.distance import farthest_miles
from matching.criteria.reach import km_around
from matching.options import fact
from matching.planes import Flags, Rows, Words
from matching.utility import utility, weighted
from matching.verdict import Bits, Values

FEW = 2048
"""So many are worked out in full without further ado."""
LIKELY_KM = (5.0, 20.0, 60.0)
LEVELS_TRIED = 3
MARGIN = 1e-9
"""More than the order of a sum can change in it."""


def contenders(case: Case, flags: Words, most: int) -> Case:
    """The part of a whole market's case that surely holds the best ``most`` of the options in ``flags``."""
    if planes.count(flags) <= max(FEW, 2 * most):
        return case.part(planes.rows_of(flags, len(case.snapshot)))
    shortfalls = _shortfalls(case)
    level = _level(case, _likely(case, flags, shortfalls, most), most)
    left = _not_capped(case, flags, shortfalls, 1.0 + MARGIN - level)
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
    for km in LIKELY_KM if case.needs.here is not None else ():
        near = flags & _around(case, km)
        if planes.count(near) >= most:
            flags = near
            break
    rows = planes.rows_of(flags, len(case.snapshot))
    return rows[:: max(1, len(rows) // max(FEW, 2 * most))]


def _around(case: Case, km: float) -> Bits:
    """Options in the cells around the person, of which all others lie further away than this."""
    here = case.needs.here
    if here is None:
        return ~case.options.none()
    stretch = case.options.around(here.easting, here.northing, km)
    everyone: Flags = np.ones(len(stretch.column("cell")), dtype=np.bool_)
    return stretch.flags(everyone)


def _level(case: Case, rows: Rows, most: int) -> float:
    """A utility that at least ``most`` options have."""
    worked_out = utility(case.part(rows))
    return float(np.partition(worked_out, len(rows) - most)[len(rows) - most])


def _not_capped(case: Case, flags: Words, shortfalls: list[Shortfall], spare: float) -> Words:
    """Those that lose no more than ``spare`` by any one or two things they lack, or by distance."""
    for each in shortfalls:
        if each.unsure > spare:
            flags = flags & each.answers.yes
        elif each.lacking > spare:
            flags = flags & each.answers.may
    for one, other in combinations(shortfalls, 2):
        if max(one.unsure, other.unsure) <= spare < one.unsure + other.unsure:
            flags = flags & (one.answers.yes | other.answers.yes)
    return _near_enough(case, flags, spare)


def _near_enough(case: Case, flags: Words, spare: float) -> Words:
    """Those that lose no more than ``spare`` by distance; who has no place, or needs none, stays."""
    weight = case.needs.weights().get("distance", 0.0)
    if weight <= spare:
        return flags
    miles = farthest_miles(case.needs, 1.0 - spare / weight)
    if miles is None:
        return flags
    return flags & (_around(case, km_around(miles)) | ~fact(case.options, "placed"))


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
