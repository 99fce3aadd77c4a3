"""Floating catchments against PySAL's hospital example (access 1.1.10, scenario 0), and what must hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.market.access import (
    e2sfca,
    e2sfca_of_places,
    floating_catchment,
    nearest_miles,
    step_weights,
)

PEOPLE, BEDS = [100, 50, 10], [15, 20, 100]
MINUTES = np.array([[1.0, 80.0, 40.0], [80.0, 1.0, 40.0], [40.0, 40.0, 1.0]])


def test_one_catchment_of_an_hour():
    reach = e2sfca(PEOPLE, BEDS, MINUTES, limits=(60.0,), weights=(1.0,))
    assert reach == pytest.approx([0.761364, 0.958333, 1.094697], abs=1e-6)


def test_three_bands_that_weigh_less_the_further():
    reach = e2sfca(PEOPLE, BEDS, MINUTES, limits=(10.0, 30.0, 60.0))
    assert reach == pytest.approx([0.658399, 0.89477, 2.442162], abs=1e-6)


def test_any_decay_may_stand_in_for_the_bands():
    within_an_hour = MINUTES <= 60
    reach = floating_catchment(PEOPLE, BEDS, within_an_hour / MINUTES)
    assert reach == pytest.approx([0.331444, 0.579828, 7.286418], abs=1e-6)


def test_a_limit_belongs_to_its_band_and_nothing_lies_beyond_the_last():
    assert step_weights([0, 3, 3.01, 6, 10, 10.01]) == pytest.approx([1, 1, 0.68, 0.68, 0.22, 0])


def test_supply_that_nobody_reaches_serves_nobody():
    assert e2sfca([10], [5, 5], [[1.0, 99.0]]) == pytest.approx([0.5])


def test_shapes_and_bands_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="row"):
        floating_catchment([1, 2], [1], [[1.0]])
    with pytest.raises(ValueError, match="rise"):
        step_weights([1.0], limits=(6.0, 3.0), weights=(1.0, 0.5))


@given(
    st.lists(st.integers(1, 500), min_size=1, max_size=8),
    st.lists(st.integers(0, 50), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
def test_all_supply_that_is_reached_is_shared_out_once(people, supply, chance):
    miles = np.array([[chance.uniform(0, 14) for _ in supply] for _ in people])
    reached = (step_weights(miles) > 0).any(axis=0)
    shared_out = e2sfca(people, supply, miles) @ np.array(people)
    assert shared_out == pytest.approx(np.array(supply)[reached].sum())


metres = st.lists(st.tuples(st.integers(0, 30_000), st.integers(0, 30_000)), min_size=1, max_size=8)


@given(metres, metres)
def test_places_of_a_whole_country_come_to_what_all_distances_come_to(homes, clinics):
    apart = np.array(homes)[:, None].astype(float) - np.array(clinics)[None]
    miles = np.hypot(apart[..., 0], apart[..., 1]) / 1609.344
    people, supply = np.arange(1, len(homes) + 1), np.arange(2, len(clinics) + 2)
    found = e2sfca_of_places(homes, people, clinics, supply)
    assert found == pytest.approx(e2sfca(people, supply, miles))


def test_the_nearest_three_of_each_kind_are_told_nearest_first():
    clubs = [(1609.344 * miles, 0) for miles in (4, 1, 3, 2)]
    found = nearest_miles([(0, 0)], {"club": clubs, "home": [(0, 1609.344)], "scheme": []})
    assert found["club"].tolist() == [pytest.approx([1, 2, 3])]
    assert found["home"][0, 0] == pytest.approx(1)
    assert np.isnan(found["home"][0, 1:]).all()
    assert np.isnan(found["scheme"]).all()
    assert found["scheme"].shape == (1, 3)
