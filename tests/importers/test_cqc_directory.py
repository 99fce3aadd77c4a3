"""The CQC's weekly directory: which rows become options, and what the register says of each."""

import pytest

from directory.records import Attribute, Identifier
from importers.source import LeftOut, Reading, RowError, SourceRow
from importers.sources.cqc_directory import CqcDirectory
from tests.importers.cqc_rows import A_LOCATION, LOCATION_ID, PROVIDER_ID
from tests.importers.paper_map import TOWER_HAMLETS, a_reading_context


def read(**changes):
    """A row read: the usual location with these cells."""
    return CqcDirectory().read_row(SourceRow(5, {**A_LOCATION, **changes}), a_reading_context())


def claims(**changes):
    reading = read(**changes)
    assert isinstance(reading, Reading), reading
    return reading.claims


def note_codes(**changes):
    return [note.code for note in read(**changes).notes]


def yes(claims, vocabulary, setting=None):
    return {
        attribute.code
        for attribute in claims.attributes
        if (attribute.vocabulary, attribute.verdict, attribute.setting) == (vocabulary, "yes", setting)
    }


def no(claims, vocabulary):
    return {a.code for a in claims.attributes if (a.vocabulary, a.verdict) == (vocabulary, "no")}


def test_a_location_becomes_one_option_of_its_provider():
    option = claims()
    assert (option.source_id, option.name) == ("1-100000001", "Example Home Care")
    assert (option.organization_name, option.provider_kind) == ("Example Care Limited", "regulated_provider")
    assert option.identifiers == (
        Identifier("cqc_location", "1-100000001"),
        Identifier("cqc_provider", "1-200000001"),
    )
    assert (option.place.address, option.place.postcode) == ("1 Example Street, London", "E1 4NS")
    assert option.telephone == "02079460101"
    assert option.facts == {
        "register_url": "https://www.cqc.org.uk/location/1-100000001",
        "latest_check": "16 November 2015",
    }


@pytest.mark.parametrize(
    ("service_types", "settings", "needs"),
    [
        ("Homecare agencies", {"own_home"}, {"own_home": {"personal_care"}}),
        ("Domiciliary care service", {"own_home"}, {"own_home": {"personal_care"}}),
        ("Residential homes", {"move_in"}, {"move_in": {"care_home", "personal_care"}}),
        ("Nursing homes", {"move_in"}, {"move_in": {"care_home", "personal_care", "nursing"}}),
        (
            "Care home service with nursing",
            {"move_in"},
            {"move_in": {"care_home", "personal_care", "nursing"}},
        ),
        ("Hospice", {"go_to"}, {"go_to": {"end_of_life"}}),
        ("Home hospice care", {"own_home"}, {"own_home": {"end_of_life"}}),
        ("Rehabilitation (illness/injury)", {"own_home"}, {"own_home": {"reablement"}}),
        ("Community services - Mental Health", {"go_to"}, {"go_to": {"mental_health_support"}}),
        ("Community services - Learning disabilities", {"go_to"}, {}),
        ("Community services - Substance abuse", {"go_to"}, {"go_to": {"substance_support"}}),
        (
            "Homecare agencies|Residential homes",
            {"own_home", "move_in"},
            {"own_home": {"personal_care"}, "move_in": {"care_home", "personal_care"}},
        ),
    ],
)
def test_a_service_type_says_what_is_done_and_where(service_types, settings, needs):
    option = claims(**{"Service types": service_types})
    assert yes(option, "setting") == settings
    assert no(option, "setting") == {"own_home", "go_to", "move_in", "online"} - settings
    for setting in ("own_home", "go_to", "move_in", "online"):
        assert yes(option, "needs", setting) == needs.get(setting, set())


def test_every_claim_of_the_register_is_evidence_of_the_register():
    assert {attribute.evidence for attribute in claims().attributes} == {"register"}


@pytest.mark.parametrize("service_type", ["Supported living", "Supported housing", "Shared lives"])
def test_personal_care_in_a_home_of_ones_own_needs_the_activity_named(service_type):
    named = claims(**{"Service types": service_type})
    silent = claims(**{"Service types": service_type, "Specialisms/services": "Dementia"})
    assert "personal_care" in yes(named, "needs", "move_in")
    assert not any(a.code == "personal_care" for a in silent.attributes)


