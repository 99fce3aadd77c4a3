"""Looking around without a question: councils and wards in numbers, and lists without private persons."""

import re
from dataclasses import replace

import pytest

from directory.errors import NotFound
from directory.journeys.places import (
    Filter,
    council_territory,
    options_at,
    options_by_council,
    picture_of,
    ward_territory,
    wards_of,
)
from tests.builders import MILE_END, STRETFORD, a_community_group, a_home_care_agency, a_personal_assistant
from tests.journeys.market_in_memory import a_small_market, folded, needs_in
from tests.journeys.small_reference import HomeArea, small_reference

TOWER_HAMLETS = "E09000030"
WARDS = [
    HomeArea("E01000001", 536100, 182300, 1500, ward="E05000001"),
    HomeArea("E01000002", 537000, 183000, 1500, ward="E05000002"),
]


@pytest.fixture
def held(tmp_path):
    options = [
        folded(a_community_group(source_id="b", name="beta", needs=[], languages=["pol"],
                                 attributes=needs_in("go_to", "meals")), owner=1),
        folded(a_community_group(source_id="a", name="Alpha", needs=[],
                                 attributes=needs_in("go_to", "meals", "companionship")), owner=1),
        folded(a_home_care_agency(place=replace(MILE_END, postcode="E1 0AA"))),
        folded(a_community_group(source_id="far", place=STRETFORD)),
        folded(a_personal_assistant(languages=["eng", "syl"])),
    ]  # fmt: skip
    market, store = a_small_market(tmp_path, options)
    reference = small_reference(tmp_path / "reference", WARDS)
    yield market, store, reference, options
    market.search_index.close()


def names(found):
    return [option.name for option in found.options]


def test_a_council_is_told_in_numbers(held):
    market, store, reference, _ = held
    picture = picture_of(market, store, reference, council_territory(reference, TOWER_HAMLETS))
    assert (picture.options, picture.owners) == (4, 3)
    assert picture.by_kind == {"community_group": 2, "regulated_provider": 1, "personal_assistant": 1}
    assert picture.by_need == {"meals": 2, "companionship": 1, "personal_care": 1}
    assert picture.spoken == {"pol": 1, "syl": 1}
    assert "ron" in picture.unspoken
    assert picture.silent == 2


def test_what_nobody_speaks_is_told_by_who_lives_there(held, tmp_path):
    market, store, _, _ = held
    people = {"ben": 900, "som": 400, "pol": 300, "tur": 5}
    reference = small_reference(tmp_path / "counted", WARDS, languages=people)
    picture = picture_of(market, store, reference, council_territory(reference, TOWER_HAMLETS))
    assert picture.unspoken == ("ben", "som")


def test_a_list_is_by_name_and_holds_no_personal_assistant(held):
    market, store, reference, _ = held
    place = council_territory(reference, TOWER_HAMLETS)
    assert names(options_at(market, store, reference, place, Filter())) == [
        "Alpha", "beta", "Example Home Care",
    ]  # fmt: skip
    assert names(options_at(market, store, reference, place, Filter(need="companionship"))) == ["Alpha"]
    assert names(options_at(market, store, reference, place, Filter(kind="regulated_provider"))) == [
        "Example Home Care"
    ]
    with pytest.raises(NotFound):
        options_at(market, store, reference, place, Filter(kind="personal_assistant"))


def test_what_is_hidden_is_neither_counted_nor_listed(held):
    market, store, reference, options = held
    place = council_territory(reference, TOWER_HAMLETS)
    store.hide(options[1])
    assert picture_of(market, store, reference, place).options == 3
    assert "Alpha" not in names(options_at(market, store, reference, place, Filter()))
    assert options_by_council(market, store) == {TOWER_HAMLETS: 3, "E08000009": 1}


