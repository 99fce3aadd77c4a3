"""Reads a file in the way that suits it: a large table of text by columns, anything else row by row."""

from pathlib import Path

from directory.store.repository import AsideFile
from importers.columns.block_reading import Job
from importers.columns.side_by_side import processes_at_hand, readings_of
from importers.columns.text_blocks import text_blocks
from importers.files.refusals import too_many_rows
from importers.files.text_tables import FEW_BROKEN_ROWS, text_table
from importers.files.unpacked import told_plainly, unpacked
from importers.progress import Progress, Unwatched
from importers.readings import FileReading, read_row_by_row, settled
from importers.rows_seen import NOTHING_SEEN, RowsSeen
from importers.source import InColumns, Note, ReadingContext, Source

LARGE_BYTES = 1_000_000
"""From here on a table of text is read by columns."""
SEVERAL_PROCESSES_BYTES = 8_000_000


def read_file(
    source: Source,
    path: Path,
    context: ReadingContext,
    progress: Progress | None = None,
    seen: RowsSeen = NOTHING_SEEN,
) -> FileReading:
    """All that a file says. ``seen``: the rows of the register's last file, which need not be read again.

    Raises FileRefused where the file can't be trusted as a whole.
    """
    watched = progress or Unwatched()
    how: InColumns | None = getattr(source, "in_columns", None)
    if how is not None and path.is_file():
        with told_plainly(path), unpacked(path) as (plain, kind):
            large = kind == "text" and plain.stat().st_size >= LARGE_BYTES
            found = _by_columns(source, how, plain, context, watched, seen) if large else None
        if found is not None:
            return found
    return read_row_by_row(source, path, context, watched)


def _by_columns(
    source: Source,
    how: InColumns,
    path: Path,
    context: ReadingContext,
    progress: Progress,
    seen: RowsSeen,
) -> FileReading | None:
    """None where only reading it line by line tells what is wrong with it."""
    table = text_table(path, source.columns)
    if not table.quoted or table.header.is_of_refused_rows:
        return None
    if how.check_header:
        how.check_header(table.header.not_used)
    job = Job(source, how.rules, context, table.delimiter, table.header, seen)
    processes = processes_at_hand() if path.stat().st_size >= SEVERAL_PROCESSES_BYTES else 1
    found, aside = FileReading(), AsideFile()
    found.note(*(note for note in table.notes() if not _is_used(note, how)))
    blocks = text_blocks(path, table.file.encoding, table.header.line)
    for reading in readings_of(blocks, job, processes):
        if reading is None:
            return None
        reading.shelf.move_to(aside)
        found.absorb(reading)
        progress.advance(reading.rows)
        if how.at_most is not None and found.rows > how.at_most:
            raise too_many_rows(how.at_most)
    if not found.rows or len(found.unreadable) > FEW_BROKEN_ROWS:
        return None
    return settled(found)


def _is_used(note: Note, how: InColumns) -> bool:
    return note.code == "column_not_used" and how.uses(note.column or "")
