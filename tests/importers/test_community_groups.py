"""Community groups and small providers: what a council's list says of them, and what it may not show."""

from dataclasses import replace

import pytest

from directory.records import CostOption, Identifier, ServiceArea
from importers.source import Reading, RowError
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import GROUPS, a_group, source_row, write_csv


def read(**changes):
    return GROUPS.read_row(source_row(a_group(**changes)), a_reading_context())


def claims(**changes):
    reading = read(**changes)
    assert isinstance(reading, Reading), reading
    return reading.claims


def said(claims, vocabulary, verdict="yes"):
    return {a.code for a in claims.attributes if (a.vocabulary, a.verdict) == (vocabulary, verdict)}


def needs_by_setting(claims):
    return {(a.code, a.setting) for a in claims.attributes if (a.vocabulary, a.verdict) == ("needs", "yes")}


def note_codes(**changes):
    return {note.code for note in read(**changes).notes}


def test_a_group_is_one_option_at_its_premises():
    group = claims()
    assert (group.name, group.provider_kind, group.legal_form) == (
        "Example Lunch Club",
        "voluntary_organisation",
        "charity",
    )
    assert (group.place.postcode, group.place.address) == ("E1 4NS", "2 Example Road")
    assert (group.telephone, group.email) == ("02079460102", "lunch@example.org")
    assert group.website == "https://lunch.example.org"
    assert group.costs == (CostOption("session", 400),)
    assert group.facts == {"when": "Tuesdays 11am-2pm"}
    assert said(group, "service_type") == {"lunch_club"}
    assert needs_by_setting(group) == {("meals", "go_to")}
    assert said(group, "user_bands") == {"older_people"}
    assert said(group, "times") == {"weekday_morning", "weekday_afternoon"}
    assert read().notes == ()


def test_blank_cells_claim_nothing():
    blank = {
        name.replace(" ", "_"): ""
        for name in a_group()
        if name not in ("Name", "Organisation type", "Postcode")
    }
    group = claims(**blank)
    assert {a.vocabulary for a in group.attributes} == {"setting"}
    assert (group.costs, group.facts, group.complete, group.service_area) == ((), {}, (), None)


def test_a_list_of_names_alone_comes_in_and_all_else_stays_unknown(tmp_path):
    (row,) = GROUPS.rows(write_csv(tmp_path / "names.csv", [{"Name": "Example Club"}]))
    reading = GROUPS.read_row(row, a_reading_context())
    group = reading.claims
    assert (group.name, group.provider_kind, group.place) == ("Example Club", "community_group", None)
    assert {a.vocabulary for a in group.attributes} == {"setting"}
    assert {note.code for note in reading.notes} == {"kind_assumed", "no_postcode"}


KINDS = [
    ("Charity", "", "voluntary_organisation", "charity"),
    ("CIC", "", "voluntary_organisation", "cic"),
    ("Community group", "Unincorporated association", "community_group", "unincorporated"),
    ("Volunteers", "", "volunteer_scheme", None),
    ("Micro-provider", "Sole trader", "micro_provider", "sole_trader"),
    ("self-employed", "", "micro_provider", "sole_trader"),
    ("Limited company", "", "micro_provider", "company"),
    ("Council service", "", "council_service", None),
    ("mosque", "", "community_group", None),
    ("Introductory agency", "Limited company", "introductory_agency", "company"),
    ("", "Registered charity", "voluntary_organisation", "charity"),
]


@pytest.mark.parametrize(("organisation", "form", "kind", "legal_form"), KINDS)
def test_kind_and_legal_form(organisation, form, kind, legal_form):
    group = claims(Organisation_type=organisation, Legal_form=form)
    assert (group.provider_kind, group.legal_form) == (kind, legal_form)


def test_an_unknown_kind_is_taken_as_a_community_group_and_noted():
    assert claims(Organisation_type="").provider_kind == "community_group"
    assert note_codes(Organisation_type="") == {"kind_assumed"}


def test_a_private_person_belongs_in_the_other_source_and_is_not_shown():
    result = read(Organisation_type="Personal assistant")
    assert isinstance(result, RowError)
    assert result.code == "private_person"
    assert "personal-assistants" in result.remedy


