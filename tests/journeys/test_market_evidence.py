"""The evidence of a market report, held to worked examples: who lives where, what is offered, what isn't."""

from dataclasses import replace
from datetime import date

import pytest

from directory.journeys.market_reports.access import access
from directory.journeys.market_reports.asking import to_ask
from directory.journeys.market_reports.choice import area_choice
from directory.journeys.market_reports.culture import culture
from directory.journeys.market_reports.ground import ground_of
from directory.journeys.market_reports.ownership import ownership
from directory.journeys.market_reports.prices import price_report
from directory.journeys.market_reports.quality import quality, record_quality
from directory.journeys.market_reports.report import report
from directory.journeys.market_reports.variety import variety
from directory.journeys.market_reports.what_if import what_ifs
from directory.journeys.need_profiles import standard_profiles
from directory.records import Attribute, CostOption, Rating
from directory.web.report.asking_words import asking_section
from directory.web.report.culture_words import gap_words
from directory.web.report.document import document_of
from directory.web.report.text import as_text
from directory.web.report.workbook import as_workbook, tables_of
from matching.market.access import e2sfca
from tests.builders import MILE_END, STRETFORD, a_care_home, a_community_group, a_personal_assistant
from tests.journeys.market_in_memory import SmallGazetteer, a_small_market, folded, needs_in
from tests.journeys.small_reference import HomeArea, small_reference

NEAR = HomeArea("E01000001", MILE_END.easting, MILE_END.northing, 1000, faith={"muslim": 600, "jewish": 3})
FAR = HomeArea(
    "E01000002", MILE_END.easting + 40_000, MILE_END.northing, 3000, ward="E05000002", decile=1,
    faith={"christian": 2000, "muslim": 100},
)  # fmt: skip
DAYS = next(profile for profile in standard_profiles() if profile.id == "ld_days")


def a_day_centre(n, owner=None, **changes):
    """What the profile “Young adult with a learning disability” asks for, free of charge."""
    usual = {
        "source_id": f"day{n}",
        "name": f"Day {n}",
        "needs": [],
        "user_bands": ["learning_disability_autism"],
        "attributes": needs_in("go_to", "day_activities"),
    }
    return folded(a_community_group(**{**usual, **changes}), owner=owner or n)


@pytest.fixture
def ground(tmp_path):
    def build(*options, areas=(NEAR, FAR), area="Tower Hamlets", hidden=(), profiles=(DAYS,), languages=None):
        market, store = a_small_market(tmp_path / str(len(list(tmp_path.iterdir()))), options)
        for option in hidden:
            store.hide(option)
        reference = small_reference(tmp_path, areas, languages)
        territory = reference.areas.find(area)
        return ground_of(market, store, SmallGazetteer(), reference, territory, profiles)

    return build


def test_choice_is_weighed_by_who_lives_where(ground):
    (days,) = area_choice(ground(*(a_day_centre(n) for n in (1, 2, 3)))).profiles
    assert (days.confirmed.enough, days.confirmed.none) == (0.25, 0.75)
    assert (days.whole.people, days.whole.none_people) == (4000, 3000)
    assert [(place.label, place.people, place.none_people) for place in days.by_place] == [
        ("Ward 1", 1000, 0),
        ("Ward 2", 3000, 3000),
    ]
    (deprived,) = days.by_circumstance
    assert (deprived.code, deprived.choice.shares.confirmed.none) == ("most_deprived", 1)


def test_the_worst_shortage_names_the_place_its_people_and_what_would_mend_it(ground):
    (short,) = area_choice(ground(*(a_day_centre(n) for n in (1, 2, 3)))).worst
    assert (short.place, short.everywhere, short.cause) == ("Ward 2", False, "not_offered")
    assert (short.short_people, short.short_share) == (3000, 1)


def test_nobody_is_short_where_everybody_has_three(ground):
    assert area_choice(ground(*(a_day_centre(n) for n in (1, 2, 3)), areas=[NEAR])).worst == ()


def test_a_ward_counts_only_options_whose_postcode_is_in_it(ground):
    found = ground(a_day_centre(1), area="E05000001")
    assert (len(found.rows), found.unplaced) == (0, 1)
    assert found.people.total == 1000


def test_a_circle_counts_what_lies_in_it_wherever_its_council_is(ground):
    found = ground(a_day_centre(1), a_day_centre(2, place=STRETFORD), area="3 miles around E1")
    assert len(found.rows) == 1
    assert found.people.total == 1000


def test_a_hidden_option_is_no_part_of_any_figure(ground):
    days = [a_day_centre(n) for n in (1, 2, 3)]
    found = ground(*days, hidden=days[:1])
    assert variety(found).options == 2
    assert area_choice(found).profiles[0].confirmed.few == 0.25
    assert ownership(found).concentrations[0].groups == 2


def faiths(*said):
    return tuple(Attribute("faith", code, verdict, "provider") for code, verdict in said)


