"""One page of a feed as HSDS-UK 3.0 or 1 writes it, and what must hold between pages of a whole feed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from directory.errors import FileRefused

MOST_PAGES = 5_000
MOST_SERVICES = 200_000

# HSDS-UK 3.0, HSDS-UK 1.
_TOTAL = ("total_items", "totalElements")
_PAGES = ("total_pages", "totalPages")
_NUMBER = ("page_number", "number")
_FIRST = ("first_page", "first")
_LAST = ("last_page", "last")
_SERVICES = ("contents", "content")


class FeedChanged(Exception):
    """What was read no longer fits what is read now: only a new beginning gives the whole feed.

    ``refusal`` is what to say where a new beginning would end the same way.
    """

    def __init__(self, refusal: FileRefused) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Totals:
    """What every page says of the feed as a whole."""

    services: int
    pages: int


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of ``/services``."""

    totals: Totals
    services: tuple[Mapping[str, Any], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return ids_of(self.services)


def ids_of(services: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(str(service.get("id") or "") for service in services)


def read_page(body: bytes, asked: int) -> Page:
    """The page that was asked for; FileRefused for anything else."""
    plain = _object(body)
    services = _value(plain, _SERVICES)
    totals = Totals(_count(plain, _TOTAL), _count(plain, _PAGES))
    if not isinstance(services, list) or not all(
        isinstance(one, Mapping) and one.get("id") for one in services
    ):
        raise _no_feed()
    if totals.pages > MOST_PAGES or totals.services > MOST_SERVICES:
        raise FileRefused(
            f"The feed says that it holds {totals.services:,} services on {totals.pages:,} pages.",
            "No area has so many: tell whoever runs it.",
            code="too_large",
        )
    if not totals.services or not totals.pages:
        raise FileRefused("The feed says that it holds no services.", "Ask whoever runs it.", code="no_rows")
    _refuse_another_page(plain, asked, totals.pages)
    if not services:
        raise FeedChanged(_shifted(f"page {asked} of {totals.pages} is empty"))
    return Page(totals, tuple(services))


def _refuse_another_page(plain: Mapping[str, Any], asked: int, pages: int) -> None:
    """Version 1 feeds count from 0 or from 1; whether it is the first and the last must be right."""
    number = _value(plain, _NUMBER)
    is_asked = number is None or number == asked or ("number" in plain and number == asked - 1)
    for said, right in ((_value(plain, _FIRST), asked == 1), (_value(plain, _LAST), asked == pages)):
        is_asked = is_asked and (not isinstance(said, bool) or said == right)
    if not is_asked:
        raise FeedChanged(
            FileRefused(
                f"Asked for page {asked} of {pages}, the feed gave another page, or says that it is.",
                "Tell whoever runs it: page numbers, first_page and last_page don't fit together.",
                code="wrong_page",
            )
        )


def whole_feed(totals: Totals, ids_by_page: Iterable[tuple[str, ...]]) -> None:
    """Nothing, where every service is there once; FeedChanged otherwise."""
    seen: set[str] = set()
    count = 0
    for number, ids in enumerate(ids_by_page, 1):
        count += len(ids)
        seen.update(ids)
        if len(seen) < count:
            raise FeedChanged(_shifted(f"page {number} repeats a service of this page or one before"))
    if count != totals.services:
        raise FeedChanged(_shifted(f"it says {totals.services:,} services and gives {count:,}"))


def same_totals(first: Totals, now: Totals) -> None:
    if first != now:
        raise FeedChanged(_shifted(f"it had {first.services:,} services, and then {now.services:,}"))


def same_page(first: tuple[str, ...], now: tuple[str, ...]) -> None:
    if first != now:
        raise FeedChanged(_shifted("its first page is another one by now"))


def new_services(left: Mapping[str, Any]) -> None:
    """Nothing, where none is left that no page held."""
    if left:
        raise FeedChanged(_shifted(f"{len(left):,} services have come since"))


def _shifted(how: str) -> FileRefused:
    return FileRefused(
        f"The feed changed while it was read, or doesn't keep to its own count: {how}.",
        "Import it again at a quieter time. If that gives the same, tell whoever runs it.",
        code="feed_changed",
    )


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        plain = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _no_feed() from error
    if not isinstance(plain, Mapping):
        raise _no_feed()
    return plain


def _value(plain: Mapping[str, Any], names: tuple[str, str]) -> Any:
    return next((plain[name] for name in names if name in plain), None)


def _count(plain: Mapping[str, Any], names: tuple[str, str]) -> int:
    value = _value(plain, names)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _no_feed()
    return value


def _no_feed() -> FileRefused:
    return FileRefused(
        "What the address gives is no page of services in the Open Referral UK standard.",
        "Give the feed's address, the part before /services. A file's address must end in .json.",
        code="no_feed",
    )
