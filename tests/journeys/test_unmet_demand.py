"""What searches did not find: counted where a council wants it, as numbers that give nobody away."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.app import create_app
from directory.errors import CareMarketError
from directory.journeys.unmet_demand import UnmetDemand, councils_counted, unmet_demand
from directory.settings import read_settings
from directory.store.answers import open_answers
from directory.store.search_counts import OUTCOMES, quarter_of
from directory.web.report.unmet_words import unmet_section
from matching.market.disclosure import worked_out
from tests.journeys.small_market import OpenedHere
from tests.journeys.visitor import Visitor

TOWER_HAMLETS = "E09000030"
SUMMER, AUTUMN = date(2026, 8, 1), date(2026, 11, 1)


@pytest.fixture
def settings(tmp_path):
    return read_settings({"CAREMARKET_DATA_DIR": str(tmp_path), "CAREMARKET_COUNT_UNMET": "Tower Hamlets"})


@pytest.fixture
def clock():
    class Clock:
        day = SUMMER

        def __call__(self):
            return datetime.combine(self.day, time(12), UTC)

    return Clock()


@pytest.fixture
def answers(settings, clock):
    answers = open_answers(settings, clock=clock)
    yield answers
    answers.close()


def search(answers, visitor, outcome="nothing", *things):
    answers.count_search(visitor, TOWER_HAMLETS, things or ["languages:syl"], outcome)


def told(answers, settings, today=AUTUMN):
    return unmet_demand(answers, settings, TOWER_HAMLETS, today)


def test_nothing_is_counted_or_told_until_a_council_switches_it_on(tmp_path, answers):
    off = read_settings({"CAREMARKET_DATA_DIR": str(tmp_path)})
    assert councils_counted(off) == frozenset()
    assert told(answers, off) is None
    (words,) = unmet_section(None).blocks
    assert "Searches are not counted here" in words.words


def test_a_visit_counts_once_a_thing_however_often_it_asks(answers, settings):
    for number in range(10):
        for _ in range(3):
            search(answers, f"visit {number}")
    (line,) = told(answers, settings).lines
    assert (line.by_outcome["nothing"], line.searches) == (10, 10)
    assert line.label == "Sylheti"


def test_the_quarter_that_runs_is_not_told(answers, settings):
    search(answers, "a visit")
    assert told(answers, settings, SUMMER) == UnmetDemand(None, ())
    assert told(answers, settings, AUTUMN).period == "2026-Q3"


def test_small_counts_are_hidden_and_others_are_to_the_nearest_five(answers, settings):
    for number in range(3):
        search(answers, f"none {number}", "nothing")
    for number in range(20):
        search(answers, f"some {number}", "enough")
    (line,) = told(answers, settings).lines
    assert line.by_outcome["nothing"] == "*"
    assert (line.by_outcome["little"], line.by_outcome["enough"], line.searches) == (0, 20, 25)


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4))
@example([0, 0, 1, 1])
def test_no_number_that_is_shown_tells_more_of_a_hidden_one_than_that_it_is_hidden(counts):
    """That a total of two is hidden too says that neither of them is 7; no number says more than that."""
    from directory.journeys.unmet_demand import _line

    line = _line("needs:personal_care", counts)
    shown = [*(line.by_outcome[outcome] for outcome in OUTCOMES), line.searches]
    groups = [[at == outcome for at in range(4)] for outcome in range(4)] + [[True] * 4]
    totals = [*counts, sum(counts)]
    small = [at for at, count in enumerate(totals) if 0 < count < 8]
    without_numbers = [0 if each == 0 else "*" for each in shown]
    for hidden in small:
        assert shown[hidden] == "*"
        told = worked_out(hidden, shown, groups, small)
        assert told == pytest.approx(worked_out(hidden, without_numbers, groups, small))


def test_marks_of_a_visit_go_with_its_answers_and_the_numbers_stay(answers, settings, clock, tmp_path):
    search(answers, "a secret visit")
    clock.day = SUMMER + timedelta(days=3)
    search(answers, "another visit", "nothing", "needs:shopping")
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("answers.sqlite3*"))
    assert b"secret" not in kept
    assert answers.search_counts(TOWER_HAMLETS, "2026-Q3")["languages:syl"]["nothing"] == 1
    search(answers, "a secret visit")
    assert answers.search_counts(TOWER_HAMLETS, "2026-Q3")["languages:syl"]["nothing"] == 2


@pytest.mark.parametrize(
    ("day", "quarter"),
    [(date(2026, 1, 1), "2026-Q1"), (date(2026, 3, 31), "2026-Q1"), (date(2026, 10, 1), "2026-Q4")],
)
def test_quarters_are_those_of_the_calendar(day, quarter):
    assert quarter_of(day) == quarter


def test_a_name_that_is_no_council_is_refused_with_a_remedy(settings):
    with pytest.raises(CareMarketError, match="Atlantis"):
        councils_counted(replace(settings, count_unmet="Tower Hamlets, Atlantis"))
    assert len(councils_counted(replace(settings, count_unmet="all"))) == 153


@pytest.fixture
def counting(market_settings, tmp_path):
    """A visitor of the small market where Tower Hamlets counts, and the answers it counts in."""
    url = f"sqlite:///{tmp_path / 'answers.sqlite3'}"
    settings = replace(market_settings, count_unmet="Tower Hamlets", answers_url=url)
    opened = OpenedHere(settings)
    return Visitor(create_app(settings, opened).test_client()), opened


def test_a_search_on_the_site_is_counted_without_its_words(counting, tmp_path):
    visitor, opened = counting
    for _ in range(2):
        visitor.answers({"needs": ["companionship"], "place": "E1 4NS", "languages": ["syl"]})
    period = quarter_of(datetime.now(UTC).date())
    counts = opened.answers.search_counts(TOWER_HAMLETS, period)
    assert set(counts) == {"needs:companionship", "languages:syl"}
    assert sum(counts["languages:syl"].values()) == 1
    kept = opened.answers.search_counts(TOWER_HAMLETS, period)
    assert "E1" not in str(kept)
    visitor.open("/privacy")
    assert "In Tower Hamlets the council has asked us to count" in visitor.words


def test_a_search_elsewhere_is_not_counted(counting):
    visitor, opened = counting
    visitor.answers({"needs": ["companionship"], "place": "Stretford"})
    assert opened.answers.search_periods("E08000009") == []


def test_an_answer_is_given_even_where_counting_fails(counting, monkeypatch):
    visitor, opened = counting

    def failing(*arguments):
        raise CareMarketError("The database is locked.", "Try again.", code="store_busy")

    monkeypatch.setattr(opened.answers, "count_search", failing)
    visitor.answers({"needs": ["companionship"], "place": "E1 4NS"})
    assert visitor.page.status_code == 200
