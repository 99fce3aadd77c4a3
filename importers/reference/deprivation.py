"""The English Indices of Deprivation and the rural-urban classification, by small area."""

import re

import numpy as np
import polars as pl

from directory.errors import FileRefused
from directory.geography.reference.shelf import About, Columns
from importers.reference.area_columns import ENGLISH, AreaColumn
from importers.reference.publications import about_of

_OF_THE_INDEX = re.compile(r"^(?:index of multiple deprivation.*|imd[ _]*)(decile|rank|score)\b", re.I)
_RURAL = re.compile(r"^(?:urban_rural_flag|urban rural flag|ruc\d*(?:ind|cd)|rural_urban_flag)$", re.I)


def deprivation_of(table: pl.DataFrame, areas: AreaColumn) -> tuple[About, Columns] | None:
    """``decile`` 1 (most deprived) to 10, ``rank`` and ``score`` (0 and NaN: not told); None for others."""
    headers = {found[1].lower(): header for header in table.columns if (found := _index_header(header))}
    if "decile" not in headers or areas.level != "lsoa":
        return None
    rows = table.filter(pl.col(areas.header).str.contains(ENGLISH)).unique(areas.header).sort(areas.header)
    numbers = {name: rows[header].cast(pl.Float64, strict=False) for name, header in headers.items()}
    decile = numbers["decile"]
    if decile.null_count() or not decile.is_in([float(tenth) for tenth in range(1, 11)]).all():
        raise FileRefused(
            "Not every area has a decile from 1 to 10.",
            "Send the whole file of the Indices of Deprivation.",
            code="partial_table",
        )
    stored = {
        "codes": rows[areas.header].to_numpy().astype("S9"),
        "decile": decile.to_numpy().astype(np.uint8),
        "rank": numbers.get("rank", decile * 0).cast(pl.UInt16, strict=False).fill_null(0).to_numpy(),
        "score": numbers.get("score", decile * np.nan).fill_null(np.nan).to_numpy().astype(np.float32),
    }
    about = about_of("deprivation", "deprivation", "lsoa")
    return about(areas=rows.height), stored


def _index_header(header: str) -> re.Match[str] | None:
    return _OF_THE_INDEX.match(re.sub(r"\(IMD\)", "", header).replace("_", " ").strip())


def rural_urban_of(table: pl.DataFrame, areas: AreaColumn) -> tuple[About, Columns] | None:
    """``rural`` (1 rural, 0 urban); None for another table."""
    header = next((header for header in table.columns if _RURAL.match(header)), None)
    if header is None or areas.level != "lsoa" or "pcds" in table.columns:
        return None
    rows = table.filter(pl.col(areas.header).str.contains(ENGLISH)).unique(areas.header).sort(areas.header)
    # "Rural"/"Urban", or codes such as RLN1 and UN1.
    first = rows[header].str.slice(0, 1).str.to_uppercase()
    if not first.is_in(["R", "U"]).all() or first.null_count():
        raise FileRefused(
            "Not every area is said to be rural or urban.",
            "Send the Rural Urban Classification of 2021.",
            code="partial_table",
        )
    stored = {
        "codes": rows[areas.header].to_numpy().astype("S9"),
        "rural": (first == "R").to_numpy().astype(np.uint8),
    }
    return about_of("rural_urban", "rural_urban", "lsoa")(areas=rows.height), stored
