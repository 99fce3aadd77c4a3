"""Which columns of a table hold codes of areas, told by the codes in them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from directory.geography.reference.shelf import LEVELS, Level

AREA_CODE = r"^[EWSNKLMJ][0-9]{8}$"
ENGLISH = r"^E(?:01|02|05|06|07|08|09|10|12)[0-9]{6}$"
SAMPLE = 1_000

_LEVEL_OF_PREFIX: dict[str, Level] = {
    "E01": "lsoa",
    "E02": "msoa",
    "E05": "ward",
    "E06": "ltla",
    "E07": "ltla",
    "E08": "ltla",
    "E09": "ltla",
    "E10": "utla",
    "E12": "region",
}
_UPPER_TIER = re.compile(r"utla|ctyua|upper tier|county and unitary", re.IGNORECASE)
_YEAR = re.compile(r"(?:20)?(\d\d)(?!.*\d)")


@dataclass(frozen=True, slots=True)
class AreaColumn:
    """``year`` of the areas as its header has it, 2021 for LSOA21CD; None where it doesn't say."""

    header: str
    level: Level
    year: int | None


def area_columns(table: pl.DataFrame) -> list[AreaColumn]:
    """The columns of English area codes, the smallest areas first and the newest of a level first."""
    found = [column for header in table.columns if (column := _area_column(table[header]))]
    return sorted(found, key=lambda column: (LEVELS.index(column.level), -(column.year or 0)))


def _area_column(cells: pl.Series) -> AreaColumn | None:
    said = cells.filter(cells.is_not_null() & (cells != ""))
    # Files in order of code begin with one nation or one tier, so the whole column is looked at.
    step = max(1, len(said) // SAMPLE)
    sample = said.gather_every(step)
    if sample.is_empty() or 10 * sample.str.contains(AREA_CODE).sum() < 9 * len(sample):
        return None
    levels = {
        _LEVEL_OF_PREFIX[start] for start in sample.str.slice(0, 3).unique() if start in _LEVEL_OF_PREFIX
    }
    level = _level(levels, cells.name)
    return AreaColumn(cells.name, level, _year(cells.name)) if level else None


def _level(levels: set[Level], header: str) -> Level | None:
    """One level, or the two tiers of councils together, which are the upper tier's."""
    if levels == {"ltla"} and _UPPER_TIER.search(header):
        return "utla"
    if levels == {"ltla", "utla"}:
        return "utla"
    return next(iter(levels)) if len(levels) == 1 else None


def _year(header: str) -> int | None:
    digits = _YEAR.search(header)
    return 2000 + int(digits[1]) if digits else None


def name_column(table: pl.DataFrame, column: AreaColumn) -> str | None:
    """The header of the names beside codes: LSOA21NM for LSOA21CD, lsoa21_name, "LSOA name (2021)"."""
    wanted = {
        re.sub(r"(?i)cd$", "NM", column.header),
        re.sub(r"(?i)code", "name", column.header),
        re.sub(r"(?i)\s*code$", "", column.header),
    } - {column.header}
    by_case = {header.casefold(): header for header in table.columns}
    return next((by_case[name.casefold()] for name in wanted if name.casefold() in by_case), None)


def newest(columns: Iterable[AreaColumn]) -> list[AreaColumn]:
    """One column of each level."""
    first: dict[Level, AreaColumn] = {}
    for column in columns:
        first.setdefault(column.level, column)
    return list(first.values())
