"""How the areas of a loaded table fit those that are known: matched, unknown, lacking."""

from dataclasses import dataclass

import numpy as np

from directory.geography.reference.shelf import About, Columns, Kind, Shelf
from directory.geography.reference.small_areas import SmallAreas, district_today, history_of
from directory.vocabulary import vocabulary

_WANTED: tuple[tuple[str, Kind, str], ...] = (
    ("lookup", "lookup", ""),
    ("postcodes", "postcodes", ""),
    ("languages", "counts", "languages"),
    ("faith", "counts", "faith"),
    ("culture", "counts", "culture"),
    ("disability", "counts", "disability"),
    ("age", "counts", "age"),
    ("deprivation", "deprivation", ""),
    ("rural_urban", "rural_urban", ""),
    ("boundaries", "boundaries", ""),
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """``unknown``: areas that nothing else tells of; ``lacking``: known ones without a figure."""

    about: About
    matched: int
    unknown: tuple[str, ...]
    lacking: tuple[str, ...]


def coverage_of(shelf: Shelf, about: About, areas: SmallAreas | None = None) -> Coverage | None:
    """None where no table tells which areas of its level there are, or only this one does."""
    known = _known(about, areas or SmallAreas(shelf))
    if not known or (about.kind == "lookup" and about.level == "lsoa"):
        return None
    present = set(_codes(shelf.columns(about.name), about))
    if about.level == "ltla":
        history = history_of(shelf)
        present = {district_today(code, history) for code in present}
    return Coverage(
        about=about,
        matched=len(present & known),
        unknown=tuple(sorted(present - known)),
        lacking=tuple(sorted(known - present)),
    )


def missing_from(shelf: Shelf) -> tuple[str, ...]:
    """What no table tells: lookup, postcodes, languages, faith, culture, disability, age …"""
    loaded = {
        (about.kind, about.topic)
        for about in shelf.abouts.values()
        if about.kind != "counts" or about.categories
    }
    return tuple(name for name, kind, topic in _WANTED if (kind, topic) not in loaded)


def _codes(columns: Columns, about: About) -> list[str]:
    names = (f"{about.level}_codes", "new", "codes")
    codes = next(columns[name] for name in names if name in columns)
    return [code.decode() for code in np.unique(codes).tolist()]


def _known(about: About, areas: SmallAreas) -> set[str]:
    if about.level == "ltla":
        terms = vocabulary("districts").terms()
        return {term.code for term in terms if term.extra["status"] == "current"}
    if about.level in ("utla", "region"):
        return set(vocabulary("councils" if about.level == "utla" else "regions").codes)
    if about.level == "lsoa":
        return {code.decode() for code in areas.codes.tolist()}
    larger = areas.larger(about.level)
    inside = larger.codes[np.unique(larger.place[larger.place >= 0])] if larger else np.array([], "S9")
    return {code.decode() for code in inside.tolist()}
