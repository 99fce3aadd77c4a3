"""How text becomes the words it is searched by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.words import LETTERS_KEPT, stem, words, words_to_ask


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Home-care, day & night", ["home", "care", "day", "night"]),
        ("St John's", ["st", "johns"]),
        ("Café ZOË", ["cafe", "zoe"]),
        ("ﬁne ＢＯＷ", ["fine", "bow"]),
        ("বাংলা ভাষা", ["বাংলা", "ভাষা"]),
        ("اردو", ["اردو"]),
        ("co\u00admp\u202eany\u200b", ["company"]),
        ("24/7 E1 4NS", ["24", "7", "e1", "4ns"]),
        ('*? AND ("x") ~2^ [a TO b]', ["and", "x", "2", "a", "to", "b"]),
        ("", []),
        ("\x00\ud800 ", []),
    ],
)
def test_words_are_folded_and_nothing_else_is_left(text, expected):
    assert words(text) == expected


def test_a_word_of_ten_thousand_letters_is_cut():
    assert words("a" * 10_000) == ["a" * LETTERS_KEPT]


@given(st.text(max_size=300))
def test_any_text_gives_words_without_spaces_or_marks_of_the_engine(text):
    for word in words(text):
        assert word
        assert not set(word) & set(" \t\n^*?~")
        assert stem(word)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_case_makes_no_difference(text):
    assert words(text.upper().casefold()) == words(text.upper())


def test_endings_fold_together_in_english_and_other_scripts_stay_whole():
    assert stem("swimming") == stem("swims") == stem("swim")
    assert stem("বাংলা") == "বাংলা"


def test_common_words_are_left_out_unless_nothing_else_is_asked():
    assert words_to_ask("someone to help me with the garden", 20) == ["garden"]
    assert words_to_ask("who can help", 20) == ["who", "can", "help"]


def test_no_more_words_are_asked_than_the_limit():
    assert words_to_ask(" ".join(f"w{n}" for n in range(10_000)), 20) == [f"w{n}" for n in range(20)]
