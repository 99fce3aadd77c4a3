"""The register of charities: which rows become options, and what is shown of them."""

import csv

import pytest

from directory.records import Identifier
from importers.source import LeftOut, Reading, RowError, SourceRow
from importers.sources.charities import Charities, office_email, office_telephone
from importers.sources.charity_names import tidy_name
from tests.importers.paper_map import a_reading_context

A_CHARITY = {
    "registered_charity_number": "999001",
    "charity_company_registration_number": "NA",
    "charity_name": "EXAMPLE LUNCHEON CLUB",
    "charity_type": "Other",
    "charity_activities": "A luncheon club for older people.",
    "date_of_registration": "1985-04-29",
    "charity_insolvent": "FALSE",
    "charity_in_administration": "FALSE",
    "charity_gift_aid": "TRUE",
    "charity_contact_address": "7 EXAMPLE AVENUE, STRETFORD",
    "charity_contact_postcode": "M32 0TH",
    "charity_contact_phone": "01632 960123",
    "charity_contact_email": "info@lunch.example.org",
    "charity_contact_web": "www.lunch.example.org",
}
ONLY_IN_14_COLUMNS = ("charity_insolvent", "charity_in_administration", "charity_gift_aid")


def read(**changes):
    """A row read: the usual charity with these cells; keys go without ``charity_``."""
    return Charities().read_row(SourceRow(3, {**A_CHARITY, **changes}), a_reading_context())


def claims(**changes):
    reading = read(**changes)
    assert isinstance(reading, Reading), reading
    return reading.claims


def yes(claims, vocabulary, setting=None):
    return {
        attribute.code
        for attribute in claims.attributes
        if (attribute.vocabulary, attribute.verdict, attribute.setting) == (vocabulary, "yes", setting)
    }


