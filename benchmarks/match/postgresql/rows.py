"""Options as rows of market.sql, ready for COPY block by block."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.match.postgresql.codes import A_LISTS, B_LISTS, LANGUAGE_WORDS, Codes
from matching.needs import MOVE_IN_NEEDS
from matching.offers import Offer, YesNo

BLOCK = 20_000
SETTING_COLUMNS: Mapping[str, str] = {"own_home": "own", "go_to": "go", "move_in": "in"}
AREAS: tuple[str, ...] = ("undeclared", "radius", "outcodes", "councils", "national")
PARTITIONS: tuple[str, ...] = ("settled", "roaming", "nationwide", "circling", "districted", "placeless")
PARTITION_OF_AREA: Mapping[str, str] = {
    "undeclared": "roaming", "radius": "circling", "outcodes": "districted", "councils": "districted",
    "national": "nationwide",
}  # fmt: skip
EMPLOYMENT: tuple[str, ...] = ("none", "employed", "self_employed", "unknown")
QUALITY: Mapping[str | None, float] = {
    None: 0.5, "inadequate": 0.0, "requires_improvement": 0.3, "good": 0.75, "outstanding": 1.0,
}  # fmt: skip
ORGANISATIONS_REACH: tuple[str, ...] = (
    "regulated_provider", "introductory_agency", "council_service", "nhs_service",
)  # fmt: skip
NOWHERE = 1e9
EPOCH = date(1970, 1, 1)
NO_PRICE = -1

_ROW = (
    [("number", ">i8"), ("place", "point")]
    + [(name, ">i8") for name in ("a_yes", "a_no", "own_yes", "own_no", "go_yes", "go_no", "in_yes", "in_no",
                                  "b_yes", "b_no", "language_0", "language_1")]
    + [(name, ">f8") for name in ("reach_miles", "price_pence", "unit_hours", "quality", "backing",
                                  "freshness", "hours_free")]
    + [("free_day", ">i4")]
    + [(name, ">i2") for name in ("area", "kind", "unit", "employment", "whole_miles", "languages_complete",
                                  "taking_new", "shortest_visit", "most_visits", "two_workers", "lies")]
)  # fmt: skip
_DECLARED = [("code", ">i4"), *_ROW]
COPY_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
COPY_END = b"\xff\xff"


@dataclass(frozen=True, slots=True)
class Encoded:
    """A block ready for COPY in the binary format: rows of ``option`` and rows of ``declared``."""

    options: bytes
    declared: bytes


def encoded(offers: Iterable[Offer], codes: Codes) -> Iterator[Encoded]:
    """Every block of a market; ``codes`` gathers the counts on the way."""
    coming = iter(offers)
    while block := list(islice(coming, BLOCK)):
        rows = [_row(offer, codes) for offer in block]
        columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
        _count(columns, codes)
        _with_the_law(columns, codes)
        yield Encoded(_as_copy(columns, _ROW), _declared(block, columns, codes))


def _row(offer: Offer, codes: Codes) -> dict[str, Any]:
    placed = offer.easting is not None
    row: dict[str, Any] = {"number": offer.number}
    row["easting"], row["northing"] = (offer.easting, offer.northing) if placed else (NOWHERE, NOWHERE)
    for word, lists in (("a", A_LISTS), ("b", B_LISTS)):
        said = [codes.masks(name, offer.lists[name]) for name in lists if name in offer.lists]
        row[f"{word}_yes"], row[f"{word}_no"] = sum(y for y, _ in said), sum(n for _, n in said)
    for setting, column in SETTING_COLUMNS.items():
        said = codes.masks("needs", offer.needs.get(setting, YesNo()))
        row[f"{column}_yes"], row[f"{column}_no"] = said
    row["online_yes"], row["online_no"] = codes.masks("needs", offer.needs.get("online", YesNo()))
    spoken = [codes.language(code) for code in offer.languages.yes]
    for word in range(LANGUAGE_WORDS):
        row[f"language_{word}"] = sum(1 << at % 63 for at in spoken if at // 63 == word)
    row["languages_complete"] = int(offer.languages.complete)
    row |= _fee(offer, codes) | _reach(offer, codes, row["a_no"])
    row |= _room(offer)
    row["quality"], row["backing"] = _quality(offer, codes.as_of), offer.backing
    row["freshness"] = _freshness(offer.confirmed_on, codes.as_of)
    row["kind"] = codes.place_in("provider_kind", offer.kind)
    row["legal_form"] = codes.place_in("legal_form", offer.legal_form)
    row["registered"] = offer.registered_for_personal_care
    row["registered_home"] = offer.registered_where_people_live
    row["council"] = codes.place_in("councils", offer.council, codes.council_slots - 1)
    return row


def _fee(offer: Offer, codes: Codes) -> dict[str, Any]:
    fee = offer.fee
    employment = "none" if offer.kind != "personal_assistant" else offer.employment or "unknown"
    free = fee is not None and fee.unit in ("free", "donation")
    known = fee is not None and (fee.pence is not None or free)
    return {
        "unit": codes.place_in("cost_unit", fee.unit) if fee is not None and known else NO_PRICE,
        "price_pence": float(fee.pence or 0) if fee is not None and known else 0.0,
        "unit_hours": fee.hours_in_unit or 0.0 if fee is not None else 0.0,
        "employment": EMPLOYMENT.index(employment),
    }


def _reach(offer: Offer, codes: Codes, a_no: int) -> dict[str, Any]:
    """How far an option comes: declared or assumed miles, and where in the table it lies."""
    assumed = 10.0 if offer.kind in ORGANISATIONS_REACH else 5.0
    declared = offer.area.radius_miles if offer.area else None
    kind = offer.area.kind if offer.area else "undeclared"
    visits = not a_no & codes.bit("setting", "own_home")
    lies = "placeless" if offer.easting is None else PARTITION_OF_AREA[kind] if visits else "settled"
    return {
        "area": AREAS.index(kind),
        "reach_miles": assumed if offer.area is None else declared or 0.0,
        "whole_miles": int(offer.whole_miles),
        "lies": PARTITIONS.index(lies),
    }


def _room(offer: Offer) -> dict[str, Any]:
    """When an option is free and for which visits; -1 is not known."""
    answer = {None: -1, False: 0, True: 1}
    return {
        "free_day": -1 if offer.available_from is None else day_number(offer.available_from),
        "taking_new": answer[offer.taking_new],
        "hours_free": -1.0 if offer.hours_free is None else offer.hours_free,
        "shortest_visit": -1 if offer.shortest_visit_minutes is None else offer.shortest_visit_minutes,
        "most_visits": -1 if offer.most_visits_a_day is None else offer.most_visits_a_day,
        "two_workers": answer[offer.two_workers],
    }


def day_number(day: date) -> int:
    return (day - EPOCH).days


def _quality(offer: Offer, as_of: date) -> float:
    """A rating's value, half of its way to not knowing gone every five years."""
    unknown = QUALITY[None]
    share = 0.5 if offer.rated_on is None else 2.0 ** (-max((as_of - offer.rated_on).days, 0) / (5 * 365.25))
    return unknown + share * (QUALITY[offer.rating] - unknown)


