"""caremarket imports and undo-import: what was taken in, shown again and taken back."""

import json

import pytest
from click.testing import CliRunner

from directory.cli import main
from directory.live_market import LiveMarket
from directory.settings import read_settings
from directory.store.session import open_store
from tests.importers.paper_map import PaperMap
from tests.importers.sheets import a_group, another_person, write_csv

PEOPLE_OF_BOW = ("personal-assistants", "--publisher", "Bow CAB", "--scope", "Tower Hamlets")
GROUPS_OF_BOW = ("community-groups", "--publisher", "Bow CAB", "--scope", "Tower Hamlets")


@pytest.fixture
def caremarket(tmp_path, monkeypatch):
    """Run a command on a data folder of its own, with a handful of places for a gazetteer."""
    monkeypatch.setenv("CAREMARKET_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("importers.commands.import_file.Gazetteer.open", lambda settings: PaperMap())

    def run(*words):
        done = CliRunner().invoke(main, [str(word) for word in words])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return run


@pytest.fixture
def send(caremarket, tmp_path):
    """Import rows and return the fingerprint of the market after them."""

    def sent(rows, words=PEOPLE_OF_BOW, name="people.csv"):
        path = write_csv(tmp_path / name, rows)
        return json.loads(caremarket("import", *words, path, "--json").stdout)["fingerprint"]

    return sent


def people(*numbers, **changes):
    return [another_person(number, **changes) for number in numbers]


def fingerprint(caremarket):
    return json.loads(caremarket("status", "--json").stdout)["fingerprint"]


def test_imports_are_listed_newest_first_with_what_they_did(caremarket, send):
    assert caremarket("imports").stdout == "Nothing has been imported yet.\n"
    send(people(1, 2))
    send([a_group()], GROUPS_OF_BOW, "groups.csv")
    first, second = (line for line in caremarket("imports").stdout.splitlines() if "UTC" in line)
    assert "community-groups" in first
    assert "personal-assistants" in second
    listed = json.loads(caremarket("imports", "--json").stdout)
    assert [run["run"] for run in listed] == [2, 1]
    assert listed[1]["counts"]["added"] == 2
    assert (listed[1]["file_name"], listed[1]["publisher"]) == ("people.csv", "Bow CAB")
    assert (listed[1]["scope"], listed[1]["undone"]) == ("Tower Hamlets", False)


def test_the_list_can_be_cut_short_or_kept_to_one_source(caremarket, send):
    send(people(1))
    send([a_group()], GROUPS_OF_BOW)
    assert [run["run"] for run in json.loads(caremarket("imports", "--limit", 1, "--json").stdout)] == [2]
    of_source = caremarket("imports", "--source", "personal-assistants", "--json").stdout
    assert [run["run"] for run in json.loads(of_source)] == [1]


def test_the_whole_report_of_an_import_is_kept(caremarket, tmp_path):
    rows = [*people(1, 2), another_person(3, Postcode="nowhere"), another_person(4, Consent_to_list="no")]
    path = write_csv(tmp_path / "people.csv", rows)
    said = caremarket("import", *PEOPLE_OF_BOW, path, "--no-publish").stdout
    shown = caremarket("imports", 1).stdout
    assert said.strip() in shown
    assert "people.csv" in shown
    kept = json.loads(caremarket("imports", 1, "--json").stdout)
    assert kept["report"]["rows_refused"][0]["line"] == 4
    assert kept["report"]["left_out_by_code"] == {"no_consent": 1}


def test_the_report_of_an_import_can_be_written_as_a_page(caremarket, send, tmp_path):
    send([*people(1), another_person(3, Postcode="nowhere")])
    done = caremarket("imports", 1, "--html", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text()
    assert done.exit_code == 0
    assert "<h1>Import 1 of personal-assistants</h1>" in page
    assert "The postcode is not known." in page
    assert caremarket("imports", "--html", tmp_path / "x.html").exit_code == 2
    assert caremarket("imports", 1, "--html", tmp_path / "no folder" / "x.html").exit_code == 3


@pytest.mark.parametrize("words", [("imports", 7), ("undo-import", 7)])
def test_an_import_that_is_not_there_is_refused_with_how_to_find_it(caremarket, words):
    done = caremarket(*words)
    assert (done.exit_code, "no import 7" in done.stderr) == (3, True)


def test_an_undone_import_leaves_the_market_as_before_it_in_the_store_and_for_people(caremarket, send):
    before = send(people(1, 2))
    assert send([*people(1, Languages="Polish"), *people(3)]) != before
    done = caremarket("undo-import", 2, "--by", "Amina Officer")
    assert done.exit_code == 0
    assert "Import 2 is undone." in done.stdout
    assert fingerprint(caremarket) == before
    assert LiveMarket.open(read_settings()).options == 2
    assert "Published as" in done.stdout
    assert "undone" in caremarket("imports").stdout.splitlines()[0]
    with open_store(read_settings()).reading() as reader:
        (line,) = reader.audit("undo")
    assert (line.who, line.subject, line.after) == ("Amina Officer", "run 2", {"records": 3})


def test_undoing_can_be_tried_without_changing_anything(caremarket, send):
    send(people(1, 2))
    after = send(people(1, 2, 3))
    done = json.loads(caremarket("undo-import", 2, "--dry-run", "--json").stdout)
    assert (done["listed_before"], done["listed"], done["published"]) == (3, 2, None)
    assert done["fingerprint"] != after
    assert fingerprint(caremarket) == after
    assert not json.loads(caremarket("imports", "--json").stdout)[0]["undone"]


def test_only_the_latest_import_of_a_register_can_be_undone_whatever_others_came_after(caremarket, send):
    send(people(1))
    send(people(1, 2))
    send([a_group()], GROUPS_OF_BOW)
    refused = caremarket("undo-import", 1)
    assert (refused.exit_code, "Undo import 2 first." in refused.stderr) == (3, True)
    assert caremarket("undo-import", 2).exit_code == 0
    assert caremarket("undo-import", 1).exit_code == 0
    again = caremarket("undo-import", 1)
    assert (again.exit_code, "undone already" in again.stderr) == (3, True)
    assert json.loads(caremarket("status", "--json").stdout)["listed"]["total"] == 1


def test_whoever_withdrew_consent_in_an_undone_import_is_told_to_stay_hidden(caremarket, send):
    send(people(1, 2))
    send([*people(1), *people(2, Consent_to_list="no")])
    done = caremarket("undo-import", 2)
    assert "withdrew consent, stay hidden         1" in done.stdout
    assert LiveMarket.open(read_settings()).options == 1
