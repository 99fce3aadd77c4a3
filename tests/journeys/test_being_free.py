"""When help is needed and in which visits: asked, told back, answered with reasons, sources and dates."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from directory.records import Availability, Rating
from directory.web.availability_words import lines
from directory.web.rating_words import rating_told
from directory.web.wording import sentence
from matching.verdict import Reason

TODAY = datetime.now(UTC).date()
IN_A_MONTH = TODAY + timedelta(days=30)
START = {"start_day": IN_A_MONTH.day, "start_month": IN_A_MONTH.month, "start_year": IN_A_MONTH.year}
VISITS = {"visits_per_day": "4", "visit_minutes": "30", "workers": "1"}
ASKED = {"needs": "personal_care", "place": "E1 4NS", **START, **VISITS}


def told(day):
    return f"{day.day} {day:%B %Y}"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"yes": ["start"], "available_from": None, "taking_new": "yes"}, "Taking on new people."),
        ({"yes": ["start"], "available_from": "2026-11-02", "free_now": True}, "Free now."),
        ({"yes": ["start"], "available_from": "2026-12-28"}, "Free from 28 December 2026, in time for you."),
        ({"no": ["start"], "taking_new": "no"}, "Not taking on new people now."),
        (
            {"no": ["start"], "available_from": "2027-02-01", "start": "2027-01-04"},
            "Free only from 1 February 2027. You need help from 4 January 2027.",
        ),
        (
            {"unknown": ["start"], "start": "2027-01-04"},
            "We don't know if they are free from 4 January 2027.",
        ),
        (
            {"yes": ["room"], "hours_free": 20, "hours_per_week": 14.0},
            "Has 20 hours a week free. You need 14 hours.",
        ),
        (
            {"no": ["room"], "hours_free": 1, "hours_per_week": 14},
            "Has only 1 hour a week free. You need 14 hours.",
        ),
        (
            {"no": ["room"], "hours_free": 0, "hours_per_week": 14},
            "Has no hours free. You need 14 hours a week.",
        ),
        (
            {"no": ["visit_length"], "shortest_visit_minutes": 60, "minutes": 30},
            "Their shortest visit is 60 minutes. You need 30.",
        ),
        (
            {"no": ["visits_a_day"], "most_visits_a_day": 2, "per_day": 4},
            "Can come no more than twice a day. You need 4.",
        ),
        (
            {"yes": ["visit_length"], "no": ["two_workers"], "minutes": 30},
            "Does visits of 30 minutes. Two helpers can't come at once.",
        ),
    ],
)
def test_each_thing_asked_is_told_in_a_sentence_with_its_figures(values, words):
    assert sentence(Reason("availability.some", values)) == words


def test_what_is_not_known_is_asked():
    values = {"unknown": ["start", "two_workers"], "start": "2027-01-04"}
    assert sentence(Reason("ask.availability", values)) == (
        "Can you start on 4 January 2027? Can two helpers come at once?"
    )


def test_a_listing_says_when_and_how_much():
    free = Availability(date(2027, 1, 4), True, 7.5, 30, 1, False)
    assert list(lines(free, date(2026, 11, 25))) == [
        "Taking on new people",
        "Free from 4 January 2027",
        "7.5 hours a week free",
        "Shortest visit: 30 minutes",
        "Can come up to once a day",
        "Two helpers at once is not possible",
    ]
    assert list(lines(free, date(2027, 2, 1)))[1] == "Free since 4 January 2027"
    assert list(lines(Availability(), TODAY)) == []


RATED = "The Care Quality Commission rated"


@pytest.mark.parametrize(
    ("rating", "words"),
    [
        (Rating("good", date(2025, 3, 1)), f"{RATED} them Good on 1 March 2025."),
        (
            Rating("requires_improvement", date(2019, 3, 1)),
            f"{RATED} them Requires improvement on 1 March 2019. That was over 7 years ago, so much may have "
            "changed.",
        ),
        (
            Rating("outstanding", date(2025, 3, 1), inherited=True),
            f"{RATED} this service Outstanding on 1 March 2025, when somebody else ran it.",
        ),
        (Rating("inadequate"), f"{RATED} them Inadequate. We don't know when."),
    ],
)
def test_a_rating_says_its_day_and_when_it_is_old_or_not_their_own(rating, words):
    assert rating_told(rating, date(2026, 11, 25)) == words


def test_a_start_and_visits_come_back_on_the_check_page_and_in_the_form(visitor):
    visitor.answers(ASKED)
    visitor.open(visitor.path.replace("/results/", "/find/") + "/check")
    assert f"Help from {told(IN_A_MONTH)}" in visitor.words
    assert "4 visits a day 30 minutes each One helper at a time" in visitor.words
    visitor.open(visitor.path.replace("/check", "/change/start"))
    for part, value in START.items():
        assert re.search(rf'name="{part}" value="{value}"', visitor.page.text)
    visitor.send(start_day="", start_month="", start_year="")
    assert told(IN_A_MONTH) not in visitor.words


@pytest.mark.parametrize(
    ("field", "changes", "words"),
    [
        ("start_day", {"start_day": "31", "start_month": "2"}, "Write a real date"),
        ("start_day", {"start_month": ""}, "Write a real date"),
        ("start_day", {"start_year": "27"}, "It must be today or later"),
        ("start_day", {"start_year": str(TODAY.year + 9)}, "less than five years away"),
        ("visits_per_day", {"visits_per_day": "some"}, "Write how many visits"),
        ("visits_per_day", {"visits_per_day": "49", "visit_minutes": "30"}, "more than 24 hours a day"),
        ("visit_minutes", {"visit_minutes": "2"}, "5 or more"),
    ],
)
def test_what_cannot_be_is_told_beside_the_field_and_what_was_typed_stays(visitor, field, changes, words):
    visitor.open("/find/short")
    visitor.send(**{**ASKED, **changes})
    assert visitor.page.status_code == 422
    assert visitor.page.text.count(words) == 2
    assert f'href="#{field}"' in visitor.page.text
    for name, value in changes.items():
        assert f'name="{name}" value="{value}"' in visitor.page.text


def test_a_month_may_be_named(visitor):
    visitor.answers({**ASKED, "start_month": f"{IN_A_MONTH:%B}"})
    assert f"Help from {told(IN_A_MONTH)}" in visitor.words


def test_visits_are_asked_about_only_where_help_may_come_to_the_home(visitor):
    visitor.answers({"needs": "companionship", "setting": "go_to", "place": "E1 4NS"})
    visitor.open(visitor.path.replace("/results/", "/find/") + "/change/start")
    assert "When do you need help from?" in visitor.words
    visitor.open(visitor.path.replace("/change/start", "/check"))
    assert "Visits" not in visitor.words
    assert "Help from" in visitor.words


def test_results_say_who_is_free_on_whose_word_and_when(visitor):
    visitor.answers({**ASKED, "budget": "300", "per": "week"})
    free = "Free now. Has 20 hours a week free. You need 14 hours. Does visits of 30 minutes."
    assert f"{free} Can come 4 times a day. (Register of personal assistants, " in visitor.words
    assert "Not taking on new people now." in visitor.words
    assert f"Can you start on {told(IN_A_MONTH)}?" in visitor.words
    assert "The visits you need come to 14 hours of help a week." in visitor.words
    assert "You did not say how many hours" not in visitor.words


def test_room_can_be_made_a_must(visitor):
    visitor.answers({**ASKED, "must": "availability"})
    assert "Tom, Bow" not in visitor.words
    assert "Must have: room for you when you need it" in visitor.words
    visitor.answers({"needs": "personal_care", "must": "availability"})
    assert "Must have" not in visitor.words


def test_an_old_rating_says_so_on_the_card_and_on_the_services_own_page(visitor):
    words = "rated this service Good on 1 March 2019, when somebody else ran it. That was over"
    visitor.answers({"needs": "personal_care", "place": "E1 4NS"})
    assert words in visitor.words
    visitor.open(re.search(r'href="(/services/[^"]+)">Example Home Care', visitor.page.text)[1])
    assert words in visitor.words
    assert "Care Quality Commission directory, " in visitor.words
    assert "If they have room for you, and from when" in visitor.words


def test_a_services_page_says_when_it_is_free_with_source_and_date(visitor):
    visitor.answers(ASKED)
    visitor.open(re.search(r'href="(/services/[^"]+)">Josephina, Bow', visitor.page.text)[1])
    assert "Room and visits Taking on new people Free since 6 January 2020" in visitor.words
    assert f"Can come up to 4 times a day Register of personal assistants, {told(TODAY)}." in visitor.words
    assert "If they have room for you" not in visitor.words


QUESTION = {"needs": ["personal_care"], "place": "E1 4NS"}


def test_the_api_takes_a_start_and_visits_and_gives_the_reason(client):
    question = {
        **QUESTION,
        "start": IN_A_MONTH.isoformat(),
        "visits": {"per_day": 4, "minutes": 30},
        "must": ["availability"],
        "order": ["availability", "distance"],
    }
    (first,) = client.post("/api/v1/match", json=question).json["confirmed"]
    reason = next(each["reason"] for each in first["criteria"] if each["criterion"] == "availability")
    assert first["name"] == "Josephina, Bow"
    assert reason["id"] == "availability.yes"
    assert reason["values"]["yes"] == ["start", "room", "visit_length", "visits_a_day"]
    assert (reason["values"]["hours_free"], reason["values"]["hours_per_week"]) == (20, 14.0)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"start": "4/1/2027"}, "start"),
        ({"start": "2027-02-30"}, "start"),
        ({"start": "20270104"}, "start"),
        ({"start": 20270104}, "start"),
        ({"visits": {"minutes": 4}}, "visits"),
        ({"visits": {"minutes": 30.5}}, "visits"),
        ({"visits": {"workers": 3}}, "visits"),
        ({"visits": {"per_day": 0}}, "visits"),
        ({"visits": {"a_day": 2}}, "visits"),
        ({"visits": {"per_day": 60, "minutes": 60}}, "visits"),
        ({"must": ["availability"]}, "must"),
    ],
)
def test_the_api_refuses_by_name_what_cannot_be_asked(client, more, field):
    refused = client.post("/api/v1/match", json={**QUESTION, **more})
    assert refused.status_code == 422
    assert any(name.split(".")[0] == field for name in refused.json["errors"])


def test_nulls_and_empty_visits_say_nothing(client):
    plain = client.post("/api/v1/match", json=QUESTION).json
    for more in ({"start": None, "visits": None}, {"visits": {}}, {"visits": {"per_day": None}}):
        assert client.post("/api/v1/match", json={**QUESTION, **more}).json == plain


def test_the_public_list_gives_availability_and_rating_with_their_sources(client):
    services = {each["name"]: each for each in client.get("/api/v1/services").json["contents"]}
    assert services["Josephina, Bow"]["availability"] == {
        "available_from": "2020-01-06",
        "taking_new": True,
        "hours_free": 20.0,
        "shortest_visit_minutes": 30,
        "most_visits_a_day": 4,
        "two_workers": None,
        "source": "personal-assistants",
        "confirmed_on": TODAY.isoformat(),
    }
    rating = services["Example Home Care"]["rating"]
    assert (rating["overall"], rating["rated_on"], rating["inherited"]) == ("good", "2019-03-01", True)
    assert json.dumps(services["Rita, Bow"]["availability"]) == "null"
