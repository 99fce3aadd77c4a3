"""Asks a feed for its pages, and for services in full where its pages hold summaries only."""

import io
import json
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import local
from typing import Any
from urllib.parse import quote, urlencode

from directory.errors import FileRefused
from importers.fetching.budget import Budget
from importers.fetching.downloads import web_page
from importers.fetching.fetcher import Fetcher
from importers.fetching.reach import Reach
from importers.fetching.web_addresses import WebAddress
from importers.sources.open_referral.feed_address import questions, services_path
from importers.sources.open_referral.pages import Page, read_page

SERVICES_A_PAGE = 100
MOST_BYTES_A_PAGE = 20_000_000
AT_ONCE = 2
"""So many services are asked for at the same time: it hides the way there, and burdens no small server."""

_IN_FULL = frozenset(
    [
        *("service_at_locations", "service_areas", "schedules", "regular_schedules", "contacts", "languages"),
        *("cost_options", "attributes", "service_taxonomys", "eligibilitys"),
    ]
)
"""A service with any of these was sent whole; a summary has none of them."""


class FeedReader:
    """All that is asked of one feed in one import: one budget, and a connection for each who asks."""

    def __init__(self, asked: WebAddress, reach: Reach) -> None:
        self._asked = asked
        self._path = services_path(asked)
        self._questions = questions(asked)
        self._reach = reach
        self._budget = Budget(reach.limits)
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._fetchers: list[Fetcher] = []
        self._mine = local()
        self.name = f"{asked.scheme}://{asked.authority}{self._target()}"

    def page(self, number: int, *, modified_after: str | None = None) -> Page:
        asking = {"page": str(number), "per_page": str(SERVICES_A_PAGE)}
        if modified_after:
            asking["modified_after"] = modified_after
        return read_page(self._body(self._target(**asking)), number)

    def in_full(self, services: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """The services themselves, in this order; summaries are asked for one by one, two at a time."""
        return list(self._pool.map(self._whole, services))

    def close(self) -> None:
        self._budget.stop()
        self._pool.shutdown(cancel_futures=True)
        for fetcher in self._fetchers:
            fetcher.close()

    def _whole(self, service: Mapping[str, Any]) -> Mapping[str, Any]:
        if not _IN_FULL.isdisjoint(service.keys()):
            return service
        service_id = str(service["id"])
        body = self._body(self._target(f"/{quote(service_id, safe='')}"))
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, Mapping) or str(found.get("id")) != service_id:
            raise FileRefused(
                "Asked for one of its services, the feed gave something else.",
                "Import it again at a quieter time. If that gives the same, tell whoever runs it.",
                code="feed_changed",
            )
        return found

    def _target(self, below: str = "", **asking: str) -> str:
        query = urlencode([*self._questions, *asking.items()])
        return f"{self._path}{below}{f'?{query}' if query else ''}"

    def _body(self, target: str) -> bytes:
        body = io.BytesIO()
        self._fetcher().fetch(replace(self._asked, target=target), body, at_most=MOST_BYTES_A_PAGE)
        if body.getvalue()[:200].lstrip().startswith(b"<"):
            raise web_page(self._asked)
        return body.getvalue()

    def _fetcher(self) -> Fetcher:
        """One for each thread, all of one budget."""
        found: Fetcher | None = getattr(self._mine, "fetcher", None)
        if found is None:
            found = self._mine.fetcher = Fetcher(self._reach, self._budget)
            self._fetchers.append(found)
        return found
