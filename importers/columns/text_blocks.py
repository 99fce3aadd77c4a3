"""Cuts a text file into blocks of whole records, so that several can be read side by side."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Some records of a file as UTF-8. Lines count from 1; a file's last record may lack its end.

    Not ``whole`` where a cell doesn't close: where the next record begins can't be told then.
    """

    first_line: int
    data: bytes
    whole: bool = True


def text_blocks(path: Path, encoding: str, header_line: int) -> Iterator[TextBlock]:
    """The records below the header, cut where quotation marks are even: where all pair, between records."""
    pieces = _without_header(_utf8(path, encoding), header_line)
    line, waiting = next(pieces)
    for piece in pieces:
        waiting += piece
        if len(waiting) < BLOCK_BYTES:
            continue
        end = _last_end(waiting)
        if not end:
            yield TextBlock(line, b"", whole=False)
            return
        yield TextBlock(line, bytes(waiting[:end]))
        line += waiting.count(b"\n", 0, end)
        del waiting[:end]
    if waiting:
        yield TextBlock(line, bytes(waiting))


def _utf8(path: Path, encoding: str) -> Iterator[bytes]:
    """The file's bytes as UTF-8, without its mark; that they are what ``encoding`` says was proved before."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as raw:
        if encoding == "utf-8-sig":
            yield raw.read(BLOCK_BYTES // 2).removeprefix(codecs.BOM_UTF8)
        while chunk := raw.read(BLOCK_BYTES // 2):
            yield chunk if encoding == "utf-8-sig" else decoder.decode(chunk).encode()


def _without_header(pieces: Iterator[bytes], header_line: int) -> "Iterator[tuple[int, bytearray] | bytes]":
    """First (line, bytes) of what follows the header, then the further pieces as they come."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        start = _after_lines(waiting, header_line - 1)
        end = _first_end(waiting, start) if start is not None else None
        if end is not None:
            yield 1 + waiting.count(b"\n", 0, end), waiting[end:]
            break
    else:
        yield 1 + waiting.count(b"\n"), bytearray()
    yield from pieces


def _after_lines(data: bytearray, lines: int) -> int | None:
    at = 0
    for _ in range(lines):
        at = data.find(b"\n", at) + 1
        if not at:
            return None
    return at


def _first_end(data: bytearray, start: int) -> int | None:
    """Where the record that begins at ``start`` ends, behind its line end."""
    end = data.find(b"\n", start)
    while end >= 0:
        if data.count(b'"', start, end) % 2 == 0:
            return end + 1
        end = data.find(b"\n", end + 1)
    return None


def _last_end(data: bytearray) -> int:
    """Where the last whole record ends, behind its line end; 0 where none does."""
    end = data.rfind(b"\n")
    marks = data.count(b'"', 0, end + 1)
    while end >= 0 and marks % 2:
        earlier = data.rfind(b"\n", 0, end)
        marks -= data.count(b'"', earlier + 1, end + 1)
        end = earlier
    return end + 1
