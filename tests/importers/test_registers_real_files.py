"""The real registers through the whole import: what is listed, what is left out and why, nothing twice."""

from collections import Counter
from datetime import date

import pytest

from directory.geography.gazetteer import Gazetteer
from directory.settings import read_settings
from directory.store.session import open_store
from importers.files.headers import read_header
from importers.pipeline import Orders, reading_context, run
from importers.sources.cqc_locations import CqcLocations
from importers.sources.cqc_terms import term_marked
from importers.sources.registry import source_named
from tests.real_files import real_file

pytestmark = pytest.mark.real_files

CQC_2016 = "cqc/cqc_directory_2016-02_first3500.csv.gz"
CQC_2025 = "cqc/cqc_directory_oldaddr_2025-08_head500.csv.gz"
CHARITIES = [f"charity/charities_operating_in_trafford_{day}.csv.gz" for day in ("2021-05-27", "2022-04-14")]


@pytest.fixture(scope="module")
def the_real_map():
    return Gazetteer.open(read_settings())


@pytest.fixture
def take_in(tmp_path, the_real_map):
    """Imports a real file into a store of the test's own; gives the report."""
    settings = read_settings({"CAREMARKET_DATA_DIR": str(tmp_path)})
    store = open_store(settings)

    def taken_in(source_name, relative):
        path = real_file(relative)
        source = source_named(source_name)
        context = reading_context(settings, the_real_map, source, None, None, date(2026, 11, 21))
        return run(store, source, path, context, Orders())

    yield taken_in
    store.close()


def codes(rows):
    return Counter(row.code for row in rows)


def test_the_directory_of_3500_rows_lists_adult_social_care_and_counts_the_rest(take_in):
    report = take_in("cqc-directory", CQC_2016)
    assert report.rows == 3500
    assert 2900 <= report.listed <= 3000
    assert codes(report.left_out) == {"not_adult_social_care": 3500 - report.listed}
    assert report.rows_refused == []
    notes = codes(report.notes)
    assert "term_not_understood" not in notes
    assert "council_not_understood" not in notes
    assert notes["council_disagrees"] < 10


def test_the_directory_of_18_columns_counts_its_providers_and_refuses_the_id_that_differs(take_in):
    report = take_in("cqc-directory", CQC_2025)
    assert report.rows == 500
    assert codes(report.left_out)["provider_row"] == 170
    assert [row.code for row in report.rows_refused] == ["duplicate_id", "duplicate_id"]
    assert report.listed + len(report.left_out) + len(report.rows_refused) == 500
    assert "term_not_understood" not in codes(report.notes)


def test_every_column_of_the_monthly_list_is_known():
    headings = real_file("cqc/hsca_active_locations_2026-10_122cols.txt").read_text().split("\n")
    header = read_header(1, [heading for heading in headings if heading], CqcLocations.columns)
    assert (len(header.names), header.near, header.missing) == (122, (), ())
    assert [name for name in header.names if name not in header.known and not term_marked(name)] == []


@pytest.mark.parametrize("relative", CHARITIES)
def test_of_the_charities_about_one_in_eight_is_listed_and_each_other_has_its_reason(take_in, relative):
    report = take_in("charities", relative)
    assert 70 <= report.listed <= 120
    assert report.listed + len(report.left_out) + len(report.rows_refused) == report.rows
    left_out = codes(report.left_out)
    assert left_out["unclear"] < 0.03 * report.rows
    assert left_out["scouts_guides_cadets"] + left_out["schools_and_parents"] > 100


@pytest.mark.parametrize(
    ("source_name", "relative"), [("cqc-directory", CQC_2025), ("charities", CHARITIES[0])]
)
def test_importing_a_register_again_changes_nothing(take_in, source_name, relative):
    first, second = take_in(source_name, relative), take_in(source_name, relative)
    assert first.added == first.listed > 0
    assert (second.added, second.changed, second.ended) == (0, 0, 0)
    assert second.unchanged == first.listed
    assert second.fingerprint == first.fingerprint


def test_a_later_extract_of_the_charities_changes_only_what_differs(take_in):
    first, second = (take_in("charities", relative) for relative in CHARITIES)
    assert second.unchanged > 0.7 * first.listed
    assert second.added + second.changed + second.unchanged == second.listed
    assert second.ended <= 5
