"""The market page of one area shows the report's own figures."""

import re

import pytest


@pytest.fixture
def page(client):
    return lambda area: client.get(f"/market/{area}")


def test_the_page_shows_what_the_report_found(page):
    text = page("E09000030").get_data(as_text=True)
    assert "Local market: Tower Hamlets" in text
    assert re.search(r"Share of the four largest owners: (100|\d\d?)%", text)
    assert "Older Deaf person, company in BSL" in text


def test_an_area_that_is_none_is_not_found_and_says_what_to_do(page):
    answer = page("Atlantis")
    assert answer.status_code == 404
    assert "council" in answer.get_data(as_text=True)
