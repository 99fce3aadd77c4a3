"""From the store to the files of a version: the whole market, or what has changed since a whole one."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from directory.live_market import LiveMarket
from directory.offers import codes_for, offers_of
from directory.rates import rates_on
from directory.search.documents import document_of
from directory.search.whoosh_index import WhooshIndex
from directory.store.session import Store
from directory.store.views import FoldedOption
from matching.changes import CodeNotKnown, write_changes
from matching.column_files import spare_rows, sync_folder
from matching.snapshot import Snapshot


@dataclass(frozen=True)
class Made:
    """What was written: the manifest to be, and the seconds that each part took."""

    manifest: Mapping[str, Any]
    seconds: Mapping[str, float]


def write_whole(folder: Path, store: Store) -> Made:
    """Write columns and index of all that may be listed now. Options are read twice, and none is kept."""
    today = day_of_publishing()
    with store.reading() as reader:
        watch = _Stopwatch()
        manifest = {"change": reader.last_change(), "example": reader.has_example_data()}
        sharing = list(reader.listed_options(reader.options_sharing("cqc_location")))
        codes = codes_for(reader.outcodes_named())
        watch.part_ends("read")
        offers = offers_of(watch.reading(reader.published_rows()), sharing)
        Snapshot.of(offers, codes, today, rates_on(today)).write(folder / "columns")
        watch.part_ends("columns")
        WhooshIndex.build(folder / "index", map(document_of, watch.reading(reader.published_rows())))
        watch.part_ends("index")
    return Made(manifest, watch.seconds)


def write_changed(folder: Path, store: Store, base: LiveMarket) -> Made | None:
    """Write what differs from ``base``, a whole version; None where only another whole one will do."""
    with store.reading() as reader:
        watch = _Stopwatch()
        changed = reader.changes_since(base.manifest.get("change", ""))
        if changed is None or len(changed) > spare_rows(base.options):
            return None
        manifest = {
            "base": base.version,
            "change": reader.last_change(),
            "changed": len(changed),
            # Never before the base's day: its columns tell who was freshly confirmed then.
            "as_of": max(day_of_publishing(), base.snapshot.as_of).isoformat(),
            "example": reader.has_example_data(),
        }
        options = list(reader.listed_options(changed))
    watch.part_ends("read")
    gone = changed.difference(option.option_number for option in options)
    try:
        # Organizations change whole, so that all who share a registration are among them.
        write_changes(folder / "changes", base.snapshot, offers_of(options, options), gone)
    except CodeNotKnown:
        shutil.rmtree(folder / "changes", ignore_errors=True)
        return None
    watch.part_ends("columns")
    WhooshIndex.build(folder / "index", map(document_of, options))
    np.save(folder / "changed.npy", np.array(sorted(changed), dtype=np.int64))
    sync_folder(folder / "changed.npy")
    watch.part_ends("index")
    return Made(manifest, watch.seconds)


def day_of_publishing() -> date:
    """The day that ages are counted to and whose wages count (UTC)."""
    return datetime.now(UTC).date()


class _Stopwatch:
    """Seconds by part; what is spent on reading in the midst of another part counts as reading."""

    def __init__(self) -> None:
        self.seconds = {"read": 0.0}
        self._began = perf_counter()
        self._read_before = 0.0

    def part_ends(self, part: str) -> None:
        now = perf_counter()
        elsewhere = self.seconds["read"] - self._read_before
        self.seconds[part] = self.seconds.get(part, 0.0) + now - self._began - elsewhere
        self._began, self._read_before = now, self.seconds["read"]

    def reading(self, options: Iterator[FoldedOption]) -> Iterator[FoldedOption]:
        """The same options; the time it takes to get each counts as reading."""
        while True:
            began = perf_counter()
            option = next(options, None)
            self.seconds["read"] += perf_counter() - began
            if option is None:
                return
            yield option
