"""From the store to one published version: columns, search index and manifest, swapped whole.

``published/<version>/`` holds ``columns/``, ``index/`` and ``manifest.json``; the file ``published/current``
names the version in use and is replaced by an atomic rename. Whoever has an old version open keeps it.
"""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from directory.errors import NotPublished, PublishedVersionRefused
from directory.offers import codes_for, offers_of, outcodes_named
from directory.rates import rates_on
from directory.search.documents import document_of
from directory.search.protocol import SearchIndex
from directory.search.whoosh_index import WhooshIndex
from directory.settings import Settings
from directory.store.session import Store
from matching.column_files import SnapshotRefused, sync_folder
from matching.snapshot import Snapshot

KEPT_VERSIONS = 2
OPENING_TRIES = 5


@dataclass(frozen=True)
class Published:
    """A version just made, and how long each part took, in seconds."""

    version: str
    options: int
    seconds: Mapping[str, float]


@dataclass(frozen=True)
class LiveMarket:
    """One published version, open for reading and shared by all workers of this machine."""

    published_dir: Path
    version: str
    snapshot: Snapshot
    search_index: SearchIndex
    manifest: Mapping[str, Any]

    @classmethod
    def open(cls, settings: Settings) -> "LiveMarket":
        """The current version; NotPublished where there is none, PublishedVersionRefused when it is torn."""
        for _ in range(OPENING_TRIES):
            version = current_version(settings)
            if version is None:
                raise NotPublished(
                    "No market has been published here yet.", "Import a file, or run “caremarket demo”."
                )
            try:
                return _open(settings.published_dir, version)
            except PublishedVersionRefused:
                if current_version(settings) == version:
                    raise
        raise PublishedVersionRefused("The published market keeps changing.", "Try again in a moment.")

    def refreshed(self) -> "LiveMarket":
        """This version, or the newer one that has taken its place."""
        version = _read_pointer(self.published_dir)
        if version is None or version == self.version:
            return self
        return _open(self.published_dir, version)


def current_version(settings: Settings) -> str | None:
    return _read_pointer(settings.published_dir)


def published_versions(settings: Settings) -> list[str]:
    """The versions kept on disk, oldest first."""
    if not settings.published_dir.exists():
        return []
    return sorted(path.parent.name for path in settings.published_dir.glob("[0-9]*/manifest.json"))


def publish(store: Store, settings: Settings) -> Published:
    """Make a version of all that may be listed now, and switch to it. One publisher at a time."""
    with _publishing(settings.published_dir):
        began = perf_counter()
        now = datetime.now(UTC)
        version = f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
        unfinished = settings.published_dir / f".unfinished-{version}"
        unfinished.mkdir()
        with store.reading() as reader:
            options = list(reader.published_rows())
            manifest = {
                "version": version,
                "published_at": now.isoformat(timespec="seconds"),
                "fingerprint": reader.fingerprint(),
                "listed": reader.listed(),
                "example": reader.has_example_data(),
            }
        read = perf_counter()
        codes = codes_for(code for option in options for code in outcodes_named(option))
        today = now.date()
        Snapshot.of(offers_of(options, options), codes, today, rates_on(today)).write(unfinished / "columns")
        columns = perf_counter()
        WhooshIndex.build(unfinished / "index", map(document_of, options))
        indexed = perf_counter()
        _write_whole(unfinished / "manifest.json", json.dumps(manifest))
        sync_folder(unfinished)
        unfinished.rename(settings.published_dir / version)
        _write_whole(settings.published_dir / "current", version)
        _forget_old_versions(settings.published_dir, version)
        seconds = {
            "read": read - began,
            "columns": columns - read,
            "index": indexed - columns,
            "switch": perf_counter() - indexed,
        }
    return Published(version, len(options), seconds)


def reconcile(store: Store, settings: Settings) -> str:
    """The version in use, published again first if the store has changed: a commit is not a publish."""
    try:
        market = LiveMarket.open(settings)
    except (NotPublished, PublishedVersionRefused):
        return publish(store, settings).version
    with store.reading() as reader:
        stands = (reader.fingerprint(), reader.listed())
    if stands == (market.manifest["fingerprint"], market.manifest["listed"]):
        return market.version
    return publish(store, settings).version


def _open(published_dir: Path, version: str) -> LiveMarket:
    folder = published_dir / version
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        snapshot = replace(Snapshot.open(folder / "columns"), version=version)
    except (OSError, ValueError, SnapshotRefused) as error:
        raise PublishedVersionRefused(
            f"The published version {version} can't be read: {error}", "Run “caremarket publish”."
        ) from error
    return LiveMarket(published_dir, version, snapshot, WhooshIndex.open(folder / "index"), manifest)


def _read_pointer(published_dir: Path) -> str | None:
    try:
        return (published_dir / "current").read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def _write_whole(path: Path, text: str) -> None:
    """Replace a file so that a reader sees the old text or the new, through a power cut too."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    sync_folder(path.parent)


@contextmanager
def _publishing(published_dir: Path) -> Iterator[None]:
    """Hold the publishers' lock, so that an older look at the store never replaces a newer one."""
    published_dir.mkdir(parents=True, exist_ok=True)
    with (published_dir / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left_behind in published_dir.glob(".unfinished-*"):
            shutil.rmtree(left_behind, ignore_errors=True)
        yield


def _forget_old_versions(published_dir: Path, current: str) -> None:
    """Remove all but the latest versions; readers that hold one open keep its files until they let go."""
    versions = sorted(path.parent for path in published_dir.glob("[0-9]*/manifest.json"))
    for old in versions[:-KEPT_VERSIONS]:
        if old.name != current:
            shutil.rmtree(old, ignore_errors=True)
