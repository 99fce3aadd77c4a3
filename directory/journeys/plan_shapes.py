"""Plans as a page shows them: who, for how many hours, at what cost, what is left, and what to ask first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directory.journeys.find_support import ShownOption
from directory.journeys.plan_candidates import WhyLeftOut
from directory.journeys.plan_wishes import HoursFrom, NeedHours
from directory.store.numbers import option_id
from matching.plan.charges import SHARED_LINE, shares
from matching.plan.planning import Planned
from matching.plan.plans import Plan, PlanLine
from matching.plan.shortage import Shortage
from matching.plan.wishes import Candidate, PlanWish
from matching.verdict import Reason

ASK_NEED = "plan.ask_need"
ASK_HOURS = "plan.ask_hours"
ASK_PRICE = "plan.ask_price"
ASK_EMPLOYMENT = "plan.ask_employment"
PLAN_ASK_IDS: tuple[str, ...] = (ASK_NEED, ASK_HOURS, ASK_PRICE, ASK_EMPLOYMENT)
"""Values: {"needs": […]}; {"hours": 4.0}; {}; {"low_pence": …, "high_pence": …} of a year."""
TOLD_BY_THE_PLAN: frozenset[str] = frozenset({"ask.needs", "ask.cost"})
"""Questions of a list that a plan asks more narrowly: of what the option is there for."""
COST_LINES: tuple[str, ...] = (
    *("fee", "wages", "holiday_cover", "sick_pay", "pension", "insurance", "payroll", "fixed"),
    SHARED_LINE,
)
"""Every key that a cost line may have."""


@dataclass(frozen=True, slots=True)
class CostLine:
    """``key`` is one of COST_LINES; whole pence. A week is a year's share of each paid week."""

    key: str
    year_pence: int
    week_pence: int


@dataclass(frozen=True, slots=True)
class PlannedOption:
    """One option's part in a plan. ``costs`` add up to ``year_pence`` and ``week_pence``.

    ``year_range``: least and most where it isn't known whether the worker would be employed; the most counts.
    ``price_known`` False: its pence are 0 and not in the plan's total. ``hours_assumed``: nobody said how
    many hours it has, a usual figure for its kind was taken. ``to_ask``: before anything is agreed.
    """

    option: ShownOption
    hours: tuple[NeedHours, ...]
    hours_in_all: float
    costs: tuple[CostLine, ...]
    year_pence: int
    week_pence: int
    year_range: tuple[int, int]
    price_known: bool
    pinned: bool
    ask_first: tuple[str, ...]
    hours_assumed: bool
    to_ask: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """Every need's hours covered. ``shared_costs`` (National Insurance) come once, for all who are employed.

    ``left_pence`` of the year's budget, None without one. ``certain``: all are known to meet their part.
    ``complete``: all prices are known; else the totals are of the rest. ``fit`` and ``suits`` 0 to 1.
    ``gap`` above 0: a plan better by up to so much fit may exist; the search ran out of time.
    """

    options: tuple[PlannedOption, ...]
    shared_costs: tuple[CostLine, ...]
    year_pence: int
    week_pence: int
    left_pence: int | None
    fit: float
    suits: float
    certain: bool
    complete: bool
    gap: float


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """The best fit that so much money buys; ``is_best`` for the plan shown as the best."""

    year_pence: int
    week_pence: int
    fit: float
    plan: ShownPlan
    is_best: bool


