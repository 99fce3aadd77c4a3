"""A block of text as columns of clean cells; what needs a closer look is left to be read row by row."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO

import numpy as np
import polars as pl
from numpy.typing import NDArray

from importers.columns.plain_text import NEWLINE, RETURN, PlainRecords, plain_records
from importers.columns.text_blocks import TextBlock
from importers.files.headers import Header
from importers.files.table_rows import clean, is_garbled
from importers.files.text_files import Record

_ODD = r"[^ -~£À-ÖØ-öø-ÿ–—‘’“”•…]"
"""Letters that ``table_rows.clean`` might change: the others stay as they are beside any."""
_ODD_LETTER = re.compile(_ODD)
_ODD_CELL = rf"{_ODD}|^\s|\s$"
"""Cells that it might change: those with such a letter, or with a blank at either end."""
_TOTAL = r"(?i)^(?:grand |sub-?)?totals?\s*:?$"
_TOTAL_WORD = b"total"
_MARKS_OF_DAMAGE = tuple(letter.encode() for letter in "\ufffdÃÂâÔ")
_DAMAGED = re.compile(b"|".join(_MARKS_OF_DAMAGE))
"""What ``is_garbled`` looks for begins with one of these."""
_PLAIN_LETTERS = bytes([*range(0x20, 0x7F), *b"\r\n"])


@dataclass(frozen=True, slots=True)
class Frame:
    """``cells``: one column of text for each named column of the header; ``lines`` (n,) of its rows.

    ``others`` are the records that want a closer look: ragged, garbled, footers and the like.
    """

    cells: pl.DataFrame
    lines: NDArray[np.int64]
    others: list[Record]


def frame_of(block: TextBlock, delimiter: str, header: Header) -> Frame | None:
    """None where the block isn't plain: then the whole file must be read record by record."""
    records = plain_records(block.data, delimiter) if block.whole else None
    width = len(header.names)
    if records is None or width < 2:
        return None
    whole = records.cells == width
    lines = block.first_line + records.lines
    odd_bytes = block.data.translate(None, _PLAIN_LETTERS)
    odd = _odd_records(block.data, records, odd_bytes)
    apart = ~whole | _garbled_records(block.data, records, odd_bytes)
    cells = _parsed(_only(block.data, records, ~apart), delimiter, width)
    if len(cells) != (~apart).sum():
        return None
    totals = np.flatnonzero(_with_a_total(block.data, records)[~apart])
    if (marked := _marked(cells, header, totals)) is not None:
        apart[np.flatnonzero(~apart)[marked]] = True
        cells = cells.filter(~pl.Series(marked))
    others = list(_records(block.data, records, apart, lines, delimiter))
    named = (pl.nth(place).alias(name) for place, name in enumerate(header.names) if name)
    cleaned = _cleaned(cells.select(named), np.flatnonzero(odd[~apart]))
    return _without_blank(Frame(cleaned, lines[~apart], others))


def _only(data: bytes, records: PlainRecords, which: NDArray[np.bool_]) -> bytes:
    """The bytes of some records."""
    if which.all():
        return data
    pairs = zip(records.starts[which].tolist(), records.ends[which].tolist(), strict=True)
    return b"\n".join(data[start:end] for start, end in pairs)


def _parsed(data: bytes, delimiter: str, width: int) -> pl.DataFrame:
    schema = {f"{place}": pl.String for place in range(width)}
    if not data.strip():
        return pl.DataFrame(schema=schema)
    return pl.read_csv(
        BytesIO(data),
        has_header=False,
        schema=schema,
        separator=delimiter,
        empty_string_is_null=False,
    )


def _records(
    data: bytes, records: PlainRecords, which: NDArray[np.bool_], lines: NDArray[np.int64], delimiter: str
) -> Iterator[Record]:
    """Records as the row-by-row reader has them."""
    for number in np.flatnonzero(which).tolist():
        end = int(records.ends[number])
        text = data[int(records.starts[number]) : end].decode()
        cells = next(csv.reader(StringIO(text, newline=""), delimiter=delimiter), [])
        yield Record(int(lines[number]), cells, ended=end < len(data))


