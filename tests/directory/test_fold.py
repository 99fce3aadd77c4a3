"""The fold: whose word stands, who says so, and since when."""

from datetime import date

import pytest

from directory.records import Attribute, CostOption, Identifier, ServiceArea
from directory.store.fold import Member, fold_organization, size_class
from directory.store.grouping import Register
from directory.store.numbers import option_id, option_number
from directory.store.option_models import CostOption as CostRow
from directory.store.option_models import Service, ServiceFact, StatedAttributes
from directory.store.precedence import ATTRIBUTES, FIELDS, REGISTER_FIRST, attribute_rank, standing
from directory.store.statements import from_runs, statements
from tests.builders import VOCABULARIES, a_care_home, a_community_group, a_personal_assistant
from tests.directory.importing import take_in, the_option

TODAY = date(2026, 11, 21)
EARLIER = date(2025, 1, 1)


def a_member(record_id, claims, said_on=TODAY, **more):
    register = Register(f"source {record_id}", "Example Council", "Tower Hamlets")
    return Member(record_id, register, record_id, claims, standing(claims), said_on, **more)


def the_answer(members, vocabulary, code):
    """(verdict, evidence, record) that stands, and the records overruled."""
    (row,) = fold_organization(members)[StatedAttributes]
    standing, overruled = (
        [
            (said.verdict, said.evidence, told.record_id)
            for said, told in zip(statements(row[what]), from_runs(row[by]), strict=True)
            if (said.vocabulary, said.code) == (vocabulary, code)
        ]
        for what, by in (("said", "told_by"), ("overruled", "overruled_by"))
    )
    (stands,) = standing
    return stands, [record_id for _, _, record_id in overruled]


def a_claim(vocabulary, code, verdict, evidence):
    attribute = Attribute(vocabulary, code, verdict, evidence)
    return a_community_group(
        evidence=evidence, needs=[], service_type=[], setting=[], attributes=(attribute,)
    )


PRECEDENCE = [
    ("a regulated fact is the register's to say", "needs", "nursing", ["provider", "officer", "register"], 2),
    ("an officer corrects a provider on a regulated fact", "needs", "nursing", ["provider", "officer"], 1),
    (
        "what kind of service it is, the register says",
        "service_type",
        "care_home",
        ["officer", "register"],
        1,
    ),
    ("where it happens, the register says", "setting", "own_home", ["provider", "register"], 1),
    (
        "a provider knows its languages better than a register",
        "languages",
        "syl",
        ["register", "provider"],
        1,
    ),
    ("an officer who checked languages is believed first", "languages", "syl", ["provider", "officer"], 1),
    ("company is no regulated need", "needs", "companionship", ["register", "provider"], 1),
    ("whom it is for, the provider knows best", "user_bands", "dementia", ["register", "provider"], 1),
    ("a vocabulary that joined later follows the provider", "pets", "dogs", ["register", "provider"], 1),
]


@pytest.mark.parametrize(
    ("vocabulary", "code", "evidences", "wins"),
    [row[1:] for row in PRECEDENCE],
    ids=[row[0] for row in PRECEDENCE],
)
@pytest.mark.parametrize("verdict", ["yes", "no"])
def test_precedence(vocabulary, code, evidences, wins, verdict):
    other = "no" if verdict == "yes" else "yes"
    members = [
        a_member(number, a_claim(vocabulary, code, verdict if number == wins else other, evidence))
        for number, evidence in enumerate(evidences)
    ]
    answer, overruled = the_answer(members, vocabulary, code)
    assert answer == (verdict, evidences[wins], wins)
    assert sorted(overruled) == [number for number in range(len(evidences)) if number != wins]


def test_of_equal_evidence_the_newer_stands():
    old = a_member(1, a_claim("languages", "syl", "no", "provider"), EARLIER)
    new = a_member(2, a_claim("languages", "syl", "yes", "provider"))
    assert the_answer([old, new], "languages", "syl") == (("yes", "provider", 2), [1])


def test_of_equal_evidence_on_one_day_no_stands_because_it_is_careful():
    yes = a_member(1, a_claim("languages", "syl", "yes", "provider"))
    no = a_member(2, a_claim("languages", "syl", "no", "provider"))
    assert the_answer([yes, no], "languages", "syl") == (("no", "provider", 2), [1])


def test_every_vocabulary_and_every_plain_field_has_a_row_in_the_table():
    assert set(ATTRIBUTES) == set(VOCABULARIES)
    stated = a_community_group().__slots__
    identity = {
        "source_id",
        "provider_kind",
        "identifiers",
        "attributes",
        "complete",
        "claimed_on",
        "unlisted_because",
    }
    assert set(FIELDS) == set(stated) - identity
    assert attribute_rank("needs", "personal_care", "register") == REGISTER_FIRST.index("register")


def test_a_plain_field_comes_from_the_record_with_the_most_say_that_states_it():
    register = a_member(1, a_care_home(telephone="01632 960001", description=None, website=None))
    council = a_member(
        2,
        a_care_home(
            name="What the council calls it",
            evidence="officer",
            attributes=(),
            telephone="01632 960002",
            description="A home by the canal",
        ),
    )
    (service,) = fold_organization([register, council])[Service]
    assert (service["name"], service["telephone"]) == ("Example Lodge", "01632 960002")
    assert service["description"] == "A home by the canal"
    assert service["website"] is None
    assert service["field_records"]["name"] == 1
    assert service["field_records"]["telephone"] == 2
    assert "website" not in service["field_records"]


