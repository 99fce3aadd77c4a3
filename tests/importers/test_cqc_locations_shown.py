"""The monthly list beside the weekly directory, from the file to the pages and the API."""

import pytest

from directory.app import create_app
from importers.pipeline import Orders, run
from importers.sources.cqc_directory import CqcDirectory
from importers.sources.cqc_locations import CqcLocations
from tests.importers.cqc_rows import A_LOCATION, AN_ACTIVE_LOCATION
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import write_csv
from tests.importers.taking_in import listed
from tests.journeys.small_market import OpenedHere

INHERITED = {"Publication Date": "01/03/2019", "Inherited Rating (Y/N)": "Y"}
NOT_RATED = {"Location ID": "1-100000002", "Location Latest Overall Rating": "No published rating"}


@pytest.fixture
def take_in(store, settings, tmp_path):
    def taken_in(source, *rows, **orders):
        path = write_csv(tmp_path / f"{source.name}.csv", list(rows))
        return run(store, source, path, a_reading_context(), Orders(publish_to=settings, **orders))

    return taken_in


@pytest.fixture
def page(settings):
    """The words of the one service's page, and the service as the API gives it."""

    def opened():
        client = create_app(settings, OpenedHere(settings)).test_client()
        (service,) = client.get("/api/v1/services").json["contents"]
        return client.get(f"/services/{service['id']}").text, service

    return opened


def test_the_same_location_in_both_files_is_one_option_that_says_what_each_of_them_says(take_in, store, page):
    take_in(CqcDirectory(), A_LOCATION)
    report = take_in(CqcLocations(), {**AN_ACTIVE_LOCATION, "Care homes beds": "12"})
    assert report.links == {"same": 1, "ask": 0}
    assert listed(store) == 1
    words, service = page()
    assert "Rated" not in words
    assert "16 November 2015" in words
    assert "<dt>Beds</dt><dd>12" in words
    assert {source["source"] for source in service["sources"]} == {"cqc-directory", "cqc-locations"}


def test_a_rating_is_shown_with_its_day_its_age_whose_it_was_and_its_source(take_in, page):
    take_in(CqcLocations(), {**AN_ACTIVE_LOCATION, **INHERITED})
    words, service = page()
    assert "rated this service Good on 1 March 2019, when somebody else ran it. That was over" in words
    assert "Care Quality Commission locations, 21 November 2026." in words
    assert service["rating"] == {
        "overall": "good",
        "rated_on": "2019-03-01",
        "inherited": True,
        "source": "cqc-locations",
        "confirmed_on": "2026-11-21",
    }


def test_a_missing_rating_says_so(take_in, page):
    take_in(CqcLocations(), {**AN_ACTIVE_LOCATION, **NOT_RATED})
    words, service = page()
    assert "<dt>Official rating</dt><dd>No published rating" in words
    assert service["rating"] is None


def test_the_directory_alone_brings_no_rating_and_the_page_says_so(take_in, page):
    take_in(CqcDirectory(), A_LOCATION)
    assert "We have no official rating for them." in page()[0]


def test_a_location_that_turns_dormant_is_kept_and_no_longer_listed(take_in, store):
    take_in(CqcDirectory(), A_LOCATION)
    take_in(CqcLocations(), AN_ACTIVE_LOCATION)
    report = take_in(CqcLocations(), {**AN_ACTIVE_LOCATION, "Dormant (Y/N)": "Y"})
    assert (report.changed, report.unlisted_by_code) == (1, {"dormant": 1})
    assert listed(store) == 0


def test_two_registrations_of_one_place_stay_two(take_in, store):
    second = {**AN_ACTIVE_LOCATION, "Location ID": "1-100000009", "Provider ID": "1-200000009"}
    take_in(CqcLocations(), AN_ACTIVE_LOCATION, {**second, "Provider Companies House Number": ""})
    assert listed(store) == 2


def test_the_same_list_again_changes_nothing(take_in):
    first, again = (take_in(CqcLocations(), AN_ACTIVE_LOCATION) for _ in range(2))
    assert (again.unchanged, again.added, again.fingerprint) == (1, 0, first.fingerprint)
