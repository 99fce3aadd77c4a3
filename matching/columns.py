"""Gathered options → columns: put in the order of their rows, with bit planes, postings and counts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.answer_lists import AnswerList, ByCode, counts, postings
from matching.costs import FREE_UNITS
from matching.fields import (
    AREA_KINDS,
    EPOCH,
    NEAR_MILES,
    NO_CODE,
    RATINGS,
    ROW_COLUMNS,
    SIZE_CLASSES,
    CodeLists,
    within_metres2,
)
from matching.gathered import AREA_LISTS, Gathered
from matching.needs import SETTINGS
from matching.offers import LISTS
from matching.planes import Flags, Rows, one_hot, pack, rows_of, words_for
from matching.verdict import UNKNOWN

FACTS: tuple[str, ...] = (
    "live", "placed", "priced", "rated", "backed", "fresh", "registered", "registered_home",
    "languages_complete", "start_told", "room_told", "visit_length_told", "visits_a_day_told",
    "two_workers_told",
)  # fmt: skip
"""Plain yes-or-no facts, a plane each; ``live`` is taken away from an option that has changed since.

``backed`` by anybody but the provider; ``fresh``, confirmed within a year of the day of the version; what is
``told`` of being free.
"""
FRESH_DAYS = 365
ONE_HOT: Mapping[str, tuple[str, str]] = {
    "is_kind": ("kind", "provider_kind"),
    "is_form": ("legal_form",) * 2,
}
"""Columns that are planes too, one for each code: their name, the column's, and its code list's."""

POSTINGS: tuple[str, ...] = tuple(
    f"{name}_{part}"
    for name in ("language_yes", "language_no", "area_outcode", "area_council")
    for part in ("rows", "offsets")
)
"""For each code of a long list the rows that hold it, end to end, and where each code's begin."""

Columns = dict[str, NDArray[Any]]


def columns_of(gathered: Gathered, codes: CodeLists, as_of: date) -> Columns:
    """Columns of a market, rows in row-major order of 2 km grid cells, then by option number."""
    return _InOrder(gathered, codes, as_of).columns()


