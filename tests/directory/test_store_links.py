"""Links that make records one provider, and hiding: both at once, and both to be taken back."""

import pytest

from directory.errors import NotFound
from directory.store import record_models as tables
from tests.builders import MILE_END, a_community_group, a_personal_assistant
from tests.directory.importing import latest_run, published, take_in, the_option


def two_councils(store, **theirs):
    """The same club from two councils; returns both records."""
    ours = take_in(store, a_community_group(languages=["eng"]))
    others = take_in(store, a_community_group(languages=["syl"], **theirs), publisher="Another Council")
    return ours.added[0], others.added[0]


def say(store, record_a, record_b, verdict, by="officer"):
    with store.writing() as writer:
        writer.link(record_a, record_b, verdict, {"telephone": "same"}, by=by)
        writer.fold([record_a, record_b])


def links(store):
    with store.writing() as writer:
        return writer._connection.execute(tables.RecordLink.__table__.select()).all()


def audit(store):
    with store.writing() as writer:
        lines = writer._connection.execute(tables.Audit.__table__.select()).all()
    return [(line.who, line.what, line.before, line.after) for line in lines if line.what != "import"]


def test_records_linked_as_the_same_become_one_option_with_the_claims_of_both(store):
    say(store, *two_councils(store), "same")
    option = the_option(store)
    assert {a.code for a in option.attributes if a.vocabulary == "languages"} == {"eng", "syl"}
    assert {source.publisher for source in option.sources} == {"Example Council", "Another Council"}


def test_unlinking_restores_every_field(store):
    pair = two_councils(store, name="The other name", description="Told differently")
    before = published(store)
    say(store, *pair, "same")
    assert published(store) != before
    with store.writing() as writer:
        writer.unlink(*pair, by="officer")
    assert published(store) == before


def test_a_pair_may_be_named_either_way_round_and_twice(store):
    record_a, record_b = two_councils(store)
    say(store, record_b, record_a, "same")
    say(store, record_a, record_b, "same")
    assert len(links(store)) == 1
    assert len(published(store)) == 1


def test_look_alikes_are_kept_apart_until_a_person_has_been_asked(store):
    pair = two_councils(store)
    say(store, *pair, "ask")
    assert len(published(store)) == 2
    say(store, *pair, "same")
    assert len(published(store)) == 1


def test_a_verdict_replaced_is_withdrawn_and_kept(store):
    pair = two_councils(store)
    say(store, *pair, "same", by="import")
    say(store, *pair, "different", by="officer")
    assert len(published(store)) == 2
    assert [(link.verdict, link.withdrawn_by) for link in links(store)] == [
        ("same", "officer"),
        ("different", None),
    ]


def test_links_never_join_what_is_known_to_be_different(store):
    record_a, record_b = two_councils(store)
    third = take_in(store, a_community_group(), publisher="A third").added[0]
    say(store, record_a, record_b, "different")
    say(store, record_a, third, "same")
    say(store, record_b, third, "same")
    owners = {option.owner_number for option in published(store)}
    assert len(owners) == 2


def test_withdrawing_what_was_never_said_is_refused(store):
    pair = two_councils(store)
    with store.writing() as writer, pytest.raises(NotFound):
        writer.unlink(*pair, by="officer")


def test_every_link_and_unlink_leaves_an_audit_line(store):
    pair = two_councils(store)
    say(store, *pair, "same", by="Amina")
    with store.writing() as writer:
        writer.unlink(*pair, by="Ben")
    assert audit(store) == [
        ("Amina", "link", None, {"verdict": "same"}),
        ("Ben", "unlink", {"verdict": "same"}, None),
    ]


def test_undoing_an_import_takes_back_its_links_and_gives_back_those_it_replaced(store):
    pair = two_councils(store)
    say(store, *pair, "different")
    before = published(store)
    with store.writing() as writer:
        run_id = writer.begin_run("community-groups", "A third", "London", "f.csv", "0" * 64)
        writer.link(*pair, "same", {})
        writer.fold(pair)
        writer.finish_run(run_id, {}, {})
    assert len(published(store)) == 1
    with store.writing() as writer:
        writer.undo_run(latest_run(store), by="officer")
    assert published(store) == before
    assert [link.verdict for link in links(store) if link.withdrawn_at is None] == ["different"]


