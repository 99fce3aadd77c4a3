"""Where a private person may be shown: never closer than a well-filled 2 km cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import PlaceNotFound
from directory.geography.gazetteer import ENOUGH_POSTCODES, Gazetteer
from directory.geography.grid import cell_of
from directory.geography.lookup import PostcodeTable
from tests.packed_postcodes import packed

LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def postcodes_at(outcode, council, easting, northing, count):
    """That many postcodes a metre apart, from one point eastwards."""
    return [
        (
            f"{outcode:<4}{n // 400}{LETTERS[n // 20 % 20]}{LETTERS[n % 20]}",
            council,
            float(easting + n),
            float(northing),
        )
        for n in range(count)
    ]


def gazetteer_of(tmp_path, *groups):
    source = packed(tmp_path / "package", *(row for group in groups for row in group))
    return Gazetteer(PostcodeTable.open(tmp_path / "reference", source))


def test_a_person_in_a_town_is_shown_at_the_centre_of_the_cell(tmp_path):
    gazetteer = gazetteer_of(tmp_path, postcodes_at("E3", "E09000030", 536_100, 182_100, ENOUGH_POSTCODES))
    place = gazetteer.public_place("E3 0AA")
    assert (place.easting, place.northing, place.precision) == (537_000, 183_000, "cell_2km")
    assert (place.label, place.outcode, place.council) == ("Bow", "E3", "E09000030")
    assert place.address is None
    assert place.postcode is None


def test_a_person_in_the_country_is_shown_at_the_middle_of_the_postcode_district(tmp_path):
    alone = postcodes_at("NE46", "E06000057", 380_000, 580_000, 1)
    town = [
        (code.replace(" 0", " 1").replace("NE460", "NE461"), *rest)
        for code, *rest in postcodes_at("NE46", "E06000057", 393_000, 564_000, ENOUGH_POSTCODES)
    ]
    place = gazetteer_of(tmp_path, alone, town).public_place("NE46 0AA")
    assert (place.precision, place.outcode, place.label) == ("district", "NE46", "Hexham")
    assert (place.easting // 1000, place.northing) == (393, 564_000)


def test_one_postcode_too_few_and_the_cell_is_not_shown(tmp_path):
    few = postcodes_at("E3", "E09000030", 536_100, 182_100, ENOUGH_POSTCODES - 1)
    elsewhere = postcodes_at("E3", "E09000030", 540_100, 190_100, 300)[150:]
    place = gazetteer_of(tmp_path, few, elsewhere).public_place("E3 0AA")
    assert place.precision == "district"


def test_a_sparse_postcode_district_gives_way_to_the_councils_district(tmp_path):
    place = gazetteer_of(tmp_path, postcodes_at("TR25", "E06000053", 90_000, 10_000, 5)).public_place(
        "TR25 0AA"
    )
    assert (place.precision, place.outcode, place.label) == ("council", "", "Isles of Scilly")


def test_the_rare_corner_of_a_cell_is_not_named_after_itself(tmp_path):
    """Cell and postcode district together would leave two postcodes to choose from."""
    corner = postcodes_at("E1", "E09000030", 536_100, 182_100, 2)
    most = postcodes_at("E3", "E09000030", 537_000, 183_000, 300)
    place = gazetteer_of(tmp_path, corner, most).public_place("E1 0AA")
    assert (place.precision, place.outcode, place.label) == ("cell_2km", "E3", "Bow")


def test_the_rare_side_of_a_council_border_is_not_named_either(tmp_path):
    corner = postcodes_at("E3", "E09000025", 537_900, 183_900, 2)
    most = [
        (code.replace("E3  0", "E3  1"), *rest)
        for code, *rest in postcodes_at("E3", "E09000030", 537_000, 183_000, 300)
    ]
    place = gazetteer_of(tmp_path, corner, most).public_place("E3 0AA")
    assert place.council == place.district == "E09000030"


def test_everyone_in_one_part_of_a_cell_is_shown_alike(gazetteer):
    neighbours = {gazetteer.public_place(f"E3 5E{letter}") for letter in "FGHJ"}
    assert len(neighbours) == 1


def test_a_postcode_district_alone_is_enough_to_be_shown(gazetteer):
    assert gazetteer.public_place("E1").precision == "district"


@pytest.mark.parametrize("text", ["", "Bow", "ZZ1 1ZZ", "BT1 5GS"])
def test_what_cannot_be_placed_is_refused(gazetteer, text):
    with pytest.raises(PlaceNotFound):
        gazetteer.public_place(text)


@given(data=st.data())
def test_no_real_postcode_is_ever_given_away(gazetteer, reference_dir, data):
    table = PostcodeTable.open(reference_dir)
    outcode = data.draw(st.sampled_from(table.outcodes))
    incode = data.draw(st.from_regex(r"[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True))
    try:
        place = gazetteer.public_place(f"{outcode} {incode}")
    except PlaceNotFound:
        return
    assert place.postcode is None
    assert place.address is None
    if place.precision == "cell_2km":
        assert cell_of(place.easting, place.northing) == (place.easting, place.northing)
        parts = table.cell_parts(place.easting, place.northing)
        assert sum(part.postcodes for part in parts) >= ENOUGH_POSTCODES
        named = [
            one for one in parts if one.outcode == place.outcode and place.district in (one.district, "")
        ]
        assert named[0].postcodes >= ENOUGH_POSTCODES or named[0] == parts[0]
    elif place.precision == "district":
        assert table.outcode_centre(place.outcode).postcodes >= ENOUGH_POSTCODES
