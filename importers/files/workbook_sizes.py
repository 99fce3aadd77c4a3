"""Measures a workbook in its zip before any of it is unfolded: bytes, cells, area, text, formulas."""

import re
import zipfile
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from directory.errors import FileRefused
from importers.files.refusals import damaged_file, not_a_table
from importers.files.zips import CHUNK, MAX_RATIO, chunks_of, opened_zip

MAX_UNPACKED_BYTES = 200_000_000
MAX_CELLS = 2_500_000
MAX_AREA = 3_000_000
MAX_TEXT_CHARACTERS = 60_000_000

_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


def lines_by_column() -> "defaultdict[int, array[int]]":
    """Empty: column → lines, both counted from 1. Millions of them take little room."""
    return defaultdict(lambda: array("I"))


@dataclass(slots=True)
class SheetSize:
    """What one part of the zip holds. Rows and columns count from 1; ``shared`` are places in ``texts``.

    ``texts`` are the lengths of its shared texts.
    """

    cells: int = 0
    last_row: int = 0
    last_column: int = 0
    formulas: "defaultdict[int, array[int]]" = field(default_factory=lines_by_column)
    errors: "defaultdict[int, array[int]]" = field(default_factory=lines_by_column)
    shared: "array[int]" = field(default_factory=lambda: array("I"))
    texts: "array[int]" = field(default_factory=lambda: array("I"))


def measure(path: Path) -> dict[str, SheetSize]:
    """Sheet name → size. Raises FileRefused for what isn't a workbook, or isn't safe to open.

    Every part is measured as if it were a sheet: it is the workbook that says which are, wherever they lie.
    """
    try:
        with opened_zip(path) as archive:
            sizes = {name: _Meter().measured(chunks_of(archive, name)) for name in _xml_parts(archive)}
            sheets = {sheet: sizes[part] for sheet, part in _sheet_parts(archive)}
    except (expat.ExpatError, ElementTree.ParseError, OverflowError) as error:
        raise damaged_file() from error
    except (KeyError, StopIteration) as error:
        raise _not_a_workbook() from error
    except LookupError as error:  # an encoding that nobody knows
        raise damaged_file() from error
    lengths = [max(same) for same in zip_longest(*(size.texts for size in sizes.values()), fillvalue=0)]
    for size in sizes.values():
        if sum(lengths[number] for number in size.shared if number < len(lengths)) > MAX_TEXT_CHARACTERS:
            raise _too_large()
    return sheets


def _xml_parts(archive: zipfile.ZipFile) -> list[str]:
    """The parts that are XML, once the zip as a whole is safe to unpack."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_RATIO * packed + CHUNK:
        raise _too_large()
    names = [entry.filename for entry in entries]
    plain = {name.lower() for name in names}
    # Other kinds of sheet in the same zip might be opened in this one's place, unmeasured.
    if "xl/workbook.xml" not in plain or plain & {"content.xml", "xl/workbook.bin"}:
        raise _not_a_workbook()
    return [name for name in names if name.lower().endswith((".xml", ".rels"))]


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(sheet name, its part in the zip), by the workbook's own relations; none may lead to what isn't XML."""
    targets = {}
    for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):  # noqa: S314 no entities
        target = relation.get("Target", "")
        targets[relation.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if relation.get("Type", "").endswith(("/worksheet", "/sharedStrings", "/styles")):
            archive.getinfo(targets[relation.get("Id")])
            if not target.lower().endswith(".xml"):
                raise _not_a_workbook()
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314 no entities
        if element.tag.endswith("}sheet"):
            relation_id = next(value for key, value in element.items() if key.endswith("}id"))
            if targets[relation_id].lower().endswith(".xml"):
                yield element.get("name", ""), targets[relation_id]


class _Meter:
    """Counts the cells and texts of one part as expat passes over it."""

    def __init__(self) -> None:
        self._size = SheetSize()
        self._row = self._column = 0
        self._type = ""
        self._text: list[str] | None = None
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse_declarations
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def measured(self, chunks: Iterator[bytes]) -> SheetSize:
        size = self._size
        for chunk in chunks:
            self._parser.Parse(chunk, False)
            area = size.last_row * size.last_column
            if max(size.cells, len(size.texts)) > MAX_CELLS or area > MAX_AREA:
                raise _too_large()
        self._parser.Parse(b"", True)
        return size

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._place(attributes.get("r"))
            self._type = attributes.get("t", "")
        elif tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif tag in ("v", "is"):
            self._count_cell()
            self._text = [] if self._type == "s" else None
        elif tag == "f":
            self._size.formulas[self._column].append(self._row)
        elif tag == "si":
            self._text = []
        elif max(int(attributes.get("count", 0)), int(attributes.get("uniqueCount", 0))) > MAX_CELLS:
            raise _too_large()  # calamine makes room for what is announced, not for what comes

    def _end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if self._text is None or tag not in ("v", "si"):
            return
        text, self._text = "".join(self._text), None
        if tag == "si":
            self._size.texts.append(len(text))
        else:
            self._size.shared.append(int(text))

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _place(self, reference: str | None) -> None:
        """Where the cell lies: as it says, else one to the right of the last."""
        if reference is None:
            self._column += 1
            return
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise damaged_file()
        self._row, self._column = int(match[2]), 0
        for letter in match[1].upper():
            self._column = 26 * self._column + ord(letter) - 64

    def _count_cell(self) -> None:
        size = self._size
        size.cells += 1
        size.last_row, size.last_column = max(size.last_row, self._row), max(size.last_column, self._column)
        if self._type == "e":
            size.errors[self._column].append(self._row)

    def _refuse_declarations(self, *_: object) -> None:
        raise FileRefused(
            "The workbook holds XML declarations that no spreadsheet program writes.",
            "Open it in a spreadsheet program and save it as XLSX or CSV.",
            code="unsafe_workbook",
        )


def _too_large() -> FileRefused:
    return FileRefused(
        "The workbook unpacks to more than a register could hold.",
        "Clear what stands outside the table, split it by area, or send it as CSV.",
        code="too_large",
    )


def _not_a_workbook() -> FileRefused:
    return not_a_table("a packed file that is no whole XLSX workbook")
