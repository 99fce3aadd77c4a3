"""The search engine by default: Whoosh, in one segment, read by one searcher behind a lock.

People's text never reaches a query parser, so operators and wildcards are plain words.
"""

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Self

from rapidfuzz import process
from rapidfuzz.distance import OSA
from whoosh import query
from whoosh.analysis import DelimitedAttributeFilter, SpaceSeparatedTokenizer
from whoosh.collectors import TopCollector
from whoosh.fields import KEYWORD, STORED, Schema
from whoosh.index import Index, create_in, open_dir
from whoosh.scoring import TF_IDF
from whoosh.searching import Searcher

from directory.errors import PublishedVersionRefused
from directory.search.protocol import Document, Hit
from directory.search.words import stem, words, words_to_ask

# How much a word counts by where it stands. Each place counts once, so that repeating a word brings nothing.
NAME, OWNER, LABEL, PLACE, ALSO_CALLED, DESCRIPTION = 8.0, 5.0, 3.0, 3.0, 1.0, 1.0
BEGUN = {"stems": DESCRIPTION, "whole": DESCRIPTION, "names": LABEL}
ANOTHER_WORD = 1000.0
WORDS_ASKED_AT_MOST = 20
SPELLINGS_AT_MOST = 5
PREFIX_LETTERS_AT_LEAST = 2


class WhooshIndex:
    """A ``SearchIndex`` good to about 100,000 options.

    Fields: ``stems`` with their weights, for scores; ``whole``, the words that are not their own stem, and
    ``names``, the words of names, for unfinished words. A word scores by its weight times its rarity.
    """

    def __init__(self, index: Index) -> None:
        self._searcher: Searcher = index.searcher(weighting=TF_IDF())
        self._known_words = sorted(self._words_of("stems") | self._words_of("whole"))
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
        """Options with all the words, the last perhaps unfinished; else as probably spelt; else with most."""
        asked = words_to_ask(text, WORDS_ASKED_AT_MOST)
        if not asked or limit < 1:
            return []
        *finished, last = asked
        as_typed = [_whole(word) for word in finished] + [_unfinished(last)]
        with self._one_at_a_time:
            found = self._top(query.And(as_typed), limit)
            if not found:
                as_meant = [self._as_meant(word) for word in asked]
                found = self._top(query.And(as_meant), limit) or self._top(_most_of(as_meant), limit)
        return found

    def close(self) -> None:
        """Let go of the files; a search afterwards fails."""
        self._searcher.close()

    def _words_of(self, field: str) -> set[str]:
        return {word.decode() for word in self._searcher.reader().lexicon(field)}

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

    def _as_meant(self, word: str) -> query.Query:
        """The word, or indexed words one or two slips away (Damerau 1964) when it is nowhere."""
        return query.Or(
            [_whole(word), *(_whole(other, 0.5 / slips) for other, slips in self._spellings(word))]
        )

    def _spellings(self, word: str) -> list[tuple[str, int]]:
        slips = _slips_allowed(word)
        if not slips or ("stems", stem(word)) in self._searcher.reader():
            return []
        near = process.extract(
            word, self._known_words, scorer=OSA.distance, score_cutoff=slips, limit=SPELLINGS_AT_MOST
        )
        return [(other, max(1, int(distance))) for other, distance, _ in near]


def _schema() -> Schema:
    # Words come already folded, so the engine only splits at spaces and reads a stem's weight after "^". The
    # lengths that "scorable" keeps are not scored by; without them Whoosh looks for a file at every posting.
    weighted = SpaceSeparatedTokenizer() | DelimitedAttributeFilter()
    return Schema(
        option_number=STORED,
        stems=KEYWORD(analyzer=weighted, scorable=True),
        whole=KEYWORD(scorable=True),
        names=KEYWORD(scorable=True),
    )


def _fields(document: Document) -> dict[str, str]:
    labels = (
        *document.kind_labels,
        *document.need_labels,
        *document.language_labels,
        *document.faith_and_diet_labels,
    )
    names = set(words(document.name)) | set(words(document.organization_name))
    weight_of: dict[str, float] = defaultdict(float)
    whole: set[str] = set()
    for text, weight in (
        (document.name, NAME),
        (document.organization_name, OWNER),
        (" ".join(labels), LABEL),
        (document.place_label, PLACE),
        (" ".join(document.also_called), ALSO_CALLED),
        (document.description, DESCRIPTION),
    ):
        stems = {word: stem(word) for word in words(text)}
        whole.update(word for word, root in stems.items() if word != root)
        for root in set(stems.values()):
            weight_of[root] += weight
    return {
        "stems": " ".join(f"{root}^{weight}" for root, weight in sorted(weight_of.items())),
        "whole": " ".join(sorted(whole)),
        "names": " ".join(sorted(names)),
    }


def _whole(word: str, boost: float = 1.0) -> query.Query:
    return query.Term("stems", stem(word), boost=boost)


def _most_of(ways: list[query.Query]) -> query.Query:
    """Any of these, those with more of them first, however much the fewer weigh."""
    return query.Or([query.Or([way, query.ConstantScoreQuery(way, ANOTHER_WORD)]) for way in ways])


def _unfinished(word: str) -> query.Query:
    if len(word) < PREFIX_LETTERS_AT_LEAST:
        return _whole(word)
    begun = [query.Prefix(field, word, boost=weight) for field, weight in BEGUN.items()]
    for way in begun:
        way.constantscore = True
    return query.Or([_whole(word), *begun])


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