def _freshness(confirmed_on: date | None, as_of: date) -> float:
    return 0.5 if confirmed_on is None else 2.0 ** (-max((as_of - confirmed_on).days, 0) / 365.0)


def _with_the_law(columns: dict[str, NDArray[Any]], codes: Codes) -> None:
    """Write into the needs of each setting what may lawfully be given there, whatever is offered."""
    home = _care_at_home(columns, codes)
    lived_in = np.where(columns["registered_home"], 2, home)
    anywhere = np.where(columns["registered"] | columns["registered_home"], 2, 1)
    care = codes.bit("needs", "personal_care")
    for column, lawful in (("own", home), ("go", anywhere), ("in", lived_in)):
        columns[f"{column}_no"] = columns[f"{column}_no"] | np.where(lawful == 0, care, 0)
        columns[f"{column}_yes"] = columns[f"{column}_yes"] & np.where(lawful < 2, ~care, -1)
    moving = codes.bits("needs", MOVE_IN_NEEDS)
    columns["own_no"], columns["own_yes"] = columns["own_no"] | moving, columns["own_yes"] & ~moving


def _care_at_home(columns: dict[str, NDArray[Any]], codes: Codes) -> NDArray[Any]:
    """Whether personal care may be given in someone's home: 2 yes, 1 not known, 0 no."""
    kind, form = columns["kind"], columns["legal_form"]
    may = np.zeros(len(kind), dtype=np.int64)
    micro = kind == codes.place_in("provider_kind", "micro_provider")
    may[micro & (form < 0)] = 1
    may[micro & (form == codes.place_in("legal_form", "sole_trader"))] = 2
    may[kind == codes.place_in("provider_kind", "regulated_provider")] = 1
    for code in ("personal_assistant", "introductory_agency"):
        may[kind == codes.place_in("provider_kind", code)] = 2
    may[columns["registered"]] = 2
    return may