def test_a_ward_counts_those_whose_postcode_is_in_it_and_never_a_personal_assistant(held):
    market, store, reference, _ = held
    council = council_territory(reference, TOWER_HAMLETS)
    wards = list(wards_of(reference, council))
    assert [ward.code for ward in wards] == ["E05000001", "E05000002"]
    first, second = (picture_of(market, store, reference, ward) for ward in wards)
    assert first.by_kind == {"regulated_provider": 1}
    assert (second.options, first.unplaced) == (0, 3)
    assert names(options_at(market, store, reference, wards[0], Filter())) == ["Example Home Care"]
    assert options_at(market, store, reference, wards[1], Filter()).total == 0


def test_a_place_that_is_none_is_not_found(held):
    _, _, reference, _ = held
    with pytest.raises(NotFound):
        council_territory(reference, "E09000099")
    with pytest.raises(NotFound):
        ward_territory(reference, "E05999999")


def test_twenty_stand_on_a_page(tmp_path):
    options = [folded(a_community_group(source_id=f"{n}", name=f"Group {n:02}")) for n in range(45)]
    market, store = a_small_market(tmp_path, options)
    reference = small_reference(tmp_path / "reference", WARDS)
    place = council_territory(reference, TOWER_HAMLETS)
    pages = [options_at(market, store, reference, place, Filter(), page) for page in (1, 2, 3, 99)]
    assert [len(page.options) for page in pages] == [20, 20, 5, 5]
    assert names(pages[1])[0] == "Group 20"
    assert {(page.total, page.pages) for page in pages} == {(45, 3)}
    market.search_index.close()


def test_somebody_looks_around_from_the_start_page(visitor):
    visitor.open("/")
    visitor.open(re.search(r'href="(/places/)"', visitor.page.text)[1])
    assert visitor.words.index("Tower Hamlets (8)") < visitor.words.index("All other councils")
    visitor.open(re.search(r'href="([^"]+)">Tower Hamlets</a>', visitor.page.text)[1])
    assert visitor.path == "/places/tower-hamlets"
    assert "In Tower Hamlets we know of 8 options, from 8 providers." in visitor.words
    assert "Personal assistant (PA) (4)" in visitor.words
    assert "Personal assistants are private people" in visitor.words
    assert "have not told us which languages they speak" in visitor.words
    visitor.open("/places/tower-hamlets/need/meals")
    assert "Example Lunch Club" in visitor.words
    assert "Tower Hamlets: Preparing food, eating and drinking" in visitor.words


def test_no_page_of_a_place_names_a_personal_assistant(client):
    for path in ("", "/all", "/need/companionship", "/need/personal_care"):
        text = client.get(f"/places/tower-hamlets{path}").text
        assert not re.search("Josephina|Amina|Rita, Bow|Tom, Bow", text)
    assert client.get("/places/tower-hamlets/kind/personal_assistant").status_code == 404


def test_a_council_has_one_address(client):
    answer = client.get(f"/places/{TOWER_HAMLETS}")
    assert (answer.status_code, answer.location) == (301, "/places/tower-hamlets")
    assert '<link rel="canonical" href="http://localhost/places/tower-hamlets">' in client.get(
        "/places/tower-hamlets"
    ).get_data(as_text=True)
    assert '/places/tower-hamlets/all">' in client.get("/places/tower-hamlets/all/1").text


@pytest.mark.parametrize(
    "path", ["atlantis", "E05000001", "tower-hamlets/kind/pirate", "tower-hamlets/colour/red", "rugby/all"]
)
def test_what_is_no_place_or_no_list_is_not_found(client, path):
    assert client.get(f"/places/{path}").status_code == 404


def test_a_council_without_records_makes_no_claim(client):
    text = client.get("/places/barnet").text
    assert "We hold no record of any option based in Barnet" in text
    assert "That does not mean that there is none" in text


def test_every_council_has_an_address_of_its_own(client):
    text = client.get("/places/").text
    paths = set(re.findall(r'href="(/places/[a-z-]+)"', text))
    assert len(paths) == 153
