"""The engine of effective choice against the ranking asked anew at every area, option by option."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import planes
from matching.market import choice
from matching.market.areas import PeopleAt, SmallAreas
from matching.market.choice import ChoiceReckoning
from matching.needs import Here
from matching.options import fact
from matching.ranking import rank
from tests.matching.builders import (
    CODES,
    HERE,
    HOME_EASTING,
    HOME_NORTHING,
    METRES_A_MILE,
    a_market,
    a_question,
    a_radius,
    an_offer,
    yes,
)
from tests.matching.strategies import a_snapshot, many, markets, questions, willing

MONEY = ("budget", "max_pence_per_hour")


def owners_by_rank(question, market, here):
    """Distinct owners at one place, by the ranking itself: confirmed, possible, possible at any price."""
    ranking = rank(replace(question, here=here), market)
    size, options = len(market), ranking.case.options
    judged = [ranking.judgement.answers(d) for d in ranking.demands if d.key in ("place", "within_miles")]
    meets = np.logical_and.reduce([planes.unpack(each.yes, size) for each in judged])
    council = CODES["councils"].index(here.council) if here.council in CODES["councils"] else -1
    at_home = ~planes.unpack(fact(options, "placed"), size) & (market.columns["council"] == council)
    at_any_price = ranking.judgement.without(MONEY)
    levels = (
        planes.unpack(ranking.tiers.yes, size),
        planes.unpack(ranking.tiers.may, size) & (meets | at_home),
        planes.unpack(at_any_price.may, size) & (meets | at_home),
    )
    return [len(set(market.columns["owner"][level].tolist())) for level in levels]


places = st.builds(
    Here,
    st.sampled_from((0.0, 0.3, 2.2, 7.0, 13.0, 300.0)).map(lambda east: HOME_EASTING + east * METRES_A_MILE),
    st.sampled_from((0.0, -4.4, 1.0)).map(lambda north: HOME_NORTHING + north * METRES_A_MILE),
    st.sampled_from(("E1", "E2", "W9", None)),
    st.sampled_from(("E09000030", "E09000025", "E09000001", None)),
)
some_places = st.lists(places, min_size=1, max_size=5)


def assert_counts_as_the_ranking_does(question, market, heres, enough):
    areas = SmallAreas.of([PeopleAt(here, 1) for here in heres], market)
    found = ChoiceReckoning(market, areas).owners(question, enough)
    expected = np.array([owners_by_rank(question, market, here) for here in heres]).T
    if enough is not None:
        expected = np.minimum(expected, enough)
    counted = [found.confirmed.tolist(), found.possible.tolist(), found.at_any_price.tolist()]
    assert counted == expected.tolist()


@many
@given(questions(here=st.none()), markets(owner=st.integers(1, 9)), some_places, st.sampled_from((3, None)))
def test_any_market_counts_as_the_ranking_does(question, offers, heres, enough):
    assert_counts_as_the_ranking_does(question, a_snapshot(offers), heres, enough)


@many
@given(
    questions(
        most_musts=2,
        here=st.none(),
        needs=st.just(("personal_care", "live_in")),
        provider_kinds=st.just(()),
        setting=st.sampled_from(((), ("own_home",), ("go_to", "own_home"), ("online", "move_in"))),
    ),
    markets(least=4, owner=st.integers(1, 9), **willing),
    some_places,
    st.sampled_from((3, None)),
)
def test_a_market_that_mostly_helps_counts_as_the_ranking_does(question, offers, heres, enough):
    assert_counts_as_the_ranking_does(question, a_snapshot(offers), heres, enough)


def a_crowd(seed, options):
    """Agencies scattered over 60 miles, mostly within 5 miles of one of three towns; some own several."""
    chance = np.random.default_rng(seed)
    towns = chance.uniform(-30, 30, (3, 2))
    at = towns[chance.integers(3, size=options)] + chance.normal(0, 5, (options, 2))
    return a_market(
        *(
            an_offer(
                number + 1,
                owner=int(chance.integers(1, options)),
                easting=HOME_EASTING + round(east * METRES_A_MILE),
                northing=HOME_NORTHING + round(north * METRES_A_MILE),
                whole_miles=bool(number % 3 == 0),
                area=a_radius(2.0 + number % 9) if number % 2 else None,
                needs=yes("personal_care") if number % 5 == 0 else yes("companionship"),
            )
            for number, (east, north) in enumerate(at)
        )
    )


def scattered(seed, areas):
    chance = np.random.default_rng(seed)
    miles = chance.uniform(-40, 40, (areas, 2))
    return [
        PeopleAt(Here(HOME_EASTING + east * METRES_A_MILE, HOME_NORTHING + north * METRES_A_MILE), 1)
        for east, north in miles
    ]


@pytest.mark.parametrize("first", [1, 7, 10_000])
def test_leaving_as_soon_as_three_are_found_counts_the_same(monkeypatch, first):
    """However few options are tried at first, up to three all counts are those of counting everybody."""
    monkeypatch.setattr(choice, "FIRST_OPTIONS", first)
    monkeypatch.setattr(choice, "MOST_PAIRS", 50)
    monkeypatch.setattr(choice, "AREAS_A_BLOCK", 16)
    market = a_crowd(1, 250)
    reckoning = ChoiceReckoning(market, SmallAreas.of(scattered(2, 90), market))
    up_to_three, all_of_them = (reckoning.owners(a_question(), enough) for enough in (3, None))
    assert all_of_them.possible.max() > 10
    assert 0 < (all_of_them.confirmed < 3).mean() < 1
    for level in ("confirmed", "possible", "at_any_price"):
        every = getattr(all_of_them, level)
        assert getattr(up_to_three, level).tolist() == np.minimum(every, 3).tolist()


def test_every_option_is_tried_once_the_coarsest_sample_first(monkeypatch):
    monkeypatch.setattr(choice, "FIRST_OPTIONS", 2)
    stages = [stage.tolist() for stage in choice._thinned(20)]
    assert stages[0] == [0, 16]
    assert sorted(at for stage in stages for at in stage) == list(range(20))


def test_an_option_without_a_place_is_a_choice_of_its_own_council_alone():
    market = a_market(an_offer(1, miles_east=None, council="E09000025"))
    heres = [replace(HERE, council=council) for council in ("E09000025", "E09000030", None)]
    reckoning = ChoiceReckoning(market, SmallAreas.of([PeopleAt(here, 1) for here in heres], market))
    found = reckoning.owners(a_question())
    assert found.possible.tolist() == [1, 0, 0]
    assert found.confirmed.tolist() == [0, 0, 0]


def test_options_left_out_are_counted_for_nobody():
    market = a_market(an_offer(1), an_offer(2))
    areas = SmallAreas.of([PeopleAt(HERE, 1)], market)
    found = ChoiceReckoning(market, areas, market.columns["number"] != 2).owners(a_question())
    assert found.confirmed.tolist() == [1]


def test_no_areas_have_no_counts():
    market = a_market(an_offer(1))
    assert len(ChoiceReckoning(market, SmallAreas.of([], market)).owners(a_question()).confirmed) == 0
