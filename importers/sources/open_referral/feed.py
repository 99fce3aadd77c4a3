"""A whole feed as one file: every page of ``/services``, and each service in full, or nothing.

It is always read whole, for no part of it tells what is gone. ``modified_after`` is asked only where a run
goes on from pages kept some hours ago: it brings them up to date.
"""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from directory.errors import FileRefused
from importers.fetching.downloads import download, file_name
from importers.fetching.reach import Reach
from importers.fetching.web_addresses import WebAddress
from importers.sources.open_referral.feed_address import is_feed
from importers.sources.open_referral.feed_reader import FeedReader
from importers.sources.open_referral.kept_pages import KeptPages
from importers.sources.open_referral.pages import (
    FeedChanged,
    Totals,
    ids_of,
    new_services,
    same_page,
    same_totals,
    whole_feed,
)

CLOCKS_DIFFER_SECONDS = 600.0


def fetch_feed(asked: WebAddress, reach: Reach, folder: Path, kept: Path) -> Path:
    """The whole feed as JSON lines in ``folder``; a file where the address is a file's."""
    if not is_feed(asked):
        return download(asked, reach, folder)
    reader = FeedReader(asked, reach)
    pages = KeptPages(kept, reader.name, time.time())
    path = folder / f"{file_name(asked)}.jsonl"
    try:
        count = _all_kept(reader, pages)
        pages.write_all(count, path)
        pages.clear()
    finally:
        reader.close()
    return path


def _all_kept(reader: FeedReader, kept: KeptPages) -> int:
    """How many pages there are, all of them kept. A run that went on starts anew where the feed changed."""
    went_on = kept.totals() is not None
    try:
        return _read(reader, kept)
    except FeedChanged as changed:
        kept.clear()
        if not went_on:
            raise changed.refusal from changed
        return _all_kept(reader, kept)


def _read(reader: FeedReader, kept: KeptPages) -> int:
    totals, begun = kept.totals(), kept.begun()
    first = None
    if totals is None:
        first = reader.page(1)
        totals = first.totals
        kept.begin(totals)
    for number in range(1, totals.pages + 1):
        if not kept.has(number):
            page = first if first and number == 1 else reader.page(number)
            same_totals(totals, page.totals)
            kept.keep(number, reader.in_full(page.services))
    if begun is not None:
        _bring_up_to_date(reader, kept, totals, begun)
    numbers = range(1, totals.pages + 1)
    whole_feed(totals, (ids_of(kept.services(number)) for number in numbers))
    if totals.pages > 1:
        again = reader.page(1)
        same_totals(totals, again.totals)
        same_page(ids_of(kept.services(1)), again.ids)
    return totals.pages


def _bring_up_to_date(reader: FeedReader, kept: KeptPages, totals: Totals, begun: float) -> None:
    """The services that changed since the first page was read, in place of those kept."""
    changed = _changed_since(reader, totals, begun)
    for number in range(1, totals.pages + 1) if changed else ():
        services = list(kept.services(number))
        if not changed.keys().isdisjoint(ids_of(services)):
            kept.keep(number, [changed.pop(str(service["id"]), service) for service in services])
    new_services(changed)


def _changed_since(reader: FeedReader, totals: Totals, begun: float) -> dict[str, Mapping[str, Any]]:
    """Id → service; none where the feed takes no ``modified_after``: it refuses, or gives as much as ever."""
    when = datetime.fromtimestamp(begun - CLOCKS_DIFFER_SECONDS, UTC)
    since = f"{when:%Y-%m-%dT%H:%M:%S}.000Z"
    try:
        first = reader.page(1, modified_after=since)
    except (FileRefused, FeedChanged):
        return {}
    if first.totals.services >= totals.services:
        return {}
    pages = [first, *(reader.page(n, modified_after=since) for n in range(2, first.totals.pages + 1))]
    found = reader.in_full(service for page in pages for service in page.services)
    return {str(service["id"]): service for service in found}
