"""What a page tells search engines in schema.org's words: only of organizations, only what is public.

Never of a personal assistant, nor of anybody who may be one private person: sole traders, very small care
businesses, people who volunteer.
"""

from typing import Any

from flask import url_for

from directory.geography.grid import to_wgs84
from directory.records import Place, ServiceArea
from directory.store.views import OptionView
from directory.web.plain_words import label

ORGANIZATIONS = frozenset(
    {
        "regulated_provider",
        "introductory_agency",
        "community_group",
        "voluntary_organisation",
        "council_service",
        "nhs_service",
    }
)
PRIVATE_FORMS = frozenset({"sole_trader", "employer"})
BUSINESSES = frozenset({"regulated_provider", "introductory_agency"})


def linked_data(option: OptionView) -> dict[str, Any] | None:
    """A LocalBusiness, GovernmentOrganization or Organization; None where nothing may be told."""
    if option.example or not is_organization(option):
        return None
    told = {
        "@context": "https://schema.org",
        "@type": _type(option.provider_kind),
        "@id": url_for("services.show", option_id=option.option_id, _external=True),
        "name": option.name,
        "description": option.description,
        "telephone": option.telephone,
        "url": option.website,
        "address": _address(option.place) if option.place else None,
        "geo": _geo(option.place) if option.place else None,
        "areaServed": _area(option.service_area) if option.service_area else None,
        "parentOrganization": _owner(option),
    }
    return {name: value for name, value in told.items() if value}


def is_organization(option: OptionView) -> bool:
    return option.provider_kind in ORGANIZATIONS and option.legal_form not in PRIVATE_FORMS


def _type(kind: str) -> str:
    if kind == "council_service":
        return "GovernmentOrganization"
    return "LocalBusiness" if kind in BUSINESSES else "Organization"


def _owner(option: OptionView) -> dict[str, str] | None:
    if not option.owner_name or option.owner_name == option.name:
        return None
    return {"@type": "Organization", "name": option.owner_name}


def _address(place: Place) -> dict[str, str]:
    told = {"@type": "PostalAddress", "addressLocality": place.label, "addressCountry": "GB"}
    if place.address:
        told["streetAddress"] = place.address
    if place.postcode:
        told["postalCode"] = place.postcode
    return told


def _geo(place: Place) -> dict[str, Any] | None:
    """Where its postcode is, to ten metres; nothing of a place that is told more coarsely."""
    if place.precision != "postcode" or not place.postcode:
        return None
    latitude, longitude = to_wgs84(place.easting, place.northing)
    return {"@type": "GeoCoordinates", "latitude": round(latitude, 4), "longitude": round(longitude, 4)}


def _area(area: ServiceArea) -> list[dict[str, str]]:
    """Councils by name, postcode districts, or England; a circle has its middle in ``geo`` or nowhere."""
    if area.kind == "national":
        return [{"@type": "Country", "name": "England"}]
    if area.kind == "councils":
        return [{"@type": "AdministrativeArea", "name": label("councils", code)} for code in area.codes]
    return [{"@type": "Place", "name": code} for code in area.codes] if area.kind == "outcodes" else []
