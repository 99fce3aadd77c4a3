"""One service of HSDS-UK 3.0 or 1, as a row of texts for each of its locations.

Names of contacts, and who a letter is for the attention of, are people's: they are left behind here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from directory.vocabulary import vocabulary
from importers.sources.open_referral import columns as at
from importers.sources.open_referral.plain_text import item_of, plain_text
from importers.sources.open_referral.schedule_text import schedule_text, valid_text, when_text

Object = Mapping[str, Any]

_MARKS = frozenset(
    [
        *("status", "organization", "organization_id", "service_at_locations", "service_areas"),
        *("cost_options", "service_taxonomys", "eligibilitys", "regular_schedules"),
    ]
)
"""An object without any of these is something else: a taxonomy, an organization, a location."""


def services_in(record: Object) -> list[Object]:
    """The services that an object is or holds: a service, a service at a location, an organization."""
    if services := list(_objects(record, "services")):
        organization = {key: value for key, value in record.items() if key != "services"}
        return [{**one, "organization": _object(one, "organization") or organization} for one in services]
    if (service := _object(record, "service")) and "location" in record:
        link = {key: value for key, value in record.items() if key != "service"}
        return [{**service, "service_at_locations": [link]}]
    return [] if _MARKS.isdisjoint(record.keys()) else [record]


def rows_of(service: Object) -> Iterator[dict[str, str]]:
    """One row for each location, or a single one where the service names none."""
    links = list(_objects(service, "service_at_locations"))
    whole = _of_service(service)
    for link in links or [{}]:
        yield {**whole, **_of_location(service, link)}


def _of_service(service: Object) -> dict[str, str]:
    organization = _object(service, "organization")
    return {
        at.SERVICE_ID: item_of(service.get("id")),
        at.NAME: item_of(service.get("name")),
        at.STATUS: item_of(service.get("status")),
        at.DESCRIPTION: plain_text(service.get("description")),
        at.ORGANIZATION: item_of(organization.get("name")),
        at.IDENTIFIERS: _joined(map(_identifier, _objects(organization, "organization_identifiers"))),
        at.WEBSITE: _first(service.get("url"), organization.get("website"), organization.get("url")),
        at.EMAIL: _first(service.get("email"), organization.get("email")),
        at.SERVICE_AREAS: _joined(map(_area, _objects(service, "service_areas"))),
        at.TERMS: _joined(_terms(service)),
        at.ELIGIBILITY: _joined(_eligibility(service)),
        at.MINIMUM_AGE: _age(service, "minimum_age"),
        at.MAXIMUM_AGE: _age(service, "maximum_age"),
        at.COSTS: _joined(map(_cost, _objects(service, "cost_options"))),
        at.FEES: item_of(service.get("fees_description")) or item_of(service.get("fees")),
        at.ASSURED_ON: item_of(service.get("assured_date"))[:10],
        at.MODIFIED: item_of(service.get("last_modified"))[:10],
    }


def _of_location(service: Object, link: Object) -> dict[str, str]:
    location = _object(link, "location")
    address = next(_objects(location, "addresses", "physical_addresses"), {})
    holders = (link, location, service)
    schedules = _own_or_services(link, service, "schedules", "regular_schedules", "regular_schedule")
    return {
        at.LOCATION_ID: _first(location.get("id"), link.get("location_id"), link.get("id")),
        at.TELEPHONE: _joined(_telephones(holders)),
        at.ADDRESS: _joined((address.get(part) for part in ("address_1", "address_2", "city")), ", "),
        at.POSTCODE: item_of(address.get("postal_code")),
        at.COUNTRY: item_of(address.get("country")),
        at.LATITUDE: item_of(location.get("latitude")),
        at.LONGITUDE: item_of(location.get("longitude")),
        at.ATTENDING: _joined(_attending(service, location, schedules)),
        at.LANGUAGES: _joined(_languages(service, location)),
        at.SCHEDULES: _joined(map(schedule_text, schedules)),
        at.WHEN: _joined(map(when_text, schedules)),
        at.ACCESS: _joined(_access(location)),
    }


def _identifier(found: Object) -> str:
    """ "GB-CHC 1234567": scheme, else what people call it, and the number."""
    scheme = _first(found.get("identifier_scheme"), found.get("identifier_type"))
    kind = item_of(found.get("identifier_type"))
    named = kind if "cqc" in kind.casefold() else scheme
    return f"{named} {item_of(found.get('identifier'))}".strip()


def _area(area: Object) -> str:
    """A council by its code, else what the area is called. An extent drawn as a polygon is for maps."""
    codes = re.findall(r"\bE\d{8}\b", f"{area.get('uri')} {area.get('extent')}"[:2_000])
    council = next((code for code in codes if code in vocabulary("councils")), None)
    return _first(council, area.get("service_area"), area.get("name"))


def _terms(service: Object) -> Iterator[str]:
    """Names of what classifies the service: version 3 in attributes, version 1 in service_taxonomys."""
    for attribute in _objects(service, "attributes"):
        term = _object(attribute, "taxonomy_term")
        yield _first(term.get("name"), term.get("term"))
    for link in _objects(service, "service_taxonomys"):
        yield item_of(_object(link, "taxonomy").get("name"))


def _eligibility(service: Object) -> Iterator[str]:
    yield item_of(service.get("eligibility_description"))
    for eligibility in _objects(service, "eligibilitys", "eligibilities"):
        yield item_of(eligibility.get("eligibility"))
        for taxonomy in _objects(eligibility, "taxonomys"):
            yield item_of(taxonomy.get("name"))


def _age(service: Object, key: str) -> str:
    """The service's own, else that of the one eligibility that states it."""
    ages = [one.get(key) for one in _objects(service, "eligibilitys", "eligibilities")]
    return _first(service.get(key), *(ages if len(ages) == 1 else ()))


