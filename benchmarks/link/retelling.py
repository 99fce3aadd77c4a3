"""A provider in another register's words: renamed, mistyped, moved, reached otherwise, half left out."""

from dataclasses import replace
from random import Random

from benchmarks.link.names import STREETS, mistyped, place_name, trading_name
from benchmarks.link.providers import Difficulty, Place, Provider


def told_otherwise(draw: Random, provider: Provider, places: list[Place], difficulty: Difficulty) -> Provider:
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
