"""Outlines of areas from GeoJSON, on the National Grid."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ijson
import numpy as np
import polars as pl

from directory.errors import FileRefused
from directory.geography.grid import to_grid
from directory.geography.reference.shelf import About, Columns
from importers.files.refusals import damaged_file
from importers.reference.area_columns import ENGLISH, AreaColumn, area_columns
from importers.reference.publications import about_of

_LARGEST_DEGREE = 180
_LEAST_CORNERS = 4
_FURTHEST_METRES = 1_300_000

Ring = np.ndarray


def boundaries_of(path: Path) -> tuple[About, Columns]:
    """``codes`` in order, ``names``, their ``rings`` (starts, areas + 1), ``corners`` (starts, rings + 1) and
    ``points`` (corners, 2) in whole metres; holes are rings too, told by the even-odd rule.
    """
    features = [feature for feature in _features(path) if _rings(feature["geometry"])]
    if not features:
        raise FileRefused(
            "This JSON holds no outlines of areas.",
            "Send boundaries as GeoJSON, with the code of each area among its properties.",
            code="no_areas",
        )
    column, by_code = _by_code(features)
    codes = sorted(by_code)
    rings = [_rings(by_code[code]["geometry"]) for code in codes]
    flat = [ring for area in rings for ring in area]
    names = [_name(by_code[code]["properties"], column) for code in codes]
    stored = {
        "codes": np.array(codes, dtype="S9"),
        "names": np.array([name.encode() for name in names]),
        "rings": np.cumsum([0, *(len(area) for area in rings)]).astype(np.int32),
        "corners": np.cumsum([0, *(len(ring) for ring in flat)]).astype(np.int32),
        "points": _on_the_grid(np.concatenate(flat)),
    }
    vintage = str(column.year) if column.year else ""
    about = about_of("boundaries", "boundaries", column.level, vintage=vintage)
    return about(areas=len(codes)), stored


def _features(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open("rb") as file:
            for feature in ijson.items(file, "features.item", use_float=True):
                if all(isinstance(feature.get(part), dict) for part in ("geometry", "properties")):
                    yield feature
    except (ijson.JSONError, AttributeError) as error:
        raise damaged_file() from error


def _by_code(features: list[dict[str, Any]]) -> tuple[AreaColumn, dict[str, dict[str, Any]]]:
    """The column of codes among the properties, and the English features by code."""
    texts = [
        {str(key): value for key, value in feature["properties"].items() if isinstance(value, str)}
        for feature in features
    ]
    keys = list(dict.fromkeys(key for each in texts for key in each))
    table = pl.DataFrame({key: [each.get(key) for each in texts] for key in keys})
    columns = area_columns(table)
    if not columns:
        raise FileRefused(
            "The outlines have no official code of an area among their properties.",
            "Send the GeoJSON as it was published.",
            code="no_areas",
        )
    header = columns[0].header
    codes = table[header].to_list()
    return columns[0], {
        code: feature
        for code, feature in zip(codes, features, strict=True)
        if code and re.match(ENGLISH, code)
    }


def _name(properties: dict[str, Any], column: AreaColumn) -> str:
    wanted = {re.sub(r"(?i)cd$", "nm", column.header), re.sub(r"(?i)code", "name", column.header)}
    names = (
        value
        for key, value in properties.items()
        if key != column.header and key.casefold() in {name.casefold() for name in wanted}
    )
    return str(next(names, ""))


def _rings(geometry: dict[str, Any]) -> list[Ring]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates") or []
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(str(kind), [])
    try:
        rings = [np.array([corner[:2] for corner in ring], float) for polygon in polygons for ring in polygon]
    except (TypeError, ValueError, IndexError) as error:
        raise damaged_file() from error
    return [ring for ring in rings if len(ring) >= _LEAST_CORNERS and ring.shape[1] == 2]


def _on_the_grid(points: np.ndarray) -> np.ndarray:
    """Whole metres; degrees of longitude and latitude are told by being small."""
    if np.abs(points).max() > _LARGEST_DEGREE:
        metres = points
    else:
        metres = np.array([to_grid(latitude, longitude) for longitude, latitude in points])
    if not ((metres > -_FURTHEST_METRES) & (metres < _FURTHEST_METRES)).all():
        raise FileRefused(
            "The outlines of this file don't lie in Great Britain.",
            "Send them in degrees of longitude and latitude, or in metres of the National Grid.",
            code="outside_the_grid",
        )
    return metres.round().astype(np.int32)
