"""The example market: repeatable, invented throughout, and varied enough to show every feature."""

import csv
import re
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from directory.geography.postcodes import parse
from importers.example_market import make_market

MARKET = Path(make_market.__file__).parent


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


def test_every_postcode_is_whole_but_for_the_slips(cells):
    texts = [text for column, text in cells if column.lower().endswith("postcode")]
    assert [text for text in texts if parse(text) is None] == ["E6 9"]
