"""The stems of a document's words, and how much each counts by where it stands.

Each place counts once, so that repeating a word brings nothing.
"""

from collections.abc import Mapping

from directory.search.protocol import Document, Topic
from directory.search.words import stem, words

NAME, OWNER, LABEL, PLACE, ALSO_CALLED, DESCRIPTION = 8.0, 5.0, 3.0, 3.0, 1.0, 1.0

ByWeight = Mapping[float, set[str]]
"""Stems by what they weigh, each once."""


class StemOf(dict[str, str]):
    """Every word met so far with its stem."""

    def __missing__(self, word: str) -> str:
        self[word] = root = stem(word)
        return root


class TopicNames(dict[Topic, str]):
    """Every topic met so far with its number, as the text that it is found by."""

    def __missing__(self, topic: Topic) -> str:
        self[topic] = name = str(len(self))
        return name


def names_of(document: Document, stem_of: StemOf) -> ByWeight:
    """The stems of an option's names."""
    return _weighed(stem_of, (document.name, NAME), (document.organization_name, OWNER))


def said_of(document: Document, stem_of: StemOf) -> ByWeight:
    """The stems of what else it says."""
    return _weighed(stem_of, (document.place_label, PLACE), (document.description, DESCRIPTION))


def _weighed(stem_of: StemOf, one: tuple[str, float], other: tuple[str, float]) -> ByWeight:
    first = {stem_of[word] for word in words(one[0])}
    second = first if other[0] == one[0] else {stem_of[word] for word in words(other[0])}
    return {one[1] + other[1]: first & second, one[1]: first - second, other[1]: second - first}
