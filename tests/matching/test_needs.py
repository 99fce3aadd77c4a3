import math

import pytest

from matching.needs import NeedsError, PersonalBudget, SupportNeeds, rank_order_centroid
from tests.matching.builders import HERE, a_budget, a_question


@pytest.mark.parametrize(
    ("k", "expected"),
    [
        (2, [0.75, 0.25]),
        (3, [0.611111, 0.277778, 0.111111]),
        (4, [0.520833, 0.270833, 0.145833, 0.0625]),
        (5, [0.456667, 0.256667, 0.156667, 0.09, 0.04]),
        (6, [0.408333, 0.241667, 0.158333, 0.102778, 0.061111, 0.027778]),
    ],
)
def test_rank_order_centroid_weights_are_the_published_ones(k, expected):
    assert rank_order_centroid(k) == pytest.approx(expected, abs=1e-6)  # oracle A1, Edwards & Barron 1994


def test_weights_sum_to_one_and_fall_with_the_order():
    weights = a_question(
        languages=("syl",), budget=a_budget(pence=1), order=(("languages",), ("cost",))
    ).weights()
    assert sum(weights.values()) == pytest.approx(1)
    assert (
        weights["languages"] > weights["cost"] > weights["needs"] == weights["distance"] > weights["quality"]
    )
    assert weights["quality"] == weights["evidence"] == weights["freshness"]


def test_criteria_tied_by_the_person_weigh_the_same():
    question = a_question(languages=("syl",), faith=("muslim",), order=(("languages", "faith"),))
    weights = question.weights()
    assert weights["languages"] == weights["faith"] > weights["needs"]


def test_an_ordered_criterion_that_is_not_stated_has_no_weight():
    assert "diet" not in a_question(order=(("diet",),)).weights()


@pytest.mark.parametrize(
    ("per", "pence", "weeks", "annual"),
    [("year", 936000, 52, 936000), ("month", 10000, 52, 120000), ("week", 10000, 50, 500000)],
)
def test_a_budget_is_brought_to_a_year(per, pence, weeks, annual):
    assert PersonalBudget(pence=pence, per=per, weeks_per_year=weeks).annual_pence == annual


def test_without_a_setting_help_is_wanted_at_home_or_out():
    assert a_question("personal_care").settings_asked == ("own_home", "go_to")
    assert "move_in" in a_question("care_home").settings_asked
    assert a_question("care_home", setting=("online",)).settings_asked == ("online",)


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"must": frozenset({"languages"})}, "must", "not_stated"),
        ({"must": frozenset({"price"})}, "must", "unknown_code"),
        ({"order": (("beauty",),)}, "order", "unknown_code"),
        ({"order": (("cost",), ("cost",))}, "order", "repeated"),
        ({"within_miles": math.nan}, "within_miles", "out_of_range"),
        ({"within_miles": -1}, "within_miles", "out_of_range"),
        ({"budget": PersonalBudget(pence=-1)}, "budget.pence", "out_of_range"),
        ({"budget": PersonalBudget(hours_per_week=0)}, "budget", "out_of_range"),
    ],
)
def test_a_question_that_contradicts_itself_is_refused_by_name(fields, field, code):
    with pytest.raises(NeedsError) as refusal:
        a_question(**fields)
    assert (refusal.value.field, refusal.value.code) == (field, code)


def test_a_question_without_needs_is_refused():
    with pytest.raises(NeedsError):
        SupportNeeds(needs=(), here=HERE)


def test_what_is_always_a_must_have_may_be_named_as_one_once_it_is_stated():
    question = a_question(within_miles=3, must=frozenset({"within_miles"}))
    assert question.stated() >= {"within_miles"}
    with pytest.raises(NeedsError, match="isn't stated"):
        a_question(must=frozenset({"provider_kinds"}))
