"""A file on the web, fetched beside the market and imported like any other."""

import re
from pathlib import Path

from directory.errors import FileRefused
from importers.fetching.fetcher import Fetcher
from importers.fetching.reach import Reach
from importers.fetching.web_addresses import WebAddress

LONGEST_NAME = 120


def download(asked: WebAddress, reach: Reach, folder: Path) -> Path:
    """The file that lies there, in ``folder``, under a name that tells where it came from."""
    path = folder / file_name(asked)
    fetcher = Fetcher(reach)
    try:
        with path.open("w+b") as file:
            answer = fetcher.fetch(asked, file)
            start = file.read(1_000).lstrip()
    finally:
        fetcher.close()
    if answer.content_type in ("text/html", "application/xhtml+xml") and start[:1] == b"<":
        raise web_page(asked)
    return path


def file_name(asked: WebAddress) -> str:
    """Host and path of an address as a name that any disk takes; never its query."""
    name = re.sub(r"[^A-Za-z0-9.-]+", "_", f"{asked.host}{asked.path}").strip("._")
    return name[-LONGEST_NAME:].lstrip(".-_")


def web_page(asked: WebAddress) -> FileRefused:
    return FileRefused(
        f"{asked.host} answered with a web page.",
        "Give the address of the file or the feed itself: the one that the page's download link has.",
        code="web_page",
    )
