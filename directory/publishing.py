"""From the store to what people see: a whole version, or the changes since the last whole one.

The store is the source of truth. A version keeps the store's mark (``Reader.last_change``) of when it was
made, and that alone tells whether it is up to date: no mark comes twice, on this database or another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from directory.errors import NotPublished, PublishedVersionRefused
from directory.live_market import LiveMarket, open_version
from directory.settings import Settings
from directory.store.session import Store
from directory.version_folders import publishing, put_in_place, rebuilding, switch_to
from directory.version_making import Made, write_changed, write_whole


@dataclass(frozen=True)
class Published:
    """The version in use, and how long each part of making it took, in seconds; nothing where it stood."""

    version: str
    options: int
    bytes_a_row: float
    seconds: Mapping[str, float]


def publish(store: Store, settings: Settings) -> Published:
    """Make a whole version of all that may be listed now, and switch to it.

    Changes go on being published while it is made. They are laid over it before the switch, so that nothing
    that left comes back.
    """
    with rebuilding(settings.published_dir) as folder:
        made = write_whole(folder, store, settings)
        with publishing(settings.published_dir) as spare_folder:
            if made.manifest["change"] == _last_change(store):
                return _put_in_use(folder, made)
            whole = open_version(settings.published_dir, put_in_place(folder, made.manifest))
            later = write_changed(spare_folder, store, whole) or write_whole(spare_folder, store, settings)
            seconds = {**made.seconds, "changes": sum(later.seconds.values())}
            return _put_in_use(spare_folder, replace(later, seconds=seconds), whole)


def publish_changes(store: Store, settings: Settings) -> Published:
    """Bring what people see up to date: by what changed since the last whole version, where that will do.

    A version that can't be read, or that stands at a mark of another database, is made anew.
    """
    with publishing(settings.published_dir) as folder:
        market = _in_use(settings)
        if market is not None:
            if market.mark == _last_change(store):
                return Published(market.version, market.options, market.snapshot.bytes_a_row, {})
            if made := write_changed(folder, store, market.whole):
                return _put_in_use(folder, made, market.whole)
    return publish(store, settings)


def _in_use(settings: Settings) -> LiveMarket | None:
    try:
        return LiveMarket.open(settings)
    except (NotPublished, PublishedVersionRefused):
        return None


def _last_change(store: Store) -> str:
    with store.reading() as reader:
        return reader.last_change()


def _put_in_use(folder: Path, made: Made, whole: LiveMarket | None = None) -> Published:
    """Switch to what was made. It is opened first: what can't be read never comes into use."""
    began = perf_counter()
    version = put_in_place(folder, made.manifest)
    market = open_version(folder.parent, version, whole)
    switch_to(folder.parent, version)
    seconds = {**made.seconds, "switch": perf_counter() - began}
    return Published(version, market.options, market.snapshot.bytes_a_row, seconds)
