"""Opens a .csv or .csv.gz from anyone: encoding proved, size bounded, quotation marks paired."""

import codecs
import csv
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, cast

from directory.errors import FileRefused

MAX_BYTES = 300_000_000
MAX_GZIP_RATIO = 200
MAX_LINES = 400_000
MAX_RECORD_CHARACTERS = 1_000_000
CHUNK = 1 << 20

_UTF8_INSIDE = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2[\x80-\xbf]{2}")
_LETTERS = re.compile(rb"[\xc0-\xff]")
_LETTERS_TOGETHER = re.compile(rb"[\xc0-\xff]{2,}")
# What a byte of another code page looks like when read as cp1252: a mark or a capital inside a word.
_FOREIGN = re.compile(r"[A-Za-z][‚ƒ„†‡ˆ‰‹›˜¤¦¨¬¯¸Ÿ]|[a-z][À-ÞŠŽ]|œ\d")


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
        self.encoding = _proved_encoding(path)

    def records(self, delimiter: str) -> Iterator[Record]:
        """Every record, blank ones too. Raises FileRefused where the file can't be followed any further."""
        with _opened(self.path) as raw, TextIOWrapper(raw, encoding=self.encoding, newline="") as text:
            feed = _Lines(text)
            reader = csv.reader(feed, delimiter=delimiter, strict=True)
            while True:
                first = reader.line_num + 1
                feed.characters = 0
                try:
                    yield Record(first, next(reader), ended=feed.ended)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield _broken(error, first, reader.line_num, feed.ended)


class _Lines:
    """The lines of a file, none of them and no record of them without bounds."""

    def __init__(self, text: TextIOWrapper) -> None:
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


def ends_mid_record(line: int) -> FileRefused:
    """The refusal of a file that was cut off."""
    return FileRefused(
        f"The file stops in the middle of a record (line {line}): part of it is missing.",
        "Fetch or export the whole file again.",
        code="ends_mid_record",
    )


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        is_gzip = file.read(2) == b"\x1f\x8b"
    return cast(BinaryIO, gzip.open(path, "rb")) if is_gzip else path.open("rb")


def _proved_encoding(path: Path) -> str:
    """UTF-8 (with or without a mark), UTF-16 by its mark, or cp1252 where nothing speaks against it."""
    start = _start(path)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8-sig", "cp1252"]
    for encoding in candidates:
        if _decodes(path, encoding):
            return encoding
    raise _unknown_encoding()


def _start(path: Path) -> bytes:
    """The first bytes, when they can begin a table at all."""
    start = next(_chunks(path), b"")[:4096]
    if not start.strip():
        raise FileRefused("The file is empty.", "Send the file with its header and rows.", code="empty_file")
    shown = start.lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    if shown.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<meta", b"<body")):
        raise FileRefused(
            "This is a web page saved under the name of a table.",
            "Open the page, download the file it offers, or save the sheet as CSV.",
            code="web_page",
        )
    if start.startswith(
        (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")
    ):
        raise FileRefused(
            "This is not a table of text.", "Save the sheet as CSV or XLSX and send that.", code="not_a_table"
        )
    return start


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(path):
            _refuse_nul(decoder.decode(chunk), encoding)
            if encoding == "cp1252" and not _plausible_cp1252(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_nul(text: str, encoding: str) -> None:
    if "\0" not in text:
        return
    if encoding != "utf-16" and text.count("\0") > len(text) // 4:
        raise _unknown_encoding()
    raise FileRefused(
        "The file holds NUL bytes: it is damaged, or not a table of text.",
        "Export it again as CSV (UTF-8).",
        code="nul_bytes",
    )


def _plausible_cp1252(chunk: bytes) -> bool:
    """False for UTF-8 mixed in (it would come out garbled), other scripts and other code pages."""
    if _UTF8_INSIDE.search(chunk):
        return False
    together = sum(len(run) for run in _LETTERS_TOGETHER.findall(chunk))
    if together >= 4 and 5 * together > len(_LETTERS.findall(chunk)):
        return False
    return not _FOREIGN.search(chunk.decode("cp1252", "ignore"))


def _unknown_encoding() -> FileRefused:
    return FileRefused(
        "The letters of this file are in an encoding that can't be told for certain.",
        "Save it as “CSV UTF-8” and send it again.",
        code="unknown_encoding",
    )


def _chunks(path: Path) -> Iterator[bytes]:
    """The file's bytes, unpacked, as long as they stay within bounds."""
    packed, total, lines = path.stat().st_size, 0, 0
    try:
        with _opened(path) as raw:
            while chunk := raw.read(CHUNK):
                total += len(chunk)
                lines += max(chunk.count(b"\n"), chunk.count(b"\r"))
                packed_too_well = total > 10 * CHUNK and total > MAX_GZIP_RATIO * packed
                if total > MAX_BYTES or lines > MAX_LINES or packed_too_well:
                    raise FileRefused(
                        "The file holds more than a register would.",
                        "Split it by area, or check where it came from.",
                        code="too_large",
                    )
                yield chunk
    except EOFError as error:
        raise FileRefused(
            "The packed file stops in the middle of a record: part of it is missing.",
            "Fetch the whole file again.",
            code="ends_mid_record",
        ) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise FileRefused(
            "The packed file is damaged.", "Fetch or pack it again.", code="damaged_file"
        ) from error
