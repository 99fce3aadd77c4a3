"""The market page of one area: in short first, then the report's own figures, also as a file."""

import csv
import io
import json
import re

import pytest


@pytest.fixture
def page(client):
    return lambda area: client.get(f"/market/{area}")


def test_the_page_begins_with_the_answer_in_short(page):
    text = page("E09000030").get_data(as_text=True)
    short = text.partition('id="in-short"')[2].partition("</section>")[0]
    assert re.search(r"Of people like these eight, .* have three real choices\.", short)
    assert re.search(r"\d+ options from \d+ providers are based here, of \d different kinds\.", short)
    assert "To act on first:" in short
    assert re.search(r"The largest provider is .*: \d+ options? here", short)
    assert "Care provision, integration and continuity" in short
    assert "Equity in experience and outcomes" in short
    assert "HHI" not in short


def test_the_page_shows_what_the_report_found(page):
    text = page("E09000030").get_data(as_text=True)
    assert "Choice of care and support: Tower Hamlets" in text
    assert "Older Deaf person, company in BSL" in text
    assert "out of 1: at 1 all kinds are equally common" in text
    assert "How this is worked out" in text
    assert "List of local groups and services" in text
    assert "community-groups" not in text


def test_what_nobody_offers_stands_apart_from_the_table(page):
    text = page("E09000030").get_data(as_text=True)
    table = text.partition('<th scope="col">Need</th>')[2].partition("</table>")[0]
    assert "Shopping and errands" not in table
    assert "Shopping and errands" in text
    assert not re.search(r'</th><td class="number">0</td>', table)


def test_every_picture_says_in_words_what_it_shows_and_has_its_figures_behind_it(page):
    text = page("E09000030").get_data(as_text=True)
    pictures = re.findall(
        r'<svg[^>]*role="img" aria-labelledby="([^"]+)".*?<title id="([^"]+)">([^<]+)', text
    )
    assert len(pictures) >= 3
    assert all(label == title and len(alt) > 20 for label, title, alt in pictures)
    assert len({title for _, title, _ in pictures}) == len(pictures)
    assert text.count("The figures as a table") + text.count('class="beside"') == len(pictures)
    assert "style=" not in text


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("csv", "text/csv", "\ufeffsection".encode()),
        ("json", "application/json", b"{"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("pdf", "application/pdf", b"%PDF-"),
    ],
)
def test_the_report_comes_as_a_file_and_the_same_file_again(page, form, kind, begins):
    answer, again = (page(f"E09000030/report.{form}") for _ in range(2))
    assert (answer.status_code, answer.mimetype) == (200, kind)
    assert 'filename="market-E09000030-' in answer.headers["Content-Disposition"]
    assert answer.data.startswith(begins)
    assert answer.data == again.data


def test_the_figures_of_the_file_are_those_of_the_page(page):
    lines = list(csv.DictReader(io.StringIO(page("E09000030/report.csv").data.decode("utf-8-sig"))))
    total = next(
        line["value"] for line in lines if (line["section"], line["measure"]) == ("options", "total")
    )
    assert f"{total} options from" in page("E09000030").get_data(as_text=True)
    assert json.loads(page("E09000030/report.json").data)["options"]["total"] == int(total)
    assert {"needs", "ownership", "variety", "sources"} <= {line["section"] for line in lines}


def test_another_form_is_not_found(page):
    assert page("E09000030/report.exe").status_code == 404


def test_an_area_without_records_makes_no_claim_about_its_market(page):
    text = page("E07000220").get_data(as_text=True)
    assert "We hold no record of any option based in Rugby" in text
    assert "That does not mean that there is none" in text


def test_an_area_is_looked_for_by_its_name(visitor):
    visitor.open("/market/")
    visitor.send(area="tower hamlets")
    assert visitor.path == "/market/E09000030"
    visitor.open("/market/")
    assert visitor.send(area="Atlantis <b>").status_code == 422
    assert "We can't find that area" in visitor.words
    assert "<b>" not in visitor.page.text


def test_the_list_of_councils_begins_with_those_that_records_are_held_of(client):
    text = client.get("/market/").get_data(as_text=True)
    held = text.partition("Councils that we hold records of")[2].partition("<h2>")[0]
    assert "Tower Hamlets" in held
    assert "Barnet" not in held
    assert "Barnet" in text


@pytest.mark.parametrize("path", ["Atlantis", "Atlantis/report.csv"])
def test_an_area_that_is_none_is_not_found_and_says_what_to_do(page, path):
    answer = page(path)
    assert answer.status_code == 404
    text = answer.get_data(as_text=True)
    assert "We can't find that council" in text
    assert "See all councils" in text


def test_the_api_tells_what_the_file_tells(page, client):
    told = client.get("/api/v1/markets/E09000030").get_json()
    assert told == json.loads(page("E09000030/report.json").data)
    assert client.get("/api/v1/markets/Atlantis").status_code == 404


def test_the_api_tells_all_councils_as_the_page_s_file_does(client):
    told = client.get("/api/v1/markets").get_json()
    assert told == json.loads(client.get("/market/councils/report.json").data)
    assert len(told["councils"]) == 153
    assert "/api/v1/markets/{area}" in client.get("/api/v1/openapi.json").get_json()["paths"]


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv", "json"])
def test_all_councils_come_as_a_file(client, form):
    answer = client.get(f"/market/councils/report.{form}")
    assert answer.status_code == 200
    assert "councils-side-by-side-" in answer.headers["Content-Disposition"]
    assert client.get("/market/councils/report.exe").status_code == 404


def test_all_councils_are_a_page_of_their_own(client):
    text = client.get("/market/councils").get_data(as_text=True)
    assert "All councils side by side" in text
    assert "70% of those said that it was" in text
    assert "Records too thin to judge" in text
