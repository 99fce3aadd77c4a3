"""What an import did, as JSON for programs and as text for people: what landed, and what to mend."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from importers.source import LeftOut, Note, RowError

SHOWN = 20
"""How many refused rows and how many notes of one kind the text spells out; JSON has them all."""


@dataclass(slots=True)
class Report:
    """One import. ``listed``: rows that anyone may now find; ``ended``: records that are no longer there."""

    source: str
    publisher: str
    scope: str
    rows: int
    listed: int
    rows_refused: list[RowError]
    left_out: list[LeftOut]
    notes: list[Note]
    dry_run: bool
    unlisted_by_code: Mapping[str, int] = field(default_factory=dict)
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0
    links: Mapping[str, int] = field(default_factory=dict)
    fingerprint: str = ""
    published: str | None = None
    seconds: float = 0.0

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

    def as_json(self) -> dict[str, Any]:
        """Plain values; lines in order."""
        return {
            "source": self.source,
            "publisher": self.publisher,
            "scope": self.scope,
            **self.counts(),
            "refused_by_code": _by_code(self.rows_refused),
            "left_out_by_code": _by_code(self.left_out),
            "unlisted_by_code": dict(sorted(self.unlisted_by_code.items())),
            "notes_by_code": _by_code(self.notes),
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
            "notes": [
                {"line": n.line, "code": n.code, "sentence": n.sentence, "column": n.column, "value": n.value}
                for n in sorted(self.notes, key=_line)
            ],
            "dry_run": self.dry_run,
            "fingerprint": self.fingerprint,
            "published": self.published,
            "seconds": round(self.seconds, 2),
        }

    def as_text(self) -> str:
        """For people: figures first, then what to mend, then what to look at."""
        return "\n".join([*self._headline(), *self._figures(), *self._to_mend(), *self._to_look_at()])

    def _headline(self) -> list[str]:
        what = "Tried out, nothing was kept" if self.dry_run else "Taken in"
        return [f"{what}: {self.source} from {self.publisher}, {self.scope}.", ""]

    def _figures(self) -> list[str]:
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
            (f"kept, not listed: {_words(code)}", n) for code, n in sorted(self.unlisted_by_code.items())
        ]
        figures += [(f"left out: {_words(code)}", n) for code, n in _by_code(self.left_out).items()]
        figures += [(f"linked: {verdict}", n) for verdict, n in self.links.items()]
        wide = max(len(label) for label, _ in figures)
        lines = [
            f"  {label:<{wide}}  {number:>7,}" for label, number in figures if number or label == "listed"
        ]
        published = [f"Published as {self.published}."] if self.published else []
        return [*lines, *(["", *published] if published else [])]

    def _to_mend(self) -> list[str]:
        if not self.rows_refused:
            return []
        lines = ["", f"Refused rows ({len(self.rows_refused):,}), to mend and send again:"]
        for row in sorted(self.rows_refused, key=_line)[:SHOWN]:
            where = f"line {row.line}" + (f", {row.column}" if row.column else "")
            lines.append(f"  {where}: {row.sentence} {row.remedy} [{row.code}]")
        return lines + _and_more(len(self.rows_refused))

    def _to_look_at(self) -> list[str]:
        lines: list[str] = []
        for code, number in _by_code(self.notes).items():
            notes = [note for note in sorted(self.notes, key=_line) if note.code == code]
            lines += ["", f"To look at, {_words(code)} ({number:,}):"]
            lines += [f"  line {note.line}: {note.sentence}" for note in notes[:SHOWN]]
            lines += _and_more(number)
        return lines


def _by_code(found: Iterable[RowError | LeftOut | Note]) -> dict[str, int]:
    return dict(sorted(Counter(item.code for item in found).items()))


def _line(item: RowError | Note) -> tuple[int, str, str, str]:
    return item.line, item.code, item.column or "", item.sentence


def _words(code: str) -> str:
    return code.replace("_", " ")


def _and_more(number: int) -> list[str]:
    return [f"  … and {number - SHOWN:,} more (all of them with --json)."] if number > SHOWN else []
