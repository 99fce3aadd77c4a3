"""The words of an index, kept beside it: which there are, and which topics each of them names.

A topic's words are written here once, not in each of the thousands of options that say yes to it.
"""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Self

from directory.search.protocol import Topic
from directory.search.words import stem, words

FILE_NAME = "words.json"


class Dictionary:
    """Every word an option can be found by. A topic is known by its place in ``topics``."""

    def __init__(self, stem_of: Mapping[str, str], topics: Sequence[Topic]) -> None:
        self._stem_of = dict(stem_of)
        self._labelled: dict[str, set[int]] = defaultdict(set)
        self._also_called: dict[str, set[int]] = defaultdict(set)
        for number, topic in enumerate(topics):
            self._learn([topic.label], number, self._labelled)
            self._learn(topic.also_called, number, self._also_called)
        self._stems = frozenset(self._stem_of.values())
        self.known_words: Sequence[str] = sorted(self._stem_of)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self.known_words:
            self._by_length[len(word)].append(word)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The dictionary written in ``folder``; OSError, ValueError or TypeError when it is torn or gone."""
        kept = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return cls(kept["stem_of"], [Topic(label, tuple(others)) for label, others in kept["topics"]])

    @staticmethod
    def write(folder: Path, stem_of: Mapping[str, str], topics: Iterable[Topic]) -> None:
        """Keep the options' own words, each with its stem, and the topics in order of their numbers."""
        kept = {"stem_of": stem_of, "topics": [[topic.label, topic.also_called] for topic in topics]}
        (folder / FILE_NAME).write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")

    def labelled(self, *stems: str) -> set[int]:
        """The topics with any of the stems in their label."""
        return {number for root in stems for number in self._labelled.get(root, ())}

    def also_called(self, *stems: str) -> set[int]:
        """The topics with any of the stems among their other everyday words."""
        return {number for root in stems for number in self._also_called.get(root, ())}

    def knows(self, word: str) -> bool:
        """Whether the word or another form of it is there."""
        return stem(word) in self._stems

    def as_long(self, word: str, give: int) -> list[str]:
        """Known words as long as this one, give or take so many letters: no other is so few slips away."""
        lengths = range(len(word) - give, len(word) + give + 1)
        return [other for length in lengths for other in self._by_length.get(length, ())]

    def stems_begun(self, letters: str) -> set[str]:
        """The stems of all words that begin with ``letters``."""
        return {self._stem_of[word] for word in self._words_begun(letters)}

    def _words_begun(self, letters: str) -> Iterator[str]:
        first = bisect_left(self.known_words, letters)
        following = (self.known_words[at] for at in range(first, len(self.known_words)))
        return takewhile(lambda word: word.startswith(letters), following)

    def _learn(self, texts: Iterable[str], number: int, named: Mapping[str, set[int]]) -> None:
        for word in words(" ".join(texts)):
            self._stem_of[word] = stem(word)
            named[stem(word)].add(number)
