"""An option in the words of HSDS-UK, for the API; only what its public page shows too."""

from dataclasses import asdict
from typing import Any

from directory.geography.grid import to_wgs84
from directory.journeys.provider_pages import ServicesPage
from directory.records import CostOption, Place, ServiceArea
from directory.store.views import AttributeView, OptionView
from directory.web.plain_words import joined, label, plain_number


def services_as_json(page: ServicesPage) -> dict[str, Any]:
    """One page of services."""
    return {
        "total_items": page.total,
        "total_pages": page.pages,
        "page_number": page.page,
        "size": len(page.options),
        "first_page": page.page == 1,
        "last_page": page.page >= page.pages,
        "empty": not page.options,
        "contents": [service_as_json(option) for option in page.options],
        "data_version": page.data_version,
    }


def service_as_json(option: OptionView) -> dict[str, Any]:
    """HSDS-UK service with its location; codes are VOCABULARY's."""
    return {
        "id": option.option_id,
        "name": option.name,
        "description": option.description,
        "url": option.website,
        "email": option.email,
        "status": "active",
        "assured_date": option.confirmed_on.isoformat(),
        "provider_kind": option.provider_kind,
        "example": option.example,
        "organization": {
            "name": option.owner_name,
            "legal_status": option.legal_form,
            "identifiers": [
                {"identifier_scheme": each.scheme, "identifier": each.value} for each in option.identifiers
            ],
        },
        "locations": [_location(option.place)] if option.place else [],
        "phones": [{"number": option.telephone}] if option.telephone else [],
        "cost_options": [_cost(cost) for cost in option.costs],
        "service_areas": [_area(option.service_area)] if option.service_area else [],
        "languages": [
            {"code": each.code, "name": label("languages", each.code)}
            for each in option.attributes
            if each.vocabulary == "languages" and each.verdict == "yes"
        ],
        "availability": _stated(option, "availability"),
        "rating": _stated(option, "rating"),
        "attributes": [_attribute(each) for each in option.attributes],
        "sources": [
            {
                "source": each.source,
                "publisher": each.publisher,
                "source_id": each.source_id,
                "confirmed_on": each.confirmed_on.isoformat(),
            }
            for each in option.sources
        ],
    }


def _location(place: Place) -> dict[str, Any]:
    latitude, longitude = to_wgs84(place.easting, place.northing)
    address = {"address_1": place.address, "postal_code": place.postcode}
    return {
        "name": place.label,
        "latitude": round(latitude, 5),
        "longitude": round(longitude, 5),
        "precision": place.precision,
        "addresses": [address] if place.address else [],
    }


def _cost(cost: CostOption) -> dict[str, Any]:
    free = cost.unit in ("free", "donation")
    amount = 0.0 if free and cost.amount_pence is None else None
    return {
        "amount": cost.amount_pence / 100 if cost.amount_pence is not None else amount,
        "currency": "GBP",
        "amount_description": label("cost_unit", cost.unit),
        "option": cost.note,
    }


def _area(area: ServiceArea) -> dict[str, Any]:
    if area.kind == "radius":
        name = f"within {plain_number(area.radius_miles)} miles"
    elif area.kind == "councils":
        name = joined([label("councils", code) for code in area.codes])
    else:
        name = "England" if area.kind == "national" else joined(list(area.codes))
    extent = plain_number(area.radius_miles) if area.kind == "radius" else ",".join(area.codes)
    return {"name": name, "extent_type": area.kind, "extent": extent or None}


def _stated(option: OptionView, field: str) -> dict[str, Any] | None:
    """A flat record with whose word it is and when that was confirmed; None where nobody states it."""
    record, source = getattr(option, field), option.field_sources.get(field)
    if record is None or source is None:
        return None
    return asdict(record) | {"source": source.source, "confirmed_on": source.confirmed_on.isoformat()}


def _attribute(attribute: AttributeView) -> dict[str, Any]:
    return {
        "taxonomy": attribute.vocabulary,
        "term": attribute.code,
        "label": label(attribute.vocabulary, attribute.code),
        "verdict": attribute.verdict,
        "setting": attribute.setting,
        "evidence": attribute.evidence,
        "source": attribute.source.source,
        "confirmed_on": attribute.source.confirmed_on.isoformat(),
    }
