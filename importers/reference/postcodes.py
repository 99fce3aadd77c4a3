"""The ONS Postcode Directory, or a table like it: which small area and ward each postcode is in."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from directory.errors import FileRefused
from directory.geography.lookup import PostcodeTable
from directory.geography.reference.shelf import About, Columns, Level
from directory.geography.table_build import incode_numbers
from importers.reference.area_columns import ENGLISH, AreaColumn, area_columns
from importers.reference.lookups import level_columns
from importers.reference.publications import about_of

_POSTCODES = ("pcds", "pcd8", "pcd7", "pcd2", "pcd", "postcode")
_WHOLE = "^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][ABD-HJLNP-UW-Z]{2}$"
_OF_LEVEL: dict[Level, tuple[str, ...]] = {
    "lsoa": ("lsoa",),
    "msoa": ("msoa",),
    "ward": ("osward", "ward", "wd"),
    "ltla": ("oslaua", "lad", "ltla", "laua"),
}
_METRES = (("oseast1m", "osnrth1m"), ("east1m", "north1m"))
_NEW_AREAS = 2021


def postcodes_in(table: pl.DataFrame) -> pl.DataFrame | None:
    """Its rows of England: outcode, incode, lsoa, msoa, ward, ltla, easting, northing, live; None for others.

    All are numbers, for there may be two million rows: four letters as their bytes, areas as their digits.
    """
    headers = {header.casefold(): header for header in table.columns}
    postcode = next((headers[name] for name in _POSTCODES if name in headers), None)
    areas = {level: _column(area_columns(table), level) for level in _OF_LEVEL}
    if postcode is None or areas["lsoa"] is None:
        return None
    _refuse_old_areas(areas["lsoa"])
    plain = pl.col(postcode).str.to_uppercase().str.replace_all("[^A-Z0-9]", "")
    rows = table.select(
        plain.alias("postcode"),
        *(_digits(areas[level]).alias(level) for level in _OF_LEVEL),
        *_metres(headers),
        _text(headers.get("doterm")).is_null().alias("live"),
        pl.lit(_year(areas), dtype=pl.Int16).alias("year"),
    ).filter(pl.col("postcode").str.contains(_WHOLE) & pl.any_horizontal(pl.col(*_OF_LEVEL).is_not_null()))
    return rows.select(
        _letters(pl.col("postcode").str.head(-3)).alias("outcode"),
        _letters(pl.col("postcode").str.tail(3)).alias("incode"),
        pl.exclude("postcode"),
    )


def _letters(text: pl.Expr) -> pl.Expr:
    return text.str.pad_end(4, "\0").cast(pl.Binary).bin.reinterpret(dtype=pl.UInt32, endianness="big")


def _as_text(letters: pl.Series) -> NDArray[np.bytes_]:
    return letters.to_numpy().astype(">u4").view("S4")


def _digits(column: AreaColumn | None) -> pl.Expr:
    """The digits of an English code; null for any other, and for the codes that stand for none."""
    text = _text(column.header if column else None)
    return pl.when(text.str.contains(ENGLISH)).then(text.str.tail(8)).cast(pl.Int32)


def _codes(digits: pl.Series) -> NDArray[np.bytes_]:
    return np.array([f"E{number:08}" for number in digits.to_list()], dtype="S9")


def _text(header: str | None) -> pl.Expr:
    return pl.col(header) if header else pl.lit(None, dtype=pl.String)


def _metres(headers: dict[str, str]) -> list[pl.Expr]:
    for east, north in _METRES:
        if east in headers and north in headers:
            pairs = ((headers[east], "easting"), (headers[north], "northing"))
            return [pl.col(header).cast(pl.Int32, strict=False).alias(name) for header, name in pairs]
    return [pl.lit(None, dtype=pl.Int32).alias(name) for name in ("easting", "northing")]


def _column(areas: list[AreaColumn], level: Level) -> AreaColumn | None:
    """The newest column whose header speaks of the level: other codes look like councils' too."""
    return next(
        (one for one in areas if one.level == level and one.header.casefold().startswith(_OF_LEVEL[level])),
        None,
    )


def _refuse_old_areas(column: AreaColumn) -> None:
    if column.year is not None and column.year < _NEW_AREAS:
        raise FileRefused(
            f"The small areas of this file are those of {column.year}.",
            "Send one with the small areas of 2021, such as a Postcode Directory since November 2022.",
            code="old_areas",
        )


