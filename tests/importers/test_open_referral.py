"""Services in the Open Referral UK standard, as claims."""

import json
from datetime import date

import pytest

from directory.records import Attribute, CostOption, Identifier, ServiceArea
from importers.source import LeftOut, Note, Reading, RowError
from importers.sources.open_referral.source import OpenReferral
from tests.importers.oruk_services import (
    a_link,
    a_service,
    a_service_of_version_1,
    a_term,
    an_organization,
    written,
)
from tests.importers.paper_map import TOWER_HAMLETS, a_reading_context

ORUK = OpenReferral()


@pytest.fixture
def results(tmp_path):
    """What becomes of each row of a file."""

    def read(*services):
        path = written(tmp_path / "services.json", list(services))
        context = a_reading_context()
        return [
            row if isinstance(row, LeftOut | Note) else ORUK.read_row(row, context) for row in ORUK.rows(path)
        ]

    return read


@pytest.fixture
def claims(results):
    def read(**changes):
        (result,) = results(a_service(**changes))
        assert isinstance(result, Reading), result
        return result.claims

    return read


def said(claims, vocabulary):
    return {(found.code, found.verdict) for found in claims.attributes if found.vocabulary == vocabulary}


def test_a_service_at_a_location_is_one_option_with_all_that_the_feed_says(claims):
    club = claims()
    assert (club.source_id, club.name, club.organization_name) == (
        "club@hall",
        "Example Lunch Club",
        "Example Trust",
    )
    assert club.description == "A warm lunch & company."
    assert (club.place.postcode, club.place.address) == ("E1 4NS", "2 Example Road, London")
    assert (club.telephone, club.email) == ("02079460102", "lunch@example.org")
    assert club.website == "https://lunch.example.org"
    assert club.costs == (CostOption("session", 400),)
    assert club.service_area == ServiceArea("councils", codes=(TOWER_HAMLETS,))
    assert club.claimed_on == date(2026, 11, 2)
    assert Attribute("needs", "meals", "yes", "provider", "go_to") in club.attributes
    assert said(club, "user_bands") == {("older_people", "yes")}
    assert said(club, "languages") == {("syl", "yes"), ("ben", "yes")}
    assert said(club, "accessibility") == {("hearing_loop", "yes")}
    assert said(club, "times") == {("weekday_morning", "yes"), ("weekday_afternoon", "yes")}
    assert club.facts == {"when": "Tuesday, Thursday 11:00-14:00", "access": "Hearing loop"}


def test_the_same_service_in_version_1_says_the_same(results, claims):
    (old,) = results(a_service_of_version_1())
    assert old.claims == claims()


def test_no_name_of_a_person_is_in_any_claim(results):
    for service in (a_service(), a_service_of_version_1()):
        (found,) = results(service)
        assert "Persona" not in json.dumps(found.claims.as_json())


def test_each_location_is_an_option_of_its_own_with_its_own_hours(results):
    weekend = [{"byday": "SA", "opens_at": "10:00", "closes_at": "12:00"}]
    links = [a_link("hall"), {**a_link("library", "M32 0TH"), "schedules": weekend}]
    hall, library = (found.claims for found in results(a_service(service_at_locations=links)))
    assert (hall.source_id, library.source_id) == ("club@hall", "club@library")
    assert library.place.outcode == "M32"
    assert said(library, "times") == {("weekend_morning", "yes")}
    assert ("weekday_morning", "yes") in said(hall, "times")


def test_without_a_location_it_is_one_option_over_its_areas(claims):
    areas = [{"service_area": "Hackney"}, {"name": "Tower Hamlets", "extent_type": "geojson", "extent": "{}"}]
    over = claims(service_at_locations=[], service_areas=areas)
    assert (over.source_id, over.place) == ("club", None)
    assert over.service_area == ServiceArea("councils", codes=("E09000012", TOWER_HAMLETS))


@pytest.mark.parametrize(
    ("areas", "expected"),
    [
        (
            [{"uri": "http://statistics.data.gov.uk/id/statistical-geography/E09000030", "name": "Ours"}],
            "councils",
        ),
        ([{"service_area": "England"}], "national"),
        ([{"service_area": "Within 5 miles"}], "radius"),
        ([{"service_area": "All residents who can prove where they live."}], None),
        ([{"extent": '{"type": "Polygon"}', "extent_type": "geojson"}], None),
        ("nonsense", None),
    ],
)
def test_an_area_is_a_council_a_radius_or_not_known(claims, areas, expected):
    area = claims(service_areas=areas).service_area
    assert (area and area.kind) == expected


