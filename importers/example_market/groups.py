"""The council's list: groups and small providers, and what regulated providers told it about themselves."""

from directory.vocabulary import vocabulary
from importers.example_market.addresses import address_near
from importers.example_market.free import START_COLUMNS, VISIT_COLUMNS, hours, starts, visits
from importers.example_market.regulated import location_id
from importers.example_market.words import labels, listed, pick, slug, table, telephone, website, with_slips

COLUMNS = (
    *("Id", "Name", "Organisation type", "Legal form", "Description", "Activities", "Who for", "Languages"),
    *("Faith", "Diet", "LGBT+ affirming", "Cost", "Cost unit", "When", "Access", "Travel", "Service area"),
    *("Address", "Postcode", "Telephone", "Email", "Website", "CQC location id"),
    *("Hours available", *START_COLUMNS, *VISIT_COLUMNS),
)
GOES_TO_PEOPLE = ("micro_provider", "introductory_agency")


def group_rows() -> list[dict[str, str]]:
    """One row for each of our groups, then one for each regulated provider that answered the council."""
    groups = [_group(position, group) for position, group in enumerate(table("groups"))]
    return groups + [_offer(position, offer) for position, offer in enumerate(table("offers"))]


def _group(position: int, group: dict[str, str]) -> dict[str, str]:
    name = group["name"]
    row = _said(group) | {
        "Id": f"EX{position + 1001}",
        "Organisation type": vocabulary("provider_kind").label(group["kind"]),
        "Legal form": "".join(labels("legal_form", group["legal_form"])),
        "Activities": listed(labels("service_type", group["service_types"]), labels("needs", group["needs"])),
        "When": group["when"],
        "Access": listed(labels("accessibility", group["access"])),
        "Travel": "".join(labels("travel", group["travel"])),
        **_reached_at(name, group["near"], 200 + position),
        "Email": pick([f"hello@{slug(name)}.example.org"] * 4 + [""], "email", name),
        "Website": pick([website(name)] * 2 + [""], "website", name),
        **(_to_people(name, group["kind"] == "micro_provider") if group["kind"] in GOES_TO_PEOPLE else {}),
    }
    return _in_order(row)


def _offer(position: int, offer: dict[str, str]) -> dict[str, str]:
    """The regulated provider is known by its CQC location id; here stands what the register doesn't say."""
    names = [location["name"] for location in table("locations")]
    place = names.index(offer["name"])
    at_home = table("locations")[place]["service_types"] == "Homecare agencies"
    row = _said(offer) | {
        "Id": f"EX{position + 2001}",
        "Organisation type": vocabulary("provider_kind").label("regulated_provider"),
        "Activities": listed(labels("needs", offer["needs"])),
        "When": listed(labels("times", offer["times"])),
        **_reached_at(offer["name"], table("locations")[place]["near"], place),
        "CQC location id": location_id(place),
        **(_to_people(offer["name"], alone=False) if at_home else {}),
    }
    return _in_order(row)


def _to_people(name: str, alone: bool) -> dict[str, str]:
    return hours(name, alone) | visits(name, alone)


def _said(words: dict[str, str]) -> dict[str, str]:
    """The cells that both kinds of row have."""
    return {
        "Name": words["name"],
        "Description": words["description"],
        "Who for": listed(_audiences(words["who_for"])),
        "Languages": listed(labels("languages", words["languages"])),
        "Faith": listed(labels("faith", words["faith"])),
        "Diet": listed(labels("diet", words["diet"])),
        "LGBT+ affirming": words["lgbt"].capitalize(),
        "Cost": words["cost"],
        "Cost unit": "".join(labels("cost_unit", words["unit"])),
        "Service area": words["area"],
        **starts(words["name"]),
    }


def _audiences(cell: str) -> list[str]:
    bands = [code for code in cell.split(";") if code in vocabulary("user_bands")]
    cultures = [code for code in cell.split(";") if code and code not in bands]
    return labels("user_bands", ";".join(bands)) + labels("culture", ";".join(cultures))


def _reached_at(name: str, near: str, number: int) -> dict[str, str]:
    address = address_near(near, name)
    return {"Address": address.street, "Postcode": address.postcode, "Telephone": telephone(number)}


def _in_order(row: dict[str, str]) -> dict[str, str]:
    return with_slips("community-groups", {column: row.get(column, "") for column in COLUMNS})
