"""Councils' own lists, each with its mapping file: homes from one year to another, groups of every kind."""

import csv
from datetime import date
from pathlib import Path

import pytest

from directory.errors import FileRefused
from directory.geography.gazetteer import Gazetteer
from directory.settings import read_settings
from directory.store.session import open_store
from importers.mapping_files import mapped
from importers.pipeline import Orders, reading_context, run
from importers.sources.community_groups import CommunityGroups
from tests.real_files import real_file

pytestmark = pytest.mark.real_files

MAPPINGS = Path(__file__).parent / "mappings"
TRAFFORD = [f"cqc/trafford_care_homes_{day}.csv" for day in ("2020-04-20", "2022-06-22")]
SHOWN = ("name", "type", "address", "postcode", "telephone", "website")
"""What the mapping of the homes uses, besides their ids."""


@pytest.fixture(scope="module")
def the_real_map():
    return Gazetteer.open(read_settings())


@pytest.fixture
def take_in(tmp_path, the_real_map):
    """Imports a council's list by its mapping into a store of the test's own; gives the report."""
    settings = read_settings({"CAREMARKET_DATA_DIR": str(tmp_path)})
    store = open_store(settings)

    def taken_in(relative, mapping, **orders):
        source = mapped(CommunityGroups(), MAPPINGS / mapping if mapping else None)
        context = reading_context(settings, the_real_map, source, "A council", "Trafford", date(2026, 11, 21))
        return run(store, source, real_file(relative), context, Orders(**orders))

    yield taken_in
    store.close()


def homes_by_cqc_id(relative):
    """As a plain reader of the file sees them: id → the cells shown, spaces apart."""
    with real_file(relative).open(encoding="utf-8-sig", newline="") as file:
        return {
            row["cqc_id"].strip(): tuple(" ".join(row[name].split()) for name in SHOWN)
            for row in csv.DictReader(file)
        }


def test_the_homes_of_2022_after_those_of_2020_differ_as_a_plain_diff_by_cqc_id_says(take_in):
    before, after = (homes_by_cqc_id(relative) for relative in TRAFFORD)
    both = before.keys() & after.keys()
    changed = sum(before[cqc_id] != after[cqc_id] for cqc_id in both)
    gone, new = len(before.keys() - after.keys()), len(after.keys() - before.keys())
    assert (gone, new) == (8, 9)
    first = take_in(TRAFFORD[0], "homes_with_cqc_ids.csv")
    assert (first.added, first.listed, first.rows_refused) == (len(before), len(before), [])
    with pytest.raises(FileRefused) as refusal:
        take_in(TRAFFORD[1], "homes_with_cqc_ids.csv")
    assert refusal.value.code == "too_many_removals"
    assert take_in(TRAFFORD[0], "homes_with_cqc_ids.csv").unchanged == len(before)
    second = take_in(TRAFFORD[1], "homes_with_cqc_ids.csv", allow_removals=True)
    assert (second.added, second.changed, second.ended) == (new, changed, gone)
    assert second.unchanged == len(both) - changed


LISTS = [
    ("cqc/trafford_care_homes_2018-03-27.csv", "homes_without_ids.csv"),
    ("cqc/trafford_care_homes_2018-09-26.csv", "homes_without_ids.csv"),
    ("cqc/gm_care_homes_2018-09-26.csv", "homes_without_ids.csv"),
    ("community/food_banks__gm_food_banks.csv", "food_banks.json"),
    ("community/libraries__gm_libraries.csv", "libraries.csv"),
    ("community/sports_clubs__sports_clubs.csv", "sports_clubs.json"),
    ("community/mental_health__trafford_mental_health_services.csv", "mental_health.csv"),
]


@pytest.mark.parametrize(("relative", "mapping"), LISTS)
def test_a_list_comes_in_by_its_mapping_and_again_changes_nothing(take_in, relative, mapping):
    report = take_in(relative, mapping)
    assert report.listed >= 0.95 * report.rows, report.as_text()
    assert {row.code for row in report.rows_refused} <= {"postcode_not_found", "duplicate_id"}
    again = take_in(relative, mapping)
    assert (again.unchanged, again.added, again.changed) == (report.listed, 0, 0)


@pytest.mark.parametrize("relative", [relative for relative, _ in LISTS])
def test_a_list_comes_in_without_a_mapping_too(take_in, relative):
    report = take_in(relative, None, dry_run=True)
    assert report.listed >= 0.95 * report.rows
