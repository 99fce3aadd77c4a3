"""What a file says, before anything is written: what would land, and what is said of the rest."""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from directory.errors import FileRefused
from directory.records import PrivateDetails
from directory.store.repository import Arrival, Shelf, arrival_of
from importers.progress import Progress, counted
from importers.row_errors import refused
from importers.source import MENDED_ROWS, LeftOut, Note, Reading, ReadingContext, RowError, Source, SourceRow
from importers.withdrawals import belonging_to

READER_FAILED = "reader_failed"
NAMED_BY_LINE = ("no_consent", "consent_unclear", "total_row")
"""Codes of rows left out that are reported line by line."""

NOTES_KEPT = 200
"""Of each code; further ones are counted only."""


@dataclass(frozen=True, slots=True)
class Landing:
    """A row that was understood, as it is stored. ``digest`` of its cells, where one was made."""

    line: int
    arrival: Arrival
    digest: bytes = b""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A row that stood like this in the last file: the record it became, and its place in what was seen."""

    line: int
    record_id: int
    place: int


@dataclass(slots=True)
class FileReading:
    """What a file says. ``kept`` are ids whose rows were refused: an earlier version of theirs stands.

    ``unreadable`` are the refused lines whose cells could not be told apart: whose they are isn't known.
    ``arrived`` are rows that were understood and not yet held against each other. ``standing`` are rows that
    came as they were, ``left_seen`` those left out, by digest. Of those left out only the ones are kept that
    somebody may ask for; all are counted. ``shelf``: where the long texts of those who arrived may lie.
    """

    rows: int = 0
    arrived: list[Landing] = field(default_factory=list)
    landing: dict[str, Landing] = field(default_factory=dict)
    standing: list[Standing] = field(default_factory=list)
    refused: list[RowError] = field(default_factory=list)
    unreadable: list[RowError] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    left_out_by_code: Counter[str] = field(default_factory=Counter)
    left_seen: list[tuple[bytes, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    notes_by_code: Counter[str] = field(default_factory=Counter)
    shelf: Shelf = field(default_factory=Shelf)

    def note(self, *notes: Note) -> None:
        """Count them all; keep the first of each code."""
        for note in notes:
            self.notes_by_code[note.code] += 1
            if self.notes_by_code[note.code] <= NOTES_KEPT:
                self.notes.append(note)

    def refuse(self, row: RowError, *, unreadable: bool = False) -> None:
        self.refused.append(row)
        if unreadable or row.code == READER_FAILED:
            self.unreadable.append(row)

    def leave_out(self, row: LeftOut) -> None:
        self.left_out_by_code[row.code] += 1
        if row.code in NAMED_BY_LINE or row.source_id or row.person:
            self.left_out.append(row)

    def take(self, row: SourceRow, result: Reading | RowError | LeftOut, secret: bytes) -> None:
        """What reading a row gave."""
        if isinstance(result, RowError):
            self.refuse(result)
        elif isinstance(result, LeftOut):
            self.leave_out(result)
        else:
            self.note(*result.notes)
            self.arrived.append(Landing(row.line, arrival_of_reading(result, secret)))

    def absorb(self, part: "FileReading") -> None:
        """Add what a further part of the same file says."""
        self.rows += part.rows
        for name in ("arrived", "standing", "refused", "unreadable", "left_out", "left_seen"):
            getattr(self, name).extend(getattr(part, name))
        self.left_out_by_code += part.left_out_by_code
        before = Counter(note.code for note in self.notes)
        for note in part.notes:
            before[note.code] += 1
            if before[note.code] <= NOTES_KEPT:
                self.notes.append(note)
        self.notes_by_code += part.notes_by_code

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
        return bool(self.people_withdrawn) or any(row.arrival.private for row in self.landing.values())

    @property
    def is_a_part(self) -> bool:
        """Whether the file is rows that were refused before: what it lacks isn't gone."""
        return MENDED_ROWS in self.notes_by_code

    @property
    def kept(self) -> set[str]:
        return {row.source_id for row in self.refused if row.source_id} - self.withdrawn


