"""What a report stands on: one area's options and people, in one published version and one load of tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from directory.geography.gazetteer import Gazetteer
from directory.geography.reference.reference_data import ReferenceData
from directory.geography.reference.territories import Circle, Territory
from directory.journeys.market_reports.people import People, people_of
from directory.journeys.need_profiles import NeedProfile
from directory.journeys.price_bands import SURVEY, PriceBands
from directory.live_market import LiveMarket
from directory.store.reader import Reader
from directory.store.session import Store
from directory.store.views import Whereabouts
from matching.market.choice import ChoiceReckoning, OwnersWithinReach
from matching.needs import SupportNeeds
from matching.planes import Flags, Rows
from matching.snapshot import Snapshot

WHOLE_COUNCILS = frozenset({"council", "county", "region", "england"})
"""Kinds of area that whole councils make up: which options lie in them is known of every option."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """One area's market, ready to be measured.

    ``listed`` (n,) are the rows of the whole market that may still be shown, ``rows`` those among them that
    are based in the area. ``unplaced`` counts options of its councils that say too coarsely where they are.
    """

    market: LiveMarket
    store: Store
    reference: ReferenceData
    territory: Territory
    profiles: Sequence[NeedProfile]
    listed: Flags
    rows: Rows
    unplaced: int
    people: People
    reckoning: ChoiceReckoning
    bands: PriceBands
    _found: dict[SupportNeeds, OwnersWithinReach] = field(default_factory=dict)

    @property
    def snapshot(self) -> Snapshot:
        return self.market.snapshot

    def owners(self, needs: SupportNeeds) -> OwnersWithinReach:
        """Owners within reach of each of the area's places, up to three; worked out once a question."""
        if needs not in self._found:
            self._found[needs] = self.reckoning.owners(needs)
        return self._found[needs]

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The option numbers of ``rows``."""
        numbers: NDArray[np.int64] = self.snapshot.columns["number"][self.rows]
        return numbers


def ground_of(
    market: LiveMarket,
    store: Store,
    gazetteer: Gazetteer,
    reference: ReferenceData,
    territory: Territory,
    profiles: Sequence[NeedProfile],
    bands: PriceBands = SURVEY,
) -> Ground:
    """Gather what a report on a territory needs; the store is read once, for what may be shown and where."""
    with store.reading() as reader:
        listed, rows, unplaced = based_in(market, reader, reference, territory)
    snapshot = market.snapshot
    people = people_of(territory, reference, gazetteer, snapshot)
    reckoning = ChoiceReckoning(snapshot, people.areas, listed)
    return Ground(
        market, store, reference, territory, profiles, listed, rows, unplaced, people, reckoning, bands
    )


def based_in(
    market: LiveMarket, reader: Reader, reference: ReferenceData, territory: Territory
) -> tuple[Flags, Rows, int]:
    """``listed``, ``rows`` and ``unplaced`` of a ground, by one look at the store."""
    snapshot = market.snapshot
    listed = np.zeros(len(snapshot), dtype=np.bool_)
    everywhere = snapshot.all_rows()
    listed[everywhere] = reader.still_listed(market.mark, snapshot.columns["number"][everywhere])
    of_councils = listed & _of_councils(territory, snapshot)
    rows, unplaced = np.flatnonzero(of_councils), 0
    if territory.circle:
        inside, placed = _inside(territory.circle, snapshot)
        rows, unplaced = np.flatnonzero(listed & inside), int((of_councils & ~placed).sum())
    elif territory.kind not in WHOLE_COUNCILS:
        numbers = snapshot.columns["number"][rows]
        places = reader.whereabouts(territory.councils)
        sides = [_side(places.get(int(number)), territory, reference) for number in numbers]
        unplaced = sides.count("not told")
        rows = rows[np.array([side == "inside" for side in sides], dtype=np.bool_)]
    return listed, rows, unplaced


def _of_councils(territory: Territory, snapshot: Snapshot) -> Flags:
    councils = [snapshot.position("councils", code) for code in territory.councils]
    inside: Flags = np.isin(snapshot.columns["council"], councils)
    return inside


def _inside(circle: Circle, snapshot: Snapshot) -> tuple[Flags, Flags]:
    """Which options lie in a circle, and which say where they are at all, both (n,)."""
    placed: Flags = snapshot.columns["cell"] >= 0
    across = snapshot.columns["easting"].astype(np.float64) - circle.easting
    up = snapshot.columns["northing"].astype(np.float64) - circle.northing
    return placed & (across * across + up * up <= circle.metres**2), placed


def _side(
    place: Whereabouts | None, territory: Territory, reference: ReferenceData
) -> Literal["inside", "outside", "not told"]:
    """Whether an option lies in a district, ward, middle-layer area or small area."""
    if place is None:
        return "not told"
    if territory.kind == "district" or (
        place.district and not _touches(territory, place.district, reference)
    ):
        return "inside" if place.district == territory.code else "outside"
    areas = reference.areas_of_postcode(place.postcode) if place.postcode else None
    if areas is None or not (areas.lsoa or (territory.kind == "ward" and areas.ward)):
        return "not told"
    if territory.kind == "ward" and areas.ward:
        return "inside" if areas.ward == territory.code else "outside"
    row = reference.small_areas.rows(np.array([areas.lsoa], dtype="S9"))[0]
    return "inside" if row in territory.rows else "outside"


def _touches(territory: Territory, district: str, reference: ReferenceData) -> bool:
    """Whether a territory has small areas in a district."""
    districts = reference.small_areas.larger("ltla")
    if districts is None:
        return True
    places = np.unique(districts.place[territory.rows]).tolist()
    return district in {districts.code(place) for place in places if place >= 0}
