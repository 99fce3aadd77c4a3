"""The market page of one area: in short first, then the report's own figures, also as a file."""

import csv
import io
import re

import pytest


@pytest.fixture
def page(client):
    return lambda area: client.get(f"/market/{area}")


def test_the_page_begins_with_the_answer_in_short(page):
    text = page("E09000030").get_data(as_text=True)
    short = text.partition('id="in-short"')[2].partition("</section>")[0]
    assert re.search(r"\d+ options from \d+ providers are based here, of \d different kinds\.", short)
    assert re.search(r"the four largest run (100|\d\d?)% of the options", short)
    assert "No option based here says that it offers: " in short
    assert "Shopping and errands" in short


def test_the_page_shows_what_the_report_found(page):
    text = page("E09000030").get_data(as_text=True)
    assert "Local market: Tower Hamlets" in text
    assert "Older Deaf person, company in BSL" in text
    assert "out of 1. At 1 all kinds are equally common" in text
    assert "How this is worked out" in text
    assert "List of local groups and services, sent by" in text
    assert "community-groups" not in text


def test_what_nobody_offers_stands_apart_from_the_table(page):
    text = page("E09000030").get_data(as_text=True)
    table = text.partition('<th scope="col">Need</th>')[2].partition("</table>")[0]
    assert "Shopping and errands" not in table
    assert not re.search(r'</th><td class="number">0</td>', table)


def test_the_figures_come_as_a_file_for_a_spreadsheet(page):
    answer = page("E09000030/figures.csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "market-E09000030-" in answer.headers["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    shown = page("E09000030").get_data(as_text=True)
    total = next(line["value"] for line in lines if line["measure"] == "options")
    assert f"{total} options from" in shown
    assert {"kind", "need", "concentration", "variety", "source"} <= {line["section"] for line in lines}


def test_an_area_without_records_makes_no_claim_about_its_market(page):
    text = page("E07000220").get_data(as_text=True)
    assert "We hold no record of any option based in Rugby" in text
    assert "That does not mean that there is none" in text
    assert "<table" not in text


def test_the_list_of_councils_begins_with_those_that_records_are_held_of(client):
    text = client.get("/market/").get_data(as_text=True)
    held = text.partition("Councils that we hold records of")[2].partition("<h2>")[0]
    assert "Tower Hamlets" in held
    assert "Barnet" not in held
    assert "Barnet" in text


@pytest.mark.parametrize("path", ["Atlantis", "Atlantis/figures.csv"])
def test_an_area_that_is_none_is_not_found_and_says_what_to_do(page, path):
    answer = page(path)
    assert answer.status_code == 404
    text = answer.get_data(as_text=True)
    assert "We can't find that council" in text
    assert "See all councils" in text
