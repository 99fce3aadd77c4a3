"""Prices, bands of budgets, ages of ratings, intervals, likeness, and what the largest takes along."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.market.figures import SURVEY_2013, prices, rating_ages, shares_in_bands
from matching.market.intervals import hill_interval
from matching.market.likeness import likeness, variety_with_likeness
from matching.market.measures import fragility, hhi, hill_number, representation
from tests.matching.builders import a_care_home, a_market, an_offer, yes

UNKNOWN = float("nan")
amounts = st.lists(st.integers(1, 500), min_size=1, max_size=12)


def test_prices_are_told_with_how_many_are_known():
    found = prices([1500, 2000, UNKNOWN, 2500, 4000])
    assert (found.known, found.median, found.lowest, found.highest) == (0.8, 2250, 1500, 4000)
    assert (found.lower_quartile, found.upper_quartile) == (1875, 2875)


@pytest.mark.parametrize("nothing", [[], [UNKNOWN]])
def test_no_price_has_no_median_and_no_bands(nothing):
    assert prices(nothing) is None
    assert shares_in_bands(nothing) is None


def test_yearly_costs_fall_into_the_bands_of_the_survey():
    pounds = [0, 999.99, 1000, 10_000, 10_000.01, UNKNOWN]
    assert shares_in_bands([100 * each for each in pounds]) == pytest.approx((0.4, 0.4, 0.2))
    assert sum(SURVEY_2013) == pytest.approx(1)
    assert shares_in_bands([1, 5, 9], edges=(2, 4, 8)) == pytest.approx((1 / 3, 0, 1 / 3, 1 / 3))
    with pytest.raises(ValueError, match="rise"):
        shares_in_bands([1], edges=(5, 5))


def test_ratings_are_told_with_their_age():
    today, year = 20_000, 366
    found = rating_ages([3, 3, 4, 0, 3], [today, today - 2 * year, today - 9 * year, today, -1], today)
    assert found.options[3].tolist() == [1, 1, 0, 0, 1]
    assert found.options[4].tolist() == [0, 0, 0, 1, 0]
    assert found.options[0].sum() == 0
    assert found.rated == 0.8
    assert found.median_years == pytest.approx(2, abs=0.01)


def test_no_rating_has_no_age():
    assert rating_ages([], [], 5).median_years is None
    assert rating_ages([0], [-1], 5).rated == 0


def test_the_largest_takes_its_share_along():
    found = fragility([50, 25, 25])
    assert (found.share, found.hhi_before, found.hhi_after) == (0.5, 3750, 5000)
    assert (found.hill_2_before, found.hill_2_after) == (pytest.approx(8 / 3), 2)
    assert fragility([]) is None
    assert fragility([9]).hhi_after is None


def test_a_ratio_of_which_over_half_is_unknown_is_no_figure():
    shown = representation([1, 3], [50, 50], unknown=4, offers=8)
    assert (shown.unknown, shown.ratios.tolist(), shown.shortfall) == (0.5, [0.5, 1.5], 0.25)
    hidden = representation([1, 3], [50, 50], unknown=5, offers=9)
    assert (hidden.unknown, hidden.ratios, hidden.shortfall) == (pytest.approx(5 / 9), None, None)
    assert representation([0, 0], [1, 1], 0, 4).ratios is None
    assert representation([], [1], 0, 0).unknown is None
    with pytest.raises(ValueError, match="between"):
        representation([1], [1], 5, 4)


@settings(max_examples=25, deadline=None)
@given(amounts, st.sampled_from([0, 1, 2]))
def test_an_interval_holds_its_estimate_and_is_the_same_again(counts, q):
    low, high = hill_interval(counts, q, seed=1, draws=100)
    assert 1 <= low <= hill_number(counts, q) + 1e-9 <= high + 2e-9
    assert hill_interval(counts, q, seed=1, draws=100) == (low, high)


def test_an_interval_of_a_larger_market_of_the_same_shape_is_narrower():
    widths = [np.diff(hill_interval([size * n for n in (5, 3, 2)], 2, seed=4)).item() for size in (1, 100)]
    assert widths[1] < widths[0] / 5


def test_an_interval_covers_the_truth_about_as_often_as_it_says():
    """Of 200 markets drawn from one truth nine in ten or more 95% intervals of ¹D hold it."""
    truth = np.array([0.35, 0.25, 0.2, 0.12, 0.08])
    drawn = np.random.default_rng(2).multinomial(400, truth, size=200)
    bounds = [hill_interval(counts, 1, seed=at, draws=200) for at, counts in enumerate(drawn)]
    held = [low <= hill_number(truth, 1) <= high for low, high in bounds]
    assert 0.9 <= np.mean(held) <= 0.99


def test_an_empty_market_has_no_interval():
    assert hill_interval([], 1, seed=1) is None
    with pytest.raises(ValueError, match="whole"):
        hill_interval([0.5], 1, seed=1)


def test_likeness_is_the_mean_of_what_is_shared_of_what_is_stated():
    kinds = [[1, 0], [1, 0], [0, 1]]
    services = [[1, 1, 0], [0, 1, 1], [0, 0, 0]]
    assert likeness([kinds, services]).tolist() == [
        [1, pytest.approx(2 / 3), 0],
        [pytest.approx(2 / 3), 1, 0],
        [0, 0, 1],
    ]
    assert likeness([[[0], [0]]]).tolist() == [[1, 0], [0, 1]]


def test_identical_agencies_do_not_count_as_many():
    alike = [an_offer(n, lists={"service_type": yes("home_care")}) for n in range(1, 7)]
    market = a_market(*alike)
    assert variety_with_likeness(market, market.all_rows(), 1) == pytest.approx(1)
    with_a_home = a_market(*alike, a_care_home(9, lists={"service_type": yes("care_home")}))
    assert 1 < variety_with_likeness(with_a_home, with_a_home.all_rows(), 0) < 2


@given(amounts)
def test_without_its_largest_a_market_is_of_the_others_alone(counts):
    found = fragility(counts)
    others = sorted(counts)[:-1]
    assert found.hhi_after == (pytest.approx(hhi(others)) if others else None)
    assert found.share == pytest.approx(max(counts) / sum(counts))
