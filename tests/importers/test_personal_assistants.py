"""Personal assistants: listed with consent only, shown by first name and district, all else kept private."""

from dataclasses import replace

import pytest

from directory.records import CostOption, ServiceArea
from importers.source import LeftOut, Reading, RowError
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import PEOPLE, a_person, source_row


def read(**changes):
    return PEOPLE.read_row(source_row(a_person(**changes)), a_reading_context())


def claims(**changes):
    reading = read(**changes)
    assert isinstance(reading, Reading), reading
    return reading.claims


def yes(claims, vocabulary):
    return {a.code for a in claims.attributes if (a.vocabulary, a.verdict) == (vocabulary, "yes")}


def no(claims, vocabulary):
    return {a.code for a in claims.attributes if (a.vocabulary, a.verdict) == (vocabulary, "no")}


def test_someone_who_agreed_is_listed_by_first_name_and_district():
    listed = claims()
    assert (listed.name, listed.organization_name) == ("Josephina, Mile End", "Josephina, Mile End")
    assert listed.place == a_reading_context().gazetteer.public_place("E1 4NS")
    assert (listed.telephone, listed.email, listed.place.postcode) == (None, None, None)
    assert listed.unlisted_because is None


@pytest.mark.parametrize(
    ("consent", "code"),
    [
        *(
            (said, "no_consent")
            for said in ("", "no", "N", "not known", "No - emailed 3/4/2025", "withdrawn")
        ),
        *((said, "consent_unclear") for said in ("maybe", "pending", "yes, but not online", "X", "Verbal")),
        *((said, "consent_unclear") for said in ("yes - verbal", "yes until 1/1/2025", "signed", "yes / no")),
    ],
)
def test_without_clear_consent_a_row_is_left_out_whatever_else_is_wrong_with_it(consent, code):
    result = read(Consent_to_list=consent, Postcode="nowhere", Name="")
    assert isinstance(result, LeftOut)
    assert (result.code, result.source_id) == (code, claims().source_id)


@pytest.mark.parametrize(
    "consent",
    [
        *("yes", "Y", " YES ", "true", "I consent"),
        *(
            "Yes - signed 12/3/2025",
            "yes (emailed 3rd March 2025)",
            "Y 12.3.25",
            "Yes, by email",
            "yes 2026-03-01",
        ),
    ],
)
def test_a_clear_yes_is_consent_and_may_say_how_and_when(consent):
    assert isinstance(read(Consent_to_list=consent), Reading)


def test_the_same_person_has_the_same_id_however_the_email_is_written():
    assert claims(Email=" JOSEPHINA@example.org ").source_id == claims(Name="Jo X", Phone="").source_id


def test_without_an_email_the_phone_tells_and_without_that_name_and_birth_date():
    by_phone = claims(Email="", Phone="+44 20 7946 0101").source_id
    assert by_phone == claims(Email="", Phone="020 7946 0101", Name="J Example").source_id
    by_birth = claims(Email="", Phone="", Name="josephina  EXAMPLE").source_id
    assert by_birth == claims(Email="", Phone="", Date_of_birth="1980-04-03").source_id
    assert len({claims().source_id, by_phone, by_birth}) == 3


def test_the_id_depends_on_the_installation_and_the_publisher():
    row, context = source_row(a_person()), a_reading_context()
    others = [replace(context, secret=b"another"), replace(context, publisher="Another register")]
    ids = {PEOPLE.read_row(row, each).claims.source_id for each in [context, *others]}
    assert len(ids) == 3


def test_a_row_that_tells_nobody_apart_is_refused():
    assert read(Email="", Phone="", Date_of_birth="").code == "no_key"


def test_an_unknown_postcode_is_refused_with_a_remedy_and_the_person_stays_as_before():
    result = read(Postcode="E1 9ZZ")
    assert isinstance(result, RowError)
    assert (result.code, result.column, result.source_id) == (
        "postcode_not_found",
        "Postcode",
        claims().source_id,
    )
    assert "E1 9ZZ" not in result.sentence + result.remedy


def test_languages_are_a_complete_list():
    listed = claims(Languages="Sylheti; fluent Bengali, English")
    assert yes(listed, "languages") == {"syl", "ben", "eng"}
    assert listed.complete == ("languages",)


@pytest.mark.parametrize("languages", ["", "Klingonese", "Sylheti; basic French"])
def test_a_list_of_languages_that_is_blank_or_not_fully_understood_is_not_complete(languages):
    assert claims(Languages=languages).complete == ()


def test_skills_are_met_at_home_and_others_are_who_they_know_how_to_help():
    listed = claims(Skills="Washing and dressing; hoisting; dementia; halal; no driving; juggling")
    needs = {(a.code, a.verdict, a.setting) for a in listed.attributes if a.vocabulary == "needs"}
    assert needs == {
        ("personal_care", "yes", "own_home"),
        ("moving_handling", "yes", "own_home"),
        ("getting_out", "no", "own_home"),
    }
    assert (yes(listed, "user_bands"), yes(listed, "diet")) == ({"dementia"}, {"halal"})
    assert (yes(listed, "setting"), no(listed, "setting")) == ({"own_home"}, {"go_to", "move_in"})
    assert yes(listed, "service_type") == {"personal_assistance"}
    notes = read(Skills="juggling").notes
    assert [(note.code, note.column, note.value) for note in notes] == [
        ("not_understood", "Skills", "juggling")
    ]


