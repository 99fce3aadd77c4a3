"""The standard that every council's market is held against: a file to edit, checked before it is used."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from directory.errors import FileRefused
from directory.settings import Settings
from matching.market.standard import Standard

SHAPE: Mapping[str, Mapping[str, str]] = {
    "choice": {
        "profiles_at_least": "profiles",
        "share_with_three": "share_with_three",
        "share_with_none_at_most": "share_with_none",
    },
    "culture": {
        "groups_of_at_least": "group_share",
        "share_without_offer_at_most": "share_without_offer",
    },
    "completeness": {
        "options_at_least": "options",
        "price_known": "price_known",
        "languages_known": "languages_known",
        "confirmed_this_year": "confirmed_this_year",
    },
}
"""What the file says, by part, and as which field of a Standard."""
COUNTS = frozenset({"profiles_at_least", "options_at_least"})
REASON = "because"
MOST_BYTES = 100_000


def standard_of(settings: Settings) -> Standard:
    """The standard in the data folder where there is one, else the one that comes with the service."""
    own = settings.standard_path
    return read_standard(own) if own.is_file() else usual_standard()


@cache
def usual_standard() -> Standard:
    """The one that comes with the service; its file says why each bound is as it is."""
    return standard_in((files("matching.market") / "standard.json").read_text(encoding="utf-8"))


def read_standard(path: Path) -> Standard:
    """FileRefused names everything to mend."""
    if path.stat().st_size > MOST_BYTES:
        raise FileRefused(f"{path.name} is too large to be a standard.", "Keep it under 100 kB.")
    try:
        return standard_in(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise FileRefused(f"{path.name} isn't text in UTF-8.", "Save it as UTF-8.") from None


def standard_in(text: str) -> Standard:
    """The standard written in a text."""
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        raise FileRefused(
            f"The standard can't be read: at line {error.lineno}, column {error.colno} the JSON breaks off.",
            "Look there for a missing comma, quote or bracket.",
            code="bad_standard",
        ) from None
    wrong = list(_problems(told))
    if wrong:
        raise FileRefused(
            f"The standard can't be used as it is. {' '.join(wrong)}",
            "Begin with the standard.json that comes with the service, and change its numbers.",
            code="bad_standard",
        )
    return Standard(
        **{field: told[part][name] for part, names in SHAPE.items() for name, field in names.items()}
    )


def _problems(told: Any) -> Iterator[str]:
    if not isinstance(told, dict):
        yield "It must be an object in { }."
        return
    for part in told.keys() - SHAPE.keys():
        yield f"“{str(part)[:60]}” is no part of it."
    for part, names in SHAPE.items():
        given = told.get(part)
        if not isinstance(given, dict):
            yield f"{part}: this must be an object in {{ }}."
            continue
        for name in given.keys() - names.keys() - {REASON}:
            yield f"{part}: “{str(name)[:60]}” is not known there."
        for name in names:
            yield from _problem(part, name, given.get(name))


def _problem(part: str, name: str, value: Any) -> Iterator[str]:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if name in COUNTS:
        if not whole or value < 0:
            yield f"{part}, {name}: this must be a whole number from 0."
    elif not (whole or isinstance(value, float)) or not 0 <= value <= 1:
        yield f"{part}, {name}: this must be a share from 0 to 1."
