"""What a card says an option costs: as charged first, then what that comes to."""

from types import SimpleNamespace

import pytest

from directory.records import CostOption
from directory.web.cost_words import cost_lines

HOUR = CostOption("hour", 2000)
SESSION = CostOption("session", 350)


def costing(*costs, hourly=None, yearly=None, pay=None):
    return SimpleNamespace(
        option=SimpleNamespace(costs=costs),
        hourly_cost_range=hourly,
        annual_cost_range=yearly,
        pay_pence_per_hour=pay,
    )


AGENCY = costing(HOUR, hourly=(2000, 2000), pay=2000)
LUNCH_CLUB = costing(SESSION, hourly=(117, 117), pay=117)


@pytest.mark.parametrize(
    ("shown", "budget", "told"),
    [
        (AGENCY, {}, ["£20 an hour"]),
        (LUNCH_CLUB, {}, ["£3.50 a session", "About £1.17 an hour"]),
        (
            costing(HOUR, hourly=(2000, 2300), pay=2000),
            {},
            ["£20 to £23 an hour in all", "They are paid £20 an hour"],
        ),
        (
            costing(HOUR, hourly=(2000, 2000), yearly=(1_040_000, 1_040_000), pay=2000),
            {"pence": 20000, "per": "week", "hours_per_week": 10},
            ["£20 an hour", "£200 a week", "£10,400 a year"],
        ),
        (costing(CostOption("free", None), hourly=(0, 0), yearly=(0, 0), pay=0), {}, ["Free"]),
        (costing(CostOption("donation", None), yearly=(0, 0)), {}, ["You give what you like"]),
        (costing(CostOption("week", 120000), yearly=None), {}, ["£1,200 a week"]),
        (costing(), {}, ["Price not given: ask them"]),
    ],
)
def test_a_price_is_told_as_charged_and_then_what_it_comes_to(shown, budget, told):
    assert cost_lines(shown, budget) == told


@pytest.mark.parametrize(
    ("budget", "told"),
    [
        ({"pence": 20000, "per": "week"}, "£200 a week pays for about 10 hours a week"),
        ({"pence": 3100, "per": "week"}, "£31 a week pays for about 1.5 hours a week"),
        ({"pence": 2000, "per": "week"}, "£20 a week pays for about 1 hour a week"),
        ({"pence": 600, "per": "week"}, "£6 a week pays for less than half an hour a week"),
        ({"pence": 104_000, "per": "year"}, "£1,040 a year pays for about 1 hour a week"),
        ({"pence": 26000, "per": "month"}, "£260 a month pays for about 3 hours a week"),
    ],
)
def test_money_without_hours_says_how_many_hours_it_pays_for(budget, told):
    assert cost_lines(AGENCY, budget) == ["£20 an hour", told]


def test_hours_are_never_worked_out_from_a_price_by_the_session():
    assert not any("pays for" in line for line in cost_lines(LUNCH_CLUB, {"pence": 20000, "per": "week"}))
