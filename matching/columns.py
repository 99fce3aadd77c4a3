"""Offers → columns: the one place where option values become numbers, bit planes and postings."""

import math
from array import array
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.answer_lists import AnswerList, code_table, counts, says_anything
from matching.costs import FREE_UNITS, HOURS_IN_UNIT
from matching.needs import SETTINGS
from matching.offers import LISTS, Offer, YesNo, assumed_radius_miles
from matching.planes import Rows, one_hot, pack
from matching.verdict import NO, UNKNOWN, YES

METRES_A_MILE = 1609.344
CELL_METRES = 2000
CELLS_A_ROW = 1024
NEAR_MILES = 10.0
"""Who comes from within this is found by place; those that reach further have columns of their own."""
SIZE_CLASSES: tuple[str, ...] = ("small", "medium", "large")
AREA_KINDS: tuple[str, ...] = ("undeclared", "radius", "outcodes", "councils", "national")
EMPLOYMENT: tuple[str, ...] = ("none", "employed", "self_employed", "unknown")
RATINGS: tuple[str, ...] = ("unknown", "inadequate", "requires_improvement", "good", "outstanding")
NO_CODE = 255
EPOCH = date(1970, 1, 1)
FACTS: tuple[str, ...] = ("live", "placed", "priced", "registered", "registered_home", "languages_complete")
"""Plain yes-or-no facts, a plane each; ``live`` is taken away from an option that has changed since."""
ONE_HOT: Mapping[str, tuple[str, str]] = {
    "is_kind": ("kind", "provider_kind"),
    "is_form": ("legal_form",) * 2,
}
"""Columns that are planes too, one for each code: their name, the column's, and its code list's."""

ROW_COLUMNS: Mapping[str, type] = {
    "number": np.int64, "owner": np.int64, "kind": np.uint8, "size_class": np.uint8, "easting": np.int32,
    "northing": np.int32, "cell": np.int32, "whole_miles": np.bool_, "council": np.int16,
    "legal_form": np.uint8, "registered": np.bool_, "registered_home": np.bool_,
    "languages_complete": np.bool_, "price_unit": np.uint8, "price_pence": np.float64,
    "unit_hours": np.float64, "employment": np.uint8, "area_kind": np.uint8, "reach_metres2": np.float64,
    "backing": np.float64, "confirmed_day": np.int32, "rating": np.uint8,
    "rated_day": np.int32, "rating_inherited": np.bool_, "available_day": np.int32, "taking_new": np.uint8,
    "hours_free": np.float64, "shortest_visit": np.int32, "most_visits": np.int32, "two_workers": np.uint8,
}  # fmt: skip
"""Columns with one value an option."""

POSTINGS: tuple[str, ...] = tuple(
    f"{name}_{part}"
    for name in ("language_yes", "language_no", "area_outcode", "area_council")
    for part in ("rows", "offsets")
)
"""For each code of a long list the rows that hold it, end to end, and where each code's begin."""

Columns = dict[str, NDArray[Any]]
CodeLists = Mapping[str, tuple[str, ...]]


def columns_of(offers: Iterable[Offer], codes: CodeLists) -> Columns:
    """Columns of a market, rows in row-major order of 2 km grid cells, then by option number.

    Options are taken in one by one; nothing of them is kept but numbers.
    """
    taken = _Taken(codes)
    for offer in offers:
        taken.add(offer)
    return taken.columns()


