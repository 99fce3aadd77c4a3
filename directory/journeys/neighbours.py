"""Which councils are like which, as a file tells it: nobody's likeness is made up here."""

import csv
from collections.abc import Mapping
from pathlib import Path

from directory.errors import FileRefused
from directory.settings import Settings
from directory.vocabulary import vocabulary

Neighbours = Mapping[str, tuple[str, ...]]
"""Codes of the councils that are most like each council, the most alike first."""
MOST_BYTES = 200_000


def neighbours_of(settings: Settings) -> Neighbours | None:
    """What neighbours.csv in the data folder says; None where there is none."""
    path = settings.neighbours_path
    return read_neighbours(path) if path.is_file() else None


def read_neighbours(path: Path) -> Neighbours:
    """Lines of a council and those like it, by code or name; FileRefused names each that nobody knows."""
    if path.stat().st_size > MOST_BYTES:
        raise FileRefused(f"{path.name} is too large to be a list of neighbours.", "Keep it under 200 kB.")
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except UnicodeDecodeError:
        raise FileRefused(f"{path.name} isn't text in UTF-8.", "Save it as UTF-8.") from None
    councils = vocabulary("councils")
    found: dict[str, tuple[str, ...]] = {}
    wrong: list[str] = []
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row if cell.strip()]
        if not cells or (number == 1 and councils.find(cells[0]) is None):
            continue
        known = [councils.find(cell) for cell in cells]
        wrong += [
            f"line {number}, “{cell[:60]}”" for cell, each in zip(cells, known, strict=True) if each is None
        ]
        codes = [each.code for each in known if each]
        if codes:
            found[codes[0]] = tuple(codes[1:])
    if wrong:
        raise FileRefused(
            f"{path.name} names councils that nobody knows: {'; '.join(wrong[:10])}.",
            "Give each by its name or code, the council first and those like it after it.",
            code="bad_neighbours",
        )
    return found
