"""caremarket import, sources and demo, as somebody types them."""

import errno
import json
import socket

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from directory.cli import main
from directory.errors import CareMarketError
from directory.geography.gazetteer import Gazetteer
from directory.settings import read_settings
from directory.version_folders import current_version
from importers.demo_market import load_demo_market, serve
from tests.importers.sheets import a_group, another_person, write_csv
from tests.real_files import real_file

PEOPLE_OF_BOW = ("personal-assistants", "--publisher", "Bow CAB")


@pytest.fixture
def register(tmp_path):
    return write_csv(tmp_path / "people.csv", [another_person(number) for number in range(3)])


@pytest.fixture(scope="session")
def postcodes():
    """The folder of the postcode table, built once."""
    settings = read_settings()
    Gazetteer.open(settings)
    return settings.reference_dir


@pytest.fixture
def data_dir(tmp_path, monkeypatch, postcodes):
    """A data folder of its own that has the postcode table."""
    (tmp_path / "reference").symlink_to(postcodes)
    monkeypatch.setenv("CAREMARKET_DATA_DIR", str(tmp_path))
    return tmp_path


def fingerprint(caremarket):
    return json.loads(caremarket("status", "--json").stdout)["fingerprint"]


def test_an_import_ends_with_status_0_and_says_what_it_did(caremarket, register):
    done = caremarket(
        "import", "personal-assistants", register, "--publisher", "Example council", "--scope", "Newham"
    )
    assert done.exit_code == 0
    assert "Taken in: personal-assistants from Example council, Newham." in done.stdout
    assert "Published as" in done.stdout


def test_json_is_the_report_and_nothing_else(caremarket, register):
    report = json.loads(caremarket("import", *PEOPLE_OF_BOW, register, "--json").stdout)
    assert (report["accepted"], report["rows"], report["listed"], report["added"]) == (True, 3, 3, 3)
    assert report["published"] == current_version(read_settings().published_dir)
    assert report["fingerprint"] == fingerprint(caremarket)


def test_refused_rows_leave_the_status_at_0(caremarket, tmp_path):
    path = write_csv(tmp_path / "groups.csv", [a_group(), a_group(Name="Another club", Postcode="nowhere")])
    done = caremarket("import", "community-groups", path, "--publisher", "Bow CAB", "--no-publish")
    assert done.exit_code == 0
    assert "line 3: Postcode: The postcode is not known." in done.stdout


@pytest.mark.parametrize("words", [[], ["--json"], ["--dry-run"]])
def test_a_refused_file_ends_with_another_status_and_changes_nothing(caremarket, tmp_path, words):
    before = fingerprint(caremarket)
    path = tmp_path / "people.csv"
    path.write_text("<html><body>Sorry</body></html>")
    done = caremarket("import", *PEOPLE_OF_BOW, path, *words)
    assert done.exit_code == 3
    assert "web page" in done.stderr
    assert "Traceback" not in done.output
    assert fingerprint(caremarket) == before
    if words == ["--json"]:
        assert json.loads(done.stdout)["error"]["code"] == "web_page"


def test_a_dry_run_keeps_nothing(caremarket, register):
    before = fingerprint(caremarket)
    done = caremarket("import", *PEOPLE_OF_BOW, register, "--dry-run")
    assert (done.exit_code, fingerprint(caremarket)) == (0, before)
    assert "Tried out, nothing was kept" in done.stdout
    assert current_version(read_settings().published_dir) is None


def test_removals_are_refused_unless_they_are_allowed(caremarket, tmp_path):
    path = write_csv(tmp_path / "people.csv", [another_person(number) for number in range(10)])
    caremarket("import", *PEOPLE_OF_BOW, path, "--no-publish")
    write_csv(path, [another_person(0)])
    refused = caremarket("import", *PEOPLE_OF_BOW, path)
    assert refused.exit_code == 3
    assert "9 of 10 records would vanish" in refused.stderr
    assert caremarket("import", *PEOPLE_OF_BOW, path, "--allow-removals", "--no-publish").exit_code == 0