def _odd_records(data: bytes, records: PlainRecords, odd_bytes: bytes) -> NDArray[np.bool_]:
    """Records with letters that may have to change, blanks at a cell's end, or several lines.

    Their cells want asking one by one.
    """
    odd = records.loose.copy()
    if _ODD_LETTER.search(odd_bytes.decode()):
        letters = np.frombuffer(data, dtype=np.uint8)
        # Below the blank come line ends too, which are looked at apart.
        places = np.flatnonzero((letters - np.uint8(0x20)) > 0x7E - 0x20)
        places = places[(letters[places] != NEWLINE) & (letters[places] != RETURN)]
        odd[np.searchsorted(records.ends, places)] = True
    odd[:-1] |= np.diff(records.lines) > 1
    odd[-1] = True  # how many lines the last one has is not told
    return odd


def _garbled_records(data: bytes, records: PlainRecords, odd_bytes: bytes) -> NDArray[np.bool_]:
    """Records whose letters may have been damaged before."""
    garbled = np.zeros(len(records.ends), dtype=bool)
    if any(mark in odd_bytes for mark in _MARKS_OF_DAMAGE):
        places = [found.start() for found in _DAMAGED.finditer(data)]
        for number in np.unique(np.searchsorted(records.ends, places)).tolist():
            text = data[int(records.starts[number]) : int(records.ends[number])].decode()
            garbled[number] = is_garbled(text)
    return garbled


def _marked(cells: pl.DataFrame, header: Header, totals: NDArray[np.int64]) -> NDArray[np.bool_] | None:
    """Rows with a footer's word (only ``totals`` may have it), or something in a column without a header.

    None where there is none.
    """
    marked = np.zeros(cells.height, dtype=bool)
    unnamed = [pl.nth(place).str.strip_chars() != "" for place, name in enumerate(header.names) if not name]
    if unnamed:
        marked |= cells.select(pl.any_horizontal(unnamed)).to_series().to_numpy()
    if len(totals):
        is_footer = pl.any_horizontal(pl.all().str.strip_chars().str.contains(_TOTAL))
        marked[totals] |= cells[totals].select(is_footer).to_series().to_numpy()
    return marked if marked.any() else None


def _with_a_total(data: bytes, records: PlainRecords) -> NDArray[np.bool_]:
    """Records that hold the word at all."""
    holding = np.zeros(len(records.ends), dtype=bool)
    lower = data.lower()
    place = lower.find(_TOTAL_WORD)
    while place >= 0:
        number = int(np.searchsorted(records.ends, place))
        holding[number] = True
        place = lower.find(_TOTAL_WORD, int(records.ends[number]))
    return holding


def _cleaned(cells: pl.DataFrame, odd: NDArray[np.int64]) -> pl.DataFrame:
    """Every cell as ``table_rows.clean`` has it: those of other than odd rows are that already."""
    if not len(odd):
        return cells
    marked = cells[odd].select(pl.all().str.contains(_ODD_CELL))
    return cells.with_columns(
        _asked(cells[column.name], odd[column.to_numpy()]) for column in marked if column.any()
    )


def _asked(column: pl.Series, which: NDArray[np.int64]) -> pl.Series:
    return column.scatter(which, [clean(text) for text in column.gather(which).to_list()])


def _without_blank(frame: Frame) -> Frame:
    """Without rows that say nothing: there is none where a column is filled throughout."""
    if any((column != "").all() for column in frame.cells):
        return frame
    said = frame.cells.select(pl.any_horizontal(pl.all() != "")).to_series()
    return Frame(frame.cells.filter(said), frame.lines[said.to_numpy()], frame.others)
