"""Both of us: two people's answers kept side by side, one search, and money that stays apart."""

import re

import pytest

from tests.journeys.browser import overflows


def answers_of_two(visitor):
    """A carer who wants company, and somebody who needs personal care, in Bow; returns the id."""
    visitor.open("/find/who")
    visitor.send(who="both")
    visitor.send(needs=["companionship"], action="continue")
    visitor.send(place="E1 4NS", action="results")
    visitor.send(visitor.path.replace("/check", "/other-person"))
    visitor.send(needs=["companionship", "personal_care"], action="results")
    return visitor.path.split("/")[2]


def test_who_it_is_for_must_be_said(visitor):
    visitor.open("/find/who")
    page = visitor.send()
    assert page.status_code == 422
    assert "Choose who the support is for." in visitor.words
    assert "<title>Error:" in page.text


def test_somebody_who_asks_for_another_is_told_whom_you_means(visitor):
    visitor.open("/find/who")
    visitor.send(who="other")
    assert "“You” means them here." in visitor.words
    visitor.send(needs=["companionship"], action="results")
    assert visitor.path.startswith("/results/")


def test_the_second_person_begins_with_the_same_place_and_nothing_else(visitor):
    visitor.open("/find/who")
    visitor.send(who="both")
    assert "First we ask about you." in visitor.words
    visitor.send(needs=["companionship"], action="continue")
    visitor.send(place="E1 4NS", action="results")
    visitor.send(visitor.path.replace("/check", "/other-person"))
    assert "Now about the other person." in visitor.words
    assert "checked" not in visitor.page.text.split("<main")[1]
    visitor.send(needs=["personal_care"], action="continue")
    assert 'value="E1 4NS"' in visitor.page.text


def test_both_see_their_answers_and_each_can_change_theirs_without_losing_any(visitor):
    answer_id = answers_of_two(visitor)
    page = visitor.open(f"/find/{answer_id}/check").text
    assert re.findall(r'<h2 id="person-\d">(.+?)</h2>', page) == ["You", "The other person"]
    assert len(re.findall(r"E1 4NS, any distance", page)) == 2
    other = re.search(r'href="(/find/[^"]+/change/languages)"', page.split("person-2")[-1])[1]
    visitor.open(other)
    visitor.send(languages=["syl"], action="continue")
    said = visitor.words
    assert said.count("Sylheti") == 1
    assert said.count("E1 4NS, any distance") == 2
    assert said.index("Company") < said.index("The other person") < said.index("Sylheti")


def test_what_suits_both_says_how_it_stands_for_each_and_pools_no_money(visitor):
    answer_id = answers_of_two(visitor)
    visitor.open(f"/results/{answer_id}/both")
    said = visitor.words
    assert "We never add up two budgets" in said
    assert visitor.page.text.count("<h4>You</h4>") == visitor.page.text.count("<h4>The other person</h4>") > 0
    first, second = re.findall(r'href="(/results/[^"/]+)"', visitor.page.text)[-2:]
    visitor.open(first)
    assert "What suits both of you" in visitor.words
    visitor.open(second)
    assert "Washing" in visitor.words or "washing" in visitor.words
    visitor.open(second.replace("/results/", "/plan/"))
    assert "A plan for your support" in visitor.words


def test_without_the_second_persons_needs_there_is_nothing_to_show_for_both(visitor):
    visitor.open("/find/who")
    visitor.send(who="both")
    visitor.send(needs=["companionship"], action="results")
    answer_id = visitor.path.split("/")[2]
    assert visitor.open(f"/results/{answer_id}/both").location == f"/find/{answer_id}/check"


def test_another_visit_cannot_open_either_persons_answers(visitor, app):
    answer_id = answers_of_two(visitor)
    stranger = app.test_client()
    for path in (f"/results/{answer_id}/both", f"/find/{answer_id}~/check", f"/find/{answer_id}/check"):
        assert stranger.get(path).status_code == 404


def test_changing_ones_mind_about_whom_it_is_for_keeps_the_answers(visitor):
    answer_id = answers_of_two(visitor)
    visitor.open(f"/find/{answer_id}/who")
    visitor.send(who="me")
    assert visitor.path.endswith("/check")
    assert "Show me what fits" in visitor.words
    assert "E1 4NS" in visitor.words


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_two_people_find_what_suits_both_in_a_browser(open_page, script):
    page = open_page(width=320, java_script_enabled=script)
    page.get_by_role("link", name="Start the questions").click()
    page.get_by_label("Both of us").check()
    page.get_by_role("button", name="Continue").click()
    for need in ("Company and someone to talk to", "Washing, dressing and using the toilet"):
        page.get_by_label(need).check()
        page.get_by_role("button", name="Continue").click()
        if need.startswith("Company"):
            page.get_by_label("Postcode, town or area").fill("E1 4NS")
        page.get_by_role("button", name="That is all: check my answers").click()
        if need.startswith("Company"):
            page.get_by_role("button", name="Go on: about the other person").click()
    page.get_by_role("link", name="Show what suits both of us").click()
    assert page.get_by_role("heading", level=1).inner_text() == "What suits both of you"
    assert overflows(page) <= 0
