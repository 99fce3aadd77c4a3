"""What is to be imported, as a path: given as one, or fetched by its address for as long as it is needed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time

from directory.settings import Settings
from importers.fetching.bodies import no_room
from importers.fetching.downloads import download
from importers.fetching.reach import Reach, reach_of
from importers.fetching.web_addresses import WebAddress, is_web_address, web_address_of
from importers.source import FetchingSource, Source

KEPT_SECONDS = 24 * 3_600
"""So long what was fetched in part may wait for the next run."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """``fetched_from`` is the address as it may be shown, and ``publisher`` whose it is where nobody says."""

    path: Path
    fetched_from: str | None = None
    publisher: str | None = None

    def as_text(self) -> str:
        return f"Fetched from {self.fetched_from}\n" if self.fetched_from else ""

    def as_json(self) -> dict[str, str]:
        return {"fetched_from": self.fetched_from} if self.fetched_from else {}


@contextmanager
def at_hand(where: str, source: Source, settings: Settings) -> Iterator[AtHand]:
    """The file at a path or an address; FileRefused where it can't be fetched whole."""
    if not is_web_address(where):
        yield AtHand(Path(where))
        return
    asked = web_address_of(where)
    kept = settings.data_dir / "fetched"
    try:
        kept.mkdir(exist_ok=True)
        _sweep(kept)
        holder = TemporaryDirectory(prefix="import-", dir=kept, ignore_cleanup_errors=True)
    except OSError as error:
        raise no_room() from error
    with holder as folder:
        yield _fetched(asked, source, reach_of(settings), Path(folder), kept)


def _sweep(kept: Path) -> None:
    """What a run that was killed left there, or kept for a next one that never came."""
    for left in kept.iterdir():
        if left.stat().st_mtime < time() - KEPT_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _fetched(asked: WebAddress, source: Source, reach: Reach, folder: Path, kept: Path) -> AtHand:
    try:
        if isinstance(source, FetchingSource):
            path = source.fetch(asked, reach, folder, kept)
            return AtHand(path, asked.shown, source.publisher_of(asked))
        return AtHand(download(asked, reach, folder), asked.shown)
    except OSError as error:
        raise no_room() from error
