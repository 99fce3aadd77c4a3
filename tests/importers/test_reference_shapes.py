"""Each shape in which official tables come is read, and what isn't whole is refused."""

import gzip
import json

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.errors import CareMarketError, FileRefused
from directory.vocabulary import vocabulary
from importers.reference.census_words import group_of, is_total
from importers.reference.loading import load
from tests.importers import reference_files as files

PEOPLE = {code: [place, 10 * place, 0, 1, 2, 3, 0, 1, 5] for place, code in enumerate(files.LSOAS, 1)}


@pytest.fixture
def shelf_of(tmp_path):
    """Load files into a data folder of the test's own."""

    def loaded(*paths):
        return load(paths, tmp_path / "reference")[0]

    return loaded


def counts(shelf, name):
    columns = shelf.columns(name)
    codes = [category.code for category in shelf.abouts[name].categories]
    return {
        code.decode(): dict(zip(codes, row, strict=True))
        for code, row in zip(columns["codes"].tolist(), columns["counts"].tolist(), strict=True)
    }


def long_table(path, *, total=True):
    """One row a small area and a faith, with the total of the area on each."""
    rows = [
        [code, sum(people), faith, number]
        for code, people in PEOPLE.items()
        for faith, number in zip(files.FAITHS, people, strict=True)
    ]
    return files.written(path, [["lsoa21_code", "total_residents", "religion", "n"], *rows])


def as_workbook(path):
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Notes").write(0, 0, "About this table")
    sheet = book.add_worksheet("TS030")
    header = ["LSOA code", "Total: All usual residents", *files.FAITHS]
    rows = [header, *([code, sum(people), *people] for code, people in PEOPLE.items())]
    for line, row in enumerate(rows, 3):
        sheet.write_row(line, 0, row)
    book.close()
    return path


def packed(path):
    plain = files.bulk(path.with_suffix(".csv"), "Religion", files.FAITHS, PEOPLE)
    path.write_bytes(gzip.compress(plain.read_bytes()))
    return path


