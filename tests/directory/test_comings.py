"""What came, left and changed hands: told from one look at a register to the next, by its public names."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from directory.records import Identifier, PrivateDetails
from tests.builders import MILE_END, STRETFORD, a_care_home, a_community_group, a_personal_assistant
from tests.directory.importing import latest_run, take_in

TOWER_HAMLETS = ("E09000030",)
SPRING, SUMMER, AUTUMN = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)


def a_home(name, provider="1-1", **changes):
    numbers = (Identifier("cqc_location", f"loc-{name}"), Identifier("cqc_provider", provider))
    usual = {"source_id": name, "name": name, "organization_name": f"Owner {provider}", "place": MILE_END}
    return a_care_home(**{**usual, "identifiers": numbers, **changes})


@pytest.fixture
def seen(store, calendar):
    """Takes in a file on a day."""

    def taken(day, *claims, **more):
        calendar.turn_to(day)
        return take_in(
            store, *claims, **{"source": "cqc-locations", "publisher": "CQC", "scope": "England", **more}
        )

    return taken


@pytest.fixture
def told(store):
    """What is told between two days, as (how, name)."""

    def comings(since=SPRING, until=AUTUMN, councils=TOWER_HAMLETS):
        days = datetime.combine(since, time.min, UTC), datetime.combine(until, time.max, UTC)
        with store.reading() as reader:
            return reader.comings(councils, *days)

    return comings


def names(found):
    return {(each.how, each.name) for each in found}


def test_the_first_look_at_a_register_tells_of_nothing_new(seen, told):
    seen(SPRING, a_home("Fern"), a_home("Ivy"))
    assert told() == []


def test_who_came_and_who_left_are_named_with_the_day(seen, told):
    seen(SPRING, a_home("Fern"), a_home("Ivy"))
    seen(SUMMER, a_home("Ivy"), a_home("Rose"))
    found = told()
    assert names(found) == {("gone", "Fern"), ("new", "Rose")}
    assert {each.day for each in found} == {SUMMER}
    assert told(until=SPRING) == []
    assert told(since=AUTUMN) == []


def test_another_council_is_told_of_its_own_only(seen, told):
    seen(SPRING, a_home("Fern"), a_home("Ivy", place=STRETFORD))
    seen(SUMMER)
    assert names(told()) == {("gone", "Fern")}
    assert names(told(councils=("E08000009",))) == {("gone", "Ivy")}


def test_a_place_that_another_provider_runs_now_was_sold_on(seen, told):
    seen(SPRING, a_home("Fern"), a_home("Ivy"))
    seen(SUMMER, a_home("Fern", provider="2-2"), replace(a_home("Ivy"), telephone="02070000000"))
    (sold,) = told()
    assert (sold.how, sold.name, sold.owner, sold.before) == ("sold_on", "Fern", "Owner 2-2", "Owner 1-1")


@pytest.mark.parametrize(("provider", "how"), [("1-1", "registered_anew"), ("2-2", "sold_on")])
def test_what_follows_a_registration_is_neither_gone_nor_new(seen, told, store, provider, how):
    earlier = seen(SPRING, a_home("Fern"), a_home("Ivy")).added[0]
    later = seen(SUMMER, a_home("Ivy"), a_home("Fern House", provider)).added[0]
    with store.writing() as writer:
        writer.link(*sorted((earlier, later)), "succeeded", {"predecessor": earlier})
    assert names(told()) == {(how, "Fern House")}


def test_an_undone_file_never_was(seen, told, store):
    seen(SPRING, a_home("Fern"))
    seen(SUMMER, a_home("Rose"))
    with store.writing() as writer:
        writer.undo_run(latest_run(store), by="an officer")
    assert told() == []


def test_one_that_another_register_still_lists_has_not_gone(seen, told, store):
    register = seen(SPRING, a_home("Fern"), a_home("Ivy")).added[0]
    own = seen(SPRING, a_home("Fern"), source="community-groups", publisher="Example Council").added[0]
    with store.writing() as writer:
        writer.link(*sorted((register, own)), "same", {})
    seen(SUMMER, a_home("Ivy"))
    assert told() == []


def test_one_that_may_no_longer_be_listed_has_gone(seen, told):
    seen(SPRING, a_home("Fern"))
    seen(SUMMER, a_home("Fern", unlisted_because="dormant"))
    seen(AUTUMN, a_home("Fern"))
    assert [(each.how, each.day) for each in told(until=SUMMER)] == [("gone", SUMMER)]
    assert [(each.how, each.day) for each in told(since=AUTUMN)] == [("new", AUTUMN)]


def test_a_personal_assistant_is_counted_and_never_named(seen, told):
    def register(day, source_id):
        private = {source_id: PrivateDetails(name="Rahima Begum", telephone="07700900123")}
        claims = a_personal_assistant(source_id=source_id)
        seen(day, claims, source="personal-assistants", publisher="Register", private=private)

    register(SPRING, "one")
    register(SUMMER, "other")
    found = told()
    assert {each.how for each in found} == {"gone", "new"}
    assert {(each.name, each.owner) for each in found} == {(None, None)}


def test_looks_say_from_when_to_when_a_register_was_seen(seen, store):
    seen(SPRING, a_home("Fern"))
    seen(AUTUMN, a_home("Fern"), a_home("Ivy"))
    seen(SUMMER, a_community_group(), source="community-groups")
    with store.reading() as reader:
        looks = {each.source: each for each in reader.looks_at()}
    assert (looks["cqc-locations"].first, looks["cqc-locations"].last) == (SPRING, AUTUMN)
    assert looks["community-groups"].runs == 1
