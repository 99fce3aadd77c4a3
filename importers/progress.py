"""How far an import has come, for whoever watches; told in blocks of rows, never row by row."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

Row = TypeVar("Row")
ROWS_AT_ONCE = 1_000


class Progress(Protocol):
    """``stage`` begins the next part of the work, of so many rows where that is known."""

    def stage(self, name: str, total: int | None = None) -> None: ...

    def advance(self, rows: int) -> None: ...

    def says(self, sentence: str) -> None: ...


class Unwatched:
    """Nobody watches."""

    def stage(self, name: str, total: int | None = None) -> None:
        return None

    def advance(self, rows: int) -> None:
        return None

    def says(self, sentence: str) -> None:
        return None


def counted(rows: Iterable[Row], progress: Progress) -> Iterator[Row]:
    """The same rows; the progress is told of every thousand, and of what is left over at the end."""
    count = 0
    for count, row in enumerate(rows, start=1):
        yield row
        if count % ROWS_AT_ONCE == 0:
            progress.advance(ROWS_AT_ONCE)
    progress.advance(count % ROWS_AT_ONCE)
