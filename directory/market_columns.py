"""A whole market's options as matching takes them, from the store's columns: no option is put together.

The same as ``offers_of``, option by option. What many options have in common is read once for all of them.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from directory.offers import COARSE
from directory.store.listed_columns import OptionBlock
from directory.store.statements import BETWEEN_STATEMENTS, Statement, statement
from matching.answer_lists import Said
from matching.fields import ROW_COLUMNS, CodeLists, Fees, cell_of
from matching.gathered import AREA_LISTS, Gathered, read_off
from matching.needs import SETTINGS
from matching.offers import LISTS, Area, Fee, Offer, YesNo

Sharing = Iterable[tuple[int, str, int]]
"""(owner, registered location, option): who shares a location with another option of the same owner."""
Statements = Sequence[Statement | None]
PERSONAL_CARE = "personal_care"
CODE_ANSWERS = frozenset({*LISTS, "languages"})
AVAILABILITY = (
    *("available_from", "taking_new", "hours_free", "shortest_visit_minutes", "most_visits_a_day"),
    "two_workers",
)


def market_gathered(blocks: Iterable[OptionBlock], sharing: Sharing, codes: CodeLists) -> Gathered:
    """All options of a market; what one owner runs under one registered location shares its registration."""
    taken = _Taken()
    for block in blocks:
        taken.add(block)
    return taken.gathered(sharing, codes)


class _Different(dict[Any, int]):
    """Numbers different things in the order they first came."""

    def __missing__(self, one: Any) -> int:
        self[one] = number = len(self)
        return number

    def numbers(self, things: Iterable[Any]) -> NDArray[np.int32]:
        return np.fromiter(map(self.__getitem__, things), np.int32)


class _Taken:
    """Options as their blocks come: numbers, and what they number."""

    def __init__(self) -> None:
        self._parts: dict[str, list[NDArray[Any]]] = defaultdict(list)
        self._different: dict[str, _Different] = defaultdict(_Different)
        self._options = 0

    def add(self, block: OptionBlock) -> None:
        parts = self._parts
        parts["number"].append(np.array(block.number, np.int64))
        parts["owner"].append(np.array(block.owner, np.int64))
        parts["easting"].append(np.array([metres or 0 for metres in block.easting], np.int32))
        parts["northing"].append(np.array([metres or 0 for metres in block.northing], np.int32))
        cells = map(cell_of, block.easting, block.northing)
        parts["cell"].append(np.fromiter(cells, np.int32, len(block.number)))
        for field, (_, stated_in, _) in FIELDS.items():
            stated = zip(*(getattr(block, name) for name in stated_in), strict=True)
            parts[field].append(self._different[field].numbers(stated))
        parts["activities"].append(self._different["activities"].numbers(block.activities))
        counts = [joined.count(BETWEEN_STATEMENTS) + 1 for joined in block.said]
        first, self._options = self._options, self._options + len(block.number)
        parts["speaking"].append(np.repeat(np.arange(first, self._options, dtype=np.int32), counts))
        each = BETWEEN_STATEMENTS.join(block.said).split(BETWEEN_STATEMENTS)
        parts["said"].append(self._different["said"].numbers(each))

    def gathered(self, sharing: Sharing, codes: CodeLists) -> Gathered:
        self._columns = {name: np.concatenate(self._parts.pop(name)) for name in list(self._parts)}
        values = {name: self._column(name) for name in ("number", "owner", "easting", "northing", "cell")}
        fees = Fees(codes)
        for field, (names, _, offer_with) in FIELDS.items():
            offers = [offer_with(*stated) for stated in self._different[field]]
            for name, different in read_off(names, offers, codes, fees).items():
                values[name] = different[self._column(field)]
        statements = [statement(text) if text else None for text in self._different["said"]]
        values |= self._registered(statements, sharing) | {"backing": self._backing(statements)}
        return Gathered(values, fees, self._said(statements))

    def _column(self, name: str) -> NDArray[Any]:
        """A part from all blocks; empty where there was none."""
        return self._columns.get(name, np.empty(0, ROW_COLUMNS.get(name, np.int32)))

    def _said(self, statements: Statements) -> Said:
        """What options state, which of their lists are complete, and where they come to."""
        different = [_answers(stated) if stated else {} for stated in statements]
        rows, numbers = [self._column("speaking")], [self._column("said")]
        for field, answers_in in (("complete", _complete), ("area", _area)):
            answers = [answers_in(*stated) for stated in self._different[field]]
            answering = np.array([bool(each) for each in answers], dtype=np.bool_)[self._column(field)]
            rows.append(np.flatnonzero(answering).astype(np.int32))
            numbers.append(self._column(field)[answering] + np.int32(len(different)))
            different += answers
        return Said(different, np.concatenate(rows), np.concatenate(numbers), self._options)

    def _registered(self, statements: Statements, sharing: Sharing) -> dict[str, NDArray[np.bool_]]:
        """Whether a regulator names personal care where people live by themselves, and where they move in."""
        active = [PERSONAL_CARE in json.loads(text) for text in self._different["activities"]]
        by_activity = np.array(active, dtype=np.bool_)[self._column("activities")]
        registered = {}
        for name, setting in (("registered", "own_home"), ("registered_home", "move_in")):
            flags = by_activity | self._states(statements, lambda said, at=setting: _is_registered(said, at))
            registered[name] = _shared(flags, self._column("number"), sharing)
        return registered

    def _states(self, statements: Statements, which: Callable[[Statement], bool]) -> NDArray[np.bool_]:
        """The options with any statement that is so."""
        so = np.array([stated is not None and which(stated) for stated in statements], dtype=np.bool_)
        flags = np.zeros(self._options, dtype=np.bool_)
        flags[self._column("speaking")[so[self._column("said")]]] = True
        return flags

    def _backing(self, statements: Statements) -> NDArray[np.float64]:
        """The share of what is claimed that someone other than the provider stands behind."""
        claims = np.array([stated is not None for stated in statements], dtype=np.bool_)
        backed = np.array([stated is not None and stated.evidence != "provider" for stated in statements])
        told, by_others = (
            np.bincount(self._column("speaking")[so[self._column("said")]], minlength=self._options)
            for so in (claims, backed.astype(np.bool_))
        )
        return by_others / np.maximum(told, 1)


def _shared(flags: NDArray[np.bool_], numbers: NDArray[np.int64], sharing: Sharing) -> NDArray[np.bool_]:
    """With the flags of whoever shares a place; options that are not listed lend nothing."""
    at: dict[tuple[int, str], list[int]] = defaultdict(list)
    for owner, location, option in sharing:
        row = int(np.searchsorted(numbers, option))
        if row < len(numbers) and numbers[row] == option:
            at[owner, location].append(row)
    together = flags.copy()
    for rows in at.values():
        together[rows] |= flags[rows].any()
    return together


def _is_registered(said: Statement, setting: str) -> bool:
    """A service type that can't be had without a regulator's leave, in this setting."""
    return (said.vocabulary, said.code, said.verdict, said.evidence) == (
        *("needs", PERSONAL_CARE),
        *("yes", "register"),
    ) and said.setting in (setting, "")


def _answers(said: Statement) -> dict[str, YesNo]:
    """The lists that a statement answers; a need stated without a setting holds in every setting."""
    codes = frozenset({said.code})
    answer = YesNo(codes) if said.verdict == "yes" else YesNo(no=codes)
    if said.vocabulary == "needs":
        return {f"needs_{setting}": answer for setting in ([said.setting] if said.setting else SETTINGS)}
    return {said.vocabulary: answer} if said.vocabulary in CODE_ANSWERS and not said.setting else {}


def _complete(text: str) -> dict[str, YesNo]:
    names = json.loads(text)
    lists = [f"needs_{setting}" for setting in SETTINGS if "needs" in names]
    return {name: YesNo(complete=True) for name in (*lists, *CODE_ANSWERS.intersection(names))}


def _area(kind: str, precision: str | None, area: tuple[Any, ...] | None) -> dict[str, YesNo]:
    declared = _area_of(area)
    if declared is None or declared.kind not in AREA_LISTS:
        return {}
    return {declared.kind: YesNo(frozenset(declared.codes))}


def _area_of(area: tuple[Any, ...] | None) -> Area | None:
    if area is None:
        return None
    kind, radius_miles, codes = area
    return Area(kind, radius_miles, tuple(json.loads(codes)))


def _provider(kind: str, size: Any, form: str | None, precision: str | None, council: str | None) -> Offer:
    coarse = precision in COARSE
    return Offer(0, 0, kind, size_class=size, legal_form=form, whole_miles=coarse, council=council)


def _reaching(kind: str, precision: str | None, area: tuple[Any, ...] | None) -> Offer:
    return Offer(0, 0, kind, whole_miles=precision in COARSE, area=_area_of(area))


def _charging(kind: str, employment: Any, price: tuple[Any, ...] | None) -> Offer:
    return Offer(0, 0, kind, employment=employment, fee=Fee(*price) if price else None)


def _confirmed(day: date) -> Offer:
    return Offer(0, 0, "", confirmed_on=day)


def _rated(rating: tuple[Any, ...] | None) -> Offer:
    overall, rated_on, inherited = rating or (None, None, False)
    return Offer(0, 0, "", rating=overall, rated_on=rated_on, rating_inherited=inherited)


def _free(availability: tuple[Any, ...] | None) -> Offer:
    return Offer(0, 0, "", **(dict(zip(AVAILABILITY, availability, strict=True)) if availability else {}))


def _listing_languages(complete: str) -> Offer:
    return Offer(0, 0, "", languages=YesNo(complete="languages" in json.loads(complete)))


FIELDS: Mapping[str, tuple[Sequence[str], Sequence[str], Callable[..., Offer]]] = {
    "provider": (
        ("kind", "size_class", "legal_form", "whole_miles", "council"),
        ("kind", "size_class", "legal_form", "precision", "council"),
        _provider,
    ),
    "area": (("area_kind", "reach_metres2"), ("kind", "precision", "area"), _reaching),
    "price": (("fee",), ("kind", "employment", "price"), _charging),
    "confirmed": (("confirmed_day",), ("confirmed_on",), _confirmed),
    "rating": (("rating", "rated_day", "rating_inherited"), ("rating",), _rated),
    "availability": (
        *(("available_day", "taking_new", "hours_free", "shortest_visit", "most_visits", "two_workers"),),
        *(("availability",), _free),
    ),
    "complete": (("languages_complete",), ("complete",), _listing_languages),
}
"""Columns whose values options share: the fields of a block they come from, and an offer of just these."""
