"""Where an offer's help happens: as it says, else as its kind of service usually does."""

from directory.records import Attribute
from importers.repeated import reading_once
from importers.row_reading import RowReader, claim
from importers.terms import read_terms
from importers.tidy import items

_TRAVEL = {
    "to_person": ("own_home",),
    "to_place": ("go_to",),
    "both": ("own_home", "go_to"),
    "online": ("online",),
}
_MOVED_INTO = {"care_home", "nursing_home", "supported_living", "extra_care", "shared_lives"}
_COMES_TO_PERSON = {
    *(
        "home_care",
        "live_in_care",
        "meals_at_home",
        "reablement",
        "personal_assistance",
        "befriending",
        "transport",
    ),
}
# Kinds that come to people unless they say otherwise; all others are gone to.
_COMING_KINDS = {"micro_provider", "volunteer_scheme", "introductory_agency"}
_ANYWHERE = ("own_home", "go_to", "move_in")


def needs_and_settings(row: RowReader, activities: str, travel: str, kind: str) -> list[Attribute]:
    """Needs in the settings they are met in, types of service, and the settings themselves.

    What has no type of its own happens where the row's other types do: meals in a care home are moved to.
    Of a regulated provider that says neither type nor travel, its register says where: no setting is claimed.
    A setting that is neither stated nor usual is NO, but for online, which nobody rules out by silence.
    """
    travels = row.terms(travel, "travel").codes("travel")
    stated = tuple(dict.fromkeys(setting for code in travels for setting in _TRAVEL[code]))
    row_types = row.terms(activities, "needs", "service_type").codes("service_type")
    found: list[Attribute] = []
    happens: set[str] = set(stated)
    for item in items(row.cells[activities]):
        said, settings = _said_of(item, row_types, stated, kind)
        found += said
        happens.update(settings)
    found += [claim("travel", code) for code in travels]
    if kind == "regulated_provider" and not stated and not row_types:
        return found
    happens = happens or set(_settings((), stated, kind))
    found += [claim("setting", code) for code in sorted(happens)]
    found += [claim("setting", code, "no") for code in _ANYWHERE if code not in happens]
    return found


@reading_once
def _said_of(
    item: str, row_types: tuple[str, ...], stated: tuple[str, ...], kind: str
) -> tuple[tuple[Attribute, ...], tuple[str, ...]]:
    """(what one item of a row's activities says, the settings it happens in)."""
    terms = read_terms(item, "needs", "service_type")
    types = terms.codes("service_type")
    settings = _settings(types or row_types, stated, kind)
    yes = [claim("needs", code, "yes", setting) for code in terms.codes("needs") for setting in settings]
    denied = [code for name, code in terms.no if name == "needs"]
    no = [claim("needs", code, "no", setting) for code in denied for setting in settings]
    others = [claim(name, code, "no") for name, code in terms.no if name != "needs"]
    said = (*(claim("service_type", code) for code in types), *yes, *no, *others)
    return said, settings if terms.yes else ()


def _settings(types: tuple[str, ...], stated: tuple[str, ...], kind: str) -> tuple[str, ...]:
    if moved_into := _MOVED_INTO & set(types):
        return ("move_in",) if len(moved_into) == len(types) else ("move_in", *stated)
    if stated:
        return stated
    if types:
        return tuple(dict.fromkeys("own_home" if code in _COMES_TO_PERSON else "go_to" for code in types))
    if kind == "regulated_provider":
        return _ANYWHERE
    return ("own_home",) if kind in _COMING_KINDS else ("go_to",)
