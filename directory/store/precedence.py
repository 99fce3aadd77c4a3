"""Whose word stands when records of one option disagree: a table to read, and to change in one place.

The first evidence in a row wins; of equal evidence the newer; of equal dates "no", the careful answer.
Every claim is kept with its source, the overruled ones too.
"""

from collections.abc import Iterable

from directory.records import Claims, Evidence

REGISTER_FIRST: tuple[Evidence, ...] = ("register", "officer", "provider")
OFFICER_FIRST: tuple[Evidence, ...] = ("officer", "provider", "register")

# What the law makes the regulator's to say. All else the provider knows best, and an officer who checked it.
ATTRIBUTES: dict[str, tuple[Evidence, ...]] = {
    "service_type": REGISTER_FIRST,
    "setting": REGISTER_FIRST,
    "needs": OFFICER_FIRST,
    "user_bands": OFFICER_FIRST,
    "languages": OFFICER_FIRST,
    "faith": OFFICER_FIRST,
    "culture": OFFICER_FIRST,
    "diet": OFFICER_FIRST,
    "staff_gender": OFFICER_FIRST,
    "flags": OFFICER_FIRST,
    "accessibility": OFFICER_FIRST,
    "funding": OFFICER_FIRST,
    "travel": OFFICER_FIRST,
    "times": OFFICER_FIRST,
}

# Needs that only a registration makes lawful or real.
REGULATED_NEEDS = frozenset({"personal_care", "nursing", "care_home", "shared_lives", "supported_housing"})

FIELDS: dict[str, tuple[Evidence, ...]] = {
    "name": REGISTER_FIRST,
    "organization_name": REGISTER_FIRST,
    "legal_form": REGISTER_FIRST,
    "registered_activities": REGISTER_FIRST,
    "place": REGISTER_FIRST,
    "description": OFFICER_FIRST,
    "telephone": OFFICER_FIRST,
    "email": OFFICER_FIRST,
    "website": OFFICER_FIRST,
    "costs": OFFICER_FIRST,
    "employment": OFFICER_FIRST,
    "service_area": OFFICER_FIRST,
    "availability": OFFICER_FIRST,
    "rating": REGISTER_FIRST,
    "facts": REGISTER_FIRST,
}

# Records that state the same number here are one organization without a link: it is the register's word.
ONE_ORGANIZATION = "cqc_provider"
# Records that state different numbers here are different options, the same number the same option.
ONE_OPTION = "cqc_location"


def table() -> list[tuple[str, tuple[Evidence, ...]]]:
    """Every field, list of attributes and regulated need, with whose word counts first, second and third."""
    fields = [(name.replace("_", " "), order) for name, order in FIELDS.items()]
    attributes = [(f"{name.replace('_', ' ')} (each yes or no)", order) for name, order in ATTRIBUTES.items()]
    needs = [(f"needs: {code.replace('_', ' ')}", REGISTER_FIRST) for code in sorted(REGULATED_NEEDS)]
    return [*fields, *attributes, *needs]


def standing(claims: Claims) -> Evidence:
    """The evidence a record's plain fields are taken on: the strongest that its attributes state."""
    stated = {attribute.evidence for attribute in claims.attributes}
    return strongest(stated) if stated else "provider"


def strongest(stated: Iterable[Evidence]) -> Evidence:
    return min(stated, key=REGISTER_FIRST.index)


def attribute_rank(vocabulary: str, code: str, evidence: Evidence) -> int:
    """0 for the evidence that wins."""
    if vocabulary == "needs" and code in REGULATED_NEEDS:
        return REGISTER_FIRST.index(evidence)
    return ATTRIBUTES.get(vocabulary, OFFICER_FIRST).index(evidence)


def field_rank(name: str, evidence: Evidence) -> int:
    """0 for the evidence that wins."""
    return FIELDS[name].index(evidence)
