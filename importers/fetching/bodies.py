"""The body of an answer, unpacked as it arrives and never further than the budget goes."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from urllib3.response import BaseHTTPResponse

from directory.errors import FileRefused
from importers.fetching.budget import Budget, too_large

CHUNK = 1 << 16
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


def write_body(response: BaseHTTPResponse, sink: BinaryIO, budget: Budget, at_most: int | None) -> None:
    """All of it, from the beginning of ``sink``. EOFError where a packed body stops before its end."""
    sink.seek(0)
    sink.truncate()
    written = 0
    for piece in _unpacked(response, budget):
        budget.spend(unpacked=len(piece))
        written += len(piece)
        if at_most is not None and written > at_most:
            raise too_large()
        _keep(piece, sink)
    if not written and not any(name in response.headers for name in ("Content-Length", "Transfer-Encoding")):
        # A line that breaks within the headers looks like an answer of no length.
        raise EOFError
    budget.seconds_left()
    sink.seek(0)


def _keep(piece: bytes, sink: BinaryIO) -> None:
    """A full disk is no broken line: asking again would not help."""
    try:
        sink.write(piece)
    except OSError as error:
        raise no_room() from error


def no_room() -> FileRefused:
    return FileRefused(
        "What arrives can't be kept: the disk is full or can't be written.",
        "Make room in the data folder and try again.",
        code="no_room",
    )


def _unpacked(response: BaseHTTPResponse, budget: Budget) -> Iterator[bytes]:
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing in ("", "identity"):
        yield from _arriving(response, budget)
    elif packing in ("gzip", "x-gzip", "deflate"):
        yield from _inflated(_arriving(response, budget))
    else:
        raise FileRefused(
            f"The server packed its answer in a way that was not asked for ({packing[:20]!r}).",
            "Tell whoever runs it, or save the file and give its path.",
            code="packing_not_known",
        )


def _arriving(response: BaseHTTPResponse, budget: Budget) -> Iterator[bytes]:
    while piece := response.read1(CHUNK, decode_content=False):
        budget.spend(arrived=len(piece))
        budget.seconds_left()
        yield piece


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """In pieces of a bounded size, so that a bomb is met by the budget and not by the memory."""
    inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
    for piece in pieces:
        packed = piece
        while True:
            unpacked = inflate.decompress(packed, CHUNK)
            yield unpacked
            packed = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
            if inflate.eof and packed:
                inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
            elif not packed and (inflate.eof or len(unpacked) < CHUNK):
                break
    if not inflate.eof:
        raise EOFError
