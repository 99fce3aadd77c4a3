"""Two registers of one made-up market: who is in both is known to the report, never to whoever links them."""

from dataclasses import dataclass, replace
from random import Random

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.link.names import (
    BRANDS,
    CLUBS,
    LEGAL,
    STREETS,
    place_name,
    provider_name,
)
from benchmarks.link.providers import Difficulty, Place, Provider
from benchmarks.link.retelling import told_otherwise
from importers.linking.columns import RAW

OUTCODE_AREAS = [
    "AL",
    "BA",
    "BB",
    "BH",
    "BN",
    "BS",
    "CM",
    "CT",
    "CV",
    "DE",
    "DH",
    "DL",
    "DN",
    "DY",
    "EX",
    "GL",
    "GU",
    "HD",
    "HG",
    "HP",
    "HU",
    "HX",
    "IP",
    "KT",
    "LE",
    "LN",
    "LU",
    "ME",
    "NE",
    "NG",
]

INCODE_LETTERS = "ABDEFGHJLNPQ"


@dataclass(frozen=True)
class MadeUp:
    """``records`` of both registers as their files state them, ``register`` 0 or 1, in no telling order.

    ``truth`` (pairs, 2): rows that are one provider. It is the report's alone.
    """

    records: pl.DataFrame
    truth: NDArray[np.int64]


def made_up(count: int, seed: int, difficulty: Difficulty) -> MadeUp:
    """Two registers of ``count`` records each."""
    draw = Random(seed)
    places = _places(draw, count)
    first = [_provider(draw, draw.choice(places), difficulty) for _ in range(count)]
    second: list[tuple[Provider, int | None]] = []
    for number, provider in enumerate(first):
        if draw.random() < difficulty.in_both:
            second.append((told_otherwise(draw, provider, places, difficulty), number))
        elif draw.random() < difficulty.co_located:
            second.append((_neighbour(draw, provider), None))
        else:
            second.append((_provider(draw, draw.choice(places), difficulty), None))
    told = [(0, provider, number) for number, provider in enumerate(first)]
    told += [(1, provider, number) for provider, number in second]
    draw.shuffle(told)
    return _as_columns(told)


def _as_columns(told: list[tuple[int, Provider, int | None]]) -> MadeUp:
    rows = [
        {
            "name": provider.name,
            "organization_name": provider.organization_name,
            "also_known_as": provider.also_known_as,
            "postcode": provider.postcode or provider.place.postcode,
            "outcode": (provider.postcode or provider.place.postcode).split()[0],
            "address": provider.address,
            "telephone": provider.telephone,
            "email": provider.email,
            "website": provider.website,
            "easting": provider.place.easting,
            "northing": provider.place.northing,
        }
        for _, provider, _ in told
    ]
    records = pl.DataFrame(rows, schema=RAW).with_columns(register=pl.Series([side for side, _, _ in told]))
    where = [
        {number: row for row, (side, _, number) in enumerate(told) if side == wanted} for wanted in (0, 1)
    ]
    truth = [(where[0][number], row) for number, row in where[1].items() if number is not None]
    return MadeUp(records, np.sort(np.array(truth, np.int64).reshape(-1, 2), axis=1))


def _places(draw: Random, count: int) -> list[Place]:
    """Postcodes around towns, some four records to three of them, and more of them in large towns."""
    places = []
    for _ in range(max(count // 60, 3)):
        town, area, district = place_name(draw), draw.choice(OUTCODE_AREAS), draw.randrange(1, 60)
        easting, northing = draw.randrange(300_000, 620_000), draw.randrange(90_000, 560_000)
        for _ in range(int(draw.paretovariate(1.1) * 12) % 400):
            incode = f"{draw.randrange(1, 10)}{draw.choice(INCODE_LETTERS)}{draw.choice(INCODE_LETTERS)}"
            places.append(
                Place(
                    town,
                    f"{area}{district} {incode}",
                    easting + int(draw.gauss(0, 2500)),
                    northing + int(draw.gauss(0, 2500)),
                )
            )
    return places


def _provider(draw: Random, place: Place, difficulty: Difficulty) -> Provider:
    brand = draw.choice(BRANDS) if draw.random() < difficulty.branches else None
    name = provider_name(draw, place.town, brand)
    slug = "".join(letter for letter in (brand or name).lower() if letter.isalpha())
    ending = "" if brand else draw.choice(("", "", place.town.lower()))
    host = (
        f"{slug}{ending}.example.{draw.choice(('org', 'co.uk', 'com'))}"
        if not brand
        else f"{slug}.example.org"
    )
    own = draw.random() < 0.6
    local = "info" if not brand else place.town.lower()
    return Provider(
        name=name,
        organization_name=brand or draw.choice((name, f"{place_name(draw)} Care{draw.choice(LEGAL)}", None)),
        place=place,
        address=f"{draw.randrange(1, 140)} {place_name(draw)} {draw.choice(STREETS)}, {place.town}",
        telephone=f"01{draw.randrange(200, 999)} {draw.randrange(100_000, 999_999)}"
        if draw.random() < 0.9
        else None,
        email=f"{local}@{host}"
        if own
        else f"{slug}{draw.randrange(99)}@gmail.com"
        if draw.random() < 0.5
        else None,
        website=f"https://www.{host}/" if own or draw.random() < 0.2 else None,
    )


def _neighbour(draw: Random, provider: Provider) -> Provider:
    """Another service in the same building: another name, often the same telephone and website."""
    shared = draw.random() < 0.5
    lead = provider.name.split()[0] if draw.random() < 0.4 else place_name(draw)
    return replace(
        provider,
        name=f"{lead} {draw.choice(CLUBS)}",
        organization_name=provider.organization_name if shared else None,
        telephone=provider.telephone
        if shared
        else f"01{draw.randrange(200, 999)} {draw.randrange(100_000, 999_999)}",
        email=None,
        website=provider.website if shared else None,
    )
