"""caremarket import SOURCE URL: as a file, wherever it lies, and nothing of it left behind."""

import json
import os
import time

import pytest
from click.testing import CliRunner

from directory.cli import main
from tests.importers.oruk_services import a_service
from tests.importers.own_server import OwnServer, Says, says_json
from tests.importers.paper_map import PaperMap
from tests.importers.sheets import a_group, write_csv

WORDS = ("community-groups", "--publisher", "Example Council")


@pytest.fixture
def server():
    own = OwnServer()
    yield own
    own.close()


@pytest.fixture
def data_dir(tmp_path, monkeypatch):
    monkeypatch.setenv("CAREMARKET_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CAREMARKET_ALLOW_PRIVATE_ADDRESSES", "127.0.0.1")
    monkeypatch.setattr("importers.commands.import_file.Gazetteer.open", lambda settings: PaperMap())
    return tmp_path / "data"


def caremarket(*words):
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture
def groups(tmp_path):
    return write_csv(tmp_path / "groups.csv", [a_group()])


def test_a_file_by_its_address_is_the_same_as_by_its_path(server, data_dir, groups):
    server.answers["/lists/groups.csv"] = [Says(groups.read_bytes())]
    address = server.at("/lists/groups.csv?key=secret")
    done = caremarket("import", *WORDS, address, "--no-publish", "--json")
    report = json.loads(done.stdout)
    assert (report["added"], report["fetched_from"]) == (1, server.at("/lists/groups.csv"))
    again = json.loads(caremarket("import", *WORDS, groups, "--no-publish", "--json").stdout)
    assert (again["added"], again["unchanged"]) == (0, 1)
    assert "secret" not in done.output
    assert "fetched_from" not in again


def test_nothing_fetched_is_left_behind(server, data_dir, groups):
    server.answers["/groups.csv"] = [Says(groups.read_bytes())]
    done = caremarket("import", *WORDS, server.at("/groups.csv"), "--no-publish")
    assert done.stdout.startswith(f"Fetched from {server.at('/groups.csv')}\n")
    assert list((data_dir / "fetched").iterdir()) == []


def test_what_a_killed_run_left_goes_after_a_day(server, data_dir, groups):
    server.answers["/groups.csv"] = [Says(groups.read_bytes())]
    for name, hours in (("import-old", 25), ("import-new", 1)):
        left = data_dir / "fetched" / name
        left.mkdir(parents=True)
        os.utime(left, (time.time() - 3_600 * hours,) * 2)
    caremarket("import", *WORDS, server.at("/groups.csv"), "--no-publish")
    assert [path.name for path in (data_dir / "fetched").iterdir()] == ["import-new"]


@pytest.mark.parametrize(
    "address", ["{}/missing.csv?key=secret", "http://name:word@127.0.0.1/secret", "ftp://a/secret"]
)
def test_what_can_not_be_fetched_is_refused_with_status_3_and_tells_no_secret(server, data_dir, address):
    done = caremarket("import", *WORDS, address.format(server.at("")), "--json")
    assert done.exit_code == 3
    assert json.loads(done.stdout)["accepted"] is False
    assert "secret" not in done.output


def test_our_own_machine_is_out_of_reach_unless_a_setting_names_it(server, data_dir, groups, monkeypatch):
    server.answers["/groups.csv"] = [Says(groups.read_bytes())]
    monkeypatch.delenv("CAREMARKET_ALLOW_PRIVATE_ADDRESSES")
    done = caremarket("import", *WORDS, server.at("/groups.csv"))
    assert (done.exit_code, server.asked) == (3, [])
    assert "CAREMARKET_ALLOW_PRIVATE_ADDRESSES" in done.stderr


def test_a_source_that_does_not_fit_is_named_for_a_fetched_file_too(server, data_dir, groups):
    server.answers["/groups.csv"] = [Says(groups.read_bytes())]
    done = caremarket("import", "charities", server.at("/groups.csv"))
    assert (done.exit_code, "caremarket import community-groups" in done.stderr) == (3, True)


def test_a_feed_is_imported_whole_under_its_own_name_and_again_unchanged(server, data_dir):
    page = {
        "total_items": 2,
        "total_pages": 1,
        "page_number": 1,
        "contents": [a_service(), a_service(id="other")],
    }
    server.answers["/bow/services"] = [says_json(page)]
    words = ["import", "open-referral", server.at("/bow"), "--no-publish", "--json"]
    first, again = (json.loads(caremarket(*words).stdout) for _ in range(2))
    assert (first["added"], first["publisher"]) == (2, f"127.0.0.1:{server.port}/bow")
    assert (again["unchanged"], again["fingerprint"]) == (2, first["fingerprint"])
    assert list((data_dir / "fetched").iterdir()) == []


def test_a_feed_that_breaks_off_changes_nothing(server, data_dir):
    page = {"total_items": 9, "total_pages": 2, "page_number": 1, "contents": [a_service()]}
    server.answers["/bow/services"] = [says_json(page), Says(b"", 404)]
    done = caremarket("import", "open-referral", server.at("/bow"), "--json")
    assert (done.exit_code, json.loads(done.stdout)["error"]["code"]) == (3, "not_given")
    assert json.loads(caremarket("status", "--json").stdout)["listed"]["total"] == 0
