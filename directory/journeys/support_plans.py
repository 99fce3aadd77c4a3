"""Put a plan together: from a question and a request to plans with their costs, or why there is none."""

from collections.abc import Mapping
from dataclasses import replace
from math import floor
from typing import Any

from directory.geography.gazetteer import Gazetteer
from directory.journeys.find_support import ShownOption, account_of
from directory.journeys.plan_candidates import Pool, pool_of_all, pool_of_chosen, rankings
from directory.journeys.plan_shapes import PlanMaker, SupportPlan, WhatIf, shown_frontier, shown_shortage
from directory.journeys.plan_wishes import (
    NeedHours,
    PlanRequest,
    as_question_error,
    hours_wanted,
    option_numbers,
)
from directory.journeys.support_question import support_needs
from directory.live_market import LiveMarket
from directory.store.numbers import option_id
from directory.store.session import Store
from matching.needs import PersonalBudget, SupportNeeds
from matching.plan.planning import planned, what_if
from matching.plan.wishes import PlanError, PlanWish

SECONDS_A_SEARCH = 1.0
BUDGET_CHANGE = 0.1
HOURS_CHANGE = 1.0


def plan_support(
    market: LiveMarket,
    store: Store,
    gazetteer: Gazetteer,
    question: Mapping[str, Any],
    request: PlanRequest | None = None,
) -> SupportPlan:
    """Plans for a question in QuestionSchema's shape; QuestionError names what can't be planned."""
    request = request or PlanRequest()
    needs, _ = support_needs(question, gazetteer)
    hours, hours_from = hours_wanted(needs, request)
    pool = _pool(needs, market, request, list(hours))
    numbers = [candidate.number for candidate in pool.candidates]
    shown = account_of(market, store, gazetteer, question, [*numbers, *pool.left_out])
    wish = _wish(needs, market, request, hours, pool, shown)
    answer = planned(wish)
    maker = PlanMaker(wish, shown, pool.assumed_hours)
    return SupportPlan(
        needs=tuple(NeedHours(need, hours.get(need, 0.0)) for need in needs.needs),
        hours_from=hours_from,
        budget_pence=wish.budget_pence,
        weeks_per_year=wish.weeks,
        best=maker.plan(answer.best),
        alternatives=tuple(map(maker.known_plan, answer.alternatives)),
        frontier=shown_frontier(answer, maker),
        shortage=shown_shortage(answer.shortage, maker),
        what_ifs=_what_ifs(wish) if request.what_ifs else (),
        considered=tuple(shown[c.number] for c in wish.candidates),
        suitable=pool.suitable,
        left_out=maker.left_out(pool.left_out),
        out_of_time=answer.out_of_time,
        data_version=market.version,
    )


def _pool(needs: SupportNeeds, market: LiveMarket, request: PlanRequest, wanted: list[str]) -> Pool:
    pinned, forbidden = (option_numbers(getattr(request, name), name) for name in ("pinned", "forbidden"))
    by_need = rankings(needs, market.snapshot, wanted)
    if request.options is None:
        return pool_of_all(by_need, market.snapshot, pinned, forbidden)
    chosen = dict.fromkeys([*option_numbers(request.options, "options"), *pinned])
    return pool_of_chosen(by_need, market.snapshot, list(chosen), pinned)


def _wish(
    needs: SupportNeeds,
    market: LiveMarket,
    request: PlanRequest,
    hours: Mapping[str, float],
    pool: Pool,
    shown: Mapping[int, ShownOption],
) -> PlanWish:
    """The engine's wish; whoever was hidden since this version was published is no candidate."""
    seen = tuple(candidate for candidate in pool.candidates if candidate.number in shown)
    held = {candidate.number for candidate in seen}
    budget = needs.budget or PersonalBudget()
    annual = budget.annual_pence
    try:
        return PlanWish(
            hours=hours,
            candidates=seen,
            rates=market.snapshot.rates,
            weeks=budget.weeks_per_year,
            budget_pence=request.budget_pence
            if request.budget_pence is not None
            else None
            if annual is None
            else floor(annual),
            pinned=frozenset(option_numbers(request.pinned, "pinned")) & held,
            forbidden=frozenset(option_numbers(request.forbidden, "forbidden")),
            seconds=SECONDS_A_SEARCH,
        )
    except PlanError as error:
        raise as_question_error(error) from error


def _what_ifs(wish: PlanWish) -> tuple[WhatIf, ...]:
    """A tenth more and less money, and an hour a week more and less of each need."""
    changes: list[tuple[str, str | None, float, PlanWish]] = []
    if wish.budget_pence is not None:
        for share in (1 - BUDGET_CHANGE, 1 + BUDGET_CHANGE):
            pence = round(wish.budget_pence * share)
            changes.append(("budget", None, pence, replace(wish, budget_pence=pence)))
    for need, hours in wish.hours.items():
        for other in (hours - HOURS_CHANGE, hours + HOURS_CHANGE):
            if other > 0:
                changes.append(("hours", need, other, replace(wish, hours={**wish.hours, need: other})))
    return tuple(_what_if(*change) for change in changes)


def _what_if(kind: str, need: str | None, value: float, changed: PlanWish) -> WhatIf:
    answer = what_if(changed)
    least = answer.shortage.cheapest if answer.shortage else None
    return WhatIf(
        kind=kind,
        need=need,
        value=value,
        possible=answer.best is not None,
        pence=answer.best.pence if answer.best else None,
        fit=answer.best.fit if answer.best else None,
        least_pence=least.pence if least else None,
        option_ids=tuple(option_id(line.number) for line in answer.best.lines) if answer.best else (),
    )
