"""A published market with a store and a gazetteer to match: enough for journeys, in milliseconds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from directory.errors import PlaceNotFound
from directory.geography.located import Located
from directory.geography.lookup import OutcodePart
from directory.live_market import LiveMarket
from directory.offers import codes_for, offer_of
from directory.rates import rates_on
from directory.records import Attribute, Claims
from directory.search.documents import document_of
from directory.search.whoosh_index import WhooshIndex
from directory.store.numbers import option_id, option_number
from directory.store.views import AttributeView, OptionView, SourceStatus, SourceView, Whereabouts
from matching.snapshot import Snapshot

TODAY = date(2026, 11, 21)
E1 = Located(535000, 181500, "district", "E1", "E09000030", "E09000030", "Whitechapel")


def needs_in(setting: str, *codes: str, verdict: Any = "yes") -> tuple[Attribute, ...]:
    """Needs as importers state them, each in its setting."""
    return tuple(Attribute("needs", code, verdict, "provider", setting) for code in codes)


def folded(claims: Claims, owner: int | None = None, source: str = "community-groups") -> OptionView:
    """What one record alone folds to."""
    spoken = SourceView(source, "Example Council", "Example area", claims.source_id, date(2026, 11, 1))
    number = option_number(source, spoken.publisher, spoken.scope, claims.source_id)
    said = [
        AttributeView(a.vocabulary, a.code, a.verdict, a.evidence, a.setting, spoken, TODAY)
        for a in claims.attributes
    ]
    shared = {
        field: getattr(claims, field)
        for field in (
            *("name", "provider_kind", "legal_form", "registered_activities", "description", "place"),
            *("complete", "costs", "employment", "service_area", "telephone", "email", "website", "facts"),
            *("identifiers", "availability", "rating"),
        )
    }
    return OptionView(
        option_id=option_id(number),
        option_number=number,
        owner_number=owner if owner is not None else number,
        owner_name=claims.organization_name,
        size_class="small",
        attributes=tuple(said),
        sources=(spoken,),
        example=False,
        confirmed_on=spoken.confirmed_on,
        **shared,
    )


class SmallStore:
    """A store that holds options and forgets those it is told to hide."""

    def __init__(self, options: Iterable[OptionView]) -> None:
        self._options = {option.option_id: option for option in options}

    def hide(self, option: OptionView) -> None:
        del self._options[option.option_id]

    @contextmanager
    def reading(self):
        yield self

    def still_listed(self, mark: str, option_numbers):
        return np.isin(option_numbers, [option.option_number for option in self._options.values()])

    def spoken_for(self, option_numbers):
        found = Counter(
            (each.source, each.publisher, each.scope, each.confirmed_on)
            for option in self._options.values()
            for each in option.sources
            if option.option_number in option_numbers
        )
        return [SourceStatus(*of, count, day) for (*of, day), count in sorted(found.items())]

    def facts(self, label, option_numbers):
        return {
            option.option_number: option.facts[label]
            for option in self._options.values()
            if label in option.facts and option.option_number in option_numbers
        }

    def names(self, option_numbers):
        wanted = set(option_numbers.tolist())
        return {n: each.name for each in self._options.values() if (n := each.option_number) in wanted}

    def owner_names(self, owner_numbers):
        wanted = set(owner_numbers)
        return {
            each.owner_number: each.owner_name
            for each in self._options.values()
            if each.owner_number in wanted
        }

    def comings(self, councils, since, until):
        return []

    def looks_at(self):
        return []

    def whereabouts(self, councils):
        return {
            option.option_number: Whereabouts(option.place.district, option.place.postcode)
            for option in self._options.values()
            if option.place and option.place.council in councils
        }

    def options(self, ids: Iterable[str]) -> dict[str, OptionView]:
        return {each: self._options[each] for each in ids if each in self._options}


class SmallGazetteer:
    """Knows E1, and where Tower Hamlets' postcodes are."""

    def __init__(self, *spread: OutcodePart) -> None:
        self._spread = spread or (OutcodePart("E1", E1.easting, E1.northing, 800),)

    def locate(self, text: str) -> Located:
        if text != "E1":
            raise PlaceNotFound(f"“{text}” is not known here.", "Try E1.")
        return E1

    def postcodes_of(self, code: str) -> Sequence[OutcodePart]:
        return self._spread if code == "E09000030" else ()


def a_small_market(folder, options: Sequence[OptionView]) -> tuple[LiveMarket, SmallStore]:
    """The options, published, and the store they are from."""
    areas = [option.service_area for option in options if option.service_area]
    codes = codes_for(code for area in areas if area.kind == "outcodes" for code in area.codes)
    snapshot = replace(Snapshot.of(map(offer_of, options), codes, TODAY, rates_on(TODAY)), version="v1")
    WhooshIndex.build(folder / "index", map(document_of, options))
    index = WhooshIndex.open(folder / "index")
    return LiveMarket(folder, "v1", snapshot, index, {}), SmallStore(options)
