"""CQC's words and what they mean here: ``cqc_terms.csv`` read, lists split, an offer's attributes built.

The table holds the directory's spelling and the monthly HSCA file's, so that every CQC source means the same.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from directory.records import Attribute
from directory.vocabulary import folded, vocabulary
from importers.tidy import yes_no

MARKED_COLUMNS = {
    "service type - ": "service_type",
    "service user band - ": "band",
    "regulated activity - ": "activity",
}
"""How the headings of the monthly list's Y/blank columns begin, and the kind of what follows."""

_CODES_IN_A_CELL = ("bands", "settings", "settings_not_known", "needs", "needs_if_named")


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the table. ``treat_as``: listed, listed_when_alone, health_care or provider."""

    kind: str
    name: str
    treat_as: str
    code: str
    bands: tuple[str, ...]
    settings: tuple[str, ...]
    settings_not_known: tuple[str, ...]
    needs: tuple[str, ...]
    needs_if_named: tuple[str, ...]
    named_activity: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a cell says: the terms understood, each once and in order, and the texts not in the table."""

    found: tuple[Term, ...]
    not_understood: tuple[str, ...] = ()

    def of_kind(self, kind: str) -> tuple[Term, ...]:
        return tuple(term for term in self.found if term.kind == kind)


@cache
def _spellings() -> tuple[tuple[str, Term], ...]:
    with (files("importers.sources") / "cqc_terms.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(row, _term(row)) for row in csv.DictReader(lines)]
    return tuple(
        (spelling, term) for row, term in rows for spelling in (row["term"], *_listed(row["other_spellings"]))
    )


@cache
def terms_by_spelling(*kinds: str) -> Mapping[str, Term]:
    """Every spelling of these kinds, folded, with its term."""
    return {folded(spelling): term for spelling, term in _spellings() if term.kind in kinds}


@cache
def _most_pieces() -> int:
    """Into how many pieces splitting at commas breaks the spelling with the most commas."""
    return 1 + max(spelling.count(",") for spelling, _ in _spellings())


def _term(row: Mapping[str, str]) -> Term:
    lists = {column: _listed(row[column]) for column in _CODES_IN_A_CELL}
    plain = {column: row[column] for column in ("kind", "treat_as", "code", "named_activity")}
    return Term(name=row["term"], **plain, **lists)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(";") if item.strip())


@lru_cache(maxsize=1024)
def read_terms(cell: str, *kinds: str) -> Terms:
    """The terms of a cell, of these kinds; lists are split by ``|``, or at commas between known terms."""
    known = terms_by_spelling(*kinds)
    found: dict[str, Term] = {}
    not_understood: dict[str, None] = {}
    for part in cell.split("|"):
        for text in [part] if folded(part) in known else _split_at_commas(part, known):
            term = known.get(folded(text))
            if term:
                found[term.kind + term.name] = term
            elif text.strip():
                not_understood[text.strip()] = None
    return Terms(tuple(found.values()), tuple(not_understood))


def _split_at_commas(text: str, known: Mapping[str, Term]) -> list[str]:
    """The longest run of pieces that is a known term, again and again; an unknown piece stands alone."""
    pieces = text.split(",")
    parts: list[str] = []
    start = 0
    while start < len(pieces):
        ends = range(min(len(pieces), start + _most_pieces()), start, -1)
        end = next((end for end in ends if folded(",".join(pieces[start:end])) in known), start + 1)
        parts.append(",".join(pieces[start:end]))
        start = end
    return parts


def marked_terms(cells: Mapping[str, str], *kinds: str) -> Terms:
    """The terms of these kinds whose Y/blank columns say yes; of columns not in the table, their headings."""
    found: dict[str, Term] = {}
    not_understood: list[str] = []
    for heading, cell in cells.items():
        kind = marks(heading) if cell else None
        if kind is None or kind not in kinds or not yes_no(cell):
            continue
        if term := term_marked(heading):
            found[term.name] = term
        else:
            not_understood.append(heading)
    return Terms(tuple(found.values()), tuple(not_understood))


@cache
def marks(heading: str) -> str | None:
    """The kind of terms whose Y/blank column this heading can be."""
    prefix = next((prefix for prefix in MARKED_COLUMNS if heading.casefold().startswith(prefix)), None)
    return MARKED_COLUMNS[prefix] if prefix else None


@cache
def term_marked(heading: str) -> Term | None:
    """The term of such a column: its heading is a spelling of the table after its kind."""
    kind = marks(heading)
    return terms_by_spelling(kind).get(folded(heading.partition("-")[2])) if kind else None


def listed_types(types: Sequence[Term]) -> tuple[Term, ...]:
    """The service types that make a location an option: none where it gives health care only."""
    listed = tuple(term for term in types if term.treat_as == "listed")
    if not listed and len(types) == 1 and types[0].treat_as == "listed_when_alone":
        return tuple(types)
    return listed


def attributes_of(
    types: Iterable[Term], bands: Iterable[Term], activities: Iterable[Term]
) -> tuple[Attribute, ...]:
    """What the register itself makes YES, needs where they are met, and the settings it rules out."""
    listed = tuple(types)
    named = {activity.code for activity in activities}
    codes = [("service_type", term.code) for term in listed if term.code]
    codes += [("user_bands", code) for term in listed for code in term.bands]
    codes += [("user_bands", code) for band in bands for code in band.bands]
    yes = [Attribute(name, code, "yes", "register") for name, code in codes]
    return tuple(dict.fromkeys([*yes, *_needs(listed, named), *_settings(listed)]))


def _needs(types: Sequence[Term], named: set[str]) -> list[Attribute]:
    return [
        Attribute("needs", need, "yes", "register", setting)
        for term in types
        for need in (*term.needs, *(term.needs_if_named if term.named_activity in named else ()))
        for setting in term.settings
    ]


def _settings(types: Sequence[Term]) -> list[Attribute]:
    happens = {setting for term in types for setting in term.settings}
    not_known = {setting for term in types for setting in term.settings_not_known} - happens
    return [
        Attribute("setting", code, "yes" if code in happens else "no", "register")
        for code in vocabulary("setting").codes
        if code not in not_known
    ]
