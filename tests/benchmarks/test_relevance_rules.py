"""The rule book and the people are whole: every rule is carried out, every question can be asked."""

import re
from collections import Counter

import pytest

from benchmarks.relevance.collection import vignettes
from benchmarks.relevance.entries import FOLDER, usual_help
from directory.journeys.support_question import support_needs
from directory.vocabulary import vocabulary
from directory.web.schemas import QuestionSchema

RULES = [int(n) for n in re.findall(r"^\*\*Rule (\d+)\.", (FOLDER / "rules.md").read_text(), re.MULTILINE)]
GRADER = ("entries", "help_given", "reach", "wishes", "money", "grading")
CODE = "\n".join((FOLDER / f"{name}.py").read_text() for name in GRADER)
PEOPLE = vignettes()


def asked(field):
    """How many of the people state each code of a field."""
    return Counter(code for person in PEOPLE for code in person.question.get(field, ()))


def test_rules_are_numbered_without_a_gap():
    assert list(range(1, len(RULES) + 1)) == RULES


def test_every_rule_is_cited_where_it_is_carried_out():
    cited = {int(number) for number in re.findall(r"(?:[Rr]ule |Finding\()(\d+)", CODE)}
    assert cited == set(RULES)


def test_the_grader_reads_nothing_of_the_engine_but_the_table_of_rates():
    assert set(re.findall(r"(?:from|import) (matching[\w.]*)", CODE)) == {"matching.costs"}
    assert set(re.findall(r"from matching.costs import (.+)", CODE)) == {"Rates"}


def test_the_list_of_usual_help_holds_codes_only():
    assert set(usual_help()) <= set(vocabulary("service_type").codes)
    assert set().union(*usual_help().values()) <= set(vocabulary("needs").codes)


def test_there_are_more_than_forty_people_each_named_once():
    assert len(PEOPLE) >= 40
    assert len({person.id for person in PEOPLE}) == len(PEOPLE)
    assert all(person.person.endswith(".") for person in PEOPLE)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.id)
def test_every_question_can_be_asked(person, gazetteer):
    assert support_needs(QuestionSchema().load(dict(person.question)), gazetteer)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.id)
def test_the_age_group_asked_for_is_the_persons(person):
    stated = set(person.question.get("user_bands", ())) & {"older_people", "younger_adults"}
    assert stated <= {"older_people" if person.age >= 65 else "younger_adults"}


def test_every_faith_of_the_census_is_somebodys():
    assert set(asked("faith")) == set(vocabulary("faith").codes)


@pytest.mark.parametrize(
    "band", ["learning_disability_autism", "dementia", "carers", "sensory_impairment", "mental_health"]
)
def test_people_of_each_group_are_there_more_than_once(band):
    assert asked("user_bands")[band] > 1


@pytest.mark.parametrize(
    "topic",
    [
        "rural",
        "Deaf",
        "LGBT+",
        "carers",
        "tiny budget",
        "free only",
        "large budget",
        "access",
        "times",
        "move",
    ],
)
def test_what_lives_differ_in_is_covered(topic):
    assert [person.id for person in PEOPLE if topic in person.about]