SHAPES = {
    "bulk file": lambda folder: files.bulk(folder / "a.csv", "Religion", files.FAITHS, PEOPLE),
    "page of Nomis": lambda folder: files.nomis_page(folder / "a.csv", files.FAITHS, PEOPLE),
    "custom dataset": lambda folder: files.filter_output(folder / "a", "Religion", files.FAITHS, PEOPLE),
    "long table": lambda folder: long_table(folder / "a.csv"),
    "workbook": lambda folder: as_workbook(folder / "a.xlsx"),
    "packed file": lambda folder: packed(folder / "a.csv.gz"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_people_are_read_from_every_shape(shape, shelf_of, tmp_path):
    shelf = shelf_of(SHAPES[shape](tmp_path))
    read = counts(shelf, "faith-lsoa")
    assert set(read) == set(files.LSOAS)
    assert [*read[files.LSOAS[2]].values()] == PEOPLE[files.LSOAS[2]]
    assert read[files.LSOAS[2]]["muslim"] == 3
    assert shelf.columns("faith-lsoa")["total"].tolist() == [sum(people) for people in PEOPLE.values()]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_names_are_read_in_any_encoding_and_with_any_delimiter(encoding, delimiter, shelf_of, tmp_path):
    path = files.lookup(tmp_path / "a.csv")
    text = path.read_text().replace("Mill End", "Café End").replace(",", delimiter)
    path.write_bytes(text.encode(encoding))
    names = shelf_of(path).columns("lookup-lsoa-msoa-ward-ltla")["ward_names"].tolist()
    assert names[0].decode() == "Café End"


def test_every_group_of_the_census_words_is_a_code_of_ours_or_says_that_it_is_several():
    from importers.reference.census_words import _known_words

    for words, group in _known_words().items():
        category = group.category
        if group.topic in ("faith", "culture", "languages") and category.code:
            several = {"not_answered", "asian", "black", "mixed", "white", "other_ethnic_groups"}
            listed = category.code in vocabulary(group.topic)
            assert listed or category.code in several or category.code.startswith("group_"), words
            assert all(code in vocabulary(group.topic) for code in category.includes), words


def test_all_nineteen_ethnic_groups_and_all_faiths_have_words():
    from importers.reference.census_words import _known_words

    known = {(group.topic, group.category.code) for group in _known_words().values()}
    assert {("culture", code) for code in vocabulary("culture").codes} <= known
    assert {("faith", code) for code in vocabulary("faith").codes} <= known


@pytest.mark.parametrize(
    ("words", "topic", "code"),
    [
        ("Religion: Muslim", "faith", "muslim"),
        ("White: Irish", "culture", "irish"),
        ("Ethnic group: White: Irish", "culture", "irish"),
        ("Asian, Asian British or Asian Welsh: Other Asian (number)", "culture", "other_asian"),
        ("Main language: South Asian language: Urdu; measures: Value", "languages", "urd"),
        ("Main language (detailed): East Asian language: Cantonese Chinese", "languages", "yue"),
        ("Main language: African languages", "languages", "group_africa"),
        ("Pakistani Pahari (with Mirpuri and Potwari)", "languages", "phr"),
        ("Bosnian, Croatian, Serbian, Montenegrin", "languages", "group_bosnian_croatian_serbian"),
        ("Age: Aged 4 years and under", "age", "0-4"),
        ("Aged 15 to 19 years", "age", "15-19"),
        ("Aged 85 years and over", "age", "85+"),
        ("Aged 18 years", "age", "18-18"),
        ("Aged under 1 year", "age", "0-0"),
    ],
)
def test_words_as_published_are_our_codes(words, topic, code):
    group = group_of(words)
    assert (group.topic, group.category.code) == (topic, code)


@pytest.mark.parametrize("words", ["White: Irish (percent)", "2021", "geography code", "", "Total"])
def test_shares_years_and_totals_are_no_groups(words):
    assert group_of(words) is None


@pytest.mark.parametrize("words", ["total_residents", "Total: All usual residents", "Age: Total"])
def test_everybody_is_the_total(words):
    assert is_total(words)


def test_bengali_says_that_sylheti_is_counted_in_it(shelf_of, tmp_path):
    people = {"E08000009": [900, 5, 30, 12, 3]}
    shelf = shelf_of(files.bulk(tmp_path / "a.csv", "Main language", files.LANGUAGES, people))
    bengali = next(each for each in shelf.abouts["languages-ltla"].categories if each.code == "ben")
    assert bengali.includes == ("ben", "syl", "ctg")
    assert "Sylheti" in bengali.says


def test_languages_that_a_shorter_table_joins_are_known_only_together(shelf_of, tmp_path):
    words = ["English (English or Welsh if in Wales)", "African languages", "South Asian language: Urdu"]
    shelf = shelf_of(files.bulk(tmp_path / "a.csv", "Main language", words, {"E01900001": [9, 4, 2]}))
    codes = {category.code: category.includes for category in shelf.abouts["languages-lsoa"].categories}
    assert "som" not in codes
    assert "som" in codes["group_africa"]
    assert codes["urd"] == ()


def test_a_group_whose_parts_are_counted_too_is_no_group_that_hides_them(shelf_of, tmp_path):
    words = ["White", "White: Irish", "White: Other White", "Other ethnic group"]
    shelf = shelf_of(
        files.bulk(tmp_path / "a.csv", "Ethnic group", words, {"E08000009": [9, 4, 5, 1]}, total=False)
    )
    white, irish, _, others = shelf.abouts["culture-ltla"].categories
    assert (white.includes, white.says, irish.part_of) == ((), "", "white")
    assert others.includes == ("arab", "any_other")
    assert shelf.columns("culture-ltla")["total"].tolist() == [10]


def test_ages_by_year_inside_bands_count_each_person_once(shelf_of, tmp_path):
    ages = [
        "Aged 15 to 17 years",
        "Aged 15 years",
        "Aged 16 years",
        "Aged 17 years",
        "Aged 18 years and over",
    ]
    people = {"E08000009": [6, 1, 2, 3, 4]}
    path = files.bulk(tmp_path / "a.csv", "Age", ages, people, total=False)
    shelf = shelf_of(path)
    assert shelf.columns("age-ltla")["total"].tolist() == [10]


def test_the_index_of_deprivation_is_read_under_its_official_headings(shelf_of, tmp_path):
    of_it = "Index of Multiple Deprivation (IMD)"
    headers = [
        *("LSOA code (2021)", "LSOA name (2021)", "Local Authority District code (2024)"),
        *(f"{of_it} Score", f"{of_it} Rank (where 1 is most deprived)"),
        *(
            f"{of_it} Decile (where 1 is most deprived 10% of LSOAs)",
            "Income Decile (where 1 is most deprived)",
        ),
    ]
    rows = [[area.lsoa, area.name, area.ltla, 30.5, 7, 3, 9] for area in files.AREAS]
    shelf = shelf_of(files.written(tmp_path / "file_7.csv", [headers, *rows]))
    columns = shelf.columns("deprivation-lsoa")
    assert (columns["decile"].tolist(), columns["rank"].tolist()) == ([3] * 7, [7] * 7)
    assert columns["score"].tolist() == [30.5] * 7


def test_outlines_in_degrees_and_in_metres_are_the_same_on_the_grid(shelf_of, tmp_path):
    degrees = shelf_of(files.geojson(tmp_path / "a.json", {"E08000009": (-2.36, 53.42, 0.01)}))
    west, south = degrees.columns("boundaries-ltla")["points"][0].tolist()
    metres = shelf_of(files.geojson(tmp_path / "b.json", {"E08000009": (west, south, 900)}))
    assert metres.columns("boundaries-ltla")["points"][0].tolist() == [west, south]
    assert 376_000 < west < 377_000
    assert 391_000 < south < 392_000


def changed(path, change):
    path.write_text(change(path.read_text()))
    return path


REFUSED = {
    "partial_table": lambda folder: changed(long_table(folder / "a.csv"), lambda t: t[: t.rfind("E0190")]),
    "ends_mid_record": lambda folder: changed(long_table(folder / "a.csv"), lambda t: t[:-7]),
    "counted_twice": lambda folder: changed(long_table(folder / "a.csv"), lambda t: t + t.split("\n", 1)[1]),
    "no_areas": lambda folder: files.written(folder / "a.csv", [["name", "rate"], ["Bow", 3], ["Sale", 4]]),
    "unknown_table": lambda folder: files.written(folder / "a.csv", [["code", "fish"], ["E08000009", 4]]),
    "old_areas": lambda folder: files.bulk(folder / "a.csv", "Religion", files.FAITHS, PEOPLE),
    "two_larger_areas": lambda folder: files.written(
        folder / "a.csv",
        [["LSOA21CD", "WD24CD"], ["E01900001", "E05900001"], ["E01900001", "E05900002"]],
    ),
    "outside_the_grid": lambda folder: files.geojson(folder / "a.json", {"E08000009": (100.0, 10.0, 1.0)}),
    "damaged_file": lambda folder: changed(
        files.geojson(folder / "a.json", {"E08000009": (-2.3, 53.4, 0.1)}), lambda t: t[:-20]
    ),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_not_a_whole_table_of_todays_areas_is_refused_in_a_sentence(code, shelf_of, tmp_path):
    path = REFUSED[code](tmp_path)
    if code == "old_areas":
        changed(path, lambda text: text.replace("geography code", "LSOA11CD"))
    with pytest.raises(FileRefused) as refusal:
        shelf_of(path)
    assert refusal.value.code == code
    assert refusal.value.sentence.startswith("a.")
    assert refusal.value.remedy


def test_a_blank_is_not_taken_for_nobody(shelf_of, tmp_path):
    path = files.bulk(
        tmp_path / "a.csv", "Religion", files.FAITHS, {**PEOPLE, "E01900008": [""] * 9}, total=False
    )
    with pytest.raises(FileRefused, match="lacks a whole number of people for 1 areas"):
        shelf_of(path)


def test_groups_that_leave_out_many_people_are_refused(shelf_of, tmp_path):
    path = files.bulk(tmp_path / "a.csv", "Religion", files.FAITHS, PEOPLE)
    lines = [line.split(",") for line in path.read_text().splitlines()]
    files.written(path, [line[:5] + line[6:] for line in lines])
    with pytest.raises(FileRefused, match="its total says"):
        shelf_of(path)


def test_json_that_holds_no_outlines_is_refused(shelf_of, tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"features": []}))
    with pytest.raises(FileRefused, match="no outlines"):
        shelf_of(path)


WHOLE_FILES = {
    "counts": lambda path: files.nomis_page(path, files.FAITHS, PEOPLE),
    "long": long_table,
    "lookup": files.lookup,
    "postcodes": lambda path: files.postcodes(path, [files.a_postcode("M33 2AA", 1, 379_000, 391_000)]),
    "outlines": lambda path: files.geojson(path, {"E08000009": (-2.36, 53.42, 0.01)}),
}
pieces = st.sampled_from(
    [b'"', b",", b"\n", b"\xff", b"\x00", b"NaN", b"-1", b"1e99", b"{", b"]", b"E0", b""]
)


@pytest.mark.parametrize("kind", WHOLE_FILES)
@settings(max_examples=40)
@given(place=st.floats(0, 1), lost=st.integers(0, 60), piece=pieces)
def test_a_file_damaged_anywhere_is_loaded_or_refused_and_nothing_else(
    kind, place, lost, piece, reference_dir, tmp_path_factory
):
    folder = files.with_postcode_table(reference_dir, tmp_path_factory.mktemp("damaged"))
    path = WHOLE_FILES[kind](folder / "a.csv")
    whole = path.read_bytes()
    at = int(place * len(whole))
    path.write_bytes(whole[:at] + piece + whole[at + lost :])
    try:
        load([path], folder)
    except CareMarketError as refusal:
        assert refusal.sentence.startswith("a.csv: ")
        assert refusal.remedy
