"""The fingerprint after any history is that of the live versions, reckoned from nothing but them."""

import hashlib
import shutil

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from directory.errors import CareMarketError
from directory.store.live_sum import RunSum
from directory.store.record_models import Publisher, SourceRecord, SourceVersion
from directory.store.session import open_store
from tests.builders import a_community_group
from tests.directory.conftest import settings_for
from tests.directory.importing import latest_run, take_in
from tests.directory.test_fold_histories import STEPS, take


def reckoned_anew(store):
    """As the first kept sums would be: with none kept, every run is gone through."""
    with store.writing(dry_run=True) as writer:
        writer._connection.execute(delete(RunSum))
        return writer.fingerprint()


def sum_of_live_versions(store):
    with store.reading() as reader:
        live = reader._connection.execute(
            select(
                SourceRecord.source,
                Publisher.name,
                SourceRecord.scope,
                SourceRecord.source_id,
                SourceRecord.is_private,
                SourceVersion.said_hash,
            )
            .join(SourceRecord, SourceRecord.id == SourceVersion.record_id)
            .join(Publisher, Publisher.id == SourceRecord.publisher_id)
            .where(SourceVersion.ended_by_run.is_(None))
        ).all()
    total = 0
    for source, publisher, scope, source_id, private, said_hash in live:
        said = "\n".join([source, publisher, scope, "" if private else source_id, said_hash])
        total += int.from_bytes(hashlib.sha256(said.encode()).digest())
    return hashlib.sha256((total % 2**256).to_bytes(32)).hexdigest()


def fingerprint(store):
    with store.reading() as reader:
        return reader.fingerprint()


@given(st.lists(STEPS, min_size=1, max_size=9))
@settings(max_examples=40, deadline=None)
def test_whatever_happened_it_is_that_of_the_live_versions(sqlite_tables, tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("history") / "market.sqlite3"
    shutil.copy(sqlite_tables, path)
    store = open_store(settings_for(f"sqlite:///{path}", None))
    try:
        for step in steps:
            try:
                take(store, step)
            except (CareMarketError, IndexError):
                continue
            assert fingerprint(store) == reckoned_anew(store) == sum_of_live_versions(store)
    finally:
        store.close()


def test_it_is_the_same_on_any_database(store):
    """Written down once: numbers of rows, clocks and the database beneath have no part in it."""
    take_in(store, a_community_group(source_id="b"), a_community_group(source_id="a", name="Another"))
    assert fingerprint(store) == "7e266c5d0f07a27aaf6366196be8130c241b7c17e8b62a15845f9fc10d86b238"


def test_an_import_reads_no_version_but_its_own(store):
    """What earlier runs added is kept, and a fingerprint adds it up."""
    take_in(store, a_community_group())
    first = latest_run(store)
    take_in(store, a_community_group(name="Changed"))
    with store.writing(dry_run=True) as writer:
        before = writer.fingerprint()
        kept = dict(map(tuple, writer._connection.execute(select(RunSum.run_id, RunSum.added))))
        writer._connection.execute(delete(SourceVersion).where(SourceVersion.begun_by_run == first))
        assert (writer.fingerprint(), len(kept)) == (before, 2)


def test_a_run_under_way_is_told_as_it_stands(store):
    take_in(store, a_community_group())
    before = fingerprint(store)
    with store.writing(dry_run=True) as writer:
        run = writer.begin_run("community-groups", "Example Council", "Tower Hamlets", "f.csv", "0" * 64)
        writer.add_versions(run, [(a_community_group(source_id="new"), None, None)])
        assert writer.fingerprint() != before
    assert fingerprint(store) == before
