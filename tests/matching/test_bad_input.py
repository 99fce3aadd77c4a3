"""What can't be asked is refused by name at the engine's door; what is merely empty or long is answered."""

import math

import pytest

from matching.near_miss import fewest_relaxations, relaxations
from matching.needs import MUST_NAMES, NeedsError
from matching.offers import Offer, YesNo
from matching.ranking import explain, rank
from matching.robustness import acceptability
from matching.shortlist import arrange
from tests.matching.builders import (
    a_budget,
    a_lunch_club,
    a_market,
    a_question,
    an_offer,
    numbers,
)  # fmt: skip

NOT_A_NUMBER_TO_WORK_WITH = (math.nan, math.inf, -math.inf, -1, 1e300)


def refused(needs=("personal_care",), **fields):
    """The field and the code of the refusal of a question."""
    with pytest.raises(NeedsError) as refusal:
        rank(a_question(*needs, **fields), a_market(an_offer()))
    return refusal.value.field, refusal.value.code


@pytest.mark.parametrize("value", NOT_A_NUMBER_TO_WORK_WITH)
@pytest.mark.parametrize("field", ["pence", "hours_per_week", "weeks_per_year", "max_pence_per_hour"])
def test_a_budget_out_of_all_range_is_refused(field, value):
    assert refused(budget=a_budget(**{field: value})) == (f"budget.{field}", "out_of_range")


@pytest.mark.parametrize("value", NOT_A_NUMBER_TO_WORK_WITH)
def test_miles_out_of_all_range_are_refused(value):
    assert refused(within_miles=value) == ("within_miles", "out_of_range")


def test_ten_thousand_must_haves_are_refused():
    assert refused(must=frozenset(f"must_{at}" for at in range(10_000))) == ("must", "unknown_code")
    assert refused(must=frozenset(MUST_NAMES)) == ("must", "not_stated")


@pytest.mark.parametrize(
    "order",
    [(("cost",), ("cost",)), (("cost", "cost"),), (("needs",), ("cost", "needs")), (("cost",),) * 10_000],
)
def test_an_order_that_names_something_twice_is_refused(order):
    assert refused(order=order) == ("order", "repeated")


def test_an_order_of_nothing_is_no_order():
    market = a_market(an_offer(1), an_offer(2, miles_east=3))
    plain, empty = (rank(a_question(order=order), market) for order in ((), ((), ())))
    assert plain.confirmed.tolist() == empty.confirmed.tolist()


def test_an_empty_market_answers_everything_with_nothing():
    market = a_market()
    ranking = rank(a_question(languages=("syl",), must=frozenset({"languages"}), within_miles=3), market)
    shown = arrange(ranking, 20)
    assert [len(rows) for rows in (ranking.confirmed, ranking.ask_first)] == [0, 0]
    assert (len(shown.confirmed), len(shown.ask_first), shown.exposure) == (0, 0, {})
    assert relaxations(ranking, up_to=3) == fewest_relaxations(ranking) == []
    assert explain(ranking.needs, market, market.all_rows()) == []
    assert len(acceptability(ranking, samples=10).rows) == 0


def test_a_market_that_tells_nothing_is_all_to_ask_about():
    market = a_market(*(Offer(number=n, owner=n, kind="voluntary_organisation") for n in (3, 1, 2)))
    question = a_question("companionship", languages=("syl",), budget=a_budget(pence=1000), within_miles=2,
                          must=frozenset({"languages", "budget", "needs"}))  # fmt: skip
    ranking = rank(question, market)
    assert (numbers(market, ranking.confirmed), numbers(market, ranking.ask_first)) == ([], [1, 2, 3])
    assert all(e.low < e.expected < e.high for e in explain(question, market, ranking.ask_first))
    assert set(acceptability(ranking, samples=10).top_five) == {1.0}


@pytest.mark.parametrize("varied", [True, False])
@pytest.mark.parametrize(
    ("limit", "confirmed", "ask_first"), [(0, 0, 0), (1, 1, 0), (3, 2, 1), (10**9, 2, 1)]
)
def test_a_list_is_as_long_as_asked_for_or_as_the_market_is(limit, varied, confirmed, ask_first):
    market = a_market(a_lunch_club(1), a_lunch_club(2), a_lunch_club(3, needs=YesNo()))
    ranking = rank(a_question("meals"), market)
    shown = arrange(ranking, limit, varied=varied)
    assert (len(shown.confirmed), len(shown.ask_first)) == (confirmed, ask_first)
