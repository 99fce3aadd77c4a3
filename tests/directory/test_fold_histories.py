"""Whatever happened in whatever order: folding what changed leaves what folding everything would."""

import shutil
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.errors import CareMarketError
from directory.records import Identifier
from directory.store.option_models import FOLDED
from directory.store.session import open_store
from tests.builders import MILE_END, STRETFORD, a_care_home
from tests.directory.conftest import settings_for
from tests.directory.importing import latest_run, take_in

RECORDS = st.integers(1, 4)
STEPS = st.one_of(
    st.tuples(st.just("import"), st.sampled_from("AB"), st.frozensets(st.integers(0, 2)), st.integers(0, 2)),
    st.tuples(st.just("link"), RECORDS, RECORDS, st.sampled_from(["same", "different", "ask"])),
    st.tuples(st.just("hide"), RECORDS),
    st.tuples(st.just("show again"), RECORDS),
    st.tuples(st.just("undo")),
)


def a_home(number, variant):
    """Three homes, of which two have one provider until a variant says otherwise."""
    provider = "1-20" if number < 2 and variant < 2 else f"1-2{number}"
    numbers = (Identifier("cqc_location", f"1-{number}"), Identifier("cqc_provider", provider))
    place = STRETFORD if variant else replace(MILE_END, easting=536000 + number)
    return a_care_home(
        source_id=str(number), name=f"Home {number}.{variant}", identifiers=numbers, place=place
    )


def take(store, step):
    """One step of a history; what can't be done at its time is refused and changes nothing."""
    what, *details = step
    if what == "import":
        publisher, numbers, variant = details
        take_in(
            store, *(a_home(n, variant) for n in sorted(numbers)), source="cqc-directory", publisher=publisher
        )
        return
    with store.writing() as writer:
        if what == "link" and details[0] != details[1]:
            known = {record_id for record_id, _, _ in writer.live_claims()}
            if {details[0], details[1]} <= known:
                writer.link(details[0], details[1], details[2], {})
                writer.fold(details[:2])
        elif what == "hide":
            writer.hide(details[0], why="asked", by="officer")
        elif what == "show again":
            writer.show_again(details[0], by="officer")
        elif what == "undo":
            writer.undo_run(latest_run(store), by="officer")


def folded(writer):
    return {
        table.__tablename__: sorted(map(repr, writer._connection.execute(table.__table__.select())))
        for table in FOLDED
    }


@given(st.lists(STEPS, min_size=2, max_size=9))
@settings(max_examples=40)
def test_folding_what_changed_is_folding_everything(sqlite_tables, tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("history") / "market.sqlite3"
    shutil.copy(sqlite_tables, path)
    store = open_store(settings_for(f"sqlite:///{path}", None))
    try:
        for step in steps:
            try:
                take(store, step)
            except (CareMarketError, IndexError):
                continue
        with store.writing(dry_run=True) as writer:
            piece_by_piece = folded(writer)
            writer.fold()
            assert folded(writer) == piece_by_piece
    finally:
        store.close()
