"""How firmly a place is held: shares of the ways of weighing that keep a person's order."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.needs import tied_weights
from matching.offers import Fee
from matching.ranking import rank
from matching.robustness import acceptability, criterion_values, top_share, weightings
from tests.matching.builders import a_budget, a_market, a_question, an_offer, no, numbers, yes
from tests.matching.test_properties import markets, questions

quick = settings(max_examples=15, deadline=None)
IN_ORDER = [("languages",), ("cost", "distance"), ("quality", "evidence", "freshness")]
value_tables = st.integers(1, 9).flatmap(
    lambda n: st.lists(
        st.lists(st.sampled_from([0.0, 0.25, 0.6, 1.0]), min_size=6, max_size=6), min_size=n, max_size=n
    )
)


def shares(question, market, **more):
    """First and top-five share of each option by its number, both tiers together."""
    ranking = rank(question, market)
    found = acceptability(ranking, samples=200, **more)
    return dict(zip(numbers(market, found.rows), zip(found.first, found.top_five, strict=True), strict=True))


def test_first_shares_of_two_criteria_are_those_of_the_geometry():
    values = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.6]])
    weights = weightings([("one", "other")], samples=200_000)
    assert top_share(values, weights, 1) == pytest.approx([0.4, 0.4, 0.2], abs=0.005)  # oracle A6


def test_an_order_halves_the_weightings_of_two_criteria():
    values = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.6]])
    weights = weightings([("one",), ("other",)], samples=200_000)
    assert top_share(values, weights, 1) == pytest.approx([0.8, 0.0, 0.2], abs=0.005)


def test_weightings_keep_the_order_and_leave_tied_groups_free():
    weights = weightings(IN_ORDER, samples=2000)
    assert weights.shape == (2000, 6)
    assert (weights >= 0).all()
    assert weights.sum(axis=1) == pytest.approx(np.ones(2000))
    groups = [weights[:, :1], weights[:, 1:3], weights[:, 3:]]
    assert all((before.min(axis=1) >= after.max(axis=1)).all() for before, after in pairwise(groups))
    assert np.mean(weights[:, 1] > weights[:, 2]) == pytest.approx(0.5, abs=0.05)


def test_the_mean_weighting_is_the_one_that_ranks():
    weights = weightings(IN_ORDER, samples=50_000)
    assert weights.mean(axis=0) == pytest.approx(list(tied_weights(IN_ORDER).values()), abs=0.002)


def test_equal_seeds_give_equal_weightings_and_other_seeds_others():
    assert np.array_equal(weightings(IN_ORDER, 50, seed=3), weightings(IN_ORDER, 50, seed=3))
    assert not np.array_equal(weightings(IN_ORDER, 50, seed=3), weightings(IN_ORDER, 50, seed=4))


def test_a_share_strays_no_further_than_its_standard_error_says():
    values = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.6]])
    found = [top_share(values, weightings([("one", "other")], 400, seed), 1)[0] for seed in range(200)]
    stated = acceptability(rank(a_question(), a_market(an_offer())), samples=400).standard_error
    assert stated == 0.025
    assert 0.8 * stated < np.std(found) <= 1.1 * stated  # 0.4 × 0.6 is almost the most there can be


def test_no_weightings_at_all_are_refused():
    with pytest.raises(ValueError, match="weighting"):
        weightings(IN_ORDER, samples=0)


@quick
@given(value_tables, st.integers(1, 5), st.integers(0, 9))
def test_shares_are_those_counted_one_weighting_at_a_time(table, k, seed):
    values, weights = np.array(table), weightings(IN_ORDER, samples=60, seed=seed)
    counted = np.zeros(len(values))
    for utility in weights @ values.T:
        ahead = np.array([(utility > own + 1e-9).sum() for own in utility])
        level = np.array([(np.abs(utility - own) <= 1e-9).sum() for own in utility])
        counted += np.clip((k - ahead) / level, 0, 1)
    assert top_share(values, weights, k) == pytest.approx(counted / 60)


def test_many_options_are_counted_in_blocks_as_few_are():
    values = np.random.default_rng(5).random((3000, 6))
    weights = weightings(IN_ORDER, samples=80)
    best = (weights @ values.T).argmax(axis=1)
    assert top_share(values, weights, 1) == pytest.approx(np.bincount(best, minlength=3000) / 80)


@quick
@given(markets(), questions())
def test_shares_lie_in_bounds_and_those_of_the_first_place_make_one_in_each_tier(market, question):
    ranking = rank(question, a_market(*market))
    found = acceptability(ranking, samples=100)
    assert ((found.first >= 0) & (found.first <= found.top_five + 1e-12) & (found.top_five <= 1)).all()
    for tier in (ranking.confirmed, ranking.ask_first):
        in_tier = np.isin(found.rows, tier)
        assert found.first[in_tier].sum() == pytest.approx(1.0 if len(tier) else 0.0)
        assert found.top_five[in_tier].sum() == pytest.approx(min(5, len(tier)))


@quick
@given(markets(), questions(), st.randoms(use_true_random=False))
def test_the_order_rows_came_in_changes_no_share(market, question, shuffle):
    mixed = list(market)
    shuffle.shuffle(mixed)
    assert shares(question, a_market(*market)) == shares(question, a_market(*mixed))


def test_an_option_best_in_everything_is_always_first():
    question = a_question(languages=("syl",), budget=a_budget(max_pence_per_hour=2000))
    best = an_offer(9, languages=yes("syl"), fee=Fee("hour", 1500), backing=1.0)
    others = [
        an_offer(number, languages=no("syl"), miles_east=number, fee=Fee("hour", 2200))
        for number in (1, 2, 3)
    ]
    assert shares(question, a_market(best, *others))[9] == (1.0, 1.0)


def test_what_is_put_first_decides_between_the_near_and_the_cheap():
    near = an_offer(1, fee=Fee("hour", 2400))
    cheap = an_offer(2, fee=Fee("hour", 2000), miles_east=9)
    wish = {"budget": a_budget(max_pence_per_hour=2000)}
    cost_first, distance_first = (
        shares(a_question(**wish, order=order), a_market(near, cheap))[2][0]
        for order in ((("cost",), ("distance",)), (("distance",), ("cost",)))
    )
    assert cost_first == 1.0 > distance_first


def test_options_alike_in_everything_share_the_places_they_compete_for():
    alike = [an_offer(number) for number in range(1, 11)]
    assert shares(a_question(), a_market(*alike)) == {
        number: (pytest.approx(0.1), pytest.approx(0.5)) for number in range(1, 11)
    }


def test_the_excluded_have_no_share():
    market = a_market(an_offer(1), an_offer(2, needs=no("personal_care")))
    ranking = rank(a_question(), market)
    found = acceptability(ranking, market.all_rows())
    assert found.first[market.row_of(1)] == 1.0
    assert np.isnan(found.first[market.row_of(2)])


def test_one_asked_about_is_held_against_the_best_of_its_tier_however_low_it_stands():
    offers = [an_offer(number, miles_east=number / 4) for number in range(1, 31)]
    market = a_market(*offers)
    ranking = rank(a_question(), market)
    last_first = np.array([market.row_of(30), market.row_of(1)])
    assert acceptability(ranking, last_first, rivals=6).top_five.tolist() == [0.0, 1.0]


def test_the_best_few_hundred_stand_for_a_tier_of_thousands():
    values = np.random.default_rng(7).choice([0.0, 0.3, 1.0], size=(2000, 6))
    weights = weightings(IN_ORDER, samples=200)
    best_first = np.argsort(-(values @ list(tied_weights(IN_ORDER).values())))
    held = best_first[:200]
    everyone = top_share(values, weights, 5)
    assert top_share(values[held], weights, 5) == pytest.approx(everyone[held], abs=0.005)
    assert everyone[best_first[200:]].sum() < 0.005


def test_values_stand_in_the_order_of_importance():
    market = a_market(an_offer(languages=yes("syl"), miles_east=15))
    question = a_question(languages=("syl",), order=(("distance",), ("languages",)))
    names = [name for group in question.importance() for name in group]
    assert names[:3] == ["distance", "languages", "needs"]
    assert criterion_values(question, market, market.all_rows())[0, :3] == pytest.approx(
        [0.5, 1, 1], abs=1e-5
    )
