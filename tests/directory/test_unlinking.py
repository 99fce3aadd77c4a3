"""Whatever is linked and taken back, every field is as it was."""

import shutil
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.records import Identifier
from directory.store.session import open_store
from tests.builders import MILE_END, STRETFORD, a_care_home, a_community_group
from tests.directory.conftest import settings_for
from tests.directory.importing import take_in
from tests.directory.test_fold_histories import folded

A_RECORD = st.tuples(
    st.sampled_from(["group", "home"]), st.integers(0, 2), st.sampled_from(["name", None]), st.booleans()
)
A_LINK = st.tuples(
    st.integers(0, 5), st.integers(0, 5), st.sampled_from(["same", "different", "ask", "succeeded"])
)


def claims_of(number, kind, provider, told, here):
    place = MILE_END if here else replace(STRETFORD, address=told)
    if kind == "group":
        texts = {"name": f"Group {number}", "description": told and f"Told {number}", "website": told}
        return a_community_group(source_id=str(number), place=place, languages=["syl"][: number % 2], **texts)
    numbers = (Identifier("cqc_location", f"1-{number}"), Identifier("cqc_provider", f"1-2{provider}"))
    return a_care_home(source_id=str(number), name=f"Home {number}", identifiers=numbers, place=place)


@given(st.lists(A_RECORD, min_size=2, max_size=6), st.lists(A_LINK, max_size=4), A_LINK)
@settings(max_examples=40)
def test_unlinking_restores_every_field(sqlite_tables, tmp_path_factory, records, links, link):
    path = tmp_path_factory.mktemp("unlinking") / "market.sqlite3"
    shutil.copy(sqlite_tables, path)
    store = open_store(settings_for(f"sqlite:///{path}", None))
    try:
        for number, record in enumerate(records):
            take_in(store, claims_of(number, *record), publisher=f"Council {number % 3}", scope=str(number))
        known = range(1, len(records) + 1)
        with store.writing() as writer:
            stated = {(a, b) for a, b, _ in links}
            for a, b, verdict in links:
                if a in known and b in known and a < b:
                    writer.link(a, b, verdict, {})
            writer.fold()
            before = folded(writer)
            a, b, verdict = link
            if a in known and b in known and a < b and (a, b) not in stated:
                writer.link(a, b, verdict, {}, by="an officer")
                writer.fold([a, b])
                writer.unlink(a, b, by="an officer")
            assert folded(writer) == before
    finally:
        store.close()


def test_a_succession_joins_nothing(store):
    earlier = take_in(store, a_care_home()).added[0]
    later = take_in(store, a_care_home(source_id="2", identifiers=()), publisher="CQC").added[0]
    with store.writing() as writer:
        before = folded(writer)
        writer.link(earlier, later, "succeeded", {"predecessor": earlier})
        writer.fold([earlier, later])
        assert folded(writer) == before
        assert writer.successors() == {earlier: later}
