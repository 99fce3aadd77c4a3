"""The register of personal assistants: invented people, each with the answers a register asks for."""

from importers.example_market.addresses import address_near
from importers.example_market.free import START_COLUMNS, VISIT_COLUMNS, starts, visits
from importers.example_market.words import (
    codes,
    day,
    labels,
    listed,
    number,
    pick,
    slug,
    table,
    telephone,
    with_slips,
)

COLUMNS = (
    *("Name", "Home address", "Postcode", "Phone", "Email", "Date of birth", "Gender", "Languages", "Faith"),
    *("Skills", "Hourly rate", "Hours available", "DBS level", "DBS certificate number", "DBS date"),
    *("DBS checked by", "Consent to list", "Contact preference", "Travel area", "Employment", "Times"),
    *("Drives", "Pets", "Smoking", "Training", "References seen"),
    *(*START_COLUMNS, *VISIT_COLUMNS),
)


def people_rows() -> list[dict[str, str]]:
    """One row a person."""
    rows = []
    for position, person in enumerate(table("people")):
        name = person["name"]
        row = _asked(person) | _reached_at(position, person) | _checked(person) | _about(name)
        row |= starts(name) | visits(name, alone=True)
        rows.append(with_slips("personal-assistants", {column: row[column] for column in COLUMNS}))
    return rows


def _asked(person: dict[str, str]) -> dict[str, str]:
    """What the word table says of the person, in the words people use."""
    return {
        "Name": person["name"],
        "Gender": person["gender"],
        "Languages": listed(labels("languages", person["languages"])),
        "Faith": listed(labels("faith", person["faith"])),
        "Skills": listed(
            _skills(person), labels("user_bands", person["who_for"]), labels("diet", person["diet"])
        ),
        "Hourly rate": _rate(person),
        "Travel area": person["area"],
        "Employment": person["employment"],
        "Times": listed(labels("times", person["times"])),
        "Consent to list": person["consent"],
    }


def _skills(person: dict[str, str]) -> list[str]:
    said = {row["need"]: row["said"].split("|") for row in table("skills")}
    return [pick(said[need], "skill", person["name"]) for need in codes(person["needs"])]


def _rate(person: dict[str, str]) -> str:
    pounds = person["pounds_per_hour"]
    ways = (f"£{pounds} ph", f"£{pounds}", f"£{pounds} an hour", pounds)
    return pick(ways, "rate", person["name"]) if pounds else ""


def _reached_at(position: int, person: dict[str, str]) -> dict[str, str]:
    """Private: where the person lives and how to reach them. A few gave no e-mail, a few no telephone."""
    name = person["name"]
    address = address_near(person["near"], name)
    phone, email = telephone(400 + position), f"{slug(name).replace('-', '.')}@example.org"
    given = pick(("both",) * 8 + ("phone", "email"), "reached", name)
    return {
        "Home address": address.street,
        "Postcode": address.postcode,
        "Phone": phone if given != "email" else "",
        "Email": email if given != "phone" else "",
        "Date of birth": day(1958, 2003, "born", name),
        "Contact preference": pick(("Email", "Phone", "Text", ""), "prefers", name),
    }


def _checked(person: dict[str, str]) -> dict[str, str]:
    """The DBS certificate, where there is one; some are old, or nobody but the person saw them."""
    name = person["name"]
    level = pick(("Enhanced",) * 7 + ("Standard", "Basic", ""), "dbs", name)
    checkers = ("Example direct payments team",) * 3 + ("Example register of PAs",) * 2 + ("Self-declared",)
    return {
        "DBS level": level,
        "DBS certificate number": f"0099{number(10**7, 10**8 - 1, 'certificate', name)}" if level else "",
        "DBS date": day(2023, 2025, "dbs", name) if level else "",
        "DBS checked by": pick(checkers, "checker", name) if level else "",
    }


def _about(name: str) -> dict[str, str]:
    hours = ("Up to 10 hours a week", "10 to 20 hours a week", "16 hours a week", "20", "Up to 35 hours", "")
    courses = (
        "Moving and handling",
        "First aid",
        "Dementia awareness",
        "Safeguarding adults",
        "Food hygiene",
    )
    first, second = pick(courses, "first course", name), pick((*courses, ""), "second course", name)
    return {
        "Hours available": pick(hours, "hours", name),
        "Drives": pick(("Yes", "No", "No", ""), "drives", name),
        "Pets": pick(("Happy with cats and dogs", "Cats only", "No pets please", "", ""), "pets", name),
        "Smoking": pick(("Non-smoker", "Non-smoker", "Smokes outside", ""), "smoking", name),
        "Training": listed([course for course in (first, second) if course]),
        "References seen": pick(("Yes", "Yes", "No", ""), "references", name),
    }