def _count(columns: dict[str, NDArray[Any]], codes: Codes) -> None:
    """Answers of a block, before the law has its say: base rates are of what options say."""
    council = columns["council"]
    for word, lists in (("a", A_LISTS), ("b", B_LISTS)):
        for name in lists:
            yes, no = (codes.of_list(name, columns[f"{word}_{verdict}"]) for verdict in ("yes", "no"))
            codes.count(name, yes, (yes | no) != 0, council)
    yes, no = (
        np.bitwise_or.reduce(
            [columns[f"{column}_{verdict}"] for column in (*SETTING_COLUMNS.values(), "online")]
        )
        for verdict in ("yes", "no")
    )
    codes.count("needs", yes, (yes | no) != 0, council)
    speaks = np.concatenate(
        [columns[f"language_{word}"][:, None] >> np.arange(63) & 1 for word in range(LANGUAGE_WORDS)], axis=1
    )
    answered = (columns["languages_complete"] > 0) | speaks.any(axis=1)
    codes.count("languages", speaks, answered, council)


def _declared(block: Sequence[Offer], columns: Mapping[str, NDArray[Any]], codes: Codes) -> bytes:
    """Rows of ``declared``: each visitor that named districts or councils, and each without a place."""
    named = [
        (at, codes.area_code(offer.area.kind, code))
        for at, offer in enumerate(block)
        if offer.area is not None and columns["lies"][at] >= PARTITIONS.index("districted")
        for code in offer.area.codes
    ]
    if not named:
        return b""
    rows, code = (np.array(values) for values in zip(*named, strict=True))
    return _as_copy({"code": code, **{name: column[rows] for name, column in columns.items()}}, _DECLARED)


def _as_copy(columns: Mapping[str, NDArray[Any]], row: Sequence[tuple[str, str]]) -> bytes:
    """Rows in COPY's binary format: a count of fields, then each field's length and value."""
    parts: list[tuple[str, str]] = [("fields", ">i2")]
    for name, kind in row:
        pieces = [("easting", ">f8"), ("northing", ">f8")] if kind == "point" else [(name, kind)]
        parts += [(f"{name} bytes", ">i4"), *pieces]
    table = np.zeros(len(next(iter(columns.values()))), dtype=parts)
    table["fields"] = len(row)
    for name, kind in row:
        table[f"{name} bytes"] = 16 if kind == "point" else int(kind[-1])
    for name in [name for name in columns if name in (table.dtype.names or ())]:
        table[name] = columns[name]
    return table.tobytes()
