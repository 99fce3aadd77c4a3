"""What publishing asks of the store besides the options themselves."""

from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import update

from directory.records import Identifier, ServiceArea
from directory.store.option_models import ServiceAtLocation
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


def hide_one(store, name):
    with store.writing() as writer:
        writer.hide(next(o.option_id for o in published(store) if o.name == name), why="asked", by="officer")


@pytest.mark.parametrize("mark_known", [True, False])
def test_of_a_versions_options_those_hidden_since_are_told(store, mark_known):
    groups = [a_community_group(source_id=name, name=name) for name in ("One", "Two", "Three")]
    take_in(store, *groups)
    hide_one(store, "One")
    with store.reading() as reader:
        mark = reader.last_change() if mark_known else "no mark of this database"
    numbers = {option.name: option.option_number for option in published(store)}
    hide_one(store, "Two")
    asked = np.array([numbers["Three"], numbers["Two"]])
    with store.reading() as reader:
        assert reader.still_listed(mark, asked).tolist() == [True, False]


def test_only_what_changed_since_a_version_is_asked_after(store):
    """Who is hidden in a way the log doesn't tell would be found: nothing else is looked at."""
    take_in(store, a_community_group())
    (option,) = published(store)
    with store.writing() as writer:
        mark = writer.last_change()
        writer._connection.execute(update(ServiceAtLocation).values(listed=False))
        assert writer.still_listed(mark, np.array([option.option_number])).tolist() == [True]
        assert writer.still_listed("", np.array([option.option_number])).tolist() == [False]
