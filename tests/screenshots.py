"""``make screenshots``: the main pages of the example market as people see them, on a phone and on a desk.

All go to build/screenshots; those that the README shows are cut and put into docs too.
"""

import logging
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from directory.app import create_app
from directory.settings import read_settings
from importers.demo_market import load_demo_market
from tests.house.repository import ROOT
from tests.journeys.browser import chromium, served

WIDTHS = {"phone": 320, "desk": 1280}
IN_README = {
    ("results", "desk"): "answer.png",
    ("both", "desk"): "both.png",
    ("choice", "desk"): "choice.png",
}
README_SIZE = {"x": 0, "y": 0, "width": 1100, "height": 1240}
SENTENCE = "Sylheti-speaking woman, personal assistant, near E1, under £16 an hour"


def main(folder: Path) -> None:
    """Every main page at both widths; at the README's width and height those that it shows."""
    logging.disable(logging.INFO)
    folder.mkdir(parents=True, exist_ok=True)
    with example_market() as address, chromium() as browser:
        for size, width in WIDTHS.items():
            context = browser.new_context(base_url=address, viewport={"width": width, "height": 900})
            page = context.new_page()
            for name in pages(page):
                page.screenshot(path=folder / f"{name}-{size}.png", full_page=True)
                if (name, size) in IN_README:
                    page.set_viewport_size({"width": README_SIZE["width"], "height": README_SIZE["height"]})
                    page.screenshot(path=ROOT / "docs" / IN_README[name, size], clip=README_SIZE)
                    page.set_viewport_size({"width": width, "height": 900})
            context.close()


@contextmanager
def example_market() -> Iterator[str]:
    """The address of the example market, built in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "data"
        own.mkdir()
        (own / "reference").symlink_to(read_settings().reference_dir)
        settings = read_settings({"CAREMARKET_DATA_DIR": str(own)})
        load_demo_market(settings, say=lambda line: None)
        with served(create_app(settings)) as address:
            yield address


def pages(page: Any) -> Iterator[str]:
    """Walks through the site; the name of each page that is worth a picture, while it is shown."""
    page.goto("/")
    yield "start"
    page.get_by_label("What support are you looking for?").fill(SENTENCE)
    page.get_by_role("button", name="See what we understood").click()
    if page.url.endswith("/needs"):
        page.get_by_label("Washing, dressing and using the toilet").check()
        page.get_by_role("button", name="Continue").click()
    yield "check"
    page.get_by_role("link", name="Show me what fits").click()
    yield "results"
    answer = page.url
    page.locator("article a").first.click()
    yield "service"
    page.goto(answer.replace("/results/", "/find/") + "/change/money")
    yield "money"
    page.goto(answer.replace("/results/", "/plan/"))
    yield "plan"
    page.goto(answer)
    page.get_by_role("button", name="Add to shortlist").first.click()
    page.goto("/shortlist/")
    yield "shortlist"
    yield from _others(page)


def _others(page: Any) -> Iterator[str]:
    for name, path in (
        ("search", "/search"), ("place", "/places/tower-hamlets"), ("choice", "/places/tower-hamlets/choice"),
        ("report", "/market/E09000030"), ("easy", "/easy/needs"),
    ):  # fmt: skip
        page.goto(path)
        yield name
    page.goto("/find/who")
    page.get_by_label("Both of us").check()
    page.get_by_role("button", name="Continue").click()
    for need in ("Company and someone to talk to", "Washing, dressing and using the toilet"):
        page.get_by_label(need).check()
        page.get_by_role("button", name="Continue").click()
        page.get_by_label("Postcode, town or area").fill("E1 4NS")
        page.get_by_role("button", name=re.compile("That is all")).click()
        if page.get_by_role("button", name="Go on: about the other person").count():
            page.get_by_role("button", name="Go on: about the other person").click()
    page.get_by_role("link", name="Show what suits both of us").click()
    yield "both"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
