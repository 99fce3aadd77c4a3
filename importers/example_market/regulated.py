"""The regulated providers, as the rows of CQC's weekly directory."""

from directory.vocabulary import vocabulary
from importers.example_market.addresses import address_near
from importers.example_market.words import day, pick, table, telephone, website, with_slips

COLUMNS = (
    *("Name", "Also known as", "Address", "Postcode", "Phone number", "Service's website (if available)"),
    *("Service types", "Date of latest check", "Specialisms/services", "Provider name", "Local authority"),
    *("Region", "Location URL", "CQC Location ID (for office use only)"),
    "CQC Provider ID (for office use only)",
)
PREAMBLE = (
    "Example data in the form of CQC's weekly directory: every name, owner and number in it is invented.",
    "Publication date: 16 November 2026",
    "",
)


def cqc_rows() -> list[dict[str, str]]:
    """One row a location under CQC's own headers, lists split by ``|``."""
    return [_row(position, location) for position, location in enumerate(table("locations"))]


def location_id(position: int) -> str:
    """An id in CQC's form, far above any that CQC has given."""
    return f"1-99{101 + position * 17:09}"


def _provider_id(owner: str) -> str:
    owners = list(dict.fromkeys(row["owner"] for row in table("locations")))
    return f"1-98{103 + owners.index(owner) * 19:09}"


def _row(position: int, location: dict[str, str]) -> dict[str, str]:
    name = location["name"]
    address = address_near(location["near"], name)
    values = (
        *(name, location["known_as"], address.street, address.postcode),
        # A spreadsheet took the leading 0 away, as in the real file.
        telephone(position).replace(" ", "").removeprefix("0"),
        pick([website(name), website(name), ""], "website", name),
        *(location["service_types"], day(2022, 2025, "check", name)),
        "|".join(filter(None, [location["bands"], location["activities"]])),
        *(location["owner"], vocabulary("councils").label(address.council), "London"),
        f"https://www.example.org/cqc/location/{location_id(position)}",
        *(location_id(position), _provider_id(location["owner"])),
    )
    return with_slips("cqc-directory", dict(zip(COLUMNS, values, strict=True)))
