"""Opening, migrating and sharing a database; what is left when a writer fails, waits or is killed."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from directory.errors import CareMarketError
from directory.store import migrate
from directory.store.answers import open_answers
from directory.store.engines import make_engine, writing
from directory.store.session import open_store
from directory.store.tables import METADATA
from tests.builders import a_community_group
from tests.directory.importing import published, take_in

ROOT = Path(__file__).parents[2]
BOTH = pytest.mark.parametrize("database", ["market", "answers"])
ON_SQLITE = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


@BOTH
def test_migrations_make_exactly_the_tables_of_the_models(empty_database, database):
    engine = make_engine(empty_database.database_url, database)
    migrate.migrate(engine, database)
    with writing(engine) as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "version_table": f"{database}_version"}
        )
        assert compare_metadata(context, METADATA[database]) == []
    engine.dispose()


@BOTH
def test_the_newest_revision_is_known_without_asking_alembic(database):
    scripts = ScriptDirectory.from_config(migrate.alembic_config(None, database))
    assert scripts.get_revision(f"{database}@head").revision == migrate.NEWEST[database]


@BOTH
def test_every_migration_can_be_taken_back(empty_database, database):
    from alembic import command

    engine = make_engine(empty_database.database_url, database)
    migrate.migrate(engine, database)
    with writing(engine) as connection:
        command.downgrade(migrate.alembic_config(connection, database), f"{database}@base")
    migrate.migrate(engine, database)
    with writing(engine) as connection:
        assert migrate.version(connection, database) == migrate.NEWEST[database]
    engine.dispose()


def test_both_databases_may_share_one_address(empty_database):
    open_store(empty_database).close()
    open_answers(empty_database).close()
    open_store(empty_database).close()


OPENED_ALREADY = """
import sys
from directory.settings import Settings
from directory.store.session import open_store
open_store(Settings(None, sys.argv[1], "", 1, ""))
print("alembic" in sys.modules)
"""


def test_a_database_that_is_up_to_date_opens_without_alembic(settings):
    command = [sys.executable, "-c", OPENED_ALREADY, settings.database_url]
    asked = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert asked.stdout.strip() == "False"


def test_a_database_that_a_later_release_made_is_refused(settings):
    engine = make_engine(settings.database_url, "market")
    with writing(engine) as connection:
        connection.execute(text("UPDATE market_version SET version_num = 'market_9999'"))
    engine.dispose()
    with pytest.raises(CareMarketError) as refusal:
        open_store(settings)
    assert refusal.value.code == "database_too_new"


@ON_SQLITE
def test_a_new_database_is_its_owners_alone_and_survives_a_power_cut(settings, tmp_path):
    store = open_store(replace(settings, database_url=f"sqlite:///{tmp_path / 'deep' / 'new.sqlite3'}"))
    take_in(store, a_community_group())
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "deep").iterdir()} == {0}
    with store.writing() as writer:
        told = [writer._connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")]
    assert told == ["wal", 2]
    store.close()


@ON_SQLITE
def test_a_file_that_is_no_database_is_refused_in_plain_words(settings, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, not a database. " * 50)
    with pytest.raises(CareMarketError) as refusal:
        open_store(replace(settings, database_url=f"sqlite:///{path}"))
    assert refusal.value.code == "store_failed"


def test_an_address_of_another_kind_is_refused():
    with pytest.raises(CareMarketError) as refusal:
        make_engine("mysql://somewhere/market", "market")
    assert refusal.value.code == "database_not_supported"


def test_a_writer_that_fails_leaves_everything_as_it_was(store):
    take_in(store, a_community_group())
    before = published(store)
    with pytest.raises(RuntimeError), store.writing() as writer:
        run_id = writer.begin_run("community-groups", "Example Council", "Tower Hamlets", "f.csv", "0" * 64)
        writer.fold(writer.end_versions(run_id, ["lunch-club"]))
        assert list(writer.published_rows()) == []
        raise RuntimeError("a full disk")
    assert published(store) == before


def test_a_dry_run_sees_its_own_changes_and_keeps_none(store):
    with store.writing(dry_run=True) as writer:
        run_id = writer.begin_run("community-groups", "Example Council", "Tower Hamlets", "f.csv", "0" * 64)
        writer.fold(writer.add_versions(run_id, [(a_community_group(), None, None)]).added)
        assert writer.listed()["total"] == 1
    assert published(store) == []
    with store.reading() as reader:
        assert reader.runs() == []


def test_a_second_writer_waits_and_is_then_refused_while_readers_never_wait(settings, store):
    second = open_store(settings, wait_seconds=0.1)
    with store.writing() as writer:
        writer.set_publisher_contact("Example Council", "020 7946 0001", by="officer")
        with pytest.raises(CareMarketError) as refusal, second.writing():
            raise AssertionError("two writers at once")
        with second.reading() as reader:
            assert reader.listed()["total"] == 0
    assert refusal.value.code == "store_busy"
    with second.writing() as writer:
        assert writer.sources() == []
    second.close()


def test_a_reader_sees_one_market_whatever_is_written_meanwhile(settings, store):
    take_in(store, a_community_group())
    second = open_store(settings)
    with second.reading() as reader:
        before = reader.fingerprint()
        take_in(store, a_community_group(name="Changed"))
        assert reader.fingerprint() == before
    with second.reading() as reader:
        assert reader.fingerprint() != before
    second.close()


KILLED_IN_THE_MIDDLE = """
import sys
from directory.settings import Settings
from directory.store.session import open_store
from tests.builders import a_community_group
with open_store(Settings(None, sys.argv[1], "", 1, "")).writing() as writer:
    run_id = writer.begin_run("community-groups", "Example Council", "Tower Hamlets", "f.csv", "0" * 64)
    items = ((a_community_group(source_id=str(n)), None, None) for n in range(3000))
    writer.fold(writer.add_versions(run_id, items).added)
    print("all but kept", flush=True)
    sys.stdin.read()
"""


def test_an_import_killed_before_it_ends_leaves_the_old_market(settings, store):
    take_in(store, a_community_group())
    before = published(store)
    command = [sys.executable, "-c", KILLED_IN_THE_MIDDLE, settings.database_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as importing:
        assert importing.stdout.readline() == b"all but kept\n"
        importing.kill()
    store.close()
    again = open_store(settings, wait_seconds=10)
    assert published(again) == before
    with again.writing() as writer:
        assert writer.fingerprint()
    again.close()
