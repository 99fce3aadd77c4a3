"""Reads one block of a file: rows seen before are known by their digests, others judged, read and folded."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import filterfalse

import polars as pl

from directory.store.repository import Register, fold_alone
from importers.columns.frames import Frame, frame_of
from importers.columns.text_blocks import TextBlock
from importers.files.headers import Header
from importers.files.text_tables import is_blank, record_items
from importers.readings import (
    NAMED_BY_LINE,
    FileReading,
    Landing,
    Standing,
    arrival_of_reading,
    read_row,
    take_item,
)
from importers.rows_seen import DIGEST_BYTES, RowsSeen
from importers.rules import Rule, explanation, first_failure
from importers.source import LeftOut, Reading, ReadingContext, Source, SourceRow


@dataclass(frozen=True)
class Job:
    """What reading any block of a file takes. ``seen``: the rows of the register's last file."""

    source: Source
    rules: tuple[Rule, ...]
    context: ReadingContext
    delimiter: str
    header: Header
    seen: RowsSeen

    @cached_property
    def register(self) -> Register:
        return Register(self.source.name, self.context.publisher, self.context.scope)


def read_block(block: TextBlock, job: Job) -> FileReading | None:
    """None where the block can't be told apart with certainty: then the whole file is read line by line."""
    frame = frame_of(block, job.delimiter, job.header)
    if frame is None:
        return None
    found = FileReading()
    for record in filterfalse(is_blank, frame.others):
        for item in record_items(record, job.header, job.source.columns):
            take_item(found, job.source, item, job.context)
    found.rows += frame.cells.height
    fresh, digests = _without_seen(frame, job.seen, found)
    sound = judged(fresh.cells, job.rules)
    for row, digest, meets in zip(_rows(fresh, job.source), digests, sound, strict=True):
        if meets:
            _read(row, digest, job, found)
        elif failed := first_failure(job.rules, row.cells):
            identify = getattr(job.source, "source_id_of", None)
            found.refuse(explanation(failed, row.line, identify(row) if identify else None))
    return found


def judged(cells: pl.DataFrame, rules: tuple[Rule, ...]) -> pl.Series:
    """Whether each row meets every rule."""
    if not rules:
        return pl.repeat(True, cells.height, eager=True)
    return cells.select(pl.all_horizontal(_verdict(rule, cells) for rule in rules)).to_series()


def _verdict(rule: Rule, cells: pl.DataFrame) -> pl.Expr:
    cell = pl.col(rule.column) if rule.column in cells.columns else pl.lit("")
    flags, pattern = ("(?i)", rule.pattern[4:]) if rule.pattern.startswith("(?i)") else ("", rule.pattern)
    matches = cell.str.contains(f"{flags}^(?:{pattern})$")
    return ~matches if rule.never else matches


def _without_seen(frame: Frame, seen: RowsSeen, found: FileReading) -> tuple[Frame, list[bytes]]:
    """The rows that the last file did not have, with their digests; what became of the others is noted."""
    digests = row_digests(frame.cells)
    places = seen.places_of(digests)
    for row in (places >= 0).nonzero()[0].tolist():
        place, line = int(places[row]), int(frame.lines[row])
        outcome = int(seen.outcome[place])
        found.note(*seen.notes_of(place, line))
        if outcome < 0:
            code = seen.codes[-1 - outcome]
            found.left_out_by_code[code] += 1
            found.left_seen.append((digests[row], code))
        else:
            found.standing.append(Standing(line, outcome, place))
    unseen = places < 0
    if unseen.all():
        return frame, digests
    fresh = Frame(frame.cells.filter(pl.Series(unseen)), frame.lines[unseen], [])
    return fresh, [digest for digest, is_new in zip(digests, unseen.tolist(), strict=True) if is_new]


def row_digests(cells: pl.DataFrame) -> list[bytes]:
    """One for each row, whatever the order of the columns; 16 bytes."""
    names = sorted(cells.columns)
    key = hashlib.blake2b("\x1f".join(names).encode()).digest()
    joined = cells.select(pl.concat_str(names, separator="\x1f")).to_series().to_list()
    return [hashlib.blake2b(row.encode(), digest_size=DIGEST_BYTES, key=key).digest() for row in joined]


def _rows(frame: Frame, source: Source) -> Iterator[SourceRow]:
    blank = dict.fromkeys((column.name for column in source.columns), "")
    names = frame.cells.columns
    for line, values in zip(frame.lines.tolist(), frame.cells.rows(), strict=True):
        yield SourceRow(line, {**blank, **dict(zip(names, values, strict=True))})


def _read(row: SourceRow, digest: bytes, job: Job, found: FileReading) -> None:
    result = read_row(job.source, row, job.context)
    if isinstance(result, Reading) and result.private is None:
        alone = fold_alone(job.register, result.claims)
        arrival = arrival_of_reading(result, job.context.secret).shelved(found.shelf, alone)
        found.note(*result.notes)
        found.arrived.append(Landing(row.line, arrival, digest, result.notes))
        return
    found.take(row, result, job.context.secret)
    if isinstance(result, LeftOut) and result.code not in NAMED_BY_LINE and not result.person:
        found.left_seen.append((digest, result.code))
