"""A record's life: begun, unchanged, changed, gone, back, undone; and what is private of it."""

from datetime import date

import pytest

from directory.errors import CareMarketError, NotFound
from directory.records import PrivateDetails
from directory.store import record_models as tables
from tests.builders import a_care_home, a_community_group, a_personal_assistant
from tests.directory.importing import latest_run, published, take_in, the_option

JOSEPHINA = PrivateDetails(
    name="Josephina Example",
    address="9 Example Street",
    postcode="E3 2AB",
    telephone="020 7946 0909",
    email="josephina@example.org",
    birth_date="1980-02-03",
    dbs_certificate_number="001234567890",
)
PA = a_personal_assistant()


def fingerprint(store):
    with store.reading() as reader:
        return reader.fingerprint()


def names(store):
    return {option.name for option in published(store)}


def rows_of(store, table):
    with store.writing() as writer:
        return writer._connection.execute(table.__table__.select()).all()


def test_what_is_taken_in_is_found_with_everything_it_states(store):
    take_in(store, a_community_group(description="Hot lunches", website="https://lunch.example.org"))
    option = the_option(store)
    assert option.name == "Example Lunch Club"
    assert option.description == "Hot lunches"
    assert option.place.postcode == "E1 4NS"
    assert option.costs[0].unit == "free"
    assert {(a.code, a.verdict) for a in option.attributes if a.vocabulary == "needs"} == {
        ("meals", "yes"),
        ("companionship", "yes"),
    }


def test_the_same_file_again_changes_nothing(store):
    club, home = a_community_group(), a_community_group(source_id="other", name="Other")
    take_in(store, club, home)
    before = fingerprint(store), published(store), len(rows_of(store, tables.SourceVersion))
    landed = take_in(store, home, club)
    assert (landed.added, landed.changed, len(landed.unchanged)) == ((), (), 2)
    assert (fingerprint(store), published(store), len(rows_of(store, tables.SourceVersion))) == before


def test_the_same_file_again_confirms_what_it_holds(store, calendar):
    take_in(store, a_community_group())
    calendar.turn_to(date(2026, 12, 1))
    take_in(store, a_community_group())
    assert the_option(store).confirmed_on == date(2026, 12, 1)
    assert the_option(store).attributes[0].since == date(2026, 11, 21)


def test_a_changed_row_ends_a_version_and_begins_another(store):
    take_in(store, a_community_group(name="Old name"))
    landed = take_in(store, a_community_group(name="New name"))
    assert len(landed.changed) == 1
    assert names(store) == {"New name"}
    told = [(v.claims["name"], v.ended_by_run is None) for v in rows_of(store, tables.SourceVersion)]
    assert sorted(told) == [("New name", True), ("Old name", False)]


def test_a_row_that_is_gone_leaves_the_market_and_stays_in_history(store):
    take_in(store, a_community_group(), a_community_group(source_id="other", name="Other"))
    take_in(store, a_community_group())
    assert names(store) == {"Example Lunch Club"}
    assert len(rows_of(store, tables.SourceVersion)) == 2


def test_a_row_that_comes_back_is_the_same_option(store):
    take_in(store, a_community_group())
    before = the_option(store).option_id
    take_in(store)
    assert published(store) == []
    take_in(store, a_community_group())
    assert the_option(store).option_id == before
    assert len(rows_of(store, tables.SourceRecord)) == 1


def test_a_file_removes_only_within_its_own_publisher_and_scope(store):
    take_in(store, a_community_group(name="Here"), scope="Tower Hamlets")
    take_in(store, a_community_group(name="There"), scope="Trafford")
    take_in(store, a_community_group(name="Theirs"), publisher="Another Council")
    take_in(store, scope="Tower Hamlets")
    assert names(store) == {"There", "Theirs"}


def test_a_source_id_that_comes_twice_is_refused(store):
    with pytest.raises(ValueError, match="twice"):
        take_in(store, a_community_group(), a_community_group(name="Other"))
    assert published(store) == []


def test_the_fingerprint_is_independent_of_the_order_of_rows(store):
    rows = [a_community_group(source_id=str(number), name=f"Group {number}") for number in range(5)]
    take_in(store, *rows)
    first = fingerprint(store)
    take_in(store)
    take_in(store, *reversed(rows))
    assert fingerprint(store) == first


