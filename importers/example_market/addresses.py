"""Invented streets at real postcodes of Tower Hamlets and its neighbours."""

from dataclasses import dataclass
from functools import cache

from importers.example_market.words import number, pick, table


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    postcode: str
    council: str


def address_near(outcode: str, name: str) -> Address:
    """Somewhere in a postcode district, always the same for the same name."""
    places = _places(outcode)
    postcode = pick(sorted(places), "postcode", outcode, name)
    street = pick([row["name"] for row in table("streets")], "street", postcode)
    return Address(f"{number(1, 140, 'house', name)} {street}, London", postcode, places[postcode])


@cache
def _places(outcode: str) -> dict[str, str]:
    """Postcode → council (ONS code)."""
    return {
        row["postcode"]: row["council"]
        for row in table("postcodes")
        if row["postcode"].startswith(f"{outcode} ")
    }
