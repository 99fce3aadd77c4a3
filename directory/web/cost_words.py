"""What an option costs, as its card says it: the price as charged, then what that comes to."""

from collections.abc import Mapping
from typing import Any

from directory.journeys.find_support import ShownOption
from directory.store.views import OptionView
from directory.web.plain_words import hours_in_words, pounds
from directory.web.translation import _, _l

PRICED = {
    "hour": _l("%(price)s an hour"),
    "visit": _l("%(price)s a visit"),
    "session": _l("%(price)s a session"),
    "day": _l("%(price)s a day"),
    "night": _l("%(price)s a night"),
    "week": _l("%(price)s a week"),
    "month": _l("%(price)s a month"),
    "year": _l("%(price)s a year"),
    "item": _l("%(price)s each"),
}
PERIODS_A_YEAR = {"month": 12.0, "year": 1.0}
HOURS_IN_A_WEEK = 168


def cost_lines(shown: ShownOption, budget: Mapping[str, Any]) -> list[str]:
    """The price as charged, or for somebody you may employ the whole cost; then a week, a year, or what the
    money pays for."""
    hourly, yearly = shown.hourly_cost_range, shown.annual_cost_range
    prices = price_lines(shown.option)
    if (yearly and yearly[1] == 0) or (not yearly and not hourly):
        return prices
    lines = prices
    if hourly and _has_on_costs(shown):
        lines = [
            _("%(price)s an hour in all", price=between(hourly)),
            _("They are paid %(pay)s an hour", pay=pounds(shown.pay_pence_per_hour)),
        ]
    elif hourly and not _by_the_hour(shown.option):
        lines = [*prices, _("About %(price)s an hour", price=between(hourly))]
    weeks = budget.get("weeks_per_year") or 52
    if yearly:
        lines = [
            *lines,
            priced(between((yearly[0] / weeks, yearly[1] / weeks)), "week"),
            priced(between(yearly), "year"),
        ]
    return [*lines, *_pays_for(shown, budget, weeks)]


def price_lines(option: OptionView) -> list[str]:
    """Prices as they are given: "£17.50 an hour", "Free"; one line saying so when there are none."""
    lines = []
    for cost in option.costs:
        if cost.unit == "free":
            lines.append(_("Free"))
        elif cost.unit == "donation":
            lines.append(_("You give what you like"))
        elif cost.amount_pence is not None:
            lines.append(priced(pounds(cost.amount_pence), cost.unit))
        if cost.note:
            lines.append(cost.note)
    return lines or [_("Price not given: ask them")]


def priced(price: str, unit: str) -> str:
    """ "£17.50 an hour"."""
    return str(PRICED[unit]) % {"price": price} if unit in PRICED else f"{price} {unit}"


def between(ends: tuple[float, float]) -> str:
    """ "£18", or "£15.95 to £18.46" where the two differ."""
    low, high = pounds(ends[0]), pounds(ends[1])
    return low if low == high else _("%(low)s to %(high)s", low=low, high=high)


def _has_on_costs(shown: ShownOption) -> bool:
    """Whether an hour may cost more than the worker is paid for it."""
    hourly, pay = shown.hourly_cost_range, shown.pay_pence_per_hour
    return bool(hourly and pay and hourly[1] != pay)


def _by_the_hour(option: OptionView) -> bool:
    return any(cost.unit == "hour" and cost.amount_pence is not None for cost in option.costs)


def _pays_for(shown: ShownOption, budget: Mapping[str, Any], weeks: float) -> list[str]:
    """Where no hours are said: about how many hours a week the money would pay for."""
    hourly = shown.hourly_cost_range
    if budget.get("pence") is None or budget.get("hours_per_week") or not hourly or not hourly[1]:
        return []
    if not _by_the_hour(shown.option):
        return []
    per = budget.get("per") or "year"
    hours = budget["pence"] * PERIODS_A_YEAR.get(per, weeks) / weeks / hourly[1]
    if hours > HOURS_IN_A_WEEK:
        return []
    whole = int(hours) if hours >= 10 else int(2 * hours) / 2
    money = priced(pounds(budget["pence"]), per)
    if not whole:
        return [_("%(money)s pays for less than half an hour a week", money=money)]
    return [_("%(money)s pays for about %(hours)s a week", money=money, hours=hours_in_words(whole))]
