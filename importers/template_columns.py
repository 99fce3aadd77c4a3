"""The kinds of list there are templates for, and what ``template_columns.csv`` says of their columns."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from directory.vocabulary import NAMES, vocabulary


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """``choices``: one of these words; ``lists``: any words of these lists of ours."""

    name: str
    width: int
    says: str
    example: str
    choices: tuple[str, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of list. ``organisations``: the types its rows choose from, of one that has them."""

    name: str
    source: str
    title: str
    organisations: tuple[str, ...] = ()


KINDS = (
    Kind(
        "micro-providers",
        "community-groups",
        "Very small care businesses",
        ("micro_provider", "introductory_agency"),
    ),
    Kind(
        "community-groups",
        "community-groups",
        "Groups, charities and council services",
        ("community_group", "voluntary_organisation", "council_service", "nhs_service"),
    ),
    Kind("volunteers", "community-groups", "Volunteers", ("volunteer_scheme",)),
    Kind("personal-assistants", "personal-assistants", "Personal assistants"),
)


def columns_of(kind: Kind) -> tuple[TemplateColumn, ...]:
    """The columns of a kind's source, in its order."""
    return tuple(_column(row, kind) for row in _rows() if row["source"] == kind.source)


def words_of(list_name: str) -> Sequence[tuple[str, str]]:
    """(label, code) of a list's terms; of the many languages, those that are spoken much."""
    terms = vocabulary(list_name).terms()
    return [(term.label, term.code) for term in terms if term.extra.get("everyday", "yes") == "yes"]


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (files("importers") / "template_columns.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def _column(row: dict[str, str], kind: Kind) -> TemplateColumn:
    choices, example = _choices(row["choices"], kind), row["example"]
    return TemplateColumn(
        row["column"],
        int(row["width"]),
        row["says"],
        example if not choices or example in choices else choices[0],
        choices,
        tuple(row["lists"].split()),
    )


def _choices(cell: str, kind: Kind) -> tuple[str, ...]:
    """Words as the table has them, or the labels of a list that it names."""
    if cell == "provider_kind":
        return tuple(vocabulary(cell).label(code) for code in kind.organisations)
    if cell in NAMES:
        return tuple(label for label, _ in words_of(cell))
    return tuple(cell.split("|")) if cell else ()
