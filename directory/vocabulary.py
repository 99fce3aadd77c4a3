"""The code lists that files, forms, the API and tests share: code, label, aliases, source.

Each list is one CSV in ``directory/vocabulary``. The order of its lines is the position of a code in a
published version, so lists grow at their end only.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.errors import CareMarketError

NAMES: tuple[str, ...] = (
    "needs",
    "service_type",
    "setting",
    "provider_kind",
    "user_bands",
    "languages",
    "faith",
    "culture",
    "diet",
    "staff_gender",
    "flags",
    "accessibility",
    "funding",
    "cost_unit",
    "travel",
    "times",
    "legal_form",
    "councils",
    "districts",
    "counties",
    "regions",
    "places",
    "formats",
)

_COLUMNS = ("code", "label", "aliases", "source")
_LINKING_WORDS = frozenset(["a", "an", "and", "at", "for", "in", "of", "or", "the", "to", "your"])
# One of these more or fewer makes another term: "with" and "without nursing", "Barnet" and "New Barnet".
_NEGATIONS = ["no", "not", "non", "never", "none", "cannot", "except", "with", "without", "only"]
_OPPOSITES = [
    "over",
    "under",
    "above",
    "below",
    "male",
    "female",
    "men",
    "women",
    "man",
    "woman",
    "old",
    "new",
]
_DIRECTIONS = ["north", "south", "east", "west", "upper", "lower", "great", "little", "inner", "outer"]
_TELLING_WORDS = frozenset(_NEGATIONS + _OPPOSITES + _DIRECTIONS)


@dataclass(frozen=True, slots=True)
class Term:
    """One line of a list; ``position`` is its place in the file, ``extra`` its further columns."""

    code: str
    label: str
    position: int
    aliases: tuple[str, ...]
    source: str
    extra: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A term recognised in free text; ``score`` is 100 unless it was only ``near``."""

    code: str
    how: Literal["code", "label", "alias", "near"]
    score: float


_APOSTROPHES = re.compile("['’‘`]")
_MARKS = re.compile(r"[^\w]|_")
_ASCII_MARKS = str.maketrans(
    {mark: " " for mark in map(chr, range(128)) if not mark.isalnum()} | {"'": "", "`": ""}
)


def folded(text: str) -> str:
    """Lower case, no accents, no punctuation, ``&`` as "and", single spaces."""
    plain = text.casefold().replace("&", " and ")
    if plain.isascii():  # the same as below, in a third of the time
        return " ".join(plain.translate(_ASCII_MARKS).split())
    letters = "".join(
        char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char)
    )
    return " ".join(_MARKS.sub(" ", _APOSTROPHES.sub("", letters)).split())


