import numpy as np
import pytest

from matching.costs import annual_cost_pence, annual_fee_pence, employed_breakdown_pence
from matching.criteria.cost import affordability, price_of
from matching.offers import Fee
from tests.matching.builders import RATES_2026, a_budget, a_market, a_personal_assistant, an_offer


@pytest.mark.parametrize(
    ("pay", "hours", "lines"),
    [
        (1350, 10, {"wages": 7020.0, "holiday_cover": 756.0, "pension": 0.0, "total": 8066.0}),
        (1350, 20, {"wages": 14040.0, "holiday_cover": 1512.0, "pension": 234.0, "total": 16076.0}),
        (1500, 35, {"wages": 27300.0, "holiday_cover": 2940.0, "pension": 631.8, "total": 31161.8}),
    ],
)
def test_an_employed_assistant_costs_what_the_worked_example_says(pay, hours, lines):
    breakdown = employed_breakdown_pence([pay], hours, 52, RATES_2026)  # oracle A11, 2026/27 rates
    total = annual_cost_pence([pay], hours, 52, RATES_2026)[0]
    assert total / 100 == pytest.approx(lines.pop("total"), abs=0.01)
    for name, pounds in lines.items():
        assert breakdown[name][0] / 100 == pytest.approx(pounds, abs=0.01)
    assert breakdown["national_insurance"][0] == 0


def test_national_insurance_is_due_beyond_the_employment_allowance():
    due = employed_breakdown_pence([10000], 40, 52, RATES_2026)["national_insurance"][0]
    assert due == pytest.approx(0.15 * (20800000 - 500000) - 1050000)


def test_sick_pay_is_the_lower_of_the_weekly_rate_and_four_fifths_of_pay():
    from dataclasses import replace

    rates = replace(RATES_2026, sick_weeks=2)
    assert employed_breakdown_pence([1000], 10, 52, rates)["sick_pay"][0] == pytest.approx(2 * 8000)
    assert employed_breakdown_pence([1500], 35, 52, rates)["sick_pay"][0] == pytest.approx(2 * 12325)


@pytest.mark.parametrize(
    ("unit", "price", "hours", "expected"),
    [
        ("hour", 2000, 10, 1040000),
        ("visit", 1100, 7, 14 * 1100 * 52),
        ("session", 600, 3, 600 * 52),
        ("day", 6000, 12, 2 * 6000 * 52),
        ("night", 9000, 10, 9000 * 52),
        ("week", 110000, None, 110000 * 52),
        ("month", 4000, None, 48000),
        ("year", 9900, None, 9900),
        ("free", 0, None, 0),
        ("donation", 0, None, 0),
    ],
)
def test_fees_are_brought_to_a_year(unit, price, hours, expected):
    assert annual_fee_pence([price], unit, [np.nan], hours, 52)[0] == expected


@pytest.mark.parametrize(("unit", "hours"), [("item", 10), ("hour", None)])
def test_a_year_of_what_cannot_be_counted_is_not_known(unit, hours):
    assert np.isnan(annual_fee_pence([500], unit, [np.nan], hours, 52)[0])


def test_an_offer_that_says_how_long_its_unit_is_is_believed():
    assert annual_fee_pence([600], "session", [2.0], 4, 50)[0] == 2 * 600 * 50


@pytest.mark.parametrize(("cost", "value"), [(0, 1), (1000, 1), (1125, 0.5), (1250, 0), (9999, 0)])
def test_value_falls_to_nought_at_a_quarter_above_the_budget(cost, value):
    assert affordability(np.array([float(cost)]), 1000)[0] == pytest.approx(value)


def test_with_no_money_only_what_is_free_has_value():
    assert affordability(np.array([0.0, 1.0]), 0).tolist() == [1, 0]


def test_an_assistant_of_unknown_status_shows_both_costs_and_the_dearer_counts():
    market = a_market(a_personal_assistant(employment=None, fee=Fee("hour", 1350)))
    price = price_of(a_budget(hours_per_week=10), market, market.all_rows())
    assert price.annual_low[0] == 1350 * 10 * 52
    assert price.annual_high[0] == pytest.approx(806600)
    assert price.pay[0] == 1350


def test_without_hours_a_years_cost_is_not_known_but_an_hours_is():
    market = a_market(an_offer(fee=Fee("hour", 2500)))
    price = price_of(a_budget(), market, market.all_rows())
    assert np.isnan(price.annual_high[0]) and price.hourly_high[0] == pytest.approx(2500)
