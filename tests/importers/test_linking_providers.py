"""Providers told alike or apart: what is said of each pair, by what agrees and what doesn't."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from directory.store.record_models import RecordLink
from importers.pipeline import Orders, run
from importers.sources.cqc_directory import CqcDirectory
from tests.importers.cqc_rows import A_LOCATION, LOCATION_ID, PROVIDER_ID
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import GROUPS, a_group, write_csv

CQC = CqcDirectory()

NOWHERE = {"Telephone": "", "Email": "", "Website": ""}
A_LODGE = {**A_LOCATION, "Name": "Tallow Lodge", "Also known as": "The Old Vicarage"}
A_LODGE_IN_THE_LIST = a_group(
    Name="Tallow Lodge", Address="1 Example Street", Telephone="020 7946 0101", Email="", Website=""
)

# What another council says of the lunch club of tests.importers.sheets, and what is said of the two.
PAIRS = [
    ("all agrees", {}, "same"),
    ("in capitals, with a legal form", {"Name": "THE EXAMPLE LUNCH CLUB LTD."}, "same"),
    ("a letter left out", {"Name": "Exmple Lunch Club"}, "same"),
    ("the words in another order", {"Name": "Lunch Club, Example"}, "same"),
    ("Cyrillic letters that look Latin", {"Name": "Ехаmрlе Lunсh Сlub"}, "same"),
    ("letters of no width between", {"Name": "Exam\u200bple Lunch Club"}, "same"),
    ("only the telephone is told beside the name", {"Email": "", "Website": ""}, "same"),
    ("nothing but name and postcode is told", {**NOWHERE, "Address": ""}, "ask"),
    (
        "the telephone is another",
        {"Telephone": "020 7946 0999", "Email": "", "Website": "", "Address": ""},
        "ask",
    ),
    ("another name, all else agrees", {"Name": "Tallow Friendship Circle"}, "ask"),
    ("branches of one brand in one building", {"Name": "Example Walking Group", "Email": ""}, "ask"),
    ("another name and no telephone in one building", {**NOWHERE, "Name": "Stepney Chess Society"}, None),
    ("the same name far away", {**NOWHERE, "Address": "9 Far Road", "Postcode": "M32 0TH"}, None),
]


@pytest.fixture(params=[0, 2_000], ids=["kept columns", "claims"])
def take_in(store, tmp_path, request, monkeypatch):
    """Older records are read from what is kept of them where they are many, from their claims where few."""
    monkeypatch.setattr("importers.linking.kept.FEW_VERSIONS", request.param)

    def take(source, rows, publisher="Test register"):
        path = write_csv(tmp_path / "register.csv", rows)
        return run(store, source, path, replace(a_reading_context(), publisher=publisher), Orders())

    return take


@pytest.fixture
def said(store):
    def said_now():
        with store.reading() as reader:
            rows = reader._connection.execute(
                select(RecordLink.verdict, RecordLink.evidence).where(RecordLink.withdrawn_at.is_(None))
            )
            return [tuple(row) for row in rows]

    return said_now


def verdicts(said):
    return sorted(verdict for verdict, _ in said())


@pytest.mark.parametrize(
    ("changes", "verdict"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS]
)
def test_a_club_in_two_councils_lists(take_in, said, changes, verdict):
    take_in(GROUPS, [a_group()])
    take_in(GROUPS, [a_group(**changes)], publisher="Another council")
    assert verdicts(said) == ([verdict] if verdict else [])


def test_a_common_name_says_less_than_a_rare_one(take_in, said):
    weights = []
    for name in ("Puddingmaker Circle", "Lunch Club"):
        both = {**NOWHERE, "Name": name, "Address": ""}
        take_in(GROUPS, [a_group(**both)], publisher=f"{name} here")
        take_in(GROUPS, [a_group(**both)], publisher=f"{name} there")
        weights.append(said()[-1][1]["weight"])
    assert weights[0] > weights[1] + 3


def test_a_name_that_many_bear_in_the_store_says_less(take_in, said):
    both = {**NOWHERE, "Name": "Tallow Circle", "Address": ""}
    others = [a_group(**{**both, "Id": str(n), "Postcode": "M32 0TH"}) for n in range(2, 30)]
    take_in(GROUPS, [a_group(**both)])
    take_in(GROUPS, [a_group(**both)], publisher="Another council")
    alone = said()[-1][1]["weight"]
    take_in(GROUPS, others, publisher="A third")
    take_in(GROUPS, [a_group(**both)], publisher="A fourth")
    assert said()[-1][1]["weight"] < alone - 2


def test_what_another_register_knows_it_as_is_a_name_of_its_own(take_in, said):
    take_in(CQC, [A_LODGE])
    take_in(GROUPS, [{**A_LODGE_IN_THE_LIST, "Name": "The Old Vicarage"}])
    assert said()[0][0] == "same"
    assert said()[0][1]["fields"]["name"] == "other name"


def test_an_owners_name_is_not_the_services(take_in, said):
    take_in(CQC, [A_LODGE])
    take_in(GROUPS, [{**A_LODGE_IN_THE_LIST, "Name": "Example Care"}])
    assert [(verdict, evidence["fields"]["name"]) for verdict, evidence in said()] == [
        ("ask", "owner's name")
    ]


def test_one_record_of_each_list_is_the_same_and_no_more(take_in, said):
    take_in(GROUPS, [a_group()])
    lists = [a_group(Id="1"), a_group(Id="2", Name="Example Lunch Clubs", Telephone="", Email="", Website="")]
    assert take_in(GROUPS, lists, publisher="Another council").links == {"same": 1, "ask": 0}


def test_two_that_are_equally_alike_are_both_asked(take_in):
    take_in(GROUPS, [a_group()])
    twins = [a_group(Id="1"), a_group(Id="2")]
    assert take_in(GROUPS, twins, publisher="Another council").links == {"same": 0, "ask": 2}


def test_a_place_that_is_filled_is_not_filled_again_by_a_later_import(take_in):
    take_in(GROUPS, [a_group()])
    take_in(GROUPS, [a_group(Id="1")], publisher="Another council")
    later = [a_group(Id="1"), a_group(Id="2")]
    assert take_in(GROUPS, later, publisher="Another council").links == {"same": 0, "ask": 0}


def test_different_establishments_in_one_building_are_never_one(take_in, said):
    take_in(CQC, [A_LOCATION, {**A_LOCATION, LOCATION_ID: "1-555555555"}])
    claimed = a_group(
        Name=A_LOCATION["Name"],
        Address="1 Example Street",
        Telephone="020 7946 0101",
        **{"CQC_location_id": A_LOCATION[LOCATION_ID], "Organisation_type": "CQC registered provider"},
    )
    take_in(GROUPS, [claimed])
    assert said() == [("same", {"same": "cqc_location"})]


def test_sole_traders_of_one_name_are_two_unless_more_agrees(take_in, said):
    micro = {**NOWHERE, "Name": "Jane Smith", "Organisation_type": "Micro-provider", "Address": ""}
    take_in(GROUPS, [a_group(**micro)])
    take_in(GROUPS, [a_group(**{**micro, "Postcode": "M32 0TH"})], publisher="Another council")
    assert said() == []
    take_in(GROUPS, [a_group(**{**micro, "Telephone": "020 7946 0177"})], publisher="A third")
    take_in(GROUPS, [a_group(**{**micro, "Telephone": "020 7946 0188"})], publisher="A fourth")
    assert set(verdicts(said)) == {"ask"}


def test_evidence_names_what_agreed_and_never_what_it_says(take_in, said):
    take_in(GROUPS, [a_group()])
    take_in(GROUPS, [a_group()], publisher="Another council")
    ((_, evidence),) = said()
    assert evidence["fields"] == {
        "name": "same",
        "place": "same address",
        "telephone": "same",
        "website": "same",
        "email": "same",
    }
    assert not re.search(r"7946|example|E1 ", str(evidence), re.IGNORECASE)


A_SUCCESSOR = {**A_LOCATION, LOCATION_ID: "1-777777777", PROVIDER_ID: "1-888888888"}
BYSTANDER = {
    **A_LOCATION,
    LOCATION_ID: "1-999",
    PROVIDER_ID: "1-998",
    "Name": "Fern Court",
    "Postcode": "M32 0TH",
}


def test_a_location_registered_anew_follows_the_one_that_left(take_in, said, store):
    take_in(CQC, [A_LOCATION, BYSTANDER])
    report = take_in(CQC, [A_SUCCESSOR, BYSTANDER])
    assert report.links == {"same": 0, "ask": 0, "succeeded": 1}
    with store.reading() as reader:
        ((earlier, later),) = reader.successors().items()
        views = reader.record_views([earlier, later])
    assert [views[record].is_live for record in (earlier, later)] == [False, True]
    assert views[later].source_id == A_SUCCESSOR[LOCATION_ID]


def test_one_that_left_first_is_followed_by_one_that_came_later(take_in, store):
    take_in(CQC, [A_LOCATION, BYSTANDER])
    take_in(CQC, [BYSTANDER])
    assert take_in(CQC, [A_SUCCESSOR, BYSTANDER]).links["succeeded"] == 1


def test_two_listed_side_by_side_are_two_and_when_one_leaves_a_person_is_asked(take_in, said):
    assert take_in(CQC, [A_LOCATION, A_SUCCESSOR]).links == {"same": 0, "ask": 0}
    assert take_in(CQC, [A_SUCCESSOR]).links == {"same": 0, "ask": 1}
    assert "predecessor" in said()[0][1]


def test_a_predecessor_that_comes_back_is_not_made_one_with_its_successor(take_in, store):
    take_in(CQC, [A_LOCATION, BYSTANDER])
    take_in(CQC, [A_SUCCESSOR, BYSTANDER])
    take_in(CQC, [A_LOCATION, A_SUCCESSOR, BYSTANDER])
    with store.reading() as reader:
        options = list(reader.published_rows())
    assert len(options) == len({option.owner_number for option in options}) == 3