def test_the_report_as_a_page_and_the_refused_rows_as_a_spreadsheet_are_written_where_asked(
    caremarket, tmp_path
):
    rows = [another_person(1), another_person(2, Postcode="nowhere", Home_address="7 Secret Street")]
    page, sheet = tmp_path / "report.html", tmp_path / "mend.xlsx"
    done = caremarket(
        *("import", *PEOPLE_OF_BOW, write_csv(tmp_path / "people.csv", rows)),
        *("--report", page, "--refused", sheet, "--no-publish"),
    )
    assert done.exit_code == 0
    assert "mend.xlsx" in page.read_text()
    assert "7 Secret Street" in str(CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python())
    assert {path.stat().st_mode & 0o077 for path in (page, sheet)} == {0}
    kept = [path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert not any(b"7 Secret Street" in content for content in [page.read_bytes(), *kept])
    assert "Secret Street" not in done.output
    assert sorted(path.name for path in tmp_path.glob("*")) == [
        "data",
        "mend.xlsx",
        "people.csv",
        "report.html",
    ]


def test_no_spreadsheet_is_written_where_no_row_was_refused(caremarket, register, tmp_path):
    caremarket("import", *PEOPLE_OF_BOW, register, "--refused", tmp_path / "mend.xlsx")
    assert not (tmp_path / "mend.xlsx").exists()


@pytest.mark.parametrize("option", ["--report", "--refused"])
def test_an_import_whose_report_could_not_be_written_is_refused_before_it_begins(
    caremarket, register, tmp_path, option
):
    done = caremarket("import", *PEOPLE_OF_BOW, register, option, tmp_path / "no folder" / "report")
    assert (done.exit_code, "no folder" in done.stderr) == (3, True)
    assert json.loads(caremarket("imports", "--json").stdout) == []


def test_an_import_whose_report_then_can_not_be_written_stays_accepted_and_says_so(
    caremarket, register, tmp_path, monkeypatch
):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("importers.commands.import_file.write_kept", full)
    done = caremarket("import", *PEOPLE_OF_BOW, register, "--report", tmp_path / "report.html")
    assert (done.exit_code, "could not be written: No space" in done.stderr) == (0, True)


@pytest.mark.parametrize("words", [["import"], ["import", "personal-assistants"], ["import", "--what"]])
def test_a_command_typed_wrongly_ends_with_status_2(caremarket, words):
    assert caremarket(*words).exit_code == 2


def test_an_unknown_source_ends_with_status_2_and_names_those_there_are(caremarket, register):
    unknown = caremarket("import", "nosuch", register)
    assert unknown.exit_code == 2
    assert all(name in unknown.stderr for name in ("nosuch", "personal-assistants", "cqc-directory"))


def test_a_councils_own_list_without_a_publisher_is_taken_in_and_says_so(caremarket, register):
    unsaid = caremarket("import", "personal-assistants", register, "--no-publish")
    assert unsaid.exit_code == 0
    assert '--publisher "Your Council"' in unsaid.stdout


def test_a_missing_file_is_refused(caremarket, tmp_path):
    missing = caremarket("import", *PEOPLE_OF_BOW, tmp_path / "nothing.csv")
    assert (missing.exit_code, "nothing.csv" in missing.stderr) == (3, True)


def test_sources_are_listed_with_their_columns(caremarket):
    text = caremarket("sources").stdout
    assert "personal-assistants\n" in text
    assert "Consent to list" in text
    listed = {source["name"]: source for source in json.loads(caremarket("sources", "--json").stdout)}
    assert "Consent to list" in listed["personal-assistants"]["required"]
    assert "Times" in listed["personal-assistants"]["optional"]


def test_the_example_market_is_built_once_through_the_same_pipeline(data_dir):
    said = []
    load_demo_market(read_settings(), said.append)
    status = json.loads(CliRunner().invoke(main, ["status", "--json"]).stdout)
    assert status["example_data"] is True
    assert 350 <= status["listed"]["total"] <= 450
    assert len(status["listed"]["by_kind"]) >= 8
    assert len(said) == 6
    load_demo_market(read_settings(), said.append)
    assert len(said) == 6
    assert json.loads(CliRunner().invoke(main, ["status", "--json"]).stdout) == status


def test_a_port_in_use_is_refused_with_another_to_try(data_dir):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(CareMarketError) as refusal:
        serve(read_settings(), taken.getsockname()[1], print)
    assert refusal.value.code == "port_in_use"
    assert "--port" in refusal.value.remedy


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("name", "rows", "least", "most", "left_out"),
    [
        ("cqc/cqc_directory_2016-02_first3500.csv.gz", 3500, 2800, 3050, {}),
        ("cqc/cqc_directory_oldaddr_2025-08_head500.csv.gz", 500, 145, 160, {"provider_row": 170}),
    ],
)
def test_real_directories_import_and_import_again_unchanged(data_dir, name, rows, least, most, left_out):
    path = real_file(name)
    words = ["import", "cqc-directory", str(path), "--no-publish", "--json"]
    first, again = (json.loads(CliRunner().invoke(main, words).stdout) for _ in range(2))
    assert first["rows"] == rows
    assert least <= first["listed"] <= most
    assert first["left_out_by_code"].items() >= left_out.items()
    assert (again["added"], again["changed"], again["ended"]) == (0, 0, 0)
    assert again["fingerprint"] == first["fingerprint"]
