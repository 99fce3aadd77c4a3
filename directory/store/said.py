"""What of a record is compared with others, as one text: from claims at hand, or from those in the store."""

from typing import Any

from sqlalchemy import func

from directory.records import Claims
from directory.store.record_models import SourceVersion

BETWEEN = "\x1f"
"""Parts the text; where a claim holds it itself, a space stands for it."""
_PLACE = ("postcode", "outcode", "address", "easting", "northing")
_OWN = ("name", "organization_name", "telephone", "email", "website")
SAID = (*_OWN, "also_known_as", *_PLACE)
"""What stands in the text, in this order; nothing where it isn't claimed."""


def said_of(claims: Claims) -> str:
    """One string a record: a third of the memory of as many as there are claims, and quick to hand over."""
    place = claims.place
    where = (
        (place.postcode, place.outcode, place.address, str(place.easting), str(place.northing))
        if place
        else ()
    )
    own = (claims.name, claims.organization_name, claims.telephone, claims.email, claims.website)
    parts = [
        part or "" for part in (*own, claims.facts.get("also_known_as"), *(where or ("",) * len(_PLACE)))
    ]
    text = BETWEEN.join(parts)
    if text.count(BETWEEN) == len(SAID) - 1:
        return text
    return BETWEEN.join(part.replace(BETWEEN, " ") for part in parts)


def said_in_store() -> Any:
    """The same as an expression of SQL."""
    claims = SourceVersion.claims
    paths = (*_OWN, ("facts", "also_known_as"), *(("place", name) for name in _PLACE))
    text: Any = None
    for path in paths:
        part = func.replace(func.coalesce(claims[path].as_string(), ""), BETWEEN, " ")
        text = part if text is None else text.concat(BETWEEN).concat(part)
    return text
