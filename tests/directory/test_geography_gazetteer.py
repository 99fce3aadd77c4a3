"""Finding places by postcode and by everyday name, and saying how precisely they are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import PlaceNotFound
from directory.geography.postcodes import is_outcode
from directory.vocabulary import vocabulary

TOWER_HAMLETS = "E09000030"


@pytest.mark.parametrize("text", ["E1 4NS", "e14ns", "8 Any Street, London, E1 4NS"])
def test_a_postcode_is_located_to_its_own_point(gazetteer, text):
    found = gazetteer.locate(text)
    assert (found.easting, found.northing, found.precision) == (536_021, 182_455, "postcode")
    assert (found.outcode, found.council, found.district) == ("E1", TOWER_HAMLETS, TOWER_HAMLETS)
    assert found.label == "Whitechapel and Stepney"


def test_a_district_and_a_sector_are_located_to_their_middle(gazetteer):
    district, sector, other = (gazetteer.locate(text) for text in ("E1", "E1 4", "E14"))
    assert {district.precision, sector.precision} == {"district"}
    assert district.outcode == sector.outcode == "E1"
    assert other.outcode == "E14"


def test_a_postcode_the_table_lacks_is_located_to_its_district_and_says_so(gazetteer):
    found = gazetteer.locate("E3 9ZZ")
    assert (found.precision, found.outcode, found.label) == ("district", "E3", "Bow")


@pytest.mark.parametrize(
    ("name", "outcode", "label"),
    [
        ("Bow", "E3", "Bow"),
        ("whitechapel", "E1", "Whitechapel"),
        ("Isle of Dogs", "E14", "Isle of Dogs"),
        ("Sale", "M33", "Sale"),
        ("Hexham", "NE46", "Hexham"),
        ("Bury St. Edmunds", "IP33", "Bury St Edmunds"),
        ("Bow, London", "E3", "Bow"),
        ("Sale, Trafford", "M33", "Sale"),
        ("Ashford, Kent", "TN23", "Ashford, Kent"),
        ("Newport, Shropshire", "TF10", "Newport, Shropshire"),
    ],
)
def test_towns_and_neighbourhoods_are_known_by_name(gazetteer, name, outcode, label):
    found = gazetteer.locate(name)
    assert (found.precision, found.outcode, found.label) == ("place", outcode, label)


@pytest.mark.parametrize(
    ("name", "council", "precision"),
    [
        ("Trafford", "E08000009", "council"),
        ("Tower Hamlets", TOWER_HAMLETS, "council"),
        ("Kent", "E10000016", "council"),
        ("Wyre Forest", "E10000034", "district"),
        ("Craven", "E06000065", "council"),
    ],
)
def test_councils_and_districts_are_known_by_name_old_ones_too(gazetteer, name, council, precision):
    found = gazetteer.locate(name)
    assert (found.council, found.precision) == (council, precision)


def test_the_middle_of_a_county_says_nothing_of_its_districts(gazetteer):
    assert gazetteer.locate("Kent").district is None


def test_a_name_of_several_towns_is_asked_about(gazetteer):
    with pytest.raises(PlaceNotFound) as refused:
        gazetteer.locate("Newport")
    assert refused.value.code == "place_ambiguous"
    assert "Newport, Isle of Wight; Newport, Shropshire" in refused.value.remedy


def test_a_name_taken_to_mean_the_largest_of_its_kind_says_which(gazetteer):
    assert gazetteer.locate("Richmond").label == "Richmond, London"


def test_the_name_of_a_town_elsewhere_is_not_taken_for_ours(gazetteer):
    with pytest.raises(PlaceNotFound):
        gazetteer.locate("Bow, Devon")


def test_a_misspelt_name_is_refused_with_the_right_one_offered(gazetteer):
    with pytest.raises(PlaceNotFound, match="Whitechapel"):
        gazetteer.locate("Whitechaple")


def test_an_area_too_large_to_look_near_says_so(gazetteer):
    with pytest.raises(PlaceNotFound) as refused:
        gazetteer.locate("Greater Manchester")
    assert refused.value.code == "place_too_large"


@given(text=st.text(max_size=40).filter(lambda text: len(text.split()) == 1))
def test_whatever_is_typed_is_located_or_refused_without_being_repeated(gazetteer, text):
    try:
        gazetteer.locate(text)
    except PlaceNotFound as refused:
        assert len(text) < 6 or text not in refused.sentence + refused.remedy


@pytest.mark.parametrize(("postcode", "nation"), [("CF10 1EP", "Wales"), ("EH1 1YZ", "Scotland")])
def test_places_over_the_border_have_a_point_but_no_council(gazetteer, postcode, nation):
    found = gazetteer.locate(postcode)
    assert (found.precision, found.council, found.district, found.label) == ("postcode", None, None, nation)
    assert gazetteer.place(postcode, None).council == ""


def test_the_councils_of_a_place_an_area_and_a_divided_county(gazetteer):
    assert gazetteer.councils_of("E1 4NS") == (TOWER_HAMLETS,)
    assert gazetteer.councils_of("Cumbria") == ("E06000063", "E06000064")
    assert gazetteer.councils_of("Bow") == (TOWER_HAMLETS,)
    assert gazetteer.councils_of("CF10 1EP") == ()


def test_public_premises_keep_their_point_address_and_postcode(gazetteer):
    place = gazetteer.place("m337hf", "59 Cross Street")
    assert (place.easting, place.northing, place.precision) == (378_612, 392_370, "postcode")
    assert (place.postcode, place.address, place.label) == ("M33 7HF", "59 Cross Street", "Sale")
    assert gazetteer.place("not a postcode", "59 Cross Street") is None
    assert gazetteer.place("ZZ1 1ZZ", None) is None


def test_the_geocoder_answers_as_geopys_do(gazetteer):
    location = gazetteer.geocoder.geocode("E1 4NS")
    assert (location.latitude, location.longitude) == pytest.approx((51.5245, -0.0405), abs=0.001)
    assert location.raw == gazetteer.locate("E1 4NS")
    assert gazetteer.geocoder.geocode("Nowhere at all") is None
    assert [one.address for one in gazetteer.geocoder.geocode("Newport", exactly_one=False)] == [
        "Newport, Isle of Wight",
        "Newport, Shropshire",
    ]


def test_every_listed_place_is_on_the_map_of_england(gazetteer):
    lost = []
    for place in vocabulary("places").terms():
        found = gazetteer.geocoder.matches(place.label)
        if not any(one.label == place.label and one.council for one in found):
            lost.append(place.label)
    assert lost == []


def test_a_postcode_district_has_one_name_at_most():
    named = [
        code for place in vocabulary("places").terms() for code in place.extra["outcodes"].split(";") if code
    ]
    assert len(named) == len(set(named)) > 2000
    assert all(is_outcode(code) for code in named)


def test_a_name_two_places_share_is_written_out_in_their_labels():
    labels = [place.label for place in vocabulary("places").terms()]
    assert len(labels) == len(set(labels))
