"""Postcodes as text."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geography.postcodes import district_or_sector, is_outcode, parse, parse_at_end
from tests.real_files import real_file

outcodes = st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]?", fullmatch=True)
incodes = st.from_regex(r"[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True)


@pytest.mark.parametrize(
    "text", ["E1 4NS", "e14ns", "  E1  4NS ", "E1-4NS", "E1 4NS.", "E1\u00a04NS", "Ｅ１　４ＮＳ", "e1 4 ns"]
)
def test_a_postcode_is_read_however_it_is_written(text):
    assert parse(text).text == "E1 4NS"


@pytest.mark.parametrize(("typed", "meant"), [("SW1A OAA", "SW1A 0AA"), ("M1 IAE", "M1 1AE")])
def test_a_letter_typed_for_a_number_is_mended_where_only_a_number_can_stand(typed, meant):
    assert parse(typed).text == meant


@pytest.mark.parametrize(
    "text",
    ["", " ", "E1", "E14", "E1 4", "EH1 JS", "1A1 1AA", "Bow", "E1 4NC", "E1 4NSX", "E1 4NS London", "१ 4NS"],
)
def test_what_is_no_whole_postcode_is_not_one(text):
    assert parse(text) is None


@given(outcodes, incodes, st.sampled_from(["", " ", "  "]))
def test_parts_and_spacing_of_a_postcode_are_kept_apart(outcode, incode, between):
    found = parse((outcode + between + incode).lower())
    assert (found.outcode, found.incode) == (outcode, incode)
    assert parse(found.text) == found


@given(st.text(max_size=12))
def test_any_text_is_a_tidy_postcode_or_none(text):
    found = parse(text)
    assert found is None or set(found.text) <= set(string.ascii_uppercase + string.digits + " ")


def test_the_postcode_that_ends_an_address_is_found():
    assert parse_at_end("3 Mile End Road, London E1 4NS.").text == "E1 4NS"
    assert parse_at_end("E1 4NS").text == "E1 4NS"
    assert parse_at_end("Unit XXE1 4NS") is None
    assert parse_at_end("E1 4NS, second floor") is None


@pytest.mark.parametrize("text", ["E1", "e14", "EC1A", "SW1A", "M33", " m33 "])
def test_a_postcode_district_is_known_by_its_shape(text):
    assert is_outcode(text)


@pytest.mark.parametrize("text", ["E", "E1 4", "E1 4NS", "33", "Bow", ""])
def test_other_texts_are_no_postcode_district(text):
    assert not is_outcode(text)


def test_a_sector_is_never_taken_for_the_district_it_looks_like():
    assert district_or_sector("e1 4") == "E1 4"
    assert district_or_sector("e14") == "E14"
    assert district_or_sector("E1 4NS") is None


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("normalisation", lambda found: found and found.text),
        ("outcodes", lambda found: found.outcode),
        ("incodes", lambda found: found.incode),
        ("validation", lambda found: found is not None),
    ],
)
def test_published_vectors_agree(name, part):
    vectors = json.loads(real_file(f"testsuites/postcode_vectors/{name}.json").read_text())["tests"]
    assert {one["base"]: part(parse(one["base"])) for one in vectors} == {
        one["base"]: one["expected"] for one in vectors
    }