def test_the_fingerprint_is_independent_of_the_installations_secret(store):
    take_in(store, a_personal_assistant(source_id="hash under one secret"), source="personal-assistants")
    first = fingerprint(store)
    take_in(store, a_personal_assistant(source_id="hash under another"), source="personal-assistants")
    assert fingerprint(store) == first


def test_the_fingerprint_tells_any_change(store):
    take_in(store, a_community_group())
    first = fingerprint(store)
    take_in(store, a_community_group(languages=["syl"]))
    assert fingerprint(store) != first


def test_an_import_undone_leaves_the_market_as_it_was(store, calendar):
    stays, changes, goes = (
        a_community_group(source_id=name, name=name) for name in ("stays", "changes", "goes")
    )
    take_in(store, stays, changes, goes)
    before = fingerprint(store), published(store)
    calendar.turn_to(date(2026, 12, 1))
    take_in(
        store,
        stays,
        a_community_group(source_id="changes", name="changed"),
        a_community_group(source_id="new"),
    )
    assert fingerprint(store) != before[0]
    with store.writing() as writer:
        touched = writer.undo_run(latest_run(store), by="officer")
    assert len(touched) == 3
    assert (fingerprint(store), published(store)) == before


def test_only_the_latest_import_of_a_register_can_be_undone_and_only_once(store):
    take_in(store, a_community_group())
    first = latest_run(store)
    take_in(store, a_community_group(name="Changed"))
    with store.writing() as writer, pytest.raises(CareMarketError) as refusal:
        writer.undo_run(first, by="officer")
    assert refusal.value.code == "not_the_latest_import"
    with store.writing() as writer:
        writer.undo_run(first + 1, by="officer")
        with pytest.raises(CareMarketError) as refusal:
            writer.undo_run(first + 1, by="officer")
        assert refusal.value.code == "already_undone"
        writer.undo_run(first, by="officer")
        with pytest.raises(NotFound):
            writer.undo_run(99, by="officer")
    assert published(store) == []


def test_an_import_of_another_register_does_not_stand_in_the_way_of_undoing(store):
    take_in(store, a_community_group())
    first = latest_run(store)
    take_in(store, a_care_home(), source="cqc-directory")
    with store.writing() as writer:
        writer.undo_run(first, by="officer")
    assert names(store) == {"Example Lodge"}


def test_imports_and_their_undoing_are_listed_and_audited(store):
    take_in(store, a_community_group())
    with store.writing() as writer:
        writer.undo_run(latest_run(store), by="an officer")
    with store.reading() as reader:
        (run,) = reader.runs()
        assert reader.sources() == []
    assert (run.source, run.counts, run.undone) == ("community-groups", {"added": 1}, True)
    lines = [(line.who, line.what) for line in rows_of(store, tables.Audit)]
    assert lines == [("Example Council", "import"), ("an officer", "undo")]


def test_private_details_are_nowhere_but_in_their_own_table(store):
    take_in(store, PA, source="personal-assistants", private={PA.source_id: JOSEPHINA})
    secrets = [JOSEPHINA.address, JOSEPHINA.email, JOSEPHINA.telephone, JOSEPHINA.birth_date]
    for table in tables.Base.metadata.tables.values():
        with store.writing() as writer:
            text = repr(writer._connection.execute(table.select()).all())
        held = [secret for secret in secrets if secret in text]
        assert held == (secrets if table.name == "private_detail" else [])


def test_a_personal_assistants_source_id_is_never_shown(store):
    take_in(store, PA, source="personal-assistants", private={PA.source_id: JOSEPHINA})
    assert the_option(store).sources[0].source_id is None
    assert PA.source_id not in repr(published(store))


def test_a_personal_assistant_is_reached_through_the_register_that_sent_the_record(store):
    take_in(store, PA, source="personal-assistants", publisher="PA Register")
    with store.writing() as writer:
        writer.set_publisher_contact("PA Register", "Ring 020 7946 0001", by="officer")
    assert the_option(store).sources[0].contact == "Ring 020 7946 0001"


def test_public_claims_of_a_personal_assistant_that_hold_a_private_detail_are_refused(store):
    with pytest.raises(ValueError, match="private"):
        take_in(store, a_personal_assistant(telephone="020 7946 0909"), source="personal-assistants")
    assert published(store) == []


