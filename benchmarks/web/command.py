"""``caremarket bench web``."""

import gzip
import json
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import click

from benchmarks.imports.making import MadeFile, Maker
from benchmarks.imports.running import Ran, run_imports
from benchmarks.web.serving import STATIC, served
from benchmarks.web.visiting import Seen, questions, reads, visits
from directory.app import create_app
from directory.geography.lookup import PostcodeTable
from directory.settings import read_settings

ASKED = 200


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes of a page of results with its style sheet: as they are, and packed as a web server packs them."""

    plain: int
    packed: int


@click.command("web")
@click.option("--n", "count", default=50_000, show_default=True, type=click.IntRange(100), help="Options.")
@click.option("--clients", default=32, show_default=True, type=click.IntRange(1), help="People at once.")
@click.option("--each", default=6, show_default=True, type=click.IntRange(1), help="Questions of each.")
@click.option("--seed", default=1, show_default=True, help="Makes files and questions.")
@click.option("--json", "to_json", is_flag=True, help="Every figure as one object, for programs.")
def web(count: int, clients: int, each: int, seed: int, to_json: bool) -> None:
    """How fast pages are while an import runs, beside ready JSON from the same server.

    A market is made up and served from a folder of its own; your market is not touched.
    """
    say = partial(click.echo, err=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        table = PostcodeTable.open(read_settings().reference_dir)
        say(f"{count:,} options: making, importing and publishing them")
        first, another = (_list(home, table, *made) for made in ((count, seed), (count // 5, seed + 1)))
        data_dir = home / "data"
        data_dir.mkdir()
        (data_dir / "reference").symlink_to(read_settings().reference_dir)
        run_imports([first], data_dir)
        asked = list(questions(Maker(home, table, seed).places(ASKED), seed))
        weight = _weight(data_dir, asked[0])
        with served(data_dir, weight.plain) as port:
            visits(port, 2, asked, 1, _set())
            say("One person alone")
            one = visits(port, 1, asked, each * 4, _set())
            say(f"{clients} people at once, nothing else running")
            alone = visits(port, clients, asked, each, _set())
            say("The same while a list is imported and published")
            while_importing, imported = _while_importing(port, clients, asked, each, another, data_dir)
            say("Ready JSON of the same size from the same server")
            static = reads(port, clients, STATIC, each * 10)
        told = _told(count, clients, weight, (one, alone, while_importing, static), imported.seconds)
    click.echo(json.dumps(told, indent=2) if to_json else _as_text(told))


def _list(home: Path, table: PostcodeTable, rows: int, seed: int) -> MadeFile:
    return Maker(home, table, seed).council_list(rows, f"Council list {seed}", "Kent")


def _while_importing(
    port: int, clients: int, asked: list[dict[str, str]], each: int, file: MadeFile, data_dir: Path
) -> tuple[Seen, Ran]:
    """People go on asking until the import is over, published and all."""
    over = Event()
    with ThreadPoolExecutor(1) as aside:
        importing = aside.submit(run_imports, [file], data_dir)
        importing.add_done_callback(lambda done: over.set())
        seen = visits(port, clients, asked, each, over)
        return seen, importing.result()[0]


def _weight(data_dir: Path, question: Mapping[str, str]) -> Weight:
    """Of the page as the application gives it, and of the style sheet that it asks for."""
    app = create_app(read_settings({"CAREMARKET_DATA_DIR": str(data_dir)}))
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    page = client.post("/find/short", data=dict(question), follow_redirects=True).data
    style = client.get("/static/caremarket.css").data
    return Weight(len(page), len(gzip.compress(page)) + len(gzip.compress(style)))


def _set() -> Event:
    event = Event()
    event.set()
    return event


def _told(
    count: int, clients: int, weight: Weight, seen: tuple[Seen, Seen, Seen, Seen], import_seconds: float
) -> dict[str, Any]:
    one, alone, importing, static = seen
    return {
        "options": count,
        "clients": clients,
        "page_bytes": weight.plain,
        "page_and_style_packed_bytes": weight.packed,
        "one_person": _figures(one),
        "alone": _figures(alone),
        "while_importing": _figures(importing),
        "import_seconds": import_seconds,
        "static": _figures(static),
        "static_to_alone": static.a_second / alone.a_second,
        "static_to_while_importing": static.a_second / importing.a_second,
    }


def _figures(seen: Seen) -> dict[str, Any]:
    times = {kind: seen.half_and_95th(kind) for kind in sorted(seen.seconds)}
    return {
        "requests": seen.requests,
        "failures": seen.failures,
        "a_second": seen.a_second,
        "milliseconds": {kind: [round(1000 * cut, 1) for cut in cuts] for kind, cuts in times.items()},
    }


def _as_text(told: Mapping[str, Any]) -> str:
    lines = [
        f"{told['options']:,} options, {told['clients']} people at once.",
        f"A page of results: {told['page_bytes'] / 1000:,.0f} kB, packed with its style sheet"
        f" {told['page_and_style_packed_bytes'] / 1000:.0f} kB.",
        "",
    ]
    for name, words in (
        ("one_person", "One person alone"),
        ("alone", f"{told['clients']} people, nothing else running"),
        ("while_importing", f"{told['clients']} people while an import ran ({told['import_seconds']:.0f} s)"),
        ("static", "Ready JSON of the same size"),
    ):
        figures = told[name]
        lines.append(
            f"{words}: {figures['a_second']:,.0f} requests a second, {figures['requests']:,} in all,"
            f" {figures['failures']} failed"
        )
        for kind, (half, most) in figures["milliseconds"].items():
            lines.append(f"  {kind}: half within {half:,.0f} ms, all but one in twenty within {most:,.0f} ms")
    lines += [
        "",
        f"The server gives ready JSON {told['static_to_alone']:.0f} times as often as pages,"
        f" {told['static_to_while_importing']:.0f} times while it imports.",
    ]
    return "\n".join(lines)
