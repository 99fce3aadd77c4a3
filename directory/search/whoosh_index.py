"""The search engine by default: Whoosh, in one segment, read by one searcher behind a lock.

People's text never reaches a query parser, so operators and wildcards are plain words.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from math import log
from pathlib import Path
from threading import Lock
from typing import Self

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA
from whoosh import query
from whoosh.collectors import TopCollector
from whoosh.fields import FieldType, Schema
from whoosh.formats import Existence
from whoosh.index import Index, create_in, open_dir
from whoosh.matching import ListMatcher, NullMatcher
from whoosh.scoring import Frequency
from whoosh.searching import Searcher

from directory.errors import PublishedVersionRefused
from directory.search.dictionary import Dictionary
from directory.search.protocol import Document, Hit, Topic
from directory.search.words import stem, words, words_to_ask

# How much a word counts by where it stands. Each place counts once, so that repeating a word brings nothing.
NAME, OWNER, LABEL, PLACE, ALSO_CALLED, DESCRIPTION = 8.0, 5.0, 3.0, 3.0, 1.0, 1.0
BEGUN_IN_NAME, BEGUN_ELSEWHERE = 3.0, 1.0
ANOTHER_WORD = 1000.0
OPTION_NUMBERS = "option_numbers.npy"
WORDS_ASKED_AT_MOST = 20
SPELLINGS_AT_MOST = 5
PREFIX_LETTERS_AT_LEAST = 2


class WhooshIndex:
    """A ``SearchIndex`` good to about 100,000 options.

    Fields: ``names`` and ``said``, an option's own stems with their weights; ``topics``, numbers of the
    dictionary's topics. A word scores by its weight where it stands, times its rarity.
    """

    def __init__(self, index: Index, dictionary: Dictionary, option_numbers: np.ndarray) -> None:
        if index.doc_count_all() != len(option_numbers):
            raise ValueError("The index has other rows than its option numbers.")
        self._searcher: Searcher = index.searcher(weighting=Frequency())
        self._dictionary = dictionary
        self._option_numbers = option_numbers
        self._rows_by_topic: dict[int, np.ndarray] = {}
        # A Whoosh reader keeps a file cursor, so two threads must not read it at once.
        self._one_at_a_time = Lock()

    @classmethod
    def build(cls, folder: Path, documents: Iterable[Document]) -> None:
        """Write a whole index into the empty ``folder`` and flush every file of it to disk."""
        folder.mkdir(parents=True, exist_ok=True)
        writer = create_in(str(folder), _schema()).writer(limitmb=128)
        topics: dict[Topic, int] = {}
        stem_of: dict[str, str] = {}
        # In order of number, so that Whoosh's own order of equal scores is ours too.
        rows = sorted(documents, key=lambda each: each.option_number)
        for document in rows:
            writer.add_document(
                names=_weighed(stem_of, (document.name, NAME), (document.organization_name, OWNER)),
                said=_weighed(stem_of, (document.place_label, PLACE), (document.description, DESCRIPTION)),
                topics={str(topics.setdefault(topic, len(topics))): 1.0 for topic in document.topics},
            )
        # One segment: some Whoosh matchers answer wrongly over several.
        writer.commit(optimize=True)
        Dictionary.write(folder, stem_of, topics)
        np.save(folder / OPTION_NUMBERS, np.array([document.option_number for document in rows], np.int64))
        _flush_to_disk(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a built folder; raises PublishedVersionRefused when it holds no whole index."""
        try:
            index = open_dir(str(folder), readonly=True, schema=_schema())
            return cls(index, Dictionary.read(folder), np.load(folder / OPTION_NUMBERS))
        except Exception as problem:
            # Whoosh raises a dozen kinds for a torn folder, and all of them mean the same here.
            raise PublishedVersionRefused(
                "The search index of the published market can't be read.", "Publish the market again."
            ) from problem

    def search(self, text: str, limit: int) -> list[Hit]:
        """Options with all the words, the last perhaps unfinished; else as probably spelt; else with most."""
        asked = words_to_ask(text, WORDS_ASKED_AT_MOST)
        if not asked or limit < 1:
            return []
        *finished, last = asked
        with self._one_at_a_time:
            as_typed = [self._whole(word) for word in finished] + [self._unfinished(last)]
            found = self._top(query.And(as_typed), limit)
            if not found:
                as_meant = [self._as_meant(word) for word in asked]
                found = self._top(query.And(as_meant), limit) or self._top(_most_of(as_meant), limit)
        return found

    def close(self) -> None:
        """Let go of the files; a search afterwards fails."""
        self._searcher.close()

    def _top(self, wanted: query.Query, limit: int) -> list[Hit]:
        # Whoosh's shortcuts for the best few give wrong sets for some queries: look at every match.
        collector = TopCollector(limit, usequality=False)
        collector.replace = 0
        self._searcher.search_with_collector(wanted, collector)
        found = [Hit(int(self._option_numbers[row]), score) for score, row in collector.results().top_n]
        return sorted(found, key=lambda hit: (-hit.score, hit.option_number))

    def _whole(self, word: str, boost: float = 1.0) -> query.Query:
        """Options with the word among their own, or in a label or everyday name of one of their topics."""
        root = stem(word)
        labelled = self._rows_of_topics(self._dictionary.labelled(root))
        also_called = self._rows_of_topics(self._dictionary.also_called(root))
        rarity = boost * self._rarity(root, max(len(labelled), len(also_called)))
        return query.Or(
            [
                query.Term("names", root, boost=rarity),
                query.Term("said", root, boost=rarity),
                _Rows(labelled, LABEL * rarity),
                _Rows(also_called, ALSO_CALLED * rarity),
            ]
        )

    def _unfinished(self, word: str) -> query.Query:
        if len(word) < PREFIX_LETTERS_AT_LEAST:
            return self._whole(word)
        stems = self._dictionary.stems_begun(word)
        topics = self._dictionary.labelled(*stems) | self._dictionary.also_called(*stems)
        elsewhere = _union([*self._rows_with("said", stems), self._rows_of_topics(topics)])
        return query.Or(
            [
                self._whole(word),
                _Rows(_union(self._rows_with("names", stems)), BEGUN_IN_NAME),
                _Rows(elsewhere, BEGUN_ELSEWHERE),
            ]
        )

    def _as_meant(self, word: str) -> query.Query:
        """The word, or known words one or two slips away (Damerau 1964) when it is nowhere."""
        others = [self._whole(other, 0.5 / slips) for other, slips in self._spellings(word)]
        return query.Or([self._whole(word), *others])

    def _spellings(self, word: str) -> list[tuple[str, int]]:
        slips = _slips_allowed(word)
        if not slips or self._dictionary.knows(word):
            return []
        near = process.extract(
            word,
            self._dictionary.known_words,
            scorer=OSA.distance,
            score_cutoff=slips,
            limit=SPELLINGS_AT_MOST,
        )
        return [(other, max(1, int(distance))) for other, distance, _ in near]

    def _rarity(self, root: str, in_topics: int) -> float:
        """Inverse document frequency (Spärck Jones 1972), by the most options that have it in any one way."""
        reader = self._searcher.reader()
        most = max(in_topics, *(reader.doc_frequency(field, root) for field in ("names", "said")))
        return 1 + log(max(1, reader.doc_count_all()) / (most + 1))

    def _rows_of_topics(self, topics: Iterable[int]) -> np.ndarray:
        for topic in topics:
            if topic not in self._rows_by_topic:
                self._rows_by_topic[topic] = _union(self._rows_with("topics", [str(topic)]))
        return _union(self._rows_by_topic[topic] for topic in topics)

    def _rows_with(self, field: str, texts: Iterable[str]) -> Iterator[np.ndarray]:
        reader = self._searcher.reader()
        for text in texts:
            if (field, text) in reader:
                yield np.fromiter(reader.postings(field, text).all_ids(), dtype=np.intp)


