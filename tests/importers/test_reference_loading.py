"""caremarket reference: tables are loaded whole or not at all, listed with their source, and removed."""

import json
import os

import pytest
from click.testing import CliRunner

from directory.cli import main
from directory.errors import CareMarketError, FileRefused
from directory.geography.reference.shelf import Shelf
from importers.reference.loading import load
from tests.importers import reference_files as files

FAITH = {code: [5, 10, 0, 1, 2, 3, 0, 1, 5] for code in files.LSOAS}


@pytest.fixture
def caremarket(tmp_path, monkeypatch):
    """Run a command on a data folder of its own."""
    monkeypatch.setenv("CAREMARKET_DATA_DIR", str(tmp_path / "data"))

    def run(*words):
        done = CliRunner().invoke(main, [str(word) for word in words])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return run


@pytest.fixture
def folder(tmp_path):
    """Published files as they lie in a folder, a guide among them."""
    files.lookup(tmp_path / "tables" / "lookup.csv")
    files.bulk(tmp_path / "tables" / "faith.csv", "Religion", files.FAITHS, FAITH)
    (tmp_path / "tables" / "guide.txt").write_text("How to use these tables\n\nRead them.\n")
    return tmp_path / "tables"


def kept(reference_dir):
    """Every file on the shelf with what it holds."""
    return {
        str(path.relative_to(reference_dir)): path.read_bytes()
        for path in (reference_dir / "shelf").rglob("*")
        if path.is_file()
    }


def test_a_folder_is_loaded_and_listed_with_source_vintage_and_licence(caremarket, folder):
    assert "No reference data is loaded" in caremarket("reference").stdout
    done = caremarket("reference", "load", folder)
    assert done.exit_code == 0
    assert "faith-lsoa: Religion (Census 2021 TS030), by LSOA (loaded)" in done.stdout
    assert "Left aside: guide.txt" in done.stderr
    listed = caremarket("reference").stdout
    assert "Office for National Statistics; 21 March 2021; Open Government Licence v3.0" in listed
    assert "7 areas, from faith.csv" in listed
    assert "7 matched" in listed
    assert listed.endswith("disability, age, deprivation, rural or urban, boundaries.\n")


def test_what_the_loader_states_is_kept(caremarket, folder):
    words = ("--source", "Bow Council", "--vintage", "May 2026", "--licence", "by permission")
    caremarket("reference", "load", folder / "faith.csv", *words)
    listed = json.loads(caremarket("reference", "--json").stdout)
    assert [(each["source"], each["vintage"], each["licence"]) for each in listed] == [
        ("Bow Council", "May 2026", "by permission")
    ]


def test_loading_the_same_files_again_changes_nothing(caremarket, folder, tmp_path):
    caremarket("reference", "load", folder)
    before = kept(tmp_path / "data" / "reference")
    assert "(unchanged)" in caremarket("reference", "load", folder).stdout
    assert kept(tmp_path / "data" / "reference") == before


def test_one_refused_file_leaves_everything_as_it_was(caremarket, folder, tmp_path):
    caremarket("reference", "load", folder / "lookup.csv")
    before = kept(tmp_path / "data" / "reference")
    wrong = files.written(tmp_path / "wrong.csv", [["code", "fish"], ["E08000009", 4]])
    done = caremarket("reference", "load", folder / "faith.csv", wrong)
    assert done.exit_code == 3
    assert done.stderr.splitlines()[-2].startswith("wrong.csv: This is none of the tables that are known")
    assert kept(tmp_path / "data" / "reference") == before


def test_a_disk_that_is_full_at_any_step_leaves_the_old_tables_in_use(folder, tmp_path, monkeypatch):
    reference_dir = tmp_path / "reference"
    load([folder / "lookup.csv"], reference_dir)
    to_disk = os.fsync
    for room in range(100):
        left = iter(range(room))

        def fsync(file, left=left):
            if next(left, None) is None:
                raise OSError(28, "No space left on device")
            to_disk(file)

        monkeypatch.setattr("os.fsync", fsync)
        try:
            load([folder / "faith.csv"], reference_dir)
        except OSError:
            shelf = Shelf.open(reference_dir)
            assert list(shelf.abouts) == ["lookup-lsoa-msoa-ward-ltla"]
            assert len(shelf.columns("lookup-lsoa-msoa-ward-ltla")["lsoa"]) == 7
        else:
            break
    assert room > 3
    assert len(Shelf.open(reference_dir).columns("faith-lsoa")["codes"]) == 7


def test_a_newer_table_takes_the_place_of_the_old_one(folder, tmp_path):
    load([folder], tmp_path / "reference")
    before = Shelf.open(tmp_path / "reference")
    newer = files.bulk(tmp_path / "b.csv", "Religion", files.FAITHS, {**FAITH, files.LSOAS[0]: [9] * 9})
    shelf, (loaded,) = load([newer], tmp_path / "reference")
    assert loaded.did == "replaced"
    assert shelf.version != before.version
    assert shelf.columns("faith-lsoa")["counts"][0].tolist() == [9] * 9
    with pytest.raises(CareMarketError, match="was replaced a moment ago"):
        before.columns("faith-lsoa")


