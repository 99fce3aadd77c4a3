"""The same plans by OR-Tools' CP-SAT, which counts in whole pence from tables of every number of units."""

from dataclasses import dataclass

from ortools.sat.python import cp_model

from benchmarks.plan.reckoning import fees_of, pence_a_year, sold
from matching.plan.programme import FIT_GRAIN
from matching.plan.wishes import Candidate, PlanWish


@dataclass(frozen=True, slots=True)
class PeerPlan:
    """Fit in grains of the programme (parts of a unit's fit), a year's pence, and who takes part."""

    fit_grains: int
    pence: int
    numbers: frozenset[int]


class Peer:
    """One wish as a CP-SAT model. ``workers`` are its threads."""

    def __init__(self, wish: PlanWish, workers: int = 1) -> None:
        self.wish = wish
        self.workers = workers
        self.model = cp_model.CpModel()
        self.parts: dict[int, cp_model.IntVar] = {}
        self.cells: dict[tuple[int, str], cp_model.IntVar] = {}
        self._costs: list[cp_model.LinearExprT] = []
        self._due: list[cp_model.IntVar] = []
        self._most_due = 0
        for candidate in wish.usable:
            self._add(candidate)
        for need, units in wish.units.items():
            self.model.add(sum(at for (_, of), at in self.cells.items() if of == need) == units)
        self.cost = sum(self._costs) + self._insurance()
        self.fit = self._fit()

    def _add(self, candidate: Candidate) -> None:
        number, units, unit = candidate.number, self.wish.units, self.wish.unit_hours
        part = self.parts[number] = self.model.new_bool_var(f"part{number}")
        needs = self.wish.needs_met(candidate)
        for need in needs:
            self.cells[number, need] = self.model.new_int_var(0, units[need], f"{number}:{need}")
        given = sum(at for (of, _), at in self.cells.items() if of == number)
        wanted = sum(units[need] for need in needs)
        most = (
            wanted if candidate.most_hours is None else min(wanted, int(candidate.most_hours / unit + 1e-9))
        )
        self.model.add(given <= most * part)
        self.model.add(given >= part)
        self.model.add(given * round(unit * 1000) >= round(candidate.least_hours * 1000) * part)
        if number in self.wish.pinned:
            self.model.add(part == 1)
        self._costs.append(candidate.fixed_pence * part)
        for fee, needs in fees_of(candidate, self.wish).items():
            counts = [count for count in range(most + 1) if sold(fee, count, self.wish)]
            table = [(count, *pence_a_year(candidate, fee, count, self.wish)) for count in counts]
            bought = self.model.new_int_var(0, most, "")
            pence = self.model.new_int_var(0, max(row[1] for row in table), "")
            due = self.model.new_int_var(0, max(row[2] for row in table), "")
            self.model.add(bought == sum(self.cells[number, need] for need in needs))
            self.model.add_allowed_assignments([bought, pence, due], table)
            self._costs.append(pence)
            self._due.append(due)
            self._most_due += max(row[2] for row in table)

    def _insurance(self) -> cp_model.LinearExprT:
        allowance = self.wish.rates.employment_allowance_pence
        if self._most_due <= allowance:
            return 0
        paid = self.model.new_int_var(0, self._most_due, "insurance")
        self.model.add(paid >= sum(self._due) - allowance)
        self._costs.append(paid)
        return 0

    def _fit(self) -> cp_model.LinearExprT:
        fits = {candidate.number: candidate.fit for candidate in self.wish.usable}
        apart = round(self.wish.penalty * FIT_GRAIN * sum(self.wish.units.values()))
        given = sum(round(fits[number][need] * FIT_GRAIN) * at for (number, need), at in self.cells.items())
        return given - apart * (sum(self.parts.values()) - 1)

    def best(self, budget_pence: int | None, beside: tuple[frozenset[int], ...] = ()) -> PeerPlan | None:
        """The best fit within a budget and of those the cheapest, with other owners than these options'."""
        model = self.model.clone()
        cost = sum(self._costs)
        if budget_pence is not None:
            model.add(cost <= budget_pence)
        self._keep_apart(model, beside)
        model.maximize(self.fit)
        found = self._solved(model)
        if found is None:
            return None
        model.add(self.fit >= found.fit_grains)
        model.minimize(cost)
        return self._solved(model)

    def cheapest(self) -> PeerPlan | None:
        model = self.model.clone()
        model.minimize(sum(self._costs))
        return self._solved(model)

    def _keep_apart(self, model: cp_model.CpModel, beside: tuple[frozenset[int], ...]) -> None:
        owners = {candidate.number: candidate.owner for candidate in self.wish.usable}
        held = {}
        for owner in sorted(set(owners.values())):
            held[owner] = model.new_bool_var(f"owner{owner}")
            model.add_max_equality(held[owner], [at for n, at in self.parts.items() if owners[n] == owner])
        for numbers in beside:
            inside = {owners[number] for number in numbers}
            model.add_bool_or([~at if owner in inside else at for owner, at in held.items()])

    def _solved(self, model: cp_model.CpModel) -> PeerPlan | None:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self.workers
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return PeerPlan(
            fit_grains=int(solver.value(self.fit)),
            pence=int(solver.value(sum(self._costs))),
            numbers=frozenset(number for number, at in self.parts.items() if solver.value(at)),
        )
