"""The CQC's monthly list: ratings, beds, brands and numbers, coordinates held against the postcode."""

from datetime import date

import pytest

from directory.geography.grid import to_wgs84
from directory.records import Identifier, Rating
from importers.source import LeftOut, Note, Reading, RowError, SourceRow
from importers.sources.cqc_directory import CqcDirectory
from importers.sources.cqc_locations import CqcLocations
from importers.sources.cqc_terms import term_marked
from tests.importers.cqc_rows import A_LOCATION, AN_ACTIVE_LOCATION
from tests.importers.ods import a_row, a_sheet, an_ods
from tests.importers.paper_map import POINTS, a_reading_context
from tests.importers.sheets import write_csv, write_workbook

HOME_CARE = "Service type - Domiciliary care service"
CARE_HOME = "Service type - Care home service without nursing"
DENTIST = "Service type - Dental service"


def read(**changes):
    cells = {column.name: "" for column in CqcLocations.columns} | AN_ACTIVE_LOCATION | changes
    return CqcLocations().read_row(SourceRow(5, cells), a_reading_context())


def claims(**changes):
    reading = read(**changes)
    assert isinstance(reading, Reading), reading
    return reading.claims


def note_codes(**changes):
    return [note.code for note in read(**changes).notes]


def yes(claims, vocabulary):
    return {a.code for a in claims.attributes if (a.vocabulary, a.verdict) == (vocabulary, "yes")}


def test_a_location_becomes_one_option_with_its_providers_numbers():
    option = claims(**{"Provider Charity Number": "1012345.0"})
    assert (option.source_id, option.name) == ("1-100000001", "Example Home Care")
    assert (option.organization_name, option.provider_kind) == ("Example Care Limited", "regulated_provider")
    assert option.identifiers == (
        Identifier("cqc_location", "1-100000001"),
        Identifier("cqc_provider", "1-200000001"),
        Identifier("charity", "1012345"),
        Identifier("company", "01234567"),
    )
    assert (option.place.address, option.place.postcode) == ("1 Example Street, London", "E1 4NS")
    assert (option.telephone, option.website) == ("02079460101", "https://www.example.org")
    assert option.registered_activities == ("personal_care",)
    assert option.facts == {
        "register_url": "https://www.cqc.org.uk/location/1-100000001",
        "registered_since": "1 October 2010",
        "inspection_category": "Community based adult social care services",
    }
    assert read().notes == ()


def test_it_says_of_a_location_what_the_weekly_directory_says():
    weekly = CqcDirectory().read_row(SourceRow(2, A_LOCATION), a_reading_context()).claims
    monthly = claims()
    assert set(monthly.attributes) == set(weekly.attributes)
    assert (monthly.place, monthly.name) == (weekly.place, weekly.name)


def test_names_of_managers_are_never_kept():
    assert "Managersname" not in repr(read())
    assert "Nominatedname" not in repr(read())


RATINGS = [
    ("Outstanding", "15/03/2024", "N", Rating("outstanding", date(2024, 3, 15))),
    ("Good", "2019-03-01", "Y", Rating("good", date(2019, 3, 1), inherited=True)),
    ("Requires improvement", "2024-03-15T00:00:00Z", "", Rating("requires_improvement", date(2024, 3, 15))),
    ("Inadequate", "", "N", Rating("inadequate")),
    ("", "", "", None),
    ("-", "", "", None),
]


@pytest.mark.parametrize(("overall", "published", "inherited", "rating"), RATINGS)
def test_a_rating_has_its_day_and_whether_it_was_inherited(overall, published, inherited, rating):
    option = claims(**_rated(overall, published, inherited))
    assert option.rating == rating
    assert "rating" not in option.facts


@pytest.mark.parametrize(
    "words",
    ["No published rating", "Insufficient evidence to rate", "Inspected but not rated", "Good (suspended)"],
)
def test_what_the_register_says_in_place_of_a_rating_is_told(words):
    option = claims(**_rated(words, "15/03/2024", "N"))
    assert option.rating is None
    assert option.facts["rating"] == words


def test_a_rating_that_is_not_on_the_scale_is_noted_and_not_used():
    assert claims(**_rated("Splendid", "", "")).rating is None
    assert note_codes(**_rated("Splendid", "", "")) == ["rating_not_understood"]
    assert note_codes(**_rated("Good", "soon", "")) == ["date_not_understood"]


