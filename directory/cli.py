"""``caremarket …``: the command group. Plug-ins add commands by the entry point caremarket.commands."""

import errno
import sys
from importlib.metadata import entry_points
from typing import Any

import click

from directory.commands.contact import contact
from directory.commands.match import match
from directory.commands.publish import publish_now
from directory.commands.report import report_area
from directory.commands.search import search
from directory.commands.status import status
from directory.errors import CareMarketError

REFUSED = 3
"""Exit status when something was refused and everything is as it was; 2 is a command typed wrongly."""

DISK_REMEDY = "What was being done was not kept. Check the disk and the folder's permissions, then repeat it."


class CommandGroup(click.Group):
    """The directory's own commands and those of installed plug-ins, which are loaded when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        plugged_in = {point.name for point in entry_points(group="caremarket.commands")}
        return sorted({*super().list_commands(ctx), *plugged_in})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        point = next(iter(entry_points(group="caremarket.commands", name=cmd_name)), None)
        return point.load() if point else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a refusal is its sentence and remedy on standard error, and exit status 3."""
        try:
            return super().invoke(ctx)
        except CareMarketError as refusal:
            click.echo(f"{refusal.sentence}\n{refusal.remedy}".strip(), err=True)
            ctx.exit(REFUSED)
        except OSError as error:
            if error.errno in (None, errno.EPIPE):
                raise
            where = f" ({error.filename})" if error.filename else ""
            click.echo(f"{error.strerror}{where}.\n{DISK_REMEDY}", err=True)
            ctx.exit(REFUSED)


@click.group(cls=CommandGroup)
@click.version_option(package_name="caremarket")
def main() -> None:
    """A directory of care and support: import it, search it, match it to a person, measure it."""


for command in (contact, match, publish_now, report_area, search, status):
    main.add_command(command)

if __name__ == "__main__":
    sys.exit(main())
