"""What a commissioner is told of an area's market, and in which forms."""

import csv
import io
import json
from dataclasses import replace

import pytest

from directory.cells import inert
from directory.errors import PlaceNotFound
from directory.geography.lookup import OutcodePart
from directory.geography.reference.reference_data import ReferenceData
from directory.journeys.market_reports.forms import COLUMNS, as_csv, as_json
from directory.journeys.market_reports.ground import ground_of
from directory.journeys.market_reports.report import report
from directory.journeys.need_profiles import standard_profiles
from directory.records import CostOption, ServiceArea
from directory.store.views import EXAMPLE_PUBLISHER
from directory.web.report.cells import percent
from directory.web.report.document import document_of
from directory.web.report.text import WIDTH, as_text
from tests.builders import MILE_END, STRETFORD, a_community_group, a_personal_assistant
from tests.journeys.market_in_memory import SmallGazetteer, a_small_market, folded, needs_in


def a_lunch_club(n, **changes):
    return folded(
        a_community_group(
            source_id=f"club{n}",
            name=f"Club {n}",
            needs=[],
            attributes=needs_in("go_to", "meals", "companionship"),
            **changes,
        )
    )


def a_day_centre(n, **changes):
    """What the profile “Young adult with a learning disability” asks for, free of charge."""
    usual = {
        "source_id": f"day{n}",
        "name": f"Day {n}",
        "needs": [],
        "user_bands": ["learning_disability_autism"],
        "attributes": needs_in("go_to", "day_activities"),
    }
    return folded(a_community_group(**{**usual, **changes}), owner=n)


@pytest.fixture
def report_on(tmp_path):
    def build(*options, area="Tower Hamlets", gazetteer=None, hidden=(), profiles=None):
        market, store = a_small_market(tmp_path / str(len(list(tmp_path.iterdir()))), options)
        for option in hidden:
            store.hide(option)
        places = gazetteer or SmallGazetteer()
        reference = ReferenceData.open(tmp_path, places.locate)
        territory = reference.areas.find(area)
        asked = profiles or standard_profiles()
        return report(ground_of(market, store, places, reference, territory, asked))

    return build


def choice_of(found, profile):
    (choice,) = [each for each in found.choice.profiles if each.profile == profile]
    return choice


def test_only_what_is_based_in_the_area_is_counted(report_on):
    found = report_on(
        a_lunch_club(1), a_lunch_club(2), a_lunch_club(3, place=STRETFORD), folded(a_personal_assistant())
    )
    assert found.options == 3
    assert [(kind.code, kind.options) for kind in found.by_kind] == [
        ("community_group", 2),
        ("personal_assistant", 1),
    ]
    meals = next(need for need in found.by_need if need.code == "meals")
    assert (meals.options, meals.owners, meals.by_kind) == (2, 2, {"community_group": 2})


def test_a_district_counts_only_its_own(report_on):
    in_kent = replace(MILE_END, council="E10000016", district="E07000106", label="Canterbury")
    elsewhere_in_kent = replace(in_kent, district="E07000108", label="Dover")
    options = a_lunch_club(1, place=in_kent), a_lunch_club(2, place=elsewhere_in_kent)
    assert report_on(*options, area="Canterbury").options == 1
    assert report_on(*options, area="Kent").options == 2


def test_options_that_say_they_come_from_elsewhere_are_counted_apart(report_on):
    found = report_on(
        a_lunch_club(1, place=STRETFORD, service_area=ServiceArea("national")),
        a_lunch_club(2, place=STRETFORD, service_area=ServiceArea("councils", codes=("E09000030",))),
        a_lunch_club(3, place=STRETFORD, service_area=ServiceArea("outcodes", codes=("E1", "E3"))),
        a_lunch_club(4, place=STRETFORD, service_area=ServiceArea("outcodes", codes=("M32",))),
        a_lunch_club(5, service_area=ServiceArea("national")),
    )
    assert (found.options, found.from_elsewhere) == (1, 3)


def test_choice_of_a_profile_counts_owners_within_reach(report_on):
    found = choice_of(report_on(*(a_day_centre(n) for n in (1, 2, 3))), "ld_days")
    assert found.confirmed.enough == 1
    two = choice_of(report_on(*(a_day_centre(n) for n in (1, 2))), "ld_days")
    assert (two.confirmed.few, two.gaps.not_offered) == (1, 1)


def test_a_gap_says_what_would_mend_it(report_on):
    unpriced = [a_day_centre(n, costs=()) for n in (1, 2, 3)]
    dear = [a_day_centre(n, costs=(CostOption("hour", 99_00),)) for n in (1, 2, 3)]
    assert choice_of(report_on(*unpriced), "ld_days").gaps.not_known == 1
    assert choice_of(report_on(*dear), "ld_days").gaps.not_affordable == 1
    assert choice_of(report_on(), "ld_days").gaps.not_offered == 1


def test_people_count_by_the_postcodes_where_they_are(report_on):
    here, far = OutcodePart("E1", 535000, 181500, 300), OutcodePart("E99", 600000, 181500, 100)
    found = report_on(*(a_day_centre(n) for n in (1, 2, 3)), gazetteer=SmallGazetteer(here, far))
    assert choice_of(found, "ld_days").confirmed.enough == 0.75
    assert (found.people.total, len(found.people.areas)) == (400, 2)


def test_what_was_hidden_since_the_version_is_counted_nowhere(report_on):
    days = [a_day_centre(n) for n in (1, 2, 3)]
    found = report_on(*days, hidden=days[:1])
    assert found.options == 2
    assert choice_of(found, "ld_days").confirmed.few == 1