@pytest.mark.parametrize(
    ("organization", "kind", "form", "identifiers"),
    [
        (
            an_organization(("GB-CHC", "1234567")),
            "voluntary_organisation",
            "charity",
            [("charity", "1234567")],
        ),
        (an_organization(("GB-COH", "1234567")), "micro_provider", "company", [("company", "01234567")]),
        (an_organization(("GB-COH", "sc123456")), "micro_provider", "company", [("company", "SC123456")]),
        (
            an_organization(("GB-COH", "1234567"), name="Example Care CIC"),
            *("voluntary_organisation", "cic", [("company", "01234567")]),
        ),
        (
            an_organization(("CQC location id", "1-123456789"), ("GB-COH", "1234567")),
            *("regulated_provider", "company", [("cqc_location", "1-123456789"), ("company", "01234567")]),
        ),
        (
            an_organization(
                ("CQC provider", "1-101638"),
            ),
            "community_group",
            None,
            [("cqc_provider", "1-101638")],
        ),
        (an_organization(("XI-LEI", "5493001KJTIIGC8Y1R12")), "community_group", None, []),
        (an_organization(("GB-CHC", "twelve")), "community_group", None, []),
        (an_organization(name="London Borough of Tower Hamlets"), "council_service", "public_body", []),
        (an_organization(name="Trafford Council"), "council_service", "public_body", []),
        (an_organization(name="Example Parish Council"), "community_group", None, []),
        (an_organization(name="Example NHS Foundation Trust"), "nhs_service", "public_body", []),
        (an_organization(name="Hackney"), "community_group", None, []),
        (None, "community_group", None, []),
    ],
)
def test_numbers_and_name_of_the_organization_tell_what_kind_it_is(
    claims, organization, kind, form, identifiers
):
    found = claims(organization=organization)
    assert (found.provider_kind, found.legal_form) == (kind, form)
    assert found.identifiers == tuple(Identifier(*pair) for pair in identifiers)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (
            {"attributes": [a_term("Personal assistants")], "organization": {"name": "Josephina"}},
            "private_person",
        ),
        (
            {"attributes": [a_term("Self-employed PA")], "organization": {"name": "Josie's Care"}},
            "private_person",
        ),
        ({"name": "Josephina, Personal Assistant in Bow"}, "private_person"),
        ({"name": "Josephina (PA)", "organization": {"name": "Trafford Council"}}, "private_person"),
        ({"organization": {"name": "Josephina Example (PA)"}}, "private_person"),
        ({"name": ""}, "no_name"),
        ({"id": None}, "no_id"),
        ({"service_at_locations": [a_link(postcode="ABC 1234")]}, "postcode_not_found"),
    ],
)
def test_a_service_that_can_not_be_taken_in_is_refused_without_its_private_values(results, changes, code):
    (refusal,) = results(a_service(**changes))
    assert isinstance(refusal, RowError)
    assert refusal.code == code
    assert not any(word in f"{refusal.sentence}{refusal.remedy}" for word in ("Josephina", "ABC 1234"))


