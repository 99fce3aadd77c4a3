"""Words that are nowhere, as they were probably meant: the same with every engine."""

import pytest

from directory.search.protocol import Document, Topic


@pytest.fixture
def index(tmp_path, engine):
    walks = [Document(number, f"Walking group {number}") for number in range(1, 6)]
    engine.build(tmp_path, [*walks, Document(9, "Talking", topics=(Topic("Company", ("befriending",)),))])
    opened = engine.open(tmp_path)
    yield opened
    opened.close()


def test_a_word_that_is_nowhere_is_respelt_as_most_options_have_it(index):
    assert index.respelt("xalking grup") == "walking group"
    assert index.respelt("befreinding") == "befriending"


@pytest.mark.parametrize("text", ["walking group", "Walks", "walki", "zzzzzzzz", "", "***", "grp 99999"])
def test_what_is_there_or_like_nothing_is_left_as_it_is(index, text):
    assert index.respelt(text) is None


def test_a_word_that_is_like_nothing_stays_beside_one_that_is_respelt(index):
    assert index.respelt("wawking zzzzzzzz") == "wawking zzzzzzzz".replace("wawking", "walking")


def test_words_of_changes_are_known_too(index, engine, tmp_path):
    engine.build(tmp_path / "changes", [Document(9, "Orchard")])
    changed = index.with_changes(tmp_path / "changes", [9])
    assert changed.respelt("orchrad") == "orchard"
    assert index.respelt("orchrad") is None
