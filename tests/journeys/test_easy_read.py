"""Easy read: few questions, short sentences, a picture beside each, and the same answers as the long way."""

import re

import pytest

from directory.web.easy import STEPS
from directory.web.need_groups import NEED_GROUPS, SITUATIONS
from tests.house.repository import ROOT

PICTURES = ROOT / "directory" / "static" / "pictures"
TOO_LONG = 16
"""Words in a sentence. Easy read asks for 10 to 15."""


@pytest.fixture
def answered(visitor):
    """From the first page to the results; what was said in each question."""

    def through(**said):
        visitor.open("/easy/needs")
        visitor.send("/easy/needs", needs=said.get("needs", ["personal_care"]), action="continue")
        for name in ("place", "languages", "staff_gender"):
            if visitor.path.endswith("/results"):
                break
            visitor.send(action="continue", **{name: said.get(name, "")})
        return visitor

    return through


def test_four_questions_lead_to_a_few_people_with_what_to_do(answered):
    visitor = answered(place="E1 4NS", languages="syl", staff_gender="female")
    assert visitor.path.endswith("/results")
    assert visitor.page.text.count("<article") <= 5
    assert "Josephina, Bow" in visitor.words
    assert "They can help you with: washing, dressing and using the toilet" in visitor.words
    assert "How to get in touch:" in visitor.words


def test_a_woman_or_a_man_is_asked_for_private_help_only(answered, visitor):
    answered(needs=["companionship"], place="E1 4NS")
    assert visitor.path.endswith("/results")
    assert "Who should help you wash" not in visitor.words


def test_what_is_said_here_is_said_on_the_long_way_too(answered, visitor):
    answered(place="E1 4NS", languages="syl", staff_gender="female")
    answer_id = visitor.path.split("/")[2]
    visitor.open(f"/find/{answer_id}/check")
    assert "Sylheti" in visitor.words
    assert "E1 4NS, any distance" in visitor.words


def test_the_people_found_are_those_of_the_long_way(answered, visitor):
    answered(place="E1 4NS", languages="syl")
    answer_id = visitor.path.split("/")[2]
    here = re.findall(r"/services/([0-9a-z]+)", visitor.page.text)
    visitor.open(f"/results/{answer_id}")
    there = list(dict.fromkeys(re.findall(r"/services/([0-9a-z]+)", visitor.page.text)))
    assert list(dict.fromkeys(here)) == there[: len(set(here))]


def test_a_place_that_is_none_is_asked_for_again(visitor):
    visitor.open("/easy/needs")
    visitor.send("/easy/needs", needs="meals", action="continue")
    page = visitor.send(place="Nowhere at all", action="continue")
    assert page.status_code == 422
    assert "We can't find that place." in visitor.words


def test_nothing_ticked_is_asked_for_again(visitor):
    visitor.open("/easy/needs")
    assert visitor.send("/easy/needs", action="continue").status_code == 422
    assert "Choose at least one thing" in visitor.words


def test_a_question_that_easy_read_does_not_ask_is_not_found(answered, visitor):
    answered(place="E1 4NS")
    assert visitor.open(visitor.path.replace("/results", "/money")).status_code == 404


def test_results_are_nobody_elses(answered, visitor, app):
    answered(place="E1 4NS")
    assert app.test_client().get(visitor.path).status_code == 404


@pytest.mark.parametrize("name", sorted({*SITUATIONS, *(step.picture for step in STEPS)}))
def test_every_question_and_every_need_has_a_picture(name):
    assert (PICTURES / f"{name}.svg").read_text().startswith("<svg")


def test_every_need_that_is_asked_for_is_one_of_ours():
    assert set(SITUATIONS) <= {need for _, group in NEED_GROUPS for need in group}


def test_sentences_are_short(answered, visitor):
    pages = [visitor.open("/easy/").text, visitor.open("/easy/needs").text]
    pages += [answered(place="E1 4NS", languages="syl", staff_gender="female").page.text]
    for page in pages:
        main = page.partition("<main")[2].partition("</main>")[0]
        lines = [
            re.sub(r"<[^>]+>", " ", line)
            for line in re.findall(r"<(?:p|h1|label)\b[^>]*>(.*?)</", main, re.S)
        ]
        for line in lines:
            for sentence in re.split(r"[.?!] ", line):
                assert len(sentence.split()) <= TOO_LONG, sentence
