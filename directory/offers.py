"""A folded option as matching sees it: codes, grid metres and pence, nothing to read."""

from collections.abc import Iterable, Iterator
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


NOTHING = YesNo()


def offers_of(options: Iterable[FoldedOption], sharing: Iterable[FoldedOption]) -> Iterator[Offer]:
    """Every option's columns-to-be; what one owner runs under one CQC location shares its registration.

    ``sharing``: the options, among these, that are at one such location with another.
    """
    at_home, lived_in = set(), set()
    for option in sharing:
        if _registered_for_personal_care(option, "own_home"):
            at_home |= _locations(option)
        if _registered_for_personal_care(option, "move_in"):
            lived_in |= _locations(option)
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
    place, said = option.place, _Said(option)
    rating, free = option.rating, option.availability or Availability()
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
        needs={setting: said.of("needs", setting, None) for setting in SETTINGS},
        lists={name: said.of(name, None) for name in LISTS},
        languages=said.of("languages", None),
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


def codes_for(outcodes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Every code list of a version, in the vocabularies' fixed order; outcodes are those that areas name."""
    codes = {name: vocabulary(name).codes for name in CODE_LISTS}
    return {**codes, "outcodes": tuple(sorted(set(outcodes)))}


class _Said:
    """What an option says, by list: its attributes are gone through once, however many lists there are."""

    def __init__(self, option: FoldedOption) -> None:
        self._complete = option.complete
        self._codes: dict[tuple[str, str | None], dict[str, set[str]]] = {}
        for said in option.attributes:
            codes = self._codes.setdefault((said.vocabulary, said.setting), {"yes": set(), "no": set()})
            codes[said.verdict].add(said.code)

    def of(self, name: str, *settings: str | None) -> YesNo:
        """The answers to one list; a need stated without a setting (None) holds in every setting."""
        said = [self._codes[name, setting] for setting in settings if (name, setting) in self._codes]
        if not said and name not in self._complete:
            return NOTHING
        yes, no = (frozenset().union(*(codes[verdict] for codes in said)) for verdict in ("yes", "no"))
        return YesNo(yes, no, name in self._complete)


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
