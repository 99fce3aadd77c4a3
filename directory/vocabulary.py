"""The code lists that files, forms, the API and tests share: code, label, aliases, source.

Each list is one CSV in ``directory/vocabulary``. The order of its lines is the position of a code in a
published version, so lists grow at their end only.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
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
    "places",
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


def folded(text: str) -> str:
    """Lower case, no accents, no punctuation, ``&`` as "and", single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]|_", " ", re.sub(r"['’‘`]", "", letters)).split())


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
        """Every exact spelling; a code outranks a label, a label an alias."""
        spelt: dict[str, Found] = {}
        for term in self._terms.values():
            spelt.setdefault(folded(term.code), Found(term.code, "code", 100.0))
        for term in self._terms.values():
            spelt.setdefault(folded(term.label), Found(term.code, "label", 100.0))
        for term in self._terms.values():
            for alias in term.aliases:
                spelt.setdefault(folded(alias), Found(term.code, "alias", 100.0))
        spelt.pop("", None)
        return spelt

    @cached_property
    def _keys(self) -> tuple[tuple[str, str], ...]:
        """(sorted words, code) of every label and alias."""
        named = ((spelling, found) for spelling, found in self._spelt.items() if found.how != "code")
        pairs = {(_word_key(spelling), found.code) for spelling, found in named}
        return tuple(sorted(pairs))

    def _near(self, wanted: str) -> Found | None:
        key = _word_key(wanted)
        allowed = _edits_allowed(key)
        if allowed == 0:
            return None
        spellings = [spelling for spelling, _ in self._keys]
        # Looked for twice as far as accepted, so that a second candidate nearby casts its doubt.
        near = process.extract(key, spellings, scorer=OSA.distance, score_cutoff=allowed + 1, limit=None)
        codes = {self._keys[index][1] for _, _, index in near}
        if len(codes) != 1:
            return None
        spelling, edits, index = min(near, key=lambda hit: hit[1])
        if edits > allowed or not _same_sense(key, spelling):
            return None
        return Found(self._keys[index][1], "near", round(100 * (1 - edits / max(len(key), len(spelling))), 1))


def _word_key(spelling: str) -> str:
    """The words that carry meaning, sorted, so that word order and linking words don't count."""
    words = spelling.split()
    return " ".join(sorted(word for word in words if word not in _LINKING_WORDS) or sorted(words))


def _edits_allowed(key: str) -> int:
    """How many letters may be wrong; up to five letters none, since "Hindi" is near to too much."""
    return 0 if len(key) < 6 else 1 if len(key) < 10 else 2 if len(key) < 18 else 3


def _same_sense(key: str, other: str) -> bool:
    """Numbers and words such as "not" or "under" must agree exactly, and so must most first letters."""
    return _telling(key) == _telling(other) and key[0] == other[0]


def _telling(key: str) -> frozenset[str]:
    return frozenset(word for word in key.split() if word in _TELLING_WORDS or any(map(str.isdigit, word)))


@cache
def vocabulary(name: str) -> Vocabulary:
    """The list of that name; ``CareMarketError`` (``unknown_list``) for any other."""
    if name not in NAMES:
        raise CareMarketError(
            f'There is no list called "{name}".', f"The lists are {', '.join(NAMES)}.", code="unknown_list"
        )
    with (files("directory") / "vocabulary" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = enumerate(csv.DictReader(lines))
        return Vocabulary(name, tuple(_term(position, row) for position, row in rows))


def _term(position: int, row: Mapping[str, str]) -> Term:
    return Term(
        code=row["code"],
        label=row["label"],
        position=position,
        aliases=tuple(alias for alias in row["aliases"].split(";") if alias),
        source=row["source"],
        extra={column: value for column, value in row.items() if column not in _COLUMNS},
    )