def test_sources_are_named_with_their_date(report_on):
    (source,) = report_on(a_lunch_club(1), a_lunch_club(2)).sources
    assert (source.source, source.options, source.confirmed_on.isoformat()) == (
        "community-groups",
        2,
        "2026-11-01",
    )


def test_an_area_without_options_or_postcodes_is_reported_plainly(report_on, text_of):
    found = report_on(area="Kent")
    assert (found.options, found.ownership, found.variety) == (0, None, None)
    assert choice_of(found, "ld_days").confirmed is None
    assert (
        json.loads(json.dumps(as_json(found)))["effective_choice"]["profiles"][0]["whole"]["choice"] is None
    )
    assert "choice can't be measured" in text_of(found)


def test_an_area_that_is_unknown_is_refused(report_on):
    with pytest.raises(PlaceNotFound):
        report_on(area="Atlantis")


def test_a_region_and_all_of_england_are_told_by_council(report_on):
    in_kent = replace(MILE_END, council="E10000016", district="E07000106", label="Canterbury")
    options = a_day_centre(1), a_day_centre(2, place=in_kent)
    assert report_on(*options, area="London").options == 1
    everywhere = report_on(*options, area="England")
    assert (everywhere.options, everywhere.people.level) == (2, "council")


def test_a_report_asks_for_the_people_that_it_is_given(report_on):
    (one, *_) = standard_profiles()
    found = report_on(a_lunch_club(1), profiles=[replace(one, id="mine", label="One of ours")])
    assert [(choice.profile, choice.label) for choice in found.choice.profiles] == [("mine", "One of ours")]


def test_the_json_form_has_keys_that_stay(report_on):
    plain = json.loads(json.dumps(as_json(report_on(a_lunch_club(1), folded(a_personal_assistant())))))
    assert set(plain) == {
        *("area", "data_version", "reference_version", "as_of", "example", "options", "needs", "bases"),
        *(
            "effective_choice",
            "asking",
            "what_if",
            "variety",
            "ownership",
            "culture",
            "access",
            "prices",
            "quality",
        ),
        *("records", "change", "sources"),
    }
    assert plain["options"]["by_kind"] == {"community_group": 1, "personal_assistant": 1}
    (by_options,) = plain["ownership"]["concentrations"]
    assert (by_options["basis"], by_options["hhi"], by_options["known"]) == ("options", 5000, 1)
    assert plain["variety"]["hill"][1]["value"] == pytest.approx(2)
    assert {"what": "languages", "options": 1} in plain["records"]["told"]
    profiles = plain["effective_choice"]["profiles"]
    assert {each["profile"] for each in profiles} == {profile.id for profile in standard_profiles()}
    assert set(profiles[0]) == {"profile", "label", "whole", "by_place", "by_circumstance"}


def test_the_csv_form_says_what_the_json_says(report_on):
    found = report_on(*(a_day_centre(n) for n in (1, 2)))
    lines = list(csv.DictReader(io.StringIO(as_csv(found))))
    assert tuple(lines[0]) == COLUMNS

    def value(section, code, measure):
        (line,) = [x for x in lines if (x["section"], x["code"], x["measure"]) == (section, code, measure)]
        return line["value"]

    assert value("options", "", "total") == "2"
    assert value("options", "", "by_kind.community_group") == "2"
    assert value("needs", "day_activities", "by_kind.community_group") == "2"
    whole = "profiles.whole.choice"
    assert float(value("effective_choice", "ld_days/E09000030", f"{whole}.shares.confirmed.few")) == 1
    assert float(value("effective_choice", "ld_days/E09000030", f"{whole}.gaps.not_offered")) == 1
    assert float(value("ownership", "options", "concentrations.hhi")) == 5000


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_cell_can_run_as_a_formula(report_on, cell):
    assert inert(cell) == f"'{cell}"
    assert inert("plain = text") == "plain = text"
    found = report_on(a_lunch_club(1))
    (source,) = found.sources
    sheet = as_csv(replace(found, sources=(replace(source, publisher=cell),)))
    assert f"'{cell}" in sheet


@pytest.fixture
def text_of(tmp_path):
    """A report as the command prints it, without reference data."""
    return lambda found: as_text(document_of(found, ReferenceData.open(tmp_path, SmallGazetteer().locate)))


def test_the_text_form_reads_well_and_fits_the_page(report_on, text_of):
    found = report_on(*(a_day_centre(n, costs=()) for n in (1, 2, 3)), folded(a_personal_assistant()))
    text = text_of(found)
    assert "Choice of care and support: Tower Hamlets" in text
    assert "4 options from 4 providers are based here" in text
    assert "As recorded on 21 November 2026." in text
    assert "EXAMPLE DATA" not in text
    assert "Young adult with a learning disability" in text
    assert "To do: ring and ask." in " ".join(text.split())
    assert "stand for people" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= WIDTH


def test_invented_data_is_labelled(report_on, text_of):
    club = a_lunch_club(1)
    (source,) = club.sources
    invented = replace(club, example=True, sources=(replace(source, publisher=EXAMPLE_PUBLISHER),))
    assert "EXAMPLE DATA" in text_of(report_on(invented))


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "0%"),
        (0.001, "under 1%"),
        (0.5, "50%"),
        (0.999, "over 99%"),
        (1, "100%"),
        (None, "not known"),
    ],
)
def test_a_little_is_never_shown_as_none_nor_nearly_all_as_all(share, words):
    assert percent(share) == words
