"""The weekly directory as a file: both headers, a preamble, any order, gzip, the address whole or split."""

import csv
import gzip
import io

import pytest

from importers.source import SourceRow
from importers.sources.cqc_directory import CqcDirectory
from tests.importers.cqc_rows import A_LOCATION, LOCATION_ID
from tests.importers.paper_map import a_reading_context

HEADER_OF_2017 = {"Local authority": "Local Authority", LOCATION_ID: "CQC Location (for office use only"}


def a_file(path, rows, *, spelling=None, order=None, preamble=()):
    """A CSV of these rows; ``spelling`` renames headers, ``order`` sorts columns, ``preamble`` is on top."""
    header = sorted(rows[0], key=order) if order else list(rows[0])
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([line] for line in preamble)
    writer.writerow([(spelling or {}).get(column, column) for column in header])
    writer.writerows([row[column] for column in header] for row in rows)
    content = text.getvalue().encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def rows_of(path):
    return [row for row in CqcDirectory().rows(path) if isinstance(row, SourceRow)]


def usual_claims():
    """What the usual row says when it comes from no file at all."""
    return CqcDirectory().read_row(SourceRow(2, A_LOCATION), a_reading_context()).claims


@pytest.mark.parametrize("spelling", [{}, HEADER_OF_2017])
@pytest.mark.parametrize("name", ["directory.csv", "directory.csv.gz"])
def test_both_spellings_of_the_header_are_read_below_a_preamble(tmp_path, spelling, name):
    preamble = [
        "CQC directory",
        "",
        "Published by the Care Quality Commission, with commas",
        "Data as of today",
    ]
    (row,) = rows_of(a_file(tmp_path / name, [A_LOCATION], spelling=spelling, preamble=preamble))
    assert row.line == 6
    reading = CqcDirectory().read_row(row, a_reading_context())
    assert reading.claims == usual_claims()


def test_the_order_of_columns_changes_nothing(tmp_path):
    (row,) = rows_of(a_file(tmp_path / "reversed.csv", [A_LOCATION], order=lambda column: column[::-1]))
    assert CqcDirectory().read_row(row, a_reading_context()).claims == usual_claims()


def test_a_split_address_and_its_headers_are_read(tmp_path):
    moved = {"Address": "Address 1", "Location URL": "URL", "Service's website (if available)": "Website"}
    split = {**A_LOCATION, "Town/City": "London", "Address": "1 Example Street"}
    (row,) = rows_of(a_file(tmp_path / "split.csv", [split], spelling=moved))
    option = CqcDirectory().read_row(row, a_reading_context()).claims
    assert (option.place.address, option.website) == ("1 Example Street, London", "http://www.example.org")
