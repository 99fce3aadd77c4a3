"""One Whoosh index in one folder: written once, then read by one searcher, perhaps without some options."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from pathlib import Path
from threading import Lock
from typing import Self

import numpy as np
from whoosh import query
from whoosh.collectors import ScoredCollector
from whoosh.index import create_in, open_dir
from whoosh.scoring import Frequency
from whoosh.searching import Searcher

from directory.errors import PublishedVersionRefused
from directory.search.dictionary import Dictionary
from directory.search.protocol import Document, Hit
from directory.search.weights import StemOf, TopicNames, names_of, said_of
from directory.search.whoosh_fields import AllOf, schema
from directory.search.written import keep_beside, numbers_beside, refuse_torn

NO_ROWS = np.empty(0, dtype=np.intp)


class WhooshLayer:
    """An open index and its dictionary. ``listed`` marks the rows that may be found, (n,).

    A Whoosh reader keeps a file cursor, so that two threads must not read it at once: ``one_at_a_time`` is
    the same for every layer over the same open files.
    """

    def __init__(self, searcher: Searcher, dictionary: Dictionary, option_numbers: np.ndarray) -> None:
        self.dictionary = dictionary
        self.option_numbers = option_numbers
        self.listed = np.ones(len(option_numbers), dtype=np.bool_)
        self.one_at_a_time = Lock()
        self._by_number = np.argsort(option_numbers, kind="stable")
        self._searcher = searcher
        self._rows_by_topic: dict[int, np.ndarray] = {}

    @classmethod
    def write(cls, folder: Path, documents: Iterable[Document]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        writer = create_in(str(folder), schema()).writer(limitmb=128)
        topics = TopicNames()
        stem_of = StemOf()
        option_numbers = []
        for document in documents:
            option_numbers.append(document.option_number)
            writer.add_document(
                names=names_of(document, stem_of),
                said=said_of(document, stem_of),
                topics={1.0: {topics[topic] for topic in document.topics}},
            )
        # One segment: some Whoosh matchers answer wrongly over several.
        writer.commit(optimize=True)
        keep_beside(folder, option_numbers, stem_of, topics)

    @classmethod
    def open(cls, folder: Path) -> Self:
        try:
            refuse_torn(folder)
            index = open_dir(str(folder), readonly=True, schema=schema())
            option_numbers = numbers_beside(folder, index.doc_count_all())
            return cls(index.searcher(weighting=Frequency()), Dictionary.read(folder), option_numbers)
        except Exception as problem:
            # Whoosh raises a dozen kinds for a torn folder, and all of them mean the same here.
            raise PublishedVersionRefused(
                "The search index of the published market can't be read.", "Publish the market again."
            ) from problem

    @property
    def options(self) -> int:
        return int(self.listed.sum())

    def without(self, option_numbers: np.ndarray) -> "WhooshLayer":
        layer = copy(self)
        layer.listed = self.listed.copy()
        if len(self.option_numbers):
            at = np.searchsorted(self.option_numbers, option_numbers, sorter=self._by_number)
            rows = self._by_number[np.minimum(at, len(self._by_number) - 1)]
            layer.listed[rows[self.option_numbers[rows] == option_numbers]] = False
        return layer

    def hits(self, wanted: query.Query, limit: int) -> list[Hit]:
        collector = _EveryMatch()
        self._searcher.search_with_collector(wanted, collector)
        rows = np.array(collector.rows, dtype=np.intp)
        kept = self.listed[rows]
        numbers, scores = self.option_numbers[rows[kept]], np.array(collector.scores)[kept]
        best = np.lexsort((numbers, -scores))[:limit]
        return list(map(Hit, numbers[best].tolist(), scores[best].tolist()))

    def frequency(self, field: str, root: str) -> int:
        return int(self._searcher.reader().doc_frequency(field, root))

    def frequency_of_topics(self, topics: Collection[int]) -> int:
        return len(self._rows_of_topics(topics))

    def weighed(self, field: str, root: str, times: float) -> query.Query:
        return query.Term(field, root, boost=times)

    def having(
        self,
        score: float,
        *,
        names: Collection[str] = (),
        said: Collection[str] = (),
        topics: Collection[int] = (),
    ) -> query.Query:
        of_topics = self._rows_of_topics(topics)
        return AllOf(_union([*self._rows("names", names), *self._rows("said", said), of_topics]), score)

    def all_of(self, several: Sequence[query.Query]) -> query.Query:
        return query.And(list(several))

    def any_of(self, several: Sequence[query.Query]) -> query.Query:
        return query.Or(list(several))

    def alike(self, wanted: query.Query, score: float) -> query.Query:
        return query.ConstantScoreQuery(wanted, score)

    def close(self) -> None:
        self._searcher.close()

    def _rows_of_topics(self, topics: Collection[int]) -> np.ndarray:
        """Ascending rows with any of these topics."""
        for topic in topics:
            if topic not in self._rows_by_topic:
                self._rows_by_topic[topic] = _union(self._rows("topics", [str(topic)]))
        return _union(self._rows_by_topic[topic] for topic in topics)

    def _rows(self, field: str, texts: Iterable[str]) -> Iterator[np.ndarray]:
        """Ascending rows that have each of the texts in a field."""
        reader = self._searcher.reader()
        for text in texts:
            if (field, text) in reader:
                yield np.fromiter(reader.postings(field, text).all_ids(), dtype=np.intp)


class _EveryMatch(ScoredCollector):
    """Every row that matches with its score: Whoosh's shortcuts for the best few give wrong sets."""

    def __init__(self) -> None:
        super().__init__(replace=0)
        self.rows: list[int] = []
        self.scores: list[float] = []

    def _collect(self, global_docnum: int, score: float) -> None:
        self.rows.append(global_docnum)
        self.scores.append(score)


def union(several: Iterable[np.ndarray]) -> np.ndarray:
    """The rows in any of these, ascending."""
    return np.unique(np.concatenate([NO_ROWS, *several]))


def _union(several: Iterable[np.ndarray]) -> np.ndarray:
    """The rows in any of these, ascending."""
    return np.unique(np.concatenate([NO_ROWS, *several]))
