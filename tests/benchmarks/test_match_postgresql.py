"""PostgreSQL gives the same twenty options and the same totals as ours, for every question."""

from contextlib import contextmanager

import pytest

from benchmarks.match.answering import Answer, answer
from benchmarks.match.england import AS_OF, england
from benchmarks.match.postgresql.codes import Codes
from benchmarks.match.postgresql.peer import load
from benchmarks.match.postgresql.server import DEBIAN_PROGRAMS, running_server
from benchmarks.match.questions import questions, worst_question
from directory.errors import CareMarketError
from directory.offers import codes_for
from directory.rates import rates_on
from matching.needs import PersonalBudget, SupportNeeds
from matching.snapshot import Snapshot
from tests import postgresql

COUNT, SEED = 3000, 3
POSTGIS = DEBIAN_PROGRAMS.parent / "lib" / "postgis-3.so"


@pytest.fixture(scope="module")
def snapshot(homes):
    offers = england(COUNT, SEED, homes)
    return Snapshot.of(offers, codes_for(homes.outcodes), AS_OF, rates_on(AS_OF))


@contextmanager
def loaded(server, variant, homes):
    offers, codes = england(COUNT, SEED, homes), Codes(codes_for(homes.outcodes), AS_OF)
    peer = load(server, variant, offers, codes, rates_on(AS_OF))
    yield peer
    peer.connection.close()


def differences(peer, snapshot, asked):
    return [found for needs in asked if (found := difference(peer, snapshot, needs))]


def difference(peer, snapshot, needs):
    listed = peer.listed(needs)
    numbers, utilities = (tuple(row[at] for row in listed) for at in (0, 1))
    theirs = Answer(numbers, utilities, *peer.totals(needs))
    return answer(needs, snapshot).differs_from(theirs)


def rarely_asked(homes):
    """What the drawn questions don't ask: money without hours, every need, living in, kinds without more."""
    here = questions(4, SEED, homes)[0].needs.here
    return [
        SupportNeeds(("personal_care", "meals"), here=here, must=frozenset({"needs"})),
        SupportNeeds(("live_in",), setting=("own_home",), here=here, within_miles=3),
        SupportNeeds(("short_break", "care_home"), here=here, within_miles=30, funding="direct_payment"),
        SupportNeeds(
            ("personal_care", "short_break"),
            setting=("own_home", "move_in"),
            here=here,
            within_miles=20,
            funding="direct_payment",
        ),
        SupportNeeds(
            ("companionship",),
            here=here,
            budget=PersonalBudget(max_pence_per_hour=1900),
            must=frozenset({"max_pence_per_hour"}),
        ),
        SupportNeeds(
            ("companionship",),
            here=here,
            budget=PersonalBudget(pence=40_000, per="month"),
            must=frozenset({"budget"}),
        ),
        SupportNeeds(
            ("personal_care",),
            here=here,
            languages=("syl", "eng"),
            budget=PersonalBudget(pence=900_000, hours_per_week=9, max_pence_per_hour=2100),
            must=frozenset({"budget", "max_pence_per_hour", "languages"}),
        ),
    ]


@pytest.mark.postgresql
def test_postgresql_answers_every_question_as_ours_does(homes, snapshot):
    if reason := postgresql.missing():
        pytest.skip(reason)
    asked = [question.needs for question in questions(200, SEED, homes)]
    with postgresql.running_server() as server, loaded(server, "point", homes) as peer:
        assert differences(peer, snapshot, [*asked, worst_question(), *rarely_asked(homes)]) == []


def test_postgis_answers_as_ours_does(homes, snapshot):
    if not POSTGIS.is_file():
        pytest.skip("Debian's postgresql-15-postgis-3 is not installed")
    asked = [question.needs for question in questions(40, SEED, homes)]
    with running_server() as server, loaded(server, "postgis", homes) as peer:
        assert differences(peer, snapshot, [*asked, worst_question()]) == []
    assert not server.exists()


def test_a_machine_without_the_server_is_told_what_to_install(tmp_path):
    with pytest.raises(CareMarketError, match="isn't installed") as refused, running_server(tmp_path):
        pass
    assert "postgresql-15-postgis-3" in refused.value.remedy