def test_prices_come_whole_from_one_record():
    council = a_member(1, a_community_group(evidence="officer", costs=(CostOption("session", 300),)))
    club = a_member(2, a_community_group(costs=(CostOption("session", 250), CostOption("month", 900))))
    costs = fold_organization([club, council])[CostRow]
    assert [(row["unit"], row["amount_pence"]) for row in costs] == [("session", 300)]


def test_facts_are_gathered_label_by_label():
    register = a_member(
        1, a_care_home(facts={"register_url": "https://register.example.org", "when": "always"})
    )
    council = a_member(
        2, a_care_home(evidence="provider", attributes=(), facts={"when": "never", "meals": "two"})
    )
    told = {row["label"]: row["value"] for row in fold_organization([council, register])[ServiceFact]}
    assert told == {"register_url": "https://register.example.org", "when": "always", "meals": "two"}


SIZES = [
    ("one option", ["regulated_provider"], "small"),
    ("two options", ["regulated_provider"] * 2, "medium"),
    ("nine options", ["regulated_provider"] * 9, "medium"),
    ("ten options", ["regulated_provider"] * 10, "large"),
    ("many groups are small all the same", ["community_group"] * 12, "small"),
    ("a large charity with a group", ["voluntary_organisation"] * 9 + ["community_group"], "large"),
    ("nothing listed", [], "small"),
]


@pytest.mark.parametrize(("kinds", "expected"), [row[1:] for row in SIZES], ids=[row[0] for row in SIZES])
def test_size_class(kinds, expected):
    assert size_class(kinds) == expected


def test_an_options_id_is_short_stable_and_easy_to_read_out():
    number = option_number("cqc-directory", "Care Quality Commission", "England", "1-100000002")
    assert 0 <= number < 2**63
    assert option_id(number) == option_id(number)
    assert option_id(2**63 - 1) == "7zzzzzzzzzzzz"
    assert option_id(0) == "0" * 13
    assert not set(option_id(number)) & set("ilou")


def test_ids_sort_as_their_numbers_do():
    numbers = [option_number("s", "p", "x", str(n)) for n in range(50)]
    assert sorted(numbers) == sorted(numbers, key=option_id)


def test_everything_stated_comes_out_of_the_store_as_it_went_in(store):
    claims = a_personal_assistant(
        description="Cooks well",
        employment="self_employed",
        service_area=ServiceArea("outcodes", codes=("E1", "E3")),
        costs=(CostOption("hour", 1750, None, "evenings more"), CostOption("night", None, 9.5)),
        facts={"dbs_level": "enhanced"},
        identifiers=(Identifier("company", "01234567"),),
        no={"languages": ["pol"]},
        claimed_on=EARLIER,
    )
    take_in(store, claims, source="personal-assistants")
    option = the_option(store)
    plain = ("name", "description", "place", "employment", "service_area", "costs", "facts", "identifiers")
    for name in (*plain, "complete", "legal_form", "provider_kind", "registered_activities"):
        assert getattr(option, name) == getattr(claims, name)
    assert {(a.vocabulary, a.code, a.verdict, a.evidence, a.setting) for a in option.attributes} == {
        (a.vocabulary, a.code, a.verdict, a.evidence, a.setting) for a in claims.attributes
    }
    assert option.owner_name == claims.organization_name
    assert {attribute.since for attribute in option.attributes} == {EARLIER}


def test_an_attribute_keeps_the_day_since_when_it_has_stood_unchanged(store, calendar):
    take_in(store, a_community_group(languages=["eng"]))
    calendar.turn_to(date(2026, 12, 1))
    take_in(store, a_community_group(languages=["eng", "syl"], description="More to say"))
    calendar.turn_to(date(2026, 12, 8))
    take_in(store, a_community_group(languages=["eng", "syl"], description="Even more"))
    since = {a.code: a.since for a in the_option(store).attributes if a.vocabulary == "languages"}
    assert since == {"eng": date(2026, 11, 21), "syl": date(2026, 12, 1)}


def test_a_claim_dropped_and_made_again_counts_from_the_second_time(store, calendar):
    take_in(store, a_community_group(languages=["syl"]))
    take_in(store, a_community_group())
    calendar.turn_to(date(2026, 12, 8))
    take_in(store, a_community_group(languages=["syl"]))
    (syl,) = [a for a in the_option(store).attributes if a.code == "syl"]
    assert syl.since == date(2026, 12, 8)


def test_a_record_that_was_gone_for_a_while_starts_anew(store, calendar):
    take_in(store, a_community_group())
    take_in(store)
    calendar.turn_to(date(2026, 12, 8))
    take_in(store, a_community_group())
    assert {attribute.since for attribute in the_option(store).attributes} == {date(2026, 12, 8)}


def test_what_was_overruled_is_kept_with_its_source(store):
    register = take_in(store, a_care_home(user_bands=["dementia"]), source="cqc-directory", publisher="CQC")
    council = take_in(
        store,
        a_care_home(evidence="officer", attributes=(), no={"user_bands": ["dementia"]}, source_id="lodge"),
        source="council-homes",
    )
    with store.writing() as writer:
        writer.link(*register.added, *council.added, "same", {})
        writer.fold(register.added)
    option = the_option(store)
    (stands,) = [a for a in option.attributes if a.code == "dementia"]
    (overruled,) = [a for a in option.overruled if a.code == "dementia"]
    assert (stands.verdict, stands.source.publisher) == ("no", "Example Council")
    assert (overruled.verdict, overruled.source.publisher) == ("yes", "CQC")
    assert option.field_sources["name"].publisher == "CQC"
