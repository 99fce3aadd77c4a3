"""Fold a record before it is stored, as it will be if nothing is joined to it: which is so of most.

Folding reads nothing but the claims, so that it can be done by other processes while a file is read. What
only the store knows (the record's number, the day of the run) is filled in when the rows go in.
"""

import json
import marshal
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from directory.records import Claims
from directory.store.aside import Shelved
from directory.store.blocks import in_blocks, insert_columns
from directory.store.fold import Member, fold_organization
from directory.store.grouping import Register
from directory.store.numbers import option_number
from directory.store.option_models import FOLDED
from directory.store.precedence import standing
from directory.store.record_models import Base

AT_ONCE = 4_000
_NOT_YET = -1
_NO_DAY = date.min
_NO_DAY_TEXT = _NO_DAY.isoformat()
# Columns whose values are only known in the store, or are JSON that becomes text here.
_JSON = ("field_records", "registered_activities", "complete", "codes", "told_by", "overruled_by")
_DAYS = ("available_from", "rated_on")
Packing = tuple[tuple[int, Callable[[Any], str | None]], ...]
"""Places in a row, and what makes text of the value there."""


@dataclass(frozen=True, slots=True)
class Alone:
    """The rows of a lone record's organization. ``packed`` is what ``fold_alone`` made, on a shelf."""

    record_id: int
    option_number: int
    said_on: date
    packed: Shelved


def fold_alone(register: Register, claims: Claims) -> bytes:
    """Every row of the market that this record makes by itself, packed."""
    number = option_number(*register, claims.source_id)
    member = Member(_NOT_YET, register, number, claims, standing(claims), _NO_DAY)
    rows = fold_organization([member])
    return marshal.dumps([[_packed(table, row) for row in rows.get(table, ())] for table in FOLDED])


def _packed(table: type[Base], row: Mapping[str, Any]) -> tuple[Any, ...]:
    """In the table's order of columns, as values that marshal knows."""
    values, packing = _columns_of(table)
    packed = values(row)
    if not packing:
        return packed
    kept = list(packed)
    for place, pack in packing:
        kept[place] = pack(kept[place])
    return tuple(kept)


@cache
def _columns_of(table: type[Base]) -> tuple[Callable[[Mapping[str, Any]], tuple[Any, ...]], Packing]:
    """What takes a row's values in their order, and how some of them are packed."""
    names = table.__table__.columns.keys()
    packing = [(place, _PACKING_OF[name]) for place, name in enumerate(names) if name in _PACKING_OF]
    return itemgetter(*names), tuple(packing)


def _as_json(value: Any) -> str:
    return json.dumps(value) if value else "{}" if isinstance(value, dict) else "[]"


def _as_day(value: date | None) -> str | None:
    return value.isoformat() if value else None


_PACKING_OF: Mapping[str, Callable[[Any], str | None]] = {
    **dict.fromkeys(_JSON, _as_json),
    **dict.fromkeys(_DAYS, _as_day),
}


def insert_alone(connection: Connection, records: Iterable[Alone]) -> None:
    """Put the rows of lone records in, by option, so that each table grows at one place."""
    for block in in_blocks(sorted(records, key=lambda record: record.option_number), AT_ONCE):
        by_table: dict[type[Base], list[tuple[Any, ...]]] = defaultdict(list)
        whose: dict[type[Base], list[Alone]] = defaultdict(list)
        for record in block:
            for table, rows in zip(FOLDED, marshal.loads(record.packed.read()), strict=True):  # noqa: S302 - packed by us
                by_table[table] += rows
                whose[table] += [record] * len(rows)
        for table in FOLDED:
            columns = _columns(table, by_table[table], whose[table])
            insert_columns(connection, table, columns, ready=_JSON)


def _columns(
    table: type[Base], rows: Sequence[tuple[Any, ...]], whose: Sequence[Alone]
) -> dict[str, Sequence[Any]]:
    """The rows as columns, with what the store knows of each record."""
    if not rows:
        return {}
    names = table.__table__.columns.keys()
    columns: dict[str, Sequence[Any]] = dict(zip(names, zip(*rows, strict=True), strict=True))
    if "record_id" in columns:
        columns["record_id"] = [record.record_id for record in whose]
    if "told_by" in columns:
        columns["told_by"] = [
            text.replace(str(_NOT_YET), str(record.record_id)).replace(
                _NO_DAY_TEXT, record.said_on.isoformat()
            )
            for text, record in zip(columns["told_by"], whose, strict=True)
        ]
    if "field_records" in columns:
        columns["field_records"] = [
            text.replace(str(_NOT_YET), str(record.record_id))
            for text, record in zip(columns["field_records"], whose, strict=True)
        ]
    for name in _DAYS:
        if name in columns:
            columns[name] = [date.fromisoformat(day) if day else None for day in columns[name]]
    return columns
