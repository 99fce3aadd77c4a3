"""What a support plan says: its money, its people, what to ask, and why there may be none."""

from collections.abc import Iterator, Mapping

from flask_babel import LazyString

from directory.journeys.plan_shapes import (
    ASK_EMPLOYMENT,
    ASK_HOURS,
    ASK_NEED,
    ASK_PRICE,
    PlannedOption,
    ShownPlan,
    ShownShortage,
    SupportPlan,
    WhatIf,
)
from directory.journeys.plan_wishes import NeedHours
from directory.web.need_words import listed, small
from directory.web.plain_words import hours_in_words, label, pounds
from directory.web.translation import _, _l, joined
from directory.web.wording import sentence
from matching.costs import ASSUMED_HOURS_PER_WEEK
from matching.plan.shortage import NOT_COVERED, OUT_OF_TIME, OVER_BUDGET, PINS_IN_THE_WAY
from matching.verdict import Reason

COST_WORDS: Mapping[str, LazyString] = {
    "fee": _l("What they charge"),
    "wages": _l("Their pay"),
    "holiday_cover": _l("Somebody else while they are on holiday"),
    "sick_pay": _l("Sick pay, and we plan for one week"),
    "pension": _l("Pension"),
    "insurance": _l("Employer's insurance"),
    "payroll": _l("Somebody to work out their pay (payroll)"),
    "fixed": _l("Fixed costs"),
    "national_insurance": _l("National Insurance, for all you employ"),
}
WHY_LEFT_OUT: Mapping[str, LazyString] = {
    "gone": _l("has left the directory"),
    "excluded": _l("does not help with any of this, or not where you are"),
    "full": _l("has no room now"),
    "price_unknown": _l("has not told us a price. Ask them, or keep them in the plan without one."),
}


def summary(plan: SupportPlan) -> Iterator[str]:
    """What to know of the best plan before its parts."""
    if plan.hours_from == "split":
        yield _("We shared your hours out evenly. You can change them below.")
    elif plan.hours_from == "assumed":
        yield _(
            "You did not say how many hours. We took %(hours)s a week in all. You can change them below.",
            hours=hours_in_words(ASSUMED_HOURS_PER_WEEK),
        )
    if plan.best is None:
        return
    if not plan.best.certain:
        yield _("Some of it is not sure yet. Ask them first: what to ask stands beside each.")
    if not plan.best.complete:
        yield _("Some prices are not known. The total counts only the others.")
    if plan.best.gap > 0:
        yield _("We stopped looking after a while. There may be a plan that fits a little better.")


def price_of(option: PlannedOption) -> str:
    if not option.price_known:
        return _("We don't know what they charge: ask them")
    return a_week_and_a_year(option.week_pence, option.year_pence) if option.year_pence else _("Free")


def a_week_and_a_year(week_pence: int, year_pence: int) -> str:
    return _("%(week)s a week, %(year)s a year", week=pounds(week_pence), year=pounds(year_pence))


def money(plan: ShownPlan, budget_pence: int | None) -> Iterator[str]:
    yield a_week_and_a_year(plan.week_pence, plan.year_pence)
    if budget_pence is not None and plan.left_pence is not None:
        left = pounds(plan.left_pence)
        yield _("Your money is %(budget)s a year. %(left)s is left.", budget=pounds(budget_pence), left=left)


def hours_told(hours: NeedHours) -> str:
    return _("%(need)s: %(hours)s a week", need=label("needs", hours.need), hours=hours_in_words(hours.hours))


def two_costs(option: PlannedOption) -> str:
    """For somebody who may be employed or work for themselves: both, and which is counted. "" for others."""
    low, high = option.year_range
    if low == high:
        return ""
    return _(
        "%(low)s a year if they work for themselves, %(high)s if you are their employer. "
        "We counted the higher one. You do not choose which: the law looks at how they work.",
        low=pounds(low),
        high=pounds(high),
    )


def to_ask(reason: Reason) -> str:
    values = reason.values
    if reason.id == ASK_NEED:
        return _("Can you help with: %(needs)s?", needs=listed("needs", values["needs"]))
    if reason.id == ASK_HOURS:
        return _("Do you have %(hours)s a week free?", hours=hours_in_words(values["hours"]))
    if reason.id == ASK_PRICE:
        return _("What do you charge, and is there anything more to pay?")
    if reason.id == ASK_EMPLOYMENT:
        return _("Would I be your employer, or do you work for yourself?")
    return sentence(reason)


def shortage_words(shortage: ShownShortage) -> Iterator[str]:
    """Why there is no plan, and what would make one."""
    if shortage.kind == OVER_BUDGET and shortage.cheapest:
        yield _(
            "Your money is not enough for everything. The least it costs is %(least)s a year. "
            "That is %(short)s more than you have.",
            least=pounds(shortage.cheapest.year_pence),
            short=pounds(shortage.short_pence),
        )
        saves = dict(shortage.saves)
        if shortage.driver in saves and len(saves) > 1:
            yield _(
                "The help that costs most is: %(need)s. Without it, it costs %(saves)s a year less.",
                need=_named(shortage.driver),
                saves=pounds(saves[shortage.driver]),
            )
        if shortage.missing:
            yield _("Your money is enough if you do without: %(hours)s.", hours=_all_hours(shortage.missing))
    elif shortage.kind == NOT_COVERED:
        yield _("We know of nobody who can give all of this. What is missing: %(hours)s.",
                hours=_all_hours(shortage.missing))  # fmt: skip
        yield _("Try a wider area, other kinds of provider, or ask your council.")
    elif shortage.kind == PINS_IN_THE_WAY:
        yield _("Those whom you want to keep can't be fitted into one plan. Let one of them go below.")
    elif shortage.kind == OUT_OF_TIME:
        yield _("We could not work this out in time. Choose fewer services below, and try again.")


def what_if_words(what: WhatIf) -> str:
    """One change, and what would come of it."""
    if what.kind == "budget":
        told = {"budget": pounds(what.value)}
        if what.possible:
            return _(
                "With %(budget)s a year: a plan for %(cost)s a year that fits %(fit)s out of 100.",
                cost=pounds(what.pence),
                fit=out_of_100(what.fit or 0.0),
                **told,
            )
        return _(
            "With %(budget)s a year: not enough. The least it costs is %(least)s a year.",
            least=pounds(what.least_pence),
            **told,
        )
    changed = {"need": label("needs", what.need or ""), "hours": hours_in_words(what.value)}
    if what.possible:
        return _("%(need)s, %(hours)s a week: %(cost)s a year in all.", cost=pounds(what.pence), **changed)
    if what.least_pence is None:
        return _("%(need)s, %(hours)s a week: we know of nobody who can give that.", **changed)
    return _(
        "%(need)s, %(hours)s a week: not enough money. The least it costs is %(least)s a year in all.",
        least=pounds(what.least_pence),
        **changed,
    )


def out_of_100(fit: float) -> int:
    return round(100 * fit)


def who(plan: ShownPlan) -> str:
    """ "Josna, Bow and Kantha Home Care"."""
    return joined([each.option.option.name for each in plan.options])


def _named(need: str | None) -> str:
    return small(label("needs", need or ""))


def _all_hours(missing: tuple[NeedHours, ...]) -> str:
    return joined(
        [
            _("%(hours)s a week of %(need)s", hours=hours_in_words(each.hours), need=_named(each.need))
            for each in missing
        ]
    )