def postcodes_of(
    parts: Sequence[pl.DataFrame], open_known: Callable[[], PostcodeTable]
) -> tuple[About, Columns]:
    """One table from its parts, sorted by postcode, with the middle of each small area's live postcodes.

    A file without coordinates takes those of the postcode table, opened only then. ``rest_…`` are the
    middles, by ward, of the postcodes whose small area the file leaves blank.
    """
    rows = _once(pl.concat(parts).sort("outcode", "incode", maintain_order=True))
    outcodes, starts = np.unique(_as_text(rows["outcode"]), return_index=True)
    incodes = incode_numbers(_as_text(rows["incode"]).view(np.uint8).reshape(-1, 4))
    rows = _placed(rows, incodes, open_known)
    areas = _by_lsoa(rows)
    wards = rows["ward"].drop_nulls().unique().sort()
    columns: dict[str, NDArray[Any]] = {
        "outcodes": outcodes,
        "outcode_starts": np.append(starts, len(rows)).astype(np.int32),
        "incodes": incodes,
        "wards": _codes(wards),
        "postcode_lsoa": _places(areas["lsoa"], rows["lsoa"]),
        "postcode_ward": _places(wards, rows["ward"]),
        "postcodes": areas["postcodes"].to_numpy().astype(np.uint16),
        **_metres_of(areas),
    }
    for level in _OF_LEVEL:
        if areas[level].null_count() == 0:
            codes = pl.DataFrame({level: _codes(areas[level]).astype(str)})
            columns |= level_columns(codes, AreaColumn(level, level, None))
    rest = _means(rows.filter(pl.col("lsoa").is_null()), "ward")
    columns |= {"rest_wards": _codes(rest["ward"])}
    columns |= {f"rest_{name}": metres for name, metres in _metres_of(rest).items()}
    return _about(rows, len(areas)), columns


def _once(rows: pl.DataFrame) -> pl.DataFrame:
    """The first of the rows of each postcode, which stand together."""
    before = (pl.col(name) == pl.col(name).shift() for name in ("outcode", "incode"))
    return rows.filter(~pl.all_horizontal(*before).fill_null(False))


def _year(areas: dict[Level, AreaColumn | None]) -> int | None:
    """Of its districts, which change every year; small areas are those of 2021 for ten."""
    districts = areas["ltla"] or areas["ward"]
    return districts.year if districts else None


def _about(rows: pl.DataFrame, areas: int) -> About:
    notes = [f"{len(rows):,} postcodes"]
    if without := rows["lsoa"].null_count():
        notes.append(f"{without:,} of them without a small area, known by ward only")
    vintage = str(rows["year"].max() or "")
    return about_of("postcodes", "postcodes", "lsoa", vintage=vintage)(
        name="postcodes", areas=areas, notes=tuple(notes)
    )


def _placed(
    rows: pl.DataFrame, incodes: NDArray[np.uint16], open_known: Callable[[], PostcodeTable]
) -> pl.DataFrame:
    if rows["easting"].null_count() < len(rows):
        return rows
    known = open_known()
    found = known.rows_of(_as_text(rows["outcode"]), incodes)
    every = known.every_postcode()
    return rows.with_columns(
        pl.Series(name, np.where(found >= 0, metres[found], -1)).replace(-1, None)
        for name, metres in (("easting", every.easting), ("northing", every.northing))
    )


def _by_lsoa(rows: pl.DataFrame) -> pl.DataFrame:
    """Each small area with the larger ones most of its postcodes are in, and their mean point in metres."""
    areas = _means(rows.filter(pl.col("lsoa").is_not_null()), "lsoa")
    for level in ("msoa", "ward", "ltla"):
        pairs = rows.select("lsoa", level).drop_nulls().group_by("lsoa", level).len()
        commonest = pairs.sort("lsoa", "len", level, descending=[False, True, False]).unique(
            "lsoa", keep="first", maintain_order=True
        )
        areas = areas.join(commonest.select("lsoa", level), on="lsoa", how="left")
    return areas.sort("lsoa")


def _means(rows: pl.DataFrame, by: str) -> pl.DataFrame:
    """The mean point of the live postcodes of each area, in order of area."""
    return (
        rows.filter(pl.col(by).is_not_null())
        .group_by(by)
        .agg(
            *(pl.col(name).filter("live").mean().round() for name in ("easting", "northing")),
            pl.col("live").sum().alias("postcodes"),
        )
        .sort(by)
    )


def _metres_of(areas: pl.DataFrame) -> dict[str, NDArray[Any]]:
    """-1 where no live postcode has a point."""
    return {name: areas[name].fill_null(-1).to_numpy().astype(np.int32) for name in ("easting", "northing")}


def _places(codes: pl.Series, wanted: pl.Series) -> NDArray[np.uint16]:
    """Places in a list of codes; the one behind its end stands for none."""
    none = int(codes.max() or 0) + 1  # type: ignore[arg-type]
    return np.searchsorted(codes.to_numpy(), wanted.fill_null(none).to_numpy()).astype(np.uint16)
