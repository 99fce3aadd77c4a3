"""The search engine by default: Whoosh, in one segment, read by one searcher behind a lock.

People's text never reaches a query parser, so operators and wildcards are plain words.
"""

import math
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Self

from rapidfuzz import process
from rapidfuzz.distance import OSA
from whoosh import query
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.collectors import TopCollector
from whoosh.fields import STORED, TEXT, Schema
from whoosh.index import Index, create_in, open_dir
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from directory.errors import PublishedVersionRefused
from directory.search.protocol import Document, Hit
from directory.search.words import stem, words_to_ask, words_to_index

# A word in the name counts for more than one in a label, and that for more than one in the description.
FIELD_WEIGHTS = {"name": 8.0, "owner": 5.0, "labels": 3.0, "place": 3.0, "description": 1.0}
WORDS_ASKED_AT_MOST = 20
SPELLINGS_AT_MOST = 5
PREFIX_LETTERS_AT_LEAST = 2


class WhooshIndex:
    """A ``SearchIndex`` good to about 100,000 options."""

    def __init__(self, index: Index) -> None:
        self._searcher: Searcher = index.searcher(weighting=_OneRarity(B=0.3))
        self._vocabulary: list[str] | None = None
        # A Whoosh reader keeps a file cursor, so two threads must not read it at once.
        self._one_at_a_time = Lock()

    @classmethod
    def build(cls, folder: Path, documents: Iterable[Document]) -> None:
        """Write a whole index into the empty ``folder`` and flush every file of it to disk."""
        folder.mkdir(parents=True, exist_ok=True)
        writer = create_in(str(folder), _schema()).writer(limitmb=128)
        # In order of number, so that Whoosh's own order of equal scores is ours too.
        for document in sorted(documents, key=lambda each: each.option_number):
            writer.add_document(option_number=document.option_number, **_fields(document))
        # One segment: some Whoosh matchers answer wrongly over several.
        writer.commit(optimize=True)
        _flush_to_disk(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a built folder; raises PublishedVersionRefused when it holds no whole index."""
        try:
            return cls(open_dir(str(folder), readonly=True, schema=_schema()))
        except Exception as problem:
            # Whoosh raises a dozen kinds for a torn folder, and all of them mean the same here.
            raise PublishedVersionRefused(
                "The search index of the published market can't be read.", "Publish the market again."
            ) from problem

    def search(self, text: str, limit: int) -> list[Hit]:
        """Options with all the words (the last may be unfinished); else as probably spelt; else any of them."""
        asked = words_to_ask(text, WORDS_ASKED_AT_MOST)
        if not asked or limit < 1:
            return []
        with self._one_at_a_time:
            return (
                self._top(query.And([self._as_typed(word, word is asked[-1]) for word in asked]), limit)
                or self._top(query.And([self._as_meant(word) for word in asked]), limit)
                or self._top(query.Or([self._as_meant(word) for word in asked]), limit)
            )

    def close(self) -> None:
        """Let go of the files; a search afterwards fails."""
        self._searcher.close()

    def _top(self, wanted: query.Query, limit: int) -> list[Hit]:
        # Whoosh's shortcuts for the best few give wrong sets for some queries: look at every match.
        collector = TopCollector(limit, usequality=False)
        collector.replace = 0
        self._searcher.search_with_collector(wanted, collector)
        found = [
            Hit(self._searcher.stored_fields(number)["option_number"], score)
            for score, number in collector.results().top_n
        ]
        return sorted(found, key=lambda hit: (-hit.score, hit.option_number))

    def _as_typed(self, word: str, unfinished: bool) -> query.Query:
        ways = [_in_any_field(word)]
        if (root := stem(word)) != word:
            ways.append(_in_any_field(root))
        if unfinished and len(word) >= PREFIX_LETTERS_AT_LEAST:
            ways.append(_in_any_field(word, query.Prefix, boost=0.5))
        return query.Or(ways)

    def _as_meant(self, word: str) -> query.Query:
        ways = [self._as_typed(word, unfinished=False)]
        ways += [_in_any_field(other, boost=0.5 / distance) for other, distance in self._spellings(word)]
        return query.Or(ways)

    def _spellings(self, word: str) -> list[tuple[str, int]]:
        """Indexed words one or two slips away (Damerau 1964), when the word itself is nowhere."""
        slips = _slips_allowed(word)
        if not slips or word in self._known_words():
            return []
        near = process.extract(
            word, self._known_words(), scorer=OSA.distance, score_cutoff=slips, limit=SPELLINGS_AT_MOST
        )
        return [(other, int(distance)) for other, distance, _ in near]

    def _known_words(self) -> list[str]:
        if self._vocabulary is None:
            reader = self._searcher.reader()
            found = {term.decode() for field in FIELD_WEIGHTS for term in reader.lexicon(field)}
            self._vocabulary = sorted(found)
        return self._vocabulary


class _OneRarity(BM25F):
    """BM25F with one rarity for a word wherever it stands, so that only the fields' weights set them apart."""

    def idf(self, searcher: Searcher, fieldname: str, text: bytes) -> float:
        options = searcher.get_parent()
        commonest = max(options.doc_frequency(field, text) for field in FIELD_WEIGHTS)
        return math.log(max(options.doc_count_all(), commonest + 1) / (commonest + 1)) + 1


def _schema() -> Schema:
    # Words come already folded and stemmed, so the engine only splits at spaces.
    return Schema(
        option_number=STORED,
        **{field: TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False) for field in FIELD_WEIGHTS},
    )


def _fields(document: Document) -> dict[str, str]:
    labels = (
        *document.kind_labels,
        *document.need_labels,
        *document.language_labels,
        *document.faith_and_diet_labels,
    )
    texts = {
        "name": document.name,
        "owner": document.organization_name,
        "labels": " ".join(labels),
        "place": document.place_label,
        "description": document.description,
    }
    return {field: " ".join(words_to_index(text)) for field, text in texts.items()}


def _in_any_field(
    word: str, kind: Callable[..., query.Query] = query.Term, boost: float = 1.0
) -> query.Query:
    return query.Or([kind(field, word, boost=weight * boost) for field, weight in FIELD_WEIGHTS.items()])


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
