"""caremarket import with a mapping, and what a dry run tells of the columns, as somebody types it."""

import json

import pytest

from tests.importers.cqc_rows import AN_ACTIVE_LOCATION
from tests.importers.sheets import write_csv

ROWS = [
    {"Title of the group": f"Example Club {number}", "PC": "E1 4NS", "Favourite colour": "Secretgreen"}
    for number in range(3)
]
MAPPING = "Our column,Their column,Their value,Our value\nName,Title of the group,,\nPostcode,PC,,\n"


@pytest.fixture
def groups(tmp_path):
    return write_csv(tmp_path / "groups.csv", ROWS)


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "mapping.csv"
    path.write_text(MAPPING)
    return path


@pytest.fixture
def taking_groups(caremarket, groups):
    return lambda *words: caremarket("import", "community-groups", groups, "--publisher", "Bow CAB", *words)


def test_a_list_of_any_shape_comes_in_with_a_mapping(taking_groups, mapping):
    assert taking_groups("--no-publish").exit_code == 3
    report = json.loads(taking_groups("--mapping", mapping, "--no-publish", "--json").stdout)
    assert (report["rows"], report["listed"], report["added"]) == (3, 3, 3)
    assert "columns" not in report


def test_a_dry_run_tells_what_each_heading_is_taken_as_and_no_cell(taking_groups, mapping):
    done = taking_groups("--mapping", mapping, "--dry-run")
    assert done.exit_code == 0
    assert "“Title of the group” → Name (as the mapping file says)" in done.stdout
    assert "“Favourite colour” is not used" in done.stdout
    assert "Secretgreen" not in done.output
    columns = json.loads(taking_groups("--mapping", mapping, "--dry-run", "--json").stdout)["columns"]
    assert {"heading": "PC", "column": "Postcode", "how": "mapped"} in columns


def test_a_list_that_is_refused_still_gets_a_guess_to_correct(caremarket, tmp_path):
    path = write_csv(
        tmp_path / "groups.csv", [{"Title of the group": "Example Club", "Postcode": "E1 4NS", "Tel": ""}]
    )
    words = ["import", "community-groups", path, "--publisher", "Bow CAB"]
    guess = tmp_path / "guess.csv"
    done = caremarket(*words, "--dry-run", "--write-mapping", guess)
    assert done.exit_code == 3
    assert "“Title of the group” → Name (only a guess: not used until a mapping file says so)" in done.stdout
    assert caremarket(*words, "--no-publish", "--mapping", guess).exit_code == 0


@pytest.mark.parametrize("source", ["personal-assistants", "community-groups"])
def test_a_list_without_a_header_is_refused_and_no_row_of_it_is_told(caremarket, tmp_path, source):
    path = tmp_path / "people.csv"
    path.write_text("Josephina Example,1 Example Street,E1 4NS,020 7946 0101,Email\n" * 3)
    done = caremarket("import", source, path, "--dry-run", "--publisher", "Bow CAB")
    assert done.exit_code == 3
    assert not any(words in done.output for words in ("Josephina", "Example Street", "7946"))


def test_a_mapping_is_written_by_a_dry_run_only_and_never_over_a_file(taking_groups, mapping):
    assert taking_groups("--write-mapping", mapping).exit_code == 2
    refused = taking_groups("--mapping", mapping, "--dry-run", "--write-mapping", mapping)
    assert (refused.exit_code, "already" in refused.stderr) == (3, True)
    assert mapping.read_text() == MAPPING


def test_a_mapping_that_can_not_be_followed_changes_nothing(taking_groups, tmp_path):
    bad = tmp_path / "mapping.json"
    bad.write_text("{")
    refused = taking_groups("--mapping", bad)
    assert (refused.exit_code, "Traceback" in refused.output) == (3, False)


def test_a_registers_own_columns_are_not_told_since_nobody_shapes_them(caremarket, tmp_path):
    path = write_csv(tmp_path / "locations.csv", [AN_ACTIVE_LOCATION])
    assert "Columns of the file" not in caremarket("import", "cqc-locations", path, "--dry-run").stdout
