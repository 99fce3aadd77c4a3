"""Numbers, money and miles as people say them."""

import pytest

from directory.web.plain_words import miles, source_name, telephone


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("02079460476", "020 7946 0476"),
        ("01632960189", "01632 960189"),
        ("01614960000", "0161 496 0000"),
        ("01134960000", "0113 496 0000"),
        ("07700900123", "07700 900123"),
        ("03069990123", "0306 999 0123"),
        ("08081570123", "0808 157 0123"),
        ("020 7946 0476", "020 7946 0476"),
        ("+353 20 913 1234", "+353 20 913 1234"),
        ("08001111", "08001111"),
        ("01632 960189 ext 4", "01632 960189 ext 4"),
    ],
)
def test_a_telephone_number_is_spaced_for_reading(given, read):
    assert telephone(given) == read


@pytest.mark.parametrize(
    ("distance", "precision", "read"),
    [
        (1.04, "postcode", "1 mile away"),
        (1.96, "postcode", "2 miles away"),
        (2.34, "postcode", "2.3 miles away"),
        (0.02, "postcode", "less than 0.1 miles away"),
        (2.34, "cell_2km", "about 2 miles away"),
        (0.3, "district", "less than 1 mile away"),
    ],
)
def test_miles_are_said_as_exactly_as_the_place_is_known(distance, precision, read):
    assert miles(distance, precision) == read


def test_a_source_that_came_later_is_named_in_its_own_words():
    assert source_name("time-banks") == "time banks"
