"""The progress of an import on a terminal: a bar for each part of the work, gone when it is done."""

import sys
from functools import partial
from pathlib import Path

import click
from tqdm import tqdm

WITHOUT_ROWS = "{desc} … {elapsed}"
WITH_ROWS = "{desc} {percentage:3.0f}% |{bar:24}| {n_fmt} of {total_fmt} · {rate_fmt} · {remaining} left"
UNTIL_THE_END = "{desc} {n_fmt} · {rate_fmt} · {elapsed}"


class ProgressBar:
    """Rows a second and the time left on standard error, where that is a terminal.

    How many rows a file has is known once it is read; until then its lines stand for them.
    """

    def __init__(self, path: Path, *, shown: bool = True) -> None:
        self._path = path
        self._shown = shown and sys.stderr.isatty()
        self._bar: tqdm | None = None

    def __enter__(self) -> "ProgressBar":
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def stage(self, name: str, total: int | None = None) -> None:
        self._close()
        if self._shown:
            total = _lines(self._path) if total is None else total
            form = UNTIL_THE_END if total is None else WITH_ROWS if total else WITHOUT_ROWS
            self._bar = tqdm(
                desc=name, total=total, unit=" rows", leave=False, bar_format=form, file=sys.stderr
            )

    def advance(self, rows: int) -> None:
        if self._bar is not None:
            self._bar.update(rows)

    def says(self, sentence: str) -> None:
        """Said on any standard error: somebody who waits must know for what."""
        self._close()
        click.echo(sentence, err=True)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def _lines(path: Path) -> int | None:
    """Of a file of text; None for one that is packed, or that can't be read at all."""
    try:
        with path.open("rb") as file:
            if file.read(2) in (b"PK", b"\x1f\x8b"):
                return None
            return sum(chunk.count(b"\n") for chunk in iter(partial(file.read, 1 << 20), b""))
    except OSError:
        return None