def a_file(path, columns):
    """A CSV of the usual charity with these columns."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerow(A_CHARITY)
    return path


def test_a_charity_that_supports_adults_becomes_an_option():
    option = claims()
    assert (option.source_id, option.name) == ("999001", "Example Luncheon Club")
    assert option.organization_name == option.name
    assert option.description == "A luncheon club for older people."
    assert option.identifiers == (Identifier("charity", "999001"),)
    assert yes(option, "service_type") == {"lunch_club", "community_group"}
    assert yes(option, "needs", "go_to") == {"meals", "day_activities"}
    assert yes(option, "user_bands") == {"older_people"}
    assert option.website == "https://www.lunch.example.org"
    assert option.facts == {
        "register_url": "https://register-of-charities.charitycommission.gov.uk/charity-details/?regId=999001&subId=0",
        "registered_on": "29 April 1985",
    }


def test_what_a_charity_says_of_itself_is_evidence_of_the_provider():
    assert {attribute.evidence for attribute in claims().attributes} == {"provider"}


def test_a_club_is_gone_to_and_not_moved_into():
    option = claims()
    assert yes(option, "setting") == {"go_to"}
    assert {a.code for a in option.attributes if (a.vocabulary, a.verdict) == ("setting", "no")} == {
        "move_in"
    }


def test_where_befriending_happens_stays_unknown():
    option = claims(charity_activities="A befriending service for older people.")
    assert yes(option, "setting") == set()
    assert all(
        yes(option, "needs", setting) == {"companionship"} for setting in ("own_home", "go_to", "online")
    )


def test_only_the_area_of_its_address_is_kept():
    place = claims().place
    assert (place.precision, place.label, place.address, place.postcode) == (
        "cell_2km",
        "Stretford",
        None,
        None,
    )
    assert "AVENUE" not in repr(claims()).upper()


def test_without_a_known_postcode_the_town_of_the_address_is_its_area():
    place = claims(charity_contact_postcode="NA").place
    assert (place.precision, place.label, place.address) == ("place", "Stretford", None)


def test_a_charity_that_can_be_placed_nowhere_is_refused():
    refused = read(charity_contact_postcode="NA", charity_contact_address="NA")
    assert isinstance(refused, RowError)
    assert (refused.code, refused.source_id) == ("no_place", "999001")


def test_a_charity_in_wales_is_left_out_of_a_directory_of_england():
    left_out = read(charity_contact_postcode="CF10 1AA")
    assert isinstance(left_out, LeftOut)
    assert left_out.code == "outside_england"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"charity_activities": "NA"}, "no_activities"),
        ({"charity_activities": ""}, "no_activities"),
        ({"charity_activities": "Unchanged."}, "no_activities"),
        ({"charity_insolvent": "TRUE"}, "insolvent"),
        ({"charity_in_administration": "TRUE"}, "in_administration"),
        ({"charity_registration_status": "Removed"}, "removed"),
        ({"charity_name": "1ST EXAMPLE SCOUT GROUP"}, "scouts_guides_cadets"),
        ({"charity_activities": "Makes grants to organisations"}, "grants_only"),
    ],
)
def test_others_are_left_out_with_their_code(changes, code):
    left_out = read(**changes)
    assert isinstance(left_out, LeftOut)
    assert (left_out.line, left_out.code) == (3, code)
    assert left_out.sentence


@pytest.mark.parametrize("changes", [{"registered_charity_number": "NA"}, {"charity_name": ""}])
def test_a_row_without_a_number_or_a_name_is_refused(changes):
    refused = read(**changes)
    assert isinstance(refused, RowError)
    assert refused.code == "number_or_name_missing"


@pytest.mark.parametrize(
    ("charity_type", "provider_kind", "legal_form"),
    [
        ("Charitable company", "voluntary_organisation", "charity"),
        ("CIO", "community_group", "cio"),
        ("Trust", "community_group", "charity"),
        ("Other", "community_group", "charity"),
        ("Previously excepted", "community_group", "charity"),
        ("NA", "community_group", "charity"),
    ],
)
def test_its_type_says_its_kind_and_legal_form(charity_type, provider_kind, legal_form):
    option = claims(charity_type=charity_type)
    assert (option.provider_kind, option.legal_form) == (provider_kind, legal_form)


def test_a_faith_group_is_one_by_its_name_or_its_worship():
    assert "faith_group" in yes(claims(charity_name="EXAMPLE METHODIST CHURCH"), "service_type")
    worship = claims(charity_activities="Public worship and a lunch club for older people.")
    assert "faith_group" in yes(worship, "service_type")
    assert "faith_practice" in yes(worship, "needs", "go_to")


@pytest.mark.parametrize(
    ("cell", "identifiers"),
    [("738693", ["00738693"]), ("00738693", ["00738693"]), ("IP12345R", ["IP12345R"]), ("NA", []), ("-", [])],
)
def test_a_company_number_has_its_eight_places(cell, identifiers):
    found = claims(charity_company_registration_number=cell).identifiers
    assert [identifier.value for identifier in found if identifier.scheme == "company"] == identifiers


def test_a_linked_charity_is_not_its_main_charity():
    assert claims(linked_charity_number="2").source_id == "999001-2"
    assert claims(linked_charity_number="0").source_id == "999001"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("info@example.org", "info@example.org"),
        ("Enquiries@Example.org.uk", "enquiries@example.org.uk"),
        ("office1@example.org", "office1@example.org"),
        ("info@gmail.com", None),
        ("admin@btinternet.com", None),
        ("jo.bloggs@example.org", None),
        ("joebloggs@hotmail.co.uk", None),
        ("NA", None),
        ("not an address", None),
    ],
)
def test_an_e_mail_is_shown_only_where_it_is_an_offices(cell, shown):
    assert office_email(cell) == shown


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("01632 960123", "01632960123"),
        ("1632960123", "01632960123"),
        ("0300 123 4567", "03001234567"),
        ("07700 900123", None),
        ("+44 7700 900123", None),
        ("070 0000 0000", None),
        ("NA", None),
    ],
)
def test_a_mobile_may_be_a_trustees_own_and_is_not_shown(cell, shown):
    assert office_telephone(cell) == shown


def test_what_is_not_shown_is_noted_without_being_repeated():
    reading = read(charity_contact_phone="07700 900123", charity_contact_email="joebloggs@gmail.com")
    assert [(note.code, note.value) for note in reading.notes] == [("contact_not_shown", None)] * 2
    assert "900123" not in repr(reading)
    assert "joebloggs" not in repr(reading)


@pytest.mark.parametrize(
    ("register", "written"),
    [
        ("THE EXAMPLE TRUST OF STOKE-ON-TRENT", "The Example Trust of Stoke-on-Trent"),
        ("AGE UK EXAMPLE LTD", "Age UK Example Ltd"),
        ("ST ANN'S HOSPICE", "St Ann's Hospice"),
        ("O'NEILL AND MCDONALD FUND (TRUST )", "O'Neill and McDonald Fund (Trust)"),
        ("14TH EXAMPLE GROUP", "14th Example Group"),
        ("EXAMPLE U3A", "Example U3A"),
        ("J S EXAMPLE CHARITABLE TRUST", "J S Example Charitable Trust"),
        ("  DanceExample  CIC ", "DanceExample CIC"),
        ("FRIENDS OF THE BLIND:LDN", "Friends of the Blind:LDN"),
    ],
)
def test_names_in_capitals_are_written_as_people_write_them(register, written):
    assert tidy_name(register) == written


@pytest.mark.parametrize("order", [list, lambda columns: sorted(columns, reverse=True)])
@pytest.mark.parametrize("without", [(), ONLY_IN_14_COLUMNS])
def test_files_of_14_and_11_columns_are_read_in_any_order(tmp_path, without, order):
    columns = order([column for column in A_CHARITY if column not in without])
    (row,) = Charities().rows(a_file(tmp_path / "register.csv", columns))
    assert Charities().read_row(row, a_reading_context()).claims == claims()