def test_community_nursing_is_nursing_only_where_that_activity_is_named():
    types = "Homecare agencies|Community services - Nursing"
    named = claims(**{"Service types": types, "Specialisms/services": "Personal care|Nursing care"})
    assert yes(named, "needs", "own_home") == {"personal_care", "nursing"}
    assert yes(claims(**{"Service types": types}), "needs", "own_home") == {"personal_care"}


def test_rehabilitation_beside_a_homes_type_adds_nothing():
    with_it = claims(**{"Service types": "Residential homes|Rehabilitation (illness/injury)"})
    assert with_it.attributes == claims(**{"Service types": "Residential homes"}).attributes


def test_residential_rehabilitation_leaves_visits_by_the_day_not_known():
    option = claims(**{"Service types": "Rehabilitation (substance abuse)"})
    assert yes(option, "setting") == {"move_in"}
    assert no(option, "setting") == {"own_home", "online"}


@pytest.mark.parametrize(
    ("specialisms", "bands"),
    [
        ("Caring for adults over 65 yrs|Caring for adults under 65 yrs", {"older_people", "younger_adults"}),
        (
            "Older People|Learning disabilities or autistic spectrum disorder",
            {"older_people", "learning_disability_autism"},
        ),
        ("Caring for children (0 - 18yrs),Eating disorders", {"children", "eating_disorder"}),
        ("Sensory impairments,Physical disabilities", {"sensory_impairment", "physical_disability"}),
    ],
)
def test_bands_named_are_yes_and_the_rest_stay_unknown(specialisms, bands):
    option = claims(**{"Specialisms/services": specialisms})
    assert yes(option, "user_bands") == bands
    assert no(option, "user_bands") == set()


@pytest.mark.parametrize("words", ["Services for everyone", "Whole Population"])
def test_services_for_everyone_are_for_every_adult_band_of_the_register(words):
    bands = yes(claims(**{"Specialisms/services": words}), "user_bands")
    assert {"whole_population", "older_people", "younger_adults", "dementia", "mental_health"} <= bands
    assert not bands & {"children", "carers", "autism", "brain_injury"}


def test_activities_are_kept_as_the_register_names_them():
    named = claims(
        **{"Specialisms/services": 'Nursing care,"Treatment of disease, disorder or injury",Personal care'}
    )
    assert named.registered_activities == (
        "nursing_care",
        "personal_care",
        "treatment_disease_disorder_injury",
    )
    assert claims(**{"Specialisms/services": "Dementia"}).registered_activities == ()


def test_terms_that_hold_commas_stay_whole_in_a_list_split_by_commas():
    long_terms = (
        "Treatment of disease, disorder or injury",
        "Transport services, triage and medical advice provided remotely",
    )
    cell = ",".join(["Dementia", *long_terms, "Personal care"])
    reading = read(**{"Specialisms/services": cell})
    assert reading.notes == ()
    assert len(reading.claims.registered_activities) == 3


def test_an_unknown_term_is_reported_and_the_row_still_lands():
    (note,) = read(**{"Specialisms/services": "Dementia|Caring for dragons"}).notes
    assert (note.line, note.code, note.value) == (5, "term_not_understood", "Caring for dragons")
    assert note.column == "Specialisms/services"


def test_an_unknown_service_type_beside_a_known_one_is_reported():
    assert note_codes(**{"Service types": "Homecare agencies|Care by robots"}) == ["term_not_understood"]


def test_a_location_whose_only_service_type_is_unknown_is_refused_by_name():
    refused = read(**{"Service types": "Care by robots"})
    assert isinstance(refused, RowError)
    assert (refused.code, refused.source_id) == ("service_type_not_understood", "1-100000001")
    assert refused.remedy.startswith("Tell whoever runs this service")
    assert "Care by robots" in refused.sentence


@pytest.mark.parametrize(
    "service_types",
    [
        "Dentist",
        "Doctors/GPs|Clinic",
        "Hospital|Rehabilitation (illness/injury)",
        "Education disability services",
    ],
)
def test_health_care_is_left_out_and_counted(service_types):
    left_out = read(**{"Service types": service_types})
    assert isinstance(left_out, LeftOut)
    assert left_out.code == "not_adult_social_care"


@pytest.mark.parametrize("service_types", ["Partnership", "Organisation", "NHS Body", "Homecare agencies"])
def test_a_row_without_a_location_id_is_a_providers_row(service_types):
    left_out = read(**{LOCATION_ID: "", "Service types": service_types})
    assert isinstance(left_out, LeftOut)
    assert left_out.code == "provider_row"


