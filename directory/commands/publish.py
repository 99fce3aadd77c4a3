"""``caremarket publish``: make a new version of all that may be listed now."""

import click

from directory.publishing import publish
from directory.settings import read_settings
from directory.store.session import open_store


@click.command("publish")
def publish_now() -> None:
    """Publish the market afresh from the store, and say how long each part took."""
    settings = read_settings()
    published = publish(open_store(settings), settings)
    click.echo(f"Published {published.options:,} options as version {published.version}.")
    click.echo(f"  {published.bytes_a_row:,.0f} bytes an option")
    for part, seconds in published.seconds.items():
        click.echo(f"  {part:<8} {seconds:6.2f} s")