def test_a_hidden_option_is_gone_from_everything_public_at_once(store):
    take_in(store, a_community_group(), publisher="Example data")
    option_id = the_option(store).option_id
    with store.writing() as writer:
        writer.hide(option_id, why="closed", by="officer")
    assert published(store) == []
    with store.reading() as reader:
        assert reader.options([option_id]) == {}
        assert reader.listed() == {"total": 0, "by_kind": {}}
        assert not reader.has_example_data()


def test_a_hidden_option_stays_hidden_through_later_imports_until_it_is_shown_again(store):
    take_in(store, a_community_group())
    option_id = the_option(store).option_id
    with store.writing() as writer:
        writer.hide(option_id, why="closed", by="officer")
    take_in(store, a_community_group(name="New name"))
    assert published(store) == []
    with store.writing() as writer:
        writer.show_again(option_id, by="officer")
    assert the_option(store).name == "New name"


def test_hiding_one_record_hides_the_option_it_speaks_for(store):
    pair = two_councils(store)
    say(store, *pair, "same")
    with store.writing() as writer:
        writer.hide(pair[1], why="asked", by="officer")
    assert published(store) == []


def test_a_hidden_record_lends_its_name_to_nothing_else_of_its_provider(store):
    pair = two_councils(
        store, organization_name="Do not show", provider_kind="volunteer_scheme", place=MILE_END
    )
    say(store, *pair, "same")
    with store.writing() as writer:
        writer.hide(pair[0], why="asked", by="officer")
    (shown,) = published(store)
    assert (shown.owner_name, shown.provider_kind) == ("Do not show", "volunteer_scheme")
    with store.writing() as writer:
        writer.show_again(pair[0], by="officer")
        writer.hide(pair[1], why="asked", by="officer")
    assert "Do not show" not in repr(published(store))


def test_hiding_what_is_not_there_is_refused(store):
    with store.writing() as writer, pytest.raises(NotFound):
        writer.hide("0000000000000", why="closed", by="officer")


def test_hiding_and_showing_again_leave_audit_lines(store):
    take_in(store, a_community_group())
    option_id = the_option(store).option_id
    with store.writing() as writer:
        writer.hide(option_id, why="closed", by="Amina")
        writer.hide(option_id, why="closed", by="Amina")
        writer.show_again(option_id, by="Ben")
    assert audit(store) == [
        ("Amina", "hide", {"hidden": False}, {"hidden": True, "why": "closed"}),
        ("Ben", "show again", {"hidden": True}, {"hidden": False}),
    ]


@pytest.mark.parametrize("reason", ["no_consent", "below_minimum_wage"])
def test_what_may_not_be_listed_is_stored_and_never_shown(store, reason):
    take_in(store, a_personal_assistant(unlisted_because=reason), source="personal-assistants")
    assert published(store) == []
    with store.reading() as reader:
        assert reader.sources()[0].records == 1


def test_consent_withdrawn_at_one_register_is_withdrawn_for_the_person(store):
    here = take_in(store, a_personal_assistant(), source="personal-assistants")
    there = take_in(
        store,
        a_personal_assistant(unlisted_because="no_consent"),
        source="personal-assistants",
        publisher="Another Council",
    )
    say(store, here.added[0], there.added[0], "same")
    assert published(store) == []


def test_long_lists_are_worked_through_in_blocks(store, monkeypatch):
    monkeypatch.setattr("directory.store.blocks.AT_ONCE", 2)
    monkeypatch.setattr("directory.store.refold.RECORDS_AT_ONCE", 2)
    groups = [a_community_group(source_id=str(n), name=f"Group {n}") for n in range(7)]
    ours = take_in(store, *groups).added
    theirs = take_in(store, *groups, publisher="Another Council").added
    with store.writing() as writer:
        writer.link_all([(a, b, "same", {}) for a, b in zip(ours, theirs, strict=True)])
        writer.fold(ours)
        assert writer.pairs_spoken_of(zip(ours, theirs, strict=True)) == set(zip(ours, theirs, strict=True))
    assert {len(option.sources) for option in published(store)} == {2}
    assert {option.name for option in published(store)} == {f"Group {n}" for n in range(7)}
    with store.writing() as writer:
        writer.fold()
    assert len(published(store)) == 7
