"""caremarket import SOURCE URL: as a file, wherever it lies, and nothing of it left behind."""

import json

import pytest
from click.testing import CliRunner

from directory.cli import main
from tests.importers.own_server import OwnServer, Says
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
