"""ISO 639-3, where many names are one letter apart and three letters may mean two languages."""

import pytest

from directory.vocabulary import vocabulary

LANGUAGES = vocabulary("languages")


def test_every_living_language_is_there_and_no_placeholder_is() -> None:
    assert len(LANGUAGES.codes) > 7900
    assert not {"mul", "und", "mis", "zxx"} & set(LANGUAGES.codes)


def test_everyday_languages_come_first() -> None:
    everyday = [term.extra["everyday"] == "yes" for term in LANGUAGES.terms()]
    assert everyday == sorted(everyday, reverse=True)
    assert {"eng", "pol", "urd", "ben", "syl", "pan", "guj", "ara", "som", "tur", "ron", "por", "bfi"} <= set(
        LANGUAGES.codes[: sum(everyday)]
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bengali", "ben"),
        ("Bangla", "ben"),
        ("Sylheti", "syl"),
        ("Siloti", "syl"),
        ("Bengali (Sylheti)", "syl"),
        ("British Sign Language", "bfi"),
        ("bfi", "bfi"),
        ("Punjabi", "pan"),
        ("Panjabi", "pan"),
        ("Farsi", "fas"),
        ("Cantonese", "yue"),
        ("Mirpuri", "phr"),
        ("Patois", "jam"),
        ("Ghotuo", "aaa"),
    ],
)
def test_everyday_names_are_known(text: str, code: str) -> None:
    found = LANGUAGES.find(text)
    assert found is not None and found.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("BSL", "bfi"), ("ASL", "ase"), ("ron", "ron"), ("fas", "fas")],
)
def test_an_everyday_meaning_outranks_a_rare_code_or_name(text: str, code: str) -> None:
    found = LANGUAGES.find(text)
    assert found is not None and found.code == code


@pytest.mark.parametrize("text", ["Gadang", "fur"])
def test_a_spelling_that_two_rare_languages_share_is_nobodys(text: str) -> None:
    assert LANGUAGES.find(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Portugeuse", "por"),
        ("Somalii", "som"),
        ("Mandrin", "cmn"),
        ("Lithuanain", "lit"),
        ("Kashmeri", "kas"),
        ("British Sign Langauge", "bfi"),
    ],
)
def test_a_misspelt_everyday_language_is_recognised(text: str, code: str) -> None:
    found = LANGUAGES.find(text)
    assert found is not None and (found.code, found.how) == (code, "near")


@pytest.mark.parametrize(
    "text", ["Ghotu", "Makaton", "sign language", "Urdu/Punjabi", "any", "All", "non", "English only"]
)
def test_nothing_is_made_of_what_is_not_a_language(text: str) -> None:
    assert LANGUAGES.find(text) is None


def test_a_misspelling_never_means_a_rare_language() -> None:
    rare = [term for term in LANGUAGES.terms() if term.extra["everyday"] != "yes" and len(term.label) > 8]
    for term in rare[::50]:
        found = LANGUAGES.find(term.label[:-1] + "qq")
        assert found is None or LANGUAGES.term(found.code).extra["everyday"] == "yes"