class _Stems(FieldType):
    """A field given as its terms and their weights, with no text to analyse."""

    def __init__(self) -> None:
        # Whoosh looks for a file at every posting of a field without lengths, so "scorable" keeps them.
        super().__init__(Existence(), analyzer=None, scorable=True)

    def index(self, value: Mapping[str, float], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        return ((term.encode(), 1, weight, b"") for term, weight in value.items())


class _Rows(query.Query):
    """These rows of the index, in ascending order, all for one score."""

    def __init__(self, rows: np.ndarray, score: float) -> None:
        self._rows = rows
        self._score = score

    def estimate_size(self, ixreader: object) -> int:
        return len(self._rows)

    def matcher(self, searcher: Searcher, context: object = None) -> object:
        return ListMatcher(self._rows.tolist(), all_weights=self._score) if len(self._rows) else NullMatcher()


def _schema() -> Schema:
    return Schema(names=_Stems(), said=_Stems(), topics=_Stems())


def _weighed(stem_of: dict[str, str], *texts: tuple[str, float]) -> dict[str, float]:
    """The stems of some weighed texts, each with its weights added up; new words are added to ``stem_of``."""
    weight_of: dict[str, float] = {}
    for text, weight in texts:
        found = {word: stem_of.get(word) or stem(word) for word in words(text)}
        stem_of.update(found)
        for root in set(found.values()):
            weight_of[root] = weight_of.get(root, 0.0) + weight
    return weight_of


def _union(several: Iterable[np.ndarray]) -> np.ndarray:
    return np.unique(np.concatenate([np.empty(0, dtype=np.intp), *several]))


def _most_of(ways: list[query.Query]) -> query.Query:
    """Any of these, those with more of them first, however much the fewer weigh."""
    return query.Or([query.Or([way, query.ConstantScoreQuery(way, ANOTHER_WORD)]) for way in ways])


def _slips_allowed(word: str) -> int:
    if len(word) < 4 or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2


def _flush_to_disk(folder: Path) -> None:
    for path in (*folder.iterdir(), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
