"""A data folder to be imported into by processes that die or run out of disk, and what is left in it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from directory.errors import NotPublished
from directory.live_market import LiveMarket
from directory.publishing import publish_changes
from directory.settings import Settings
from directory.store.session import open_store
from directory.version_folders import published_versions
from importers.pipeline import Orders, run
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import PEOPLE, another_person, write_csv
from tests.importers.taking_in import fingerprint, people

LASTING = {"current", ".publishing.lock", ".rebuilding.lock"}
BEFORE = people(*range(6))
AFTER = [
    *people(0, 1, 2),
    another_person(3, Languages="Polish"),
    another_person(4, Consent_to_list="no"),
    *people(6),
]


@dataclass(frozen=True)
class Market:
    """A data folder with what is stored and what people see."""

    folder: Path

    @property
    def settings(self) -> Settings:
        url = f"sqlite:///{self.folder / 'market.sqlite3'}"
        return Settings(self.folder, url, url, answers_keep_hours=24, secret_key="a test's secret")

    def copied(self, name: str) -> "Market":
        target = self.folder.with_name(name)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder, target)
        return Market(target)

    def take_in(self, rows: list, *, name: str = "people.csv") -> str:
        """Import and publish; returns the fingerprint."""
        store = open_store(self.settings)
        path = write_csv(self.folder / name, rows)
        try:
            return run(store, PEOPLE, path, a_reading_context(), Orders(publish_to=self.settings)).fingerprint
        finally:
            store.close()

    def stored(self) -> str:
        store = open_store(self.settings)
        try:
            return fingerprint(store)
        finally:
            store.close()

    def seen(self) -> tuple | None:
        """What people see; None where nothing is published."""
        try:
            market = LiveMarket.open(self.settings)
        except NotPublished:
            return None
        hits = [
            sorted(hit.option_number for hit in market.search_index.search(words, 50))
            for words in ("polish", "sylheti", "bow")
        ]
        return sorted(market.snapshot.columns["number"][market.snapshot.all_rows()].tolist()), hits

    def state(self) -> tuple[str, tuple | None]:
        """What is stored, and what people see."""
        return self.stored(), self.seen()

    def started(self) -> None:
        """As a service does when it starts."""
        store = open_store(self.settings)
        publish_changes(store, self.settings)
        store.close()

    def left_over(self) -> set[str]:
        """What lies among the published versions and is none of them."""
        there = {path.name for path in self.settings.published_dir.iterdir()}
        return there - LASTING - set(published_versions(self.settings.published_dir))


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """Where there is one: flushing to a disk takes long, and to a process that dies it is all the same."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def a_market(folder: Path, *, published: bool = True) -> Market:
    """With ``BEFORE`` taken in."""
    market = Market(folder / "old")
    market.folder.mkdir()
    market.take_in(BEFORE)
    if not published:
        shutil.rmtree(market.settings.published_dir)
    return market
