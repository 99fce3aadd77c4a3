"""What may be said of a private person: a first name, who saw a DBS certificate, and nothing private."""

import json
from dataclasses import asdict, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.records import PrivateDetails
from importers.source import Reading
from importers.sources.private_person import first_name
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import PEOPLE, a_person, source_row

PRIVATE_CELLS = [column.name for column in PEOPLE.columns if column.private and column.name != "Gender"]


def read(**changes):
    return PEOPLE.read_row(source_row(a_person(**changes)), a_reading_context())


def claims(**changes):
    reading = read(**changes)
    assert isinstance(reading, Reading), reading
    return reading.claims


def test_nothing_private_is_in_what_is_claimed():
    text = json.dumps(claims(Contact_preference="Ring after six").as_json(), ensure_ascii=False).casefold()
    for secret in (
        "example street",
        "e1 4ns",
        "7946",
        "josephina@",
        "1980",
        "001234567890",
        "ring after six",
    ):
        assert secret not in text


def test_private_details_are_kept_apart_and_tidied():
    assert read(Phone="+44 20 7946 0101", Email="Josephina@Example.org").private == PrivateDetails(
        name="Josephina Example",
        address="1 Example Street",
        postcode="E1 4NS",
        telephone="02079460101",
        email="josephina@example.org",
        birth_date="1980-04-03",
        dbs_certificate_number="001234567890",
        contact_preference="Text message",
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("001234567890", "001234567890"),
        ("0012 3456 7890", "001234567890"),
        ("1234567890", "001234567890"),
        ("1234567890.0", "001234567890"),
        ("applied for", "applied for"),
        ("", None),
    ],
)
def test_a_certificate_number_is_twelve_digits_though_a_spreadsheet_took_its_zeros(written, kept):
    assert read(DBS_certificate_number=written).private.dbs_certificate_number == kept


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Josephina Example", "Josephina"),
        ("Mrs Josephina Example", "Josephina"),
        ("EXAMPLE, JOSEPHINA", "Josephina"),
        ("josephina", "Josephina"),
        ("Mary-Jane O'Example", "Mary-Jane"),
        ("R. Example", "R"),
        ("Dr. Zoë Example (manager)", "Zoë"),
        ("McKenzie Example", "McKenzie"),
        ("", None),
        ("020 7946 0101", None),
        ("jo@example.org", None),
        ("Mrs", None),
    ],
)
def test_first_names(name, first):
    assert first_name(name) == first


DBS_SEEN = {
    "dbs": "seen",
    "dbs_level": "Enhanced",
    "dbs_seen": "2026-03-01",
    "dbs_seen_by": "Example Council",
}


@pytest.mark.parametrize(
    ("changes", "facts"),
    [
        ({}, DBS_SEEN),
        (
            {"DBS_level": "enhanced DBS with adults' barred list"},
            {**DBS_SEEN, "dbs_level": "Enhanced with barred lists"},
        ),
        ({"DBS_date": "2023-11-21"}, {**DBS_SEEN, "dbs_seen": "2023-11-21"}),
        ({"DBS_date": "2023-11-20"}, {"dbs": "ask"}),
        ({"DBS_date": "2026-11-22"}, {"dbs": "ask"}),
        ({"DBS_date": ""}, {"dbs": "ask"}),
        ({"DBS_checked_by": ""}, {"dbs": "ask"}),
        ({"DBS_checked_by": "self-declared"}, {"dbs": "ask"}),
        ({"DBS_checked_by": "Josephina Example"}, {"dbs": "ask"}),
        ({"DBS_checked_by": "josephina"}, {"dbs": "ask"}),
        ({"DBS_checked_by": "Mrs J. Example"}, {"dbs": "ask"}),
        ({"DBS_checked_by": "Ms EXAMPLE, at 1  Example street"}, {"dbs": "ask"}),
        ({"DBS_checked_by": "Council, certificate 0012 3456 7890"}, {"dbs": "ask"}),
        ({"DBS_checked_by": "DBS team for josephina@example.org"}, {"dbs": "ask"}),
        ({"DBS_checked_by": "Council (020 7946 0101)"}, {"dbs": "ask"}),
        ({"DBS_checked_by": "Council of E1 4NS"}, {"dbs": "ask"}),
        ({"DBS_checked_by": "C/40718-b", "DBS_certificate_number": "C/40718-B"}, {"dbs": "ask"}),
        ({"DBS_checked_by": "12345"}, {"dbs": "ask"}),
        ({"DBS_level": "yes"}, {"dbs": "ask"}),
        ({"DBS_level": "", "DBS_date": ""}, {}),
    ],
)
def test_a_dbs_check_says_who_saw_it_and_when_or_that_one_should_ask(changes, facts):
    found = claims(**changes).facts
    assert {label: text for label, text in found.items() if label.startswith("dbs")} == facts


