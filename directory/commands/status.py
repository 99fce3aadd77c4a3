"""``caremarket status``: what the store holds, from whom and when, and what is published."""

import json
from typing import Any

import click

from directory.settings import Settings, read_settings
from directory.store.session import Store, open_store
from directory.version_folders import current_version, published_versions
from directory.vocabulary import vocabulary


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def status(as_json: bool) -> None:
    """How many options are listed, where they come from, and which version is in use."""
    settings = read_settings()
    standing = _standing(open_store(settings), settings)
    click.echo(json.dumps(standing, ensure_ascii=False, indent=2) if as_json else _as_text(standing))


def _standing(store: Store, settings: Settings) -> dict[str, Any]:
    with store.reading() as reader:
        return {
            "listed": reader.listed(),
            "sources": [
                {
                    "source": source.source,
                    "publisher": source.publisher,
                    "scope": source.scope,
                    "records": source.records,
                    "last_import": source.last_import.isoformat(),
                }
                for source in reader.sources()
            ],
            "fingerprint": reader.fingerprint(),
            "example_data": reader.has_example_data(),
            "published": {
                "current": current_version(settings.published_dir),
                "versions": published_versions(settings.published_dir),
            },
        }


def _as_text(standing: dict[str, Any]) -> str:
    listed, kinds = standing["listed"], vocabulary("provider_kind")
    lines = [f"{listed['total']:,} options listed"]
    lines += [f"  {count:>7,}  {kinds.label(kind)}" for kind, count in sorted(listed["by_kind"].items())]
    lines.append("Sources" if standing["sources"] else "No source has been imported yet.")
    lines += [
        f"  {s['source']} from {s['publisher']}, {s['scope']}: "
        f"{s['records']:,} records, last imported {s['last_import']}"
        for s in standing["sources"]
    ]
    lines.append(f"Published version: {standing['published']['current'] or 'none yet'}")
    lines.append(f"Fingerprint of all records: {standing['fingerprint']}")
    if standing["example_data"]:
        lines.append("Some of it is example data.")
    return "\n".join(lines)
