"""The options of ``caremarket import`` that say which columns of a council's own list are which of ours."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from importers.headings import Taken, lines
from importers.mapping_files import write_mapping
from importers.mappings import headings_taken
from importers.source import NOT_NAMED, Source

_MAPPING = click.option(
    "--mapping",
    "mapping_path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A file that says which of the list's columns are which of ours.",
)
_WRITE_MAPPING = click.option(
    "--write-mapping",
    "mapping_to_write",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="With --dry-run: write what the columns are taken as, to correct and use with --mapping.",
)


def column_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds both options to a command."""
    return _MAPPING(_WRITE_MAPPING(command))


def columns_tried(
    source: Source, path: Path, mapping_to_write: Path | None, *, dry_run: bool
) -> tuple[Taken, ...]:
    """What a dry run takes the headings of a council's own list as, written as a mapping if asked for."""
    if mapping_to_write and not dry_run:
        raise click.UsageError("--write-mapping goes with --dry-run.")
    if not dry_run or source.default_publisher != NOT_NAMED:
        return ()
    taken = headings_taken(source, path)
    if mapping_to_write and taken:
        write_mapping(mapping_to_write, taken, source)
    return taken


def columns_as_text(taken: tuple[Taken, ...]) -> str:
    return "\n".join(lines(taken))


def columns_as_json(taken: tuple[Taken, ...]) -> dict[str, Any]:
    """As the report's ``columns``; nothing where none were tried."""
    return {"columns": [asdict(each) for each in taken]} if taken else {}
