"""Two registers of one made-up market: who is in both is known to the report, never to whoever links them."""

from collections.abc import Mapping
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
    mistyped,
    place_name,
    provider_name,
    trading_name,
)
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
class Difficulty:
    """Shares: how the second register tells those that are in both, and what its others are."""

    in_both: float = 0.6
    name_mistyped: float = 0.08
    words_other: float = 0.3
    trading_name: float = 0.02
    moved: float = 0.02
    telephone_missing: float = 0.1
    telephone_other: float = 0.05
    telephone_mistyped: float = 0.01
    website_missing: float = 0.4
    website_other: float = 0.03
    email_missing: float = 0.3
    email_other: float = 0.1
    postcode_wrong: float = 0.01
    address_missing: float = 0.05
    address_other: float = 0.2
    co_located: float = 0.02
    branches: float = 0.05


EASY = Difficulty()
HARD = Difficulty(
    name_mistyped=0.25,
    words_other=0.5,
    trading_name=0.12,
    moved=0.12,
    telephone_missing=0.4,
    telephone_other=0.2,
    telephone_mistyped=0.03,
    website_missing=0.7,
    website_other=0.1,
    email_missing=0.6,
    email_other=0.3,
    postcode_wrong=0.05,
    address_missing=0.2,
    address_other=0.4,
    co_located=0.25,
    branches=0.2,
)
DIFFICULTIES: Mapping[str, Difficulty] = {"easy": EASY, "hard": HARD}


@dataclass(frozen=True)
class Place:
    town: str
    postcode: str
    easting: int
    northing: int


@dataclass(frozen=True)
class Provider:
    """What one register says of one provider; None where it says nothing."""

    name: str
    organization_name: str | None
    place: Place
    address: str | None
    telephone: str | None
    email: str | None
    website: str | None
    also_known_as: str | None = None
    postcode: str | None = None


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
            second.append((_told_otherwise(draw, provider, places, difficulty), number))
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


def _told_otherwise(
    draw: Random, provider: Provider, places: list[Place], difficulty: Difficulty
) -> Provider:
    """The same provider in another register's words."""
    told = _renamed(draw, provider, difficulty)
    if draw.random() < difficulty.moved:
        place = draw.choice([draw.choice(places) for _ in range(3)])
        told = replace(
            told, place=place, address=f"{draw.randrange(1, 140)} {place_name(draw)} {draw.choice(STREETS)}"
        )
    if draw.random() < difficulty.postcode_wrong:
        code = told.place.postcode
        told = replace(told, postcode=code[:-1] + draw.choice("ABDEFGH"))
    return _reached_otherwise(draw, told, difficulty)


def _renamed(draw: Random, provider: Provider, difficulty: Difficulty) -> Provider:
    name, chance = provider.name, draw.random()
    if chance < difficulty.trading_name:
        traded, known = trading_name(draw), draw.random()
        if known < 0.25:
            return replace(provider, name=traded, organization_name=name)
        if known < 0.5:
            return replace(provider, name=traded, also_known_as=name)
        if known < 0.65:
            return replace(provider, name=f"{name} t/a {traded}")
        return replace(provider, name=traded, organization_name=None)
    if draw.random() < difficulty.words_other:
        name = draw.choice((name.upper(), _reworded(draw, name), _reworded(draw, name)))
    if draw.random() < difficulty.name_mistyped:
        name = mistyped(draw, name)
    return replace(provider, name=name, organization_name=draw.choice((provider.organization_name, None)))


def _reworded(draw: Random, name: str) -> str:
    changes = (
        ("Care Home", ""),
        ("Residential ", ""),
        ("Limited", "Ltd"),
        ("St ", "Saint "),
        (" and ", " & "),
    )
    for said, otherwise in changes:
        if said in name and len(name) > len(said) + 4:
            return name.replace(said, otherwise).strip()
    words = name.split()
    return draw.choice(
        (f"The {name}", f"{name} Ltd", " ".join([words[-1], *words[:-1]]), name.replace("'", ""))
    )


def _reached_otherwise(draw: Random, told: Provider, difficulty: Difficulty) -> Provider:
    telephone = _telephone_otherwise(draw, told.telephone, difficulty)
    email, website, address = told.email, told.website, told.address
    if draw.random() < difficulty.email_missing:
        email = None
    elif email and draw.random() < difficulty.email_other:
        email = f"{place_name(draw).lower()}@{email.split('@')[1]}"
    if draw.random() < difficulty.website_missing:
        website = None
    elif website and draw.random() < difficulty.website_other:
        website = f"{place_name(draw).lower()}.example.com/{place_name(draw).lower()}"
    if draw.random() < difficulty.address_missing:
        address = None
    elif address and draw.random() < difficulty.address_other:
        address = draw.choice(
            (address.replace("Street", "St").replace("Road", "Rd"), mistyped(draw, address))
        )
    return replace(told, address=address, telephone=telephone, email=email, website=website)


def _telephone_otherwise(draw: Random, telephone: str | None, difficulty: Difficulty) -> str | None:
    if draw.random() < difficulty.telephone_missing:
        return None
    if draw.random() < difficulty.telephone_other:
        return f"07{draw.randrange(100, 999)} {draw.randrange(100_000, 999_999)}"
    if telephone and draw.random() < difficulty.telephone_mistyped:
        return telephone[:-1] + str((int(telephone[-1]) + 1) % 10)
    if telephone and draw.random() < 0.5:
        return "+44 " + telephone[1:].replace(" ", draw.choice(("", "-", " ")))
    return telephone
