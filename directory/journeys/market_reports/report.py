"""How varied one area's market is: counts, choice, concentration, and what isn't known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from directory.geography.reference.territories import Territory
from directory.journeys.market_reports.access import ServiceAccess, access
from directory.journeys.market_reports.asking import ToAsk, to_ask
from directory.journeys.market_reports.change import Change, change
from directory.journeys.market_reports.choice import AreaChoice, area_choice
from directory.journeys.market_reports.culture import Culture, culture
from directory.journeys.market_reports.ground import Ground
from directory.journeys.market_reports.ownership import Ownership, ownership
from directory.journeys.market_reports.people import People
from directory.journeys.market_reports.prices import Prices, price_report
from directory.journeys.market_reports.quality import Quality, RecordQuality, quality, record_quality
from directory.journeys.market_reports.variety import Variety, variety
from directory.journeys.market_reports.what_if import WhatIf, what_ifs
from directory.live_market import LiveMarket
from directory.store.views import EXAMPLE_PUBLISHER
from directory.vocabulary import vocabulary
from matching.fields import AREA_KINDS
from matching.market.profile import Supply, supply


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

    ``owners`` counts who runs the options. ``from_elsewhere`` counts options based outside that say they
    serve the area, or all of England; ``unplaced`` those of its councils that say too coarsely where they are
    to be counted in or out.
    """

    area: Territory
    data_version: str
    reference_version: str
    as_of: date
    example: bool
    options: int
    owners: int
    from_elsewhere: int
    unplaced: int
    by_kind: tuple[KindCount, ...]
    by_need: tuple[NeedCount, ...]
    people: People
    choice: AreaChoice
    asking: tuple[ToAsk, ...]
    what_if: tuple[WhatIf, ...]
    variety: Variety | None
    ownership: Ownership | None
    culture: Culture
    access: tuple[ServiceAccess, ...] | None
    prices: Prices
    quality: Quality
    records: RecordQuality
    change: Change | None
    sources: tuple[SourceCount, ...]


def report(ground: Ground) -> MarketReport:
    """The report on what a ground holds."""
    sources = _sources_of(ground)
    found = supply(ground.snapshot, ground.rows)
    return MarketReport(
        area=ground.territory,
        data_version=ground.market.version,
        reference_version=ground.reference.shelf.version,
        as_of=ground.snapshot.as_of,
        example=any(source.publisher == EXAMPLE_PUBLISHER for source in sources),
        options=found.options,
        owners=found.concentration.owners,
        from_elsewhere=_serving_from_elsewhere(ground),
        unplaced=ground.unplaced,
        by_kind=_kinds(found),
        by_need=_needs(found),
        people=ground.people,
        choice=area_choice(ground),
        asking=to_ask(ground),
        what_if=what_ifs(ground),
        variety=variety(ground),
        ownership=ownership(ground),
        culture=culture(ground),
        access=access(ground),
        prices=price_report(ground),
        quality=quality(ground),
        records=record_quality(ground),
        change=change(ground),
        sources=sources,
    )


def councils_with_options(market: LiveMarket) -> tuple[str, ...]:
    """Codes of the councils that the published version has options in, by name."""
    known = market.snapshot.codes["councils"]
    held = [int(at) for at in np.unique(market.snapshot.columns["council"][market.snapshot.all_rows()])]
    codes = [known[at] for at in held if 0 <= at < len(known)]
    return tuple(sorted(codes, key=vocabulary("councils").label))


def _kinds(found: Supply) -> tuple[KindCount, ...]:
    label = vocabulary("provider_kind").label
    return tuple(KindCount(code, label(code), count) for code, count in found.by_kind.items())


def _needs(found: Supply) -> tuple[NeedCount, ...]:
    label = vocabulary("needs").label
    return tuple(
        NeedCount(code, label(code), need.yes, need.owners, need.unknown, dict(need.by_kind))
        for code, need in found.by_need.items()
    )


def _serving_from_elsewhere(ground: Ground) -> int:
    """Options that come to all of England, or to a council or district of the area, and are based outside."""
    snapshot, areas = ground.snapshot, ground.people.areas
    serves = snapshot.columns["area_kind"] == AREA_KINDS.index("national")
    councils = [snapshot.position("councils", code) for code in ground.territory.councils]
    for name, positions in (("council", councils), ("outcode", np.unique(areas.outcode).tolist())):
        for position in positions:
            if position >= 0:
                serves[snapshot.holders(f"area_{name}", position)] = True
    serves[ground.rows] = False
    return int((serves & ground.listed).sum())


def _sources_of(ground: Ground) -> tuple[SourceCount, ...]:
    with ground.store.reading() as reader:
        spoken_for = reader.spoken_for(ground.numbers)
    return tuple(
        SourceCount(source.source, source.publisher, source.scope, source.records, source.last_import)
        for source in spoken_for
    )
