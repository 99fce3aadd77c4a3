"""What is stored of a row, made ready before the store is opened: canonical text, hashes, numbers."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from directory.records import Claims, PrivateDetails
from directory.store.aside import Shelf, Shelved
from directory.store.said import said_of
from directory.store.views import LiveRecord

Item = tuple[Claims, PrivateDetails | None, str | None]
"""Claims, private details, and a keyed hash of those details."""

PERSONAL_ASSISTANT = "personal_assistant"
_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Arrival:
    """An item as it is stored. ``said_hash`` leaves out an id that only this installation knows.

    ``said`` is what of the claims is compared (``store.said``), nothing of private people.
    ``claims`` is canonical JSON; ``identifiers`` are (scheme, value), sorted. ``alone``: its rows of the
    market if nothing is joined to it, where these were made ahead (``store.alone``). Both may lie on a shelf.
    """

    source_id: str
    claims: str | Shelved
    claims_hash: str
    said_hash: str
    is_private: bool
    private: PrivateDetails | None
    private_hash: str | None
    identifiers: tuple[tuple[str, str], ...]
    claimed_on: date | None
    unlisted_because: str | None
    said: str
    alone: Shelved | None = None

    def claims_text(self) -> str:
        """The canonical JSON, wherever it lies."""
        return self.claims if isinstance(self.claims, str) else self.claims.read().decode()

    def shelved(self, shelf: Shelf, alone: bytes) -> "Arrival":
        """With its claims and its rows of the market on a shelf."""
        return replace(self, claims=shelf.put(self.claims_text().encode()), alone=shelf.put(alone))

    def stands_as(self, live: LiveRecord) -> bool:
        return (self.claims_hash, self.private_hash) == (live.claims_hash, live.private_hash)


def arrival_of(
    claims: Claims, private: PrivateDetails | None = None, private_hash: str | None = None
) -> Arrival:
    """Raises ``ValueError`` for a private person whose public claims hold a private detail."""
    is_person = claims.provider_kind == PERSONAL_ASSISTANT
    if is_person and _tells_private_details(claims):
        raise ValueError("the public claims of a personal assistant hold a private detail")
    is_private = private is not None or is_person
    plain = claims.as_json()
    text = canonical(plain)
    claims_hash = said_hash = _sha256(text)
    if is_private:
        said_hash = _sha256(canonical({**plain, "source_id": ""}))
    identifiers = tuple(sorted({(number.scheme, number.value) for number in claims.identifiers}))
    return Arrival(
        claims.source_id,
        text,
        claims_hash,
        said_hash,
        is_private,
        private,
        private_hash,
        identifiers,
        claims.claimed_on,
        claims.unlisted_because,
        "" if is_private else said_of(claims),
    )


def canonical(plain: Mapping[str, Any]) -> str:
    """Equal claims give equal text."""
    return _CANONICAL.encode(plain)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _tells_private_details(claims: Claims) -> bool:
    place = claims.place
    return bool(claims.telephone or claims.email or (place and (place.address or place.postcode)))
