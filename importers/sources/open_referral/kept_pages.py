"""Pages of a feed that were read whole, kept on disk until all are there, so that a broken run goes on."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from importers.sources.open_referral.pages import Totals

KEPT_SECONDS = 24 * 3_600


class KeptPages:
    """One folder for each feed. ``now`` is in seconds since 1970; pages of a day ago are no longer used."""

    def __init__(self, folder: Path, feed: str, now: float) -> None:
        self._folder = folder / sha256(feed.encode()).hexdigest()[:24]
        self._now = now
        if self._is_old():
            self.clear()

    def totals(self) -> Totals | None:
        """What the first page said, or None where nothing is kept."""
        said = self._said()
        return Totals(said["services"], said["pages"]) if said else None

    def begun(self) -> float | None:
        """When the first page was read, or None where nothing is kept."""
        said = self._said()
        return said["begun"] if said else None

    def begin(self, totals: Totals) -> None:
        self.clear()
        self._folder.mkdir(parents=True)
        plain = {"services": totals.services, "pages": totals.pages, "begun": self._now}
        _write(self._folder / "feed.json", json.dumps(plain))

    def has(self, number: int) -> bool:
        return self._path(number).exists()

    def keep(self, number: int, services: list[Mapping[str, Any]]) -> None:
        """One service a line, there as a whole or not at all."""
        lines = (json.dumps(service) + "\n" for service in services)
        _write(self._path(number), "".join(lines))

    def services(self, number: int) -> Iterator[Mapping[str, Any]]:
        with self._path(number).open(encoding="utf-8", newline="\n") as lines:
            yield from map(json.loads, lines)

    def write_all(self, pages: int, path: Path) -> None:
        """Every page, in order, as one file of JSON lines."""
        with path.open("wb") as whole:
            for number in range(1, pages + 1):
                with self._path(number).open("rb") as page:
                    shutil.copyfileobj(page, whole)

    def clear(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _path(self, number: int) -> Path:
        return self._folder / f"page-{number:05}.jsonl"

    def _is_old(self) -> bool:
        begun = self.begun()
        return begun is None or not 0 <= self._now - begun <= KEPT_SECONDS

    def _said(self) -> Mapping[str, Any] | None:
        try:
            said: Mapping[str, Any] = json.loads((self._folder / "feed.json").read_text())
        except (OSError, ValueError):
            return None
        return said


def _write(path: Path, text: str) -> None:
    beside = path.with_suffix(".part")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