def _cost(cost: Object) -> str:
    """ "£35 per session"; with another currency's code in front where it isn't in pounds."""
    amount, currency = cost.get("amount"), item_of(cost.get("currency")) or "GBP"
    words = _joined((cost.get("amount_description"), cost.get("option")), " ")
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        text = words
    elif currency.upper() in ("GBP", "£"):
        text = f"£{amount:.2f} {words}" if amount else "free"
    else:
        text = f"{currency.upper()} {amount:g} {words}"
    return f"{text.strip()}{valid_text(cost)}" if text.strip() else ""


def _telephones(holders: Iterable[Object]) -> Iterator[str]:
    for holder in holders:
        for one in (*_objects(holder, "phones"), *_phones_of_contacts(holder)):
            yield item_of(one.get("number")).strip('"')


def _phones_of_contacts(holder: Object) -> Iterator[Object]:
    for contact in _objects(holder, "contacts"):
        yield from _objects(contact, "phones")


def _attending(service: Object, location: Object, schedules: Iterable[Object]) -> Iterator[str]:
    yield item_of(service.get("attending_type")).replace("_", " ")
    for schedule in schedules:
        yield item_of(schedule.get("attending_type"))
    if location.get("location_type") == "virtual":
        yield "online"


def _languages(service: Object, location: Object) -> Iterator[str]:
    for one in (*_objects(service, "languages"), *_objects(location, "languages")):
        yield _first(one.get("name"), one.get("language"), one.get("code"))


def _access(location: Object) -> Iterator[str]:
    for one in _objects(location, "accessibility", "accessibility_for_disabilities"):
        yield _first(one.get("accessibility"), one.get("description"), one.get("details"))


def _own_or_services(link: Object, service: Object, *keys: str) -> list[Object]:
    return list(_objects(link, *keys)) or list(_objects(service, *keys))


def _objects(holder: Object, *keys: str) -> Iterator[Object]:
    """The objects of the lists under these keys; what isn't one is passed over."""
    for key in keys:
        found = holder.get(key)
        yield from (
            one for one in (found if isinstance(found, list) else [found]) if isinstance(one, Mapping)
        )


def _object(holder: Object, key: str) -> Object:
    found = holder.get(key)
    return found if isinstance(found, Mapping) else {}


def _first(*values: object) -> str:
    """The first that says anything."""
    return next((text for value in values if (text := item_of(value))), "")


def _joined(values: Iterable[object], between: str = "; ") -> str:
    return between.join(dict.fromkeys(text for value in values if (text := item_of(value))))
