"""The phrases that mean something: those of the code lists, and those of everyday speech."""

from collections.abc import Callable, Mapping
from functools import cache

from directory.journeys import everyday_words as everyday
from directory.vocabulary import folded, vocabulary

EVERYDAY_LANGUAGES = 60
FIELDS_BY_LIST = {
    "needs": "needs",
    "user_bands": "user_bands",
    "faith": "faith",
    "diet": "diet",
    "accessibility": "accessibility",
    "times": "times",
    "funding": "funding",
    "flags": "lgbt_affirming",
}


@cache
def everyday_languages() -> Mapping[str, str]:
    """Spellings of the everyday languages, which the list has first."""
    terms = vocabulary("languages").terms()[:EVERYDAY_LANGUAGES]
    return {
        folded(name): term.code for term in terms for name in (term.label, *term.aliases) if len(name) > 2
    }


@cache
def phrases() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Phrase → the fields and codes it sets; the first field named is the one it is told back under."""
    found: dict[str, list[tuple[str, str]]] = {}

    def learn(phrase: str, name: str, code: str, fits: Callable[[str], bool]) -> None:
        plain = folded(phrase)
        meanings = found.setdefault(plain, []) if fits(plain) else []
        if all(known != name for known, _ in meanings):
            meanings.append((name, code))

    for name, spoken in (
        ("needs", everyday.NEED_WORDS),
        ("setting", everyday.SETTING_WORDS),
        ("provider_kinds", everyday.KIND_WORDS),
    ):
        for code, ways in spoken.items():
            for phrase in ways:
                learn(phrase, name, code, bool)
    for list_name, name in FIELDS_BY_LIST.items():
        for term in vocabulary(list_name).terms():
            for phrase in (term.label, *term.aliases):
                learn(
                    phrase, name, term.code, lambda plain: len(plain) > 2 and plain not in everyday.TOO_PLAIN
                )
    return {phrase: tuple(meanings) for phrase, meanings in found.items()}
