"""An empty store for the tests that take files in."""

import shutil
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from directory.cli import main
from directory.settings import Settings
from directory.store.session import open_store
from importers.pipeline import Orders, run
from tests.importers.paper_map import PaperMap, a_reading_context
from tests.importers.sheets import PEOPLE, write_csv

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def tables(tmp_path_factory):
    """A database with every table and nothing in them, to copy."""
    path = tmp_path_factory.mktemp("tables") / "market.sqlite3"
    open_store(_settings(path)).close()
    return path


@pytest.fixture
def settings(tables, tmp_path):
    path = tmp_path / "data" / "market.sqlite3"
    path.parent.mkdir()
    shutil.copy(tables, path)
    return _settings(path)


@pytest.fixture
def store(settings):
    opened = open_store(settings, clock=lambda: NOON)
    yield opened
    opened.close()


@pytest.fixture
def take_in(store, tmp_path):
    """Import rows as a CSV and return the report."""

    def take(rows, source=PEOPLE, *, context=None, publish_to=None, **orders):
        path = write_csv(tmp_path / "register.csv", rows)
        return run(
            store, source, path, context or a_reading_context(), Orders(publish_to=publish_to, **orders)
        )

    return take


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


def _settings(path):
    url = f"sqlite:///{path}"
    return Settings(path.parent, url, url, answers_keep_hours=24, secret_key="a test's secret")
