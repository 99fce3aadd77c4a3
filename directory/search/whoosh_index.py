"""The search engine by default: Whoosh, over one published market and perhaps its changes.

People's text never reaches a query parser, so operators and wildcards are plain words.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from math import log
from pathlib import Path
from typing import Self

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA
from whoosh import query

from directory.search.protocol import Document, Hit
from directory.search.whoosh_fields import ALSO_CALLED, LABEL, AllOf
from directory.search.whoosh_layer import Layer, union, write_layer
from directory.search.words import stem, words_to_ask

BEGUN_IN_NAME, BEGUN_ELSEWHERE = 3.0, 1.0
ANOTHER_WORD = 1000.0
WORDS_ASKED_AT_MOST = 20
SPELLINGS_AT_MOST = 5
PREFIX_LETTERS_AT_LEAST = 2

Asking = Callable[[Layer, list[str]], query.Query]
"""A way to ask one layer for words."""


class WhooshIndex:
    """A ``SearchIndex`` good to about 100,000 options.

    A word scores by its weight where it stands, times its rarity. With changes there are two layers, asked as
    if they were one: a word's rarity, its spellings and the ways of asking are those of both together, so
    that their scores compare.
    """

    def __init__(self, *layers: Layer) -> None:
        self._layers = layers
        self._options = int(sum(layer.listed.sum() for layer in layers))

    @classmethod
    def build(cls, folder: Path, documents: Iterable[Document]) -> None:
        """Write a whole index into the empty ``folder`` and flush every file of it to disk."""
        write_layer(folder, documents)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a built folder; raises PublishedVersionRefused when it holds no whole index."""
        return cls(Layer.open(folder))

    def with_changes(self, folder: Path, changed: Collection[int]) -> Self:
        """This index, of the changed options knowing only what was built into ``folder``."""
        numbers = np.fromiter(changed, dtype=np.int64, count=len(changed))
        return type(self)(*(layer.without(numbers) for layer in self._layers), Layer.open(folder))

    def search(self, text: str, limit: int) -> list[Hit]:
        """Options with all the words, the last perhaps unfinished; else as probably spelt; else with most."""
        asked = words_to_ask(text, WORDS_ASKED_AT_MOST)
        if not asked or limit < 1:
            return []
        with self._alone():
            for asking in (self._as_typed, self._as_meant, self._with_most):
                if found := self._found(asking, asked, limit):
                    return found
        return []

    def close(self) -> None:
        """Let go of the files; a search afterwards fails."""
        for layer in self._layers:
            layer.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with ExitStack() as held:
            for layer in self._layers:
                held.enter_context(layer.one_at_a_time)
            yield

    def _found(self, asking: Asking, asked: list[str], limit: int) -> list[Hit]:
        hits = [hit for layer in self._layers for hit in layer.hits(asking(layer, asked), limit)]
        return sorted(hits, key=lambda hit: (-hit.score, hit.option_number))[:limit]

    def _as_typed(self, layer: Layer, asked: list[str]) -> query.Query:
        *finished, last = asked
        return query.And([self._whole(layer, word) for word in finished] + [self._unfinished(layer, last)])

    def _as_meant(self, layer: Layer, asked: list[str]) -> query.Query:
        return query.And([self._perhaps_respelt(layer, word) for word in asked])

    def _with_most(self, layer: Layer, asked: list[str]) -> query.Query:
        """Any of the words, those with more of them first, however much the fewer weigh."""
        ways = [self._perhaps_respelt(layer, word) for word in asked]
        return query.Or([query.Or([way, query.ConstantScoreQuery(way, ANOTHER_WORD)]) for way in ways])

    def _whole(self, layer: Layer, word: str, boost: float = 1.0) -> query.Query:
        """Options with the word among their own, or in a label or everyday name of one of their topics."""
        root = stem(word)
        rarity = boost * self._rarity(root)
        return query.Or(
            [
                query.Term("names", root, boost=rarity),
                query.Term("said", root, boost=rarity),
                AllOf(_labelled(layer, root), LABEL * rarity),
                AllOf(_also_called(layer, root), ALSO_CALLED * rarity),
            ]
        )

    def _unfinished(self, layer: Layer, word: str) -> query.Query:
        if len(word) < PREFIX_LETTERS_AT_LEAST:
            return self._whole(layer, word)
        stems = layer.dictionary.stems_begun(word)
        topics = layer.dictionary.labelled(*stems) | layer.dictionary.also_called(*stems)
        elsewhere = union([*layer.rows_with("said", stems), layer.rows_of_topics(topics)])
        return query.Or(
            [
                self._whole(layer, word),
                AllOf(union(layer.rows_with("names", stems)), BEGUN_IN_NAME),
                AllOf(elsewhere, BEGUN_ELSEWHERE),
            ]
        )

    def _perhaps_respelt(self, layer: Layer, word: str) -> query.Query:
        """The word, or known words one or two slips away (Damerau 1964) when it is nowhere."""
        others = [self._whole(layer, other, 0.5 / slips) for other, slips in self._spellings(word)]
        return query.Or([self._whole(layer, word), *others])

    def _spellings(self, word: str) -> list[tuple[str, int]]:
        allowed = _slips_allowed(word)
        dictionaries = [layer.dictionary for layer in self._layers]
        if not allowed or any(dictionary.knows(word) for dictionary in dictionaries):
            return []
        slips = {
            other: max(1, int(distance))
            for dictionary in dictionaries
            for other, distance, _ in process.extract(
                word,
                dictionary.known_words,
                scorer=OSA.distance,
                score_cutoff=allowed,
                limit=SPELLINGS_AT_MOST,
            )
        }
        return sorted(slips.items(), key=lambda near: (near[1], near[0]))[:SPELLINGS_AT_MOST]

    def _rarity(self, root: str) -> float:
        """Inverse document frequency (Spärck Jones 1972), by the most options that have it in any one way."""
        counts = (
            [
                len(_labelled(layer, root)),
                len(_also_called(layer, root)),
                *(layer.frequency(field, root) for field in ("names", "said")),
            ]
            for layer in self._layers
        )
        most = max(map(sum, zip(*counts, strict=True)))
        return 1 + log(max(1, self._options) / (most + 1))


def _labelled(layer: Layer, root: str) -> np.ndarray:
    return layer.rows_of_topics(layer.dictionary.labelled(root))


def _also_called(layer: Layer, root: str) -> np.ndarray:
    return layer.rows_of_topics(layer.dictionary.also_called(root))


def _slips_allowed(word: str) -> int:
    if len(word) < 4 or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2
