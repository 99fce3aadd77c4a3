"""Reads one row cell by cell, gathering notes on what was not understood."""

import re

from directory.records import Attribute, ServiceArea, YesNo
from importers.repeated import reading_once
from importers.row_errors import not_understood
from importers.schedules import read_schedule
from importers.service_areas import read_service_area
from importers.source import Note, SourceRow
from importers.terms import NO_TERMS, Terms, attribute, read_terms

_FLUENT = re.compile(
    r"\b(?:(?:fluent(?:ly)?|native|speaks?|spoken|excellent)(?: in)?|mother tongue|first language)\b[: ]*",
    re.IGNORECASE,
)


class RowReader:
    """The cells of a row. What ``is_private`` says of a column keeps its text out of every note."""

    def __init__(self, row: SourceRow) -> None:
        self.line = row.line
        self.cells = row.cells
        self.notes: list[Note] = []

    def is_private(self, column: str) -> bool:
        return False

    def terms(self, column: str, *names: str, text: str | None = None, first_only: bool = False) -> Terms:
        """The terms of a column (or of ``text`` made from it) in the lists named."""
        cell = self.cells[column] if text is None else text
        if not cell:
            return NO_TERMS
        terms = read_terms(cell, *names, first_only=first_only)
        self.notes += terms.notes(self.line, column, private=self.is_private(column))
        return terms

    def languages(self, column: str) -> Terms:
        """The languages of a column, without the words that only say how well."""
        return self.terms(column, "languages", text=_without_fluency(self.cells[column]))

    def times(self, column: str) -> list[Attribute]:
        if not self.cells[column]:
            return []
        schedule = read_schedule(self.cells[column])
        self.not_understood(column, *schedule.not_understood)
        return [claim("times", code) for code in schedule.codes]

    def service_area(self, column: str) -> ServiceArea | None:
        area, rest = read_service_area(self.cells[column])
        self.not_understood(column, *rest)
        return area

    def not_understood(self, column: str, *texts: str) -> None:
        hidden = self.is_private(column)
        self.notes += [not_understood(self.line, column, None if hidden else text) for text in texts]

    def note(self, code: str, sentence: str, column: str, value: str | None = None) -> None:
        self.notes.append(Note(self.line, code, sentence, column, value))


@reading_once
def _without_fluency(text: str) -> str:
    return _FLUENT.sub("", text)


def claim(name: str, code: str, verdict: YesNo = "yes", setting: str | None = None) -> Attribute:
    """What the provider says of itself."""
    return attribute(name, code, verdict, "provider", setting)
