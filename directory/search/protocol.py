"""Words to option numbers and scores: what every search engine here must do, and nothing else."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self


@dataclass(frozen=True, slots=True)
class Topic:
    """Something many options say yes to: its label, and other everyday words for what the label says."""

    label: str
    also_called: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The words by which one option can be found, its own and those of its topics; all of them public."""

    option_number: int
    name: str
    organization_name: str = ""
    topics: tuple[Topic, ...] = ()
    description: str = ""
    place_label: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One option found; a higher score is a better match, comparable within one search only."""

    option_number: int
    score: float


class SearchIndex(Protocol):
    """An index of one published version: built once in a fresh folder, then only read."""

    @classmethod
    def build(cls, folder: Path, documents: Iterable[Document]) -> None:
        """Write a whole index into ``folder`` (made if missing) and flush it to disk."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a built folder; raises PublishedVersionRefused when it holds no whole index."""

    def with_changes(self, folder: Path, changed: Collection[int]) -> Self:
        """This index, of the options ``changed`` knowing only what was built into ``folder``.

        Scores of both parts must compare. This index goes on answering as before.
        """

    def search(self, text: str, limit: int) -> list[Hit]:
        """At most ``limit`` hits, best first, ties by option number. Any text is safe: it is only words."""

    def respelt(self, text: str) -> str | None:
        """The words to search by, those that are nowhere as they were probably meant; None where none is."""
