"""``caremarket reference``: the public tables that market reports rest on, loaded, listed and removed."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click

from directory.geography.reference.coverage import Coverage, coverage_of, missing_from
from directory.geography.reference.shelf import About, Level, Shelf
from directory.geography.reference.small_areas import SmallAreas
from directory.settings import read_settings
from importers.reference.loading import Loaded, Stated, load

_MOST_NAMED = 5
_LEVELS: dict[Level, str] = {
    "lsoa": "LSOA",
    "msoa": "MSOA",
    "ward": "ward",
    "ltla": "district",
    "utla": "council",
    "region": "region",
}
_DID = {"new": "loaded", "replaced": "loaded in place of another", "same": "unchanged"}


@click.group("reference", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def reference(ctx: click.Context, as_json: bool) -> None:
    """List the public tables loaded for market reports: what, from whom, of when, under which licence.

    Census tables, lookups, postcodes, deprivation and boundaries, as they are published.
    """
    if ctx.invoked_subcommand is None:
        _show(Shelf.open(read_settings().reference_dir), as_json)


@reference.command("load")
@click.argument("paths", metavar="FILE_OR_FOLDER…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", default="", metavar="NAME", help="Who published it, where it isn't ONS or MHCLG.")
@click.option("--vintage", default="", metavar="WHEN", help="What it is of, such as “November 2025”.")
@click.option(
    "--licence", default="", metavar="NAME", help="Where it isn't the Open Government Licence v3.0."
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def load_files(paths: tuple[Path, ...], source: str, vintage: str, licence: str, as_json: bool) -> None:
    """Load tables, recognised by what they hold: all of the files, or none where one is refused."""
    says = partial(click.echo, err=True)
    stated = Stated(source, vintage, licence)
    shelf, loaded = load(paths, read_settings().reference_dir, stated, says)
    if as_json:
        click.echo(_json([_as_json(shelf, one.about) | {"did": one.did} for one in loaded]))
    else:
        click.echo("\n".join(_loaded_lines(shelf, loaded)))


@reference.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Remove the table NAME from those loaded."""
    Shelf.open(read_settings().reference_dir).remove(name)
    click.echo(f"{name} is removed.")


def _show(shelf: Shelf, as_json: bool) -> None:
    abouts = [shelf.abouts[name] for name in sorted(shelf.abouts)]
    if as_json:
        click.echo(_json([_as_json(shelf, about) for about in abouts]))
        return
    areas = SmallAreas(shelf)
    lines = [line for about in abouts for line in _lines(about, coverage_of(shelf, about, areas))]
    missing = ", ".join(name.replace("_", " or ") for name in missing_from(shelf))
    click.echo("\n".join(lines) or "No reference data is loaded.")
    if missing:
        click.echo(f"Not loaded: {missing}.")


def _loaded_lines(shelf: Shelf, loaded: Sequence[Loaded]) -> Iterator[str]:
    areas = SmallAreas(shelf)
    for one in loaded:
        first, *others = _lines(one.about, coverage_of(shelf, one.about, areas))
        yield f"{first} ({_DID[one.did]})"
        yield from others


def _lines(about: About, fit: Coverage | None) -> Iterator[str]:
    yield f"{about.name}: {about.title}, by {_LEVELS[about.level]}"
    yield f"  {about.source}; {about.vintage}; {about.licence}"
    yield f"  {about.areas:,} areas, from {_some(about.files)}"
    yield from (f"  {line}" for line in _fit_lines(fit))
    yield from (f"  {category.label}: {category.says}" for category in about.categories if category.says)
    yield from (f"  {note}" for note in about.notes)


def _fit_lines(fit: Coverage | None) -> Iterator[str]:
    if fit is None:
        return
    yield f"{fit.matched:,} matched"
    if fit.unknown:
        yield f"{len(fit.unknown):,} unknown: {_some(fit.unknown)}"
    if fit.lacking:
        yield f"{len(fit.lacking):,} without figures: {_some(fit.lacking)}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")


def _as_json(shelf: Shelf, about: About) -> dict[str, Any]:
    fit = coverage_of(shelf, about)
    told = {"matched": fit.matched, "unknown": fit.unknown, "without_figures": fit.lacking} if fit else None
    return {**asdict(about), "coverage": told}


def _json(listed: list[dict[str, Any]]) -> str:
    return json.dumps(listed, ensure_ascii=False, indent=2)