def test_gender_is_that_of_the_one_who_comes_and_faith_is_knowledge_offered():
    listed = claims(Gender="F", Faith="Muslim")
    assert (yes(listed, "staff_gender"), no(listed, "staff_gender")) == ({"female"}, {"male"})
    assert yes(listed, "faith") == {"muslim"}
    assert yes(claims(Gender="Non-binary"), "staff_gender") == no(claims(Gender=""), "staff_gender") == set()


@pytest.mark.parametrize(
    ("rate", "costs"),
    [
        ("£17.50 ph", (CostOption("hour", 1750),)),
        ("17.5", (CostOption("hour", 1750),)),
        ("£140 a day", (CostOption("day", 14000),)),
        ("12.71-13.50", (CostOption("hour", 1350, note="12.71-13.50"),)),
        ("£13 to £15", (CostOption("hour", 1500, note="£13 to £15"),)),
        (
            "Between £15 and £13.50 per hour",
            (CostOption("hour", 1500, note="Between £15 and £13.50 per hour"),),
        ),
        ("£90–£100 per day", (CostOption("day", 10000, note="£90–£100 per day"),)),
        ("from £15", ()),
        ("£13 to £15, call 020 7946 0101", ()),
        ("negotiable", ()),
        ("", ()),
    ],
)
def test_pay_is_in_pence_and_unknown_where_it_is_not_clear(rate, costs):
    assert claims(Hourly_rate=rate).costs == costs


def test_pay_below_the_national_living_wage_is_kept_unlisted_and_an_officer_is_told():
    reading = read(Hourly_rate="£12.70")
    assert reading.claims.unlisted_because == "below_minimum_wage"
    assert [(note.code, note.value) for note in reading.notes] == [("below_minimum_wage", "£12.70")]
    assert claims(Hourly_rate="£12.71").unlisted_because is None


@pytest.mark.parametrize(
    ("rate", "below"),
    [
        ("£12-£14", "£12.00 an hour"),
        ("£76 a day", "£76.00 a day"),
        ("£38 per session", "£38.00 a session"),
        ("£25 per 2 hour session", "£25.00 a session"),
        ("£17; £60 a day", "£60.00 a day"),
        ("0", "£0.00 an hour"),
    ],
)
def test_the_lower_end_of_a_range_and_what_an_hour_of_a_day_comes_to_count(rate, below):
    reading = read(Hourly_rate=rate)
    assert reading.claims.unlisted_because == "below_minimum_wage"
    assert reading.notes[0].sentence.startswith(f"{below} is below the National Living Wage (£12.71 an hour)")


@pytest.mark.parametrize("rate", ["£77 a day", "£39 a session", "£60 a night", "£300 a week", "negotiable"])
def test_pay_that_is_lawful_or_says_nothing_of_an_hour_is_listed(rate):
    assert claims(Hourly_rate=rate).unlisted_because is None


@pytest.mark.parametrize(
    ("rate", "value"),
    [
        ("12.71 or 13.50", "12.71 or 13.50"),
        ("£12.71 weekdays, £13.50 Sundays", "£12.71 weekdays, £13.50 Sundays"),
        ("ask on 020 7946 0101", None),
        ("13.50 or ask Mrs Example", None),
    ],
)
def test_a_note_on_pay_may_quote_money_and_nobody(rate, value):
    assert [(note.code, note.value) for note in read(Hourly_rate=rate).notes] == [("not_understood", value)]


@pytest.mark.parametrize(
    ("text", "employment"),
    [
        ("Employed", "employed"),
        ("self-employed", "self_employed"),
        ("Sole trader", "self_employed"),
        ("PAYE", "employed"),
        ("employed or self employed", None),
        ("either", None),
        ("", None),
        ("volunteer", None),
    ],
)
def test_employment_is_unknown_unless_it_is_one_or_the_other(text, employment):
    assert claims(Employment=text).employment == employment


def test_the_rest_is_shown_as_it_is_said():
    listed = claims(
        Travel_area="5 miles",
        Times="Weekday mornings",
        Drives="Yes",
        Pets="No",
        Smoking="Outside only",
        Training="Moving and handling 2024",
        References_seen="y",
    )
    assert listed.service_area == ServiceArea("radius", radius_miles=5.0)
    assert yes(listed, "times") == {"weekday_morning"}
    said = {"drives": "yes", "pets": "no", "smoking": "Outside only", "references_seen": "yes"}
    said |= {
        "training": "Moving and handling 2024",
        "when": "Weekday mornings",
        "travel_area_text": "5 miles",
    }
    said |= {"hours_available": "20 hours a week", "hours_per_week": "20"}
    assert {label: text for label, text in listed.facts.items() if not label.startswith("dbs")} == said
