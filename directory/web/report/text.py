"""A report for a screen or a printed page of letters: headings, paragraphs, and tables in columns."""

import textwrap
from collections.abc import Iterator, Sequence

from directory.web.plain_words import long_date
from directory.web.report.blocks import Block, Column, Points, ReportDocument, Table, Text
from directory.web.report.cells import WHAT_HIDDEN_MEANS, as_words, hides_people

WIDTH = 96
BETWEEN = 2
LEAST_FIRST = 18
"""Letters that the first column keeps, however many others there are."""


def as_text(document: ReportDocument) -> str:
    """The whole report, ``WIDTH`` columns wide; a picture is told by its table."""
    return "\n".join(_lines(document)).rstrip() + "\n"


def _lines(document: ReportDocument) -> Iterator[str]:
    yield document.title
    yield "=" * WIDTH
    yield f"As recorded on {long_date(document.as_of)}. Data version {document.data_version}."
    if document.example:
        yield "EXAMPLE DATA: some or all of these options are invented."
    for block in document.headline:
        yield from _block(block)
    for part in document.parts:
        yield from ("", part.title, "-" * len(part.title))
        for block in part.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    yield ""
    if isinstance(block, Text):
        yield from textwrap.wrap(block.words, WIDTH)
    elif isinstance(block, Points):
        for number, item in enumerate(block.items, 1):
            mark = f"{number}. " if block.ordered else "- "
            yield from textwrap.wrap(item, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
    else:
        yield from _table(block if isinstance(block, Table) else block.table)


def _table(table: Table) -> Iterator[str]:
    yield from textwrap.wrap(table.caption, WIDTH)
    rows = [
        [as_words(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    widths = _widths(table.columns, rows)
    yield from _row([column.label for column in table.columns], widths, table.columns)
    yield "-" * WIDTH
    for row in rows:
        yield from _row(row, widths, table.columns)
    for note in (table.note, WHAT_HIDDEN_MEANS if hides_people(table) else ""):
        yield from textwrap.wrap(note, WIDTH)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[int]:
    """What each column needs; where that is more than a line, the widest ones give way."""
    widths = [
        max([*(len(row[at]) for row in rows), *map(len, column.label.split())], default=1)
        for at, column in enumerate(columns)
    ]
    room = WIDTH - BETWEEN * (len(widths) - 1)
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda at: (widths[at] - (LEAST_FIRST if at == 0 else 0), at))
        widths[widest] -= 1
    widths[0] += room - sum(widths)
    return widths


def _row(cells: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> Iterator[str]:
    wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    for at in range(max(map(len, wrapped))):
        line = [
            _aligned(lines[at] if at < len(lines) else "", width, column)
            for lines, width, column in zip(wrapped, widths, columns, strict=True)
        ]
        yield (" " * BETWEEN).join(line).rstrip()


def _aligned(words: str, width: int, column: Column) -> str:
    return words.ljust(width) if column.kind in ("text", "date") else words.rjust(width)
