"""The example market: repeatable, invented throughout, and varied enough to show every feature."""

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from directory.geography.gazetteer import Gazetteer
from directory.records import claims_from_json
from directory.settings import read_settings
from directory.vocabulary import vocabulary
from importers.example_market import make_market
from importers.file_reading import read_file
from importers.pipeline import reading_context
from importers.sources.registry import source_named

MARKET = Path(make_market.__file__).parent
AREA = (
    *("City of London", "Greenwich", "Hackney", "Islington", "Lewisham", "Newham", "Southwark"),
    *("Tower Hamlets", "Waltham Forest"),
)


def csv_rows(name, headers_start_with):
    lines = (MARKET / name).read_text(encoding="utf-8").splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith(headers_start_with))
    return list(csv.DictReader(lines[first:]))


def workbook_rows():
    sheet = CalamineWorkbook.from_path(str(MARKET / "community-groups.xlsx")).get_sheet_by_index(0)
    header, *rows = sheet.to_python()
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def market():
    return {
        "cqc-directory": csv_rows("cqc-directory.csv", "Name,"),
        "community-groups": workbook_rows(),
        "personal-assistants": csv_rows("personal-assistants.csv", "Name,"),
        "charities": csv_rows("charities.csv", "registered_charity_number,"),
    }


@pytest.fixture(scope="module")
def cells(market):
    """(column, text) of every filled cell of the market."""
    rows = [row for file in market.values() for row in file]
    return [(column, str(text)) for row in rows for column, text in row.items() if text not in ("", "NA")]


def test_the_generator_writes_the_shipped_files_byte_for_byte(tmp_path):
    make_market.write_market(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {name: (MARKET / name).read_bytes() for name in made}
    assert len(made) == 5


def test_every_file_is_listed_with_its_source_as_example_data():
    with (MARKET / "files.csv").open(encoding="utf-8", newline="") as lines:
        files = list(csv.DictReader(lines))
    assert [row["file"] for row in files if not (MARKET / row["file"]).is_file()] == []
    assert {row["publisher"] for row in files} == {"Example data"}
    assert len({row["source"] for row in files}) == 4


def test_every_telephone_number_is_one_kept_for_drama(cells):
    numbers = [text.replace(" ", "").zfill(11) for column, text in cells if "phone" in column.lower()]
    assert len(numbers) > 400
    assert [number for number in numbers if not re.fullmatch(r"02079460\d{3}|01632960\d{3}", number)] == []


def test_every_address_on_the_web_is_on_example_org(cells):
    at = [text for _, text in cells if "@" in text]
    web = [text for _, text in cells if "http" in text or "www." in text]
    assert len(at) > 200
    assert len(web) > 200
    assert [text for text in at if not re.fullmatch(r"[a-z.-]+@(?:[a-z0-9-]+\.)?example\.org", text)] == []
    assert [text for text in web if not text.startswith("https://www.example.org/")] == []


@pytest.fixture(scope="module")
def readings():
    """Source → what its importer reads in the file, with the real table of postcodes."""
    settings = read_settings()
    gazetteer = Gazetteer.open(settings)
    found = {}
    for row in csv_rows("files.csv", "source,"):
        source = source_named(row["source"])
        context = reading_context(
            settings, gazetteer, source, row["publisher"], row["scope"], date(2026, 11, 21)
        )
        found[row["source"]] = read_file(source, MARKET / row["file"], context)
    return found


@pytest.fixture(scope="module")
def claims(readings):
    """Every claim that may be listed."""
    landed = [
        claims_from_json(json.loads(row.arrival.claims_text()))
        for found in readings.values()
        for row in found.landing.values()
    ]
    return [claim for claim in landed if claim.unlisted_because is None]


def said_yes(claims, name):
    return {
        a.code for claim in claims for a in claim.attributes if a.vocabulary == name and a.verdict == "yes"
    }


def test_about_400_options_can_be_found(claims):
    registered = {i.value for claim in claims for i in claim.identifiers if i.scheme == "cqc_location"}
    without_number = [claim for claim in claims if all(i.scheme != "cqc_location" for i in claim.identifiers)]
    assert 380 <= len(registered) + len(without_number) <= 430


@pytest.mark.parametrize(
    "name",
    [
        *("needs", "setting", "user_bands", "faith", "culture", "diet", "staff_gender", "flags"),
        *("accessibility", "travel", "times", "service_type"),
    ],
)
def test_everything_a_person_can_ask_for_is_offered_by_someone(claims, name):
    assert set(vocabulary(name).codes) - said_yes(claims, name) == set()


def test_every_kind_of_provider_form_and_unit_of_price_is_there(claims):
    assert {claim.provider_kind for claim in claims} == set(vocabulary("provider_kind").codes)
    assert {claim.legal_form for claim in claims} == {None, *vocabulary("legal_form").codes}
    assert {cost.unit for claim in claims for cost in claim.costs} == set(vocabulary("cost_unit").codes)
    assert {claim.employment for claim in claims} == {None, "employed", "self_employed"}


def test_east_londons_languages_are_spoken(claims):
    everyday = (
        "eng ben syl som tur kur pol lit ron urd pan guj hin tam ara por spa fra vie yue cmn yor heb yid bfi"
    )
    assert set(everyday.split()) - said_yes(claims, "languages") == set()


def test_everything_lies_in_tower_hamlets_and_its_neighbours(claims):
    # A person's place is the middle of a square, which may lie across the border.
    public = [claim.place for claim in claims if claim.place and claim.place.precision != "cell_2km"]
    assert {vocabulary("councils").label(place.council) for place in public} == set(AREA)


def test_sylheti_speaking_women_near_whitechapel_can_be_hired(claims):
    def says(claim, name, code):
        return any((a.vocabulary, a.code, a.verdict) == (name, code, "yes") for a in claim.attributes)

    women = [
        claim
        for claim in claims
        if claim.provider_kind == "personal_assistant"
        and says(claim, "languages", "syl")
        and says(claim, "staff_gender", "female")
        and says(claim, "needs", "personal_care")
    ]
    assert len(women) >= 8
    assert {bool(claim.costs) for claim in women} == {True, False}


def test_most_prices_are_known_and_some_are_not(claims):
    registered = [claim for claim in claims if claim.registered_activities]
    others = [claim for claim in claims if claim not in registered]
    assert 0.85 < sum(bool(claim.costs) for claim in others) / len(others) < 0.99


def test_an_import_reports_the_slips_and_little_else(readings):
    refused = Counter(row.code for found in readings.values() for row in found.refused)
    noted = Counter(note.code for found in readings.values() for note in found.notes)
    left_out = {source: found.left_out_by_code.total() for source, found in readings.items()}
    assert refused == {"postcode_not_found": 2}
    assert noted.pop("address_not_shown") < 20
    assert noted == {"not_understood": 3, "read_as": 1, "below_minimum_wage": 2, "postcode_not_found": 1}
    assert left_out == {"cqc-directory": 2, "community-groups": 0, "charities": 13, "personal-assistants": 4}
