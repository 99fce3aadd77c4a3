"""Areas that reports and imports speak of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import PlaceNotFound
from directory.geography.areas import council_of, districts_of, exact_area, find_area
from directory.vocabulary import vocabulary


def test_england_is_all_councils():
    assert find_area("England").councils == vocabulary("councils").codes
    assert find_area("E92000001").kind == "england"


def test_regions_share_the_councils_out_among_them():
    regions = [find_area(region.label) for region in vocabulary("regions").terms()]
    shared_out = [code for region in regions for code in region.councils]
    assert sorted(shared_out) == sorted(vocabulary("councils").codes)


@pytest.mark.parametrize(
    ("text", "kind", "councils"),
    [
        ("Greater Manchester", "county", 10),
        ("Cumbria", "county", 2),
        ("E10000006", "county", 2),
        ("London", "region", 33),
        ("Yorkshire & Humberside", "region", 15),
        ("City of London", "council", 1),
        ("West Midlands", "region", 14),
        ("E08000016", "council", 1),
        ("E10000023", "council", 1),
    ],
)
def test_counties_regions_and_old_codes_are_known(text, kind, councils):
    area = find_area(text)
    assert (area.kind, len(area.councils)) == (kind, councils)


def test_an_old_code_leads_to_todays():
    assert find_area("E08000016").code == "E08000038"


def test_a_near_spelling_is_found_but_is_not_exact():
    assert find_area("Sheffeild").label == "Sheffield"
    assert exact_area("Sheffeild") is None


def test_districts_of_an_area_are_those_of_today():
    assert len(districts_of(find_area("England"))) == 296
    assert len(districts_of(find_area("Kent"))) == 12
    assert districts_of(find_area("Maidstone")) == ("E07000110",)
    assert districts_of(find_area("Sheffield")) == ("E08000039",)


def test_a_district_over_the_border_has_no_council():
    assert council_of("W06000015") is None
    assert council_of("E07000110") == "E10000016"


@given(st.text(max_size=40))
def test_any_text_is_an_area_or_refused(text):
    try:
        assert find_area(text).councils
    except PlaceNotFound as refused:
        assert refused.remedy