def test_beds_and_brand_are_told_where_there_are_any():
    facts = claims(**{"Care homes beds": "24.0", "Brand Name": "BRAND Example Homes"}).facts
    assert (facts["beds"], facts["brand"]) == ("24", "Example Homes")
    assert not {"beds", "brand"} & claims().facts.keys()
    assert note_codes(**{"Care homes beds": "many"}) == ["beds_not_understood"]


def test_a_dormant_location_is_kept_and_not_listed():
    assert claims(**{"Dormant (Y/N)": "Y"}).unlisted_because == "dormant"
    assert claims().unlisted_because is None


def test_of_two_registrations_of_one_place_each_says_that_there_is_another():
    main = {"Location Dual Registered": "Y", "Primary ID (Dual registration locations)": "1-100000001"}
    second = main | {"Location ID": "1-100000009"}
    assert claims(**main).facts["dual_registration"] == "Two providers are registered for this place"
    assert claims(**second).facts["dual_registration"].endswith("the main entry is 1-100000001")
    assert (claims(**main).unlisted_because, claims(**second).unlisted_because) == (None, None)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1234567", "01234567"), ("1234567.0", "01234567"), ("oc312345", "OC312345"), ("IP12345R", "IP12345R")],
)
def test_a_company_number_has_its_leading_noughts(cell, number):
    assert Identifier("company", number) in claims(**{"Provider Companies House Number": cell}).identifiers


@pytest.mark.parametrize("cell", ["pending", "0", "123456789", "12 High Street"])
def test_what_is_no_company_number_is_noted_and_not_used(cell):
    assert "company" not in {
        i.scheme for i in claims(**{"Provider Companies House Number": cell}).identifiers
    }
    assert note_codes(**{"Provider Companies House Number": cell}) == ["number_not_understood"]


def test_columns_of_y_say_service_types_bands_and_activities():
    home = {HOME_CARE: "", CARE_HOME: "Y", "Service type - Rehabilitation services": "Y"}
    option = claims(**home, **{"Service user band - Whole Population": "Y"})
    assert yes(option, "service_type") == {"care_home"}
    assert {"older_people", "younger_adults", "whole_population"} <= yes(option, "user_bands")
    assert "children" not in yes(option, "user_bands")


def test_health_care_is_left_out_and_counted():
    left_out = read(**{HOME_CARE: "", DENTIST: "Y"})
    assert isinstance(left_out, LeftOut)
    assert left_out.code == "not_adult_social_care"


def test_a_column_that_the_table_does_not_know_is_noted_where_it_says_yes():
    (note,) = read(**{"Service user band - Dragons": "Y", "Service type - Robots": ""}).notes
    assert (note.code, note.value) == ("term_not_understood", "Service user band - Dragons")
    refused = read(**{HOME_CARE: "", "Service type - Robots": "Y"})
    assert isinstance(refused, RowError)
    assert (refused.code, refused.source_id) == ("service_type_not_understood", "1-100000001")


@pytest.mark.parametrize("location_id", ["", "1-10E+11", "#REF!"])
def test_a_missing_or_damaged_location_id_is_refused(location_id):
    assert read(**{"Location ID": location_id}).code == "location_id_not_understood"


MILE_END = to_wgs84(*POINTS["E1 4NS"][:2])


def _at(latitude, longitude):
    return {"Location Latitude": str(latitude), "Location Longitude": str(longitude)}


COORDINATES = [
    ("those of the postcode", MILE_END, []),
    ("some streets away", (MILE_END[0] + 0.03, MILE_END[1]), []),
    ("none", ("", ""), []),
    ("six kilometres away", (MILE_END[0] + 0.056, MILE_END[1]), ["coordinates_far"]),
    ("in another city", (53.45, -2.31), ["coordinates_far"]),
    ("exchanged", (MILE_END[1], MILE_END[0]), ["coordinates_swapped"]),
    ("in France", (48.86, 2.35), ["coordinates_outside_britain"]),
    ("nought", (0, 0), ["coordinates_outside_britain"]),
    ("infinite", ("inf", "-0.04"), ["coordinates_outside_britain"]),
    ("not numbers", ("north", "west"), ["coordinates_not_understood"]),
    ("half of them", ("51.5", ""), ["coordinates_not_understood"]),
]