def test_a_group_is_told_by_its_people_and_by_who_says_yes_no_and_nothing(ground):
    options = [
        a_day_centre(1, attributes=faiths(("muslim", "yes"))),
        a_day_centre(2, attributes=faiths(("muslim", "no"))),
        a_day_centre(3),
    ]
    found = culture(ground(*options))
    (faith,) = found.topics
    muslim = next(group for group in faith.groups if group.code == "muslim")
    assert (muslim.people, muslim.people_share) == (700, 700 / 4000)
    assert (muslim.yes, muslim.no, muslim.unknown) == (1, 1, 1)
    assert muslim.per_thousand == pytest.approx(1000 / 700)
    assert faith.silent == 1
    assert found.lacking == ("languages", "culture")


def test_a_group_of_a_few_people_is_hidden_with_all_that_would_tell_how_many(ground):
    jewish = next(
        group for group in culture(ground(a_day_centre(1))).topics[0].groups if group.code == "jewish"
    )
    assert (jewish.people, jewish.people_share, jewish.per_thousand, jewish.ratio) == ("*", None, None, None)


def test_no_ratio_is_given_where_more_than_half_say_nothing(ground):
    said = a_day_centre(1, attributes=faiths(("muslim", "yes")))
    silent = [a_day_centre(n) for n in (2, 3)]
    assert culture(ground(said, *silent)).topics[0].shortfall is None
    assert culture(ground(said, silent[0])).topics[0].shortfall is not None


def test_a_gap_is_said_as_one_in_so_many_and_never_for_what_most_services_are_made_for(ground):
    found = culture(ground(a_day_centre(1)))
    assert [gap.group.code for gap in found.gaps] == ["muslim"]
    assert gap_words(found.gaps[0], found) == (
        "1 in 6 residents' faith is Islam (Muslim). No option here says that it knows it well; none of "
        "them says "
        "anything about it, so ask."
    ).replace("Islam (Muslim)", found.gaps[0].group.label)


def test_a_language_counted_within_another_is_served_by_either(ground):
    speaks = a_day_centre(1, attributes=(Attribute("languages", "syl", "yes", "provider"),))
    found = culture(ground(speaks, languages={"eng": 2500, "ben": 1500}))
    bengali = next(g for t in found.topics if t.topic == "languages" for g in t.groups if g.code == "ben")
    assert (bengali.yes, bengali.includes) == (1, ("Sylheti",))


def a_home(n, owner=None, **changes):
    claims = a_care_home(**{"source_id": f"home{n}", "name": f"Home {n}", "place": MILE_END, **changes})
    return folded(claims, owner=owner or n, source="cqc-locations")


def test_access_is_what_the_published_method_gives(ground):
    homes = [a_home(1), a_home(2)]
    found = {each.service: each for each in access(ground(*homes))}
    care = found["care_homes"]
    expected = 100_000 * e2sfca([1000, 3000], [1, 1], [[0, 0], [24.85, 24.85]])
    assert [part.per_100k for part in care.by_part] == pytest.approx(list(expected))
    assert (care.options, care.nearest, care.third_nearest) == (2, pytest.approx(24.85, abs=0.01), None)


def test_access_is_not_told_where_nobody_knows_who_lives_there(tmp_path):
    market, store = a_small_market(tmp_path / "market", [a_home(1)])
    reference = small_reference(tmp_path, [NEAR])
    elsewhere = reference.areas.find("Trafford")
    assert access(ground_of(market, store, SmallGazetteer(), reference, elsewhere, [DAYS])) is None


def test_owners_of_one_brand_are_one_and_splitting_one_never_raises_concentration(ground):
    one = ownership(ground(*(a_home(n, owner=7, facts={"brand": "Kindly"}) for n in (1, 2)), a_home(3)))
    split = ownership(ground(*(a_home(n, facts={"brand": "Kindly"}) for n in (1, 2)), a_home(3)))
    apart = ownership(ground(*(a_home(n) for n in (1, 2, 3))))
    assert one.concentrations == split.concentrations
    assert (split.largest[0].name, split.largest[0].by_brand, split.largest[0].owners) == ("Kindly", True, 2)
    assert apart.concentrations[0].hhi < one.concentrations[0].hhi


def test_a_personal_assistant_is_never_named_as_an_owner(ground):
    found = ownership(ground(folded(a_personal_assistant())))
    assert found.largest[0].name is None


def test_what_leaves_with_the_largest_is_people_who_have_three_no_more(ground):
    days = [a_day_centre(n, owner=owner) for n, owner in ((1, 1), (2, 1), (3, 2), (4, 3))]
    (leaving,) = ownership(ground(*days)).leaving
    assert (leaving.fewer_possible, leaving.people) == (0.25, 1000)


def test_beds_are_a_basis_only_where_most_homes_state_them(ground):
    stated = [a_home(n, facts={"beds": "10"}) for n in (1, 2)]
    assert [each.basis for each in ownership(ground(*stated)).concentrations] == ["options", "beds"]
    silent = [a_home(n) for n in (3, 4, 5)]
    assert [each.basis for each in ownership(ground(*stated, *silent)).concentrations] == ["options"]


