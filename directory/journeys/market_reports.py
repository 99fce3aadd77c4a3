"""How varied one area's market is: counts, choice, concentration, and what isn't known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from directory.errors import PlaceNotFound
from directory.geography.areas import Area, find_area
from directory.geography.gazetteer import Gazetteer
from directory.journeys.need_profiles import NeedProfile, standard_profiles
from directory.live_market import LiveMarket
from directory.store.numbers import option_id
from directory.store.session import Store
from directory.store.views import OptionView
from directory.vocabulary import vocabulary
from matching.fields import AREA_KINDS
from matching.market.areas import PeopleAt, SmallAreas
from matching.market.choice import ChoiceReckoning
from matching.market.gaps import Gaps, choice_within
from matching.market.measures import ChoiceShares
from matching.market.profile import Concentration, Flags, Supply, Variety, supply
from matching.needs import Here
from matching.planes import Rows
from matching.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class KindCount:
    """Options of one kind of provider."""

    code: str
    label: str
    options: int


@dataclass(frozen=True, slots=True)
class NeedCount:
    """Options that say they meet a need, by kind, and options of which it isn't known."""

    code: str
    label: str
    options: int
    owners: int
    unknown: int
    by_kind: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ProfileChoice:
    """Effective choice for one person's question; the shares are None where an area has no postcodes."""

    profile: str
    label: str
    confirmed: ChoiceShares | None
    possible: ChoiceShares | None
    gaps: Gaps | None


@dataclass(frozen=True, slots=True)
class SourceCount:
    """Options of the area that a source speaks for, and when it was last imported."""

    source: str
    publisher: str
    scope: str
    options: int
    confirmed_on: date


@dataclass(frozen=True, slots=True)
class MarketReport:
    """One area's market as the published version has it. Every figure counts options that may be shown.

    ``unknown`` counts the options that state no price, and those that state no language.
    ``from_elsewhere`` counts options based outside that say they serve the area, or all of England.
    """

    area: Area
    data_version: str
    as_of: date
    example: bool
    options: int
    from_elsewhere: int
    by_kind: tuple[KindCount, ...]
    by_need: tuple[NeedCount, ...]
    choice: tuple[ProfileChoice, ...]
    postcodes: int
    postcode_districts: int
    concentration: Concentration
    variety: Variety
    unknown: Mapping[str, int]
    sources: tuple[SourceCount, ...]


def report(
    market: LiveMarket,
    store: Store,
    gazetteer: Gazetteer,
    area_text: str,
    profiles: Sequence[NeedProfile] | None = None,
) -> MarketReport:
    """The report on a council, a district or a county; PlaceNotFound when the area isn't one.

    Choice is that of ``profiles``, else of the eight that come with the service.
    """
    area = _reportable(area_text)
    spread = _people_of(area, gazetteer)
    rows, options, listed = _options_in(area, market, store)
    found = supply(market.snapshot, rows)
    return MarketReport(
        area=area,
        data_version=market.version,
        as_of=market.snapshot.as_of,
        example=any(option.example for option in options),
        options=found.options,
        from_elsewhere=_serving_from_elsewhere(area, spread, market.snapshot, rows, listed),
        by_kind=_kinds(found),
        by_need=_needs(found),
        choice=tuple(_choice_for(spread, market, listed, profiles or standard_profiles())),
        postcodes=round(sum(place.people for place in spread)),
        postcode_districts=len(spread),
        concentration=found.concentration,
        variety=found.variety,
        unknown=found.unknown,
        sources=_sources_of(options),
    )


def councils_with_options(market: LiveMarket) -> tuple[str, ...]:
    """Codes of the councils that the published version has options in, by name."""
    known = market.snapshot.codes["councils"]
    held = [int(at) for at in np.unique(market.snapshot.columns["council"][market.snapshot.all_rows()])]
    codes = [known[at] for at in held if 0 <= at < len(known)]
    return tuple(sorted(codes, key=vocabulary("councils").label))


def _reportable(area_text: str) -> Area:
    area = find_area(area_text)
    if area.kind in ("region", "england"):
        raise PlaceNotFound(
            f"{area.label} is too large an area to report on.", "Name a council, a district or a county."
        )
    return area


def _kinds(found: Supply) -> tuple[KindCount, ...]:
    label = vocabulary("provider_kind").label
    return tuple(KindCount(code, label(code), count) for code, count in found.by_kind.items())


def _needs(found: Supply) -> tuple[NeedCount, ...]:
    label = vocabulary("needs").label
    return tuple(
        NeedCount(code, label(code), need.yes, need.owners, need.unknown, dict(need.by_kind))
        for code, need in found.by_need.items()
    )


def _options_in(area: Area, market: LiveMarket, store: Store) -> tuple[Rows, list[OptionView], Flags]:
    """Rows and views of the area's options, and which of all rows may still be shown, (n,)."""
    snapshot = market.snapshot
    numbers = snapshot.columns["number"]
    councils = [snapshot.position("councils", code) for code in area.councils]
    rows = snapshot.all_rows()
    listed = np.zeros(len(snapshot), dtype=np.bool_)
    with store.reading() as reader:
        listed[rows] = reader.still_listed(market.mark, numbers[rows])
        rows = rows[np.isin(snapshot.columns["council"][rows], councils)]
        shown = reader.options(option_id(int(number)) for number in numbers[rows])
    inside = {
        option.option_number: option
        for option in shown.values()
        if area.kind != "district" or (option.place and option.place.district == area.code)
    }
    rows = rows[np.isin(numbers[rows], list(inside))]
    return rows, [inside[int(number)] for number in numbers[rows]], listed


def _serving_from_elsewhere(
    area: Area, people: Sequence[PeopleAt], snapshot: Snapshot, rows: Rows, listed: Flags
) -> int:
    serves = snapshot.columns["area_kind"] == AREA_KINDS.index("national")
    for name, codes in (("councils", area.councils), ("outcodes", [place.here.outcode for place in people])):
        for code in set(codes).intersection(snapshot.codes[name]):
            serves[snapshot.holders(f"area_{name[:-1]}", snapshot.position(name, code))] = True
    serves[rows] = False
    return int((serves & listed).sum())


def _people_of(area: Area, gazetteer: Gazetteer) -> list[PeopleAt]:
    """Where the area's people live, as far as its postcodes tell it."""
    return [
        PeopleAt(Here(place.easting, place.northing, place.outcode, council), place.postcodes)
        for council in area.councils
        for place in gazetteer.postcodes_of(area.code if area.kind == "district" else council)
    ]


def _choice_for(
    people: Sequence[PeopleAt], market: LiveMarket, listed: Flags, profiles: Sequence[NeedProfile]
) -> Iterable[ProfileChoice]:
    reckoning = ChoiceReckoning(market.snapshot, SmallAreas.of(people, market.snapshot), listed)
    for profile in profiles:
        choice = choice_within(reckoning, profile.needs)
        yield ProfileChoice(
            profile.id,
            profile.label,
            choice.shares.confirmed if choice else None,
            choice.shares.possible if choice else None,
            choice.gaps if choice else None,
        )


def _sources_of(options: Sequence[OptionView]) -> tuple[SourceCount, ...]:
    spoken_for = Counter(
        (each.source, each.publisher, each.scope, each.confirmed_on)
        for option in options
        for each in option.sources
    )
    return tuple(
        SourceCount(source, publisher, scope, count, confirmed_on)
        for (source, publisher, scope, confirmed_on), count in sorted(spoken_for.items())
    )
