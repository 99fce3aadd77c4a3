"""Offers → columns: the one place where option values become numbers, masks and postings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.needs import SETTINGS
from matching.offers import LISTS, Area, Offer, YesNo

CELL_METRES = 2000
CELLS_A_ROW = 1024
SIZE_CLASSES: tuple[str, ...] = ("small", "medium", "large")
AREA_KINDS: tuple[str, ...] = ("undeclared", "radius", "outcodes", "councils", "national")
EMPLOYMENT: tuple[str, ...] = ("none", "employed", "self_employed", "unknown")
RATINGS: tuple[str, ...] = ("unknown", "inadequate", "requires_improvement", "good", "outstanding")
NO_CODE = 255
EPOCH = date(1970, 1, 1)

Columns = dict[str, NDArray[Any]]
CodeLists = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Coder:
    """Codes of one vocabulary as bit positions; more than 64 codes spill into further words."""

    positions: Mapping[str, int]
    words: int

    @classmethod
    def of(cls, codes: Sequence[str]) -> "_Coder":
        return cls({code: at for at, code in enumerate(codes)}, max(1, -(-len(codes) // 64)))

    def mask(self, codes: Iterable[str]) -> list[int]:
        words = [0] * self.words
        for code in codes:
            at = self.positions[code]
            words[at // 64] |= 1 << (at % 64)
        return words

    def masks(self, answers: Sequence[YesNo]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """YES and NO masks, each (n, words); a complete list's other codes are NO, and NO wins over YES."""
        every = self.mask(self.positions)
        yes = np.zeros((len(answers), self.words), dtype=np.uint64)
        no = np.zeros_like(yes)
        for row, answer in enumerate(answers):
            if answer.yes or answer.no or answer.complete:
                said, denied = self.mask(answer.yes), self.mask(answer.no)
                yes[row] = [y & ~n for y, n in zip(said, denied, strict=True)]
                no[row] = (
                    [e & ~y | n for e, y, n in zip(every, said, denied, strict=True)]
                    if answer.complete
                    else denied
                )
        return yes, no


def columns_of(offers: Iterable[Offer], codes: CodeLists) -> Columns:
    """Columns of a market, rows in row-major order of 2 km grid cells, then by option number."""
    rows = sorted(offers, key=lambda offer: (cell_of(offer.easting, offer.northing), offer.number))
    columns = _plain_columns(rows, codes)
    columns |= _masks(rows, codes)
    columns |= _postings("language_yes", [o.languages.yes for o in rows], codes["languages"])
    columns |= _postings("language_no", [o.languages.no for o in rows], codes["languages"])
    columns["languages_complete"] = np.array([o.languages.complete for o in rows], dtype=np.bool_)
    columns |= _postings("area_outcode", [_area_codes(o.area, "outcodes") for o in rows], codes["outcodes"])
    columns |= _postings("area_council", [_area_codes(o.area, "councils") for o in rows], codes["councils"])
    columns |= _cell_index(columns["cell"], columns["number"])
    columns |= _answer_counts(columns, codes)
    return columns


