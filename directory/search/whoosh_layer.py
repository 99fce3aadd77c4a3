"""One Whoosh index in one folder: written once, then read by one searcher, perhaps without some options."""

import os
from collections.abc import Iterable, Iterator
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
from directory.search.protocol import Document, Hit, Topic
from directory.search.whoosh_fields import names_of, said_of, schema

OPTION_NUMBERS = "option_numbers.npy"
NO_ROWS = np.empty(0, dtype=np.intp)


class Layer:
    """An open index and its dictionary. ``listed`` marks the rows that may be found, (n,).

    A Whoosh reader keeps a file cursor, so that two threads must not read it at once: whoever asks holds
    ``one_at_a_time``, which is the same for every layer over the same open files.
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
    def open(cls, folder: Path) -> Self:
        """Open a written folder; raises PublishedVersionRefused when it holds no whole index."""
        try:
            index = open_dir(str(folder), readonly=True, schema=schema())
            option_numbers = np.load(folder / OPTION_NUMBERS)
            if index.doc_count_all() != len(option_numbers):
                raise ValueError("The index has other rows than its option numbers.")
            return cls(index.searcher(weighting=Frequency()), Dictionary.read(folder), option_numbers)
        except Exception as problem:
            # Whoosh raises a dozen kinds for a torn folder, and all of them mean the same here.
            raise PublishedVersionRefused(
                "The search index of the published market can't be read.", "Publish the market again."
            ) from problem

    def without(self, option_numbers: np.ndarray) -> "Layer":
        """The same open files, where these options are never found."""
        layer = copy(self)
        layer.listed = self.listed.copy()
        if len(self.option_numbers):
            at = np.searchsorted(self.option_numbers, option_numbers, sorter=self._by_number)
            rows = self._by_number[np.minimum(at, len(self._by_number) - 1)]
            layer.listed[rows[self.option_numbers[rows] == option_numbers]] = False
        return layer

    def hits(self, wanted: query.Query, limit: int) -> list[Hit]:
        """The best options, ties by number."""
        collector = _EveryMatch()
        self._searcher.search_with_collector(wanted, collector)
        rows = np.array(collector.rows, dtype=np.intp)
        kept = self.listed[rows]
        numbers, scores = self.option_numbers[rows[kept]], np.array(collector.scores)[kept]
        best = np.lexsort((numbers, -scores))[:limit]
        return list(map(Hit, numbers[best].tolist(), scores[best].tolist()))

    def frequency(self, field: str, root: str) -> int:
        """How many options have the stem in a field, those that may not be found included."""
        return int(self._searcher.reader().doc_frequency(field, root))

    def rows_of_topics(self, topics: Iterable[int]) -> np.ndarray:
        """Ascending rows with any of these topics."""
        for topic in topics:
            if topic not in self._rows_by_topic:
                self._rows_by_topic[topic] = union(self.rows_with("topics", [str(topic)]))
        return union(self._rows_by_topic[topic] for topic in topics)

    def rows_with(self, field: str, texts: Iterable[str]) -> Iterator[np.ndarray]:
        """Ascending rows that have each of the texts in a field."""
        reader = self._searcher.reader()
        for text in texts:
            if (field, text) in reader:
                yield np.fromiter(reader.postings(field, text).all_ids(), dtype=np.intp)

    def close(self) -> None:
        self._searcher.close()


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


def write_layer(folder: Path, documents: Iterable[Document]) -> None:
    """Write a whole index into the empty ``folder`` and flush every file of it to disk."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = create_in(str(folder), schema()).writer(limitmb=128)
    topics: dict[Topic, int] = {}
    stem_of: dict[str, str] = {}
    option_numbers = []
    for document in documents:
        option_numbers.append(document.option_number)
        writer.add_document(
            names=names_of(document, stem_of),
            said=said_of(document, stem_of),
            topics={str(topics.setdefault(topic, len(topics))): 1.0 for topic in document.topics},
        )
    # One segment: some Whoosh matchers answer wrongly over several.
    writer.commit(optimize=True)
    Dictionary.write(folder, stem_of, topics)
    np.save(folder / OPTION_NUMBERS, np.array(option_numbers, np.int64))
    _flush_to_disk(folder)


def _flush_to_disk(folder: Path) -> None:
    for path in (*folder.iterdir(), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
