"""Reads a whole file row by row before anything is written: what would land, and what is said of the rest."""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from directory.errors import FileRefused
from directory.records import PrivateDetails
from importers.progress import Progress, Unwatched, counted
from importers.row_errors import refused
from importers.source import MENDED_ROWS, LeftOut, Note, Reading, ReadingContext, RowError, Source, SourceRow
from importers.withdrawals import belonging_to

NOTES_KEPT = 200
"""Of each code; further ones are counted only."""


@dataclass(slots=True)
class FileReading:
    """What a file says. ``kept`` are ids whose rows were refused: an earlier version of theirs stands.

    ``unreadable`` are the refused lines whose cells could not be told apart: whose they are isn't known.
    """

    rows: int = 0
    landing: dict[str, tuple[int, Reading]] = field(default_factory=dict)
    refused: list[RowError] = field(default_factory=list)
    unreadable: list[RowError] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    notes_by_code: Counter[str] = field(default_factory=Counter)

    def note(self, *notes: Note) -> None:
        """Count them all; keep the first of each code."""
        for note in notes:
            self.notes_by_code[note.code] += 1
            if self.notes_by_code[note.code] <= NOTES_KEPT:
                self.notes.append(note)

    @property
    def withdrawn(self) -> set[str]:
        """Ids of people who gave no clear consent: theirs end at once."""
        return {row.source_id for row in self.left_out if row.source_id}

    @property
    def people_withdrawn(self) -> list[PrivateDetails]:
        """What their rows say of them, by which records under another id are found to be theirs."""
        return [row.person for row in self.left_out if row.person]

    @property
    def holds_people(self) -> bool:
        """Whether it is a list of private people."""
        return bool(self.people_withdrawn) or any(reading.private for _, reading in self.landing.values())

    @property
    def is_a_part(self) -> bool:
        """Whether the file is rows that were refused before: what it lacks isn't gone."""
        return MENDED_ROWS in self.notes_by_code

    @property
    def kept(self) -> set[str]:
        return {row.source_id for row in self.refused if row.source_id} - self.withdrawn


def read_file(
    source: Source, path: Path, context: ReadingContext, progress: Progress | None = None
) -> FileReading:
    """Every row, in any order; FileRefused when the file can't be trusted as a whole."""
    found = FileReading()
    by_id: dict[str, list[tuple[int, Reading]]] = {}
    for item in counted(source.rows(path), progress or Unwatched()):
        if isinstance(item, Note):
            found.note(item)
            continue
        found.rows += 1
        result = _read(source, item, context) if isinstance(item, SourceRow) else item
        if isinstance(result, RowError):
            found.refused.append(result)
            found.unreadable += [result] if result is item or result.code == "reader_failed" else []
        elif isinstance(result, LeftOut):
            found.left_out.append(result)
        else:
            found.note(*result.notes)
            by_id.setdefault(result.claims.source_id, []).append((item.line, result))
    if found.rows and sum(row.code == "reader_failed" for row in found.refused) == found.rows:
        raise FileRefused(
            f"No row of this file could be read: {found.refused[0].sentence}",
            "It may be meant for another source; if not, tell whoever looks after this one.",
            code="reader_failed",
        )
    withdrawn = found.withdrawn | _under_another_id(found, by_id)
    for source_id, readings in by_id.items():
        if source_id in withdrawn:
            found.left_out += [_consent_differs(line, source_id) for line, _ in readings]
        else:
            _land(found, source_id, readings)
    return found


def private_hash(private: PrivateDetails | None, secret: bytes) -> str | None:
    """A keyed hash by which a change in private details shows; it tells nothing without the secret."""
    if private is None:
        return None
    text = json.dumps(asdict(private), sort_keys=True, ensure_ascii=False)
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()


def _read(source: Source, row: SourceRow, context: ReadingContext) -> Reading | RowError | LeftOut:
    try:
        return source.read_row(row, context)
    except Exception as error:  # A plug-in's slip over one odd row must not cost the rest of the file.
        return refused(row.line, "reader_failed", kind=type(error).__name__)


def _land(found: FileReading, source_id: str, readings: list[tuple[int, Reading]]) -> None:
    """The first of rows that say the same; none of rows that differ under one id."""
    first_line, first = readings[0]
    if all((reading.claims, reading.private) == (first.claims, first.private) for _, reading in readings):
        found.landing[source_id] = readings[0]
        for line, _ in readings[1:]:
            found.note(Note(line, "repeated_row", f"The same as line {first_line}: taken in once."))
        return
    lines = _listed(line for line, _ in readings)
    found.refused += [refused(line, "duplicate_id", None, source_id, lines=lines) for line, _ in readings]


def _under_another_id(found: FileReading, by_id: Mapping[str, list[tuple[int, Reading]]]) -> set[str]:
    """Ids of rows that agree, whose person does not in another row."""
    agreeing = {
        source_id: readings[0][1].private for source_id, readings in by_id.items() if readings[0][1].private
    }
    return belonging_to(found.people_withdrawn, agreeing, consenting=frozenset(agreeing))


def _consent_differs(line: int, source_id: str) -> LeftOut:
    return LeftOut(line, "no_consent", "Another line of the same person gives no clear consent.", source_id)


def _listed(lines: Iterable[int]) -> str:
    *most, last = (str(line) for line in lines)
    return f"{', '.join(most)} and {last}" if most else last
