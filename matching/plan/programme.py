"""A plan as a mixed-integer programme (MATCHING.md section 5), for ``scipy.optimize.milp`` (HiGHS).

Variables: units of each option for each need, whole; whether an option, and an owner of several, takes part;
for a charge with fixed parts, which of its straight pieces holds and the units on it; insurance due.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from matching.plan.charges import Charge, charges_of
from matching.plan.segments import Segment, segments_of
from matching.plan.wishes import Candidate, PlanWish
from matching.verdict import Values

FIT_GRAIN = 10_000
"""Fits that are equal to so many parts of one are equal, and the cheaper plan comes first."""
OUT_OF_TIME, INFEASIBLE = 1, 2
FEASIBLE_SLACK = 1e-3
Term = tuple[int, float]
Row = tuple[Sequence[Term], float, float]
"""Σ coefficient · variable, from … to …"""


@dataclass(frozen=True, slots=True)
class Found:
    """``units`` of each (option, need), empty where there is no plan; ``bound`` is what no plan can beat.

    ``bound`` is in the objective's own terms, to be minimised. ``out_of_time``: the search was cut short.
    """

    units: Mapping[tuple[int, str], int]
    value: float
    bound: float
    out_of_time: bool = False


@dataclass(slots=True)
class Programme:
    """The rows and columns of one wish; ``split_at`` units of a charge (option, place) are exact pennies."""

    wish: PlanWish
    split_at: Mapping[tuple[int, int], Collection[int]] = field(default_factory=dict)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cost: list[Term] = field(default_factory=list)
    cells: dict[tuple[int, str], int] = field(default_factory=dict)
    takes_part: dict[int, int] = field(default_factory=dict)
    owner: dict[int, int] = field(default_factory=dict)
    charges: dict[int, list[Charge]] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        units = self.wish.units
        for candidate in self.wish.usable:
            self.charges[candidate.number] = charges_of(candidate, self.wish, self._most_units(candidate))
        insured = self._insurance_may_be_due()
        due: list[Term] = []
        for candidate in self.wish.usable:
            due += self._add_option(candidate, units, insured)
        if insured:
            self._add_insurance(due)
        self._add_owners()
        for need, hours in units.items():
            self.missing[need] = short = self.variable(0, 0)
            given = [(at, 1.0) for (_, of), at in self.cells.items() if of == need]
            self.rows.append(([*given, (short, 1.0)], hours, hours))

    def variable(self, lower: float, upper: float, whole: bool = True) -> int:
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(int(whole))
        return len(self.lower) - 1

    def _most_units(self, candidate: Candidate) -> int:
        wanted = sum(self.wish.units[need] for need in self.wish.needs_met(candidate))
        if candidate.most_hours is None:
            return wanted
        return min(wanted, math.floor(candidate.most_hours / self.wish.unit_hours + 1e-9))

    def _insurance_may_be_due(self) -> bool:
        most = sum(int(c.insured.max(initial=0)) for charges in self.charges.values() for c in charges)
        return most > self.wish.rates.employment_allowance_pence

    def _add_option(self, candidate: Candidate, units: Mapping[str, int], insured: bool) -> list[Term]:
        number, most = candidate.number, self._most_units(candidate)
        least = max(1, math.ceil(candidate.least_hours / self.wish.unit_hours - 1e-9))
        part = self.takes_part[number] = self.variable(float(number in self.wish.pinned), 1)
        needs = self.wish.needs_met(candidate)
        for need in needs:
            at = self.cells[number, need] = self.variable(0, min(units[need], most))
            self.rows.append(([(at, 1.0), (part, -min(units[need], most))], -math.inf, 0))
        given = [(self.cells[number, need], 1.0) for need in needs]
        self.rows.append(([*given, (part, -least)], 0, math.inf))
        self.rows.append(([*given, (part, -most)], -math.inf, 0))
        if candidate.fixed_pence:
            self.cost.append((part, candidate.fixed_pence))
        due: list[Term] = []
        for place, charge in enumerate(self.charges[number]):
            due += self._add_charge(charge, part, place, insured)
        return due

    def _add_charge(self, charge: Charge, part: int, place: int, insured: bool) -> list[Term]:
        number = charge.candidate.number
        cells = [self.cells[number, need] for need in charge.needs]
        pieces = segments_of(charge, self.split_at.get((number, place), ()), insured)
        if charge.step > 1 and pieces:
            times = self.variable(0, int(charge.units[-1]) // charge.step)
            self.rows.append(([*((at, 1.0) for at in cells), (times, -charge.step)], 0, 0))
        if not pieces:
            self.rows.append(([(at, 1.0) for at in cells], 0, 0))
            return []
        only = len(self.charges[number]) == 1
        if len(pieces) == 1 and (only or pieces[0].straight):
            return self._add_one_piece(pieces[0], cells, part)
        return self._add_pieces(pieces, cells, part, only)

    def _add_one_piece(self, piece: Segment, cells: Sequence[int], part: int) -> list[Term]:
        self.cost += [(at, piece.slope) for at in cells] + [(part, piece.fixed)]
        return [(at, piece.insured_slope) for at in cells] + [(part, piece.insured_fixed)]

    def _add_pieces(
        self, pieces: Sequence[Segment], cells: Sequence[int], part: int, only: bool
    ) -> list[Term]:
        """One piece holds where the option takes part; of several charges, one or none of each."""
        due: list[Term] = []
        held, given = [], []
        for piece in pieces:
            holds, on_it = self.variable(0, 1), self.variable(0, piece.last, whole=False)
            self.rows.append(([(on_it, 1.0), (holds, -piece.first)], 0, math.inf))
            self.rows.append(([(on_it, 1.0), (holds, -piece.last)], -math.inf, 0))
            self.cost += [(on_it, piece.slope), (holds, piece.fixed)]
            due += [(on_it, piece.insured_slope), (holds, piece.insured_fixed)]
            held.append((holds, 1.0))
            given.append((on_it, -1.0))
        self.rows.append(([*held, (part, -1.0)], 0 if only else -math.inf, 0))
        self.rows.append(([*((at, 1.0) for at in cells), *given], 0, 0))
        return due

    def _add_insurance(self, due: Iterable[Term]) -> None:
        """What is over the one allowance of the person, for all whom they employ together."""
        paid = self.variable(0, math.inf, whole=False)
        self.cost.append((paid, 1.0))
        self.rows.append(([(paid, -1.0), *due], -math.inf, self.wish.rates.employment_allowance_pence))

    def _add_owners(self) -> None:
        """An owner of several options takes part where any of them does."""
        by_owner: dict[int, list[int]] = {}
        for candidate in self.wish.usable:
            by_owner.setdefault(candidate.owner, []).append(self.takes_part[candidate.number])
        for owner, parts in by_owner.items():
            self.owner[owner] = parts[0]
            if len(parts) == 1:
                continue
            any_of_them = self.owner[owner] = self.variable(0, 1)
            self.rows.append(([*((part, 1.0) for part in parts), (any_of_them, -1.0)], 0, math.inf))
            self.rows += [([(part, 1.0), (any_of_them, -1.0)], -math.inf, 0) for part in parts]

    def fit(self) -> list[Term]:
        """Σ u·h less what every provider costs in fit, the first too, in parts of FIT_GRAIN of one unit."""
        by_number = {candidate.number: candidate for candidate in self.wish.usable}
        apart = apart_grains(self.wish)
        terms = [
            (at, float(round(by_number[number].fit[need] * FIT_GRAIN)))
            for (number, need), at in self.cells.items()
        ]
        return terms + [(at, -float(apart)) for at in self.takes_part.values()]

    def without_owners(self, numbers: Collection[int]) -> list[Row]:
        """A row that forbids just the set of owners of these options: at least one leaves or joins."""
        owners = {each.owner for each in self.wish.candidates if each.number in numbers}
        if not owners <= self.owner.keys():
            return []
        row = [(at, -1.0 if owner in owners else 1.0) for owner, at in self.owner.items()]
        return [(row, 1 - len(owners), math.inf)]

    def solved(self, minimise: Iterable[Term], rows: Iterable[Row] = (), short: bool = False) -> Found:
        """The least of an objective under these rows too; ``short`` lets hours go uncovered."""
        if not self.cells and not short:
            return Found({}, math.inf, math.inf)
        upper = np.array(self.upper)
        if short:
            upper[list(self.missing.values())] = list(self.wish.units.values())
        answer = _milp(
            _vector(minimise, len(upper)),
            np.array(self.whole),
            Bounds(np.array(self.lower), upper),
            _matrix([*self.rows, *rows], len(upper)),
            self.wish.seconds,
        )
        late = answer.status == OUT_OF_TIME
        bound = -math.inf if answer.get("mip_dual_bound") is None else float(answer.mip_dual_bound)
        if answer.x is None:
            return Found({}, math.inf, bound if late else math.inf, late)
        units = {key: round(float(answer.x[at])) for key, at in self.cells.items()}
        units |= {(-1, need): round(float(answer.x[at])) for need, at in self.missing.items() if short}
        given = {key: count for key, count in units.items() if count}
        return Found(given, float(answer.fun), bound, late)


def _milp(
    objective: Values, whole: NDArray[np.int64], bounds: Bounds, rows: LinearConstraint, seconds: float | None
) -> Any:
    """HiGHS's answer. What it finds to have none is asked again as it stands: its simplifying beforehand has
    taken a programme that has a solution for one that has none."""
    limit = {} if seconds is None else {"time_limit": seconds}
    for presolve in (True, False):
        answer = milp(
            objective,
            integrality=whole,
            bounds=bounds,
            constraints=rows,
            options={"mip_rel_gap": 0.0, "presolve": presolve, **limit},
        )
        if answer.status != INFEASIBLE:
            break
    return answer


def apart_grains(wish: PlanWish) -> int:
    """What each provider takes off a plan's fit, in grains."""
    return round(wish.penalty * FIT_GRAIN * sum(wish.units.values()))


def _vector(terms: Iterable[Term], length: int) -> Values:
    vector = np.zeros(length)
    for at, coefficient in terms:
        vector[at] += coefficient
    return vector


def _matrix(rows: Sequence[Row], width: int) -> LinearConstraint:
    at = [column for terms, _, _ in rows for column, _ in terms]
    values = [value for terms, _, _ in rows for _, value in terms]
    row = np.repeat(np.arange(len(rows)), [len(terms) for terms, _, _ in rows])
    matrix = csr_array((values, (row, at)), shape=(len(rows), width))
    return LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows])
