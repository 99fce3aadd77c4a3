"""A small published market in Bow and Mile End, and the application over it; places by a short table."""

from datetime import date
from typing import Any

from directory.app import OpenedOnce
from directory.errors import PlaceNotFound
from directory.geography.gazetteer import Gazetteer
from directory.geography.located import Located
from directory.geography.lookup import OutcodePart
from directory.publishing import publish
from directory.records import Attribute, Availability, Claims, CostOption, Rating
from directory.settings import Settings, read_settings
from directory.store.session import open_store
from tests.builders import (
    MILE_END,
    a_care_home,
    a_community_group,
    a_home_care_agency,
    a_personal_assistant,
    within_miles,
)

PLACES = {
    "e1": Located(535000, 181500, "district", "E1", "E09000030", "E09000030", "E1"),
    "e1 4ns": Located(536100, 182300, "postcode", "E1", "E09000030", "E09000030", "E1"),
    "bow": Located(537000, 183000, "place", "E3", "E09000030", "E09000030", "Bow"),
    "cardiff": Located(318000, 176000, "place", None, None, None, "Cardiff"),
    "stretford": Located(379800, 394600, "place", "M32", "E08000009", "E08000009", "Stretford"),
}
POSTCODES = (OutcodePart("E1", 535000, 181500, 800), OutcodePart("E3", 537000, 183000, 400))
"""Of Tower Hamlets."""


class ShortGazetteer:
    """Knows five places, and says of any other that it doesn't."""

    def locate(self, text: str) -> Located:
        try:
            return PLACES[" ".join(text.casefold().split())]
        except KeyError:
            raise PlaceNotFound("We don't know that place.", "Use a postcode or a town.") from None

    councils_of = Gazetteer.councils_of

    def postcodes_of(self, area_code: str) -> tuple[OutcodePart, ...]:
        return POSTCODES if area_code == "E09000030" else ()


class OpenedHere(OpenedOnce):
    """A real store, real answers and a real published market; only the places are few."""

    @property
    def gazetteer(self) -> Any:
        return ShortGazetteer()


def needs_met(setting: str, *needs: str) -> tuple[Attribute, ...]:
    """What an offer helps with in one setting, by its own word."""
    return tuple(Attribute("needs", need, "yes", "provider", setting) for need in needs)


def market_claims() -> list[tuple[str, Claims]]:
    """(source, claims) of every record: kinds, prices and languages enough for each journey to show."""
    assistant = {
        "service_area": within_miles(5),
        "employment": "self_employed",
        "needs": [],
        "attributes": needs_met("own_home", "personal_care", "companionship"),
    }
    lunch = {"needs": [], "attributes": needs_met("go_to", "meals", "companionship")}
    walks = {"needs": [], "attributes": needs_met("go_to", "getting_out", "companionship")}
    return [
        ("personal-assistants", a_personal_assistant(
            source_id="pa-josephina", name="Josephina, Bow", organization_name="Josephina, Bow",
            languages=["eng", "syl", "ben"], staff_gender=["female"], hourly_pence=1700,
            availability=Availability(date(2020, 1, 6), True, 20, 30, 4), **assistant)),
        ("personal-assistants", a_personal_assistant(
            source_id="pa-amina", name="Amina, Bow", organization_name="Amina, Bow",
            languages=["eng", "syl"], staff_gender=["female"], hourly_pence=2200, **assistant)),
        ("personal-assistants", a_personal_assistant(
            source_id="pa-tom", name="Tom, Bow", organization_name="Tom, Bow",
            languages=["eng", "pol"], staff_gender=["male"], hourly_pence=1600,
            availability=Availability(taking_new=False), **assistant)),
        ("personal-assistants", a_personal_assistant(
            source_id="pa-rita", name="Rita, Bow", organization_name="Rita, Bow",
            languages=["eng", "syl"], staff_gender=["female"], costs=(), **assistant)),
        ("cqc-directory", a_home_care_agency(
            place=MILE_END, rating=Rating("good", date(2019, 3, 1), inherited=True))),
        ("cqc-directory", a_care_home(place=MILE_END, facts={"rating": "good", "rating_date": "2025-03-01"})),
        ("community-groups", a_community_group(
            languages=["ben", "syl"], description="Lunch on Tuesdays. <script>alert(1)</script>", **lunch)),
        ("community-groups", a_community_group(
            source_id="walks", name="Example Walking Group", organization_name="Example Walking Group",
            costs=(CostOption("session", 300),), **walks)),
    ]  # fmt: skip


def published_market(data_dir: Any) -> Settings:
    """Store and publish the small market in ``data_dir``."""
    settings = read_settings({"CAREMARKET_DATA_DIR": str(data_dir)})
    store = open_store(settings)
    by_source: dict[str, list[Claims]] = {}
    for source, claims in market_claims():
        by_source.setdefault(source, []).append(claims)
    with store.writing() as writer:
        for source, claims_of_source in by_source.items():
            run = writer.begin_run(source, "Example data", "Tower Hamlets", f"{source}.csv", "0" * 64)
            writer.add_versions(run, [(claims, None, None) for claims in claims_of_source])
            writer.finish_run(run, {"added": len(claims_of_source)}, {})
        writer.fold()
    publish(store, settings)
    store.close()
    return settings
