"""An empty store and answers database for every test that asks, once on SQLite and once on PostgreSQL."""

import itertools
import shutil
from datetime import UTC, date, datetime, time

import pytest

from directory.search.engines import INDEXES, index_of
from directory.settings import Settings
from directory.store.answers import open_answers
from directory.store.session import open_store
from tests import postgresql

NUMBERS = itertools.count()
EACH_DATABASE = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


class Calendar:
    """A clock that stands at noon until a test turns it."""

    def __init__(self):
        self.now = datetime.combine(date(2026, 11, 21), time(12), UTC)

    def __call__(self):
        return self.now

    def turn_to(self, day):
        self.now = datetime.combine(day, time(12), UTC)


@pytest.fixture(params=sorted(INDEXES), scope="session")
def engine(request):
    """Every search engine's index in turn: they must all do the same."""
    return index_of(request.param)


@pytest.fixture
def calendar():
    return Calendar()


@pytest.fixture(scope="session")
def postgresql_server():
    if reason := postgresql.missing():
        pytest.skip(reason)
    with postgresql.running_server() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory):
    """A file with all tables of both databases, to copy."""
    path = tmp_path_factory.mktemp("tables") / "tables.sqlite3"
    _make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_tables(postgresql_server):
    """A database with all tables of both databases, to copy."""
    _make_tables(postgresql.new_database(postgresql_server, "tables"))
    return "tables"


def _make_tables(url):
    settings = settings_for(url, None)
    open_store(settings).close()
    open_answers(settings).close()


def settings_for(url, data_dir):
    """Both databases at one address."""
    return Settings(data_dir, url, url, answers_keep_hours=24, secret_key="a test's secret")


@pytest.fixture(params=EACH_DATABASE)
def empty_database(request, tmp_path):
    """Settings for a database without a table."""
    if request.param == "sqlite":
        return settings_for(f"sqlite:///{tmp_path / 'empty.sqlite3'}", tmp_path)
    server = request.getfixturevalue("postgresql_server")
    return settings_for(postgresql.new_database(server, f"test_{next(NUMBERS)}"), tmp_path)


@pytest.fixture(params=EACH_DATABASE)
def settings(request, tmp_path):
    """Settings for a database with all tables, and nothing in them."""
    if request.param == "sqlite":
        path = tmp_path / "market.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_tables"), path)
        return settings_for(f"sqlite:///{path}", tmp_path)
    template = request.getfixturevalue("postgresql_tables")
    server = request.getfixturevalue("postgresql_server")
    return settings_for(postgresql.new_database(server, f"test_{next(NUMBERS)}", template), tmp_path)


@pytest.fixture
def store(settings, calendar):
    opened = open_store(settings, clock=calendar, wait_seconds=0.2)
    yield opened
    opened.close()


@pytest.fixture
def answers(settings, calendar):
    opened = open_answers(settings, clock=calendar)
    yield opened
    opened.close()
