"""The bench of imports: files that their sources read, the same for a seed, and every figure told."""

import csv

import pytest

from benchmarks.imports import command, peer
from benchmarks.imports.making import Maker
from benchmarks.imports.running import Ran
from directory.geography.lookup import PostcodeTable
from directory.settings import read_settings
from importers.file_reading import read_file
from importers.sources.registry import source_named
from tests.importers.paper_map import a_reading_context


@pytest.fixture(scope="module")
def table():
    return PostcodeTable.open(read_settings().reference_dir)


@pytest.fixture(scope="module")
def files(table, tmp_path_factory):
    return Maker(tmp_path_factory.mktemp("made"), table, seed=5).files(40, 60, 80)


def test_equal_seeds_give_equal_files(files, table, tmp_path):
    again = Maker(tmp_path, table, seed=5).files(40, 60, 80)
    assert [file.path.read_bytes() for file in again] == [file.path.read_bytes() for file in files]
    other = Maker(tmp_path, table, seed=6).files(40, 60, 80)
    assert other[0].path.read_bytes() != files[0].path.read_bytes()


def test_every_row_is_one_that_its_source_understands(files):
    for file in files:
        found = read_file(source_named(file.source), file.path, a_reading_context())
        assert found.rows == file.rows
        understood = [error.code for error in found.refused]
        # The paper map of the tests knows a handful of places only.
        assert set(understood) <= {"no_place", "postcode_not_found"}, file.source


def test_the_register_has_every_column_of_the_monthly_list(files):
    with files[0].path.open(encoding="utf-8") as file:
        header = next(csv.reader(file))
    assert {column.name for column in source_named("cqc-locations").columns} <= set(header)


def test_the_plain_way_reads_and_stores_the_same_rows(files, tmp_path):
    columns = source_named("charities").columns
    assert peer.validated(files[1].path, columns, 1_000)[0] == 60
    assert peer.imported(files[1].path, columns, 50, tmp_path)[0] == 50


def test_gains_and_losses_are_told_alike(files):
    counts = {"rows": 80, "listed": 70, "added": 0, "changed": 0, "ended": 0}
    first, again = ([Ran(files[2], seconds, 500.0, counts)] for seconds in (8.0, 1.0))
    speed = {"ours": 9.0, "plain": 3.0, "ratio": 3.0, "ratio_of_processors": 2.0}
    told = command._told({"charities": speed}, first, again, plain=40.0)
    assert (told["rows_a_second"], told["ratio"], told["unchanged_ratio"]) == (10.0, 0.25, 8.0)
    text = command._as_text(told)
    assert "0.25 times" in text
    assert "8.0 times faster" in " ".join(text.split())
