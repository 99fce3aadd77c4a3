"""A page of the charity register: most of its charities support adults, some do other good things."""

from importers.example_market.addresses import address_near
from importers.example_market.words import number, pick, slug, table, telephone, website

COLUMNS = (
    *("registered_charity_number", "charity_company_registration_number", "charity_name", "charity_type"),
    *("charity_activities", "date_of_registration", "charity_contact_address", "charity_contact_postcode"),
    *("charity_contact_phone", "charity_contact_email", "charity_contact_web"),
)
NOT_GIVEN = "NA"


def charity_rows() -> list[dict[str, str]]:
    """One row a charity, names in capitals and gaps as NA, as the register writes them."""
    return [_row(position, charity) for position, charity in enumerate(table("charities"))]


def _row(position: int, charity: dict[str, str]) -> dict[str, str]:
    name = charity["name"]
    address = address_near(charity["near"], name)
    company = f"99{number(100000, 999999, 'company', name)}"
    registered = (number(1965, 2021, "registered", name), number(1, 12, "month", name))
    values = (
        # Seven digits, far above any number that the register has given.
        *(f"99{position * 31 + 10007:05}", company if charity["type"] == "Charitable company" else NOT_GIVEN),
        *(name.upper(), charity["type"], charity["activities"]),
        f"{registered[0]}-{registered[1]:02}-{number(1, 28, 'day', name):02}",
        *(address.street, address.postcode, telephone(600 + position)),
        pick([f"info@{slug(name)}.example.org"] * 3 + [NOT_GIVEN], "email", name),
        pick([website(name), NOT_GIVEN], "website", name),
    )
    return dict(zip(COLUMNS, values, strict=True))