@pytest.mark.parametrize(
    ("point", "codes"), [case[1:] for case in COORDINATES], ids=[case[0] for case in COORDINATES]
)
def test_coordinates_are_held_against_the_postcode_and_the_postcode_is_believed(point, codes):
    reading = read(**_at(*point))
    assert [note.code for note in reading.notes] == codes
    assert (reading.claims.place.easting, reading.claims.place.northing) == POINTS["E1 4NS"][:2]


def test_a_longitude_that_lost_its_sign_is_told():
    latitude, longitude = to_wgs84(*POINTS["M32 0TH"][:2])
    manchester = {"Location Postal Code": "M32 0TH", "Location Local Authority": "Trafford"}
    reading = read(**manchester, **_at(latitude, -longitude))
    (note,) = reading.notes
    assert note.code == "coordinates_sign_lost"
    assert str(round(-longitude, 4)) in note.sentence


def test_without_a_known_postcode_the_coordinates_serve_where_they_can_be_right():
    unknown = {"Location Postal Code": "E1 9ZZ"}
    reading = read(**unknown, **_at(*MILE_END))
    place = reading.claims.place
    assert (place.easting, place.northing, place.precision) == (*POINTS["E1 4NS"][:2], "postcode")
    assert [note.code for note in reading.notes] == ["postcode_not_found"]
    far = read(**unknown, **_at(53.45, -2.31))
    assert far.claims.place.precision == "district"
    assert [note.code for note in far.notes] == ["postcode_not_found", "coordinates_far"]


def test_the_header_is_found_below_a_preamble_and_older_names_of_coordinates_are_known(tmp_path):
    old = {
        key.replace("Location L", "Location ONSPD L") if "itude" in key else key: value
        for key, value in AN_ACTIVE_LOCATION.items()
    }
    preamble = [f"Line {number} of what this file is" for number in range(27)]
    path = write_csv(tmp_path / "old.csv", [old], preamble=preamble)
    (row,) = list(CqcLocations().rows(path))
    assert row.cells["Location Latitude"] == "51.52196"
    assert row.line == 29


def test_the_published_ods_is_read_like_the_csv(tmp_path):
    readme, duals = a_sheet(a_row("Active locations")), a_sheet(a_row("Location ID", "Linked location ID"))
    register = a_sheet(a_row(*AN_ACTIVE_LOCATION), a_row(*AN_ACTIVE_LOCATION.values()), name="HSCA")
    ods = tmp_path / "list.ods"
    ods.write_bytes(an_ods(readme, register, duals))
    as_csv = write_csv(tmp_path / "list.csv", [AN_ACTIVE_LOCATION])
    assert list(CqcLocations().rows(ods))[-1].cells == list(CqcLocations().rows(as_csv))[-1].cells


def test_a_workbook_has_its_list_between_a_readme_and_the_dual_registrations(tmp_path):
    sheets = {
        "README": [["Active locations"], ["Location ID: the number of a location"]],
        "HSCA_Active_Locations": [list(AN_ACTIVE_LOCATION), list(AN_ACTIVE_LOCATION.values())],
        "Dual_Registrations": [["Location ID", "Linked location ID"], ["1-100000001", "1-100000009"]],
    }
    (row,) = list(CqcLocations().rows(write_workbook(tmp_path / "list.xlsx", [], sheets=sheets)))
    assert row.cells["Location Name"] == "Example Home Care"


def test_only_columns_that_mean_nothing_to_us_are_reported_as_not_used(tmp_path):
    row = AN_ACTIVE_LOCATION | {"Service type - Robots": "", "Weather": ""}
    items = CqcLocations().rows(write_csv(tmp_path / "list.csv", [row]))
    assert {item.column for item in items if isinstance(item, Note)} == {"Service type - Robots", "Weather"}
    assert term_marked(HOME_CARE).code == "home_care"


def _rated(overall, published, inherited):
    return {
        "Location Latest Overall Rating": overall,
        "Publication Date": published,
        "Inherited Rating (Y/N)": inherited,
    }