@pytest.mark.parametrize(
    "text",
    [
        "call 020 7946 0101",
        "ask for Mrs Example",
        "josephina@example.org",
        "near E1 4NS",
        "www.example.org/jo",
    ],
)
def test_free_text_that_names_or_reaches_the_person_is_left_out_and_noted_without_it(text):
    reading = read(Training=text)
    assert "training" not in reading.claims.facts
    assert [(note.code, note.column, note.value) for note in reading.notes] == [
        ("private_text", "Training", None)
    ]


TEXT = st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF), min_size=6, max_size=20)
# Each with its column's number, so that one cell's text is in another only where it was drawn into it.
CELLS = {
    name: st.one_of(st.just(a_person()[name]), TEXT.map(f"{number}~".__add__))
    for number, name in enumerate(PRIVATE_CELLS)
}


@st.composite
def people_whose_cells_repeat_each_other(draw):
    """Cells of a person; who saw the DBS certificate may hold another cell's text, in whole."""
    row = {**a_person(), **draw(st.fixed_dictionaries(CELLS))}
    if repeated := draw(st.sampled_from(["", *PRIVATE_CELLS])):
        before, after = draw(TEXT), draw(st.sampled_from(["", " council", ", seen"]))
        row["DBS checked by"] = f"{before} {row[repeated]}{after}"
    row["Consent to list"] = draw(st.sampled_from(["yes", "yes", "yes", "no", "Verbal"]))
    return row


def words_shown(claims):
    """Every text in the claims, as it stands."""
    plain = [claims.as_json()]
    while plain:
        value = plain.pop()
        if isinstance(value, dict):
            plain += value.values()
        elif isinstance(value, list | tuple):
            plain += value
        else:
            yield str(value)


@given(row=people_whose_cells_repeat_each_other())
def test_no_note_error_or_claim_ever_repeats_a_private_cell(row):
    """But for the first name and the date of a DBS check, which are shown, and how to make contact.

    The last is private, and yet who saw the certificate is shown where that is the same council.
    """
    result = PEOPLE.read_row(source_row(row), a_reading_context())
    said = result.notes if isinstance(result, Reading) else (result,)
    texts = " ".join(str(value) for item in said for value in reported(item))
    shown = "\n".join(words_shown(result.claims)) if isinstance(result, Reading) else ""
    for column in set(PRIVATE_CELLS) - {"Name", "DBS checked by", "DBS date"}:
        if row[column] != a_person()["Postcode"]:
            assert row[column] not in texts
        if column != "Contact preference" or row[column] not in row["DBS checked by"]:
            assert row[column] not in shown
    assert row["Name"] not in f"{texts}\n{shown}" or len(row["Name"].split()) < 2


def reported(item):
    """What a report says of a row: all but whose it is."""
    return [value for name, value in asdict(item).items() if name not in ("source_id", "person")]


def test_the_same_row_reads_the_same_on_every_day_until_its_check_grows_old():
    row, context = source_row(a_person()), a_reading_context()
    later = replace(context, today=date(2027, 6, 1))
    assert PEOPLE.read_row(row, context) == PEOPLE.read_row(row, later)
