"""From the store to the files of a version: the whole market, or what has changed since a whole one."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from directory.index_making import index_beside, write_index
from directory.live_market import LiveMarket
from directory.market_columns import market_gathered
from directory.offers import codes_for, offers_of
from directory.rates import rates_on
from directory.search.documents import document_of
from directory.search.engines import engine_for, index_of
from directory.settings import Settings
from directory.store.session import Store
from matching.changes import CodeNotKnown, write_changes
from matching.column_files import spare_rows, sync_folder
from matching.snapshot import Snapshot


@dataclass(frozen=True)
class Made:
    """What was written: the manifest to be, and the seconds that each part took."""

    manifest: Mapping[str, Any]
    seconds: Mapping[str, float]


def write_whole(folder: Path, store: Store, settings: Settings) -> Made:
    """Write columns and index of all that may be listed now: of a large market both at the same time."""
    today = day_of_publishing()
    with store.reading() as reader:
        watch = _Stopwatch()
        mark, options = reader.last_change(), reader.listed()["total"]
        engine = engine_for(settings.search_engine, options)
        manifest = {"change": mark, "example": reader.has_example_data(), "engine": engine}
        with index_beside(folder / "index", settings, engine, options) as index:
            codes = codes_for(reader.outcodes_named())
            sharing = reader.options_sharing("cqc_location")
            gathered = market_gathered(reader.option_blocks(), sharing, codes)
            watch.part_ends("read")
            Snapshot.from_gathered(gathered, codes, today, rates_on(today)).write(folder / "columns")
            watch.part_ends("columns")
            if not index.put_in_place(folder / "index", mark):
                write_index(folder / "index", reader, engine)
        watch.part_ends("index")
    return Made(manifest, watch.seconds)


def write_changed(folder: Path, store: Store, base: LiveMarket) -> Made | None:
    """Write what differs from ``base``, a whole version; None where only another whole one will do."""
    with store.reading() as reader:
        watch = _Stopwatch()
        changed = reader.changes_since(base.mark)
        if changed is None or len(changed) > spare_rows(base.options):
            return None
        manifest = {
            "base": base.version,
            "change": reader.last_change(),
            "changed": len(changed),
            # Never before the base's day: its columns tell who was freshly confirmed then.
            "as_of": max(day_of_publishing(), base.snapshot.as_of).isoformat(),
            "example": reader.has_example_data(),
            "engine": base.engine,
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
    index_of(base.engine).build(folder / "index", map(document_of, options))
    np.save(folder / "changed.npy", np.array(sorted(changed), dtype=np.int64))
    sync_folder(folder / "changed.npy")
    watch.part_ends("index")
    return Made(manifest, watch.seconds)


def day_of_publishing() -> date:
    """The day that ages are counted to and whose wages count (UTC)."""
    return datetime.now(UTC).date()


class _Stopwatch:
    """Seconds by part."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._began = perf_counter()

    def part_ends(self, part: str) -> None:
        now = perf_counter()
        self.seconds[part] = now - self._began
        self._began = now
