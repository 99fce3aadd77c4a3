"""What a report is made of, once for its page, its PDF and its workbook: words, tables, and pictures of them.

Whoever writes a section chooses blocks; whoever draws one of the forms knows blocks and no section.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

ColumnKind = Literal["text", "count", "share", "pounds", "figure", "miles", "date"]
Cell = str | int | float | date | None
"""None is "not known"; a count that is hidden comes as "*"."""
Ring = NDArray[np.int32]
"""Corners of an outline, (corners, 2), in metres of the National Grid."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``quiet`` for a note or a basis."""

    words: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list; ``ordered`` where the order says something."""

    items: Sequence[str]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """``share`` from 0 to 1, ``pounds`` in pence, ``miles`` in miles, ``figure`` any other number."""

    label: str
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under columns, the first of which names the row; ``key`` is its name in a workbook."""

    key: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class RangeBars:
    """For each row a share from what is confirmed to what is possible, both from 0 to 1, None not known.

    ``alt`` says in words what the picture shows; ``table`` holds the same figures, and stands behind it.
    """

    alt: str
    rows: Sequence[tuple[str, float | None, float | None]]
    table: Table


@dataclass(frozen=True, slots=True)
class StackedBars:
    """For each row the shares (0 to 1) that ``parts`` name; they add up to 1, or the row is not known."""

    alt: str
    parts: Sequence[str]
    rows: Sequence[tuple[str, Sequence[float] | None]]
    table: Table


@dataclass(frozen=True, slots=True)
class Bars:
    """One amount a row, in the ``kind`` of a column, with its interval (low, high) where it has one."""

    alt: str
    kind: ColumnKind
    rows: Sequence[tuple[str, float | None]]
    table: Table
    intervals: Sequence[tuple[float, float] | None] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """An area on a map: its outline (holes by the even-odd rule) and its class, None not known."""

    label: str
    rings: Sequence[Ring]
    level: int | None


@dataclass(frozen=True, slots=True)
class AreaMap:
    """Areas shaded by class; ``levels`` names the classes from least to most."""

    alt: str
    levels: Sequence[str]
    shapes: Sequence[Shape]
    table: Table


Chart = RangeBars | StackedBars | Bars | AreaMap
Block = Text | Points | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """``key`` is its anchor on the page."""

    key: str
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A whole report: ``headline`` is its first screen, ``parts`` its evidence, in the order of reading.

    ``data_version`` and ``as_of`` say of what data, so that the same report can be made again.
    """

    title: str
    lead: str
    headline: Sequence[Block]
    parts: Sequence[Section]
    as_of: date
    data_version: str
    example: bool
