"""How much choice there is near somebody, in plain words for anyone: the report's figures and no others."""

from dataclasses import replace

import pytest

from directory.journeys.market_reports.choice import GroupChoice, ProfileChoice
from directory.web.local_choice import standing
from matching.market.gaps import Choice, Gaps
from matching.market.measures import ChoiceRange, ChoiceShares

NOBODY_KNOWN = GroupChoice("", "everybody", None, None, None)
NONE, ALL = ChoiceShares(1.0, 0.0, 0.0), ChoiceShares(0.0, 0.0, 1.0)
HALF = ChoiceShares(0.5, 0.0, 0.5)


@pytest.fixture
def page(visitor):
    visitor.open("/places/tower-hamlets/choice")
    return visitor


def test_it_says_how_much_choice_people_have_and_what_is_missing(page):
    assert page.page.status_code == 200
    said = page.words
    assert "How much choice is there in Tower Hamlets?" in said
    assert "What is missing" in said
    assert "Where we do not know, we never count it as a no." in said


def test_its_counts_are_those_of_the_councils_own_report(page, visitor):
    report = visitor.client.get("/market/E09000030/report.json").get_json()
    assert f"We know of {report['options']['total']} options" in page.words
    assert f"from {report['options']['owners']} providers" in page.words


def test_a_code_leads_to_the_name_and_a_place_that_is_none_is_refused(client):
    assert client.get("/places/E09000030/choice").location == "/places/tower-hamlets/choice"
    assert client.get("/places/atlantis/choice").status_code == 404


def test_an_area_without_records_does_not_claim_that_there_is_nothing(visitor):
    visitor.open("/places/barnet/choice")
    assert "That does not mean that there is none." in visitor.words


def test_results_and_places_lead_to_it(visitor):
    assert '/places/tower-hamlets/choice"' in visitor.open("/places/tower-hamlets").text
    visitor.answers({"needs": ["companionship"], "place": "E1 4NS"})
    assert '/places/tower-hamlets/choice"' in visitor.page.text


@pytest.mark.parametrize(
    ("confirmed", "possible", "found"),
    [(ALL, ALL, "enough"), (NONE, ALL, "ask"), (HALF, ALL, "ask"), (NONE, HALF, "some"),
     (HALF, HALF, "some"), (NONE, NONE, "nobody")],
)  # fmt: skip
def test_a_choice_counts_as_sure_only_where_records_are_sure(confirmed, possible, found):
    choice = Choice(ChoiceRange(confirmed, possible), Gaps(0.0, 0.0, 0.0))
    assert standing(somebody(replace(NOBODY_KNOWN, choice=choice))) == found


def test_nobody_living_there_is_not_known_and_not_none():
    assert standing(somebody(NOBODY_KNOWN)) == "unknown"


def somebody(whole):
    return ProfileChoice("old", "Older person", whole, (), ())
