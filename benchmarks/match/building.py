"""The snapshot of a made-up England: built, written and opened again, or reused from an earlier run."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.match.england import AS_OF, england
from benchmarks.match.homes import Homes
from directory.offers import codes_for
from directory.rates import rates_on
from matching.offers import Offer
from matching.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Built:
    """A written snapshot and what making it took, without the time that making up its options took."""

    folder: Path
    build_seconds: float
    bytes_a_row: float


def built(home: Path, count: int, seed: int, homes: Homes) -> Built:
    """The snapshot of ``england(count, seed)`` under ``home``; one that is there already is reused."""
    folder = home / f"england-{count}-{seed}"
    noted = home / f"{folder.name}.json"
    if not noted.is_file():
        offers = Timed(england(count, seed, homes))
        start = perf_counter()
        snapshot = Snapshot.of(offers, codes_for(homes.outcodes), AS_OF, rates_on(AS_OF))
        snapshot.write(folder)
        seconds = perf_counter() - start - offers.seconds
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        noted.write_text(json.dumps({"build_seconds": seconds, "bytes_a_row": size / count}))
    return Built(folder, **json.loads(noted.read_text()))


class Timed:
    """Hands options on and adds up the seconds spent on making them."""

    def __init__(self, offers: Iterator[Offer]) -> None:
        self._offers = offers
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Offer]:
        start = perf_counter()
        for offer in self._offers:
            self.seconds += perf_counter() - start
            yield offer
            start = perf_counter()
