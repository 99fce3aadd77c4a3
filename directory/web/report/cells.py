"""A report's cells as people read them: one way for the page, the PDF, the text and the pictures."""

from collections.abc import Callable, Mapping
from datetime import date

from directory.web.plain_words import exact_miles, long_date, pounds
from directory.web.report.blocks import Cell, ColumnKind, Table

HIDDEN = "*"
WHAT_HIDDEN_MEANS = "* stands for 1 to 7 people. They are not counted, so that nobody can be recognised."


def as_words(cell: Cell, kind: ColumnKind) -> str:
    """ "1,234", "under 1%", "£17.50", "2.4", "1.4 miles", "3 June 2026", "not known"."""
    if cell is None:
        return "not known"
    if isinstance(cell, date):
        return long_date(cell)
    return cell if isinstance(cell, str) else NUMBERS[kind](cell)


def hides_people(table: Table) -> bool:
    """Whether a cell of it stands for a number of people that isn't told."""
    return any(cell == HIDDEN for row in table.rows for cell in row)


def percent(share: float | None) -> str:
    """A share as a whole per cent; a little is never shown as none, nor nearly all as all."""
    if share is None:
        return "not known"
    whole = round(100 * share)
    if whole == 0 and share > 0:
        return "under 1%"
    return "over 99%" if whole == 100 and share < 1 else f"{whole}%"


def figure(value: float) -> str:
    """A number with a decimal where it is small; large ones in whole steps."""
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 1 else f"{value:.1f}"


def count(value: float) -> str:
    return f"{value:,.0f}"


NUMBERS: Mapping[ColumnKind, Callable[[float], str]] = {
    "text": str,
    "count": count,
    "share": percent,
    "pounds": pounds,
    "figure": figure,
    "miles": exact_miles,
    "date": str,
}
