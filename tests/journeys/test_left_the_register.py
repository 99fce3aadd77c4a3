"""A location gone from an accepted file of the register leaves everything people see in that import."""

import re
from datetime import UTC, datetime

import pytest

from directory.app import create_app
from directory.settings import read_settings
from directory.store.session import open_store
from importers.pipeline import Orders, run
from importers.sources.cqc_directory import CqcDirectory
from importers.undoing import undo
from tests.importers.cqc_rows import A_LOCATION, LOCATION_ID
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import PEOPLE, a_person, another_person, write_csv
from tests.journeys.small_market import OpenedHere
from tests.journeys.visitor import Visitor

STAYS, LEAVES = A_LOCATION, {**A_LOCATION, "Name": "Leaving Home Care", LOCATION_ID: "1-100000002"}
QUESTION = {"needs": ["personal_care"], "place": "E1 4NS"}


@pytest.fixture
def register(tmp_path):
    """Send a weekly file: it is imported and published."""
    settings = read_settings({"CAREMARKET_DATA_DIR": str(tmp_path / "data")})
    store = open_store(settings)

    def sent(*rows):
        path = write_csv(tmp_path / "week.csv", list(rows))
        return run(store, CqcDirectory(), path, a_reading_context(), Orders(publish_to=settings))

    sent.settings, sent.store = settings, store
    yield sent
    store.close()


@pytest.fixture
def visitor(register):
    register(STAYS, LEAVES)
    return Visitor(create_app(register.settings, OpenedHere(register.settings)).test_client())


def shortlisted(visitor):
    answer_id = visitor.answers(QUESTION)
    wanted = re.search(r'href="/services/([^"]+)">Leaving Home Care<', visitor.page.text)[1]
    visitor.send("/shortlist/add", option_id=wanted, answer_id=answer_id)
    return wanted


def seen(visitor):
    """Where people and programs find it."""
    visitor.answers(QUESTION)
    places = {"results": "Leaving Home Care" in visitor.words}
    visitor.open("/search")
    visitor.send(words="Leaving Home Care")
    places["search"] = "/services/" in visitor.page.text and ">Leaving Home Care<" in visitor.page.text
    listing = visitor.client.get("/api/v1/services").json
    places["list"] = "Leaving Home Care" in str(listing)
    answer = visitor.client.post("/api/v1/match", json=QUESTION).json
    places["match"] = "Leaving Home Care" in str(answer)
    return places


def test_a_location_gone_from_the_file_leaves_answers_search_and_api_in_that_import(register, visitor):
    assert set(seen(visitor).values()) == {True}
    assert register(STAYS).ended == 1
    assert set(seen(visitor).values()) == {False}


def test_its_page_and_a_shortlist_that_holds_it_say_that_it_has_left(register, visitor):
    wanted = shortlisted(visitor)
    register(STAYS)
    assert visitor.open(f"/services/{wanted}").status_code == 404
    assert "This service has left the directory" in visitor.words
    refusal = visitor.client.get(f"/api/v1/services/{wanted}")
    assert (refusal.status_code, refusal.json["code"]) == (404, "has_left")
    visitor.open("/shortlist/")
    assert "Leaving Home Care" in visitor.words
    assert "This service has left the directory since you chose it" in visitor.words
    assert visitor.send_to("/shortlist/add", {"option_id": wanted}).status_code == 404


def test_its_history_stays_and_undoing_the_import_brings_it_back(register, visitor):
    wanted = shortlisted(visitor)
    register(STAYS)
    with register.store.reading() as reader:
        latest = reader.runs()[0]
    assert latest.accepted_at.date() == datetime.now(UTC).date()
    undo(register.store, latest.run_id, "an officer")
    assert visitor.open(f"/services/{wanted}").status_code == 200
    visitor.open("/shortlist/")
    assert "has left the directory" not in visitor.words


def test_nobody_is_told_that_a_private_person_was_here(visitor, register, tmp_path):
    for consent in ("yes", "no"):
        path = write_csv(tmp_path / "people.csv", [a_person(Consent_to_list=consent), another_person(1)])
        run(register.store, PEOPLE, path, a_reading_context(), Orders(publish_to=register.settings))
        if consent == "yes":
            with register.store.reading() as reader:
                (wanted,) = (
                    option.option_id
                    for option in reader.published_rows()
                    if option.name.startswith("Josephina")
                )
    assert visitor.open(f"/services/{wanted}").status_code == 404
    gone = visitor.words
    visitor.open("/services/0000000000000")
    assert gone == visitor.words