def read_row_by_row(source: Source, path: Path, context: ReadingContext, progress: Progress) -> FileReading:
    """Every row, in any order; FileRefused when the file can't be trusted as a whole."""
    found = FileReading()
    for item in counted(source.rows(path), progress):
        take_item(found, source, item, context)
    return settled(found)


def take_item(
    found: FileReading, source: Source, item: SourceRow | RowError | LeftOut | Note, context: ReadingContext
) -> None:
    """One item of a file: a row to read, or what was found wrong with a line or the file."""
    if isinstance(item, Note):
        found.note(item)
        return
    found.rows += 1
    if isinstance(item, SourceRow):
        found.take(item, read_row(source, item, context), context.secret)
    elif isinstance(item, RowError):
        found.refuse(item, unreadable=True)
    else:
        found.leave_out(item)


def settled(found: FileReading) -> FileReading:
    """Rows held against each other: the same twice lands once, rows that differ under one id not at all."""
    if found.rows and sum(row.code == READER_FAILED for row in found.refused) == found.rows:
        raise FileRefused(
            f"No row of this file could be read: {found.refused[0].sentence}",
            "It may be meant for another source; if not, tell whoever looks after this one.",
            code=READER_FAILED,
        )
    by_id: dict[str, list[Landing]] = {}
    for row in sorted(found.arrived, key=lambda row: row.line):
        by_id.setdefault(row.arrival.source_id, []).append(row)
    found.arrived = []
    withdrawn = found.withdrawn | _under_another_id(found, by_id)
    for source_id, rows in by_id.items():
        if source_id in withdrawn:
            for row in rows:
                found.leave_out(_consent_differs(row.line, source_id))
        else:
            _land(found, source_id, rows)
    return found


def arrival_of_reading(reading: Reading, secret: bytes) -> Arrival:
    return arrival_of(reading.claims, reading.private, private_hash(reading.private, secret))


def private_hash(private: PrivateDetails | None, secret: bytes) -> str | None:
    """A keyed hash by which a change in private details shows; it tells nothing without the secret."""
    if private is None:
        return None
    text = json.dumps(asdict(private), sort_keys=True, ensure_ascii=False)
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()


def read_row(source: Source, row: SourceRow, context: ReadingContext) -> Reading | RowError | LeftOut:
    """What the source makes of a row."""
    try:
        return source.read_row(row, context)
    except Exception as error:  # A plug-in's slip over one odd row must not cost the rest of the file.
        return refused(row.line, READER_FAILED, kind=type(error).__name__)


def _land(found: FileReading, source_id: str, rows: list[Landing]) -> None:
    """The first of rows that say the same; none of rows that differ under one id."""
    first = rows[0]
    if all(_says_the_same(row.arrival, first.arrival) for row in rows):
        found.landing[source_id] = first
        for row in rows[1:]:
            found.note(Note(row.line, "repeated_row", f"The same as line {first.line}: taken in once."))
        return
    lines = _listed(row.line for row in rows)
    found.refused += [refused(row.line, "duplicate_id", None, source_id, lines=lines) for row in rows]


def _says_the_same(one: Arrival, other: Arrival) -> bool:
    return (one.claims_hash, one.private) == (other.claims_hash, other.private)


def _under_another_id(found: FileReading, by_id: Mapping[str, list[Landing]]) -> set[str]:
    """Ids of rows that agree, whose person does not in another row."""
    agreeing = {
        source_id: rows[0].arrival.private for source_id, rows in by_id.items() if rows[0].arrival.private
    }
    return belonging_to(found.people_withdrawn, agreeing, consenting=frozenset(agreeing))


def _consent_differs(line: int, source_id: str) -> LeftOut:
    return LeftOut(line, "no_consent", "Another line of the same person gives no clear consent.", source_id)


def _listed(lines: Iterable[int]) -> str:
    *most, last = (str(line) for line in lines)
    return f"{', '.join(most)} and {last}" if most else last
