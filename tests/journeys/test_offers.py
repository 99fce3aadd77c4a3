"""From what the store holds of an option to what matching judges by."""

from dataclasses import replace

import pytest

from directory.offers import offer_of, offers_of
from directory.records import Attribute, CostOption, ServiceArea
from directory.settings import read_settings
from directory.store.session import open_store
from tests.builders import a_care_home, a_community_group, a_home_care_agency, a_personal_assistant
from tests.journeys.market_in_memory import folded


@pytest.fixture
def offer_from(tmp_path):
    settings = read_settings({"CAREMARKET_DATA_DIR": str(tmp_path)})
    store = open_store(settings)

    def offer(claims):
        with store.writing() as writer:
            run = writer.begin_run("a-source", "A publisher", "Bow", "file.csv", "0" * 64)
            writer.add_versions(run, [(claims, None, None)])
            writer.finish_run(run, {}, {})
            writer.fold()
        with store.reading() as reader:
            return offer_of(next(iter(reader.published_rows())))

    yield offer
    store.close()


def test_a_need_stated_without_a_setting_holds_in_every_setting(offer_from):
    everywhere = Attribute("needs", "advocacy", "yes", "provider")
    at_home = Attribute("needs", "meals", "yes", "provider", "own_home")
    offer = offer_from(a_community_group(needs=[], attributes=(everywhere, at_home)))
    assert offer.needs["own_home"].yes == {"advocacy", "meals"}
    assert offer.needs["go_to"].yes == {"advocacy"}


def test_a_register_that_names_personal_care_makes_it_lawful(offer_from):
    assert offer_from(a_home_care_agency()).registered_for_personal_care


def test_a_care_home_is_registered_for_those_who_live_there_and_not_for_homes_it_visits(offer_from):
    in_the_home = Attribute("needs", "personal_care", "yes", "register", "move_in")
    own_word = Attribute("needs", "personal_care", "yes", "provider", "own_home")
    offer = offer_from(a_care_home(needs=[], registered_activities=(), attributes=(in_the_home, own_word)))
    assert offer.registered_where_people_live
    assert not offer.registered_for_personal_care


def test_what_its_owner_runs_under_one_cqc_location_shares_the_registration():
    agency = a_home_care_agency()
    (location,) = (i for i in agency.identifiers if i.scheme == "cqc_location")
    small = replace(
        a_community_group(needs=["personal_care"]), provider_kind="micro_provider", identifiers=(location,)
    )
    registered = folded(agency, owner=7), folded(small, owner=7), folded(small, owner=8)
    assert [offer.registered_for_personal_care for offer in offers_of(registered, registered)] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("claims", [a_community_group(needs=["personal_care"]), a_personal_assistant()])
def test_a_providers_own_word_makes_nobody_registered(offer_from, claims):
    assert not offer_from(claims).registered_for_personal_care


def test_a_personal_assistants_place_counts_in_whole_miles_and_her_languages_are_all_there_are(offer_from):
    offer = offer_from(a_personal_assistant(languages=["syl"]))
    assert offer.whole_miles
    assert (offer.languages.yes, offer.languages.complete) == ({"syl"}, True)


def test_price_area_and_employment_go_over_as_they_stand(offer_from):
    area = ServiceArea("outcodes", codes=("E1", "E3"))
    costs = (CostOption("day", 6000, 5.0), CostOption("hour", 1500))
    offer = offer_from(a_personal_assistant(costs=costs, service_area=area, employment="employed"))
    assert (offer.fee.unit, offer.fee.pence, offer.fee.hours_in_unit) == ("day", 6000, 5.0)
    assert (offer.area.kind, offer.area.codes, offer.employment) == ("outcodes", ("E1", "E3"), "employed")


@pytest.mark.parametrize(("claims", "backing"), [(a_care_home(), 1), (a_personal_assistant(), 0)])
def test_backing_is_the_share_that_a_register_or_an_officer_stands_behind(offer_from, claims, backing):
    assert offer_from(claims).backing == backing
