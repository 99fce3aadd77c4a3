"""The report of an import as a page: whole in itself, no script, readable on a phone and on paper."""

import re

import pytest

from importers.report_page import report_page
from importers.row_errors import not_understood, refused
from importers.source import LeftOut
from tests.importers.test_report import a_report
from tests.journeys.browser import chromium, overflows, violations


def long_report():
    rows = [refused(line, "postcode_not_found", "Postcode") for line in range(3, 400, 7)]
    rows += [
        refused(9, "wrong_number_of_cells", cells="12 cells", columns=14),
        refused(12, "no_name", "Name"),
    ]
    notes = [not_understood(line, "Activities", f"falconry{'y' * line}") for line in range(20, 60)]
    return a_report(rows_refused=rows, notes=notes, left_out=[LeftOut(4, "no_consent", "No consent.")])


def test_the_page_says_what_to_mend_by_line_and_what_to_do():
    page = report_page(long_report(), sheet="refused.xlsx")
    assert page.count("<h1>") == 1
    assert "The postcode is not known." in page
    assert "Check it, and give the whole of it" in page
    assert "3, 10, 17" in page
    assert "refused.xlsx" in page
    assert "No consent." in page


def test_every_table_has_a_caption_and_every_heading_a_scope():
    page = report_page(long_report())
    assert page.count("<table") == page.count("<caption>") >= 4
    assert re.findall(r"<th\b(?![^>]*scope=)", page) == []


def test_the_page_fetches_nothing_and_runs_nothing():
    page = report_page(long_report())
    body = page.partition("</style>")[2]
    assert not re.search(r"<script|<link|<img|<iframe|https?:|@import|url\(|\son\w+=", body)
    assert not re.search(r"@import|url\(|https?:", page)


def test_what_a_cell_held_is_inert():
    report = a_report(notes=[not_understood(9, "Activities", "<script>alert(1)</script>")])
    page = report_page(report)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_report_without_trouble_says_so():
    page = report_page(a_report(rows_refused=[], notes=[], left_out=[]))
    assert "No row was refused." in page
    assert "To look at" not in page


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_page_fits_every_screen_and_axe_finds_nothing(tmp_path, width):
    path = tmp_path / "report.html"
    path.write_text(report_page(long_report(), sheet="refused.xlsx"))
    with chromium() as browser:
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(path.as_uri())
        assert overflows(page) == 0
        assert violations(page) == []
