"""The market as columns, read-only: in memory, or memory-mapped from one published folder.

A folder holds one ``.npy`` file per column and ``market.json`` (format, code lists, rates, the day it stands
for, the bytes of each column). It is written beside its final name, fsynced and renamed whole.
"""

import json
import math
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.columns import CELL_METRES, CELLS_A_ROW, CodeLists, columns_of
from matching.costs import Rates
from matching.offers import Offer
from matching.verdict import Values, Verdicts, from_flags

FORMAT = "caremarket-columns-3"
METRES_A_MILE = 1609.344
Rows = NDArray[np.intp]


class SnapshotRefused(Exception):
    """The folder is not a whole snapshot of this format; the message says what is wrong."""


@dataclass(frozen=True)
class Snapshot:
    """One version of the market: ``as_of`` is the day ages are counted to, ``rates`` those of employing."""

    columns: Mapping[str, NDArray[Any]]
    codes: CodeLists
    as_of: date
    rates: Rates
    version: str = ""

    @classmethod
    def of(cls, offers: Iterable[Offer], codes: CodeLists, as_of: date, rates: Rates) -> "Snapshot":
        """A snapshot in memory. ``codes`` gives every vocabulary's codes in their fixed order."""
        return cls(columns_of(offers, codes), codes, as_of, rates)

    @classmethod
    def open(cls, folder: Path) -> "Snapshot":
        """Memory-map a written folder; SnapshotRefused when it is torn, foreign or of another format."""
        manifest = _manifest(folder)
        columns: dict[str, NDArray[Any]] = {}
        for name, size in manifest["bytes"].items():
            path = folder / f"{name}.npy"
            if not path.is_file() or path.stat().st_size != size:
                raise SnapshotRefused(f"Column {name} is missing or torn.")
            columns[name] = np.load(path, mmap_mode="r" if size > 4096 else None, allow_pickle=False)
        codes = {name: tuple(values) for name, values in manifest["codes"].items()}
        return cls(
            columns, codes, date.fromisoformat(manifest["as_of"]), Rates(**manifest["rates"]), folder.name
        )

    def write(self, folder: Path) -> None:
        """Write to ``folder``, which must not exist; it appears whole or not at all."""
        parent = folder.parent
        parent.mkdir(parents=True, exist_ok=True)
        unfinished = parent / f".{folder.name}.{os.getpid()}"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        sizes = {name: _write_column(unfinished / f"{name}.npy", c) for name, c in self.columns.items()}
        manifest = {
            "format": FORMAT,
            "as_of": self.as_of.isoformat(),
            "rates": self.rates.as_json(),
            "codes": {name: list(values) for name, values in self.codes.items()},
            "bytes": sizes,
        }
        _write_text(unfinished / "market.json", json.dumps(manifest, ensure_ascii=False))
        sync_folder(unfinished)
        unfinished.rename(folder)
        sync_folder(parent)

    def __len__(self) -> int:
        return len(self.columns["number"])

    def all_rows(self) -> Rows:
        return np.arange(len(self), dtype=np.intp)

    def row_of(self, number: int) -> int | None:
        """The row of an option by its number, None when this version doesn't hold it."""
        order = self.columns["rows_by_number"]
        numbers = self.columns["number"]
        at = int(np.searchsorted(numbers, number, sorter=order))
        return int(order[at]) if at < len(order) and numbers[order[at]] == number else None

    def code(self, vocabulary: str, position: int) -> str:
        return self.codes[vocabulary][position]

    def position(self, vocabulary: str, code: str) -> int:
        return self.codes[vocabulary].index(code)

    def flags(self, column: str, position: int, rows: Rows) -> NDArray[np.bool_]:
        """Whether the bit of ``position`` is set in a mask column, (n,)."""
        words = self.columns[column][rows, position // 64]
        held: NDArray[np.bool_] = (words >> np.uint64(position % 64)) & np.uint64(1) == 1
        return held

    def verdicts(self, name: str, code: str, rows: Rows) -> Verdicts:
        """YES, NO or UNKNOWN for one code of a list ("faith") or of needs in a setting ("needs_own_home")."""
        position = self.position("needs" if name.startswith("needs_") else name, code)
        return from_flags(self.flags(f"{name}_yes", position, rows), self.flags(f"{name}_no", position, rows))

    def holders(self, postings: str, position: int) -> NDArray[np.int32]:
        """The rows, sorted, that hold one code of a postings column ("language_yes")."""
        offsets = self.columns[f"{postings}_offsets"]
        held: NDArray[np.int32] = self.columns[f"{postings}_rows"][offsets[position] : offsets[position + 1]]
        return held

    def holds(self, postings: str, position: int, rows: Rows) -> NDArray[np.bool_]:
        """Whether each of ``rows`` holds the code, (n,): looked up one by one for few rows, else marked."""
        held = self.holders(postings, position)
        if len(rows) < len(held) // 16:
            found: NDArray[np.bool_] = held[np.searchsorted(held[:-1], rows)] == rows
            return found
        marked = np.zeros(len(self), dtype=np.bool_)
        marked[held] = True
        return marked[rows]

    def miles_from(self, easting: float, northing: float, rows: Rows) -> Values:
        """Distance on the National Grid plane in miles, (n,); whole miles for coarsened places, NaN for none.

        This one distance is compared, ordered by and shown.
        """
        columns = self.columns
        east = columns["easting"][rows] - np.float64(easting)
        north = columns["northing"][rows] - np.float64(northing)
        miles = np.hypot(east, north) / METRES_A_MILE
        miles = np.where(columns["whole_miles"][rows], np.round(miles), miles)
        return np.where(columns["cell"][rows] < 0, np.nan, miles)

    def rows_within(self, easting: float, northing: float, km: float) -> Rows:
        """Rows whose place lies within ``km`` of a point, ascending: runs of cells, then the exact test."""
        metres = km * 1000
        cells, starts = self.columns["cells"], self.columns["cell_starts"]
        west, east = (max(0, math.floor((easting + d) / CELL_METRES)) for d in (-metres, metres))
        south, north = (max(0, math.floor((northing + d) / CELL_METRES)) for d in (-metres, metres))
        runs = []
        for band in range(south, north + 1):
            first = np.searchsorted(cells, band * CELLS_A_ROW + west)
            last = np.searchsorted(cells, band * CELLS_A_ROW + min(east, CELLS_A_ROW - 1), side="right")
            if last > first:
                runs.append(np.arange(starts[first], starts[last]))
        rows: Rows = np.concatenate(runs) if runs else np.empty(0, dtype=np.intp)
        gap = np.hypot(self.columns["easting"][rows] - easting, self.columns["northing"][rows] - northing)
        return rows[gap <= metres]


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / "market.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SnapshotRefused("The folder has no readable market.json.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise SnapshotRefused(f"The folder is not in the format {FORMAT}.")
    return manifest


def _write_column(path: Path, column: NDArray[Any]) -> int:
    with path.open("wb") as file:
        np.save(file, column, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())
    return path.stat().st_size


def _write_text(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a folder's entries last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
