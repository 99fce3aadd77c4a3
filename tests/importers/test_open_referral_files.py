"""Files and mocks of the Open Referral UK standard: every shape they come in is read, or refused clearly."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import FileRefused
from directory.records import Identifier
from importers.readings import read_file
from importers.source import LeftOut, Note, Reading, RowError, SourceRow
from importers.sources.open_referral.flatten import rows_of, services_in
from importers.sources.open_referral.plain_text import plain_text
from importers.sources.open_referral.source import OpenReferral
from tests.importers.oruk_services import a_link, a_service, an_organization, written
from tests.importers.paper_map import a_reading_context
from tests.real_files import real_file

ORUK = OpenReferral()


def claims_of(path):
    """Id → claims of every row that is understood."""
    rows = (row for row in ORUK.rows(path) if isinstance(row, SourceRow))
    found = (ORUK.read_row(row, a_reading_context()) for row in rows)
    return {one.claims.source_id: one.claims for one in found if isinstance(one, Reading)}


@pytest.mark.parametrize(
    "plain",
    [
        {"total_items": 1, "total_pages": 1, "contents": [a_service()]},
        {"totalElements": 1, "content": [a_service()]},
        [a_service()],
        a_service(),
        (a_service(), a_service(id="other")),
        {**a_link(), "service": a_service(service_at_locations=[])},
        {**an_organization(), "services": [a_service(organization=None)]},
    ],
)
def test_a_page_a_list_lines_and_one_service_are_all_read(tmp_path, plain):
    path = written(tmp_path / "services.json", plain)
    assert claims_of(path)["club@hall"].organization_name == "Example Trust"
    assert not any(isinstance(row, Note) and row.code == "page_of_several" for row in ORUK.rows(path))


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        ({"id": "1", "name": "Terms", "taxonomy_terms": []}, "no_header"),
        ({"contents": [{"id": "1", "name": "A term", "description": "of a taxonomy"}]}, "no_header"),
        ({"contents": []}, "no_rows"),
    ],
)
def test_a_file_without_services_is_refused(tmp_path, plain, code):
    with pytest.raises(FileRefused) as refusal:
        list(ORUK.rows(written(tmp_path / "services.json", plain)))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "page",
    [
        {"total_items": 700, "total_pages": 7, "contents": [a_service()]},
        {"content": [a_service()], "totalElements": 700, "totalPages": 7},
    ],
)
def test_one_page_of_several_is_noted(tmp_path, page):
    found = read_file(ORUK, written(tmp_path / "page.json", page), a_reading_context())
    (note,) = [note for note in found.notes if note.code == "page_of_several"]
    assert "feed of 7" in note.sentence
    assert len(found.landing) == 1


def test_a_taxonomy_among_services_is_counted_and_left_out(tmp_path):
    term = {"id": "1", "name": "A term", "description": "of a taxonomy"}
    _, left = ORUK.rows(written(tmp_path / "services.json", [a_service(), term]))
    assert (left.line, left.code) == (2, "not_a_service")


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("folder", "name", "rows", "landing"),
    [
        ("mocks_v3_default", "service_list", 1, 1),
        ("mocks_v3_default", "service_full", 1, 0),
        ("mocks_v3_default", "service_at_location_list", 1, 1),
        ("mocks_v3_default", "service_at_location_full", 1, 0),
        ("mocks_v3_default", "organization_full", 1, 0),
        ("mocks_v3_test", "service_list", 128, 0),
        ("mocks_v3_test", "service_list_data", 128, 0),
        ("examples_hsds_uk_3.0", "service_list", 1, 1),
        ("examples_hsds_uk_3.0", "service_full", 1, 0),
        ("hsds_3.0/examples", "service_list", 1, 1),
        ("hsds_3.0/examples", "service_full", 1, 0),
        ("hsds_3.0/examples", "organization_full", 1, 0),
    ],
)
def test_the_mocks_and_examples_of_the_standard_are_all_read(folder, name, rows, landing):
    """Services in full have an address abroad; the 128 of the test share one id and differ."""
    found = read_file(ORUK, real_file(f"oruk/{folder}/{name}.json"), a_reading_context())
    assert (found.rows, len(found.landing)) == (rows, landing)
    assert {row.code for row in found.refused} <= {"duplicate_id"}
    assert {row.code for row in found.left_out} <= {"outside_england"}


@pytest.mark.real_files
def test_the_mock_in_full_says_all_that_it_holds_but_its_place(tmp_path):
    service = json.loads(real_file("oruk/mocks_v3_default/service_full.json").read_text())
    service["service_at_locations"] = []
    (club,) = claims_of(written(tmp_path / "services.json", [service])).values()
    assert (club.name, club.organization_name) == ("Community Counselling", "Example Organization Inc.")
    assert club.identifiers == (Identifier("company", "01234567"),)
    assert club.claimed_on == date(2023, 3, 15)
    assert club.costs == ()  # it held until 2022
    assert "Persona" not in json.dumps(club.as_json())


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("<style>p{}</style>seen<SCRIPT>not</SCRIPT>", "seen"),
        ("1 < 2 and broken <b", "1 < 2 and broken"),
        ("\u202eevil\u200b \ud83d", "evil"),
        ("\u0e33\u200d", "\u0e33\u200d"),
        (True, ""),
        (None, ""),
        ({"a": 1}, ""),
        (7.5, "7.5"),
    ],
)
def test_html_becomes_the_text_that_people_would_read(html, text):
    assert plain_text(html).startswith(text) if text else plain_text(html) == ""
    assert "<script" not in plain_text(html).casefold()


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(a_service())), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(a_service(), anything)))
def test_no_shape_of_a_service_makes_it_fail(service):
    blank = dict.fromkeys((column.name for column in ORUK.columns), "")
    for found in services_in(service):
        for cells in rows_of(found):
            assert blank.keys() >= cells.keys()
            assert all(isinstance(text, str) for text in cells.values())
            result = ORUK.read_row(SourceRow(1, {**blank, **cells}), a_reading_context())
            assert isinstance(result, Reading | RowError | LeftOut)
