"""``caremarket template``: an empty spreadsheet to fill in and import."""

import sys
from io import BytesIO
from pathlib import Path

import click

from directory.errors import CareMarketError
from importers.template_columns import KINDS
from importers.template_sheets import write_template

NAMES = [kind.name for kind in KINDS]


@click.command("template")
@click.argument("kind", type=click.Choice(NAMES))
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help="Where to write it.")
def template(kind: str, output: Path | None) -> None:
    """Write an empty spreadsheet (XLSX) for a list of KIND, with notes and words to choose from."""
    if output is None and sys.stdout.isatty():
        raise click.UsageError(
            f"A spreadsheet is nothing to read here: add  > {kind}.xlsx  or --output FILE."
        )
    made = BytesIO()
    write_template(made, KINDS[NAMES.index(kind)])
    if output is None:
        sys.stdout.buffer.write(made.getvalue())
    else:
        _write_new(output, made.getvalue())


def _write_new(path: Path, content: bytes) -> None:
    """Never over a file, which may be filled in already."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        sentence, remedy = f"There is a file {path.name} already.", "Give the template another name."
        raise CareMarketError(sentence, remedy, code="file_exists") from error
    except OSError as error:
        sentence, remedy = f"{path.name} can't be written.", "Name a file in a folder of yours."
        raise CareMarketError(sentence, remedy, code="not_written") from error
