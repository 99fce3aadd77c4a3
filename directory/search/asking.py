"""How an index is asked, whatever its engine: by all the words, by what was probably meant, by most of them.

People's text never reaches a query parser, so operators and wildcards are plain words.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache, partial
from math import log
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.search.dictionary import Dictionary
from directory.search.protocol import Document, Hit
from directory.search.weights import ALSO_CALLED, LABEL
from directory.search.words import stem, words_to_ask

BEGUN_IN_NAME, BEGUN_ELSEWHERE = 3.0, 1.0
ANOTHER_WORD = 1000.0
GRAINS = 64
"""Scores are whole numbers of 64ths, or 256ths of a guess: sums that are equal stay equal in 32 bits."""
WORDS_ASKED_AT_MOST = 20
SPELLINGS_AT_MOST = 5
PREFIX_LETTERS_AT_LEAST = 2

Wanted = Any
"""A query of an engine."""


class Layer(Protocol):
    """One built index in one folder, perhaps without some of its options; and the queries of its engine.

    Whoever asks holds ``one_at_a_time``. A field is "names" or "said".
    """

    dictionary: Dictionary
    options: int
    one_at_a_time: AbstractContextManager[Any]

    @classmethod
    def write(cls, folder: Path, documents: Iterable[Document]) -> None:
        """Write a whole index into the empty ``folder`` and flush every file of it to disk."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a written folder; raises PublishedVersionRefused when it holds no whole index."""

    def without(self, option_numbers: np.ndarray) -> "Layer":
        """The same open files, where these options are never found."""

    def frequency(self, field: str, root: str) -> int:
        """How many options have the stem in a field, those that may not be found included."""

    def frequency_of_topics(self, topics: Collection[int]) -> int:
        """How many options have any of these topics, those that may not be found included."""

    def weighed(self, field: str, root: str, times: float) -> Wanted:
        """Options with the stem in a field, by its weight there."""

    def having(
        self,
        score: float,
        *,
        names: Collection[str] = (),
        said: Collection[str] = (),
        topics: Collection[int] = (),
    ) -> Wanted:
        """Options with any of these stems or topics, all for one score."""

    def all_of(self, several: Sequence[Wanted]) -> Wanted:
        """Options that every query finds, for the sum of its scores."""

    def any_of(self, several: Sequence[Wanted]) -> Wanted:
        """Options that any query finds, for the sum of those that do."""

    def alike(self, wanted: Wanted, score: float) -> Wanted:
        """What a query finds, all for one score."""

    def hits(self, wanted: Wanted, limit: int) -> list[Hit]:
        """The best options, ties by number."""

    def close(self) -> None:
        """Let go of the files."""


Asking = Callable[[Layer, list[str]], Wanted]
"""A way to ask one layer for words."""
Spelt = Callable[[str], list[tuple[str, int]]]
"""Known words that one may be meant for, each with its slips; gone through once a search."""


