"""A folded option as matching sees it: codes, grid metres and pence, nothing to read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from directory.records import Availability, CostOption, Place
from directory.store.views import AttributeView, FoldedOption
from directory.vocabulary import vocabulary
from matching.needs import SETTINGS
from matching.offers import LISTS, Area, Fee, Offer, YesNo

COARSE: frozenset[str] = frozenset({"cell_2km", "district", "place", "council"})
CODE_LISTS: tuple[str, ...] = (
    *LISTS,
    "needs",
    "languages",
    "provider_kind",
    "cost_unit",
    "legal_form",
    "councils",
)


def offers_of(options: Sequence[FoldedOption]) -> Iterator[Offer]:
    """Every option's columns-to-be; what one owner runs under one CQC location shares its registration."""
    at_home = {key for o in options if _registered_for_personal_care(o, "own_home") for key in _locations(o)}
    lived_in = {key for o in options if _registered_for_personal_care(o, "move_in") for key in _locations(o)}
    for option in options:
        yield replace(
            offer_of(option),
            registered_for_personal_care=_registered_for_personal_care(option, "own_home")
            or bool(at_home & _locations(option)),
            registered_where_people_live=_registered_for_personal_care(option, "move_in")
            or bool(lived_in & _locations(option)),
        )


def _locations(option: FoldedOption) -> set[tuple[int, str]]:
    """The CQC locations an option is, each with its owner: a link withdrawn parts them."""
    return {(option.owner_number, i.value) for i in option.identifiers if i.scheme == "cqc_location"}


def offer_of(option: FoldedOption) -> Offer:
    """One option's columns-to-be."""
    place, rating, free = option.place, option.rating, option.availability or Availability()
    return Offer(
        number=option.option_number,
        owner=option.owner_number,
        kind=option.provider_kind,
        size_class=option.size_class,
        easting=place.easting if place else None,
        northing=place.northing if place else None,
        whole_miles=_is_coarse(place),
        council=place.council if place else None,
        legal_form=option.legal_form,
        registered_for_personal_care=_registered_for_personal_care(option, "own_home"),
        registered_where_people_live=_registered_for_personal_care(option, "move_in"),
        needs={setting: _answers(option, "needs", setting) for setting in SETTINGS},
        lists={name: _answers(option, name) for name in LISTS},
        languages=_answers(option, "languages"),
        fee=_fee(option.costs),
        employment=option.employment,
        area=_area(option),
        backing=_backing(option.attributes),
        confirmed_on=option.confirmed_on,
        rating=rating.overall if rating else None,
        rated_on=rating.rated_on if rating else None,
        rating_inherited=rating is not None and rating.inherited,
        available_from=free.available_from,
        taking_new=free.taking_new,
        hours_free=free.hours_free,
        shortest_visit_minutes=free.shortest_visit_minutes,
        most_visits_a_day=free.most_visits_a_day,
        two_workers=free.two_workers,
    )


def codes_for(options_outcodes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Every code list of a version, in the vocabularies' fixed order; outcodes are those that areas name."""
    codes = {name: vocabulary(name).codes for name in CODE_LISTS}
    return {**codes, "outcodes": tuple(sorted(set(options_outcodes)))}


def outcodes_named(option: FoldedOption) -> tuple[str, ...]:
    area = option.service_area
    return area.codes if area is not None and area.kind == "outcodes" else ()


def _answers(option: FoldedOption, name: str, setting: str | None = None) -> YesNo:
    """What is said of one list; a need stated without a setting holds in every setting."""
    said: dict[str, set[str]] = {"yes": set(), "no": set()}
    for attribute in option.attributes:
        if attribute.vocabulary == name and attribute.setting in (setting, None):
            said[attribute.verdict].add(attribute.code)
    return YesNo(frozenset(said["yes"]), frozenset(said["no"]), name in option.complete)


def _is_coarse(place: Place | None) -> bool:
    return place is not None and place.precision in COARSE


def _registered_for_personal_care(option: FoldedOption, setting: str) -> bool:
    """A regulator names the activity, or a service type that can't be had without it in this setting."""
    return "personal_care" in option.registered_activities or any(
        attribute.code == "personal_care" and attribute.verdict == "yes" and attribute.evidence == "register"
        for attribute in option.attributes
        if attribute.vocabulary == "needs" and attribute.setting in (setting, None)
    )


def _fee(costs: tuple[CostOption, ...]) -> Fee | None:
    """The price an option is compared by: the first it gives."""
    if not costs:
        return None
    return Fee(costs[0].unit, costs[0].amount_pence, costs[0].hours_in_unit)


def _area(option: FoldedOption) -> Area | None:
    area = option.service_area
    return None if area is None else Area(area.kind, area.radius_miles, area.codes)


def _backing(attributes: tuple[AttributeView, ...]) -> float:
    """The share of what is claimed that someone other than the provider stands behind."""
    if not attributes:
        return 0.0
    return sum(attribute.evidence != "provider" for attribute in attributes) / len(attributes)
