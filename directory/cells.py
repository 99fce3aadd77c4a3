"""What may stand in a cell of a spreadsheet that people open."""

from typing import Any

_STARTS_A_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


def inert(cell: Any) -> Any:
    """A cell that no spreadsheet runs: text that begins like a formula gets a leading apostrophe."""
    if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