def test_a_price_that_is_not_stated_is_not_free(ground):
    options = [
        a_day_centre(1, costs=(CostOption("hour", 18_00),)),
        a_day_centre(2, costs=(CostOption("hour", 22_00),)),
        a_day_centre(3, costs=(CostOption("free", None),)),
        a_day_centre(4, costs=()),
    ]
    found = price_report(ground(*options))
    assert (found.priced, found.free, found.unknown) == (2, 1, 1)
    (line,) = found.lines
    assert (line.options, line.lowest, line.median, line.highest) == (2, 18_00, 20_00, 22_00)
    fourteen = found.bands[-1]
    assert (fourteen.hours_a_week, fourteen.known) == (14.0, 0.75)
    assert fourteen.shares == pytest.approx((1 / 3, 0, 2 / 3))


def test_a_rating_counts_with_its_age_and_the_unrated_are_not_called_bad(ground):
    rated = a_home(1, rating=Rating("good", date(2020, 5, 1), inherited=True))
    found = quality(ground(rated, a_home(2), a_day_centre(3)))
    assert (found.registered, found.rated, found.good, found.inherited) == (2, 1, 1, 1)
    assert found.oldest == date(2020, 5, 1)
    everything = found.lines[0]
    assert (everything.by_rating["unknown"], everything.by_age) == (1, (0, 0, 0, 1, 0))


def test_how_much_is_known_counts_who_says_anything_at_all(ground):
    says = a_day_centre(1, attributes=faiths(("muslim", "no")))
    found = record_quality(ground(says, a_day_centre(2)))
    told = {each.what: each.options for each in found.told}
    assert (told["faith"], told["languages"]) == (1, 0)
    assert (found.options, found.fresh, found.oldest) == (2, 2, date(2026, 11, 1))


def test_whom_to_ask_is_as_few_as_it_takes_and_the_likeliest_first(ground):
    unpriced = [a_day_centre(n, costs=()) for n in (1, 2)]
    vague = [a_day_centre(n, costs=(), attributes=(), user_bands=[]) for n in (3, 4, 5)]
    (asked,) = to_ask(ground(*unpriced, *vague, areas=[NEAR]))
    assert (asked.calls, asked.served) == (3, 1)
    assert set(asked.first[:2]) == {each.owner_name for each in unpriced}
    assert asked.questions[0].demand == "budget"
    (table,) = asking_section([asked]).blocks[1:]
    assert table.rows[0][1] == 3


def test_nobody_need_be_asked_where_three_are_sure_or_nobody_could_do(ground):
    assert to_ask(ground(*(a_day_centre(n) for n in (1, 2, 3)), areas=[NEAR])) == ()
    assert to_ask(ground()) == ()


def test_a_higher_price_one_more_provider_and_answers_move_people_to_three(ground):
    dear = [a_day_centre(n, costs=(CostOption("hour", 18_50),)) for n in (1, 2, 3)]
    price, supply, asking = what_ifs(ground(*dear, areas=[NEAR]))
    assert (price.moved[0].to_three, price.moved[0].people_to_three) == (1, 1000)
    assert supply.moved[0].to_three == 0
    two = [a_day_centre(n) for n in (1, 2)]
    _, supply, asking = what_ifs(ground(*two, a_day_centre(3, costs=())))
    assert supply.moved[0].to_three == 0
    assert asking.moved[0].to_three == 0.25
    _, supply, _ = what_ifs(ground(*two))
    assert (supply.moved[0].to_three, supply.moved[0].from_none) == (0.25, 0)


def test_a_whole_report_reads_in_every_form(ground):
    options = [
        *(a_day_centre(n, costs=(CostOption("hour", 18_00),)) for n in (1, 2, 3)),
        *(a_home(n, rating=Rating("good", date(2024, 5, 1), inherited=False)) for n in (4, 5)),
        folded(a_personal_assistant()),
    ]
    found = ground(*options, profiles=standard_profiles(), languages={"eng": 2500, "ben": 1500})
    document = document_of(report(found), found.reference)
    keys = [part.key for part in document.parts]
    assert keys == [
        *("choice", "asking", "what-if", "needs", "variety", "culture", "access", "ownership", "price"),
        *("quality", "change", "unmet", "records", "sources", "method"),
    ]
    text = as_text(document)
    assert "Ward 2" in text
    assert "Traceback" not in text
    tables = [table.key for table in tables_of(document)]
    assert len(tables) == len(set(tables))
    assert len({table[:31] for table in tables}) == len(tables)
    assert as_workbook(document)[:2] == b"PK"


def test_an_empty_area_is_measured_as_empty(ground):
    found = ground()
    assert (variety(found), ownership(found)) == (None, None)
    assert quality(found).lines == ()
    assert price_report(found).bands == ()
    assert record_quality(found).oldest is None
    assert replace(area_choice(found).worst[0]).cause == "not_offered"
