"""A market as large as wanted and shaped like England's, made up from a seed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.match.communities import Shape, local_shapes, nobody_special
from benchmarks.match.homes import CELL_METRES, Homes
from benchmarks.match.kinds import PATTERNS, STATED_LISTS, Kind, kinds_of_england
from matching.offers import Area, Fee, Offer

AS_OF = date(2026, 11, 25)
BLOCK = 8192
DAYS_BACK = 4000
WITHOUT_PLACE = 0.03
CHAIN_MEMBERS = 8
"""Options of an average owner of several."""
RADII_MILES: tuple[float, ...] = (1, 2, 3, 4, 5, 5, 6, 8, 10, 10, 12, 15, 20, 25)
HOURS_IN_UNIT: Mapping[str, float] = {"visit": 0.75, "session": 2.0, "day": 5.0, "night": 9.0}
"""A length other than the usual one, which one offer in ten states."""
RATINGS: tuple[str, ...] = ("inadequate", "requires_improvement", "good", "outstanding")
RATING_SHARES: tuple[float, ...] = (0.01, 0.16, 0.78, 0.05)
EMPLOYMENT: tuple[Any, ...] = ("employed", "self_employed", None)
EMPLOYMENT_SHARES: tuple[float, ...] = (0.55, 0.32, 0.13)
LOWEST_PAY_PENCE = 1275
MULTIPLIER = 0x5851F42D4C957F2D
"""Odd, so that multiplying by it gives every option another number of 63 bits."""

Draws = NDArray[Any]
Columns = dict[str, list[Any]]


def england(count: int, seed: int, homes: Homes) -> Iterator[Offer]:
    """``count`` options; equal arguments give equal options in the same order, on any machine.

    england.json holds the rates of each of 14 kinds of provision: its share (6% regulated, 17% voluntary
    organisations, 35% community groups, 22% personal assistants, 12% micro-providers, 8% others), the needs
    and settings it names, its lists, areas, prices, legal forms. Codes are those of the vocabularies.

    - Places are postcodes drawn evenly, so that options lie where homes do; a personal assistant's is the
      centre of its 2 km cell; 3 in 100 options have none.
    - What nobody said stays unknown: nearly all of every list. One answer in a hundred is NO; a personal
      assistant's languages are complete.
    - Languages, faith, food and culture come together by community, and a council's communities are its own.
    - Areas are undeclared, a radius, the option's own postcode district with up to five near it, its council
      with up to two near it, or the nation, at the rates of its kind.
    - Owners of several options share them as 1/rank; a size class is that of the owner's expected number.
    - Prices are normal around the kind's mean for a unit and rounded; half or more are unknown where a kind
      seldom says. A record's age is exponential with a mean of 400 days, one in twelve unknown; a rating's
      with one of two and a half years, one in ten unknown.
    - When an option is free, and for which visits, is told at the rate of its kind, a quarter of those full.
    """
    market = _Market(count, seed, homes)
    for first in range(0, count, BLOCK):
        yield from market.block(first, min(BLOCK, count - first))


class _Market:
    """What all blocks share: patterns, areas, days."""

    def __init__(self, count: int, seed: int, homes: Homes) -> None:
        self.count, self.seed, self.homes = count, seed, homes
        self.kinds = kinds_of_england(seed)
        self.shares = np.array([kind.told["share_percent"] for kind in self.kinds]) / 100
        self.plain, self.local = nobody_special(seed), local_shapes(seed, len(homes.councils))
        self.days = [AS_OF - timedelta(days=back) for back in range(DAYS_BACK)]
        self.areas: dict[tuple[Any, ...], Area] = {}

    def block(self, first: int, size: int) -> Iterator[Offer]:
        """Options ``first`` to ``first + size``, whatever other blocks there are."""
        chance = np.random.default_rng([self.seed, 4, first])
        kind = _chosen(self.shares, chance.random(size))
        home = chance.integers(len(self.homes), size=size)
        columns: Columns = {}
        for at in range(len(self.kinds)):
            rows = np.flatnonzero(kind == at)
            for name, values in _of_kind(self.kinds[at], at, self.count, chance, len(rows)).items():
                _put(columns, name, rows, values, size)
        columns["area"] = self._areas_of(columns, home, chance)
        columns["shape"] = self._shapes_of(columns, home, chance)
        yield from self._offers(first, kind.tolist(), home, columns)

    def _areas_of(self, columns: Columns, home: Draws, chance: np.random.Generator) -> list[Area | None]:
        which = chance.integers(1 << 30, size=len(home)).tolist()
        councils = self.homes.council[home].tolist()
        outcodes = self.homes.outcode[home].tolist()
        return [
            None if kind == "undeclared" else self._area(kind, at, council, outcode)
            for kind, at, council, outcode in zip(columns["reach"], which, councils, outcodes, strict=True)
        ]

    def _area(self, kind: Any, at: int, council: int, outcode: int) -> Area:
        key = {
            "radius": (kind, at % len(RADII_MILES)),
            "councils": (kind, council, at % 3),
            "outcodes": (kind, outcode, at % 6),
        }.get(kind, (kind,))
        if key not in self.areas:
            self.areas[key] = self._new_area(*key)
        return self.areas[key]

    def _new_area(self, kind: Any, place: int = 0, more: int = 0) -> Area:
        if kind == "radius":
            return Area(kind, RADII_MILES[place])
        if kind == "councils":
            near = self.homes.councils_near[place, : 1 + more].tolist()
            return Area(kind, codes=tuple(self.homes.councils[one] for one in near))
        if kind == "outcodes":
            near = self.homes.outcodes_near[place, : 1 + more].tolist()
            return Area(kind, codes=tuple(self.homes.outcodes[one] for one in near))
        return Area(kind)

    def _shapes_of(self, columns: Columns, home: Draws, chance: np.random.Generator) -> list[Shape]:
        patterns = chance.integers(len(self.plain), size=len(home)).tolist()
        councils = self.homes.council[home].tolist()
        return [
            self.local[council][at] if serves else self.plain[at]
            for council, at, serves in zip(councils, patterns, columns["serves"], strict=True)
        ]

    def _offers(self, first: int, kind: list[int], home: Draws, columns: Columns) -> Iterator[Offer]:
        easting, northing = self.homes.easting[home], self.homes.northing[home]
        in_cell = [self.kinds[at].told["provider_kind"] == "personal_assistant" for at in kind]
        places = zip(
            _in_cells(easting, in_cell), _in_cells(northing, in_cell), self.homes.council[home].tolist(),
            columns["placed"], in_cell, strict=True,
        )  # fmt: skip
        rows = zip(*(columns[name] for name in _ROW), strict=True)
        for at, (place, row) in enumerate(zip(places, rows, strict=True)):
            yield self._offer(first + at, self.kinds[kind[at]], place, dict(zip(_ROW, row, strict=True)))

    def _offer(self, at: int, kind: Kind, place: tuple[Any, ...], row: dict[str, Any]) -> Offer:
        east, north, council, placed, in_cell = place
        help_given, room, shape = kind.helps[row["help"]], kind.rooms[row["room"]], row["shape"]
        lists = {name: kind.lists[name][row[name]] for name in kind.lists}
        lists["setting"], lists["service_type"] = help_given.settings, help_given.service_types
        lists["faith"], lists["diet"], lists["culture"] = shape.faith, shape.diet, shape.culture
        return Offer(
            number=(at + 1) * MULTIPLIER & (1 << 63) - 1,
            owner=row["owner"] if row["owner"] >= 0 else (1 << 40) + at,
            kind=kind.told["provider_kind"],
            size_class=row["size"],
            easting=east if placed else None,
            northing=north if placed else None,
            whole_miles=in_cell and placed,
            council=self.homes.councils[council] if placed else None,
            legal_form=row["legal_form"],
            registered_for_personal_care=help_given.registered_for_personal_care,
            registered_where_people_live=help_given.registered_where_people_live,
            needs=help_given.needs,
            lists=lists,
            languages=shape.person_languages if in_cell else shape.languages,
            fee=row["fee"],
            employment=row["employment"],
            area=row["area"],
            backing=row["backing"],
            confirmed_on=None if row["day"] < 0 else self.days[row["day"]],
            rating=row["rating"],
            rated_on=None if row["rated"] < 0 else self.days[row["rated"]],
            rating_inherited=row["inherited"],
            available_from=None if room.free_in_days is None else AS_OF + timedelta(days=room.free_in_days),
            taking_new=room.taking_new,
            hours_free=room.hours_free,
            shortest_visit_minutes=room.shortest_visit_minutes,
            most_visits_a_day=room.most_visits_a_day,
            two_workers=room.two_workers,
        )


_ROW: tuple[str, ...] = (
    "help", "room", *STATED_LISTS, "staff_gender", "flags", "owner", "size", "legal_form", "fee",
    "employment", "backing", "day", "rating", "rated", "inherited", "area", "shape",
)  # fmt: skip


def _of_kind(kind: Kind, at: int, count: int, chance: np.random.Generator, n: int) -> Columns:
    """What ``n`` options of one kind draw for themselves, as columns of Python values."""
    told, draw = kind.told, chance.random((n, 8)).T
    owner, size = _owners(told, at, count, draw[:2])
    assistant = told["provider_kind"] == "personal_assistant"
    share, least, most = told["backing"]
    backing = np.where(draw[2] < share, np.round(least + (most - least) * chance.random(n), 2), 0.0)
    ages = chance.exponential(400, n).astype(int)
    return {
        **{name: chance.integers(PATTERNS, size=n).tolist() for name in ("help", "room", *kind.lists)},
        "owner": owner,
        "size": size,
        "legal_form": _among(told["legal_forms"], draw[3]),
        "fee": _fees(told["prices"], chance, n),
        "employment": [EMPLOYMENT[one] for one in _chosen(EMPLOYMENT_SHARES, chance.random(n))]
        if assistant
        else [None] * n,
        "backing": backing.tolist(),
        "day": np.where(draw[4] < 1 / 12, -1, np.minimum(ages, DAYS_BACK - 1)).tolist(),
        **_ratings(told, chance, n),
        "reach": _among(told["area"], draw[5]),
        "serves": (draw[6] < told["community"]).tolist(),
        "placed": (chance.random(n) >= WITHOUT_PLACE).tolist(),
    }


def _ratings(told: Mapping[str, Any], chance: np.random.Generator, n: int) -> Columns:
    rated, dated, inherited = chance.random((3, n)) < np.array([[told["rated"]], [0.9], [0.08]])
    ages = np.minimum(chance.exponential(913, n).astype(int), DAYS_BACK - 1)
    which = _chosen(RATING_SHARES, chance.random(n)).tolist()
    return {
        "rating": [RATINGS[one] if has else None for one, has in zip(which, rated, strict=True)],
        "rated": np.where(rated & dated, ages, -1).tolist(),
        "inherited": (rated & inherited).tolist(),
    }


def _owners(told: Mapping[str, Any], at: int, count: int, draw: Draws) -> tuple[list[int], list[str]]:
    """An owner's number for those in chains, -1 for those of their own, and size classes."""
    members = count * told["share_percent"] / 100 * told["chained"]
    chains = max(1, round(members / CHAIN_MEMBERS))
    rank = np.floor((chains + 1) ** draw[1])
    expected = members * np.log((rank + 1) / rank) / np.log(chains + 1)
    chained = draw[0] < told["chained"]
    size = np.where(chained & (expected >= 2), np.where(expected >= 10, "large", "medium"), "small")
    return np.where(chained, at * 10**7 + rank.astype(int), -1).tolist(), size.tolist()


