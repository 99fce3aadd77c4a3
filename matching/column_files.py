"""Columns on disk: ``columns.bin`` and ``market.json``, written beside, fsynced and renamed whole.

All columns lie in one file, to be opened and made to last at once: a small change has as many columns as
a market. Room for more rows is left after the last, so that later changes can be laid over a private copy
of a few pages, while all else stays shared between processes.
"""

import json
import math
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from matching.fields import ROW_COLUMNS
from matching.planes import words_for

FORMAT = "caremarket-columns-6"
COLUMNS = "columns.bin"
ALIGNED = 64
SPARE_ROWS = (2_000, 20_000)
"""Room for changes: a fiftieth of the rows, but between these."""


class SnapshotRefused(Exception):
    """The folder is not a whole snapshot of this format; the message says what is wrong."""


@dataclass(frozen=True)
class Manifest:
    """``rows`` in use and ``room`` for more; where each column lies; what else was said of the market."""

    rows: int
    room: int
    bytes: int
    columns: Mapping[str, Mapping[str, Any]]
    said: Mapping[str, Any]


def spare_rows(rows: int) -> int:
    """How many rows of changes a market of so many rows leaves room for."""
    least, most = SPARE_ROWS
    return min(max(rows // 50, least), most)


def write(folder: Path, columns: Mapping[str, NDArray[Any]], rows: int, said: Mapping[str, Any]) -> None:
    """Write columns to ``folder``, which must not exist; it appears whole or not at all."""
    parent = folder.parent
    parent.mkdir(parents=True, exist_ok=True)
    unfinished = parent / f".{folder.name}.{os.getpid()}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    room = rows + spare_rows(rows)
    roomy = ((name, with_room(name, column, room)) for name, column in columns.items())
    size, places = _write_columns(unfinished / COLUMNS, roomy)
    manifest = {"format": FORMAT, "rows": rows, "room": room, "bytes": size, "columns": places, **said}
    _write_text(unfinished / "market.json", json.dumps(manifest, ensure_ascii=False))
    sync_folder(unfinished)
    unfinished.rename(folder)
    sync_folder(parent)


def manifest_of(folder: Path) -> Manifest:
    """What a folder says of itself; SnapshotRefused when it isn't one of ours."""
    try:
        read: Any = json.loads((folder / "market.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SnapshotRefused("The folder has no readable market.json.") from error
    if not isinstance(read, dict) or read.get("format") != FORMAT:
        raise SnapshotRefused(f"The folder is not in the format {FORMAT}.")
    try:
        rows, room, size = (int(read[name]) for name in ("rows", "room", "bytes"))
        return Manifest(rows, room, size, dict(read["columns"]), read)
    except (KeyError, TypeError, ValueError) as error:
        raise SnapshotRefused("The folder's market.json doesn't say all it must.") from error


def read(
    folder: Path, manifest: Manifest, rows: int, mode: Literal["r", "c"] = "r"
) -> dict[str, NDArray[Any]]:
    """Every column with its first ``rows`` rows, memory-mapped; mode "c" may be written to, privately."""
    try:
        path = folder / COLUMNS
        if path.stat().st_size != manifest.bytes:
            raise SnapshotRefused("The columns are torn.")
        # A view of plain bytes: numpy's own mapped arrays take their time over every slice.
        whole = np.memmap(path, np.uint8, mode).view(np.ndarray) if manifest.bytes else np.zeros(0, np.uint8)
        return {
            name: without_room(name, _column(whole, place), rows) for name, place in manifest.columns.items()
        }
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise SnapshotRefused("The columns are missing or torn.") from error


def with_room(name: str, column: NDArray[Any], room: int) -> NDArray[Any]:
    """A column with zeros for ``room`` rows in all; columns that don't go by rows stay as they are."""
    if is_planes(column):
        return np.pad(column, ((0, 0), (0, words_for(room) - column.shape[1])))
    return np.pad(column, (0, room - len(column))) if name in ROW_COLUMNS else column


def without_room(name: str, column: NDArray[Any], rows: int) -> NDArray[Any]:
    """The inverse of ``with_room``, for as many rows as are in use."""
    if is_planes(column):
        return column[:, : words_for(rows)]
    return column[:rows] if name in ROW_COLUMNS else column


def is_planes(column: NDArray[Any]) -> bool:
    """Bit planes are the only columns of unsigned 64-bit words."""
    return column.dtype == np.uint64


def _column(whole: NDArray[np.uint8], place: Mapping[str, Any]) -> NDArray[Any]:
    shape, dtype, offset = tuple(place["shape"]), np.dtype(place["dtype"]), int(place["offset"])
    column: NDArray[Any] = whole[offset : offset + math.prod(shape) * dtype.itemsize].view(dtype)
    return column.reshape(shape)


def _write_columns(
    path: Path, columns: Iterable[tuple[str, NDArray[Any]]]
) -> tuple[int, dict[str, dict[str, Any]]]:
    """Write columns end to end; returns the bytes there are, and where each column lies."""
    places = {}
    with path.open("wb") as file:
        for name, column in columns:
            file.write(bytes(-file.tell() % ALIGNED))
            places[name] = {"dtype": column.dtype.str, "shape": list(column.shape), "offset": file.tell()}
            file.write(np.ascontiguousarray(column).reshape(-1).view(np.uint8).data)
        file.flush()
        os.fsync(file.fileno())
        return file.tell(), places


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
