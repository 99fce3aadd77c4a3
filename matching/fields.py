"""An offer's plain fields as numbers: how each is read, and what the numbers mean."""

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.costs import HOURS_IN_UNIT
from matching.offers import Fee, Offer, assumed_radius_miles
from matching.verdict import NO, UNKNOWN, YES

CodeLists = Mapping[str, tuple[str, ...]]
Read = Callable[[Offer], Any]
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
ROW_COLUMNS: Mapping[str, type] = {
    "number": np.int64, "owner": np.int64, "kind": np.uint8, "size_class": np.uint8, "easting": np.int32,
    "northing": np.int32, "cell": np.int32, "whole_miles": np.bool_, "council": np.int16,
    "legal_form": np.uint8, "registered": np.bool_, "registered_home": np.bool_,
    "languages_complete": np.bool_, "fee": np.int64, "area_kind": np.uint8, "reach_metres2": np.float64,
    "backing": np.float64, "confirmed_day": np.int32, "rating": np.uint8,
    "rated_day": np.int32, "rating_inherited": np.bool_, "available_day": np.int32, "taking_new": np.uint8,
    "hours_free": np.float64, "shortest_visit": np.int32, "most_visits": np.int32, "two_workers": np.uint8,
}  # fmt: skip
"""Columns with one value an option."""
FEE_COLUMNS: tuple[str, ...] = ("fee_unit", "fee_pence", "fee_hours", "fee_employment")
"""Columns with one value for each different price: what "fee" numbers."""


def cell_of(easting: int | None, northing: int | None) -> int:
    """Number of the 2 km cell, rows of cells from south to north; -1 for an option without a place."""
    if easting is None or northing is None:
        return -1
    return (northing // CELL_METRES) * CELLS_A_ROW + easting // CELL_METRES


def readers(codes: CodeLists, fees: "Fees") -> dict[str, Read]:
    """How each of ROW_COLUMNS is read off an offer."""
    kinds = {code: at for at, code in enumerate(codes["provider_kind"])}
    councils = {code: at for at, code in enumerate(codes["councils"])}
    forms = {code: at for at, code in enumerate(codes["legal_form"])}
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
        "fee": fees.number_of,
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


class Fees:
    """The different prices of a market: options mostly charge what others charge, so each is kept once.

    A price is that of one unit, as charged to whoever employs, or not, the one who is paid.
    """

    def __init__(self, codes: CodeLists) -> None:
        self._units = {code: at for at, code in enumerate(codes["cost_unit"])}
        self._number_of: dict[tuple[int, int | None, float | None, int], int] = {}

    def number_of(self, offer: Offer) -> int:
        """The number of an offer's price among the different ones."""
        fee = offer.fee
        employment = _employment(offer)
        if fee is None:
            key: tuple[int, int | None, float | None, int] = (NO_CODE, None, None, employment)
        else:
            key = (self._units[fee.unit], fee.pence, _unit_hours(fee), employment)
        return self._number_of.setdefault(key, len(self._number_of))

    def columns(self) -> dict[str, NDArray[Any]]:
        """The different prices by number, in FEE_COLUMNS."""
        units, pence, hours, employment = zip(*self._number_of, strict=True) if self._number_of else ((),) * 4
        return {
            "fee_unit": np.array(units, dtype=np.uint8),
            "fee_pence": np.array([np.nan if p is None else p for p in pence], dtype=np.float64),
            "fee_hours": np.array([np.nan if h is None else h for h in hours], dtype=np.float64),
            "fee_employment": np.array(employment, dtype=np.uint8),
        }


def _unit_hours(fee: Fee) -> float | None:
    """The hours of one unit, as the offer or else custom has it; None for a unit that isn't hours long."""
    return fee.hours_in_unit or HOURS_IN_UNIT.get(fee.unit)


def _employment(offer: Offer) -> int:
    if offer.kind != "personal_assistant":
        return EMPLOYMENT.index("none")
    return EMPLOYMENT.index(offer.employment or "unknown")