def _fees(prices: Mapping[str, Any], chance: np.random.Generator, n: int) -> list[Fee | None]:
    """A unit by its share, pence normal around its mean and rounded; unknown at the kind's rate."""
    units = list(prices)
    shares = [prices[unit] if unit == "unknown" else prices[unit][0] for unit in units]
    spread, length = np.clip(chance.standard_normal(n), -2.5, 4).tolist(), chance.random(n).tolist()
    return [
        None if units[at] == "unknown" else _fee(units[at], prices[units[at]], z, u < 0.1)
        for at, z, u in zip(_chosen(shares, chance.random(n)).tolist(), spread, length, strict=True)
    ]


def _fee(unit: str, told: Sequence[float], z: float, own_length: bool) -> Fee:
    _, mean, deviation, step = told
    pence = int(max(0.0, mean + z * deviation) // step * step)
    if unit == "hour":
        pence = max(pence, LOWEST_PAY_PENCE)
    return Fee(unit, pence, HOURS_IN_UNIT.get(unit) if own_length else None)


def _in_cells(metres: Draws, in_cell: list[bool]) -> list[int]:
    centres = metres // CELL_METRES * CELL_METRES + CELL_METRES // 2
    return np.where(in_cell, centres, metres).tolist()


def _among(shares: Mapping[str, float], draw: Draws) -> list[Any]:
    """Codes at their shares; what is left over is None."""
    codes = [*shares, None]
    return [codes[at] for at in _chosen([*shares.values(), max(0.0, 1 - sum(shares.values()))], draw)]


def _chosen(shares: Sequence[float] | Draws, draw: Draws) -> Draws:
    """Which of the shares each draw in [0, 1) falls into, (n,)."""
    ends = np.cumsum(shares)
    return np.minimum(np.searchsorted(ends, draw * ends[-1], side="right"), len(ends) - 1)


def _put(columns: Columns, name: str, rows: Draws, values: list[Any], size: int) -> None:
    column = columns.setdefault(name, [None] * size)
    for row, value in zip(rows.tolist(), values, strict=True):
        column[row] = value
