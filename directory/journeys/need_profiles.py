"""The need profiles that every area is measured by: a file that a council may edit, checked before use.

profiles.json holds, by id, a ``label`` and a question as it is asked of the service, but for its place.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from directory.errors import FileRefused, QuestionError
from directory.journeys.support_question import CODE_FIELDS, support_needs
from directory.settings import Settings
from matching.needs import ALWAYS_MUST, MUST_NAMES, SupportNeeds

MUSTS: tuple[str, ...] = (*MUST_NAMES, *ALWAYS_MUST)
MOST_PROFILES = 50
MOST_BYTES = 1_000_000
ONE_CODE: frozenset[str] = frozenset({"staff_gender", "funding"})
NUMBERS: tuple[type, ...] = (int, float)
KINDS: Mapping[str, tuple[type, ...]] = {
    "label": (str,),
    **{field: (str,) if field in ONE_CODE else (list,) for field in CODE_FIELDS},
    "within_miles": NUMBERS,
    "lgbt_affirming": (bool,),
    "budget": (dict,),
    "visits": (dict,),
    "must": (list,),
    "order": (list,),
}
"""What a profile may say, and as which kind of JSON value."""
PARTS: Mapping[str, Mapping[str, tuple[type, ...]]] = {
    "budget": {
        "pence": (int,),
        "per": (str,),
        "hours_per_week": NUMBERS,
        "weeks_per_year": NUMBERS,
        "max_pence_per_hour": (int,),
    },
    "visits": {"per_day": (int,), "minutes": (int,), "workers": (int,)},
}
WORDS: Mapping[type, str] = {
    str: "text in quotes", list: "a list in [ ]", bool: "true or false", dict: "an object in { }",
    int: "a whole number", float: "a number",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NeedProfile:
    """One kind of person that an area should have choice for; ``needs`` has no place."""

    id: str
    label: str
    needs: SupportNeeds


def need_profiles(path: Path) -> tuple[NeedProfile, ...]:
    """The profiles of a council's own file; FileRefused names every profile and field to mend."""
    if path.stat().st_size > MOST_BYTES:
        raise FileRefused(f"{path.name} is too large to be a list of profiles.", "Keep it under 1 MB.")
    try:
        return profiles_in(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise FileRefused(f"{path.name} isn't text in UTF-8.", "Save it as UTF-8.") from None


def profiles_of(settings: Settings) -> tuple[NeedProfile, ...]:
    """The council's own profiles where the data folder holds some, else those that come with the service."""
    own = settings.profiles_path
    return need_profiles(own) if own.is_file() else standard_profiles()


@cache
def standard_profiles() -> tuple[NeedProfile, ...]:
    """The eight that come with the service."""
    return profiles_in((files("matching.market") / "profiles.json").read_text(encoding="utf-8"))


def profiles_in(text: str) -> tuple[NeedProfile, ...]:
    """The profiles written in a text; FileRefused says what is wrong, all of it at once."""
    told = _told(text)
    wrong: list[str] = []
    found: list[NeedProfile] = []
    for name, profile in told.items():
        problems = list(_problems(profile))
        if not problems:
            try:
                needs, _ = support_needs({k: v for k, v in profile.items() if k != "label"}, None)
                found.append(NeedProfile(name, profile["label"], needs))
            except QuestionError as error:
                problems = [f"{error.field}: {error.sentence} {error.remedy}".strip()]
        wrong += [f"“{name[:60]}”, {problem}" for problem in problems]
    if wrong:
        raise FileRefused(
            "The profiles can't be used as they are. " + " ".join(wrong[:10]),
            "Mend what is named and save the file again; until then the profiles stay as they were.",
            code="bad_profiles",
        )
    return tuple(found)


def _told(text: str) -> dict[str, Any]:
    """What the file says by profile, each id once."""
    try:
        told = json.loads(text, object_pairs_hook=_each_once)
    except json.JSONDecodeError as error:
        raise FileRefused(
            f"The profiles can't be read: at line {error.lineno}, column {error.colno} the JSON breaks off.",
            "Look there for a missing comma, quote or bracket.",
            code="bad_profiles",
        ) from None
    except _SaidTwice as twice:
        raise FileRefused(
            f"“{twice}” is said twice in one place.", "Keep one of the two.", code="bad_profiles"
        ) from None
    if not isinstance(told, dict) or not 1 <= len(told) <= MOST_PROFILES:
        raise FileRefused(
            f"The file must hold from 1 to {MOST_PROFILES} profiles, each under an id of its own.",
            "Begin with the profiles.json that comes with the service.",
            code="bad_profiles",
        )
    return told


class _SaidTwice(Exception):
    """A name that stands twice in one object."""


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _SaidTwice(name[:60])
        found[name] = value
    return found


def _problems(profile: Any) -> Iterator[str]:
    """What is wrong with the shape of one profile, in words."""
    if not isinstance(profile, dict):
        yield "profile: this must be an object in { }."
        return
    for required in ("label", "needs"):
        if not profile.get(required):
            yield f"{required}: this is required."
    for field, value in profile.items():
        if field == "place":
            yield "place: a profile has none, as it is asked of every area. Leave it out."
        elif field not in KINDS:
            yield f"{field[:60]}: this is no field of a profile. Known are {', '.join(KINDS)}."
        elif not _is_a(value, KINDS[field]):
            yield f"{field}: this must be {WORDS[KINDS[field][-1]]}."
        else:
            yield from _problems_inside(field, value)


def _problems_inside(field: str, value: Any) -> Iterator[str]:
    """What is wrong within a list or an object whose own kind is right."""
    if isinstance(value, list) and field != "order" and not all(isinstance(each, str) for each in value):
        yield f"{field}: every item must be text in quotes."
    if field == "must":
        unknown = [each for each in value if isinstance(each, str) and each not in MUSTS]
        if unknown:
            yield f"must: “{unknown[0][:60]}” can't be a must-have. Known are {', '.join(MUSTS)}."
    if field == "order" and not all(_is_group(each) for each in value):
        yield "order: every item must be text, or a list of texts for what counts alike."
    for part, given in value.items() if field in PARTS else ():
        kinds = PARTS[field].get(part)
        if kinds is None:
            yield f"{field}: {part[:60]} is no part of it. Known are {', '.join(PARTS[field])}."
        elif not _is_a(given, kinds):
            yield f"{field}: {part} must be {WORDS[kinds[-1]]}."


def _is_a(value: Any, kinds: tuple[type, ...]) -> bool:
    # True and False are numbers to Python, and to nobody else.
    return isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))


def _is_group(item: Any) -> bool:
    return isinstance(item, str) or (isinstance(item, list) and all(isinstance(each, str) for each in item))
