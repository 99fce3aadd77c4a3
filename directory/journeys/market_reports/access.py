"""How well people can reach what there is: supply for each person in reach, and how far the nearest are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.geography.reference.small_areas import NONE
from directory.journeys.market_reports.circumstances import circumstances
from directory.journeys.market_reports.ground import Ground
from directory.journeys.market_reports.people import Part
from matching import planes
from matching.fields import METRES_A_MILE
from matching.market.access import MILES, NEAREST, e2sfca_of_places, nearest_miles
from matching.planes import Words

SERVICES: Mapping[str, tuple[str, ...]] = {
    "help_at_home": ("home_care", "live_in_care", "personal_assistance"),
    "care_homes": ("care_home", "nursing_home"),
    "daytime": ("day_opportunity", "lunch_club", "befriending", "community_group", "faith_group"),
}
"""What people travel to, or what travels to them, as service types."""
MOST_SMALL_AREAS = 3_000
"""Larger areas than this are told by council elsewhere: a mean of a region says little of anybody's way."""
WORST_TENTH = 0.9


@dataclass(frozen=True, slots=True)
class PartAccess:
    """Options in reach for each 100,000 people of a part of the area, as its people have them on average."""

    code: str
    label: str
    per_100k: float


@dataclass(frozen=True, slots=True)
class ServiceAccess:
    """Access to one group of services. Miles are straight lines; None where there are fewer than three.

    ``median`` and ``lowest_tenth`` are of people: half of them, and a tenth, have no more than this. Half of
    them have three options within ``third_nearest``; a tenth go further than ``third_nearest_worst``.
    """

    service: str
    options: int
    median: float
    lowest_tenth: float
    nearest: float | None
    third_nearest: float | None
    third_nearest_worst: float | None
    by_part: tuple[PartAccess, ...]
    drawn: tuple[PartAccess, ...]
    by_circumstance: tuple[PartAccess, ...]


def access(ground: Ground) -> tuple[ServiceAccess, ...] | None:
    """None where residents aren't known by small area, or the area is too large for one figure."""
    if ground.people.basis != "residents" or not 0 < len(ground.people.areas) <= MOST_SMALL_AREAS:
        return None
    return tuple(_Reckoning(ground).told())


class _Reckoning:
    """The area's homes, and everybody around who could use what its people use."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        areas = ground.people.areas
        self._homes = np.column_stack([areas.easting, areas.northing])
        self._people = areas.people
        low, high = self._homes.min(axis=0), self._homes.max(axis=0)
        far = max(MILES) * METRES_A_MILE
        self._box = low - far, high + far
        self._around, self._living = _everybody_within(ground, low - 2 * far, high + 2 * far)

    def told(self) -> Iterator[ServiceAccess]:
        for service in SERVICES:
            yield self._service(service, self._supply(service))

    def _offering(self, service: str) -> Words:
        snapshot = self._ground.snapshot
        positions = [snapshot.position("service_type", code) for code in SERVICES[service]]
        offering: Words = np.bitwise_or.reduce(snapshot.columns["service_type_yes"][positions], axis=0)
        return offering

    def _supply(self, service: str) -> NDArray[np.float64]:
        """Where the listed options of a service are, as far as ten miles around, (m, 2)."""
        snapshot = self._ground.snapshot
        columns = snapshot.columns
        offering = self._offering(service) & snapshot.fact("placed")
        rows = planes.rows_of(offering, len(snapshot))
        rows = rows[self._ground.listed[rows]]
        places = np.column_stack([columns[name][rows] for name in ("easting", "northing")]).astype(np.float64)
        low, high = self._box
        near: NDArray[np.float64] = places[((places >= low) & (places <= high)).all(axis=1)]
        return near

    def _service(self, service: str, supply: NDArray[np.float64]) -> ServiceAccess:
        ground, people = self._ground, self._people
        everywhere = e2sfca_of_places(self._around, self._living, supply, np.ones(len(supply)))
        own = 100_000 * everywhere[: len(people)]
        miles = nearest_miles(self._homes, {service: supply}, NEAREST)[service]
        return ServiceAccess(
            service,
            int(planes.at(self._offering(service), ground.rows).sum()),
            _quantile(own, people, 0.5),
            _quantile(own, people, 0.1),
            _known(_quantile(miles[:, 0], people, 0.5)),
            _known(_quantile(miles[:, -1], people, 0.5)),
            _known(_quantile(miles[:, -1], people, WORST_TENTH)),
            self._by(ground.people.parts, own),
            self._by(ground.people.drawn, own),
            self._by(tuple(circumstances(ground)), own),
        )

    def _by(self, parts: tuple[Part, ...], own: NDArray[np.float64]) -> tuple[PartAccess, ...]:
        people = self._people
        return tuple(
            PartAccess(
                part.code, part.label, float(np.average(own[part.members], weights=people[part.members]))
            )
            for part in parts
            if people[part.members].sum()
        )


def _everybody_within(
    ground: Ground, low: NDArray[np.float64], high: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The area's own small areas, then all others in a box, with their people."""
    reference, own = ground.reference, ground.people.rows
    counted = reference.population.residents_by_small_area()
    east, north = reference.small_areas.metres
    places = np.column_stack([east, north]).astype(np.float64)
    inside = ((places >= low) & (places <= high)).all(axis=1) & (east != NONE)
    inside[own] = False
    others = np.flatnonzero(inside)
    rows = np.concatenate([own, others])
    living = np.zeros(len(rows)) if counted is None else counted.total[rows].astype(np.float64)
    return places[rows], living


def _quantile(values: NDArray[np.float64], people: NDArray[np.float64], share: float) -> float:
    """The value that so large a share of people have at most; NaN stands last."""
    order = np.argsort(values)
    reached = np.cumsum(people[order]) >= share * people.sum()
    return float(values[order][int(np.argmax(reached))])


def _known(miles: float) -> float | None:
    return None if np.isnan(miles) else miles
