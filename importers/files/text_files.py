"""Opens a table of text from anyone: encoding proved, size bounded, quotation marks paired."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from directory.errors import FileRefused
from importers.files.encodings import proved_encoding
from importers.files.headers import MAX_COLUMNS
from importers.files.refusals import ends_mid_record, too_many_columns

MAX_RECORD_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a text file. ``broken`` says the quotation marks of its line don't pair."""

    line: int
    cells: list[str]
    broken: bool = False
    ended: bool = True


class TextFile:
    """A text file whose encoding is proved before the first record is read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.encoding = proved_encoding(path)

    def records(self, delimiter: str, *, quoted: bool = True) -> Iterator[Record]:
        """Every record, blank ones too. Raises FileRefused where the file can't be followed any further.

        Where not ``quoted``, a quotation mark is a letter like any other.
        """
        quoting = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
        with self.path.open(encoding=self.encoding, newline="") as text:
            feed = _Lines(text)
            reader = csv.reader(feed, delimiter=delimiter, quoting=quoting, strict=True)
            while True:
                first = reader.line_num + 1
                feed.characters = 0
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield _broken(error, first, reader.line_num, feed.ended)
                    continue
                if len(cells) > MAX_COLUMNS:
                    raise too_many_columns(first, len(cells))
                yield Record(first, cells, ended=feed.ended)


class _Lines:
    """The lines of a file, none of them and no record of them without bounds."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.characters = 0
        self.ended = True

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_RECORD_CHARACTERS)
        if not line:
            raise StopIteration
        self.characters += len(line)
        if self.characters >= MAX_RECORD_CHARACTERS:
            raise FileRefused(
                "A record of this file is longer than a million letters.",
                "Check that it is a table with one record on each line, and save it again as CSV.",
                code="record_too_long",
            )
        self.ended = line.endswith(("\n", "\r"))
        return line


def _broken(error: csv.Error, first: int, last: int, ended: bool) -> Record:
    """A record with stray quotation marks; one that swallowed other lines takes the file with it."""
    if "unexpected end" in str(error):
        raise ends_mid_record(first) from error
    if last > first or "field larger" in str(error):
        raise FileRefused(
            f"The cell that opens with a quotation mark in line {first} doesn't close where it should, or"
            " holds more than 130,000 letters.",
            'Inside quoted text write each quotation mark twice (""), shorten long texts, and send it again.',
            code="quotes_not_paired",
        ) from error
    return Record(first, [], broken=True, ended=ended)
