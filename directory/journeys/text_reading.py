"""A text as words with their places in it, and what has been understood of it so far."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from directory.vocabulary import folded

MOST_WORDS = 200
LONGEST_PHRASE = 6
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass
class Reading:
    """Words used up set something; ``phrases`` are (field, the person's own words)."""

    written: str
    words: list[str]
    spans: list[tuple[int, int]]
    used: list[bool]
    question: dict[str, Any] = field(default_factory=dict)
    phrases: list[tuple[str, str]] = field(default_factory=list)
    about_someone: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, written: str) -> "Reading":
        found = list(_WORD.finditer(written))[:MOST_WORDS]
        words = [folded(match.group()) for match in found]
        return cls(written, words, [match.span() for match in found], [False] * len(words))

    def take(self, first: int, after: int, name: str) -> None:
        """Words ``first`` to before ``after`` set the field ``name``."""
        self.used[first:after] = [True] * (after - first)
        self.phrases.append((name, self.said(first, after)))

    def take_span(self, start: int, end: int, name: str) -> None:
        inside = [at for at, (left, right) in enumerate(self.spans) if left < end and right > start]
        if inside:
            self.used[inside[0] : inside[-1] + 1] = [True] * len(inside)
            self.phrases.append((name, self.written[start:end].strip()))

    def said(self, first: int, after: int) -> str:
        return self.written[self.spans[first][0] : self.spans[after - 1][1]]

    def free(self, first: int, after: int) -> bool:
        return not any(self.used[first:after])

    def add(self, name: str, code: str) -> None:
        known = self.question.setdefault(name, [])
        if code not in known:
            known.append(code)

    def budget(self, name: str, value: Any) -> None:
        self.question.setdefault("budget", {})[name] = value

    def runs(self) -> Iterator[tuple[int, int, str]]:
        """Every free run of words, the longest first, then from left to right."""
        for length in range(min(LONGEST_PHRASE, len(self.words)), 0, -1):
            for first in range(len(self.words) - length + 1):
                if self.free(first, first + length):
                    yield first, first + length, " ".join(self.words[first : first + length])

    def before(self, at: int, count: int) -> list[str]:
        return self.words[max(0, at - count) : at]

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""
