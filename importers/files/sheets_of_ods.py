"""Opens an .ods from anyone as a stream: no sheet is ever in memory whole, and nothing is read twice."""

import zipfile
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from directory.errors import FileRefused
from importers.files.ods_content import Content, Line, SheetStart
from importers.files.refusals import damaged_file, locked, not_a_table, too_large
from importers.files.workbook_sizes import lines_by_column
from importers.files.zips import MAX_RATIO, chunks_of, opened_zip

MAX_UNPACKED_BYTES = 2_000_000_000
MAX_CELLS = 15_000_000
MAX_TEXT_CHARACTERS = 500_000_000
MAX_ELEMENTS = 60_000_000
MAX_TAG_BYTES = 4_000_000
SMALL = 50_000_000
"""What unpacks to less may be packed as well as it likes."""


@dataclass(slots=True)
class OdsSheet:
    """One sheet of the stream; its rows can be read once, before the next sheet is asked for."""

    name: str
    hidden: bool
    _stream: "_Stream"
    formulas: "defaultdict[int, array[int]]" = field(default_factory=lines_by_column)
    errors: "defaultdict[int, array[int]]" = field(default_factory=lines_by_column)
    first_column: int = 1

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line, cells as text) of every line that holds anything."""
        while isinstance(self._stream.next, Line):
            line = self._stream.next
            for marks, columns in ((self.formulas, line.formulas), (self.errors, line.errors)):
                for column in columns:
                    marks[column].append(line.number)
            for number in range(line.number, line.number + line.repeated):
                yield number, line.cells
            self._stream.advance()


def sheets_of_ods(path: Path) -> Iterator[OdsSheet]:
    """The sheets in their order. Raises FileRefused for what isn't safe to open, when it is met."""
    with opened_zip(path) as archive:
        _refuse_unsafe(archive)
        stream = _Stream(archive)
        while stream.next is not None:
            start = stream.next
            stream.advance()
            if isinstance(start, SheetStart):
                yield OdsSheet(start.name, start.hidden, stream)


class _Stream:
    """What the content holds, one sheet's start or line after the other; ``next`` is None at its end."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._found = _lines(archive)
        self.next: SheetStart | Line | None = None
        self.advance()

    def advance(self) -> None:
        self.next = next(self._found, None)


def _refuse_unsafe(archive: zipfile.ZipFile) -> None:
    try:
        content = archive.getinfo("content.xml")
    except KeyError as error:
        raise not_a_table("a packed file that is no whole ODS workbook") from error
    if "META-INF/manifest.xml" in archive.namelist():
        with archive.open("META-INF/manifest.xml") as manifest:
            if b"encryption-data" in manifest.read(1 << 20):
                raise locked()
    if content.file_size > MAX_UNPACKED_BYTES or _packed_too_well(content):
        raise too_large()


def _packed_too_well(content: zipfile.ZipInfo) -> bool:
    return content.file_size > SMALL and content.file_size > MAX_RATIO * content.compress_size


def _lines(archive: zipfile.ZipFile) -> Iterator[SheetStart | Line]:
    """Within bounds: of cells as unfolded, of their text, of elements, and of any one tag."""
    content, fed, cells, characters = Content(), 0, 0, 0
    try:
        for chunk in chunks_of(archive, "content.xml"):
            fed += len(chunk)
            for found in content.fed(chunk):
                if isinstance(found, Line):
                    cells += found.repeated * len(found.cells)
                    characters += found.repeated * sum(map(len, found.cells))
                    if cells > MAX_CELLS or characters > MAX_TEXT_CHARACTERS:
                        raise too_large()
                yield found
            if content.elements > MAX_ELEMENTS or fed - content.bytes_parsed > MAX_TAG_BYTES:
                raise too_large()
        yield from content.fed(b"", last=True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged_file() from error
    if not content.sheets:
        raise FileRefused(
            "The workbook has no sheet.", "Save it again as ODS, XLSX or CSV.", code="damaged_file"
        )