def test_who_says_to_be_registered_must_give_the_registers_id():
    assert read(Organisation_type="CQC registered provider").code == "cqc_id_missing"
    group = claims(Organisation_type="CQC registered provider", CQC_location_id="1-123456789")
    assert group.identifiers == (Identifier("cqc_location", "1-123456789"),)
    assert note_codes(CQC_location_id="123") == {"not_understood"}


@pytest.mark.parametrize("organisation", ["Company", "Limited company", ""])
def test_a_company_that_gives_the_registers_id_is_a_registered_provider(organisation):
    home = {"Organisation_type": organisation, "Activities": "Care home", "CQC_location_id": "1-123456789"}
    assert claims(**home).provider_kind == "regulated_provider"
    assert note_codes(**home) == set()


@pytest.mark.parametrize("activities", ["Care home", "Residential care", "Nursing home"])
def test_a_care_home_without_the_registers_id_stays_what_its_type_says_and_is_noted(activities):
    home = {"Organisation_type": "Company", "Activities": activities}
    assert (claims(**home).provider_kind, claims(**home).legal_form) == ("micro_provider", "company")
    assert "cqc_id_missing" in note_codes(**home)
    assert "cqc_id_missing" not in note_codes(Activities="Lunch club; no care home")


def test_the_lists_own_id_is_used_and_else_one_from_name_and_postcode():
    assert claims(Id="TH-7").source_id == "TH-7"
    assert claims().source_id == claims(Name=" example  LUNCH club", Postcode="e14ns").source_id
    assert claims().source_id != claims(Name="Another club").source_id


SETTINGS = [
    ("Lunch club", "", "Charity", {"go_to"}, {"own_home", "move_in"}),
    ("Befriending", "", "Charity", {"own_home"}, {"go_to", "move_in"}),
    ("Lunch club; befriending", "", "Charity", {"go_to", "own_home"}, {"move_in"}),
    ("Shopping", "", "Volunteers", {"own_home"}, {"go_to", "move_in"}),
    ("Shopping", "", "Community group", {"go_to"}, {"own_home", "move_in"}),
    ("Lunch club", "Comes to you", "Charity", {"own_home"}, {"go_to", "move_in"}),
    ("Advocacy", "both", "Charity", {"own_home", "go_to"}, {"move_in"}),
    ("Advice", "online", "Charity", {"online"}, {"own_home", "go_to", "move_in"}),
    ("Shared lives", "", "Council service", {"move_in"}, {"own_home", "go_to"}),
]


@pytest.mark.parametrize(("activities", "travel", "kind", "yes", "no"), SETTINGS)
def test_where_it_happens_is_as_stated_and_else_as_usual_for_its_kind(activities, travel, kind, yes, no):
    group = claims(Activities=activities, Travel=travel, Organisation_type=kind)
    assert (said(group, "setting"), said(group, "setting", "no")) == (yes, no)


def test_each_need_is_met_where_its_own_activity_happens():
    group = claims(Activities="Lunch club; befriending")
    assert needs_by_setting(group) == {("meals", "go_to"), ("companionship", "own_home")}


USUAL_WORDS = [
    ("Who_for", "people living with dementia", "user_bands", {"dementia"}),
    ("Who_for", "Living with dementia", "user_bands", {"dementia"}),
    ("Who_for", "Older people and their carers", "user_bands", {"older_people", "carers"}),
    ("Who_for", "Adults with learning disabilities", "user_bands", {"learning_disability_autism"}),
    ("Travel", "To your home", "setting", {"own_home"}),
    ("Travel", "at your home", "setting", {"own_home"}),
    ("Access", "Disabled parking", "accessibility", {"blue_badge_parking"}),
    ("Languages", "Fluent in Urdu; Bengali spoken", "languages", {"urd", "ben"}),
]


@pytest.mark.parametrize(("column", "cell", "vocabulary", "codes"), USUAL_WORDS)
def test_the_words_councils_use_are_understood(column, cell, vocabulary, codes):
    assert said(claims(**{column: cell}), vocabulary) == codes
    assert note_codes(**{column: cell}) == set()


