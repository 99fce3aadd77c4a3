"""From the cells of a line to a row of a source: cleaned, mended where that is exact, else noted."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from directory.errors import FileRefused
from importers.files.headers import Header
from importers.source import Column, LeftOut, Note, RowError, SourceRow

Item = SourceRow | RowError | LeftOut | Note

_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\s*:?", re.IGNORECASE)
_NUMBER = re.compile(r"£?-?[\d,]+(?:\.\d+)?%?")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_GARBLED = re.compile("\ufffd|Ã[\x80-\xbf]|Â[\xa0-\xbf]|â[\x80€][\x80-\xbf\u2010-\u203a™œ˜]|ÔÇ[ôöÖÿÓ]")


def missing_columns(headers: Iterable[Header]) -> FileRefused:
    """The refusal of a file without the header it needs, by the row that comes nearest to one."""
    best = max(headers, key=lambda header: len(header.known), default=None)
    if best is None:
        return FileRefused(
            "No row of this file looks like the header of this source.",
            "Check that it is the right file, and that its first rows name the columns.",
            code="no_header",
        )
    names = ", ".join(best.missing)
    return FileRefused(
        f"The header in line {best.line} lacks: {names}.",
        "Add the missing columns (they may stand empty) and send the file again.",
        code="missing_columns",
    )


def header_notes(header: Header) -> Iterator[Note]:
    """Which headers were guessed, and which are not used."""
    for spelling, name in header.near:
        yield Note(
            header.line, "header_near", f"The column “{spelling}” was read as “{name}”.", name, spelling
        )
    for name in header.not_used:
        yield Note(header.line, "column_not_used", f"The column “{name}” is not used.", name)


def row_items(line: int, cells: Sequence[str], header: Header, columns: tuple[Column, ...]) -> Iterator[Item]:
    """The row of these cells, unless all are blank, and notes on what of it is not as it should be."""
    values = {column.name: "" for column in columns}
    private = {column.name for column in columns if column.private}
    for name, cell in zip(header.names, cells, strict=False):
        if not (text := clean(cell)):
            continue
        if not name:
            yield Note(line, "cell_without_header", "This line has something in a column without a header.")
            continue
        if is_garbled(text):
            shown = None if name in private or name not in header.known else text[:80]
            yield Note(
                line,
                "garbled_text",
                "The letters of this cell were damaged before it came here.",
                name,
                shown,
            )
            text = _ungarbled(text)
        values[name] = text
    if any(values.values()):
        yield SourceRow(line, values)


def total_row(line: int) -> LeftOut:
    """What is said of a footer."""
    return LeftOut(line, "total_row", "It adds up the rows above: nobody's own row.")


def is_total(cells: Sequence[str]) -> bool:
    """A footer: "Total" in the first cell that holds anything, numbers or nothing in the others."""
    first, *others = [text for cell in cells if (text := cell.strip())] or [""]
    return bool(_TOTAL.fullmatch(first)) and all(_NUMBER.fullmatch(text) for text in others)


def clean(cell: str) -> str:
    """Stripped, composed (NFC), without control and direction marks; line breaks stay."""
    text = cell.strip()
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize(
        "NFC", _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    ).strip()


def is_garbled(text: str) -> bool:
    """Whether its letters look as if they had been read in another encoding than they were written in."""
    return bool(_GARBLED.search(text))


def _ungarbled(text: str) -> str:
    """UTF-8 once read as cp1252 ("JosÃ©"), where turning it back is exact; otherwise as it came."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
