"""Offers → columns: the one place where option values become numbers, bit planes and postings."""

from array import array
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.answer_lists import AnswerList, code_table, counts, says_anything
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
    Fees,
    readers,
    within_metres2,
)
from matching.needs import SETTINGS
from matching.offers import LISTS, Offer, YesNo
from matching.planes import Rows, one_hot, pack
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


def columns_of(offers: Iterable[Offer], codes: CodeLists, as_of: date) -> Columns:
    """Columns of a market, rows in row-major order of 2 km grid cells, then by option number.

    Options are taken in one by one; nothing of them is kept but numbers.
    """
    taken = _Taken(codes, as_of)
    for offer in offers:
        taken.add(offer)
    return taken.columns()


class _Taken:
    """Options as they come, field by field."""

    def __init__(self, codes: CodeLists, as_of: date) -> None:
        self._codes = codes
        self._as_of = as_of
        self._values = {name: array(_TYPECODES[dtype]) for name, dtype in ROW_COLUMNS.items()}
        self._fees = Fees(codes)
        self._filling = [
            (self._values[name].append, read) for name, read in readers(codes, self._fees).items()
        ]
        self._lists = {name: AnswerList(codes[name]) for name in (*LISTS, "languages")}
        self._needs = {setting: AnswerList(codes["needs"]) for setting in SETTINGS}
        self._areas = {name: AnswerList(codes[name]) for name in ("outcodes", "councils")}

    def add(self, offer: Offer) -> None:
        for append, read in self._filling:
            append(read(offer))
        for name in LISTS:
            self._lists[name].add(offer.lists.get(name, _NOTHING))
        self._lists["languages"].add(offer.languages)
        for setting, answers in self._needs.items():
            answers.add(offer.needs.get(setting, _NOTHING))
        for name, answers in self._areas.items():
            held = offer.area is not None and offer.area.kind == name
            answers.add(YesNo(frozenset(offer.area.codes)) if held and offer.area else _NOTHING)

    def columns(self) -> Columns:
        plain: Columns = {
            name: np.array(self._values[name], dtype=dtype) for name, dtype in ROW_COLUMNS.items()
        }
        order = np.lexsort((plain["number"], plain["cell"]))
        columns: Columns = {name: values[order] for name, values in plain.items()}
        columns |= self._planes(columns, order)
        columns |= self._fees.columns()
        columns |= self._postings(order)
        columns |= _row_index(columns)
        columns |= self._counts(columns["council"], order)
        return columns

    def _planes(self, columns: Columns, order: Rows) -> Columns:
        planes: Columns = {}
        for name in LISTS:
            planes[f"{name}_yes"], planes[f"{name}_may"] = self._lists[name].planes(order)
        for setting, answers in self._needs.items():
            planes[f"needs_{setting}_yes"], planes[f"needs_{setting}_may"] = answers.planes(order)
        for name, (column, vocabulary) in ONE_HOT.items():
            planes[name] = one_hot(columns[column], self._codes[vocabulary])
        planes["is_area"] = one_hot(columns["area_kind"], AREA_KINDS)
        planes["is_size"] = one_hot(columns["size_class"], SIZE_CLASSES)
        facts = self._facts(columns)
        planes["facts"] = np.array([pack(facts[name]) for name in FACTS], dtype=np.uint64)
        planes["facts"] = planes["facts"].reshape(len(FACTS), -1)
        return planes

    def _facts(self, columns: Columns) -> Columns:
        """Each of FACTS, (n,)."""
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
        units, fees = self._codes["cost_unit"], self._fees.columns()
        free = [units.index(unit) for unit in FREE_UNITS if unit in units]
        given = (fees["fee_unit"] != NO_CODE) & ~np.isnan(fees["fee_pence"])
        priced: NDArray[np.bool_] = given | np.isin(fees["fee_unit"], free)
        return priced

    def _postings(self, order: Rows) -> Columns:
        """Long lists: the rows that hold each code, since few do."""
        languages = self._lists["languages"]
        said = {"language_yes": languages, "language_no": languages}
        tables = dict(zip(said, languages.tables(), strict=True))
        for name, answers in self._areas.items():
            key = f"area_{name[:-1]}"
            said[key], tables[key] = answers, answers.tables()[0]
        postings: Columns = {}
        for key, answers in said.items():
            rows, offsets = answers.postings(tables[key], order)
            postings |= {f"{key}_rows": rows, f"{key}_offsets": offsets}
        return postings

    def _counts(self, council: NDArray[Any], order: Rows) -> Columns:
        """For each list the options answering YES to each code, and those answering anything in the list.

        Shapes (councils + 2, codes) and (councils + 2,): the row before the last is "no council", the last
        the nation.
        """
        groups = len(self._codes["councils"]) + 1
        counted: Columns = {}
        for name, answers in self._lists.items():
            yes, no = answers.tables()
            said = yes - yes.multiply(no)
            counted[f"{name}_count_yes"], counted[f"{name}_count_answered"] = counts(
                answers.numbers[order], said, says_anything(answers.distinct), council, groups
            )
        numbers, said, answered = self._needs_anywhere()
        counted["needs_count_yes"], counted["needs_count_answered"] = counts(
            numbers[order], said, answered, council, groups
        )
        return counted

    def _needs_anywhere(self) -> tuple[NDArray[np.int32], Any, NDArray[np.bool_]]:
        """Needs met in any setting: each option's combined answer, what those say YES to, and if anything."""
        lists = list(self._needs.values())
        together = np.stack([answers.numbers for answers in lists], axis=1)
        combined, numbers = np.unique(together, axis=0, return_inverse=True)
        distinct = [answers.distinct for answers in lists]
        said = [[distinct[at][number] for at, number in enumerate(row)] for row in combined]
        yes = [frozenset[str]().union(*(each.yes - each.no for each in answers)) for answers in said]
        answered = np.array([any(a.yes or a.no or a.complete for a in each) for each in said], dtype=np.bool_)
        table = code_table(yes, lists[0].positions)
        return numbers.reshape(-1).astype(np.int32), table, answered


_NOTHING = YesNo()
_TYPECODES: Mapping[type, str] = {
    np.int64: "q", np.int32: "i", np.int16: "h", np.uint8: "B", np.bool_: "B", np.float64: "d",
}  # fmt: skip


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