@pytest.mark.parametrize(("column", "cell"), [("Access", "Parking"), ("Faith", "All faiths")])
def test_words_that_mean_no_code_stay_unknown_and_are_reported(column, cell):
    assert [(note.column, note.value) for note in read(**{column: cell}).notes] == [(column, cell)]


def test_what_is_said_no_to_is_no():
    group = claims(
        Activities="Lunch club; no personal care", Access="ramp; no hearing loop", **{"LGBT+_affirming": "no"}
    )
    assert ("personal_care", "no") in {(a.code, a.verdict) for a in group.attributes}
    assert (said(group, "accessibility"), said(group, "accessibility", "no")) == (
        {"step_free"},
        {"hearing_loop"},
    )
    assert said(group, "flags", "no") == {"lgbt_affirming"}


def test_personal_care_of_an_unregistered_company_is_stored_as_it_is_claimed():
    group = claims(Activities="Personal care", Organisation_type="Limited company", Travel="comes to you")
    assert needs_by_setting(group) == {("personal_care", "own_home")}


def test_everyone_is_every_band_of_adults():
    bands = said(claims(Who_for="Everyone"), "user_bands")
    assert {"whole_population", "older_people", "dementia", "physical_disability"} <= bands
    assert "children" not in bands
    assert "carers" not in bands


def test_who_it_is_for_may_be_a_culture_or_lgbt_people():
    group = claims(Who_for="Bangladeshi; LGBT+; older people")
    assert (said(group, "culture"), said(group, "flags")) == ({"bangladeshi"}, {"lgbt_affirming"})


def test_lists_are_read_and_nothing_is_complete():
    group = claims(Languages="English, Sylheti", Faith="Muslim", Diet="halal; vegetarian")
    assert said(group, "languages") == {"eng", "syl"}
    assert (said(group, "faith"), said(group, "diet")) == ({"muslim"}, {"halal", "vegetarian"})
    assert group.complete == ()


def test_what_is_not_understood_is_noted_with_its_column_and_value_and_the_row_lands():
    notes = read(Activities="Lunch club; falconry", Website="javascript:alert(1)", Telephone="ask Sam").notes
    assert {(note.column, note.value) for note in notes} == {
        ("Activities", "falconry"),
        ("Website", "javascript:alert(1)"),
        ("Telephone", "ask Sam"),
    }
    assert claims(Website="javascript:alert(1)").website is None


def test_a_price_that_is_not_clear_is_shown_as_it_stands():
    group = claims(Cost="£3 to £5", Cost_unit="per session")
    assert group.costs == ()
    assert group.facts["cost_text"] == "£3 to £5 per session"


def test_a_sole_traders_address_is_not_shown_unless_people_come_to_it():
    home = claims(Organisation_type="Sole trader", Activities="Gardening")
    assert home.place == a_reading_context().gazetteer.public_place("E1 4NS")
    assert "address_not_shown" in note_codes(Organisation_type="Sole trader")
    shop = claims(Organisation_type="Sole trader", Activities="Gardening", Travel="You go there")
    assert shop.place.address == "2 Example Road"


@pytest.mark.parametrize("postcode", ["E1 9ZZ", "E1", "nowhere"])
def test_an_unknown_postcode_is_refused(postcode):
    assert read(Postcode=postcode).code == "postcode_not_found"


def test_a_postcode_at_the_end_of_the_address_will_do_and_none_at_all_is_noted():
    assert claims(Postcode="", Address="2 Example Road, London E1 4NS").place.postcode == "E1 4NS"
    assert claims(Postcode="", Address="Various").place is None
    assert note_codes(Postcode="", Address="Various") == {"no_postcode"}


def test_a_service_area_is_read():
    assert claims(Service_area="Tower Hamlets").service_area == ServiceArea("councils", codes=("E09000030",))


def test_a_row_without_a_name_is_refused():
    assert read(Name=" ").code == "no_name"


def test_reading_depends_on_the_row_alone():
    context = a_reading_context()
    other = replace(context, secret=b"another", publisher="Another list")
    row = source_row(a_group())
    assert GROUPS.read_row(row, context) == GROUPS.read_row(row, other)
