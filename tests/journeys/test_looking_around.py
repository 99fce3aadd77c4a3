"""From where somebody lives to their council's pages: typed, not chosen from a list of a hundred and more."""

import pytest


@pytest.fixture
def page(visitor):
    visitor.open("/places/")
    return visitor


@pytest.mark.parametrize(
    ("typed", "show", "leads_to"),
    [
        ("E1 4NS", "who", "/places/tower-hamlets"),
        ("e1 4ns", "choice", "/places/tower-hamlets/choice"),
        ("Bow", "choice", "/places/tower-hamlets/choice"),
        ("Stretford", "who", "/places/trafford"),
        ("Tower Hamlets", "who", "/places/tower-hamlets"),
    ],
)
def test_a_postcode_a_town_or_a_council_leads_to_the_council(page, typed, show, leads_to):
    page.send(place=typed, show=show)
    assert page.path == leads_to


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write a postcode, a town or a council first."),
        ("Nowhere-on-Sea", "We can"),
        ("Greater Manchester", "That is a large area."),
        ("Cardiff", "That is not in England."),
    ],
)
def test_what_leads_to_no_council_is_said_and_kept_to_be_mended(page, typed, said):
    found = page.send(place=typed, show="choice")
    assert found.status_code == 422
    assert "<title>Error:" in found.text
    assert said in page.words
    assert f'name="place" value="{typed}"' in found.text


def test_what_was_typed_stands_in_no_address_and_no_cookie(page):
    sent = page.client.post("/places/", data={"csrf_token": page.token, "place": "E1 4NS", "show": "who"})
    assert (sent.status_code, sent.location) == (303, "/places/tower-hamlets")
    assert "4NS" not in str(sent.headers)
