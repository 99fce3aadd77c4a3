"""From files and folders to the shelf: recognised by what they hold, checked together, loaded at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import polars as pl

from directory.errors import CareMarketError, FileRefused
from directory.geography.lookup import PostcodeTable
from directory.geography.reference.coverage import coverage_of
from directory.geography.reference.shelf import About, Columns, Dataset, Shelf
from directory.geography.reference.small_areas import SmallAreas
from importers.files.unpacked import shown_name, told_plainly, unpacked
from importers.reference.area_columns import AreaColumn, area_columns
from importers.reference.boundaries import boundaries_of
from importers.reference.counts import counts_of
from importers.reference.deprivation import deprivation_of, rural_urban_of
from importers.reference.lookups import council_codes_of, lookup_of
from importers.reference.postcodes import postcodes_in, postcodes_of
from importers.reference.tables import areas_in_sheets, areas_in_text

_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".ods", ".geojson", ".json", ".zip", ".gz")
_OTHER_FILES = frozenset(["no_areas", "unknown_table", "not_a_table"])
"""Reasons to leave a file aside that nobody named: folders hold guides and lists of names too."""
_OLD_SMALL_AREAS = 2011


@dataclass(frozen=True, slots=True)
class Stated:
    """What the person who loads the files says of them, where the publication's own words won't do."""

    source: str = ""
    vintage: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One table and what it did to the shelf: ``new``, ``replaced`` or ``same``."""

    about: About
    did: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """What one file gave: a table, or a part of the table of postcodes."""

    file: str
    table: tuple[About, Columns] | None = None
    postcodes: pl.DataFrame | None = None


def load(
    paths: Sequence[Path],
    reference_dir: Path,
    stated: Stated | None = None,
    says: Callable[[str], None] = lambda line: None,
) -> tuple[Shelf, list[Loaded]]:
    """Load every file, or none of them; folders stand for the files in them.

    Raises FileRefused, naming the file that can't be used, and then nothing was changed.
    """
    recognised = []
    for path in _files_in(paths):
        says(f"Reading {shown_name(path.name)} …")
        try:
            recognised.append(_recognised(path))
        except FileRefused as refusal:
            if path in paths or refusal.code not in _OTHER_FILES:
                raise
            says(f"Left aside: {refusal.sentence}")
    datasets = list(_datasets(recognised, reference_dir, stated or Stated()))
    before = Shelf.open(reference_dir)
    for dataset in datasets:
        _refuse_a_smaller_one(dataset.about, before.abouts.get(dataset.about.name))
    _refuse_unknown_areas(before.tried(datasets), datasets)
    after = before.put(datasets)
    return after, [_loaded(dataset.about.name, before, after) for dataset in datasets]


def _files_in(paths: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        files += [one for one in inside if one == path or one.suffix.lower() in _TABLES]
    if not files:
        raise FileRefused("There is no table in that folder.", "Name the files to load.", code="no_such_file")
    return files


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Several files are loaded at once, so a refusal says of which one it speaks."""
    try:
        yield
    except CareMarketError as error:
        name = shown_name(path.name)
        raise FileRefused(f"{name}: {error.sentence}", error.remedy, code=error.code) from error


def _recognised(path: Path) -> Recognised:
    name = shown_name(path.name)
    with _naming(path), told_plainly(path), unpacked(path) as (plain, kind):
        if kind == "json":
            return Recognised(name, boundaries_of(plain))
        table = areas_in_text(plain) if kind == "text" else areas_in_sheets(plain, kind)
        part = postcodes_in(table)
        if part is not None:
            return Recognised(name, postcodes=part)
        return Recognised(name, _table_of_areas(table))


def _table_of_areas(table: pl.DataFrame) -> tuple[About, Columns]:
    areas = area_columns(table)
    if areas:
        _refuse_old_areas(areas[0])
        found = (
            deprivation_of(table, areas[0])
            or rural_urban_of(table, areas[0])
            or counts_of(table, areas[0])
            or council_codes_of(table, areas)
            or lookup_of(table, areas)
        )
        if found:
            return found
    raise FileRefused(
        f"This is none of the tables that are known. Its columns: {', '.join(table.columns[:8])}.",
        "README says which tables can be loaded, under “Reference data”.",
        code="unknown_table",
    )


def _refuse_old_areas(areas: AreaColumn) -> None:
    if areas.level in ("lsoa", "msoa") and areas.year == _OLD_SMALL_AREAS:
        raise FileRefused(
            "The small areas of this file are those of 2011.",
            "Send the table for the small areas of 2021.",
            code="old_areas",
        )


def _datasets(recognised: Iterable[Recognised], reference_dir: Path, stated: Stated) -> Iterator[Dataset]:
    of_name: dict[str, str] = {}
    parts: list[Recognised] = []
    for one in recognised:
        if one.table is None:
            parts.append(one)
            continue
        about, columns = one.table
        if about.name in of_name:
            raise FileRefused(
                f"{of_name[about.name]} and {one.file} both hold {about.title}, by {about.level}.",
                "Load the one you want to use.",
                code="same_table_twice",
            )
        of_name[about.name] = one.file
        yield _dataset(about, columns, (one.file,), stated)
    frames = [part.postcodes for part in parts if part.postcodes is not None]
    if frames:
        about, columns = postcodes_of(frames, partial(PostcodeTable.open, reference_dir))
        yield _dataset(about, columns, tuple(part.file for part in parts), stated)


def _dataset(about: About, columns: Columns, files: tuple[str, ...], stated: Stated) -> Dataset:
    said = {name: word for name in ("source", "vintage", "licence") if (word := getattr(stated, name))}
    return Dataset(replace(about, files=files, **said), columns)


def _refuse_a_smaller_one(new: About, old: About | None) -> None:
    if old and 2 * new.areas < old.areas:
        raise FileRefused(
            f"{new.files[0]} has {new.areas:,} areas, and the table it would replace has {old.areas:,}.",
            f"If that is meant, run caremarket reference remove {old.name} first.",
            code="fewer_areas",
        )


def _refuse_unknown_areas(shelf: Shelf, datasets: Iterable[Dataset]) -> None:
    """A table of which most areas are known nowhere else is of other years, or has mistyped codes."""
    areas = SmallAreas(shelf)
    for dataset in datasets:
        fit = coverage_of(shelf, dataset.about, areas)
        if fit and len(fit.unknown) > fit.matched:
            raise FileRefused(
                f"{dataset.about.files[0]}: {len(fit.unknown):,} of its areas aren't known, such as"
                f" {', '.join(fit.unknown[:3])}; {fit.matched:,} are.",
                "Load tables of the areas that the loaded lookups tell of, or newer lookups first.",
                code="unknown_areas",
            )


def _loaded(name: str, before: Shelf, after: Shelf) -> Loaded:
    about, old = after.abouts[name], before.abouts.get(name)
    return Loaded(about, "new" if old is None else "same" if old.digest == about.digest else "replaced")
