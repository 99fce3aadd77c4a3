"""Mapping files, read and written: a spreadsheet for people, or JSON.

As a spreadsheet a mapping has one statement a line: ``Our column``, ``Their column``, ``Their value``, ``Our
value``. Their column names the heading to take; several of one column are joined. Their value with ours
replaces a text. Our value alone stands wherever the cell is blank. Their column alone is not used. JSON says
the same under ``columns``, ``values``, ``always`` and ``not_used``.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory.cells import inert
from directory.errors import FileRefused
from directory.vocabulary import folded
from importers.files.headers import fold
from importers.files.tables import read_table
from importers.headings import Taken
from importers.mappings import ColumnMapping, MappedSource
from importers.source import Column, LeftOut, RowError, Source, SourceRow

OURS, THEIRS, THEIR_VALUE, OUR_VALUE, HOW = "Our column", "Their column", "Their value", "Our value", "How"
COLUMNS = (
    *(Column(OURS), Column(THEIRS), Column(THEIR_VALUE, required=False)),
    *(Column(OUR_VALUE, required=False), Column(HOW, required=False)),
)
IN_JSON = ("columns", "values", "always", "not_used")
NEVER_ASSUMED = frozenset({"Consent to list"})
"""Columns that each row must state itself."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a mapping says. ``where`` it stands in the file."""

    where: str
    ours: str
    theirs: str = ""
    their_value: str = ""
    our_value: str = ""


def mapped(source: Source, path: Path | None) -> Source:
    """The source as the mapping file explains its files; FileRefused for a mapping that can't be followed."""
    if path is None:
        return source
    statements = list(_of_json(path) if path.suffix.casefold() == ".json" else _of_table(path))
    return MappedSource(source, _mapping(statements, source))


def write_mapping(path: Path, taken: Iterable[Taken], source: Source) -> None:
    """The guess as a mapping file to correct; FileRefused where such a file is there already."""
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow(column.name for column in COLUMNS)
            sheet.writerows([inert(cell) for cell in line] for line in _lines(list(taken), source))
    except FileExistsError as error:
        sentence = f"There is a file {path.name} already, and it may hold corrections."
        raise FileRefused(sentence, "Give the mapping another name.", code="file_exists") from error
    except OSError as error:
        sentence = f"The mapping {path.name} can't be written."
        raise FileRefused(sentence, "Name a file in a folder of yours.", code="not_written") from error


def _lines(taken: list[Taken], source: Source) -> Iterator[list[str]]:
    """What is taken or guessed, what isn't used, what a mapping in use says besides, our other columns."""
    for each in sorted(taken, key=lambda each: each.column is None):
        for name in each.column.split(", ") if each.column else [""]:
            yield [name, each.heading, "", "", each.how]
    if isinstance(source, MappedSource):
        for name, values in source.mapping.values.items():
            yield from (
                [name, "", their_value, our_value, "mapped"] for their_value, our_value in values.items()
            )
        yield from ([name, "", "", value, "mapped"] for name, value in source.mapping.always.items())
    found = {name for each in taken for name in (each.column or "").split(", ")}
    for column in source.columns:
        if column.name not in found:
            yield [column.name, "", "", "", "not in the file"]


def _of_table(path: Path) -> Iterator[Statement]:
    for item in read_table(path, COLUMNS):
        if isinstance(item, SourceRow):
            cells = (item.cells[name] for name in (OURS, THEIRS, THEIR_VALUE, OUR_VALUE))
            yield Statement(f"line {item.line}", *cells)
        elif isinstance(item, RowError | LeftOut):
            raise _not_followed(f"line {item.line}: {item.sentence}")


def _of_json(path: Path) -> Iterator[Statement]:
    try:
        said = json.loads(path.read_text(encoding="utf-8-sig"))
        if unknown := set(said) - set(IN_JSON):
            raise _not_followed(f"“{min(unknown)}” is none of {', '.join(IN_JSON)}")
        columns, values, always, not_used = (said.get(name, {}) for name in IN_JSON)
        for ours, theirs in columns.items():
            for heading in [theirs] if isinstance(theirs, str) else theirs:
                yield _said("columns", ours, theirs=heading)
        for ours, pairs in values.items():
            for their_value, our_value in pairs.items():
                yield _said("values", ours, their_value=their_value, our_value=our_value)
        for ours, value in always.items():
            yield _said("always", ours, our_value=value)
        for heading in not_used:
            yield _said("not_used", "", theirs=heading)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise _not_followed("it is not JSON of texts under columns, values, always and not_used") from error


def _said(where: str, ours: str, **said: Any) -> Statement:
    if not all(isinstance(text, str) for text in said.values()):
        raise TypeError("a mapping holds texts")
    return Statement(f"“{where}”", ours, **said)


def _mapping(statements: Iterable[Statement], source: Source) -> ColumnMapping:
    columns: dict[str, list[str]] = defaultdict(list)
    values: dict[str, dict[str, str]] = defaultdict(dict)
    always: dict[str, str] = {}
    not_used: list[str] = []
    spelt: dict[str, str] = {}
    for said in statements:
        name = _our_column(said, source)
        heading = spelt.setdefault(fold(said.theirs), said.theirs) if fold(said.theirs) else ""
        if not name:
            not_used += [heading] if heading else []
            continue
        if heading and heading not in columns[name]:
            columns[name].append(heading)
        if said.their_value:
            values[name][folded(said.their_value)] = said.our_value
        elif said.our_value:
            always[name] = _assumed(said, name)
    taken = {heading for headings in columns.values() for heading in headings}
    return ColumnMapping(
        {name: tuple(headings) for name, headings in columns.items() if headings},
        dict(values),
        always,
        tuple(heading for heading in dict.fromkeys(not_used) if heading not in taken),
    )


def _our_column(said: Statement, source: Source) -> str:
    """The name of our column, by its name or another of its names; "" where none is named."""
    if not (wanted := fold(said.ours)):
        return ""
    for column in source.columns:
        if wanted in map(fold, (column.name, *column.aliases)):
            return column.name
    names = ", ".join(column.name for column in source.columns)
    raise FileRefused(
        f"The mapping names “{said.ours}” ({said.where}), which is no column of {source.name}.",
        f"Choose one of: {names}.",
        code="unknown_column",
    )


def _assumed(said: Statement, name: str) -> str:
    if name in NEVER_ASSUMED:
        raise FileRefused(
            f"The mapping gives every row the same “{name}” ({said.where}).",
            "Each row must say so itself: take that line out.",
            code="never_assumed",
        )
    return said.our_value


def _not_followed(what: str) -> FileRefused:
    return FileRefused(
        f"The mapping file can't be followed: {what}.",
        "Let --dry-run --write-mapping write one, and correct that.",
        code="bad_mapping",
    )
