"""When somebody is free, and for which visits, as both of a council's own lists say it."""

from datetime import date

import pytest

from directory.records import Availability
from importers.availability import free_from, hours_a_week, is_now, taking_new, visit_minutes, visits_a_day
from importers.source import Reading
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import GROUPS, PEOPLE, a_group, a_person, source_row

CELLS = {
    "Available from": "4 January 2027",
    "Taking new people": "Yes",
    "Shortest visit": "30 minutes",
    "Visits a day": "up to 4",
    "Two workers": "no",
}
LISTS = pytest.mark.parametrize(("source", "a_row"), [(PEOPLE, a_person), (GROUPS, a_group)])


def read(source, a_row, cells):
    reading = source.read_row(source_row({**a_row(), **cells}), a_reading_context())
    assert isinstance(reading, Reading), reading
    return reading


@LISTS
def test_every_cell_that_is_filled_in_is_claimed(source, a_row):
    reading = read(source, a_row, CELLS | {"Hours available": "20 hours a week"})
    assert reading.claims.availability == Availability(date(2027, 1, 4), True, 20, 30, 4, False)
    assert reading.notes == ()


@LISTS
def test_blank_cells_claim_nothing(source, a_row):
    assert read(source, a_row, dict.fromkeys([*CELLS, "Hours available"], "")).claims.availability is None


@LISTS
@pytest.mark.parametrize("column", CELLS)
def test_what_is_not_understood_is_reported_by_line_and_the_row_still_lands(source, a_row, column):
    reading = read(source, a_row, {**CELLS, column: "it depends"})
    (note,) = reading.notes
    assert (note.code, note.column, note.value, note.line) == ("not_understood", column, "it depends", 2)
    assert reading.claims.availability is not None


@LISTS
def test_now_says_that_new_people_are_taken_unless_the_next_cell_says_they_are_not(source, a_row):
    hours = {"Hours available": ""}
    assert read(source, a_row, {"Available from": "now"} | hours).claims.availability == Availability(
        taking_new=True
    )
    full = read(source, a_row, {"Available from": "now", "Taking new people": "Full"} | hours)
    assert full.claims.availability == Availability(taking_new=False)


def test_a_personal_assistants_hours_are_still_shown_as_they_wrote_them():
    reading = read(PEOPLE, a_person, {"Hours available": "10 to 20 hours, school days"})
    assert reading.claims.facts["hours_available"] == "10 to 20 hours, school days"
    assert reading.claims.availability is None
    assert reading.notes == ()


def test_hours_of_a_group_that_are_no_number_are_reported():
    (note,) = read(GROUPS, a_group, {"Hours available": "some"}).notes
    assert (note.code, note.column) == ("not_understood", "Hours available")


def test_a_way_to_reach_a_person_is_in_no_note():
    reading = read(PEOPLE, a_person, {"Available from": "ring 020 7946 0101"})
    assert [(note.code, note.value) for note in reading.notes] == [("not_understood", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-01-04", date(2027, 1, 4)),
        ("04/01/2027", date(2027, 1, 4)),
        ("46391", date(2027, 1, 4)),
        ("1 March 1927", None),
        ("04/01/2207", None),
        ("31/02/2027", None),
        ("soon", None),
        ("now", None),
    ],
)
def test_a_day_to_begin(text, expected):
    assert free_from(text) == expected


@pytest.mark.parametrize("text", ["Now", "immediately", "Straight away.", "ASAP", "available now"])
def test_words_for_now(text):
    assert is_now(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, True) for text in ("yes", "Y", "vacancies", "Spaces available", "open", "3", "Yes.")),
        *((text, True) for text in ("taking on new clients", "accepting new people")),
        *((text, False) for text in ("no", "Full", "Waiting list", "waitlist", "no vacancies", "0")),
        *((text, False) for text in ("Closed to new people", "fully booked", "not at the moment")),
        *((text, None) for text in ("", "maybe", "two weeks", "ask")),
    ],
)
def test_room_for_new_people(text, expected):
    assert taking_new(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("20", 20), ("Up to 10 hours a week", 10), ("16 hours a week", 16), ("7.5 hrs pw", 7.5), ("0", 0)),
        *(("10 to 20 hours", None), ("evenings", None), ("", None), ("200", None), ("9am-5pm", None)),
    ],
)
def test_hours_a_week(text, expected):
    assert hours_a_week(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("30", 30), ("30 mins", 30), ("15 minutes", 15), ("45m", 45), ("at least 30 minutes", 30)),
        *(("1 hour", 60), ("half an hour", 30), ("an hour", 60), ("1.5 hours", 90), ("30.0", 30)),
        *(("1", None), ("0", None), ("25 hours", None), ("short", None), ("30 to 60 minutes", None)),
    ],
)
def test_the_shortest_visit_in_minutes(text, expected):
    assert visit_minutes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("4", 4), ("up to 4", 4), ("4 visits a day", 4), ("2 calls per day", 2), ("3 daily", 3)),
        *(("0", None), ("60", None), ("as many as you like", None), ("2-4", None)),
    ],
)
def test_visits_a_day(text, expected):
    assert visits_a_day(text) == expected
