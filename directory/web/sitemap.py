"""What search engines may look at (robots.txt, RFC 9309), and where it is (sitemaps.org, protocol 0.9)."""

from collections.abc import Iterable, Iterator

from flask import Blueprint, Response, url_for
from markupsafe import escape

from directory.errors import NotFound
from directory.journeys.places import options_by_council
from directory.journeys.public_options import ids_of_part, parts_of, public_numbers
from directory.web.opened import opened
from directory.web.places import address_of_council

sitemap = Blueprint("sitemap", __name__)
ANSWERS = (
    *("/find/", "/results/", "/search/", "/shortlist/", "/plan/", "/easy/", "/s/", "/language"),
    *("/market/circle-", "/market/*/report.", "/api/"),
)
"""Pages of one person's answers, what is made for one visit, and files."""
STANDING = (
    "pages.start",
    "services.search",
    "places.councils",
    "pages.how",
    "pages.privacy",
    "pages.accessibility",
)
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@sitemap.get("/robots.txt")
def robots() -> Response:
    """Nobody should find invented services in a search engine, so a market that has any is closed to them."""
    closed = ("/",) if opened().example_data() else ANSWERS
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    if not opened().example_data():
        lines.append(f"Sitemap: {url_for('sitemap.index', _external=True)}")
    return Response("\n".join([*lines, ""]), mimetype="text/plain")


@sitemap.get("/sitemap.xml")
def index() -> Response:
    """Part 0 holds the pages that always stand, the others the options."""
    here = opened()
    parts = range(parts_of(public_numbers(here.market(), here.store)) + 1)
    addresses = (url_for("sitemap.part_of_it", part=part, _external=True) for part in parts)
    return _xml("sitemapindex", "sitemap", list(addresses))


@sitemap.get("/sitemap/<int:part>.xml")
def part_of_it(part: int) -> Response:
    here = opened()
    if part == 0:
        standing = [url_for(name, _external=True) for name in STANDING]
        held = options_by_council(here.market(), here.store)
        return _xml("urlset", "url", [*standing, *(address_of_council(code, True) for code in held)])
    ids = ids_of_part(public_numbers(here.market(), here.store), part)
    if not ids:
        raise NotFound("There is no such part.", "See /sitemap.xml.")
    pattern = url_for("services.show", option_id="OPTION", _external=True)
    return _xml("urlset", "url", (pattern.replace("OPTION", each) for each in ids))


def _xml(whole: str, each: str, addresses: Iterable[str]) -> Response:
    """Streamed. What is listed changes with a published version, so its day is each page's."""
    day = opened().market().snapshot.as_of.isoformat()

    def written() -> Iterator[str]:
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="{NAMESPACE}">\n'
        for address in addresses:
            yield f"<{each}><loc>{escape(address)}</loc><lastmod>{day}</lastmod></{each}>\n"
        yield f"</{whole}>\n"

    return Response(written(), mimetype="application/xml")
