"""Tables that count people by group and area: one row an area, or one row an area and a group."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from directory.errors import FileRefused
from directory.geography.reference.shelf import About, Category, Columns
from directory.vocabulary import folded
from importers.reference.area_columns import ENGLISH, AreaColumn
from importers.reference.census_words import (
    Group,
    group_of,
    is_beside_the_point,
    is_total,
    with_ages_nested,
)
from importers.reference.publications import about_of

_VALUES = frozenset(["observation", "obs value", "n", "value", "count", "number", "observations", "people"])
_MOST_GROUPS = 400
_FURTHEST_FROM_TOTAL = 0.02
"""The Census changes small cells a little, so that groups don't sum to their total exactly."""

Counts = NDArray[np.int32]


@dataclass
class Counted:
    """``groups``: code → (n,) people; ``total`` (n,), None where the table doesn't tell it."""

    codes: list[str]
    total: Counts | None = None
    groups: dict[str, Counts] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    topic: str = ""
    notes: list[str] = field(default_factory=list)
    not_used: dict[str, list[str]] = field(default_factory=dict)


def counts_of(table: pl.DataFrame, areas: AreaColumn) -> tuple[About, Columns] | None:
    """None where the table counts no groups of people that are known."""
    english = table.filter(pl.col(areas.header).str.contains(ENGLISH))
    counted = _long(english, areas) or _wide(english, areas)
    if counted is None:
        return None
    outside = table[areas.header].is_not_null().sum() - english.height
    if outside:
        counted.notes.append(f"{outside:,} rows that aren't of an area in England were left out")
    counted.categories = _told_apart(with_ages_nested(counted.categories))
    _refuse_what_does_not_add_up(counted)
    return _about(counted, areas), _columns(counted)


def _wide(table: pl.DataFrame, areas: AreaColumn) -> Counted | None:
    groups = {header: found for header in table.columns if (found := group_of(header))}
    topic = _commonest(groups.values())
    if topic is None or len(groups) < 2:
        return None
    _refuse_twice(table.select(areas.header), areas)
    counted = Counted(table[areas.header].to_list(), topic=topic)
    for header, group in groups.items():
        if group.topic == topic:
            _add(counted, group.category, table[header], header)
    totals = [header for header in table.columns if is_total(header)]
    if totals:
        counted.total = _people(table[totals[0]], totals[0])
    _note_unknown(counted, (header for header in table.columns if ":" in header))
    return counted


def _long(table: pl.DataFrame, areas: AreaColumn) -> Counted | None:
    by = next((h for h in table.columns if h != areas.header and _names_groups(table[h])), None)
    values = next((header for header in table.columns if folded(header) in _VALUES), None)
    if by is None or values is None:
        return None
    table = _of_numbers(table)
    words = table[by].unique(maintain_order=True).drop_nulls().to_list()
    topic = _commonest(group for word in words if (group := group_of(word)))
    wanted = [word for word in words if (group := group_of(word)) and group.topic == topic]
    totals = [word for word in words if is_total(word)]
    rows = table.filter(pl.col(by).is_in([*wanted, *totals]))
    _refuse_twice(rows.select(areas.header, by), areas)
    beside = next((h for h in table.columns if h not in (by, values) and is_total(h)), None)
    wide = rows.pivot(by, index=areas.header, values=values, maintain_order=True)
    counted = Counted(wide[areas.header].to_list(), topic=topic or "")
    for word in wanted:
        group = group_of(word)
        if group:
            _add(counted, group.category, wide[word], word)
    if totals:
        counted.total = _people(wide[totals[0]], totals[0])
    elif beside:
        firsts = rows.unique(areas.header, keep="first", maintain_order=True)
        counted.total = _people(firsts[beside], beside)
    _note_unknown(counted, words)
    return counted


def _note_unknown(counted: Counted, words: Iterable[str]) -> None:
    unknown = [each for each in words if not (group_of(each) or is_total(each) or is_beside_the_point(each))]
    if unknown:
        counted.not_used["words that aren't known"] = unknown


def _of_numbers(table: pl.DataFrame) -> pl.DataFrame:
    """Nomis puts shares into rows of their own, told by the name of the measure."""
    measure = next((header for header in table.columns if folded(header) == "measures name"), None)
    return table.filter(pl.col(measure).str.to_lowercase() == "value") if measure else table