class _InOrder:
    """Gathered options put in the order of their rows."""

    def __init__(self, gathered: Gathered, codes: CodeLists, as_of: date) -> None:
        self._codes = codes
        self._as_of = as_of
        self._fees = gathered.fees.columns()
        order = np.lexsort((gathered.values["number"], gathered.values["cell"]))
        self._values = {name: gathered.values[name][order] for name in ROW_COLUMNS}
        self._said = gathered.said
        self._row_of = np.empty(len(order), dtype=np.intp)
        self._row_of[order] = np.arange(len(order))

    def columns(self) -> Columns:
        columns: Columns = {**self._values}
        columns |= self._one_hots()
        columns |= self._fees
        columns |= self._lists()
        columns |= self._needs()
        columns |= self._areas()
        columns |= _row_index(columns)
        return columns

    def _one_hots(self) -> Columns:
        values = self._values
        planes = {
            name: one_hot(values[column], self._codes[vocabulary])
            for name, (column, vocabulary) in ONE_HOT.items()
        }
        planes["is_area"] = one_hot(values["area_kind"], AREA_KINDS)
        planes["is_size"] = one_hot(values["size_class"], SIZE_CLASSES)
        facts = self._facts()
        planes["facts"] = np.array([pack(facts[name]) for name in FACTS], dtype=np.uint64)
        planes["facts"] = planes["facts"].reshape(len(FACTS), -1)
        return planes

    def _lists(self) -> Columns:
        """Planes of short lists, postings of the long one, and the counts of all."""
        columns: Columns = {}
        for name in (*LISTS, "languages"):
            answers = self._list(name, name)
            if name == "languages":
                columns |= _postings("language_yes", answers.yes) | _postings("language_no", answers.no)
            else:
                columns[f"{name}_yes"], columns[f"{name}_may"] = answers.planes()
            columns |= self._counts(name, answers.surely, answers.answered)
        return columns

    def _needs(self) -> Columns:
        """Planes in each setting; an option counts once, whatever the settings it meets a need in."""
        rows = len(self._values["number"])
        columns: Columns = {}
        anywhere = np.zeros((len(self._codes["needs"]), words_for(rows)), dtype=np.uint64)
        answered = np.zeros(rows, dtype=np.bool_)
        for setting in SETTINGS:
            answers = self._list(f"needs_{setting}", "needs")
            yes, may = answers.planes()
            columns |= {f"needs_{setting}_yes": yes, f"needs_{setting}_may": may}
            anywhere |= yes
            answered |= answers.answered
        return columns | self._counts("needs", [rows_of(plane, rows) for plane in anywhere], answered)

    def _areas(self) -> Columns:
        columns: Columns = {}
        for name in AREA_LISTS:
            columns |= _postings(f"area_{name[:-1]}", self._list(name, name).yes)
        return columns

    def _list(self, name: str, codes_of: str) -> AnswerList:
        return AnswerList.of(self._said, name, self._codes[codes_of], self._row_of)

    def _counts(self, name: str, yes: Sequence[Rows | NDArray[np.int32]], answered: Flags) -> Columns:
        """The options answering YES to each code of a list, and those answering anything in it.

        Shapes (councils + 2, codes) and (councils + 2,): the row before the last is "no council", the last
        the nation.
        """
        groups = len(self._codes["councils"]) + 1
        said, any_answer = counts(yes, answered, self._values["council"], groups)
        return {f"{name}_count_yes": said, f"{name}_count_answered": any_answer}

    def _facts(self) -> Columns:
        """Each of FACTS, (n,)."""
        columns = self._values
        since = (self._as_of - EPOCH).days - FRESH_DAYS
        return {
            **columns,
            "live": np.ones(len(columns["number"]), dtype=np.bool_),
            "placed": columns["cell"] >= 0,
            "priced": self._priced()[columns["fee"]],
            "rated": columns["rating"] > RATINGS.index("unknown"),
            "backed": columns["backing"] > 0,
            "fresh": columns["confirmed_day"] >= max(since, 0),
            "start_told": (columns["available_day"] >= 0) | (columns["taking_new"] != UNKNOWN),
            "room_told": ~np.isnan(columns["hours_free"]),
            "visit_length_told": columns["shortest_visit"] >= 0,
            "visits_a_day_told": columns["most_visits"] >= 0,
            "two_workers_told": columns["two_workers"] != UNKNOWN,
        }

    def _priced(self) -> NDArray[np.bool_]:
        """Which of the different prices are known: an amount in a unit, or nothing to pay."""
        units, fees = self._codes["cost_unit"], self._fees
        free = [units.index(unit) for unit in FREE_UNITS if unit in units]
        given = (fees["fee_unit"] != NO_CODE) & ~np.isnan(fees["fee_pence"])
        priced: NDArray[np.bool_] = given | np.isin(fees["fee_unit"], free)
        return priced


def _postings(name: str, by_code: ByCode) -> Columns:
    rows, offsets = postings(by_code)
    return {f"{name}_rows": rows, f"{name}_offsets": offsets}


def _row_index(columns: Columns) -> Columns:
    """Cells in use with the row each begins at; rows by option number; who comes from afar, and whence."""
    cell = columns["cell"]
    cells, starts = np.unique(cell, return_index=True)
    far = np.flatnonzero((columns["reach_metres2"] > within_metres2(NEAR_MILES, True)) & (cell >= 0))
    return {
        "cells": cells.astype(np.int32),
        "cell_starts": np.append(starts, len(cell)).astype(np.int64),
        "rows_by_number": np.argsort(columns["number"], kind="stable").astype(np.int32),
        "far_rows": far.astype(np.int32),
        **{f"far_{name}": columns[name][far] for name in ("easting", "northing", "reach_metres2")},
    }
