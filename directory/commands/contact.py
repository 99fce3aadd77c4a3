"""``caremarket contact``: how people reach a personal assistant through the register that lists them."""

import click

from directory.errors import CareMarketError
from directory.settings import read_settings
from directory.store.session import open_store


@click.command("contact")
@click.argument("publisher")
@click.argument("words", required=False)
def contact(publisher: str, words: str | None) -> None:
    """Say on the pages of PUBLISHER's personal assistants how a message reaches them; nothing takes it away.

    WORDS is what people read, for example "Phone 020 7946 0999 and ask for the PA register".
    """
    store = open_store(read_settings())
    with store.reading() as reader:
        known = sorted({source.publisher for source in reader.sources()})
    if publisher not in known:
        raise CareMarketError(
            f"No records were sent by {publisher}.", f"Publishers are: {', '.join(known) or 'none yet'}."
        )
    with store.writing() as writer:
        writer.set_publisher_contact(publisher, words, by="command line")
    click.echo(f"People now read: {words}" if words else "People now read no way to reach them.")
