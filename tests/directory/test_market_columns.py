"""A market read by columns is the market that its options put together would give, to the last bit."""

import shutil
from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.market_columns import market_gathered
from directory.market_documents import market_documents
from directory.offers import codes_for, offers_of
from directory.records import Attribute, Availability, Identifier, Rating, ServiceArea
from directory.search.documents import document_of
from directory.store import listed_columns
from directory.store.session import open_store
from matching.columns import columns_of
from matching.gathered import gathered_of
from tests.builders import (
    BOW_CELL,
    MILE_END,
    STRETFORD,
    a_care_home,
    a_community_group,
    a_home_care_agency,
    a_personal_assistant,
)
from tests.directory.conftest import settings_for
from tests.directory.importing import take_in

TODAY = date(2026, 11, 26)
CODES = {
    "needs": ("personal_care", "meals", "companionship"),
    "setting": ("own_home", "go_to"),
    "languages": ("eng", "syl"),
    "faith": ("muslim", "sikh"),
}
ATTRIBUTES = st.sampled_from(sorted(CODES)).flatmap(
    lambda name: st.builds(
        Attribute,
        st.just(name),
        st.sampled_from(CODES[name]),
        st.sampled_from(["yes", "no"]),
        st.sampled_from(["provider", "register", "officer"]),
        st.sampled_from([None, "own_home", "move_in"]),
    )
)
AREAS = (
    ServiceArea("radius", radius_miles=3),
    ServiceArea("radius", radius_miles=25.5),
    ServiceArea("outcodes", codes=("E1", "M32")),
    ServiceArea("councils", codes=("E09000030",)),
    ServiceArea("national"),
)
STATED = st.fixed_dictionaries(
    {
        "attributes": st.lists(ATTRIBUTES, max_size=8, unique=True).map(tuple),
        "complete": st.lists(st.sampled_from(sorted(CODES)), unique=True, max_size=3).map(tuple),
        "place": st.sampled_from([None, BOW_CELL, MILE_END, STRETFORD]),
        "service_area": st.sampled_from([None, *AREAS]),
        "employment": st.sampled_from([None, "employed", "self_employed"]),
        "description": st.sampled_from([None, "Tea and talk", "Caff\u00e8"]),
        "availability": st.sampled_from([None, Availability(date(2027, 1, 4), True, 7.5, 30, 4, False)]),
        "rating": st.sampled_from([None, Rating("good", date(2024, 2, 29), True), Rating("inadequate")]),
        "unlisted_because": st.sampled_from([None, None, None, "closed"]),
    }
)


def a_record(number, kind, stated):
    """One of a register's rows; the first three agencies are at one registered location of one owner."""
    place = MILE_END if kind is not a_community_group and stated["place"] is None else stated["place"]
    if kind is a_personal_assistant:
        place = BOW_CELL
    record = replace(kind(source_id=f"{number}", name=f"Name {number}"), **{**stated, "place": place})
    if kind is a_home_care_agency:
        numbers = (Identifier("cqc_location", f"1-{max(number, 2)}"), Identifier("cqc_provider", "1-2"))
        activities = ("personal_care",) if number % 2 else ()
        return replace(record, identifiers=numbers, registered_activities=activities)
    return record


KINDS = st.sampled_from([a_personal_assistant, a_home_care_agency, a_care_home, a_community_group])
RECORDS = st.lists(st.tuples(KINDS, STATED), max_size=8).map(
    lambda rows: [a_record(number, *row) for number, row in enumerate(rows)]
)


def by_columns(store):
    with store.reading() as reader:
        codes = codes_for(reader.outcodes_named())
        gathered = market_gathered(reader.option_blocks(), reader.options_sharing("cqc_location"), codes)
        return columns_of(gathered, codes, TODAY), list(market_documents(reader.words_blocks()))


def by_options(store):
    with store.reading() as reader:
        codes, options = codes_for(reader.outcodes_named()), list(reader.published_rows())
    gathered = gathered_of(offers_of(options, options), codes)
    return columns_of(gathered, codes, TODAY), list(map(document_of, options))


def assert_the_same_market(store):
    (columns, documents), (expected, of_options) = by_columns(store), by_options(store)
    assert documents == of_options
    assert columns.keys() == expected.keys()
    for name, column in columns.items():
        assert column.dtype == expected[name].dtype, name
        np.testing.assert_array_equal(column, expected[name], err_msg=name, strict=True)


@given(records=RECORDS)
@settings(max_examples=60, deadline=None)
def test_any_market_read_by_columns_is_as_its_options_are(sqlite_tables, tmp_path_factory, records):
    path = tmp_path_factory.mktemp("market") / "market.sqlite3"
    shutil.copy(sqlite_tables, path)
    store = open_store(settings_for(f"sqlite:///{path}", None))
    take_in(store, *records, source="cqc-directory")
    assert_the_same_market(store)
    store.close()


def test_every_database_gives_the_same_columns_across_blocks(store, monkeypatch):
    monkeypatch.setattr(listed_columns, "OPTIONS_AT_ONCE", 2)
    everything = {
        "attributes": (
            Attribute("needs", "meals", "yes", "provider"),
            Attribute("needs", "personal_care", "yes", "register", "own_home"),
            Attribute("faith", "sikh", "no", "officer"),
        ),
        "complete": ("languages", "needs"),
        "place": STRETFORD,
        "service_area": AREAS[2],
        "employment": "employed",
        "description": "Tea and talk",
        "availability": Availability(date(2027, 1, 4), True, 7.5, 30, 4, False),
        "rating": Rating("good", date(2024, 2, 29), True),
        "unlisted_because": None,
    }
    kinds = (a_home_care_agency, a_home_care_agency, a_home_care_agency, a_personal_assistant, a_care_home)
    take_in(
        store,
        *(a_record(number, kind, everything) for number, kind in enumerate(kinds)),
        a_community_group(place=None, costs=(), attributes=(), needs=[], setting=[], service_type=[]),
        source="cqc-directory",
    )
    assert_the_same_market(store)
    assert by_columns(store)[0]["registered"].sum() >= 3


def test_an_empty_market_has_columns_without_a_row(store):
    assert_the_same_market(store)
