"""What a market report says of a snapshot: supply, owners, and the choice people have."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.market.areas import PeopleAt
from matching.market.gaps import effective_choice_of, with_budget_as_must
from matching.market.profile import supply
from matching.offers import Fee, YesNo
from matching.ranking import rank
from tests.matching.builders import (
    HERE,
    a_budget,
    a_care_home,
    a_lunch_club,
    a_market,
    a_personal_assistant,
    a_question,
    a_radius,
    an_offer,
    yes,
)

EVERYONE_HERE = [PeopleAt(HERE, 100)]
MILE = 1609.344


def people_at(miles_east, people):
    return PeopleAt(replace(HERE, easting=HERE.easting + miles_east * MILE), people)


def choice(question, market, places=EVERYONE_HERE, listed=None):
    return effective_choice_of(question, market, places, listed)


def test_supply_counts_options_by_kind_and_by_need():
    market = a_market(an_offer(1), a_personal_assistant(2), a_personal_assistant(3), a_lunch_club(4))
    found = supply(market, market.all_rows())
    assert found.options == 4
    assert found.by_kind == {"personal_assistant": 2, "regulated_provider": 1, "community_group": 1}
    assert found.by_need["personal_care"].yes == 3
    assert found.by_need["personal_care"].by_kind == {"personal_assistant": 2, "regulated_provider": 1}
    assert found.by_need["meals"].yes == 1


def test_a_need_no_record_speaks_of_is_unknown_and_one_denied_is_not():
    market = a_market(an_offer(1, needs=YesNo(yes=frozenset({"personal_care"}), no=frozenset({"meals"}))))
    found = supply(market, market.all_rows()).by_need
    assert (found["companionship"].yes, found["companionship"].unknown) == (0, 1)
    assert (found["meals"].yes, found["meals"].unknown) == (0, 0)


def test_concentration_is_counted_by_owner_not_by_option():
    same_owner = a_market(*(an_offer(n, owner=n % 2) for n in range(10)))
    found = supply(same_owner, same_owner.all_rows()).concentration
    assert (found.owners, found.hhi, found.cr4) == (2, 5000, 100)


def test_an_owner_that_splits_in_two_lowers_concentration_and_a_second_name_does_not():
    whole = a_market(an_offer(1, owner=1), an_offer(2, owner=1), an_offer(3, owner=2))
    split = a_market(an_offer(1, owner=1), an_offer(2, owner=9), an_offer(3, owner=2))
    concentrations = [supply(market, market.all_rows()).concentration for market in (whole, split)]
    assert concentrations[1].hhi < concentrations[0].hhi
    assert [each.owners for each in concentrations] == [2, 3]


def test_variety_is_over_kinds():
    market = a_market(an_offer(1), a_personal_assistant(2), a_lunch_club(3), a_care_home(4))
    found = supply(market, market.all_rows()).variety
    assert (found.hill_0, found.hill_2) == (3, pytest.approx(16 / 6))
    assert found.evenness == pytest.approx(np.log(found.hill_1) / np.log(3))


def test_an_empty_market_measures_as_nothing_and_never_divides_by_nought():
    market = a_market()
    found = supply(market, market.all_rows())
    assert (found.options, found.concentration.hhi, found.variety.evenness) == (0, None, None)
    assert choice(a_question(), market).shares.confirmed.none == 1


def test_prices_and_languages_nobody_stated_are_counted():
    market = a_market(
        an_offer(1, fee=None),
        an_offer(2, fee=Fee("hour", None)),
        an_offer(3, fee=Fee("free", None), languages=yes("ben")),
        an_offer(4, languages=YesNo(complete=True)),
    )
    assert supply(market, market.all_rows()).unknown == {"price": 2, "languages": 2}


def test_choice_counts_distinct_owners():
    three_options_of_one = a_market(*(an_offer(n, owner=7) for n in (1, 2, 3)))
    three_owners = a_market(*(an_offer(n) for n in (1, 2, 3)))
    assert choice(a_question(), three_options_of_one).shares.confirmed.few == 1
    assert choice(a_question(), three_owners).shares.confirmed.enough == 1


def test_choice_runs_from_confirmed_to_possible_and_the_gap_is_what_is_not_known():
    market = a_market(an_offer(1), *(an_offer(n, needs=yes("companionship")) for n in (2, 3)))
    found = choice(a_question("personal_care"), market)
    assert found.shares.confirmed.few == 1
    assert found.shares.possible.enough == 1
    assert (found.gaps.not_known, found.gaps.not_affordable, found.gaps.not_offered) == (1, 0, 0)


def test_an_unknown_price_is_possible_and_never_confirmed():
    market = a_market(*(an_offer(n, fee=None) for n in (1, 2, 3)))
    question = a_question(budget=a_budget(pence=1_000_000, hours_per_week=5))
    found = choice(question, market)
    assert found.shares.confirmed.none == 1
    assert found.shares.possible.enough == 1
    assert found.gaps.not_known == 1


def test_what_is_there_but_too_dear_is_a_gap_of_price():
    market = a_market(*(an_offer(n, fee=Fee("hour", 9900)) for n in (1, 2, 3)))
    for budget in (a_budget(pence=100_000, hours_per_week=5), a_budget(max_pence_per_hour=2000)):
        must = frozenset({"max_pence_per_hour"} if budget.max_pence_per_hour else ())
        found = choice(a_question(budget=budget, must=must), market)
        assert found.shares.possible.none == 1
        assert (found.gaps.not_known, found.gaps.not_affordable, found.gaps.not_offered) == (0, 1, 0)


def test_what_is_not_there_at_any_price_is_a_gap_of_supply():
    found = choice(a_question("meals"), a_market(a_care_home(1)))
    assert found.shares.possible.none == 1
    assert (found.gaps.not_known, found.gaps.not_affordable, found.gaps.not_offered) == (0, 0, 1)


def test_people_are_weighed_by_where_they_are():
    market = a_market(*(a_lunch_club(n) for n in (1, 2, 3)))
    places = [people_at(0, 30), people_at(20, 70)]
    found = choice(a_question("meals", within_miles=5), market, places).shares.confirmed
    assert (found.none, found.enough) == (pytest.approx(0.7), pytest.approx(0.3))


def test_an_agency_beyond_its_usual_reach_is_no_choice_until_it_says_it_comes():
    far = [an_offer(n, miles_east=40) for n in (1, 2, 3)]
    assert choice(a_question(), a_market(*far)).shares.possible.none == 1
    says_so = [replace(offer, area=a_radius(60)) for offer in far]
    assert choice(a_question(), a_market(*says_so)).shares.confirmed.enough == 1
    nowhere = [an_offer(n, miles_east=None) for n in (1, 2, 3)]
    assert choice(a_question(), a_market(*nowhere)).shares.possible.enough == 1


def test_options_that_may_no_longer_be_shown_are_no_choice():
    market = a_market(*(an_offer(n) for n in (1, 2, 3)))
    listed = market.columns["number"] != 2
    assert choice(a_question(), market, listed=listed).shares.confirmed.few == 1


def test_a_stated_budget_must_be_kept_and_no_other_wish_becomes_a_must():
    asked = with_budget_as_must(a_question(languages=("ben",), budget=a_budget(pence=5)))
    assert asked.must == {"budget"}
    assert with_budget_as_must(a_question()).must == frozenset()


def test_without_people_there_is_no_choice_to_measure():
    assert choice(a_question(), a_market(an_offer(1)), places=[]) is None


offers = st.lists(
    st.builds(
        lambda number, owner, pence, known: an_offer(
            number,
            owner=owner,
            fee=Fee("hour", pence) if pence else None,
            needs=yes("personal_care") if known else yes("meals"),
        ),
        st.integers(1, 10_000),
        st.integers(1, 4),
        st.sampled_from([0, 1500, 4000]),
        st.booleans(),
    ),
    max_size=7,
    unique_by=lambda offer: offer.number,
)


@settings(deadline=None, max_examples=20)
@given(offers, st.integers(100_000, 2_000_000))
def test_gaps_add_up_to_those_without_enough_and_possible_is_never_less_than_confirmed(some, pence):
    question = a_question("personal_care", budget=a_budget(pence=pence, hours_per_week=5))
    found = choice(question, a_market(*some))
    gaps = found.gaps.not_known + found.gaps.not_affordable + found.gaps.not_offered
    assert gaps == pytest.approx(1 - found.shares.confirmed.enough)
    assert found.shares.possible.enough >= found.shares.confirmed.enough
    assert found.shares.possible.none <= found.shares.confirmed.none


@settings(deadline=None, max_examples=20)
@given(offers, st.integers(100_000, 2_000_000), st.floats(-8, 8))
def test_choice_counts_the_owners_that_the_ranking_lists(some, pence, miles_east):
    """Asked at one place, choice is what ``rank`` confirms and lists to ask first there."""
    market = a_market(*some)
    place = people_at(miles_east, 1)
    question = a_question("personal_care", budget=a_budget(pence=pence, hours_per_week=5))
    ranking = rank(replace(with_budget_as_must(question), here=place.here), market)
    owner = market.columns["owner"]
    confirmed = len(set(owner[ranking.confirmed].tolist()))
    possible = len(set(owner[np.concatenate([ranking.confirmed, ranking.ask_first])].tolist()))
    shares = effective_choice_of(question, market, [place]).shares
    assert (shares.confirmed.none, shares.confirmed.enough) == (confirmed == 0, confirmed >= 3)
    assert (shares.possible.none, shares.possible.enough) == (possible == 0, possible >= 3)
