"""A block of text as columns of clean cells; what needs a closer look is left to be read row by row."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO

import numpy as np
import polars as pl
from numpy.typing import NDArray

from importers.columns.plain_text import PlainRecords, plain_records
from importers.columns.text_blocks import TextBlock
from importers.files.headers import Header
from importers.files.table_rows import clean, is_garbled
from importers.files.text_files import Record

_ODD = r"[^ -~]"
_TOTAL = r"(?i)^(?:grand |sub-?)?totals?\s*:?$"


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
    records = plain_records(block.data, delimiter)
    width = len(header.names)
    if records is None or width < 2:
        return None
    whole = records.cells == width
    lines = block.first_line + records.lines
    cells = _parsed(_only(block.data, records, whole), delimiter, width)
    if len(cells) != whole.sum():
        return None
    others = [*_records(block.data, records, ~whole, lines, delimiter)]
    look_closer = _wants_a_look(cells, header)
    if look_closer.any():
        which = whole.copy()
        which[whole] = look_closer
        others += _records(block.data, records, which, lines, delimiter)
    plain = cells.filter(~pl.Series(look_closer))
    named = [place for place, name in enumerate(header.names) if name]
    plain = plain.select(pl.nth(place).alias(header.names[place]) for place in named)
    return _without_blank(Frame(_cleaned(plain), lines[whole][~look_closer], others))


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
    ).with_columns(pl.all().fill_null(""))


def _records(
    data: bytes, records: PlainRecords, which: NDArray[np.bool_], lines: NDArray[np.int64], delimiter: str
) -> Iterator[Record]:
    """Records as the row-by-row reader has them."""
    for number in np.flatnonzero(which).tolist():
        end = int(records.ends[number])
        text = data[int(records.starts[number]) : end].decode()
        cells = next(csv.reader(StringIO(text, newline=""), delimiter=delimiter), [])
        yield Record(int(lines[number]), cells, ended=end < len(data))


def _wants_a_look(cells: pl.DataFrame, header: Header) -> NDArray[np.bool_]:
    """Rows with a footer's word, letters that may be garbled, or something in a column without a header."""
    unnamed = [pl.nth(place).str.strip_chars() != "" for place, name in enumerate(header.names) if not name]
    totals = [pl.all().str.strip_chars().str.contains(_TOTAL)]
    marked = cells.select(pl.any_horizontal(*totals, *unnamed)).to_series().to_numpy().copy()
    for column in cells:
        odd = column.str.contains(_ODD).to_numpy()
        for row in np.flatnonzero(odd & ~marked).tolist():
            marked[row] = is_garbled(column[row])
    return marked


def _cleaned(cells: pl.DataFrame) -> pl.DataFrame:
    """Every cell as ``tables.clean`` has it: only those that hold more than plain ASCII need asking."""
    stripped = cells.with_columns(pl.all().str.strip_chars())
    return stripped.with_columns(_asked(column) for column in stripped)


def _asked(column: pl.Series) -> pl.Series:
    odd = np.flatnonzero(column.str.contains(_ODD).to_numpy())
    if not len(odd):
        return column
    return column.scatter(odd, [clean(text) for text in column.gather(odd).to_list()])


def _without_blank(frame: Frame) -> Frame:
    said = frame.cells.select(pl.any_horizontal(pl.all() != "")).to_series()
    if said.all():
        return frame
    return Frame(frame.cells.filter(said), frame.lines[said.to_numpy()], frame.others)
