"""Which counts of people may be shown together, so that none gives a hidden one back.

A count from 1 to 7 is hidden, 0 is shown, others are rounded to the nearest 5 (NHS Digital, HES disclosure
control, 2018). Totals, filters, date ranges and nested areas are all sums of the same cells, so they are
decided together: whatever lets somebody narrow a hidden count down is hidden too (complementary suppression:
Cox 1980; the audit by linear programming: Fischetti & Salazar-González 2000).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linprog

from matching.market.measures import ROUNDED_TO, SMALLEST_COUNT_SHOWN, suppress_small_counts

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Shown = int | Literal["*"]
MOST_HIDDEN = SMALLEST_COUNT_SHOWN - 1
ROUNDING = ROUNDED_TO // 2
NEARLY = 1e-6
UNBOUNDED = 3
"""What linprog says of a programme whose value can grow for ever."""


def may_be_shown(
    cells: ArrayLike, groups: ArrayLike, shown_before: Mapping[int, Shown] | None = None
) -> list[Shown]:
    """For each group of cells what may be shown of its people, all of them together.

    ``cells`` (n,) are counts of different people; ``groups`` (m, n) says which cells each table cell, total,
    filter, area or date range sums, and must hold everything that anybody can ask for. ``shown_before`` is
    what was published of some groups already: it stands, and what is new is hidden instead. Noughts are
    always shown. Two linear programmes for each hidden group: meant for tables of some hundred groups.
    """
    counts, member = np.asarray(cells, dtype=np.int64), np.asarray(groups, dtype=np.bool_)
    if counts.ndim != 1 or member.ndim != 2 or member.shape[1] != len(counts) or (counts < 0).any():
        raise ValueError("groups must have a column for each cell, whose counts aren't negative")
    before = dict(shown_before or {})
    people = (member @ counts).tolist()
    shown = [before.get(at, suppress_small_counts(count)) for at, count in enumerate(people)]
    small = [at for at, count in enumerate(people) if 0 < count < SMALLEST_COUNT_SHOWN]
    for hidden in small:
        while telling := [at for at in _telling(hidden, shown, member, small) if at not in before]:
            shown[min(telling, key=lambda at: (people[at], at))] = "*"
    return shown


def worked_out(
    group: int, shown: Sequence[Shown], groups: ArrayLike, small: Sequence[int]
) -> tuple[float, float]:
    """The least and the most of a group by all that is shown, where ``small`` are known to be small."""
    member = np.asarray(groups, dtype=np.bool_)
    least, most = (_bound(group, side, shown, member, small).value for side in (1, -1))
    return least, most


def _telling(hidden: int, shown: Sequence[Shown], member: Flags, small: Sequence[int]) -> set[int]:
    """Groups shown with people in them by which a hidden one is known more nearly than as 1 to 7."""
    telling: set[int] = set()
    for side, loosest in ((1, 1), (-1, MOST_HIDDEN)):
        bound = _bound(hidden, side, shown, member, small)
        if side * (bound.value - loosest) > NEARLY:
            telling.update(at for at in bound.by if shown[at] not in ("*", 0))
    return telling


@dataclass(frozen=True, slots=True)
class _Bound:
    """How little, or how much, a group can hold, and the groups from which that follows."""

    value: float
    by: tuple[int, ...]


def _bound(group: int, side: int, shown: Sequence[Shown], member: Flags, small: Sequence[int]) -> _Bound:
    """The least (side 1) or the most (side −1) of a group, over all cells that fit with what is shown."""
    least, most = _limits(shown, small)
    capped = np.flatnonzero(np.isfinite(most))
    sums = member.astype(np.float64)
    found = linprog(
        side * sums[group],
        A_ub=np.concatenate([-sums, sums[capped]]),
        b_ub=np.concatenate([-least, most[capped]]),
        method="highs",
    )
    if found.status == UNBOUNDED:
        return _Bound(math.inf, ())
    binding = np.flatnonzero(np.abs(found.ineqlin.marginals) > NEARLY)
    by = np.concatenate([np.arange(len(sums)), capped])[binding]
    return _Bound(side * float(found.fun), tuple(sorted(set(by.tolist()))))


def _limits(shown: Sequence[Shown], small: Sequence[int]) -> tuple[Numbers, Numbers]:
    """The least and the most people of each group by what is shown of it alone."""
    least, most = np.ones(len(shown)), np.full(len(shown), math.inf)
    for at, count in enumerate(shown):
        if count == 0:
            least[at] = most[at] = 0
        elif count != "*":
            least[at] = max(count - ROUNDING, SMALLEST_COUNT_SHOWN)
            most[at] = count + ROUNDING
    most[list(small)] = MOST_HIDDEN
    return least, most
