"""``caremarket demo``: the example market, built and served."""

import click

from directory.settings import read_settings
from importers.demo_market import load_demo_market, serve


@click.command("demo")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-serve", is_flag=True, help="Build and publish the example market, then stop.")
def demo(port: int, no_serve: bool) -> None:
    """Build the example market if it isn't there yet, publish it and serve it on this machine."""
    settings = read_settings()
    load_demo_market(settings, click.echo)
    if not no_serve:
        serve(settings, port, click.echo)
