"""Measures a workbook in its zip before any of it is unfolded: bytes, cells, area, text, formulas."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from directory.errors import FileRefused

MAX_UNPACKED_BYTES = 120_000_000
MAX_PARTS = 2_000
MAX_RATIO = 200
MAX_CELLS = 1_000_000
MAX_AREA = 2_000_000
MAX_TEXT_BYTES = 60_000_000
CHUNK = 1 << 20

_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_ROW_NUMBER = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,9})"')
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/])>\s*(<(?:\w+:)?f\b)?(?:<(?:\w+:)?v>(\d+)<)?")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})\d')
_SHARED_TEXT = re.compile(rb"<(?:\w+:)?si\b.*?</(?:\w+:)?si>", re.DOTALL)


@dataclass(slots=True)
class SheetSize:
    """What a sheet's part in the zip holds; rows and columns count from 1."""

    cells: int = 0
    last_row: int = 0
    last_column: int = 0
    text_bytes: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)


def measure(path: Path) -> dict[str, SheetSize]:
    """Sheet name → size. Raises FileRefused for what isn't a workbook, or isn't safe to open."""
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bombs(archive)
            texts = _shared_text_lengths(archive)
            return {name: _sheet_size(archive, part, texts) for name, part in _sheet_parts(archive)}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise damaged_workbook() from error
    except (KeyError, ElementTree.ParseError) as error:
        raise _not_a_workbook() from error


def damaged_workbook() -> FileRefused:
    return FileRefused(
        "The workbook is damaged, or part of it is missing.",
        "Open it in a spreadsheet program, save it again as XLSX or CSV, and send that.",
        code="damaged_file",
    )


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused(
            "The workbook is locked with a password.", "Save it without one and send it again.", code="locked"
        )
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_RATIO * packed + CHUNK:
        raise _too_large()
    if "xl/workbook.xml" not in archive.namelist():
        raise _not_a_workbook()
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels")):
            _refuse_entities(archive, entry.filename)


def _refuse_entities(archive: zipfile.ZipFile, part: str) -> None:
    """Spreadsheet programs never declare XML entities or write UTF-16; bombs do."""
    for chunk in _chunks(archive, part):
        if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk or chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise FileRefused(
                "The workbook holds XML declarations that no spreadsheet program writes.",
                "Open it in a spreadsheet program and save it as XLSX or CSV.",
                code="unsafe_workbook",
            )


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(sheet name, its part in the zip), by the workbook's own relations."""
    targets = {}
    for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):  # noqa: S314 entities refused
        target = relation.get("Target", "")
        targets[relation.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314 entities refused
        if element.tag.endswith("}sheet"):
            relation_id = next(value for key, value in element.items() if key.endswith("}id"))
            if "worksheet" in targets[relation_id].lower():
                yield element.get("name", ""), targets[relation_id]


def _shared_text_lengths(archive: zipfile.ZipFile) -> list[int]:
    """Bytes of each shared text: a small text used by many cells is a large sheet."""
    lengths: list[int] = []
    if "xl/sharedStrings.xml" not in archive.namelist():
        return lengths
    rest = b""
    for chunk in _chunks(archive, "xl/sharedStrings.xml"):
        text, end = rest + chunk, 0
        for match in _SHARED_TEXT.finditer(text):
            lengths.append(match.end() - match.start())
            end = match.end()
        rest = text[end:]
        if len(rest) > 4 * CHUNK or len(lengths) > MAX_CELLS:
            raise _too_large()
    return lengths


def _sheet_size(archive: zipfile.ZipFile, part: str, texts: list[int]) -> SheetSize:
    size, rest, row = SheetSize(), b"", 0
    for chunk in _chunks(archive, part):
        *rows, rest = _ROW_END.split(rest + chunk)
        for text in rows:
            number = _ROW_NUMBER.search(text)
            row = int(number[1]) if number else row + 1
            _count_row(size, row, text, texts)
        area = size.last_row * size.last_column
        if (
            size.cells > MAX_CELLS
            or area > MAX_AREA
            or size.text_bytes > MAX_TEXT_BYTES
            or len(rest) > 4 * CHUNK
        ):
            raise _too_large()
    return size


def _count_row(size: SheetSize, row: int, text: bytes, texts: list[int]) -> None:
    column = 0
    for match in _CELL.finditer(text):
        attributes, formula, value = match.groups()
        reference = _REFERENCE.search(attributes)
        column = _column_number(reference[1]) if reference else column + 1
        size.cells += 1
        size.last_row, size.last_column = max(size.last_row, row), max(size.last_column, column)
        if b't="s"' in attributes and value and int(value) < len(texts):
            size.text_bytes += texts[int(value)]
        if formula:
            size.formulas.add((row, column))
        if b't="e"' in attributes:
            size.errors.add((row, column))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            yield chunk


def _too_large() -> FileRefused:
    return FileRefused(
        "The workbook unpacks to more than a register could hold.",
        "Clear what stands outside the table, split it by area, or send it as CSV.",
        code="too_large",
    )


def _not_a_workbook() -> FileRefused:
    return FileRefused(
        "This packed file is not an XLSX workbook.",
        "Unpack it, or save the sheet as XLSX or CSV, and send that.",
        code="not_a_table",
    )
