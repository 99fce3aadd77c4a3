"""What one register says of a provider, and how unlike another register tells it: easy and hard."""

from collections.abc import Mapping
from dataclasses import dataclass


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