def test_a_change_in_private_details_alone_begins_a_version(store):
    take_in(store, PA, source="personal-assistants", private={PA.source_id: JOSEPHINA})
    moved = PrivateDetails(name=JOSEPHINA.name, telephone="020 7946 0910")
    landed = take_in(store, PA, source="personal-assistants", private={PA.source_id: moved})
    with store.writing() as writer:
        assert writer.private_details(landed.changed) == {landed.changed[0]: moved}


def test_purging_deletes_private_details_of_every_version_and_says_so_in_the_audit(store):
    take_in(store, PA, source="personal-assistants", private={PA.source_id: JOSEPHINA})
    landed = take_in(
        store,
        a_personal_assistant(unlisted_because="no_consent"),
        source="personal-assistants",
        private={PA.source_id: JOSEPHINA},
    )
    with store.writing() as writer:
        assert writer.purge_private(landed.changed, why="asked to be forgotten", by="officer") == 2
        assert writer.private_details(landed.changed) == {}
    assert rows_of(store, tables.PrivateDetail) == []
    assert rows_of(store, tables.Audit)[-1].what == "purge private details"


def test_details_that_were_purged_come_back_only_with_an_import_that_brings_them(store):
    details = {PA.source_id: JOSEPHINA}
    landed = take_in(store, PA, source="personal-assistants", private=details)
    with store.writing() as writer:
        writer.purge_private(landed.added, why="by mistake", by="officer")
    assert len(take_in(store, PA, source="personal-assistants", private=details).changed) == 1


def test_records_are_found_by_a_registers_number_while_they_live(store):
    take_in(store, a_care_home(), source="cqc-directory")
    with store.writing() as writer:
        assert len(writer.records_with_identifier("cqc_location", "1-100000002")) == 1
        assert writer.records_with_identifier("cqc_location", "1-000") == ()
    take_in(store, source="cqc-directory")
    with store.writing() as writer:
        assert writer.records_with_identifier("cqc_location", "1-100000002") == ()


def test_linking_sees_the_claims_of_every_live_record(store):
    take_in(store, a_care_home(), source="cqc-directory")
    take_in(store, a_community_group())
    with store.writing() as writer:
        assert [(source, claims.name) for _, source, claims in writer.live_claims()] == [
            ("cqc-directory", "Example Lodge"),
            ("community-groups", "Example Lunch Club"),
        ]
        assert [source for _, source, _ in writer.live_claims(sources=["cqc-directory"])] == ["cqc-directory"]


def test_what_is_listed_is_counted_by_kind_and_sources_with_their_dates(store):
    take_in(
        store, a_care_home(), source="cqc-directory", publisher="Care Quality Commission", scope="England"
    )
    take_in(store, a_community_group(), a_community_group(source_id="b", unlisted_because="no_consent"))
    with store.reading() as reader:
        assert reader.listed() == {"total": 2, "by_kind": {"community_group": 1, "regulated_provider": 1}}
        told = [(s.source, s.publisher, s.scope, s.records, s.last_import) for s in reader.sources()]
    assert told == [
        ("community-groups", "Example Council", "Tower Hamlets", 2, date(2026, 11, 21)),
        ("cqc-directory", "Care Quality Commission", "England", 1, date(2026, 11, 21)),
    ]


def test_what_is_invented_is_known_as_such(store):
    take_in(store, a_community_group())
    with store.reading() as reader:
        assert not reader.has_example_data()
    take_in(store, a_community_group(name="Invented"), publisher="Example data")
    with store.reading() as reader:
        assert reader.has_example_data()
    assert {option.name for option in published(store) if option.example} == {"Invented"}


def test_published_rows_come_by_ascending_number_across_blocks(store, monkeypatch):
    monkeypatch.setattr("directory.store.assembly.OPTIONS_AT_ONCE", 3)
    take_in(store, *(a_community_group(source_id=str(n), name=f"Group {n}") for n in range(10)))
    rows = published(store)
    numbers = [row.option_number for row in rows]
    assert numbers == sorted(numbers)
    assert {row.name for row in rows} == {f"Group {n}" for n in range(10)}
    assert all(len(row.attributes) == 4 for row in rows)
