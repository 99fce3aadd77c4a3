"""Codes, periods, places and numbers that mean nothing are refused by the engine, by field and code."""

import math

import pytest

from matching.needs import Here, NeedsError
from matching.ranking import explain, rank
from tests.matching.builders import HOME_EASTING, HOME_NORTHING, a_budget, a_market, a_question
from tests.matching.test_bad_input import refused

CODE_FIELDS = ("user_bands", "setting", "languages", "faith", "diet", "culture", "accessibility", "times",
               "provider_kinds")  # fmt: skip
PAST_ANY_FLOAT = 10**400


def test_a_need_nobody_has_heard_of_is_refused():
    assert refused(needs=("nonsense",)) == ("needs", "unknown_code")


@pytest.mark.parametrize("field", CODE_FIELDS)
def test_a_code_its_list_does_not_hold_is_refused(field):
    assert refused(**{field: ("nonsense",)}) == (field, "unknown_code")


@pytest.mark.parametrize("field", ["staff_gender", "funding"])
def test_a_single_code_its_list_does_not_hold_is_refused(field):
    assert refused(**{field: "nonsense"}) == (field, "unknown_code")


@pytest.mark.parametrize("field", [*CODE_FIELDS, "staff_gender", "funding"])
def test_a_code_its_list_does_not_hold_is_refused_by_an_empty_market_and_in_an_explanation_too(field):
    code = "nonsense" if field in ("staff_gender", "funding") else ("nonsense",)
    for answer in (rank, lambda question, market: explain(question, market, market.all_rows())):
        with pytest.raises(NeedsError, match="nonsense"):
            answer(a_question(**{field: code}), a_market())


def test_a_staff_gender_its_list_does_not_hold_is_refused_where_it_would_not_be_applied():
    assert refused(needs=("meals",), staff_gender="nonsense") == ("staff_gender", "unknown_code")


def test_a_budget_for_a_period_nobody_has_heard_of_is_refused():
    assert refused(budget=a_budget(pence=100, per="decade")) == ("budget.per", "unknown_code")


@pytest.mark.parametrize("place", [Here(math.nan, HOME_NORTHING), Here(HOME_EASTING, math.inf)])
def test_a_place_that_is_nowhere_is_refused(place):
    assert refused(here=place)[1] == "out_of_range"


def test_ten_thousand_needs_are_refused():
    assert refused(needs=tuple(f"need_{at}" for at in range(10_000))) == ("needs", "unknown_code")


@pytest.mark.parametrize("field", ["pence", "hours_per_week", "weeks_per_year", "max_pence_per_hour"])
def test_a_whole_number_past_any_float_is_refused_in_a_budget(field):
    assert refused(budget=a_budget(**{field: PAST_ANY_FLOAT})) == (f"budget.{field}", "out_of_range")


def test_a_whole_number_past_any_float_is_refused_as_miles():
    assert refused(within_miles=PAST_ANY_FLOAT) == ("within_miles", "out_of_range")
