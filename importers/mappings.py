"""A list's own headings and words, taken as ours by a mapping that whoever knows the list has written."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

from directory.vocabulary import folded
from importers.files.headers import fold
from importers.headings import Taken, headings_of, taken_as
from importers.source import Column, LeftOut, Note, Reading, ReadingContext, RowError, Source, SourceRow
from importers.tidy import items, one_line

BETWEEN = {"Name": " ", "Postcode": " ", "Description": "\n", "Address": ", ", "Home address": ", "}
"""What joins the parts of a column that several of theirs make up; lists are joined by "; "."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """By our columns' names: their headings, their values (folded) with ours, and what blanks stand for."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    always: Mapping[str, str] = field(default_factory=dict)
    not_used: tuple[str, ...] = ()

    def columns_to_read(self, ours: Iterable[Column]) -> tuple[Column, ...]:
        """The columns of the file: those named here, and ours that are still known by their usual names."""
        named = {column.name: column for column in ours}
        taken: dict[str, Column] = {}
        for name, headings in self.columns.items():
            for heading in headings:
                known = taken.get(fold(heading))
                private = named[name].private or bool(known and known.private)
                taken[fold(heading)] = Column(heading, private=private)
        for heading in self.not_used:
            taken.setdefault(fold(heading), Column(heading, required=False))
        rest = (
            Column(
                column.name,
                column.required and column.name not in self.always,
                tuple(alias for alias in column.aliases if fold(alias) not in taken),
                column.private,
            )
            for column in named.values()
            if column.name not in self.columns and fold(column.name) not in taken
        )
        return (*taken.values(), *rest)

    def cells(self, theirs: Mapping[str, str], ours: Iterable[Column]) -> dict[str, str]:
        """A row's cells by our columns' names."""
        spoken_of = {heading for headings in self.columns.values() for heading in headings} | {*self.not_used}
        rest = {heading: text for heading, text in theirs.items() if heading not in spoken_of}
        cells = {column.name: "" for column in ours} | rest
        for name, headings in self.columns.items():
            parts = (theirs[heading] for heading in headings if one_line(theirs[heading]))
            cells[name] = BETWEEN.get(name, "; ").join(dict.fromkeys(parts))
        for name, values in self.values.items():
            cells[name] = _replaced(cells[name], values)
        for name, value in self.always.items():
            cells[name] = cells[name] if one_line(cells[name]) else value
        return cells

    def ours_for(self, heading: str) -> str:
        """Which of our columns a heading makes up; "" where it is named as not used."""
        wanted = fold(heading)
        return ", ".join(name for name, theirs in self.columns.items() if wanted in map(fold, theirs))


def _replaced(cell: str, values: Mapping[str, str]) -> str:
    """The cell with their words replaced, as a whole or as items of a list."""
    if (whole := values.get(folded(cell))) is not None:
        return whole
    parts = items(cell)
    if not any(folded(part) in values for part in parts):
        return cell
    replaced = (values.get(folded(part), part) for part in parts)
    return "; ".join(part for part in replaced if part)


class MappedSource:
    """A source whose files have headings and words of their own, which a mapping explains."""

    def __init__(self, source: Source, mapping: ColumnMapping) -> None:
        self.name, self.title, self.about = source.name, source.title, source.about
        self.default_publisher, self.default_scope = source.default_publisher, source.default_scope
        self.columns = source.columns
        self.mapping = mapping
        self._source = source
        # The same reader, looking for their headings.
        self.reader = copy(source)
        self.reader.columns = mapping.columns_to_read(source.columns)

    def rows(self, path: Path) -> Iterator[SourceRow | RowError | LeftOut | Note]:
        for item in self.reader.rows(path):
            if isinstance(item, SourceRow):
                yield SourceRow(item.line, self.mapping.cells(item.cells, self.columns))
            else:
                yield item

    def read_row(self, row: SourceRow, context: ReadingContext) -> Reading | RowError | LeftOut:
        return self._source.read_row(row, context)


def headings_taken(source: Source, path: Path) -> tuple[Taken, ...]:
    """Every heading of a file and what an import takes it as."""
    if not isinstance(source, MappedSource):
        return taken_as(headings_of(path, source.columns), source.columns)
    columns = source.reader.columns
    return tuple(_by_mapping(each, source.mapping) for each in taken_as(headings_of(path, columns), columns))


def _by_mapping(taken: Taken, mapping: ColumnMapping) -> Taken:
    if ours := mapping.ours_for(taken.column or ""):
        return Taken(taken.heading, ours, "mapped")
    if taken.column in mapping.not_used:
        return Taken(taken.heading, None, "not used")
    return taken
