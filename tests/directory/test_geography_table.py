"""The postcode table: what it holds, and that it is whole or rebuilt."""

import gzip
import json
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from directory.errors import CareMarketError
from directory.geography.lookup import CellPart, PostcodeTable
from directory.geography.postcodes import parse
from directory.geography.table_build import PackedPostcodes
from tests.packed_postcodes import NOWHERE, packed
from tests.real_files import real_file

A_FEW = (
    ("E1  4NS", "E09000030", 536_021.0, 182_455.0),
    ("E1  4NT", "E09000030", 536_101.0, 182_400.0),
    ("E14 0AA", "E09000030", 537_848.0, 180_873.0),
    ("EC1A1BB", "E09000001", 532_000.0, 181_500.0),
    ("CF101EP", "W06000015", 318_200.0, 175_860.0),
    ("EH1 1YZ", "S12000036", 325_597.0, 673_676.0),
    ("BT1 5GS", "N09000003", 333_800.0, 374_000.0),
    ("E10 9AA", NOWHERE, NOWHERE, NOWHERE),
)


@pytest.fixture
def source(tmp_path: Path) -> PackedPostcodes:
    return packed(tmp_path / "package", *A_FEW)


@pytest.fixture
def table(tmp_path: Path, source: PackedPostcodes) -> PostcodeTable:
    return PostcodeTable.open(tmp_path / "reference", source)


def find(table: PostcodeTable, text: str) -> tuple[int, int, str] | None:
    postcode = parse(text)
    assert postcode is not None
    return table.find(postcode)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("E1 4NS", (536_021, 182_455, "E09000030")),
        ("E14 0AA", (537_848, 180_873, "E09000030")),
        ("EC1A 1BB", (532_000, 181_500, "E09000001")),
        ("CF10 1EP", (318_200, 175_860, "W06000015")),
        ("EH1 1YZ", (325_597, 673_676, "S12000036")),
    ],
)
def test_padded_and_unpadded_postcodes_are_found(table, text, found):
    assert find(table, text) == found


@pytest.mark.parametrize("text", ["E1 4NU", "E1 4NR", "E1 0AA", "E1 9ZZ", "ZZ1 1ZZ"])
def test_a_postcode_between_or_beyond_those_held_is_not_found(table, text):
    assert find(table, text) is None


def test_rows_without_coordinates_are_left_out(table):
    assert find(table, "E10 9AA") is None
    assert table.outcode_centre("E10") is None


def test_northern_ireland_is_left_out_since_its_coordinates_are_on_another_grid(table):
    assert find(table, "BT1 5GS") is None


def test_centres_are_those_of_their_postcodes(table):
    assert table.outcode_centre("E1").easting == 536_061
    assert table.sector_centre("E1", 4).postcodes == 2
    assert table.sector_centre("E1", 5) is None
    assert table.district_centre(["E09000030"]).postcodes == 3
    assert table.district_centre(["E09000030", "E09000001"]).district == "E09000030"
    assert table.district_centre(["E06000001"]) is None


def test_a_cell_counts_the_postcodes_of_each_of_its_parts(table):
    assert table.cell_parts(536_021, 182_455) == (CellPart("E1", "E09000030", 2),)
    assert table.cell_parts(400_000, 400_000) == ()


def test_the_heart_of_a_district_is_its_town_and_not_the_fields_between(tmp_path):
    town = [(f"NE461A{letter}", "E06000057", 393_500.0, 564_000.0) for letter in "ABDEF"]
    farms = [
        (f"NE461P{letter}", "E06000057", 380_000.0 + 2_500 * n, 580_000.0)
        for n, letter in enumerate("ABDEFG")
    ]
    table = PostcodeTable.open(tmp_path / "reference", packed(tmp_path / "package", *town, *farms))
    heart, middle = table.outcode_heart("NE46"), table.outcode_centre("NE46")
    assert (heart.easting, heart.northing, heart.postcodes) == (393_500, 564_000, 5)
    assert middle.northing == 580_000


def only_folder(reference: Path) -> Path:
    (folder,) = (path for path in reference.iterdir() if path.is_dir())
    return folder


def cut_short(folder: Path) -> None:
    path = folder / "eastings.npy"
    path.write_bytes(path.read_bytes()[:-1])


def lose_a_column(folder: Path) -> None:
    (folder / "incodes.npy").unlink()


def lose_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def scribble_on_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text('["not", "a", "manifest"]')


def belong_to_an_older_format(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 0}))


@pytest.mark.parametrize(
    "torn", [cut_short, lose_a_column, lose_the_manifest, scribble_on_the_manifest, belong_to_an_older_format]
)
def test_a_torn_folder_is_rebuilt(tmp_path, source, table, torn: Callable[[Path], None]):
    torn(only_folder(tmp_path / "reference"))
    assert find(PostcodeTable.open(tmp_path / "reference", source), "E1 4NS") == (
        536_021,
        182_455,
        "E09000030",
    )


def test_a_whole_folder_is_opened_without_its_source(tmp_path, source, table):
    for path in source.files:
        path.unlink()
    assert find(PostcodeTable.open(tmp_path / "reference", source), "E1 4NS") is not None


def test_what_a_crash_left_behind_is_cleared_away(tmp_path, source):
    left = tmp_path / "reference" / "postcodes-1.building"
    left.mkdir(parents=True)
    (left / "eastings.npy").write_bytes(b"half")
    assert find(PostcodeTable.open(tmp_path / "reference", source), "E1 4NS") is not None
    assert not left.exists()


def test_a_data_folder_that_cannot_be_written_is_refused_in_words(tmp_path, source):
    (tmp_path / "reference").write_text("a file stands where the folder should be")
    with pytest.raises(CareMarketError, match="written to"):
        PostcodeTable.open(tmp_path / "reference", source)


def test_another_version_of_the_package_gets_a_table_of_its_own(tmp_path, table):
    newer = packed(tmp_path / "newer", ("E1  4NS", "E09000030", 536_000.0, 182_000.0), version="2")
    assert find(PostcodeTable.open(tmp_path / "reference", newer), "E1 4NS") == (
        536_000,
        182_000,
        "E09000030",
    )
    assert find(table, "E1 4NS") == (536_021, 182_455, "E09000030")


def opened_elsewhere(reference: Path, source: PackedPostcodes) -> tuple[int, int, str] | None:
    return find(PostcodeTable.open(reference, source), "E1 4NS")


def test_processes_that_build_at_once_all_get_a_whole_table(tmp_path, source):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        builds = [processes.submit(opened_elsewhere, tmp_path / "reference", source) for _ in range(4)]
        assert {build.result() for build in builds} == {(536_021, 182_455, "E09000030")}


def test_the_installed_table_holds_every_postcode_with_coordinates(reference_dir):
    table = PostcodeTable.open(reference_dir)
    assert len(table) > 2_600_000
    assert find(table, "SW1A 1AA") == (529_090, 179_645, "E09000033")


@pytest.mark.real_files
def test_the_installed_table_agrees_with_the_postcode_list_of_england(reference_dir):
    table = PostcodeTable.open(reference_dir)
    path = real_file("postcodes/england_postcode_to_lad25_lsoa11_lsoa21_ward25.csv.gz")
    with gzip.open(path, "rt") as lines:
        every_hundredth = (line.split(",") for number, line in enumerate(lines) if number % 100 == 1)
        wrong = [row[0] for row in every_hundredth if (find(table, row[0]) or ("", "", ""))[2] != row[1]]
    assert wrong == []
