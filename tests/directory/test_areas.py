"""Which area a report is on, however it is named."""

import pytest

from directory.errors import PlaceNotFound
from directory.geography.areas import find_area


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("Tower Hamlets", "E09000030", "council"),
        ("  tower hamlets ", "E09000030", "council"),
        ("Trafford MBC", "E08000009", "council"),
        ("E08000009", "E08000009", "council"),
        ("Kent", "E10000016", "council"),
        ("Canterbury", "E07000106", "district"),
        ("Bath & North East Somerset", "E06000022", "council"),
    ],
)
def test_an_area_is_found_by_name_alias_or_code(text, code, kind):
    area = find_area(text)
    assert (area.code, area.kind) == (code, kind)


def test_a_district_knows_the_council_it_lies_in():
    assert find_area("Canterbury").councils == (find_area("Kent").code,)


def test_an_abolished_district_leads_to_its_successor_and_an_old_code_to_the_new():
    assert find_area("Allerdale").label == "Cumberland"
    assert find_area("E08000039").label == "Sheffield"


@pytest.mark.parametrize("text", ["", "Atlantis", "*", "x" * 5000, "\u202e", "E99999999"])
def test_what_is_no_area_is_refused_with_a_remedy(text):
    with pytest.raises(PlaceNotFound) as refused:
        find_area(text)
    assert refused.value.remedy
    assert len(refused.value.sentence) < 200


def test_a_name_nearly_right_is_offered_back():
    with pytest.raises(PlaceNotFound, match="Trafford"):
        find_area("Traford Cuncil Area")
