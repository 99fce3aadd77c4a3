"""Free text: what it asks for is read, what it says of somebody is not."""

import pytest

from directory.journeys.read_words import read_words
from tests.journeys.small_market import ShortGazetteer


def read(text: str):
    return read_words(text, ShortGazetteer())


def test_the_sentence_of_a_sylheti_speaker_near_e1_is_read_whole():
    read_back = read("Sylheti-speaking woman, personal assistant, near E1, under £18 an hour")
    assert read_back.question == {
        "languages": ["syl"],
        "staff_gender": "female",
        "provider_kinds": ["personal_assistant"],
        "place": "E1",
        "budget": {"max_pence_per_hour": 1800},
        "must": ["max_pence_per_hour", "languages", "staff_gender"],
    }
    assert read_back.unread == ()


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("help washing", ["personal_care"]),
        ("I need someone to talk to", ["companionship"]),
        ("somebody to cook and clean", ["meals", "household_tasks"]),
        ("getting in and out of bed", ["moving_handling"]),
        ("compnionship", ["companionship"]),
        ("HELP WITH SHOPPING!!", ["shopping"]),
        ("a night sitter", ["waking_night"]),
        ("xyzzy", []),
    ],
)
def test_everyday_words_name_a_need(text, needs):
    assert sorted(read(text).question.get("needs", [])) == sorted(needs)


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("£18 an hour", {"max_pence_per_hour": 1800}),
        ("no more than 17.50 pounds per hour", {"max_pence_per_hour": 1750}),
        ("under £20/hr", {"max_pence_per_hour": 2000}),
        ("£9,360 a year", {"pence": 936000, "per": "year"}),
        ("I have £200 a week for 10 hours a week", {"pence": 20000, "per": "week", "hours_per_week": 10.0}),
        ("2 hours a day", {"hours_per_week": 14.0}),
        ("£800 each month", {"pence": 80000, "per": "month"}),
        ("200 pounds week", {"pence": 20000, "per": "week"}),
        ("£90 weekly", {"pence": 9000, "per": "week"}),
        ("£25 at the weekend", {"max_pence_per_hour": 2500}),
    ],
)
def test_money_and_hours_are_read(text, budget):
    assert read(text).question["budget"] == budget


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("help with meals near Bow", "Bow"),
        ("E1 4NS please", "E1 4NS"),
        ("a cleaner in Stretford", "Stretford"),
        ("a cleaner in bow ties", None),
        ("near Atlantis", None),
    ],
)
def test_a_place_is_read_only_where_there_is_one(text, place):
    assert read(text).question.get("place") == place


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("a female carer", "female"),
        ("a woman to help me wash", "female"),
        ("a man who can help me shower", "male"),
        ("woman, personal assistant, speaks Sylheti", "female"),
        ("I am a woman and need help washing", None),
        ("help washing for an elderly man", None),
        ("my mum is an 80 year old woman", None),
        ("female carer for my dad", "female"),
    ],
)
def test_a_worker_is_asked_for_and_a_person_only_spoken_of(text, sex):
    assert read(text).question.get("staff_gender") == sex


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("I am a Muslim woman who needs help with meals", "faith"),
        ("My mother is Polish and needs help with meals", "languages"),
        ("I'm a Bangladeshi man who needs company", "culture"),
        ("for my gay uncle who needs company", "lgbt_affirming"),
    ],
)
def test_who_somebody_is_sets_nothing(text, field):
    read_back = read(text)
    assert field not in read_back.question
    assert read_back.about_someone
    assert read_back.unread == ()


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("a carer who speaks Polish", "languages", ["pol"]),
        ("Somali speaking befriender", "languages", ["som"]),
        ("halal meals", "diet", ["halal"]),
        ("a group for people with dementia", "user_bands", ["dementia"]),
        ("Bangladeshi community lunch club", "culture", ["bangladeshi"]),
        ("LGBT friendly company", "lgbt_affirming", True),
        ("step free club", "accessibility", ["step_free"]),
        ("help washing on weekday mornings", "times", ["weekday_morning"]),
        ("paid with a direct payment", "funding", "direct_payment"),
    ],
)
def test_what_is_asked_for_is_read(text, field, value):
    assert read(text).question[field] == value


def test_a_wish_is_no_must():
    assert "languages" in read("a carer who speaks Polish").question["must"]
    assert "must" not in read("ideally a carer who speaks Polish").question


@pytest.mark.parametrize(
    "text", ["", " ", "🙂" * 50, "£", "a" * 5000, "'; DROP TABLE answer; --", "<b>help</b>"]
)
def test_any_text_is_safe(text):
    read(text)


def test_a_lunch_club_is_somewhere_to_go():
    assert read("a lunch club near Bow").question["setting"] == ["go_to"]
    assert read("a lunch club near Bow").question["needs"] == ["meals"]


def test_a_nursing_home_is_somewhere_to_move_in_to():
    assert read("a nursing home near Bow").question["setting"] == ["move_in"]
    assert read("a nursing home near Bow").question["needs"]
