"""Which records are one provider: joined where numbers agree, asked where they only look alike."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from directory.records import Identifier
from directory.store.record_models import RecordLink
from importers.linking.new_records import link_new
from importers.pipeline import Orders, run
from importers.sources.cqc_directory import CqcDirectory
from tests.builders import a_care_home
from tests.importers.cqc_rows import A_LOCATION, LOCATION_ID, PROVIDER_ID
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import GROUPS, PEOPLE, a_group, a_person, write_csv

CQC = CqcDirectory()


@pytest.fixture
def take_in(store, tmp_path):
    def take(source, rows, publisher="Test register"):
        path = write_csv(tmp_path / "register.csv", rows)
        context = replace(a_reading_context(), publisher=publisher)
        return run(store, source, path, context, Orders())

    return take


def links(store):
    """(verdict, evidence) of every link that stands."""
    with store.reading() as reader:
        rows = reader._connection.execute(
            select(RecordLink.verdict, RecordLink.evidence).where(RecordLink.withdrawn_at.is_(None))
        )
        return [tuple(row) for row in rows]


def listed(store):
    with store.reading() as reader:
        return reader.listed()["total"]


def a_registered_group(**changes):
    return a_group(
        **{
            "Organisation_type": "CQC registered provider",
            "CQC_location_id": A_LOCATION[LOCATION_ID],
            **changes,
        }
    )


def test_a_councils_record_joins_the_registers_by_its_location_id_in_either_order(take_in, store):
    take_in(GROUPS, [a_registered_group()])
    report = take_in(CQC, [A_LOCATION])
    assert report.links == {"same": 1, "ask": 0}
    assert links(store) == [("same", {"same": "cqc_location"})]


def test_locations_of_one_cqc_provider_need_no_link_by_their_company(store):
    company, provider = Identifier("company", "10000001"), Identifier("cqc_provider", "1-101")
    chain = [a_care_home(source_id=n, identifiers=(company, provider)) for n in ("1-1", "1-2")]
    other = a_care_home(source_id="1-3", identifiers=(company, Identifier("cqc_provider", "1-102")))
    with store.writing() as writer:
        run_id = writer.begin_run("cqc-locations", "CQC", "England", "file.csv", "0" * 64)
        landed = writer.add_versions(run_id, ((claims, None, None) for claims in (*chain, other)))
        assert link_new(writer, landed.added)["same"] == 2
        writer.fold()
    assert {verdict for verdict, _ in links(store)} == {"same"}


def test_other_records_of_the_council_stay_apart(take_in, store):
    take_in(CQC, [A_LOCATION])
    report = take_in(GROUPS, [a_registered_group(), a_group(Name="Another club")])
    assert report.links == {"same": 1, "ask": 0}


def test_the_same_name_and_postcode_is_only_asked(take_in, store):
    take_in(CQC, [A_LOCATION])
    group = a_group(Name=A_LOCATION["Name"].upper(), Postcode=A_LOCATION["Postcode"])
    assert take_in(GROUPS, [group]).links == {"same": 0, "ask": 1}
    assert listed(store) == 2


def test_the_same_name_and_postcode_with_another_number_is_not_even_asked(take_in):
    take_in(CQC, [A_LOCATION])
    other = a_registered_group(
        Name=A_LOCATION["Name"], Postcode=A_LOCATION["Postcode"], CQC_location_id="1-999999999"
    )
    assert take_in(GROUPS, [other]).links == {"same": 0, "ask": 0}


def test_two_councils_lists_are_compared_with_each_other_but_not_with_themselves(take_in):
    twice = [a_group(Id="1"), a_group(Id="2")]
    assert take_in(GROUPS, twice).links == {"same": 0, "ask": 0}
    assert take_in(GROUPS, twice, publisher="Another council").links == {"same": 0, "ask": 4}


def test_two_offers_of_one_registered_provider_are_joined_and_stay_two_options(take_in, store):
    report = take_in(
        GROUPS, [a_registered_group(Id="1"), a_registered_group(Id="2", Activities="Befriending")]
    )
    assert report.links == {"same": 1, "ask": 0}
    assert listed(store) == 2


PEOPLE_PAIRS = [
    ("two of three agree", {"Phone": ""}, ("same", {"agree": ["email", "birth_date"]})),
    ("all agree", {}, ("same", {"agree": ["telephone", "email", "birth_date"]})),
    ("only the telephone agrees", {"Email": "", "Date_of_birth": ""}, ("ask", {"agree": ["telephone"]})),
    ("a birth date differs", {"Date_of_birth": "1/1/1990"}, ("ask", {"agree": ["telephone", "email"]})),
    (
        "a twin on one telephone",
        {"Name": "Jo Example", "Email": ""},
        ("ask", {"agree": ["telephone", "birth_date"]}),
    ),
    ("nothing but the birth date agrees", {"Phone": "", "Email": "b@example.org"}, None),
    (
        "everything differs",
        {"Phone": "020 7946 0999", "Email": "b@example.org", "Date_of_birth": "1/1/1990"},
        None,
    ),
]


@pytest.mark.parametrize(
    ("changes", "link"), [pair[1:] for pair in PEOPLE_PAIRS], ids=[p[0] for p in PEOPLE_PAIRS]
)
def test_people_of_two_registers(take_in, store, changes, link):
    take_in(PEOPLE, [a_person()])
    take_in(PEOPLE, [a_person(**changes)], publisher="Another register")
    assert links(store) == ([link] if link else [])
    assert listed(store) == (1 if link and link[0] == "same" else 2)


def test_the_evidence_names_no_private_detail(take_in, store):
    take_in(PEOPLE, [a_person()])
    take_in(PEOPLE, [a_person()], publisher="Another register")
    text = str(links(store))
    assert [secret for secret in ("7946", "example.org", "1980", "Josephina") if secret in text] == []


def test_what_a_person_unlinked_no_import_links_again(take_in, store):
    take_in(CQC, [A_LOCATION])
    take_in(GROUPS, [a_registered_group()])
    with store.writing() as writer:
        pair = [writer.records_with_identifier("cqc_location", A_LOCATION[LOCATION_ID])]
        writer.unlink(*pair[0], by="an officer")
    report = take_in(GROUPS, [a_registered_group(Description="Another text.")])
    assert (report.changed, report.links) == (1, {"same": 0, "ask": 0})
    assert links(store) == []


def test_what_a_person_said_to_be_different_stays_so(take_in, store):
    take_in(CQC, [A_LOCATION, {**A_LOCATION, LOCATION_ID: "1-555555555", PROVIDER_ID: "1-666666666"}])
    take_in(GROUPS, [a_registered_group()])
    with store.writing() as writer:
        a, b = writer.records_with_identifier("cqc_location", A_LOCATION[LOCATION_ID])
        writer.link(a, b, "different", {"seen": "by hand"}, by="an officer")
    take_in(GROUPS, [a_registered_group(Description="Another text.")])
    assert links(store) == [("different", {"seen": "by hand"})]
