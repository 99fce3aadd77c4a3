"""What support usually costs near somebody: from stated prices, as near as enough state one."""

from directory.journeys.typical_prices import FEWEST, typical_prices
from directory.live_market import LiveMarket
from matching.offers import Fee
from tests.journeys.small_market import ShortGazetteer
from tests.matching.builders import a_lunch_club, a_market, a_personal_assistant, yes


class Market:
    """A live market of these options."""

    def __init__(self, *offers):
        self.snapshot = a_market(*offers)


def assistants(count, miles_east=1.0):
    needs = yes("companionship")
    fees = [Fee("hour", 1400 + 100 * at) for at in range(count)]
    return [
        a_personal_assistant(1 + at, fee=fee, miles_east=miles_east, needs=needs)
        for at, fee in enumerate(fees)
    ]


QUESTION = {"needs": ["companionship"], "place": "E1"}


def test_the_middle_half_of_five_prices_is_told_with_how_many_there_are():
    found = typical_prices(Market(*assistants(FEWEST)), ShortGazetteer(), QUESTION)
    (line,) = found.lines
    assert (line.kind, line.unit, line.options) == ("personal_assistant", "hour", 5)
    assert (line.lower, line.upper) == (1500, 1700)


def test_of_fewer_than_five_prices_nothing_is_typical():
    found = typical_prices(Market(*assistants(FEWEST - 1)), ShortGazetteer(), QUESTION)
    assert found.lines == ()
    assert (found.options, found.priced) == (4, 4)


def test_who_names_no_price_is_counted_and_not_taken_for_free():
    silent = a_personal_assistant(90, fee=None, needs=yes("companionship"))
    free = a_lunch_club(91, fee=Fee("free", None), needs=yes("companionship"))
    found = typical_prices(Market(*assistants(FEWEST), silent, free), ShortGazetteer(), QUESTION)
    assert (found.options, found.priced, found.free) == (7, 5, 1)


def test_who_does_not_help_with_this_says_nothing_of_its_price():
    others = a_personal_assistant(90, fee=Fee("hour", 9900), needs=yes("live_in"))
    found = typical_prices(Market(*assistants(FEWEST), others), ShortGazetteer(), QUESTION)
    assert [line.options for line in found.lines] == [5]


def test_where_too_few_are_near_we_look_further_and_say_so():
    near = typical_prices(Market(*assistants(FEWEST)), ShortGazetteer(), QUESTION)
    far = typical_prices(Market(*assistants(FEWEST, miles_east=20.0)), ShortGazetteer(), QUESTION)
    everywhere = typical_prices(Market(*assistants(FEWEST, miles_east=90.0)), ShortGazetteer(), QUESTION)
    assert [each.miles for each in (near, far, everywhere)] == [10, 25, None]
    assert all(each.lines for each in (near, far, everywhere))


def test_the_money_question_tells_prices_only_where_it_is_known_what_for(visitor):
    visitor.open("/find/needs")
    visitor.send(needs=["personal_care"], place="", action="continue")
    visitor.open(visitor.path.rpartition("/")[0] + "/money")
    said = visitor.words
    assert "what does it usually cost?" in said
    assert "the National Living Wage" in said
    assert "what does it usually cost?" not in visitor.open("/find/short").text


def test_the_prices_of_the_market_are_told_with_their_day(visitor, market_settings):
    as_of = LiveMarket.open(market_settings).snapshot.as_of
    visitor.answers({"needs": ["personal_care"], "place": "E1 4NS"})
    visitor.open(visitor.path.replace("/results/", "/find/") + "/money")
    told = visitor.words
    assert f"{as_of.day} {as_of:%B} {as_of.year}" in told or "Too few name a price" in told
