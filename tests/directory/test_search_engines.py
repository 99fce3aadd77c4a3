"""One engine answers like another, hit by hit and score by score; a version says which it was made with."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.errors import CareMarketError, PublishedVersionRefused
from directory.search import engines, tantivy_layer
from directory.search.engines import INDEXES, LARGE_MARKET, engine_for, index_of
from directory.search.protocol import Document, Topic
from directory.settings import read_settings

WORDS = ("rose", "roses", "rosemary", "house", "home", "homely", "care", "careful", "tea", "বাংলা", "café")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
TOPICS = st.builds(Topic, TEXTS, st.lists(st.sampled_from(WORDS), max_size=2).map(tuple))
DOCUMENTS = st.builds(
    Document,
    st.integers(0, 40),
    TEXTS,
    organization_name=TEXTS,
    topics=st.lists(TOPICS, max_size=3).map(tuple),
    description=TEXTS,
    place_label=TEXTS,
)
MARKETS = st.lists(DOCUMENTS, max_size=25, unique_by=lambda document: document.option_number)
QUESTIONS = ("rose", "hous", "rosse tea", "care home", "careful rosemry", "বাংলা", "cafe quux", "ho", "homly")


@given(before=MARKETS, after=MARKETS, gone=st.sets(st.integers(0, 40), max_size=5), asked=TEXTS)
@settings(max_examples=20, deadline=None)
def test_every_engine_gives_the_same_hits_and_scores(tmp_path_factory, before, after, gone, asked):
    changed = {document.option_number for document in after} | gone
    answers = []
    for name in sorted(INDEXES):
        folder = tmp_path_factory.mktemp(name)
        index_of(name).build(folder / "base", before)
        index_of(name).build(folder / "changes", after)
        base = index_of(name).open(folder / "base")
        both = base.with_changes(folder / "changes", changed)
        questions = (*QUESTIONS, asked)
        answers.append([(base.search(text, 7), both.search(text, 7)) for text in questions])
        both.close()
    assert answers[0] == answers[1]


def test_of_many_that_score_alike_those_with_the_lowest_numbers_are_given_from_any_segments(
    tmp_path, monkeypatch
):
    """More options than one segment holds: the first rows of each are no longer the first of all."""
    monkeypatch.setattr(tantivy_layer, "MOST_MEMORY", 15_000_000)
    chance = random.Random(3)
    numbers = chance.sample(range(2**62), 5_000)
    index_of("tantivy").build(
        tmp_path / "index",
        (
            Document(
                number, "Rose", description=" ".join(f"{chance.getrandbits(40):010x}" for _ in range(40))
            )
            for number in numbers
        ),
    )
    index = index_of("tantivy").open(tmp_path / "index")
    assert index._layers[0]._searcher.num_segments > 1
    assert [hit.option_number for hit in index.search("rose", 20)] == sorted(numbers)[:20]


@pytest.mark.parametrize(
    ("wanted", "options", "installed", "engine"),
    [
        ("auto", LARGE_MARKET - 1, True, "whoosh"),
        ("auto", LARGE_MARKET, True, "tantivy"),
        ("auto", LARGE_MARKET, False, "whoosh"),
        ("whoosh", LARGE_MARKET, True, "whoosh"),
        ("tantivy", 1, True, "tantivy"),
    ],
)
def test_the_engine_goes_by_the_setting_else_by_size(monkeypatch, wanted, options, installed, engine):
    monkeypatch.setattr(engines, "find_spec", lambda name: installed or None)
    assert engine_for(wanted, options) == engine


@pytest.mark.parametrize("engine", ["tantivy", "another"])
def test_an_engine_that_is_not_installed_is_told_with_what_to_do(monkeypatch, engine):
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    with pytest.raises(PublishedVersionRefused, match=f"{engine} is not installed.*national"):
        index_of(engine)


def test_an_engine_nobody_knows_is_no_setting(tmp_path):
    environ = {"CAREMARKET_DATA_DIR": str(tmp_path), "CAREMARKET_SEARCH_ENGINE": "grep"}
    with pytest.raises(CareMarketError, match="whoosh, tantivy, auto"):
        read_settings(environ)