def test_a_table_of_far_fewer_areas_takes_the_place_of_none(folder, tmp_path):
    load([folder], tmp_path / "reference")
    smaller = files.bulk(tmp_path / "b.csv", "Religion", files.FAITHS, {files.LSOAS[0]: [9] * 9})
    with pytest.raises(FileRefused, match="reference remove faith-lsoa"):
        load([smaller], tmp_path / "reference")


def test_a_table_of_areas_that_nobody_knows_is_refused(folder, tmp_path):
    load([folder / "lookup.csv"], tmp_path / "reference")
    elsewhere = {code.replace("E0190", "E0199"): people for code, people in FAITH.items()}
    path = files.bulk(tmp_path / "b.csv", "Religion", files.FAITHS, elsewhere)
    with pytest.raises(FileRefused) as refusal:
        load([path], tmp_path / "reference")
    assert refusal.value.code == "unknown_areas"
    assert "b.csv: 7 of its areas aren't known, such as E01990001" in refusal.value.sentence


def test_unknown_areas_and_those_without_figures_are_named(caremarket, folder, tmp_path):
    caremarket("reference", "load", folder / "lookup.csv")
    some = {**{code: FAITH[code] for code in files.LSOAS[:5]}, "E01999999": [1] * 9}
    path = files.bulk(tmp_path / "b.csv", "Religion", files.FAITHS, some)
    done = caremarket("reference", "load", path)
    assert "5 matched" in done.stdout
    assert "1 unknown: E01999999" in done.stdout
    assert "2 without figures: E01900006, E01900007" in done.stdout


def test_the_same_table_twice_in_one_load_is_refused(folder, tmp_path):
    again = files.nomis_page(tmp_path / "b.csv", files.FAITHS, FAITH)
    with pytest.raises(FileRefused, match="both hold Religion"):
        load([folder, again], tmp_path / "reference")


def test_a_table_is_removed_by_its_name(caremarket, folder):
    caremarket("reference", "load", folder)
    assert caremarket("reference", "remove", "faith-lsoa").exit_code == 0
    assert "faith-lsoa" not in caremarket("reference").stdout
    again = caremarket("reference", "remove", "faith-lsoa")
    assert again.exit_code == 3
    assert "No reference data called faith-lsoa" in again.stderr


def test_a_folder_without_tables_is_refused(caremarket, tmp_path):
    (tmp_path / "empty").mkdir()
    assert caremarket("reference", "load", tmp_path / "empty").exit_code == 3


def test_a_damaged_table_says_which_one_to_load_again(folder, tmp_path):
    shelf, _ = load([folder], tmp_path / "reference")
    torn = next((tmp_path / "reference" / "shelf").glob("faith-lsoa-*/counts.npy"))
    torn.write_bytes(torn.read_bytes()[:-4])
    with pytest.raises(CareMarketError, match="faith-lsoa is damaged"):
        shelf.columns("faith-lsoa")
    load([folder], tmp_path / "reference")
    assert len(shelf.columns("faith-lsoa")["counts"]) == 7


def test_postcodes_of_the_small_areas_of_2011_are_refused(tmp_path):
    headers = ["pcds", "oslaua", "lsoa11"]
    path = files.postcodes(tmp_path / "p.csv", [["M33 2AB", "E08000009", "E01006074"]], headers)
    with pytest.raises(FileRefused) as refusal:
        load([path], tmp_path / "reference")
    assert refusal.value.code == "old_areas"


def test_postcodes_without_points_take_those_of_the_installed_table(tmp_path, reference_dir):
    folder = files.with_postcode_table(reference_dir, tmp_path / "reference")
    headers = ["pcd", "lad2025", "lsoa21", "ward_cpo2025"]
    rows = [["E1 4NS", "E09000030", "E01900001", "E05900001"], ["ZE9 9ZZ", "E09000030", "E01900002", ""]]
    shelf, _ = load([files.postcodes(tmp_path / "p.csv", rows, headers)], folder)
    columns = shelf.columns("postcodes")
    assert (columns["easting"][1], columns["northing"][1]) == (-1, -1)
    assert abs(columns["easting"][0] - 536_021) < 100
    assert shelf.abouts["postcodes"].vintage == "2025"


def test_parts_of_the_postcode_directory_are_one_table(tmp_path):
    first = files.postcodes(tmp_path / "m.csv", [files.a_postcode("M33 2AB", 1, 379_000, 391_000)])
    second = files.postcodes(tmp_path / "s.csv", [files.a_postcode("S70 1AA", 4, 434_000, 406_000)])
    shelf, (loaded,) = load([first, second], tmp_path / "reference")
    assert loaded.about.files == ("m.csv", "s.csv")
    assert shelf.columns("postcodes")["lsoa_codes"].tolist() == [b"E01900001", b"E01900004"]
