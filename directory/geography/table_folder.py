"""A folder of columns that is there whole or not at all, however many processes want it at once."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from directory.errors import CareMarketError

MANIFEST = "manifest.json"

Columns = Mapping[str, NDArray[Any]]


def open_or_build(folder: Path, about: Mapping[str, Any], columns: Callable[[], Columns]) -> Columns:
    """The memory-mapped columns of ``folder``; built when missing, torn or ``about`` something else."""
    whole = opened(folder, about)
    if whole is None:
        try:
            whole = _built(folder, about, columns)
        except OSError as error:
            raise _unusable() from error
    if whole is None:
        raise _unusable()
    return whole


def _built(folder: Path, about: Mapping[str, Any], columns: Callable[[], Columns]) -> Columns | None:
    with alone(folder):
        # Whoever held the lock before may have built it meanwhile.
        if opened(folder, about) is None:
            replace_folder(folder, about, columns())
        return opened(folder, about)


def _unusable() -> CareMarketError:
    return CareMarketError(
        "The table of postcodes can't be kept in the data folder.",
        "Make sure that the folder can be written to and has 50 MB to spare.",
        code="no_postcodes",
    )


def opened(folder: Path, about: Mapping[str, Any]) -> Columns | None:
    """None unless the manifest is this one and every column has the size it was written with."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        sizes: Mapping[str, int] = manifest.pop("sizes")
        if manifest != about:
            return None
        if any((folder / f"{name}.npy").stat().st_size != size for name, size in sizes.items()):
            return None
        return {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in sizes}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One builder at a time; the lock goes with its process, however that ends."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def replace_folder(folder: Path, about: Mapping[str, Any], columns: Columns) -> None:
    """Write beside the folder, then rename over it."""
    building = folder.with_name(f"{folder.name}.building")
    # What a crash left there; nobody else is building while the lock is held.
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    _write(building, about, columns)
    shutil.rmtree(folder, ignore_errors=True)
    building.rename(folder)


def _write(folder: Path, about: Mapping[str, Any], columns: Columns) -> None:
    """The manifest comes last: a folder without one is torn."""
    for name, values in columns.items():
        with (folder / f"{name}.npy").open("wb") as file:
            np.save(file, values, allow_pickle=False)
            _to_disk(file)
    sizes = {name: (folder / f"{name}.npy").stat().st_size for name in columns}
    with (folder / MANIFEST).open("w") as file:
        json.dump({**about, "sizes": sizes}, file)
        _to_disk(file)


def _to_disk(file: IO[Any]) -> None:
    file.flush()
    os.fsync(file.fileno())