def cell_of(easting: int | None, northing: int | None) -> int:
    """Number of the 2 km cell, rows of cells from south to north; -1 for an option without a place."""
    if easting is None or northing is None:
        return -1
    return (northing // CELL_METRES) * CELLS_A_ROW + easting // CELL_METRES


class _Taken:
    """Options as they come, field by field."""

    def __init__(self, codes: CodeLists) -> None:
        self._codes = codes
        self._values = {name: array(_TYPECODES[dtype]) for name, dtype in ROW_COLUMNS.items()}
        self._filling = [(self._values[name].append, read) for name, read in _readers(codes).items()]
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
        facts = {
            "live": np.ones(len(order), dtype=np.bool_),
            "placed": columns["cell"] >= 0,
            "priced": self._priced(columns),
        }
        planes["facts"] = np.array(
            [pack(facts[name] if name in facts else columns[name]) for name in FACTS], dtype=np.uint64
        ).reshape(len(FACTS), -1)
        return planes

    def _priced(self, columns: Columns) -> NDArray[np.bool_]:
        """Whose price is known: an amount in a unit, or nothing to pay."""
        units = self._codes["cost_unit"]
        free = [units.index(unit) for unit in FREE_UNITS if unit in units]
        given = (columns["price_unit"] != NO_CODE) & ~np.isnan(columns["price_pence"])
        priced: NDArray[np.bool_] = given | np.isin(columns["price_unit"], free)
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
            said = yes - yes.multiply(no) if name != "languages" else yes
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
_Read = Callable[[Offer], Any]


def _readers(codes: CodeLists) -> dict[str, _Read]:
    """How each of ROW_COLUMNS is read off an offer."""
    kinds = {code: at for at, code in enumerate(codes["provider_kind"])}
    councils = {code: at for at, code in enumerate(codes["councils"])}
    forms = {code: at for at, code in enumerate(codes["legal_form"])}
    units = {code: at for at, code in enumerate(codes["cost_unit"])}
    none = len(councils)
    return {
        "number": lambda o: o.number,
        "owner": lambda o: o.owner,
        "kind": lambda o: kinds[o.kind],
        "size_class": lambda o: SIZE_CLASSES.index(o.size_class),
        "easting": lambda o: o.easting or 0,
        "northing": lambda o: o.northing or 0,
        "cell": lambda o: cell_of(o.easting, o.northing),
        "whole_miles": lambda o: o.whole_miles,
        "council": lambda o: councils.get(o.council or "", none),
        "legal_form": lambda o: forms.get(o.legal_form or "", NO_CODE),
        "registered": lambda o: o.registered_for_personal_care,
        "registered_home": lambda o: o.registered_where_people_live,
        "languages_complete": lambda o: o.languages.complete,
        "price_unit": lambda o: units[o.fee.unit] if o.fee else NO_CODE,
        "price_pence": _price,
        "unit_hours": _unit_hours,
        "employment": _employment,
        "area_kind": lambda o: AREA_KINDS.index(o.area.kind) if o.area else 0,
        "reach_metres2": _reach_metres2,
        "backing": lambda o: o.backing,
        "confirmed_day": lambda o: _day(o.confirmed_on),
        "rating": lambda o: RATINGS.index(o.rating or "unknown"),
        "rated_day": lambda o: _day(o.rated_on),
        "rating_inherited": lambda o: o.rating_inherited,
        "available_day": lambda o: _day(o.available_from),
        "taking_new": lambda o: _verdict(o.taking_new),
        "hours_free": lambda o: np.nan if o.hours_free is None else o.hours_free,
        "shortest_visit": lambda o: -1 if o.shortest_visit_minutes is None else o.shortest_visit_minutes,
        "most_visits": lambda o: -1 if o.most_visits_a_day is None else o.most_visits_a_day,
        "two_workers": lambda o: _verdict(o.two_workers),
    }


def _price(offer: Offer) -> float:
    if offer.fee is None or offer.fee.pence is None:
        return np.nan
    return float(offer.fee.pence)


def _unit_hours(offer: Offer) -> float:
    """The hours of one unit, as the offer or else custom has it; NaN for a unit that isn't hours long."""
    if offer.fee is None:
        return np.nan
    return offer.fee.hours_in_unit or HOURS_IN_UNIT.get(offer.fee.unit, np.nan)


def _employment(offer: Offer) -> int:
    if offer.kind != "personal_assistant":
        return EMPLOYMENT.index("none")
    return EMPLOYMENT.index(offer.employment or "unknown")


def _reach_metres2(offer: Offer) -> float:
    """The square of the radius an option travels within, declared or assumed; -1 if it isn't a radius."""
    if offer.area is None:
        return within_metres2(assumed_radius_miles(offer.kind), offer.whole_miles)
    if offer.area.kind != "radius":
        return -1.0
    return within_metres2(offer.area.radius_miles or 0.0, offer.whole_miles)


def within_metres2(miles: float, whole_miles: bool) -> float:
    """Squared metres up to which a distance counts as within so many miles, rounded to whole ones or not."""
    return ((math.floor(miles) + 0.5 if whole_miles else miles) * METRES_A_MILE) ** 2


def _day(when: date | None) -> int:
    return -1 if when is None else (when - EPOCH).days


def _verdict(said: bool | None) -> int:
    return UNKNOWN if said is None else YES if said else NO


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
