"""``caremarket …``: the command group. Plug-ins add commands by the entry point caremarket.commands."""

import errno
import sys
from importlib.metadata import entry_points
from pkgutil import resolve_name
from typing import Any

import click

from directory.errors import CareMarketError

OWN = {
    "contact": "directory.commands.contact:contact",
    "match": "directory.commands.match:match",
    "publish": "directory.commands.publish:publish_now",
    "report": "directory.commands.report:report_area",
    "search": "directory.commands.search:search",
    "status": "directory.commands.status:status",
}
"""Where each command of the directory stands: none waits for what only another one needs."""

REFUSED = 3
"""Exit status when something was refused and everything is as it was; 2 is a command typed wrongly."""

DISK_REMEDY = "What was being done was not kept. Check the disk and the folder's permissions, then repeat it."


class CommandGroup(click.Group):
    """The directory's own commands and those of installed plug-ins, each loaded when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        plugged_in = {point.name for point in entry_points(group="caremarket.commands")}
        return sorted({*OWN, *plugged_in})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in OWN:
            command: click.Command = resolve_name(OWN[cmd_name])
            return command
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


if __name__ == "__main__":
    sys.exit(main())
