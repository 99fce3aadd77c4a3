"""Prices, times, areas and terms of the code lists, as people write them."""

import pytest

from directory.records import CostOption
from importers.prices import read_prices
from importers.repeated import reading_once
from importers.schedules import read_schedule
from importers.service_areas import read_service_area
from importers.terms import read_terms

PRICES = [
    ("£17.50 ph", "", CostOption("hour", 1750)),
    ("17.5", "per hour", CostOption("hour", 1750)),
    ("£17.50 p/h", "", CostOption("hour", 1750)),
    ("£17.50/hr", "", CostOption("hour", 1750)),
    ("17.499999999", "hour", CostOption("hour", 1750)),
    ("£5 a session", "", CostOption("session", 500)),
    ("50p", "sesion", CostOption("session", 50)),
    ("£1,250 per week", "", CostOption("week", 125000)),
    ("£10 per 2 hour session", "", CostOption("session", 1000, 2.0)),
    ("£12 per half hour", "", CostOption("session", 1200, 0.5)),
    ("£5 (includes lunch)", "session", CostOption("session", 500)),
    ("free", "", CostOption("free", None)),
    ("0", "session", CostOption("free", None)),
    ("", "Free", CostOption("free", None)),
    ("suggested donation £3", "", CostOption("donation", None, note="suggested donation £3")),
]


@pytest.mark.parametrize(("cell", "unit", "cost"), PRICES)
def test_a_price_is_read_in_pence_with_its_unit(cell, unit, cost):
    assert read_prices(cell, unit) == ((cost,), ())


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("17.5", ""),
        ("£15-£18", "hour"),
        ("from £15", "hour"),
        ("$17", "hour"),
        ("-5", "hour"),
        ("17,50", "hour"),
        ("£5 for members, £7 for others", "session"),
        ("£17.50 weekdays", "hour"),
        ("varies", ""),
        ("£99999999999", "hour"),
    ],
)
def test_a_price_that_is_not_clear_is_left_unknown_and_reported(cell, unit):
    assert read_prices(cell, unit) == ((), (cell,))


def test_several_prices_are_all_kept():
    costs, _ = read_prices("£5 a session; £3 a meal")
    assert costs == (CostOption("session", 500), CostOption("item", 300))


TIMES = [
    ("Tuesdays 10am–12 noon", ["weekday_morning"]),
    ("Mon-Fri 9-5", ["weekday_morning", "weekday_afternoon"]),
    ("Mon 9-12, Sat 2-4", ["weekday_morning", "weekend_afternoon"]),
    ("Mon, Wed and Fri 9am-1pm", ["weekday_morning", "weekday_afternoon"]),
    ("Tuesdays 10-12, 2-4", ["weekday_morning", "weekday_afternoon"]),
    ("weekend mornings and evenings", ["weekend_morning", "weekend_evening"]),
    ("Fri 10-2pm", ["weekday_morning", "weekday_afternoon"]),
    ("Thursdays 7-9pm", ["weekday_evening"]),
    ("Every Wednesday 14:00-16:00", ["weekday_afternoon"]),
    ("Monday to Friday, 9:00am to 5:30pm", ["weekday_morning", "weekday_afternoon"]),
    ("weekdays 6pm - 8am", ["weekday_morning", "weekday_evening", "weekday_night"]),
    ("weekday_morning|weekend_night", ["weekday_morning", "weekend_night"]),
    ("evenings", ["weekday_evening"]),
    ("bank holidays", ["bank_holiday"]),
]


@pytest.mark.parametrize(("cell", "codes"), TIMES)
def test_times_are_read_as_bands(cell, codes):
    schedule = read_schedule(cell)
    assert (list(schedule.codes), schedule.not_understood) == (codes, ())


def test_any_time_is_every_band_but_bank_holidays():
    assert len(read_schedule("24/7").codes) == 8


@pytest.mark.parametrize(
    "cell",
    ["Tuesdays", "10am-4pm", "not weekends", "Thursdays 7-9", "flexible", "monthly", "Sunshine 2 friends"],
)
def test_times_that_are_not_clear_are_left_unknown(cell):
    assert read_schedule(cell).codes == ()
    assert read_schedule(cell).not_understood == (cell,)


