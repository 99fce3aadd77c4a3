"""Services as feeds of HSDS-UK 3.0 and 1 give them: a lunch club in Mile End, every field defaulted."""

import json


def a_service(**changes):
    """In full, as version 3.0 writes it."""
    usual = {
        "id": "club",
        "name": "Example Lunch Club",
        "description": "<p>A <b>warm</b> lunch &amp; company.</p><script>alert(1)</script>",
        "url": "https://lunch.example.org",
        "email": "lunch@example.org",
        "status": "active",
        "assured_date": "2026-10-01",
        "last_modified": "2026-11-02T10:30:45.123Z",
        "organization": an_organization(),
        "schedules": [{"freq": "WEEKLY", "byday": "TU,TH", "opens_at": "11:00", "closes_at": "14:00:00Z"}],
        "service_areas": [{"service_area": "Tower Hamlets"}],
        "service_at_locations": [a_link()],
        "languages": [{"name": "Sylheti"}, {"code": "bn"}],
        "cost_options": [{"amount": 4, "amount_description": "per session"}],
        "contacts": [{"name": "Ann Persona", "phones": [{"number": "020 7946 0102"}]}],
        "attributes": [a_term("Lunch club"), a_term("Older people")],
    }
    return {**usual, **changes}


def an_organization(*identifiers, **changes):
    """``identifiers`` are pairs of scheme and number."""
    listed = [{"identifier_scheme": scheme, "identifier": number} for scheme, number in identifiers]
    return {"id": "org", "name": "Example Trust", "organization_identifiers": listed, **changes}


def a_link(location_id="hall", postcode="E1 4NS", **changes):
    address = {"attention": "Ann Persona", "address_1": "2 Example Road", "city": "London", "country": "GB"}
    location = {
        "id": location_id,
        "location_type": "physical",
        "latitude": 51.5235,
        "longitude": -0.0402,
        "addresses": [{**address, "postal_code": postcode}],
        "accessibility": [{"description": "Hearing loop"}],
    }
    return {"id": f"{location_id}-link", "location": {**location, **changes}}


def a_term(name):
    return {"taxonomy_term": {"name": name}}


def a_service_of_version_1():
    """The same lunch club, as version 1 writes it."""
    address = {"address_1": "2 Example Road", "city": "London", "postal_code": "E1 4NS", "country": "GB"}
    location = {
        "id": "hall",
        "latitude": "51.5235",
        "longitude": "-0.0402",
        "physical_addresses": [address],
        "accessibility_for_disabilities": [{"accessibility": "Hearing loop"}],
    }
    return {
        "id": "club",
        "name": "Example Lunch Club",
        "description": "A warm lunch & company.",
        "url": "https://lunch.example.org",
        "email": "lunch@example.org",
        "status": "active",
        "assured_date": "2026-11-02",
        "organization": {"id": "org", "name": "Example Trust"},
        "regular_schedules": [{"byday": "TU, TH", "opens_at": "11:00:00", "closes_at": "14:00:00"}],
        "service_areas": [{"service_area": "Tower Hamlets"}],
        "service_at_locations": [{"id": "hall-link", "location": location}],
        "languages": [{"language": "Sylheti"}, {"language": "bn"}],
        "cost_options": [{"amount": 4.0, "amount_description": "per session"}],
        "contacts": [{"name": "Ann Persona", "phones": [{"number": "020 7946 0102"}]}],
        "service_taxonomys": [{"taxonomy": {"name": "Lunch club"}}, {"taxonomy": {"name": "Older people"}}],
    }


def written(path, plain):
    """As a file: a list or an object as JSON, a tuple as JSON lines."""
    lines = map(json.dumps, plain) if isinstance(plain, tuple) else [json.dumps(plain)]
    path.write_text("\n".join(lines))
    return path
