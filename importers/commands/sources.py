"""``caremarket sources``: what can be imported."""

import json

import click

from directory.store.precedence import table
from importers.source import NOT_NAMED
from importers.sources.registry import all_sources


@click.command("sources")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--precedence", is_flag=True, help="Whose word counts where records of one provider disagree.")
def sources(as_json: bool, precedence: bool) -> None:
    """The kinds of file that can be imported, and the columns of each."""
    if precedence:
        _print_precedence(as_json)
        return
    if as_json:
        listed = [
            {
                "name": source.name,
                "title": source.title,
                "about": source.about,
                "publisher": source.default_publisher,
                "scope": source.default_scope,
                "required": [column.name for column in source.columns if column.required],
                "optional": [column.name for column in source.columns if not column.required],
            }
            for source in all_sources()
        ]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for source in all_sources():
        click.echo(f"{source.name}\n  {source.about}")
        for label, required in (("Columns", True), ("May have", False)):
            names = ", ".join(column.name for column in source.columns if column.required is required)
            if names:
                click.echo(f"  {label}: {names}.")
        sender = source.default_publisher
        named = "Name who sent it with --publisher; usually"
        usual = named if sender == NOT_NAMED else f"Usually from {sender}"
        click.echo(f"  {usual} for {source.default_scope}.\n")


def _print_precedence(as_json: bool) -> None:
    """The first evidence of a line wins; of equal evidence the newer; of equal dates the careful answer."""
    if as_json:
        click.echo(json.dumps({name: list(order) for name, order in table()}, indent=2))
        return
    width = max(len(name) for name, _ in table())
    for name, order in table():
        click.echo(f"{name:<{width}}  {' > '.join(order)}")
    click.echo(
        "\nOf equal evidence the newer counts; of equal dates “no”. Every claim is kept with its source."
    )
