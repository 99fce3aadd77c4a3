"""Reads the objects of a JSON file from anyone one by one: a list, a page around one, or one on each line."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ijson

from directory.errors import FileRefused
from importers.files.encodings import encoding_by_mark
from importers.files.unpacked import told_plainly, unpacked

MAX_RECORDS = 1_000_000
MAX_RECORD_CHARACTERS = 2_000_000
MAX_DEPTH = 60
PIECE = 1 << 16
PAGE_KEYS = frozenset(["contents", "content", "items", "results", "records", "data"])
"""Under one of these a page holds its list: HSDS-UK 3.0, HSDS-UK 1, and what other feeds write."""

_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F]..)|.|\Z)", re.DOTALL)
_LONGEST_ESCAPE = 12


def json_records(path: Path, *, at_most: int = MAX_RECORDS) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """(number of the record, counted from 1; the object), or (its line, the object) where each has a line.

    Raises FileRefused, with the place, where the file is no JSON or is unlike what a feed would send. No
    object may name a key twice. Numbers with a point come as floats.
    """
    with told_plainly(path), unpacked(path) as (plain, kind):
        if kind != "json":
            raise FileRefused(
                "This file is not JSON.", "Send the feed as it was downloaded.", code="not_json"
            )
        yield from records_in(plain, at_most=at_most)


def records_in(path: Path, *, at_most: int = MAX_RECORDS) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """As json_records, of a file that is known to be JSON."""
    builder = _Builder()
    try:
        with path.open(encoding=encoding_by_mark(path), newline="\n") as file:
            for line, events in _events(file, builder):
                for record in builder.records_of(events):
                    if builder.taken > at_most:
                        raise _too_many_records(at_most)
                    yield (line if builder.on_lines else builder.taken), record
    except UnicodeError as error:
        raise FileRefused(
            f"The letters of this JSON are not UTF-8 (in or after record {builder.taken + 1}).",
            "Export it again as UTF-8.",
            code="unknown_encoding",
        ) from error


def _too_many_records(at_most: int) -> FileRefused:
    return FileRefused(
        f"The file has more than {at_most:,} records.",
        "Split it by area, or check where it came from.",
        code="too_many_rows",
    )


def _events(file: Any, builder: "_Builder") -> Iterator[tuple[int, list[tuple[str, Any]]]]:
    """(line, what the parser met in it), a line or a piece of a long line at a time."""
    events = ijson.sendable_list()
    parser = ijson.basic_parse_coro(events, use_float=True, multiple_values=True)
    escapes, line, since_record, taken = _Escapes(), 1, 0, 0
    while True:
        piece = file.readline(PIECE)
        since_record += len(piece)
        if since_record > MAX_RECORD_CHARACTERS:
            raise _record_too_long(builder)
        if escapes.lone_surrogate(piece):
            raise _half_of_a_letter(line)
        whole = _parses(parser, piece)
        yield line, events
        if not whole:
            raise _broken(builder, line)
        if not piece:
            return
        if builder.taken > taken:
            taken, since_record = builder.taken, 0
        del events[:]
        line += piece.endswith("\n")


def _parses(parser: Any, piece: str) -> bool:
    """Whether the parser can follow; with "" whether all that was opened is closed."""
    try:
        parser.send(piece.encode()) if piece else parser.close()
    except (ijson.JSONError, ValueError):
        return False
    return True


class _Builder:
    """Puts objects together. ``on_lines`` until a list is met: each object is then one of the file's own."""

    def __init__(self) -> None:
        self.taken = 0
        self._open: list[Any] = []
        self._key = ""
        self._list: list[Any] | None = None

    @property
    def on_lines(self) -> bool:
        return self._list is None

    def records_of(self, events: list[tuple[str, Any]]) -> Iterator[Mapping[str, Any]]:
        for event, value in events:
            if event == "map_key":
                if value in self._open[-1]:
                    raise _key_twice(self)
                self._key = value
            elif event == "start_map":
                self._start({})
            elif event == "start_array":
                self._start([])
            elif event in ("end_map", "end_array"):
                closed = self._open.pop()
                if self._is_record(closed):
                    self.taken += 1
                    yield closed
            else:
                self._put(value)

    def _start(self, container: Any) -> None:
        is_list = isinstance(container, list)
        if self._list is not None and not self._open:
            raise FileRefused(
                f"Something stands behind the end of the JSON, after record {self.taken}.",
                "Send a file that holds one list.",
                code="bad_json",
            )
        if is_list and self._list is None and self._may_hold_records():
            self._list = container
        else:
            self._put(container)
        self._open.append(container)
        if len(self._open) > MAX_DEPTH:
            raise FileRefused(
                f"Record {self.taken + 1} holds brackets {MAX_DEPTH} deep.",
                "Check that it is the right file.",
                code="too_deep",
            )

    def _may_hold_records(self) -> bool:
        """At the very start, or under a key of the first object that names the list of a page."""
        return not self.taken and (not self._open or (len(self._open) == 1 and self._key in PAGE_KEYS))

    def _put(self, value: Any) -> None:
        """Into what is open; the list itself keeps nothing, so that the file is never in memory whole."""
        parent = self._open[-1] if self._open else None
        if parent is None or parent is self._list:
            if not isinstance(value, dict):
                raise _not_objects(self)
        elif isinstance(parent, list):
            parent.append(value)
        else:
            parent[self._key] = value

    def _is_record(self, closed: Any) -> bool:
        if self._list is None:
            return not self._open
        return bool(self._open) and self._open[-1] is self._list


class _Escapes:
    """Looks for halves of letters (\\ud83d without its \\ude00), which the parser would turn into "?"."""

    def __init__(self) -> None:
        self._rest = ""

    def lone_surrogate(self, piece: str) -> bool:
        """Whether there is one in what came so far; "" is the end of the file."""
        if not self._rest and "\\" not in piece:
            return False
        text = self._rest + piece
        self._rest = ""
        whole = len(text) if piece[-1:] in ("", "\n") else len(text) - _LONGEST_ESCAPE
        for escape in _ESCAPE.finditer(text):
            if escape.start() > whole:
                self._rest = text[escape.start() :]
                break
            if escape[1]:
                return True
        return False


def _broken(builder: _Builder, line: int) -> FileRefused:
    return FileRefused(
        f"The JSON breaks in record {builder.taken + 1} (line {line}).",
        "It is damaged there, or part of it is missing: fetch or export the whole file again.",
        code="bad_json",
    )


def _half_of_a_letter(line: int) -> FileRefused:
    return FileRefused(
        f"Line {line} of the JSON holds one half of a letter, such as \\ud83d on its own.",
        "Export the whole file again as UTF-8.",
        code="bad_json",
    )


def _record_too_long(builder: _Builder) -> FileRefused:
    return FileRefused(
        f"Record {builder.taken + 1} of this file is longer than two million letters.",
        "Check that it is a list with one object for each record.",
        code="record_too_long",
    )


def _key_twice(builder: _Builder) -> FileRefused:
    return FileRefused(
        f"Record {builder.taken + 1} names one key twice.",
        "Keep one of them and send the file again.",
        code="duplicate_column",
    )


def _not_objects(builder: _Builder) -> FileRefused:
    return FileRefused(
        f"Record {builder.taken + 1} of this JSON is not an object with named values.",
        "Send a list of objects, one for each record.",
        code="not_records",
    )
