"""What an import did, as JSON for programs and as text for people: what landed, and what to mend."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from importers.source import LeftOut, Note, RowError

SHOWN = 20
SHOWN_LINES = 8
"""How many sentences of one kind, and how many lines for each, the text spells out; JSON has them all."""

Said = TypeVar("Said", str, tuple[str, ...])

TO_PUBLISH = "Mend that, then run “caremarket publish”."

NAMED_BY_LINE = ("no_consent", "consent_unclear", "total_row")
"""Codes of rows left out that are reported line by line."""


@dataclass(slots=True)
class Report:
    """One import. ``listed``: rows that anyone may now find; ``ended``: records that are no longer there.

    ``not_published``: what stood in the way of publishing what was taken in.
    ``notes_counted`` and ``left_out_counted``, by code, where more were found than are kept.
    """

    source: str
    publisher: str
    scope: str
    rows: int
    listed: int
    rows_refused: list[RowError]
    left_out: list[LeftOut]
    notes: list[Note]
    notes_counted: Mapping[str, int] = field(default_factory=dict)
    left_out_counted: Mapping[str, int] = field(default_factory=dict)
    dry_run: bool = False
    unlisted_by_code: Mapping[str, int] = field(default_factory=dict)
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0
    links: Mapping[str, int] = field(default_factory=dict)
    fingerprint: str = ""
    published: str | None = None
    not_published: str | None = None
    seconds: float = 0.0

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Report":
        """The report that a run kept, as ``as_json`` gave it; figures of a later release may be missing."""
        names = ("dry_run", "added", "changed", "unchanged", "ended", "links", "unlisted_by_code")
        return cls(
            source=kept["source"],
            publisher=kept["publisher"],
            scope=kept["scope"],
            rows=kept["rows"],
            listed=kept["listed"],
            rows_refused=[RowError(**row) for row in kept["rows_refused"]],
            left_out=[LeftOut(**row) for row in kept["left_out"]],
            notes=[Note(**note) for note in kept["notes"]],
            notes_counted=kept["notes_by_code"],
            left_out_counted=kept["left_out_by_code"],
            **{name: kept[name] for name in names},
        )

    def counts(self) -> dict[str, int]:
        """The figures that the run keeps."""
        return {
            "rows": self.rows,
            "listed": self.listed,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "ended": self.ended,
            "refused": len(self.rows_refused),
        }

    def notes_by_code(self) -> dict[str, int]:
        """How many there were, kept or not."""
        return dict(sorted({**_by_code(self.notes), **self.notes_counted}.items()))

    def refused_by_code(self) -> dict[str, int]:
        return _by_code(self.rows_refused)

    def left_out_by_code(self) -> dict[str, int]:
        """How many there were, named by line or not."""
        return dict(sorted({**_by_code(self.left_out), **self.left_out_counted}.items()))

    def left_out_by_line(self) -> list[LeftOut]:
        """Rows left out that somebody may want back, by line; health care and the like are only counted."""
        return sorted((row for row in self.left_out if row.code in NAMED_BY_LINE), key=_line)

    def as_json(self) -> dict[str, Any]:
        """Plain values; lines in order."""
        return {
            "source": self.source,
            "publisher": self.publisher,
            "scope": self.scope,
            **self.counts(),
            "refused_by_code": self.refused_by_code(),
            "left_out_by_code": self.left_out_by_code(),
            "unlisted_by_code": dict(sorted(self.unlisted_by_code.items())),
            "notes_by_code": self.notes_by_code(),
            "links": dict(self.links),
            "rows_refused": [
                {
                    "line": r.line,
                    "code": r.code,
                    "sentence": r.sentence,
                    "remedy": r.remedy,
                    "column": r.column,
                }
                for r in sorted(self.rows_refused, key=_line)
            ],
            "left_out": [
                {"line": row.line, "code": row.code, "sentence": row.sentence}
                for row in self.left_out_by_line()
            ],
            "notes": [
                {"line": n.line, "code": n.code, "sentence": n.sentence, "column": n.column, "value": n.value}
                for n in sorted(self.notes, key=_line)
            ],
            "dry_run": self.dry_run,
            "fingerprint": self.fingerprint,
            "published": self.published,
            "not_published": self.not_published,
            "seconds": round(self.seconds, 2),
        }

    def as_text(self) -> str:
        """For people: figures first, then what to mend, then what to look at."""
        return "\n".join(
            [*self._headline(), *self._figures(), *self._to_mend(), *self._by_line(), *self._to_look_at()]
        )

    def figures(self) -> list[tuple[str, int]]:
        """What came of the rows, in plain words; only what there was of each, and how many are listed."""
        figures = [
            ("rows read", self.rows),
            ("listed", self.listed),
            ("new", self.added),
            ("changed", self.changed),
            ("as before", self.unchanged),
            ("gone", self.ended),
            ("refused", len(self.rows_refused)),
        ]
        figures += [
            (f"kept, not listed: {words(code)}", n) for code, n in sorted(self.unlisted_by_code.items())
        ]
        figures += [(f"left out: {words(code)}", n) for code, n in self.left_out_by_code().items()]
        figures += [(f"linked: {verdict}", n) for verdict, n in self.links.items()]
        return [(label, number) for label, number in figures if number or label == "listed"]

    def _headline(self) -> list[str]:
        what = "Tried out, nothing was kept" if self.dry_run else "Taken in"
        return [f"{what}: {self.source} from {self.publisher}, {self.scope}.", ""]

    def _figures(self) -> list[str]:
        figures = self.figures()
        wide = max(len(label) for label, _ in figures)
        lines = [f"  {label:<{wide}}  {number:>7,}" for label, number in figures]
        published = [f"Published as {self.published}."] if self.published else []
        if self.not_published:
            published = [f"Kept, and not published yet: {self.not_published.rstrip('.')}. {TO_PUBLISH}"]
        return [*lines, *(["", *published] if published else [])]

    def _to_mend(self) -> list[str]:
        if not self.rows_refused:
            return []
        said = [
            (
                row.line,
                (f"{row.column}: " if row.column else "") + f"{row.sentence} {row.remedy} [{row.code}]",
            )
            for row in self.rows_refused
        ]
        return ["", f"Refused rows ({len(said):,}), to mend and send again:", *_grouped(said)]

    def _by_line(self) -> list[str]:
        said = [(row.line, row.sentence) for row in self.left_out_by_line()]
        return ["", f"Left out, by line ({len(said):,}):", *_grouped(said)] if said else []

    def _to_look_at(self) -> list[str]:
        lines: list[str] = []
        for code, number in self.notes_by_code().items():
            said = [(note.line, note.sentence) for note in self.notes if note.code == code]
            first = f", the first {len(said)}" if len(said) < number else ""
            lines += ["", f"To look at, {words(code)} ({number:,}{first}):", *_grouped(said)]
        return lines


def by_sentence(said: Iterable[tuple[int, Said]]) -> list[tuple[Said, list[int]]]:
    """Each thing said once, with the lines it is about, in the order of their first."""
    about: dict[Said, list[int]] = {}
    for line, sentence in sorted(set(said)):
        about.setdefault(sentence, []).append(line)
    return sorted(about.items(), key=lambda group: group[1])


def _grouped(said: list[tuple[int, str]]) -> list[str]:
    groups = by_sentence(said)
    lines = [f"  {_lines(numbers)}: {sentence}" for sentence, numbers in groups[:SHOWN]]
    rest = len(groups) - SHOWN
    return lines + ([f"  … and {rest:,} more kinds of line (all of them with --json)."] if rest > 0 else [])


def _lines(numbers: list[int]) -> str:
    return f"line{'s' if len(numbers) > 1 else ''} {listed_lines(numbers, SHOWN_LINES)}"


def listed_lines(numbers: list[int], at_most: int) -> str:
    """Line numbers with commas between them, and how many more there are."""
    shown = ", ".join(map(str, numbers[:at_most]))
    more = len(numbers) - at_most
    return shown + (f" and {more:,} more" if more > 0 else "")


def _by_code(found: Iterable[RowError | LeftOut | Note]) -> dict[str, int]:
    return dict(sorted(Counter(item.code for item in found).items()))


def _line(item: RowError | LeftOut | Note) -> tuple[int, str, str, str]:
    column = None if isinstance(item, LeftOut) else item.column
    return item.line, item.code, column or "", item.sentence


def words(code: str) -> str:
    """A code as it is read."""
    return code.replace("_", " ")
