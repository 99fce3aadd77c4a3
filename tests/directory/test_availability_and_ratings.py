"""Availability and ratings in the store: kept whole, each on the word of one record that is named."""

import json
from datetime import date

import pytest

from directory.offers import offer_of
from directory.records import Attribute, Availability, Rating, claims_from_json
from tests.builders import a_care_home, a_community_group, a_home_care_agency
from tests.directory.importing import published, take_in, the_option

FREE = Availability(date(2027, 1, 4), True, 12.5, 30, 4, False)
GOOD = Rating("good", date(2019, 3, 1), inherited=True)


def test_a_record_that_states_neither_is_hashed_as_it_was_before_they_could():
    plain = a_community_group().as_json()
    assert {"availability", "rating"}.isdisjoint(plain)
    assert claims_from_json(plain).availability is None


@pytest.mark.parametrize("availability", [FREE, Availability(taking_new=False), None])
@pytest.mark.parametrize("rating", [GOOD, Rating("inadequate"), None])
def test_what_is_claimed_comes_back_from_its_plain_values(availability, rating):
    plain = json.loads(json.dumps(a_care_home(availability=availability, rating=rating).as_json()))
    claims = claims_from_json(plain)
    assert (claims.availability, claims.rating) == (availability, rating)


def test_another_day_is_another_record():
    earlier, later = (a_care_home(rating=Rating("good", day)) for day in (date(2019, 3, 1), None))
    assert len({earlier.fingerprint(), later.fingerprint(), a_care_home().fingerprint()}) == 3


@pytest.mark.parametrize(
    ("availability", "rating"),
    [(FREE, GOOD), (Availability(taking_new=False), Rating("outstanding")), (None, None)],
)
def test_the_store_gives_back_what_was_stated_and_who_stated_it(store, availability, rating):
    take_in(store, a_care_home(availability=availability, rating=rating))
    option = the_option(store)
    assert (option.availability, option.rating) == (availability, rating)
    assert [(row.availability, row.rating) for row in published(store)] == [(availability, rating)]
    named = {"availability", "rating"} & set(option.field_sources)
    assert named == ({"availability", "rating"} if rating else set())


def test_the_provider_knows_when_it_is_free_and_the_register_how_it_was_rated(store):
    own_words = {"evidence": "provider", "source_id": "own", "attributes": ()}
    register = take_in(
        store,
        a_home_care_agency(availability=Availability(taking_new=True), rating=GOOD),
        source="cqc-directory",
        publisher="CQC",
    )
    agency = take_in(
        store, a_home_care_agency(availability=FREE, rating=Rating("outstanding"), **own_words), source="own"
    )
    with store.writing() as writer:
        writer.link(*register.added, *agency.added, "same", {})
        writer.fold(register.added)
    option = the_option(store)
    assert (option.availability, option.rating) == (FREE, GOOD)
    assert option.field_sources["availability"].source == "own"
    assert option.field_sources["rating"].source == "cqc-directory"


def test_an_officer_who_checked_is_believed_before_the_provider(store):
    checked = Attribute("languages", "eng", "yes", "officer")
    club = take_in(store, a_community_group(availability=FREE))
    council = take_in(
        store,
        a_community_group(
            availability=Availability(taking_new=False), attributes=(checked,), evidence="officer"
        ),
        source="council-checks",
    )
    with store.writing() as writer:
        writer.link(*club.added, *council.added, "same", {})
        writer.fold(club.added)
    assert the_option(store).availability == Availability(taking_new=False)


def test_they_go_when_the_record_no_longer_states_them(store):
    take_in(store, a_care_home(availability=FREE, rating=GOOD))
    take_in(store, a_care_home())
    assert (the_option(store).availability, the_option(store).rating) == (None, None)


def test_matching_is_given_all_of_it_and_unknown_stays_unknown(store):
    take_in(store, a_care_home(availability=FREE, rating=GOOD), a_community_group())
    offers = {option.name: offer_of(option) for option in published(store)}
    home, club = offers["Example Lodge"], offers["Example Lunch Club"]
    assert (home.rating, home.rated_on, home.rating_inherited) == ("good", GOOD.rated_on, True)
    assert (home.available_from, home.taking_new, home.hours_free) == (FREE.available_from, True, 12.5)
    assert (home.shortest_visit_minutes, home.most_visits_a_day, home.two_workers) == (30, 4, False)
    assert (club.rating, club.rated_on, club.rating_inherited) == (None, None, False)
    assert {club.available_from, club.taking_new, club.hours_free, club.two_workers} == {None}
    assert {club.shortest_visit_minutes, club.most_visits_a_day} == {None}
