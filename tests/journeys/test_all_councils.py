"""All councils at once: each by its own people and records, judged only where they allow it."""

import csv
import io
import json
from dataclasses import replace

import pytest

from directory.errors import FileRefused
from directory.journeys.all_councils import all_councils
from directory.journeys.market_reports.ground import ground_of
from directory.journeys.neighbours import read_neighbours
from directory.journeys.standards import SHAPE, read_standard, standard_in, usual_standard
from directory.records import Attribute
from directory.web.report.councils_forms import COLUMNS, as_csv, as_json
from directory.web.report.councils_words import councils_headline, councils_sections, next_words
from tests.builders import MILE_END, STRETFORD, a_community_group
from tests.journeys.market_in_memory import SmallGazetteer, a_small_market, folded, needs_in
from tests.journeys.small_reference import TRAFFORD, HomeArea, small_reference
from tests.journeys.test_market_evidence import DAYS

EASY = replace(
    usual_standard(), profiles=1, options=1, price_known=0, languages_known=0, confirmed_this_year=0
)
IN_TOWER_HAMLETS = HomeArea("E01000001", MILE_END.easting, MILE_END.northing, 1000, faith={"muslim": 600})
IN_TRAFFORD = HomeArea(
    "E01000009", STRETFORD.easting, STRETFORD.northing, 2000, "E05000009", TRAFFORD, faith={"muslim": 20}
)


def a_day_centre(n, place=MILE_END, *faiths):
    said = tuple(Attribute("faith", code, "yes", "provider") for code in faiths)
    claims = a_community_group(
        source_id=f"day{n}",
        name=f"Day {n}",
        needs=[],
        user_bands=["learning_disability_autism"],
        attributes=(*needs_in("go_to", "day_activities"), *said),
        place=place,
    )
    return folded(claims, owner=n)


@pytest.fixture
def councils(tmp_path):
    def found(*options, standard=EASY):
        market, store = a_small_market(tmp_path / str(len(list(tmp_path.iterdir()))), options)
        reference = small_reference(tmp_path, [IN_TOWER_HAMLETS, IN_TRAFFORD])
        england = reference.areas.find("England")
        ground = ground_of(market, store, SmallGazetteer(), reference, england, [DAYS])
        return all_councils(ground, standard)

    return found


def standing(found, code):
    (one,) = [each for each in found.councils if each.code == code]
    return one


def test_each_council_is_judged_by_its_own_people_and_records(councils):
    found = councils(*(a_day_centre(n, MILE_END, "muslim") for n in (1, 2, 3)))
    here, there = standing(found, "E09000030"), standing(found, TRAFFORD)
    assert (here.judged.verdict, here.place, here.confirmed) == ("meets", 1, 1)
    assert (there.judged.verdict, there.place, there.judged.lacking) == ("cannot_judge", None, ("options",))
    assert (len(found.councils), sum(found.verdicts.values())) == (153, 153)


def test_what_nobody_says_is_not_known_and_never_a_no(councils):
    silent = councils(*(a_day_centre(n) for n in (1, 2, 3)))
    assert standing(silent, "E09000030").judged.verdict == "not_known"


def test_a_council_that_surely_lacks_choice_does_not_meet_it(councils):
    found = councils(a_day_centre(1, STRETFORD), *(a_day_centre(n, MILE_END, "muslim") for n in (2, 3, 4)))
    lacking = standing(found, TRAFFORD)
    assert (lacking.judged.verdict, lacking.place) == ("does_not", 2)
    assert next_words(lacking).startswith("choice: 0 to 0 of 1")


def test_groups_under_the_share_that_the_standard_names_are_no_line_of_it(councils):
    found = councils(*(a_day_centre(n, STRETFORD) for n in (1, 2, 3)))
    one_in_a_hundred = standing(found, TRAFFORD)
    assert [line.key for line in one_in_a_hundred.judged.lines] == ["choice", "faith"]
    strict = councils(
        *(a_day_centre(n, STRETFORD) for n in (1, 2, 3)), standard=replace(EASY, group_share=0.5)
    )
    assert [line.key for line in standing(strict, TRAFFORD).judged.lines] == ["choice"]


def test_the_question_of_2013_is_answered_with_how_many_could_be_judged(councils):
    found = councils(*(a_day_centre(n, MILE_END, "muslim") for n in (1, 2, 3)))
    answer, then = councils_headline(found)
    assert answer.words.startswith("Of the 1 council that the records let us judge, 100% meets the standard.")
    assert "152 councils can't be judged" in answer.words
    assert "126 of 152" in then.words
    nobody = councils()
    assert "do not let us judge a single council" in councils_headline(nobody)[0].words
    assert [section.key for section in councils_sections(found, None)] == ["verdicts", "councils", "standard"]


def test_the_files_say_what_the_page_says(councils):
    found = councils(*(a_day_centre(n, MILE_END, "muslim") for n in (1, 2, 3)))
    lines = list(csv.DictReader(io.StringIO(as_csv(found))))
    assert tuple(lines[0]) == COLUMNS
    here = next(line for line in lines if line["code"] == "E09000030")
    assert (here["verdict"], here["firmness"], here["place"]) == ("meets", "1.0", "1")
    plain = json.loads(json.dumps(as_json(found)))
    assert {each["code"]: each["judged"]["verdict"] for each in plain["councils"]}["E09000030"] == "meets"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "line 1"),
        ("[]", "an object"),
        ("{}", "choice: this must be an object"),
        ('{"extra": {}}', "“extra” is no part of it"),
    ],
)
def test_a_standard_that_is_none_is_refused_with_what_to_mend(text, said):
    with pytest.raises(FileRefused, match=said):
        standard_in(text)


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("choice", "share_with_three", 1.2),
        ("choice", "profiles_at_least", 2.5),
        ("choice", "profiles_at_least", True),
        ("culture", "groups_of_at_least", "many"),
        ("completeness", "price_known", None),
        ("completeness", "unheard_of", 1),
    ],
)
def test_a_bound_of_a_standard_that_is_none_is_named(part, name, value):
    told = {each: dict.fromkeys(names, 0) for each, names in SHAPE.items()}
    told[part][name] = value
    with pytest.raises(FileRefused, match=name):
        standard_in(json.dumps(told))


def test_a_council_may_write_a_standard_of_its_own(tmp_path):
    told = {each: dict.fromkeys(names, 1) for each, names in SHAPE.items()}
    path = tmp_path / "standard.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    assert read_standard(path).profiles == 1
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileRefused, match="UTF-8"):
        read_standard(path)


def test_neighbours_are_those_that_a_file_names_and_unknown_ones_are_refused(tmp_path):
    path = tmp_path / "neighbours.csv"
    path.write_text("council,like it\nTrafford,Stockport,E08000002\n\n", encoding="utf-8")
    assert read_neighbours(path) == {TRAFFORD: ("E08000007", "E08000002")}
    path.write_text("Trafford,Atlantis\n", encoding="utf-8")
    with pytest.raises(FileRefused, match="line 1, “Atlantis”"):
        read_neighbours(path)
