"""What publishing asks of the store besides the options themselves."""

from dataclasses import replace

from directory.records import Identifier, ServiceArea
from tests.builders import a_community_group, a_home_care_agency, a_personal_assistant
from tests.directory.importing import published, take_in

PROVIDER = Identifier("cqc_provider", "1-200000001")


def an_agency_at(location, **changes):
    numbers = (Identifier("cqc_location", location), PROVIDER)
    return a_home_care_agency(identifiers=numbers, source_id=changes["name"], **changes)


def test_options_of_one_owner_at_one_location_are_told(store):
    homes = [
        an_agency_at("1-1", name="Care at home"),
        an_agency_at("1-1", name="Care by night"),
        an_agency_at("1-2", name="Elsewhere"),
    ]
    take_in(store, *homes, source="cqc-directory")
    with store.reading() as reader:
        sharing = {
            option for _, location, option in reader.options_sharing("cqc_location") if location == "1-1"
        }
    assert {o.name for o in published(store) if o.option_number in sharing} == {
        "Care at home",
        "Care by night",
    }


def test_options_of_two_owners_at_one_location_are_not(store):
    agency = an_agency_at("1-1", name="Care at home")
    other = replace(an_agency_at("1-1", name="Other owner"), identifiers=agency.identifiers[:1])
    take_in(store, agency, other, source="cqc-directory")
    with store.reading() as reader:
        assert reader.options_sharing("cqc_location") == []


def test_only_districts_that_listed_options_go_to_are_named(store):
    around = [
        a_personal_assistant(source_id="one", service_area=ServiceArea("outcodes", codes=("E1", "E3"))),
        a_personal_assistant(source_id="two", service_area=ServiceArea("councils", codes=("E09000030",))),
        a_community_group(service_area=ServiceArea("outcodes", codes=("E14",)), unlisted_because="closed"),
    ]
    take_in(store, *around)
    with store.reading() as reader:
        assert reader.outcodes_named() == {"E1", "E3"}
