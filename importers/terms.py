"""Reads a cell against the code lists: what it says yes to, what it says no to, what was not understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from directory.records import Attribute, Evidence
from directory.vocabulary import Found, folded, vocabulary
from importers.repeated import REMEMBERED, reading_once
from importers.row_errors import not_understood
from importers.source import Note
from importers.tidy import items, one_line

_NEGATED = re.compile(r"(?:no|not|without|never|non)[ -]+(.+)|(.+?)\s*[:(–-]\s*no\)?", re.IGNORECASE)
# What stands between the items of a list, as in "Bengali, Sylheti" and "Urdu & Punjabi".
_JOINT = re.compile(r"\s*(?:,|&|/|\+|\band\b|\bor\b)\s*", re.IGNORECASE)
_AFFIRMED = re.compile(r"(.+?)\s*[:(–-]\s*(?:yes|y|available)\)?", re.IGNORECASE)


# One of each, shared by all the rows that say it: a file of 100,000 rows makes millions of them.
attribute = lru_cache(maxsize=REMEMBERED)(Attribute)


@dataclass(frozen=True, slots=True)
class Terms:
    """(list, code) pairs; ``near`` pairs a misspelt text with the label it was read as."""

    yes: tuple[tuple[str, str], ...] = ()
    no: tuple[tuple[str, str], ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    not_understood: tuple[str, ...] = ()

    def codes(self, name: str) -> tuple[str, ...]:
        """The codes of one list that were said yes to."""
        return tuple(code for list_name, code in self.yes if list_name == name)

    def attributes(
        self, evidence: Evidence = "provider", *, without: tuple[str, ...] = ()
    ) -> list[Attribute]:
        """Every yes and no as an attribute, but for the lists that ``without`` names."""
        said = [(pair, "yes") for pair in self.yes] + [
            (pair, "no") for pair in self.no if pair not in self.yes
        ]
        return [
            attribute(name, code, "yes" if verdict == "yes" else "no", evidence)
            for (name, code), verdict in said
            if name not in without
        ]

    def notes(self, line: int, column: str, *, private: bool = False) -> Iterator[Note]:
        """What a person should look at; the texts themselves only where the column isn't private."""
        for text in self.not_understood:
            yield not_understood(line, column, None if private else text)
        for text, label in () if private else self.near:
            yield Note(line, "read_as", f"“{text}” was read as “{label}”.", column, text)


NO_TERMS = Terms()


@reading_once
def read_terms(cell: str, *names: str, first_only: bool = False) -> Terms:
    """The terms of a cell in the lists named; with ``first_only``, each in the first list that knows it."""
    readings = [_read_item(item, *names, first_only=first_only) for item in items(cell)]
    if len(readings) == 1:
        return readings[0]
    return Terms(
        *(
            tuple(dict.fromkeys(chain.from_iterable(kept)))
            for kept in (
                [reading.yes for reading in readings],
                [reading.no for reading in readings],
                [reading.near for reading in readings],
                [reading.not_understood for reading in readings],
            )
        )
    )


@reading_once
def _read_item(item: str, *names: str, first_only: bool) -> Terms:
    """One item of a list: lists differ from row to row, their items hardly do."""
    reading = _Reading(names, first_only)
    reading.take(item)
    return Terms(
        *(tuple(dict.fromkeys(kept)) for kept in (reading.yes, reading.no, reading.near, reading.rest))
    )


class _Reading:
    def __init__(self, names: tuple[str, ...], first_only: bool) -> None:
        self._names = names
        self._first_only = first_only
        self.yes: list[tuple[str, str]] = []
        self.no: list[tuple[str, str]] = []
        self.near: list[tuple[str, str]] = []
        self.rest: list[str] = []

    def take(self, item: str) -> None:
        """As the lists themselves write it, else as several items, else as near as it comes."""
        commas = item.split(",")
        if (
            self._take_whole(item, as_written=True)
            or self._take_list(commas, as_written=True)
            or self._take_words(item)
            or self._take_whole(item)
            or self._take_list(commas)
        ):
            return
        pieces = [piece.strip() for piece in item.split(",") if one_line(piece)]
        for piece in pieces if len(pieces) > 1 else ():
            self.take(piece)
        if len(pieces) == 1:
            self.rest.append(item)

    def _take_whole(self, text: str, *, as_written: bool = False) -> bool:
        """The text as one term, said yes or no to."""
        if found := self._find(text, as_written=as_written):
            self._keep(self.yes, text, found)
            return True
        if as_written and _JOINT.search(text):
            return False
        affirmed, negated = _AFFIRMED.fullmatch(text), _NEGATED.fullmatch(text)
        if affirmed and (found := self._find(affirmed[1])):
            self._keep(self.yes, affirmed[1], found)
            return True
        if negated and (found := self._find(negated[1] or negated[2])):
            # A misspelt "no" is too much to guess: exact spellings only.
            self.no += [(name, hit.code) for name, hit in found if hit.how != "near"]
            return any(hit.how != "near" for _, hit in found)
        return False

    def _take_list(self, pieces: list[str], *, as_written: bool = False) -> bool:
        """Every piece as a term, the longest joins first, since labels hold commas too; all or nothing."""
        texts: list[str] = []
        start = 0
        while start < len(pieces):
            joins = {end: ",".join(pieces[start:end]) for end in range(len(pieces), start, -1)}
            fitting = (end for end, text in joins.items() if self._find(text, as_written=as_written))
            if (end := next(fitting, None)) is None:
                return False
            texts.append(joins[end])
            start = end
        return len(texts) > 1 and all(self._take_whole(text.strip()) for text in texts)

    def _take_words(self, item: str) -> bool:
        pieces = [piece for piece in _JOINT.split(item) if piece.strip()]
        return len(pieces) > 1 and all(self._find(p) for p in pieces) and all(map(self._take_whole, pieces))

    def _find(self, text: str, *, as_written: bool = False) -> list[tuple[str, Found]]:
        """The terms that ``text`` means; ``as_written``, a joined text only where a list joins it too."""
        hits = [(name, found) for name in self._names if (found := _find_in(name, text.strip()))]
        if as_written and _JOINT.search(text):
            hits = [(name, found) for name, found in hits if _is_one_term(text, name, found)]
        exact = [hit for hit in hits if hit[1].how != "near"]
        return (exact or hits)[:1] if self._first_only else exact or hits

    def _keep(self, kept: list[tuple[str, str]], text: str, found: list[tuple[str, Found]]) -> None:
        for name, hit in found:
            kept.append((name, hit.code))
            if hit.how == "near":
                self.near.append((text, vocabulary(name).label(hit.code)))


@reading_once
def _find_in(name: str, text: str) -> Found | None:
    return vocabulary(name).find(text)


def _is_one_term(text: str, name: str, found: Found) -> bool:
    """Whether the list has this very text with its joints: "Bengali, Sylheti" isn't its "Bengali Sylheti"."""
    term = vocabulary(name).term(found.code)
    return any(
        _JOINT.search(spelling) and folded(spelling) == folded(text)
        for spelling in (term.label, *term.aliases)
    )