@dataclass(frozen=True, slots=True)
class ShownShortage:
    """Why there is no plan; ``kind`` is one of ``matching.plan.shortage.SHORTAGES``.

    over_budget: ``cheapest`` plan, ``short_pence`` a year beyond the budget, ``driver`` (the need whose
    hours save most if left out), ``saves`` a year by need if left out, ``missing`` hours a week to do
    without so that the money is enough. not_covered: ``missing`` hours a week that nobody here can give.
    """

    kind: str
    cheapest: ShownPlan | None
    short_pence: int | None
    driver: str | None
    saves: tuple[tuple[str, int], ...]
    missing: tuple[NeedHours, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Another budget (``kind`` "budget", ``value`` pence a year) or other hours of a ``need`` ("hours").

    ``least_pence``: what it would cost at least where it is not possible within the budget.
    """

    kind: str
    need: str | None
    value: float
    possible: bool
    pence: int | None
    fit: float | None
    least_pence: int | None
    option_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An option that can't take part. ``option`` None where it has left; ``why`` one of WhyLeftOut."""

    option_id: str
    option: ShownOption | None
    why: WhyLeftOut


@dataclass(frozen=True, slots=True)
class SupportPlan:
    """All that the page of a plan tells. ``best`` None: ``shortage`` says why.

    ``hours_from``: "given", "split" evenly from the question's hours, or "assumed". ``considered`` are the
    options it chose among, of ``suitable`` in the market.
    """

    needs: tuple[NeedHours, ...]
    hours_from: HoursFrom
    budget_pence: int | None
    weeks_per_year: float
    best: ShownPlan | None
    alternatives: tuple[ShownPlan, ...]
    frontier: tuple[FrontierPoint, ...]
    shortage: ShownShortage | None
    what_ifs: tuple[WhatIf, ...]
    considered: tuple[ShownOption, ...]
    suitable: int
    left_out: tuple[LeftOut, ...]
    out_of_time: bool
    data_version: str


class PlanMaker:
    """Turns the engine's plans into shown ones."""

    def __init__(
        self, wish: PlanWish, shown: Mapping[int, ShownOption], assumed_hours: frozenset[int]
    ) -> None:
        self.wish = wish
        self._shown = shown
        self._assumed = assumed_hours
        self._candidates = {candidate.number: candidate for candidate in wish.candidates}

    def plan(self, plan: Plan | None) -> ShownPlan | None:
        return None if plan is None else self.known_plan(plan)

    def known_plan(self, plan: Plan) -> ShownPlan:
        *weeks, shared = self._weeks(
            [*(line.pence for line in plan.lines), plan.national_insurance_pence], plan.pence
        )
        options = (self._option(line, week) for line, week in zip(plan.lines, weeks, strict=True))
        insurance = CostLine(SHARED_LINE, plan.national_insurance_pence, shared)
        budget = self.wish.budget_pence
        return ShownPlan(
            options=tuple(sorted(options, key=lambda option: -option.hours_in_all)),
            shared_costs=(insurance,) if insurance.year_pence else (),
            year_pence=plan.pence,
            week_pence=self.week(plan.pence),
            left_pence=None if budget is None else budget - plan.pence,
            fit=plan.fit,
            suits=plan.suits,
            certain=plan.certain,
            complete=plan.complete,
            gap=plan.gap,
        )

    def week(self, year_pence: int) -> int:
        """A paid week's share of a year."""
        return round(year_pence / self.wish.weeks)

    def left_out(self, why: Mapping[int, WhyLeftOut]) -> tuple[LeftOut, ...]:
        return tuple(
            LeftOut(option_id(number), self._shown.get(number), code) for number, code in why.items()
        )

    def _weeks(self, years: Iterable[int], whole_year: int) -> list[int]:
        return shares((pence / self.wish.weeks for pence in years), self.week(whole_year))

    def _option(self, line: PlanLine, week_pence: int) -> PlannedOption:
        weeks = (
            shares((pence / self.wish.weeks for pence in line.costs.values()), week_pence)
            if line.costs
            else []
        )
        lines = zip(line.costs.items(), weeks, strict=True)
        return PlannedOption(
            option=self._shown[line.number],
            hours=tuple(NeedHours(need, hours) for need, hours in line.hours.items()),
            hours_in_all=line.hours_in_all,
            costs=tuple(CostLine(key, year, week) for (key, year), week in lines),
            year_pence=line.pence,
            week_pence=week_pence,
            year_range=(line.low_pence, line.pence),
            price_known=line.price_known,
            pinned=line.number in self.wish.pinned,
            ask_first=tuple(need for need in line.hours if need in line.ask),
            hours_assumed=line.number in self._assumed,
            to_ask=(
                *_to_ask(line, self._candidates[line.number], line.number in self._assumed),
                *(asked for asked in self._shown[line.number].to_ask if asked.id not in TOLD_BY_THE_PLAN),
            ),
        )


def _to_ask(line: PlanLine, candidate: Candidate, hours_assumed: bool) -> Iterable[Reason]:
    """What only a plan gives cause to ask."""
    if line.ask:
        yield Reason(ASK_NEED, {"needs": [need for need in line.hours if need in line.ask]})
    if hours_assumed or candidate.most_hours is None:
        yield Reason(ASK_HOURS, {"hours": line.hours_in_all})
    if not line.price_known:
        yield Reason(ASK_PRICE)
    if candidate.employment == "unknown":
        yield Reason(ASK_EMPLOYMENT, {"low_pence": line.low_pence, "high_pence": line.pence})


def shown_frontier(answer: Planned, maker: PlanMaker) -> tuple[FrontierPoint, ...]:
    return tuple(
        FrontierPoint(
            plan.pence, maker.week(plan.pence), plan.fit, maker.known_plan(plan), plan == answer.best
        )
        for plan in answer.frontier
    )


def shown_shortage(shortage: Shortage | None, maker: PlanMaker) -> ShownShortage | None:
    if shortage is None:
        return None
    cheapest, budget = shortage.cheapest, maker.wish.budget_pence
    without, missing = shortage.without or {}, shortage.missing or {}
    return ShownShortage(
        kind=shortage.kind,
        cheapest=maker.plan(cheapest),
        short_pence=None if cheapest is None or budget is None else cheapest.pence - budget,
        driver=shortage.driver,
        saves=tuple((need, cheapest.pence - pence) for need, pence in without.items()) if cheapest else (),
        missing=tuple(NeedHours(need, hours) for need, hours in missing.items()),
    )
