"""What Whoosh keeps of an option: its own stems with their weights, and the numbers of its topics."""

from collections.abc import Iterator, Mapping

import numpy as np
from whoosh import query
from whoosh.fields import FieldType, Schema
from whoosh.formats import Existence
from whoosh.matching import ListMatcher, NullMatcher
from whoosh.searching import Searcher

from directory.search.protocol import Document
from directory.search.words import stem, words

# How much a word counts by where it stands. Each place counts once, so that repeating a word brings nothing.
NAME, OWNER, LABEL, PLACE, ALSO_CALLED, DESCRIPTION = 8.0, 5.0, 3.0, 3.0, 1.0, 1.0


class Stems(FieldType):
    """A field given as its terms and their weights, with no text to analyse."""

    def __init__(self) -> None:
        # Whoosh looks for a file at every posting of a field without lengths, so "scorable" keeps them.
        super().__init__(Existence(), analyzer=None, scorable=True)

    def index(self, value: Mapping[str, float], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        return ((term.encode(), 1, weight, b"") for term, weight in value.items())


class AllOf(query.Query):
    """These rows of the index, in ascending order, all for one score."""

    def __init__(self, rows: np.ndarray, score: float) -> None:
        self._rows = rows
        self._score = score

    def estimate_size(self, ixreader: object) -> int:
        return len(self._rows)

    def matcher(self, searcher: Searcher, context: object = None) -> object:
        return ListMatcher(self._rows.tolist(), all_weights=self._score) if len(self._rows) else NullMatcher()


def schema() -> Schema:
    return Schema(names=Stems(), said=Stems(), topics=Stems())


def names_of(document: Document, stem_of: dict[str, str]) -> dict[str, float]:
    """The stems of an option's names, weighted; new words are added to ``stem_of``."""
    return _weighed(stem_of, (document.name, NAME), (document.organization_name, OWNER))


def said_of(document: Document, stem_of: dict[str, str]) -> dict[str, float]:
    """The stems of what else it says, weighted; new words are added to ``stem_of``."""
    return _weighed(stem_of, (document.place_label, PLACE), (document.description, DESCRIPTION))


def _weighed(stem_of: dict[str, str], *texts: tuple[str, float]) -> dict[str, float]:
    weight_of: dict[str, float] = {}
    for text, weight in texts:
        found = {word: stem_of.get(word) or stem(word) for word in words(text)}
        stem_of.update(found)
        for root in set(found.values()):
            weight_of[root] = weight_of.get(root, 0.0) + weight
    return weight_of
