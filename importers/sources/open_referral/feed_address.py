"""What address a feed has, and what may be asked of it."""

import re
from urllib.parse import parse_qsl

from directory.errors import FileRefused
from importers.fetching.web_addresses import WebAddress

_A_FILE = re.compile(r"\.(?:json|jsonl|ndjson|gz|zip)$", re.IGNORECASE)
_PAGING = ("page", "per_page")
_PARTS = frozenset(
    [
        *("modified_after", "text", "search", "query", "organization_id", "postcode", "proximity"),
        *("taxonomy_id", "taxonomy_term_id", "taxonomy_type", "location_id", "coverage", "day"),
        *("minimum_age", "maximum_age", "start_time", "end_time", "needs", "circumstances"),
    ]
)
"""Questions by which a feed gives only some of its services."""


def is_feed(asked: WebAddress) -> bool:
    """Whether an address is a feed's; one that ends like a file's is a file's."""
    return not _A_FILE.search(asked.path)


def publisher_of(asked: WebAddress) -> str | None:
    """Host and path of a feed, for councils may share a host; a file's address says nothing certain."""
    if not is_feed(asked):
        return None
    return f"{asked.authority}{services_path(asked).removesuffix('/services')}"


def services_path(asked: WebAddress) -> str:
    """Where the services are listed, whether the feed or its list was named."""
    path = asked.path.rstrip("/")
    return path if path.endswith("/services") else f"{path}/services"


def questions(asked: WebAddress) -> list[tuple[str, str]]:
    """What the address asks besides; FileRefused where that would bring only some of the services."""
    asking = parse_qsl(asked.query, keep_blank_values=True)
    parts = sorted({name for name, _ in asking} & _PARTS)
    if parts:
        raise FileRefused(
            f"The address asks for a part of the feed ({', '.join(parts)}), and no part tells what is gone.",
            "Give the address without that: the whole feed is read, or nothing is changed.",
            code="part_of_a_feed",
        )
    return [(name, value) for name, value in asking if name not in _PAGING]
