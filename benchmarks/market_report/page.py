"""A council's report page of a real data folder: made for the first time, and asked for again."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from directory.app import create_app
from directory.settings import read_settings

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Page:
    """Seconds until the page was there, and its size in bytes."""

    area: str
    options: int
    first: float
    again: float
    size: int


def page_of(data_dir: Path, area: str) -> Page:
    """The page at /market/AREA of the market that is published in a data folder."""
    app = create_app(read_settings({"CAREMARKET_DATA_DIR": str(data_dir)}))
    client = app.test_client()
    # The start page opens store and market, which every page needs and none is charged for.
    client.get("/")
    times = []
    for _ in range(1 + ROUNDS):
        start = perf_counter()
        answer = client.get(f"/market/{area}")
        times.append(perf_counter() - start)
    if answer.status_code != 200:
        raise ValueError(f"there is no page for {area}: {answer.status_code}")
    options = app.extensions["caremarket"].market().options
    return Page(area, options, times[0], median(times[1:]), len(answer.data))
