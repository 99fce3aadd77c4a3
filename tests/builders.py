"""Builders that default everything a test is not about: ``a_personal_assistant(languages=["syl"])``.

Keywords are fields of ``Claims``, or names of vocabularies with the codes that are YES. ``no`` maps
vocabularies to codes that are NO, ``hourly_pence`` gives a price an hour, ``evidence`` the grounds of each.
"""

from typing import Any

from directory.records import Attribute, Claims, CostOption, Identifier, Place, ServiceArea

VOCABULARIES = (
    *("needs", "service_type", "setting", "user_bands", "languages", "faith", "culture", "diet"),
    *("staff_gender", "flags", "accessibility", "funding", "travel", "times"),
)

BOW_CELL = Place(537000, 183000, "cell_2km", "E3", "E09000030", "E09000030", "Bow")
MILE_END = Place(
    536100, 182300, "postcode", "E1", "E09000030", "E09000030", "Mile End", "1 Example Street", "E1 4NS"
)
STRETFORD = Place(
    379800, 394600, "postcode", "M32", "E08000009", "E08000009", "Stretford", "2 Example Road", "M32 0TH"
)


def a_personal_assistant(**changes: Any) -> Claims:
    """Someone in Bow who helps people at home, speaks English and states nothing else."""
    usual: dict[str, Any] = {
        "source_id": "keyed-hash-of-josephina",
        "provider_kind": "personal_assistant",
        "organization_name": "Josephina, Bow",
        "name": "Josephina, Bow",
        "legal_form": "sole_trader",
        "place": BOW_CELL,
        "complete": ("languages",),
        "evidence": "provider",
        "hourly_pence": 1750,
        "service_type": ["personal_assistance"],
        "setting": ["own_home"],
        "needs": ["personal_care", "companionship"],
        "languages": ["eng"],
    }
    return _claims(usual, changes)


def a_home_care_agency(**changes: Any) -> Claims:
    """A home-care agency as the CQC register gives it: personal care at home, no price, no languages."""
    usual: dict[str, Any] = {
        "source_id": "1-100000001",
        "provider_kind": "regulated_provider",
        "organization_name": "Example Home Care Ltd",
        "name": "Example Home Care",
        "identifiers": (Identifier("cqc_location", "1-100000001"), Identifier("cqc_provider", "1-200000001")),
        "registered_activities": ("Personal care",),
        "place": MILE_END,
        "telephone": "020 7946 0101",
        "evidence": "register",
        "service_type": ["home_care"],
        "setting": ["own_home"],
        "no": {"setting": ["go_to", "move_in", "online"]},
        "attributes": (Attribute("needs", "personal_care", "yes", "register", "own_home"),),
    }
    return _claims(usual, changes)


def a_care_home(**changes: Any) -> Claims:
    """A home without nursing as the CQC register gives it, in Stretford."""
    usual: dict[str, Any] = {
        "source_id": "1-100000002",
        "provider_kind": "regulated_provider",
        "organization_name": "Example Homes Ltd",
        "name": "Example Lodge",
        "identifiers": (Identifier("cqc_location", "1-100000002"), Identifier("cqc_provider", "1-200000002")),
        "registered_activities": ("Accommodation for persons who require nursing or personal care",),
        "place": STRETFORD,
        "telephone": "01632 960102",
        "evidence": "register",
        "service_type": ["care_home"],
        "setting": ["move_in"],
        "no": {"setting": ["own_home", "go_to", "online"]},
        "attributes": tuple(
            Attribute("needs", code, "yes", "register", "move_in") for code in ("care_home", "personal_care")
        ),
    }
    return _claims(usual, changes)


def a_community_group(**changes: Any) -> Claims:
    """A free lunch club in Mile End that states what it does and no more."""
    usual: dict[str, Any] = {
        "source_id": "lunch-club",
        "provider_kind": "community_group",
        "organization_name": "Example Lunch Club",
        "name": "Example Lunch Club",
        "legal_form": "unincorporated",
        "place": MILE_END,
        "telephone": "020 7946 0103",
        "costs": (CostOption("free", None),),
        "evidence": "provider",
        "service_type": ["lunch_club"],
        "setting": ["go_to"],
        "needs": ["meals", "companionship"],
    }
    return _claims(usual, changes)


def within_miles(miles: float) -> ServiceArea:
    """A service area of so many miles around the option's place."""
    return ServiceArea("radius", radius_miles=miles)


def _claims(usual: dict[str, Any], changes: dict[str, Any]) -> Claims:
    stated = {**usual, **changes}
    evidence = stated.pop("evidence")
    hourly_pence = stated.pop("hourly_pence", None)
    if hourly_pence is not None and "costs" not in stated:
        stated["costs"] = (CostOption("hour", hourly_pence),)
    yes = {name: stated.pop(name) for name in VOCABULARIES if name in stated}
    no = stated.pop("no", {})
    stated["attributes"] = tuple(stated.get("attributes", ())) + tuple(
        Attribute(vocabulary, code, verdict, evidence)
        for verdict, lists in (("yes", yes), ("no", no))
        for vocabulary, codes in lists.items()
        for code in codes
    )
    return Claims(**stated)