class Vocabulary:
    """One list of codes, read once and never changed."""

    def __init__(self, name: str, terms: tuple[Term, ...]) -> None:
        self.name = name
        self.codes: tuple[str, ...] = tuple(term.code for term in terms)
        self._terms = {term.code: term for term in terms}

    def __contains__(self, code: object) -> bool:
        return code in self._terms

    def terms(self) -> tuple[Term, ...]:
        """Every term, in file order."""
        return tuple(self._terms.values())

    def term(self, code: str) -> Term:
        """The term of a code; ``CareMarketError`` (``unknown_code``) when the list has no such code."""
        try:
            return self._terms[code]
        except KeyError:
            raise CareMarketError(
                f'"{code}" is not in the list "{self.name}".', "Use a code of that list.", code="unknown_code"
            ) from None

    def label(self, code: str) -> str:
        return self.term(code).label

    def position(self, code: str) -> int:
        return self.term(code).position

    def find(self, text: str) -> Found | None:
        """The term meant by ``text``, or None when in doubt: a wrong guess is worse than a question."""
        wanted = folded(text)
        return self._spelt.get(wanted) or self._near(wanted)

    @cached_property
    def _spelt(self) -> Mapping[str, Found]:
        """Every exact spelling; one that two terms share is the everyday term's, or else nobody's."""
        rare = _exact_spellings(term for term in self.terms() if not _is_everyday(term))
        # "any", "all", "non" and "one" are rare languages too, but nobody means them by it.
        long_enough = {spelling: found for spelling, found in rare.items() if len(spelling) > 3}
        everyday = _exact_spellings(filter(_is_everyday, self.terms()))
        return {spelling: found for spelling, found in (long_enough | everyday).items() if spelling and found}

    @cached_property
    def _keys(self) -> Mapping[str, set[str]]:
        """What to compare with, as written and with its words sorted → the codes it may stand for."""
        keys: dict[str, set[str]] = {}
        for spelling, found in self._spelt.items():
            for key in _keys_of(spelling):
                keys.setdefault(key, set()).add(found.code)
        return keys

    def _near(self, wanted: str) -> Found | None:
        near = sorted(hit for key in _keys_of(wanted) for hit in self._candidates(key))
        if not near:
            return None
        edits, length, code = near[0]
        doubted = any(other != code and others_edits <= edits + 1 for others_edits, _, other in near)
        if doubted or edits > _edits_allowed(length) or not _is_everyday(self.term(code)):
            return None
        return Found(code, "near", round(100 * (1 - edits / length), 1))

    def _candidates(self, key: str) -> Iterator[tuple[int, int, str]]:
        """(edits, length of the key, code) up to one edit further than accepted, to know of any doubt."""
        allowed = _edits_allowed(len(key))
        if allowed == 0:
            return
        near = process.extract_iter(key, self._keys.keys(), scorer=OSA.distance, score_cutoff=allowed + 1)
        for spelling, edits, _ in near:
            if _telling(spelling) == _telling(key) and spelling[0] == key[0]:
                for code in self._keys[spelling]:
                    # "Mandrin" is Mandarin: a rare term is in the way only when it is as near.
                    yield edits + (not _is_everyday(self.term(code))), len(key), code


def _is_everyday(term: Term) -> bool:
    """Whether a misspelling may mean it: not the rare languages, nor councils that are gone."""
    return term.extra.get("everyday", "yes") == "yes" and term.extra.get("status", "current") == "current"


def _exact_spellings(terms: Iterable[Term]) -> dict[str, Found | None]:
    """Folded code, label and aliases of each term; None for a spelling that two of them share."""
    spelt: dict[str, Found | None] = {}
    for term in terms:
        for found, spelling in _spellings(term):
            known = spelt.setdefault(folded(spelling), found)
            if known is not None and known.code != term.code:
                spelt[folded(spelling)] = None
    return spelt


def _spellings(term: Term) -> Iterator[tuple[Found, str]]:
    yield Found(term.code, "code", 100.0), term.code
    yield Found(term.code, "label", 100.0), term.label
    for alias in term.aliases:
        yield Found(term.code, "alias", 100.0), alias


def _keys_of(spelling: str) -> set[str]:
    """As written, and as its sorted words without the linking ones."""
    words = sorted(word for word in spelling.split() if word not in _LINKING_WORDS)
    return {spelling, " ".join(words)} - {""}


def _edits_allowed(length: int) -> int:
    """How many letters may be wrong; up to five letters none, since "Hindi" is near to too much."""
    return 0 if length < 6 else 1 if length < 10 else 2 if length < 18 else 3


def _telling(key: str) -> frozenset[str]:
    """The words and numbers that must agree exactly."""
    return frozenset(word for word in key.split() if word in _TELLING_WORDS or any(map(str.isdigit, word)))


@cache
def vocabulary(name: str) -> Vocabulary:
    """The list of that name; ``CareMarketError`` (``unknown_list``) for any other."""
    if name not in NAMES:
        raise CareMarketError(
            f'There is no list called "{name}".', f"The lists are {', '.join(NAMES)}.", code="unknown_list"
        )
    lines = (files("directory") / "vocabulary" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return Vocabulary(name, tuple(_term(position, row) for position, row in enumerate(csv.DictReader(lines))))


def _term(position: int, row: Mapping[str, str]) -> Term:
    return Term(
        code=row["code"],
        label=row["label"],
        position=position,
        aliases=tuple(alias for alias in row["aliases"].split(";") if alias),
        source=row["source"],
        extra={column: value for column, value in row.items() if column not in _COLUMNS},
    )
