"""The made-up England and its questions are what their docstrings say, and the same for everybody."""

from collections import Counter
from itertools import islice

import numpy as np
import pytest

from benchmarks.match.england import AS_OF, BLOCK, england
from benchmarks.match.questions import RURAL_POSTCODES, URBAN_POSTCODES, questions, worst_question
from directory.offers import codes_for
from directory.rates import rates_on
from matching.offers import LISTS
from matching.ranking import rank
from matching.snapshot import Snapshot

COUNT = 6000
SHARES = {
    "regulated_provider": 0.06, "voluntary_organisation": 0.17, "community_group": 0.35,
    "personal_assistant": 0.22, "micro_provider": 0.12,
}  # fmt: skip


@pytest.fixture(scope="module")
def market(homes):
    return list(england(COUNT, 3, homes))


@pytest.fixture(scope="module")
def asked(homes):
    return questions(200, 3, homes)


def of_kind(market, kind):
    return [offer for offer in market if offer.kind == kind]


def share(offers, holds):
    return sum(map(holds, offers)) / len(offers)


def test_equal_seeds_make_equal_markets(homes, market):
    assert list(england(COUNT, 3, homes)) == market
    assert next(england(COUNT, 4, homes)) != market[0]


def test_a_market_of_several_blocks_begins_as_it_goes_on(homes):
    offers = list(islice(england(3 * BLOCK, 3, homes), BLOCK + 100))
    assert len({offer.number for offer in offers}) == BLOCK + 100
    assert all(0 <= offer.number < 1 << 63 for offer in offers)


def test_kinds_have_their_shares(market):
    counted = Counter(offer.kind for offer in market)
    assert {kind: counted[kind] / COUNT for kind in SHARES} == pytest.approx(SHARES, abs=0.02)


def test_every_code_is_one_of_the_vocabularies(homes, market):
    codes = {name: set(known) for name, known in codes_for(homes.outcodes).items()}
    for offer in market:
        assert offer.kind in codes["provider_kind"]
        for name in LISTS:
            assert offer.lists[name].yes | offer.lists[name].no <= codes[name]
        for said in offer.needs.values():
            assert said.yes | said.no <= codes["needs"]
        assert offer.languages.yes <= codes["languages"]
        assert offer.area is None or set(offer.area.codes) <= codes["outcodes"] | codes["councils"]


def test_options_lie_where_homes_do(homes, market):
    placed = [(o.easting, o.northing) for o in market if o.easting is not None and not o.whole_miles]
    easting, northing = np.array(placed).T
    # One number for a point: northings have at most seven digits.
    assert np.isin(easting * 10**7 + northing, homes.easting.astype(int) * 10**7 + homes.northing).all()
    assert 0.02 < share(market, lambda offer: offer.easting is None) < 0.04


def test_a_personal_assistant_is_in_the_middle_of_a_cell_with_all_its_languages_told(market):
    assistants = of_kind(market, "personal_assistant")
    assert {o.easting % 2000 for o in assistants if o.easting is not None} == {1000}
    assert all(o.languages.complete for o in assistants)
    assert 0.35 < share(assistants, lambda o: o.area is None) < 0.5
    assert {o.employment for o in assistants} == {"employed", "self_employed", None}


def test_most_is_not_known_and_little_is_denied(market):
    said = [offer.lists[name] for offer in market for name in ("faith", "diet", "culture", "accessibility")]
    assert share(said, lambda answers: not answers.yes) > 0.6
    assert share(said, lambda answers: bool(answers.no)) < 0.05
    assert 0.1 < share(market, lambda offer: offer.fee is None) < 0.4


def test_equal_answers_are_one_object(market):
    said = [answers for offer in market for answers in offer.needs.values()]
    assert len({id(answers) for answers in said}) == len(set(said)) < len(said) / 2


def test_some_owners_have_many_and_most_one(market):
    owned = Counter(offer.owner for offer in market)
    assert max(owned.values()) > 10
    assert sum(held == 1 for held in owned.values()) > 0.7 * len(owned)


def test_languages_cluster_by_council(market):
    spoken = [(o.council, code) for o in market for code in o.languages.yes - {"eng"} if o.council]
    everywhere = Counter(code for _, code in spoken).most_common(1)[0][1] / len(spoken)
    by_council = Counter(spoken)
    told = Counter(council for council, _ in spoken)
    top = [
        max(n for (c, _), n in by_council.items() if c == council) / n_all for council, n_all in told.items()
    ]
    assert np.mean(top) > 1.5 * everywhere


def test_questions_are_as_they_were_drawn(homes, asked):
    assert questions(200, 3, homes) == asked
    assert Counter((q.urban, q.narrow) for q in asked) == dict.fromkeys(
        [(True, True), (True, False), (False, True), (False, False)], 50
    )
    for question in asked:
        needs = question.needs
        assert (2 if question.narrow else 0) <= len(needs.must) <= (4 if question.narrow else 1)
        assert needs.within_miles is None or (needs.within_miles <= 5) == question.narrow


def test_urban_and_rural_places_are_what_they_say(homes, asked):
    for question in asked:
        here = question.needs.here
        at = np.flatnonzero((homes.easting == here.easting) & (homes.northing == here.northing))[0]
        around = homes.density[at]
        assert around >= URBAN_POSTCODES if question.urban else around < RURAL_POSTCODES


def test_settings_and_money_are_mixed(asked):
    settings = Counter(question.needs.setting for question in asked)
    assert set(settings) == {(), ("own_home",), ("go_to",), ("move_in",)}
    assert 20 < sum(question.needs.budget is not None for question in asked) < 180
    assert 30 < sum(question.needs.funding == "direct_payment" for question in asked) < 110


def test_the_worst_question_lists_much_and_demands_nothing(homes, market):
    worst = worst_question()
    assert worst.must == frozenset()
    snapshot = Snapshot.of(iter(market), codes_for(homes.outcodes), AS_OF, rates_on(AS_OF))
    ranking = rank(worst, snapshot)
    assert len(ranking.confirmed) + len(ranking.ask_first) > COUNT / 3