AREAS = [
    ("5 miles", "radius", 5.0, 0),
    ("within 10 miles of home", "radius", 10.0, 0),
    ("8 km", "radius", 5.0, 0),
    ("E1, E2 and E3", "outcodes", None, 3),
    ("e1/e2", "outcodes", None, 2),
    ("Newham and Hackney", "councils", None, 2),
    ("Brighton and Hove", "councils", None, 1),
    ("Tower Hamlets; Newham", "councils", None, 2),
    ("Greater Manchester", "councils", None, 10),
    ("London", "councils", None, 33),
    ("nationwide", "national", None, 0),
]


@pytest.mark.parametrize(("cell", "kind", "miles", "codes"), AREAS)
def test_where_someone_comes_to(cell, kind, miles, codes):
    area, rest = read_service_area(cell)
    assert (area.kind, area.radius_miles, len(area.codes), rest) == (kind, miles, codes, ())


@pytest.mark.parametrize(
    "cell", ["30 minutes", "5", "E1; Hackney", "Newham and Atlantis", "0 miles", "local"]
)
def test_an_area_understood_in_part_is_not_used_since_the_rest_would_be_no(cell):
    area, rest = read_service_area(cell)
    assert area is None
    assert rest


def test_terms_are_found_by_code_label_alias_and_near_spelling():
    terms = read_terms("personal_care; Shopping and errands; cooking; companionshp", "needs")
    assert terms.codes("needs") == ("personal_care", "shopping", "meals", "companionship")
    assert terms.near == (("companionshp", "Company and someone to talk to"),)


def test_a_label_with_commas_is_one_term_and_plain_commas_split():
    cell = "Washing, dressing and using the toilet, cooking, Preparing food, eating and drinking"
    assert set(read_terms(cell, "needs").codes("needs")) == {"personal_care", "meals"}


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Sylheti/Bengali", ("syl", "ben")),
        ("English, Bengali, Sylheti", ("eng", "ben", "syl")),
        ("Bengali & Sylheti", ("ben", "syl")),
        ("Punjabi and Mirpuri", ("pan", "phr")),
        ("Yoruba, English & pidgin", ("yor", "eng", "pcm")),
        ("Bengali Sylheti", ("syl",)),
        ("Chinese (Cantonese)", ("yue",)),
    ],
)
def test_languages_that_are_joined_are_several_even_where_their_names_together_mean_one(cell, codes):
    assert read_terms(cell, "languages").codes("languages") == codes


@pytest.mark.parametrize("cell", ["Getting out and about, transport", "Geting out and about, transport"])
def test_a_label_that_is_joined_itself_is_one_term(cell):
    assert read_terms(cell, "needs").codes("needs") == ("getting_out",)


def test_what_is_said_no_to_is_a_no_and_never_a_yes():
    terms = read_terms("ramp; no hearing loop; Changing Places: no", "accessibility")
    assert terms.yes == (("accessibility", "step_free"),)
    assert terms.no == (("accessibility", "hearing_loop"), ("accessibility", "changing_places"))


def test_what_is_not_understood_is_kept_to_be_reported():
    assert read_terms("Urdu; Klingonese; basic French", "languages").not_understood == (
        "Klingonese",
        "basic French",
    )


def test_a_cell_that_comes_again_is_read_once_and_a_long_one_is_not_remembered():
    read = []

    @reading_once
    def lengths(*cells):
        read.append(cells)
        return sum(map(len, cells))

    assert [lengths("lunch", "club"), lengths("lunch", "club"), lengths("lunchclub")] == [9, 9, 9]
    assert [lengths("x" * 500), lengths("x" * 500)] == [500, 500]
    assert len(read) == 4


def test_a_term_may_be_in_several_lists_or_in_the_first_that_knows_it():
    assert len(read_terms("mental health", "needs", "user_bands").yes) == 2
    assert read_terms("mental health", "needs", "user_bands", first_only=True).yes == (
        ("needs", "mental_health_support"),
    )
