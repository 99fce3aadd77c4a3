"""What Whoosh keeps of an option: its own stems with their weights, and the numbers of its topics."""

from collections.abc import Iterator

import numpy as np
from whoosh import query
from whoosh.fields import FieldType, Schema
from whoosh.formats import Existence
from whoosh.matching import ListMatcher, NullMatcher
from whoosh.searching import Searcher

from directory.search.weights import ByWeight


class Stems(FieldType):
    """A field given as its terms by their weights, with no text to analyse."""

    def __init__(self) -> None:
        # Whoosh looks for a file at every posting of a field without lengths, so "scorable" keeps them.
        super().__init__(Existence(), analyzer=None, scorable=True)

    def index(self, value: ByWeight, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        return ((term.encode(), 1, weight, b"") for weight, terms in value.items() for term in sorted(terms))


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
