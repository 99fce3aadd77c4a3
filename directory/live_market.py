"""One published version, open: the market's columns, its search index and its manifest.

A whole version holds ``columns/`` and ``index/``. A version of changes names the whole one it is made against
(its ``base``), and holds ``changes/``, a small ``index/`` and ``changed.npy``: the numbers of the options
that are not as the base has them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from directory.errors import NotPublished, PublishedVersionRefused
from directory.rates import rates_on
from directory.search.engines import WHOOSH, index_of
from directory.search.protocol import SearchIndex
from directory.settings import Settings
from directory.version_folders import current_version, manifest_of
from matching.changes import with_changes
from matching.column_files import SnapshotRefused
from matching.snapshot import Snapshot

OPENING_TRIES = 5


@dataclass(frozen=True)
class LiveMarket:
    """One published version, open for reading and shared by all workers of this machine.

    ``base``: the whole version that this one's changes are made against; None for a whole one.
    """

    published_dir: Path
    version: str
    snapshot: Snapshot
    search_index: SearchIndex
    manifest: Mapping[str, Any]
    base: "LiveMarket | None" = None

    @classmethod
    def open(cls, settings: Settings) -> "LiveMarket":
        """The current version; NotPublished where there is none, PublishedVersionRefused when it is torn."""
        for _ in range(OPENING_TRIES):
            version = current_version(settings.published_dir)
            if version is None:
                raise NotPublished(
                    "No market has been published here yet.", "Import a file, or run “caremarket demo”."
                )
            try:
                return open_version(settings.published_dir, version)
            except PublishedVersionRefused:
                if current_version(settings.published_dir) == version:
                    raise
        raise PublishedVersionRefused("The published market keeps changing.", "Try again in a moment.")

    def refreshed(self) -> "LiveMarket":
        """This version, or the newer one that has taken its place; the base they share stays open."""
        version = current_version(self.published_dir)
        if version is None or version == self.version:
            return self
        return open_version(self.published_dir, version, self.whole)

    @property
    def whole(self) -> "LiveMarket":
        """The whole version: this one, or the base of its changes."""
        return self if self.base is None else self.base

    @property
    def mark(self) -> str:
        """The store's mark of when it was made; empty where it isn't told."""
        mark: str = self.manifest.get("change", "")
        return mark

    @property
    def engine(self) -> str:
        """The search engine it was made with; versions that don't say were made with Whoosh."""
        engine: str = self.manifest.get("engine", WHOOSH)
        return engine

    @property
    def options(self) -> int:
        """How many options it holds."""
        return len(self.snapshot.all_rows())


def open_version(published_dir: Path, version: str, known: LiveMarket | None = None) -> LiveMarket:
    """A version by its name; PublishedVersionRefused when torn. ``known``: a whole one that is open."""
    try:
        manifest = manifest_of(published_dir, version)
        base = manifest.get("base")
        if base is None:
            return _open_whole(published_dir, version, manifest)
        if known is None or known.version != base:
            known = _open_whole(published_dir, base, manifest_of(published_dir, base))
        return _open_changes(known, version, manifest)
    except (OSError, ValueError, KeyError, SnapshotRefused) as error:
        raise PublishedVersionRefused(
            f"The published version {version} can't be read: {error}", "Run “caremarket publish”."
        ) from error


def _open_whole(published_dir: Path, version: str, manifest: Mapping[str, Any]) -> LiveMarket:
    folder = published_dir / version
    snapshot = replace(Snapshot.open(folder / "columns"), version=version)
    index = index_of(manifest.get("engine", WHOOSH)).open(folder / "index")
    return LiveMarket(published_dir, version, snapshot, index, manifest)


def _open_changes(base: LiveMarket, version: str, manifest: Mapping[str, Any]) -> LiveMarket:
    folder = base.published_dir / version
    changed = np.load(folder / "changed.npy", allow_pickle=False)
    if len(changed) != manifest["changed"]:
        raise ValueError("Not every changed option is named.")
    as_of = date.fromisoformat(manifest["as_of"])
    laid_over = with_changes(base.snapshot, folder / "changes")
    snapshot = replace(laid_over, version=version, as_of=as_of, rates=rates_on(as_of))
    index = base.search_index.with_changes(folder / "index", changed)
    return LiveMarket(base.published_dir, version, snapshot, index, manifest, base)
