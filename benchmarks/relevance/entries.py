"""What a stored entry says, and what a rule finds in it; the engine's columns are never read."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from directory.geography.located import Located
from directory.store.views import FoldedOption

FOLDER = Path(__file__).parent
BEST = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What one numbered rule of rules.md says of an option, and the most its grade may be by that rule."""

    rule: int
    says: str
    at_most: int = BEST


@dataclass(frozen=True, slots=True)
class Case:
    """A person's question in QuestionSchema's shape, and where they are (None where they didn't say)."""

    question: Mapping[str, Any]
    here: Located | None

    def asked(self, field: str) -> tuple[str, ...]:
        """The codes stated in a field of the question; one code counts as a list of one."""
        said = self.question.get(field) or ()
        return (said,) if isinstance(said, str) else tuple(said)


@dataclass(frozen=True)
class Entry:
    """An option as stored, looked up by what it says."""

    option: FoldedOption

    @cached_property
    def _answers(self) -> dict[tuple[str, str, str | None], str]:
        return {(a.vocabulary, a.code, a.setting): a.verdict for a in self.option.attributes}

    def said(self, vocabulary: str, code: str, way: str | None = None) -> str | None:
        """ "yes", "no" or None where the entry leaves it out; a complete list says no by leaving out."""
        found = self._answers.get((vocabulary, code, way)) or self._answers.get((vocabulary, code, None))
        if found is None and vocabulary in self.option.complete:
            return "no"
        return found

    def named(self, vocabulary: str) -> frozenset[str]:
        """The codes that the entry says yes to."""
        return frozenset(
            a.code for a in self.option.attributes if a.vocabulary == vocabulary and a.verdict == "yes"
        )


@cache
def usual_help() -> dict[str, frozenset[str]]:
    """Rule 2: the help that a kind of service usually gives, by service type."""
    with (FOLDER / "usual_help.csv").open(encoding="utf-8", newline="") as file:
        return {row["service_type"]: frozenset(row["needs"].split(";")) for row in csv.DictReader(file)}
