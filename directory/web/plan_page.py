"""A support plan as its page reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from directory.journeys.plan_shapes import CostLine, FrontierPoint, PlannedOption, ShownPlan, SupportPlan
from directory.journeys.plan_wishes import PlanRequest
from directory.store.views import OptionView
from directory.web.cards import contact_lines
from directory.web.plain_words import label, plain_number, pounds, pounds_in_field
from directory.web.plan_words import (
    COST_WORDS,
    WHY_LEFT_OUT,
    hours_told,
    money,
    out_of_100,
    price_of,
    shortage_words,
    summary,
    to_ask,
    two_costs,
    what_if_words,
    who,
)
from directory.web.report.blocks import Bars, Column, Table
from directory.web.translation import _, number

MOST_ALTERNATIVES = 2


@dataclass(frozen=True, slots=True)
class CostRow:
    words: str
    week: str
    year: str


@dataclass(frozen=True, slots=True)
class PartOfPlan:
    """One option: what it does for how long, what that costs line by line, and what to ask."""

    option_id: str
    name: str
    kind: str
    hours: tuple[str, ...]
    price: str
    week: str
    year: str
    costs: tuple[CostRow, ...]
    two_costs: str
    ask: tuple[str, ...]
    contact: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanOnPage:
    """``keeps`` are the ids of its options, to begin from it."""

    money: tuple[str, ...]
    fit: int
    who: str
    parts: tuple[PartOfPlan, ...]
    shared: tuple[CostRow, ...]
    week: str
    year: str
    keeps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hold:
    """Somebody who may be kept in the plan or left out of it; ``held`` "keep", "leave" or ""."""

    option_id: str
    name: str
    kind: str
    held: str


def page_of(found: SupportPlan, wanted: PlanRequest, left: Sequence[OptionView]) -> dict[str, Any]:
    """A plan as the template reads it; ``left`` are those whom the person left out of it."""
    shortage = found.shortage
    cheapest = shortage.cheapest if shortage else None
    return {
        "best": _plan(found.best, found) if found.best else None,
        "cheapest": _plan(cheapest, found) if cheapest else None,
        "notes": list(summary(found)),
        "shortage": list(shortage_words(shortage)) if shortage else [],
        "alternatives": [_plan(each, found) for each in found.alternatives],
        "frontier": _chart(found.frontier) if len(found.frontier) > 1 else None,
        "what_ifs": [what_if_words(each) for each in found.what_ifs],
        "hours": [(each.need, label("needs", each.need), plain_number(each.hours)) for each in found.needs],
        "week_in_field": pounds_in_field(
            None if found.budget_pence is None else round(found.budget_pence / found.weeks_per_year)
        ),
        "holds": _holds(found, wanted, left),
        "left_out": [
            (each.option.option.name if each.option else "", str(WHY_LEFT_OUT[each.why]))
            for each in found.left_out
        ],
        "chosen_from": (len(found.considered), found.suitable),
    }


def _plan(plan: ShownPlan, found: SupportPlan) -> PlanOnPage:
    return PlanOnPage(
        money=tuple(money(plan, found.budget_pence)),
        fit=out_of_100(plan.fit),
        who=who(plan),
        parts=tuple(map(_part, plan.options)),
        shared=tuple(map(_cost, plan.shared_costs)),
        week=pounds(plan.week_pence),
        year=pounds(plan.year_pence),
        keeps=tuple(each.option.option.option_id for each in plan.options),
    )


def _part(planned: PlannedOption) -> PartOfPlan:
    option = planned.option.option
    return PartOfPlan(
        option_id=option.option_id,
        name=option.name,
        kind=label("provider_kind", option.provider_kind),
        hours=tuple(map(hours_told, planned.hours)),
        price=price_of(planned),
        week=pounds(planned.week_pence) if planned.price_known else "",
        year=pounds(planned.year_pence) if planned.price_known else "",
        costs=tuple(map(_cost, planned.costs)) if len(planned.costs) > 1 else (),
        two_costs=two_costs(planned),
        ask=tuple(dict.fromkeys(map(to_ask, planned.to_ask))),
        contact=tuple(contact_lines(option)),
    )


def _cost(line: CostLine) -> CostRow:
    return CostRow(str(COST_WORDS[line.key]), pounds(line.week_pence), pounds(line.year_pence))


def _chart(points: tuple[FrontierPoint, ...]) -> Bars:
    """What more money buys: how well the best plan fits at each cost, with who is in it behind."""
    columns = (
        Column(_("Cost a week")),
        Column(_("Cost a year")),
        Column(_("Fit, out of 100")),
        Column(_("Who")),
    )
    rows = [
        (pounds(each.week_pence), pounds(each.year_pence), number(out_of_100(each.fit)), who(each.plan))
        for each in points
    ]
    table = Table("frontier", _("The best plan for each cost"), columns, rows)
    alt = _(
        "How well the best plan fits: %(low)s out of 100 for %(least)s a week, up to %(high)s for %(most)s.",
        low=rows[0][2],
        least=rows[0][0],
        high=rows[-1][2],
        most=rows[-1][0],
    )
    bars = [(_("%(price)s a week", price=pounds(each.week_pence)), each.fit) for each in points]
    return Bars(alt, "share", bars, table)


def _holds(found: SupportPlan, wanted: PlanRequest, left: Sequence[OptionView]) -> list[Hold]:
    held = dict.fromkeys(wanted.pinned, "keep") | dict.fromkeys(wanted.forbidden, "leave")
    known = {each.option.option_id: each.option for each in found.considered}
    known |= {each.option_id: each.option.option for each in found.left_out if each.option}
    known |= {each.option_id: each for each in left}
    return [
        Hold(option_id, option.name, label("provider_kind", option.provider_kind), held.get(option_id, ""))
        for option_id, option in known.items()
    ]
