"""Reads an ODS's content.xml as it comes: where sheets start, and the lines that hold anything.

Format: OpenDocument 1.3, part 3 (table:table to table:table-cell). Rows and cells may say how often they
are repeated; blank ones often are, up to the end of the sheet, and are only counted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from directory.errors import FileRefused
from importers.files.headers import MAX_COLUMNS
from importers.files.ods_cells import is_error, text_of_cell

MAX_REPEATED_ROWS = 1_000
"""Of one row that holds something; ten times as many in all."""

MAX_CELL_CHARACTERS = 1_000_000
MAX_LINES = 1 << 31
MAX_DEPTH = 100
_NOT_IN_THE_TABLE = frozenset(
    [
        *("office:annotation", "office:forms", "table:shapes", "table:dde-link", "table:tracked-changes"),
        *("text:note", "text:ruby-text"),
    ]
)
_OF_BLANK_CELLS = frozenset(
    ["table:style-name", "table:number-columns-repeated", "table:content-validation-name"]
)
_COVERED = "table:covered-table-cell"


@dataclass(frozen=True, slots=True)
class SheetStart:
    """A sheet: what follows are its lines."""

    name: str
    hidden: bool


@dataclass(slots=True)
class Line:
    """A line and how often it comes. ``formulas`` and ``errors`` are columns, counted from 1."""

    number: int
    repeated: int
    cells: list[str] = field(default_factory=list)
    formulas: list[int] = field(default_factory=list)
    errors: list[int] = field(default_factory=list)


class Content:
    """Gathers sheets and lines as expat passes over the content, and counts elements and sheets."""

    def __init__(self) -> None:
        self.elements = 0
        self.sheets = 0
        self._found: list[SheetStart | Line] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._depth = 0
        self._passed_over = 0
        self._line = Line(1, 1)
        self._repeated_rows = 0
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._characters = 0
        self._in_paragraph = False
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "style:style": self._start_style,
            "style:table-properties": self._read_style,
            "table:table": self._start_table,
            "table:table-row": self._start_row,
            "table:table-cell": self._start_cell,
            _COVERED: self._start_cell,
            "text:p": self._start_paragraph,
            "text:h": self._start_paragraph,
            "text:s": self._add_spaces,
            "text:tab": lambda _: self._add("\t"),
            "text:line-break": lambda _: self._add("\n"),
        }
        self._ends: dict[str, Callable[[], None]] = {
            "table:table-cell": self._end_cell,
            _COVERED: self._drop_cell,
            "table:table-row": self._end_row,
            "text:p": self._end_paragraph,
            "text:h": self._end_paragraph,
        }
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_declarations
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._add

    @property
    def bytes_parsed(self) -> int:
        return self._parser.CurrentByteIndex

    def fed(self, chunk: bytes, *, last: bool = False) -> Iterator[SheetStart | Line]:
        """What these bytes complete. Raises expat.ExpatError and ValueError for what is no such XML."""
        self._parser.Parse(chunk, last)
        found, self._found = self._found, []
        yield from found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ValueError("too deep")
        act = self._starts.get(tag)
        if self._passed_over or (act is None and self._is_not_in_the_table(tag)):
            self._passed_over += 1
        elif act:
            act(attributes)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._passed_over:
            self._passed_over -= 1
        elif tag in self._ends:
            self._ends[tag]()

    def _is_not_in_the_table(self, tag: str) -> bool:
        return tag in _NOT_IN_THE_TABLE or (self._cell is not None and tag.startswith("draw:"))

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("style:name", "")

    def _read_style(self, attributes: dict[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _start_table(self, attributes: dict[str, str]) -> None:
        if self._cell is not None:  # a table inside a cell
            self._passed_over += 1
            return
        self.sheets += 1
        hidden = attributes.get("table:style-name") in self._hidden_styles
        self._found.append(SheetStart(attributes.get("table:name", ""), hidden))
        self._line = Line(1, 0)

    def _start_row(self, attributes: dict[str, str]) -> None:
        repeated = _times(attributes, "table:number-rows-repeated")
        self._line = Line(self._line.number + self._line.repeated, repeated)
        self._column = 0
        if self._line.number > MAX_LINES:
            raise ValueError("no sheet has so many lines")

    def _end_row(self) -> None:
        line = self._line
        if line.cells:
            self._repeated_rows += line.repeated - 1
            if max(line.repeated, self._repeated_rows / 10) > MAX_REPEATED_ROWS:
                raise _repeated(f"Line {line.number} comes {line.repeated:,} times.")
            self._found.append(line)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell, self._text, self._characters = attributes, [], 0

    def _drop_cell(self) -> None:
        """A cell covered by a merged one: nobody sees what it holds."""
        self._column += _times(self._cell or {}, "table:number-columns-repeated")
        self._cell = None

    def _end_cell(self) -> None:
        attributes, shown = self._cell or {}, "".join(self._text)
        self._cell = None
        first, repeated = self._column, _times(attributes, "table:number-columns-repeated")
        self._column += repeated
        if not shown and attributes.keys() <= _OF_BLANK_CELLS:
            return
        failed = is_error(attributes, shown)
        text = "" if failed else text_of_cell(attributes, shown)
        if not (text or failed):
            return
        if self._column > MAX_COLUMNS:
            raise _repeated(f"Line {self._line.number} has something in {self._column:,} columns.")
        line = self._line
        line.cells.extend([""] * (first - len(line.cells)))
        line.cells.extend([text] * repeated)
        if failed:
            line.errors.extend(range(first + 1, self._column + 1))
        elif "table:formula" in attributes:
            line.formulas.extend(range(first + 1, self._column + 1))

    def _start_paragraph(self, _: dict[str, str]) -> None:
        self._in_paragraph = self._cell is not None
        if self._text:
            self._add("\n")

    def _end_paragraph(self) -> None:
        self._in_paragraph = False

    def _add_spaces(self, attributes: dict[str, str]) -> None:
        self._add(" " * min(_times(attributes, "text:c"), MAX_CELL_CHARACTERS))

    def _add(self, text: str) -> None:
        if not self._in_paragraph or self._passed_over:
            return
        self._text.append(text)
        self._characters += len(text)
        if self._characters > MAX_CELL_CHARACTERS:
            raise FileRefused(
                f"A cell in line {self._line.number} holds more than a million letters.",
                "Check that it is a table with one record on each line.",
                code="record_too_long",
            )


def _times(attributes: dict[str, str], name: str) -> int:
    times = int(attributes.get(name, 1))
    if times < 1:
        raise ValueError(f"{name} is {times}")
    return times


def _repeated(sentence: str) -> FileRefused:
    return FileRefused(
        f"The workbook unfolds to more than a register could hold. {sentence}",
        "Delete what stands outside the table, and save it again.",
        code="too_large",
    )


def _refuse_declarations(*_: object) -> None:
    raise FileRefused(
        "The workbook holds XML declarations that no spreadsheet program writes.",
        "Open it in a spreadsheet program and save it as XLSX or CSV.",
        code="unsafe_workbook",
    )