class LayeredIndex:
    """A ``SearchIndex`` over one market and perhaps its changes; an engine gives it a kind of layer.

    A word scores by its weight where it stands, times its rarity. With changes there are two layers, asked as
    if they were one: a word's rarity, its spellings and the ways of asking are those of both together, so
    that their scores compare.
    """

    layer: type[Layer]

    def __init__(self, *layers: Layer) -> None:
        self._layers = layers
        self._options = sum(layer.options for layer in layers)

    @classmethod
    def build(cls, folder: Path, documents: Iterable[Document]) -> None:
        """Write a whole index into the empty ``folder`` and flush every file of it to disk."""
        cls.layer.write(folder, documents)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a built folder; raises PublishedVersionRefused when it holds no whole index."""
        return cls(cls.layer.open(folder))

    def with_changes(self, folder: Path, changed: Collection[int]) -> Self:
        """This index, of the changed options knowing only what was built into ``folder``."""
        numbers = np.fromiter(changed, dtype=np.int64, count=len(changed))
        return type(self)(*(layer.without(numbers) for layer in self._layers), self.layer.open(folder))

    def search(self, text: str, limit: int) -> list[Hit]:
        """Options with all the words, the last perhaps unfinished; else as probably spelt; else with most."""
        asked = words_to_ask(text, WORDS_ASKED_AT_MOST)
        if not asked or limit < 1:
            return []
        spelt = cache(self._spellings)
        with self._alone():
            for asking in (self._as_typed, partial(self._as_meant, spelt), partial(self._with_most, spelt)):
                if found := self._found(asking, asked, limit):
                    return found
        return []

    def respelt(self, text: str) -> str | None:
        """The words to search by, those that are nowhere as they were probably meant; None where none is."""
        asked = words_to_ask(text, WORDS_ASKED_AT_MOST)
        with self._alone():
            meant = [self._meant(word, unfinished=word is asked[-1]) for word in asked]
        return " ".join(meant) if meant != asked else None

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

    def _as_typed(self, layer: Layer, asked: list[str]) -> Wanted:
        *finished, last = asked
        return layer.all_of([self._whole(layer, word) for word in finished] + [self._unfinished(layer, last)])

    def _as_meant(self, spelt: Spelt, layer: Layer, asked: list[str]) -> Wanted:
        return layer.all_of([self._perhaps_respelt(spelt, layer, word) for word in asked])

    def _with_most(self, spelt: Spelt, layer: Layer, asked: list[str]) -> Wanted:
        """Any of the words, those with more of them first, however much the fewer weigh."""
        ways = [self._perhaps_respelt(spelt, layer, word) for word in asked]
        return layer.any_of([layer.any_of([way, layer.alike(way, ANOTHER_WORD)]) for way in ways])

    def _whole(self, layer: Layer, word: str, boost: float = 1.0) -> Wanted:
        """Options with the word among their own, or in a label or everyday name of one of their topics."""
        root = stem(word)
        rarity = boost * self._rarity(root)
        return layer.any_of(
            [
                layer.weighed("names", root, rarity),
                layer.weighed("said", root, rarity),
                layer.having(LABEL * rarity, topics=layer.dictionary.labelled(root)),
                layer.having(ALSO_CALLED * rarity, topics=layer.dictionary.also_called(root)),
            ]
        )

    def _unfinished(self, layer: Layer, word: str) -> Wanted:
        if len(word) < PREFIX_LETTERS_AT_LEAST:
            return self._whole(layer, word)
        stems = layer.dictionary.stems_begun(word)
        topics = layer.dictionary.labelled(*stems) | layer.dictionary.also_called(*stems)
        return layer.any_of(
            [
                self._whole(layer, word),
                layer.having(BEGUN_IN_NAME, names=stems),
                layer.having(BEGUN_ELSEWHERE, said=stems, topics=topics),
            ]
        )

    def _perhaps_respelt(self, spelt: Spelt, layer: Layer, word: str) -> Wanted:
        """The word, or known words one or two slips away (Damerau 1964) when it is nowhere."""
        others = [self._whole(layer, other, 0.5 / slips) for other, slips in spelt(word)]
        return layer.any_of([self._whole(layer, word), *others])

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
                dictionary.as_long(word, allowed),
                scorer=OSA.distance,
                score_cutoff=allowed,
                limit=SPELLINGS_AT_MOST,
            )
        }
        return sorted(slips.items(), key=lambda near: (near[1], near[0]))[:SPELLINGS_AT_MOST]

    def _meant(self, word: str, unfinished: bool) -> str:
        """The word itself where it is there or begins one; else the commonest of the nearest spellings."""
        begins = unfinished and len(word) >= PREFIX_LETTERS_AT_LEAST
        if begins and any(layer.dictionary.stems_begun(word) for layer in self._layers):
            return word
        near = self._spellings(word)
        nearest = [other for other, slips in near if slips == near[0][1]]
        return max(nearest, key=lambda other: self._commonness(stem(other)), default=word)

    def _rarity(self, root: str) -> float:
        """Inverse document frequency (Spärck Jones 1972), by the most options that have it in any one way."""
        # Those that are gone count among the most, and not among the options: a few may be left of many.
        rarity = 1 + log(max(1, self._options) / (self._commonness(root) + 1))
        return max(1, round(rarity * GRAINS)) / GRAINS

    def _commonness(self, root: str) -> int:
        """The most options that have a stem in any one way, those that are gone included."""
        counts = (
            [
                layer.frequency_of_topics(layer.dictionary.labelled(root)),
                layer.frequency_of_topics(layer.dictionary.also_called(root)),
                *(layer.frequency(field, root) for field in ("names", "said")),
            ]
            for layer in self._layers
        )
        return max(map(sum, zip(*counts, strict=True)))


def _slips_allowed(word: str) -> int:
    if len(word) < 4 or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2