@pytest.mark.parametrize(
    "organization",
    [
        an_organization(("GB-CHC", "1234567"), name="Example"),
        an_organization(name="Example Carers Trust"),
        an_organization(name="Trafford Council"),
    ],
)
def test_a_body_that_finds_personal_assistants_is_no_private_person(claims, organization):
    about = {"name": "Find a personal assistant", "attributes": [a_term("Personal assistants")]}
    assert claims(**about, organization=organization).name


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"status": "inactive"}, "not_active"),
        ({"status": "defunct"}, "not_active"),
        ({"status": "temporarily closed"}, "not_active"),
        ({"service_at_locations": [a_link(postcode="CF10 1AA")]}, "outside_england"),
        (
            {"service_at_locations": [a_link(addresses=[{"postal_code": "12345", "country": "US"}])]},
            "outside_england",
        ),
    ],
)
def test_what_is_over_or_elsewhere_is_left_out(results, changes, code):
    (left,) = results(a_service(**changes))
    assert (type(left), left.code) == (LeftOut, code)


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ([{"amount": 17.5, "amount_description": "per hour"}], (CostOption("hour", 1750),)),
        ([{"amount": 0}], (CostOption("free", None),)),
        (
            [{"amount": 5, "amount_description": "per session", "currency": "GBP"}],
            (CostOption("session", 500),),
        ),
        ([{"amount": 5, "amount_description": "per session", "currency": "EUR"}], ()),
        ([{"amount": 5, "amount_description": "per session", "valid_to": "2022-12-31"}], ()),
        ([{"amount": 5, "amount_description": "per session", "valid_from": "2027-01-01"}], ()),
        (
            [
                {
                    "amount": 5,
                    "amount_description": "per session",
                    "valid_from": "2026-01-01",
                    "valid_to": "2026-12-31",
                }
            ],
            (CostOption("session", 500),),
        ),
        ([{"amount": 5}], ()),
        ([{"amount": "many"}, None, 7], ()),
        ([{"option": "Free"}], (CostOption("free", None),)),
    ],
)
def test_a_price_holds_in_pounds_with_its_unit_and_on_its_days(claims, costs, expected):
    assert claims(cost_options=costs).costs == expected


def test_fees_in_words_are_read_where_no_price_is_given_and_shown_where_they_are_not_understood(claims):
    assert claims(cost_options=[], fees="Free").costs == (CostOption("free", None),)
    worded = claims(cost_options=[], fees="Ask us about our prices")
    assert (worded.costs, worded.facts["cost_text"]) == ((), "Ask us about our prices")


@pytest.mark.parametrize(
    ("schedule", "codes"),
    [
        ({"byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "23:59"}, 8),
        ({"freq": "DAILY", "opens_at": "09:00", "closes_at": "12:00"}, 2),
        (
            {
                "freq": "MONTHLY",
                "byday": "1TU,-1FR",
                "opens_at": "10:00:00+01:00",
                "closes_at": "12:00:00+01:00",
            },
            1,
        ),
        ({"byday": "SU", "opens_at": "18:00", "closes_at": "21:00", "valid_to": "2005-01-01"}, 0),
        ({"byday": "SU"}, 0),
        ({"opens_at": "10:00", "closes_at": "12:00"}, 0),
        ({"byday": 5, "opens_at": None, "closes_at": []}, 0),
    ],
)
def test_hours_are_known_only_with_their_days(claims, schedule, codes):
    assert len(said(claims(schedules=[schedule]), "times")) == codes


@pytest.mark.parametrize(
    ("ages", "bands"),
    [
        ({"minimum_age": 55}, {("older_people", "yes"), ("children", "no")}),
        ({"minimum_age": 18, "maximum_age": 100}, {("children", "no")}),
        ({"minimum_age": 5, "maximum_age": 17}, {("children", "yes")}),
        ({"minimum_age": 12, "maximum_age": 100}, set()),
        (
            {"eligibilitys": [{"eligibility": "Carers", "minimum_age": 60}]},
            {("carers", "yes"), ("older_people", "yes"), ("children", "no")},
        ),
    ],
)
def test_ages_and_eligibilities_say_whom_it_is_for_where_they_are_clear(claims, ages, bands):
    assert said(claims(attributes=[], **ages), "user_bands") == bands


def test_coordinates_that_lead_elsewhere_are_noted_and_the_postcode_is_believed(results):
    for latitude, longitude, word in (
        (53.4, -2.3, "elsewhere"),
        (-0.0402, 51.5235, "swapped"),
        (100, 101, "elsewhere"),
    ):
        (found,) = results(a_service(service_at_locations=[a_link(latitude=latitude, longitude=longitude)]))
        (note,) = [note for note in found.notes if note.code == "coordinates_disagree"]
        assert word in note.sentence
        assert found.claims.place.postcode == "E1 4NS"
    (good,) = results(a_service())
    assert "coordinates_disagree" not in {note.code for note in good.notes}


def test_no_contact_and_no_address_stands_in_a_note(results):
    odd = a_service(
        email="not an address, Ann",
        contacts=[{"phones": [{"number": "ring Ann"}]}],
        service_at_locations=[a_link(addresses=[{"address_1": "Ann's house", "postal_code": ""}])],
    )
    (found,) = results(odd)
    assert "Ann" not in "".join(f"{note.sentence}{note.value}" for note in found.notes)