def _names_groups(cells: pl.Series) -> bool:
    words = cells.drop_nulls().unique()
    if not 1 < len(words) <= _MOST_GROUPS:
        return False
    known = sum(group_of(word) is not None for word in words.to_list())
    return known >= 2 and known >= len(words) / 3


def _commonest(groups: Iterable[Group]) -> str | None:
    topics = [group.topic for group in groups]
    return max(sorted(set(topics)), key=topics.count) if topics else None


def _add(counted: Counted, category: Category, cells: pl.Series, words: str) -> None:
    """Several words may be one code of ours, such as Scots and Ulster Scots."""
    if not category.code:
        counted.not_used.setdefault(category.says, []).append(words)
        return
    people = _people(cells, words)
    before = counted.groups.get(category.code)
    counted.groups[category.code] = people if before is None else before + people
    counted.categories.setdefault(category.code, category)


def _people(cells: pl.Series, words: str) -> Counts:
    numbers = cells.str.replace_all(",", "").cast(pl.Float64, strict=False)
    people = numbers.cast(pl.Int32, strict=False)
    good = ((people == numbers) & (people >= 0)).fill_null(False)
    if not good.all():
        raise FileRefused(
            f"“{words}” lacks a whole number of people for {(~good).sum():,} areas.",
            "Send the whole table, with every group for every area: a blank isn't taken for nobody.",
            code="partial_table",
        )
    return people.to_numpy()


def _refuse_twice(rows: pl.DataFrame, areas: AreaColumn) -> None:
    twice = rows.filter(rows.is_duplicated())
    if twice.height:
        raise FileRefused(
            f"The area {twice[areas.header][0]} has the same group on more than one row.",
            "Send a table split by one thing only: not by sex or age beside it, and for one year.",
            code="counted_twice",
        )


def _refuse_what_does_not_add_up(counted: Counted) -> None:
    """Groups that leave out many people, or count many twice, are not the whole table."""
    parts = leaves(counted.categories)
    if counted.total is None or not parts:
        return
    total = int(counted.total.sum(dtype=np.int64))
    summed = sum(int(counted.groups[code].sum(dtype=np.int64)) for code in parts)
    if abs(summed - total) > _FURTHEST_FROM_TOTAL * total:
        raise FileRefused(
            f"The groups of this table hold {summed:,} people, and its total says {total:,}.",
            "Send the table with all its groups, each once.",
            code="partial_table",
        )


def _told_apart(categories: Mapping[str, Category]) -> dict[str, Category]:
    """What a group includes is no secret where the same table counts its parts too."""
    wider = {category.part_of for category in categories.values()}
    return {
        code: replace(category, includes=(), says="") if code in wider else category
        for code, category in categories.items()
    }


def leaves(categories: Mapping[str, Category]) -> list[str]:
    """The groups without parts of their own: each person is in one of them."""
    wider = {category.part_of for category in categories.values()}
    return [code for code in categories if code not in wider]


def _about(counted: Counted, areas: AreaColumn) -> About:
    about = about_of(counted.topic, "counts", areas.level, topic=counted.topic)
    return about(
        areas=len(counted.codes),
        notes=(*counted.notes, *_not_used(counted)),
        categories=tuple(counted.categories.values()),
    )


def _not_used(counted: Counted) -> Iterator[str]:
    for why, words in counted.not_used.items():
        yield f"not used: {', '.join(words)}" + (f" ({why})" if why else "")


def _columns(counted: Counted) -> Columns:
    """``codes`` in order, ``total`` (-1: not told), ``counts`` (areas, groups)."""
    codes = np.array(counted.codes, dtype="S9")
    order = np.argsort(codes)
    counts = np.array(list(counted.groups.values()), dtype=np.int32).reshape(len(counted.groups), len(codes))
    total = counted.total if counted.total is not None else _summed(counted, len(codes))
    return {"codes": codes[order], "total": total[order], "counts": counts.T[order].copy()}


def _summed(counted: Counted, areas: int) -> Counts:
    people = np.zeros(areas, dtype=np.int32)
    for code in leaves(counted.categories):
        people += counted.groups[code]
    return people