@pytest.mark.parametrize("location_id", ["", "1-10E+11", "#REF!", "1-"])
def test_a_missing_or_damaged_location_id_is_refused(location_id):
    refused = read(**{LOCATION_ID: location_id, PROVIDER_ID: "" if not location_id else "1-200000001"})
    assert isinstance(refused, RowError)
    assert refused.code == "location_id_not_understood"


def test_an_nhs_site_code_is_a_location_id_too():
    assert claims(**{LOCATION_ID: "RWK46"}).source_id == "RWK46"


@pytest.mark.parametrize(
    ("cell", "fact"),
    [
        ("2019-11-20T09:00:00Z", "20 November 2019"),
        ("2019-01-11", "11 January 2019"),
        ("01/02/2014 - 00:00", "1 February 2014"),
        ("", None),
    ],
)
def test_dates_are_read_in_every_spelling_seen(cell, fact):
    assert claims(**{"Date of latest check": cell}).facts.get("latest_check") == fact


def test_an_odd_date_is_reported_and_not_guessed():
    reading = read(**{"Date of latest check": "13/25/2014"})
    assert [note.code for note in reading.notes] == ["date_not_understood"]
    assert "latest_check" not in reading.claims.facts


def test_the_date_a_report_was_published_is_not_called_a_check():
    facts = claims(**{"Date of latest check": "", "Report publication date": "2023-05-03T00:00:00Z"}).facts
    assert facts["report_published"] == "3 May 2023"
    assert "latest_check" not in facts


def test_a_website_loses_what_people_typed_after_it():
    reading = read(
        **{"Service's website (if available)": "http://www.example.org   new manager 07700 900123"}
    )
    assert reading.claims.website == "http://www.example.org"
    assert [note.code for note in reading.notes] == ["website_cut_short"]
    assert "900123" not in repr(reading)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org", "ask in the office"])
def test_only_web_addresses_become_links(address):
    assert claims(**{"Service's website (if available)": address}).website is None


def test_the_register_page_is_never_another_sites():
    facts = claims(**{"Location URL": "https://example.org/location/1-100000001"}).facts
    assert facts["register_url"] == "https://www.cqc.org.uk/location/1-100000001"


def test_names_lose_stray_spaces_and_commas():
    assert claims(Name="  Example   House, ").name == "Example House"


def test_an_address_in_parts_is_put_together_without_repeats():
    parts = {
        "Address": "",
        "Address 1": "Unit 2,",
        "Address 2": "",
        "Town/City": "London",
        "County": "London",
    }
    assert claims(**parts).place.address == "Unit 2, London"


def test_where_postcode_and_council_disagree_the_postcode_is_believed():
    reading = read(**{"Local authority": "Trafford"})
    assert reading.claims.place.council == TOWER_HAMLETS
    assert [note.code for note in reading.notes] == ["council_disagrees"]


@pytest.mark.parametrize(
    ("council", "notes"),
    [("tower hamlets", []), ("Nowhere Borough Council", ["council_not_understood"]), ("", [])],
)
def test_a_councils_name_is_checked_where_it_is_known(council, notes):
    assert note_codes(**{"Local authority": council}) == notes


@pytest.mark.parametrize(
    ("postcode", "council", "precision", "label"),
    [
        ("E1 9ZZ", "Tower Hamlets", "district", "Whitechapel"),
        ("not given", "Tower Hamlets", "council", "Tower Hamlets"),
    ],
)
def test_without_a_known_postcode_the_nearest_middle_is_used_and_said(postcode, council, precision, label):
    reading = read(**{"Postcode": postcode, "Local authority": council})
    assert (reading.claims.place.precision, reading.claims.place.label) == (precision, label)
    assert [note.code for note in reading.notes] == ["postcode_not_found"]


def test_a_location_that_can_be_placed_nowhere_is_refused():
    refused = read(**{"Postcode": "ZZ99 9ZZ", "Local authority": "Nowhere"})
    assert isinstance(refused, RowError)
    assert refused.code == "no_place"


def test_attributes_are_stated_once():
    option = claims(**{"Service types": "Homecare agencies,Homecare agencies,Doctors/GPs"})
    assert len(option.attributes) == len(set(option.attributes))
    assert Attribute("service_type", "home_care", "yes", "register") in option.attributes