def cell_of(easting: int | None, northing: int | None) -> int:
    """Number of the 2 km cell, rows of cells from south to north; -1 for an option without a place."""
    if easting is None or northing is None:
        return -1
    return (northing // CELL_METRES) * CELLS_A_ROW + easting // CELL_METRES


def _plain_columns(rows: Sequence[Offer], codes: CodeLists) -> Columns:
    kinds = {code: at for at, code in enumerate(codes["provider_kind"])}
    councils = {code: at for at, code in enumerate(codes["councils"])}
    forms = {code: at for at, code in enumerate(codes["legal_form"])}
    units = {code: at for at, code in enumerate(codes["cost_unit"])}
    none = len(councils)
    return {
        "number": np.array([o.number for o in rows], dtype=np.int64),
        "owner": np.array([o.owner for o in rows], dtype=np.int64),
        "kind": np.array([kinds[o.kind] for o in rows], dtype=np.uint8),
        "size_class": np.array([SIZE_CLASSES.index(o.size_class) for o in rows], dtype=np.uint8),
        "easting": np.array([o.easting or 0 for o in rows], dtype=np.int32),
        "northing": np.array([o.northing or 0 for o in rows], dtype=np.int32),
        "cell": np.array([cell_of(o.easting, o.northing) for o in rows], dtype=np.int32),
        "whole_miles": np.array([o.whole_miles for o in rows], dtype=np.bool_),
        "council": np.array([councils.get(o.council or "", none) for o in rows], dtype=np.int16),
        "legal_form": np.array([forms.get(o.legal_form or "", NO_CODE) for o in rows], dtype=np.uint8),
        "registered": np.array([o.registered_for_personal_care for o in rows], dtype=np.bool_),
        "registered_home": np.array([o.registered_where_people_live for o in rows], dtype=np.bool_),
        "price_unit": np.array([units[o.fee.unit] if o.fee else NO_CODE for o in rows], dtype=np.uint8),
        "price_pence": np.array([_price(o) for o in rows], dtype=np.float64),
        "unit_hours": np.array([_unit_hours(o) for o in rows], dtype=np.float64),
        "employment": np.array([_employment(o) for o in rows], dtype=np.uint8),
        "area_kind": np.array([AREA_KINDS.index(o.area.kind) if o.area else 0 for o in rows], dtype=np.uint8),
        "area_miles": np.array([(o.area and o.area.radius_miles) or 0 for o in rows], dtype=np.float64),
        "backing": np.array([o.backing for o in rows], dtype=np.float64),
        "confirmed_day": np.array([_day(o.confirmed_on) for o in rows], dtype=np.int32),
        "rating": np.array([RATINGS.index(o.rating or "unknown") for o in rows], dtype=np.uint8),
    }


def _price(offer: Offer) -> float:
    if offer.fee is None or offer.fee.pence is None:
        return np.nan
    return float(offer.fee.pence)


def _unit_hours(offer: Offer) -> float:
    hours = offer.fee.hours_in_unit if offer.fee else None
    return np.nan if hours is None else hours


def _employment(offer: Offer) -> int:
    if offer.kind != "personal_assistant":
        return EMPLOYMENT.index("none")
    return EMPLOYMENT.index(offer.employment or "unknown")


def _day(when: date | None) -> int:
    return -1 if when is None else (when - EPOCH).days


def _area_codes(area: Area | None, kind: str) -> tuple[str, ...]:
    return area.codes if area is not None and area.kind == kind else ()


def _masks(rows: Sequence[Offer], codes: CodeLists) -> Columns:
    columns: Columns = {}
    for name in LISTS:
        answers = [o.lists.get(name, YesNo()) for o in rows]
        columns[f"{name}_yes"], columns[f"{name}_no"] = _Coder.of(codes[name]).masks(answers)
    needs = _Coder.of(codes["needs"])
    for setting in SETTINGS:
        answers = [o.needs.get(setting, YesNo()) for o in rows]
        columns[f"needs_{setting}_yes"], columns[f"needs_{setting}_no"] = needs.masks(answers)
    return columns


def _postings(name: str, of_rows: Sequence[Iterable[str]], codes: Sequence[str]) -> Columns:
    """For each code the sorted rows that hold it, end to end, with offsets (len(codes) + 1,)."""
    positions = {code: at for at, code in enumerate(codes)}
    pairs = sorted((positions[code], row) for row, held in enumerate(of_rows) for code in set(held))
    held_codes = np.array([at for at, _ in pairs], dtype=np.int64)
    return {
        f"{name}_rows": np.array([row for _, row in pairs], dtype=np.int32),
        f"{name}_offsets": np.searchsorted(held_codes, np.arange(len(codes) + 1)).astype(np.int64),
    }


def _cell_index(cell: NDArray[Any], number: NDArray[Any]) -> Columns:
    """Cells in use with the row each begins at, and the rows in order of option number."""
    cells, starts = np.unique(cell, return_index=True)
    return {
        "cells": cells.astype(np.int32),
        "cell_starts": np.append(starts, len(cell)).astype(np.int64),
        "rows_by_number": np.argsort(number, kind="stable").astype(np.int32),
    }


def _answer_counts(columns: Columns, codes: CodeLists) -> Columns:
    """For each list the options answering YES to each code, and those answering anything in the list.

    Shapes (councils + 2, codes) and (councils + 2,): the row before the last is "no council", the last the
    nation.
    """
    council = columns["council"]
    slots = len(codes["councils"]) + 1
    counts: Columns = {}
    for name in (*LISTS, "needs"):
        yes, no = (
            _any_setting(columns) if name == "needs" else (columns[f"{name}_yes"], columns[f"{name}_no"])
        )
        said_yes = _unpacked(yes, len(codes[name]))
        counts[f"{name}_count_yes"] = _by_council(said_yes, council, slots)
        counts[f"{name}_count_answered"] = _by_council((yes | no).any(axis=1), council, slots)
    answered = columns["languages_complete"].copy()
    answered[columns["language_yes_rows"]] = True
    answered[columns["language_no_rows"]] = True
    counts["languages_count_answered"] = _by_council(answered, council, slots)
    counts["languages_count_yes"] = _speakers_by_council(columns, council, slots)
    return counts


def _speakers_by_council(columns: Columns, council: NDArray[Any], slots: int) -> NDArray[np.int32]:
    offsets = columns["language_yes_offsets"]
    spoken = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    table = np.zeros((slots + 1, len(offsets) - 1), dtype=np.int32)
    np.add.at(table, (council[columns["language_yes_rows"]], spoken), 1)
    table[-1] = np.diff(offsets)
    return table


def _by_council(flags: NDArray[Any], council: NDArray[Any], slots: int) -> NDArray[np.int32]:
    table = np.zeros((slots + 1, *flags.shape[1:]), dtype=np.int32)
    np.add.at(table, council, flags)
    table[-1] = flags.sum(axis=0)
    return table


def _any_setting(columns: Columns) -> tuple[NDArray[Any], NDArray[Any]]:
    yes = np.bitwise_or.reduce([columns[f"needs_{s}_yes"] for s in SETTINGS])
    no = np.bitwise_or.reduce([columns[f"needs_{s}_no"] for s in SETTINGS])
    return yes, no & ~yes


def _unpacked(masks: NDArray[np.uint64], codes: int) -> NDArray[np.int32]:
    """Masks (n, words) → 0/1 flags (n, codes)."""
    at = np.arange(codes)
    words = masks[:, at // 64]
    return ((words >> (at % 64).astype(np.uint64)) & np.uint64(1)).astype(np.int32)
