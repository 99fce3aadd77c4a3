"""What reports ask of loaded tables: areas by name, their people and at which level they are known."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.errors import CareMarketError, PlaceNotFound
from directory.geography.located import Located
from directory.geography.reference.reference_data import ReferenceData
from importers.reference.loading import load
from tests.importers import reference_files as files

FAITH = {code: [place, 10, 0, 1, 2, 30 * place, 0, 1, 5] for place, code in enumerate(files.LSOAS, 1)}
LANGUAGES = {"E08000009": [900, 5, 30, 12, 3], "E08000016": [800, 1, 2, 3, 4]}
SALE = Located(379_000, 391_000, "place", "M33", "E08000009", "E08000009", "Sale")


def reference_of(folder, *paths):
    load(paths, folder / "reference")
    return ReferenceData.open(folder / "reference", lambda text: SALE)


@pytest.fixture
def reference(tmp_path):
    """The small England with faiths by small area and languages by council."""
    return reference_of(
        tmp_path,
        files.lookup(tmp_path / "lookup.csv"),
        files.bulk(tmp_path / "faith.csv", "Religion", files.FAITHS, FAITH),
        files.bulk(tmp_path / "languages.csv", "Main language", files.LANGUAGES, LANGUAGES),
        files.postcodes(
            tmp_path / "postcodes.csv",
            [
                files.a_postcode("M33 2AA", 1, 379_000, 391_000),
                files.a_postcode("M33 2AB", 1, 379_200, 391_000),
                files.a_postcode("M33 2AC", 1, 999_999, 999_999, ended="202001"),
                files.a_postcode("M33 3AA", 2, 382_000, 391_000),
                files.a_postcode("S70 1AA", 4, 434_000, 406_000),
            ],
        ),
    )


@pytest.mark.parametrize(
    ("text", "kind", "small_areas"),
    [
        ("Trafford", "council", 3),
        ("E08000009", "council", 3),
        ("E08000016", "council", 2),
        ("E08000038", "council", 2),
        ("Allerdale", "council", 2),
        ("Cumberland", "council", 2),
        ("North West", "region", 5),
        ("England", "england", 7),
        ("mill end", "ward", 2),
        ("Abbey, Barnsley", "ward", 1),
        ("E05900002", "ward", 1),
        ("E02900003", "msoa", 2),
        ("Trafford 901A", "lsoa", 1),
        ("E01900007", "lsoa", 1),
        ("1 mile around Sale", "circle", 1),
        ("3 miles around Sale", "circle", 2),
    ],
)
def test_areas_are_found_by_name_code_and_circle(reference, text, kind, small_areas):
    found = reference.areas.find(text)
    assert (found.kind, len(found.rows)) == (kind, small_areas)


def test_a_name_of_two_wards_asks_which_one(reference):
    with pytest.raises(PlaceNotFound) as refusal:
        reference.areas.find("Abbey")
    assert refusal.value.code == "place_ambiguous"
    assert "Abbey, Barnsley; Abbey, Trafford" in refusal.value.remedy


def test_an_unknown_name_is_not_found(reference):
    with pytest.raises(PlaceNotFound):
        reference.areas.find("Atlantis")


def test_the_middle_of_a_small_area_is_the_mean_of_its_live_postcodes(reference):
    east, north = reference.small_areas.metres
    assert (east[0], north[0]) == (379_100, 391_000)
    assert east[2] == -1


def test_a_small_area_without_postcodes_takes_those_of_its_ward_that_have_none(tmp_path):
    def row(text, ward, east, lsoa=""):
        return [text, "E08000009", ward, east, 391_000, lsoa]

    headers = ["pcds", "lad25cd", "wd25cd", "east1m", "north1m", "lsoa21cd"]
    rows = [row("M33 2AA", "E05900001", 379_000, "E01900001"), row("M33 2AB", "E05900001", 381_000)]
    reference = reference_of(
        tmp_path,
        files.lookup(tmp_path / "lookup.csv"),
        files.postcodes(tmp_path / "p.csv", rows, headers),
    )
    assert reference.small_areas.metres[0].tolist() == [379_000, 381_000, *[-1] * 5]
    assert reference.areas_of_postcode("M33 2AB").lsoa is None
    assert reference.areas_of_postcode("M33 2AB").ward == "E05900001"


def test_a_postcode_tells_its_areas(reference):
    assert reference.areas_of_postcode("m332ab").lsoa == "E01900001"
    assert reference.areas_of_postcode("S70 1AA").ward == "E05900003"
    assert reference.areas_of_postcode("M33 9ZZ") is None
    assert reference.areas_of_postcode("nowhere") is None


def test_people_of_a_ward_are_the_sum_of_its_small_areas(reference):
    people = reference.population.people(reference.areas.find("Mill End"), "faith")
    assert (people.level, people.of("muslim"), people.total) == ("lsoa", 90, 131)


def test_languages_known_by_council_are_not_split_over_its_wards(reference):
    ward = reference.areas.find("Mill End")
    assert reference.population.people(ward, "languages") is None
    wider, people = reference.known_around(ward, "languages")
    assert (wider.label, people.level, people.of("urd")) == ("Trafford", "ltla", 30)


def test_no_figure_for_sylheti_comes_out_of_bengali(reference):
    people = reference.population.people(reference.areas.find("Trafford"), "languages")
    assert people.of("syl") is None
    assert people.wider("syl").code == "ben"
    assert people.of("ben") == 12
    assert people.wider("eng") is None


def test_an_area_of_which_a_part_has_no_figures_is_not_known(reference):
    assert reference.population.people(reference.areas.find("North West"), "languages") is None
    assert reference.population.people(reference.areas.find("England"), "languages") is None


def test_old_codes_of_a_table_are_the_councils_of_today(tmp_path):
    people = {"E07000026": [1] * 5, "E07000028": [2] * 5, "E07000029": [4] * 5, "E08000016": [8] * 5}
    path = files.bulk(tmp_path / "a.csv", "Main language", files.LANGUAGES, people)
    reference = reference_of(tmp_path, path)
    for text, each in (("Cumberland", 7), ("Carlisle", 7), ("E08000038", 8), ("Barnsley", 8)):
        assert reference.population.people(reference.areas.find(text), "languages").of("urd") == each


def test_a_council_is_not_known_by_one_of_the_districts_that_became_it(tmp_path):
    path = files.bulk(tmp_path / "a.csv", "Main language", files.LANGUAGES, {"E07000026": [1] * 5})
    reference = reference_of(tmp_path, path)
    assert reference.population.people(reference.areas.find("Cumberland"), "languages") is None


def test_a_table_by_council_or_region_tells_of_those(tmp_path):
    people = {"E10000016": [8] * 5, "E08000016": [7] * 5, "E12000002": [9] * 5}
    paths = [
        files.bulk(tmp_path / "u.csv", "Main language", files.LANGUAGES, dict([*people.items()][:2])),
        files.bulk(tmp_path / "r.csv", "Main language", files.LANGUAGES, dict([*people.items()][2:])),
    ]
    reference = reference_of(tmp_path, *paths)
    for text, each in (("Kent", 8), ("E08000038", 7), ("North West", 9)):
        assert reference.population.people(reference.areas.find(text), "languages").of("urd") == each
    assert reference.population.people(reference.areas.find("Dover"), "languages") is None


def test_a_history_of_codes_tells_of_councils_that_our_lists_lack(tmp_path):
    history = [["ltla16_code", "ltla24_code"], ["E07000999", "E08000009"], ["E08000009", "E08000009"]]
    reference = reference_of(
        tmp_path,
        files.written(tmp_path / "history.csv", history),
        files.bulk(tmp_path / "a.csv", "Main language", files.LANGUAGES, {"E07000999": [3] * 5}),
    )
    assert reference.coverage()[1].matched == 1


@pytest.mark.parametrize(
    ("youngest", "oldest", "people"),
    [(20, None, 12), (0, 19, 3), (15, 64, 10), (18, None, None), (0, 120, None), (65, None, 4)],
)
def test_ages_are_summed_by_whole_bands_or_not_told(tmp_path, youngest, oldest, people):
    bands = [
        "Aged 14 years and under",
        "Aged 15 to 19 years",
        "Aged 20 to 64 years",
        "Aged 65 years and over",
    ]
    path = files.bulk(tmp_path / "a.csv", "Age", bands, {"E08000009": [1, 2, 8, 4]})
    reference = reference_of(tmp_path, path)
    told = reference.population.people(reference.areas.find("Trafford"), "age")
    assert told.aged(youngest, oldest) == people


def test_middle_layer_areas_are_told_by_names_where_no_lookup_has_them(tmp_path):
    squares = {"E02900001": (379_000, 391_000, 1_000), "E02900002": (380_000, 391_000, 1_000)}
    outlines = files.geojson(tmp_path / "m.json", squares, "MSOA21CD")
    outlines.write_text(outlines.read_text().replace("name of E0290000", "Trafford 90"))
    reference = reference_of(tmp_path, files.lookup(tmp_path / "l.csv", without=["MSOA21CD"]), outlines)
    assert len(reference.areas.find("Trafford 901").rows) == 2
    rings = reference.outlines("msoa").of("E02900002")
    assert rings[0].tolist()[0] == [380_000, 391_000]
    assert reference.outlines("msoa").of("E02999999") == ()
    assert reference.outlines("ward") is None


def test_deprivation_and_rural_areas_stand_beside_the_small_areas(tmp_path):
    decile = [["lsoa21_code", "IMD_decile"], *([code, "2.0"] for code in files.LSOAS[:6])]
    rural = [["LSOA21CD", "RUC21CD"], *([code, "RLN1"] for code in files.LSOAS[:6])]
    reference = reference_of(
        tmp_path,
        files.lookup(tmp_path / "l.csv"),
        files.written(tmp_path / "imd.csv", decile),
        files.written(tmp_path / "ruc.csv", rural),
    )
    assert reference.deciles().tolist() == [2] * 6 + [0]
    assert reference.rural().tolist() == [1] * 6 + [-1]


def test_without_any_table_councils_are_found_and_all_else_is_missing(tmp_path):
    reference = ReferenceData.open(tmp_path / "reference", lambda text: SALE)
    trafford = reference.areas.find("Trafford")
    assert (trafford.councils, len(trafford.rows)) == (("E08000009",), 0)
    assert reference.population.people(trafford, "faith") is None
    assert reference.population.residents_by_small_area() is None
    assert reference.deciles().tolist() == []
    assert {"lookup", "postcodes", "languages", "deprivation", "boundaries"} <= set(reference.missing)
    with pytest.raises(CareMarketError) as refusal:
        reference.areas.find("3 miles around Sale")
    assert refusal.value.code == "no_reference"


def test_what_is_loaded_is_not_missing(reference):
    assert set(reference.missing) == {
        *("culture", "disability", "age", "deprivation", "rural_urban", "boundaries"),
    }


numbers = st.lists(st.integers(0, 5_000), min_size=9, max_size=9)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(counts=st.lists(numbers, min_size=7, max_size=7))
def test_wards_sum_to_councils_and_councils_to_england(counts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("england")
    people = dict(zip(files.LSOAS, counts, strict=True))
    reference = reference_of(
        folder,
        files.lookup(folder / "lookup.csv"),
        files.bulk(folder / "faith.csv", "Religion", files.FAITHS, people),
    )
    england = reference.areas.find("England")
    councils = [reference.areas.find(name) for name in ("Trafford", "Barnsley", "Cumberland")]
    for level in ("ward", "msoa", "lsoa"):
        for council in councils:
            assert summed(reference, reference.areas.of(level, council)) == summed(reference, [council])
    assert summed(reference, councils) == summed(reference, [england])
    rows = np.sort(np.concatenate([council.rows for council in councils]))
    assert rows.tolist() == england.rows.tolist()


def summed(reference, territories):
    """People of each faith, and in all, over some territories."""
    told = [reference.population.people(each, "faith") for each in territories]
    codes = sorted(told[0].counts)
    return [sum(each.total for each in told), *(sum(each.counts[code] for each in told) for code in codes)]
