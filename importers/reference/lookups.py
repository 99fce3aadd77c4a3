"""Which areas lie in which larger ones, and which codes councils had in other years."""

import numpy as np
import polars as pl

from directory.errors import FileRefused
from directory.geography.reference.shelf import About, Columns
from importers.reference.area_columns import ENGLISH, AreaColumn, name_column, newest
from importers.reference.publications import about_of


def lookup_of(table: pl.DataFrame, areas: list[AreaColumn]) -> tuple[About, Columns] | None:
    """None where there are no two levels of areas.

    Of each level ``<level>_codes`` in order, ``<level>_names`` (blank: not told) and ``<level>``, the place
    of each of the smallest areas in them.
    """
    columns = newest(areas)
    if len(columns) < 2:
        return None
    smallest = columns[0]
    rows = table.filter(pl.col(smallest.header).str.contains(ENGLISH)).unique(
        smallest.header, keep="first", maintain_order=True
    )
    _refuse_two_parents(table, columns)
    rows = rows.sort(smallest.header)
    stored: dict[str, np.ndarray] = {}
    for column in columns:
        stored |= level_columns(rows, column)
    years = {column.year for column in columns if column.year}
    # Two files of one level of areas may tell different larger ones, so the name has them all.
    name = "-".join(["lookup", *(column.level for column in columns)])
    about = about_of(
        "lookup", "lookup", smallest.level, vintage=", ".join(str(year) for year in sorted(years))
    )
    return about(name=name, areas=rows.height), stored


def level_columns(rows: pl.DataFrame, column: AreaColumn) -> Columns:
    """Codes and names of one level, and each row's place among them."""
    header = column.header
    named = name_column(rows, column)
    name = pl.col(named) if named else pl.lit("")
    level = rows.select(code=pl.col(header).fill_null(""), name=name.fill_null(""))
    distinct = level.unique("code", keep="first").sort("code")
    codes = distinct["code"].to_numpy().astype("S9")
    place = np.searchsorted(codes, level["code"].to_numpy().astype("S9")).astype(np.uint16)
    names = np.array([text.encode() for text in distinct["name"].to_list()])
    return {f"{column.level}_codes": codes, f"{column.level}_names": names, column.level: place}


def _refuse_two_parents(table: pl.DataFrame, columns: list[AreaColumn]) -> None:
    smallest = columns[0].header
    larger = [column.header for column in columns[1:]]
    parents = table.select(smallest, *larger).unique().group_by(smallest).len().filter(pl.col("len") > 1)
    parents = parents.filter(pl.col(smallest).is_not_null())
    if parents.height:
        raise FileRefused(
            f"{parents.height:,} areas lie in more than one larger area, {parents[smallest][0]} among them.",
            "Send a lookup with one larger area of each kind for each (a best-fit lookup).",
            code="two_larger_areas",
        )


def council_codes_of(table: pl.DataFrame, areas: list[AreaColumn]) -> tuple[About, Columns] | None:
    """Codes of councils by year, as pairs of ``old`` and ``new``; None for another table."""
    years = sorted((column for column in areas if column.level == "ltla" and column.year), key=_year)
    if len(years) < 2 or len({column.level for column in areas}) > 1:
        return None
    latest = years[-1].header
    pairs = pl.concat(
        table.select(old=pl.col(column.header), new=pl.col(latest)).unique() for column in years
    )
    pairs = pairs.unique().drop_nulls().sort("old", "new")
    about = about_of(
        "council_codes", "council_codes", "ltla", vintage=f"{_year(years[0])} to {_year(years[-1])}"
    )
    stored = {name: pairs[name].to_numpy().astype("S9") for name in ("old", "new")}
    return about(name="council-codes", areas=pairs["old"].n_unique()), stored


def _year(column: AreaColumn) -> int:
    return column.year or 0
