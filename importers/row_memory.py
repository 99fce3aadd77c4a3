"""Keeps what became of each row of a register's file until its next one comes."""

from dataclasses import dataclass

from directory.store.repository import Writer
from directory.store.session import Store
from importers.readings import FileReading
from importers.rows_seen import NOTHING_SEEN, RowsSeen, reader_stamp
from importers.source import ReadingContext, Source


@dataclass(frozen=True, slots=True)
class RowMemory:
    """What was seen in the register's last file, and how rows are read now: ``stamp``.

    Nothing is remembered of files with private people: what they agree to is looked at each time.
    """

    register: tuple[str, str, str]
    stamp: str
    seen: RowsSeen = NOTHING_SEEN

    @classmethod
    def of(cls, store: Store, source: Source, context: ReadingContext) -> "RowMemory":
        """Nothing seen where the last run was undone, or rows are read otherwise than then."""
        register = (source.name, context.publisher, context.scope)
        stamp = reader_stamp(source, context)
        with store.reading() as reader:
            stored = reader.rows_remembered(*register, stamp)
        return cls(register, stamp, RowsSeen.from_bytes(stored) if stored else NOTHING_SEEN)

    def is_mistaken(self, store: Store, found: FileReading) -> bool:
        """Whether a row that stands came twice, or another row has its id: then all must be read to tell."""
        standing = {row.record_id for row in found.standing}
        if len(standing) < len(found.standing):
            return True
        if not standing or not found.landing:
            return False
        with store.reading() as reader:
            live = reader.live_records(*self.register)
        return any(source_id in live and live[source_id].record_id in standing for source_id in found.landing)

    def keep(self, writer: Writer, run_id: int, found: FileReading) -> None:
        """Remember the rows of this file in place of those of the last."""
        landed = [row for row in found.landing.values() if row.digest and not row.arrival.unlisted_because]
        if not (landed or found.standing or found.left_seen):
            return
        if not landed and len(found.standing) == self.seen.landed:
            writer.remember_rows(run_id, self.stamp, self.seen.to_bytes())
            return
        live = writer.live_records(*self.register) if landed else {}
        rows = [(row.digest, live[row.arrival.source_id].record_id, row.notes) for row in landed]
        rows += [
            (self.seen.digest(row.place), row.record_id, self.seen.notes_of(row.place, row.line))
            for row in found.standing
        ]
        rows += [(digest, code, ()) for digest, code in found.left_seen]
        writer.remember_rows(run_id, self.stamp, RowsSeen.of(rows).to_bytes())
