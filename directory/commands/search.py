"""``caremarket search``: options by words, as the search box finds them."""

import json
from typing import Any

import click

from directory.geography.gazetteer import Gazetteer
from directory.journeys.search_options import (
    NEAR_MILES,
    SHOWN,
    SHOWN_AT_MOST,
    FoundOption,
    SearchResult,
    View,
    search_options,
)
from directory.live_market import LiveMarket
from directory.settings import read_settings
from directory.store.session import open_store
from directory.web.plain_words import label, miles


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--near", metavar="PLACE", help="A postcode, a postcode district or a place.")
@click.option(
    "--within", type=click.FloatRange(min=0), default=NEAR_MILES, show_default=True, help="Miles of --near."
)
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", help="A kind of provider by its code; may be repeated."
)
@click.option("--limit", type=click.IntRange(1, SHOWN_AT_MOST), default=SHOWN, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def search(
    words: tuple[str, ...], near: str | None, within: float, kinds: tuple[str, ...], limit: int, as_json: bool
) -> None:
    """Options whose name, kind, needs, languages, place or description fit WORDS, best first."""
    settings = read_settings()
    result = search_options(
        LiveMarket.open(settings),
        open_store(settings),
        Gazetteer.open(settings),
        " ".join(words),
        near=near,
        within_miles=within,
        chosen={"kinds": kinds},
        view=View(limit=limit),
    )
    if as_json:
        click.echo(json.dumps(_as_json(result), ensure_ascii=False, indent=2))
    else:
        click.echo(_as_text(result))


def _as_json(result: SearchResult) -> dict[str, Any]:
    return {
        "total": result.total,
        "capped": result.capped,
        "near": result.place.label if result.place else None,
        "data_version": result.data_version,
        "options": [_option_json(found) for found in result.found],
    }


def _option_json(found: FoundOption) -> dict[str, Any]:
    option = found.option
    return {
        "id": option.option_id,
        "name": option.name,
        "provider_kind": option.provider_kind,
        "place": option.place.label if option.place else None,
        "distance_miles": found.distance_miles,
        "distance_precision": option.place.precision if option.place else None,
        "sources": [
            {
                "source": source.source,
                "publisher": source.publisher,
                "source_id": source.source_id,
                "confirmed_on": source.confirmed_on.isoformat(),
            }
            for source in option.sources
        ],
        "example": option.example,
    }


def _as_text(result: SearchResult) -> str:
    where = f" near {result.place.label}" if result.place else ""
    if not result.found:
        return f"Nothing found{where}. Try fewer or other words."
    total = f"{'At least ' if result.capped else ''}{result.total:,} found{where}"
    shown = f", the first {len(result.found)} shown" if len(result.found) < result.total else ""
    return "\n".join([f"{total}{shown}.", *map(_option_text, result.found)])


def _option_text(found: FoundOption) -> str:
    option = found.option
    facts = [label("provider_kind", option.provider_kind)]
    facts.append(option.place.label if option.place else "place not known")
    if found.distance_miles is not None and option.place:
        facts.append(miles(found.distance_miles, option.place.precision))
    sources = sorted({f"{source.publisher}, {source.confirmed_on.isoformat()}" for source in option.sources})
    name = f"{option.name} (example data)" if option.example else option.name
    return "\n".join(["", name, f"  {' · '.join(facts)}", f"  {option.option_id} · {'; '.join(sources)}"])
