"""``caremarket bench …``: the measurements of a checkout's benchmarks folder, loaded when they are used."""

import sys
from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from types import ModuleType

import click

from directory.errors import CareMarketError

CHECKOUT = Path(__file__).resolve().parents[2]
BENCHMARKS: Mapping[str, str] = {
    "kills": "benchmarks.kills.command",
    "import": "benchmarks.imports.command",
    "link": "benchmarks.link.command",
    "match": "benchmarks.match.command",
    "plan": "benchmarks.plan.command",
    "relevance": "benchmarks.relevance.command",
    "report": "benchmarks.market_report.command",
    "web": "benchmarks.web.command",
}
"""Each measurement, and the module that holds its command under the same name."""


class Benchmarks(click.Group):
    """They are not in the wheel: outside a checkout none is listed, and asking for one says so."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(BENCHMARKS) if _is_checkout() else []

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in BENCHMARKS:
            return None
        if not _is_checkout():
            raise CareMarketError(
                "Benchmarks come with a checkout, not with the installed package.",
                "Run this from a checkout of the project, after “make test”.",
                code="no_benchmarks",
            )
        if str(CHECKOUT) not in sys.path:
            sys.path.insert(0, str(CHECKOUT))
        try:
            return _named(cmd_name, import_module(BENCHMARKS[cmd_name]))
        except ModuleNotFoundError as missing:
            raise CareMarketError(
                f"This benchmark needs the package {missing.name}.",
                "Install what the tests need: “make test” does, and so does the extra “test”.",
                code="no_benchmarks",
            ) from missing


def _named(name: str, module: ModuleType) -> click.Command:
    """The command of that name; Python keeps some words to itself, which end in an underscore there."""
    command: click.Command = getattr(module, f"{name}_" if iskeyword(name) else name)
    return command


def _is_checkout() -> bool:
    return (CHECKOUT / "benchmarks").is_dir()


@click.group("bench", cls=Benchmarks)
def bench() -> None:
    """Measure this service: how fast it matches and how good its lists are, beside what else there is."""
