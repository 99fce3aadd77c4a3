"""The code lists: whole, without doubles, and never guessed at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import CareMarketError
from directory.vocabulary import NAMES, Vocabulary, folded, vocabulary

EVERY_LIST = [vocabulary(name) for name in NAMES]
LISTS_WITHOUT_NAMESAKES = [one for one in EVERY_LIST if one.name not in ("languages", "districts", "places")]
AGREED_CODES = {
    "setting": "own_home go_to move_in online",
    "provider_kind": """regulated_provider micro_provider personal_assistant introductory_agency
        volunteer_scheme community_group voluntary_organisation council_service nhs_service""",
    "faith": "christian buddhist hindu jewish muslim sikh other no_religion",
    "diet": """halal kosher vegetarian vegan jain south_asian african_caribbean east_asian gluten_free
        diabetic soft_or_pureed""",
    "cost_unit": "hour visit session day night week month year item free donation",
    "funding": "direct_payment council_managed individual_service_fund personal_health_budget own_money",
    "travel": "to_person to_place both online",
    "times": """weekday_morning weekday_afternoon weekday_evening weekday_night weekend_morning
        weekend_afternoon weekend_evening weekend_night bank_holiday""",
    "legal_form": "sole_trader company cic charity cio partnership unincorporated public_body employer",
    "accessibility": """step_free wheelchair_toilet hearing_loop bsl easy_read large_print quiet_space
        blue_badge_parking changing_places""",
    "staff_gender": "female male",
    "flags": "lgbt_affirming",
}


@pytest.mark.parametrize("one", EVERY_LIST, ids=NAMES)
def test_every_term_has_a_code_a_label_and_a_source(one: Vocabulary) -> None:
    assert one.codes
    assert len(set(one.codes)) == len(one.codes)
    assert all(term.code and term.label and term.source for term in one.terms())


@pytest.mark.parametrize("one", EVERY_LIST, ids=NAMES)
def test_positions_follow_the_file(one: Vocabulary) -> None:
    assert [one.position(code) for code in one.codes] == list(range(len(one.codes)))


@pytest.mark.parametrize("name", AGREED_CODES)
def test_agreed_codes_stand_in_their_agreed_order(name: str) -> None:
    assert vocabulary(name).codes == tuple(AGREED_CODES[name].split())


def test_needs_name_the_outcomes_of_the_regulations() -> None:
    needs = vocabulary("needs")
    assert len(needs.codes) == 36
    assert needs.term("personal_care").extra["outcomes"] == "b c d"
    assert needs.term("carer_support").extra["outcomes"] == "carer"
    assert all(term.extra["outcomes"] for term in needs.terms())


@pytest.mark.parametrize("one", LISTS_WITHOUT_NAMESAKES, ids=lambda one: one.name)
def test_no_spelling_belongs_to_two_terms(one: Vocabulary) -> None:
    owners: dict[str, set[str]] = {}
    for term in one.terms():
        for spelling in (term.code, term.label, *term.aliases):
            owners.setdefault(folded(spelling), set()).add(term.code)
    assert not {spelling: codes for spelling, codes in owners.items() if len(codes) > 1}


@pytest.mark.parametrize("one", LISTS_WITHOUT_NAMESAKES, ids=lambda one: one.name)
def test_every_code_label_and_alias_finds_its_own_term(one: Vocabulary) -> None:
    for term in one.terms():
        for spelling in (term.code, term.label.upper(), *term.aliases):
            found = one.find(f" {spelling} ")
            assert found is not None and found.code == term.code and found.how != "near", spelling


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("needs", "Personal Care", "personal_care"),
        ("needs", "washing, dressing and using the toilet", "personal_care"),
        ("needs", "Washing & dressing", "personal_care"),
        ("needs", "lunch club", "meals"),
        ("needs", "befriending", "companionship"),
        ("provider_kind", "PA", "personal_assistant"),
        ("accessibility", "wheelchair access", "step_free"),
        ("accessibility", "BSL", "bsl"),
        ("user_bands", "Caring for adults over 65 yrs", "older_people"),
        ("user_bands", "Caring for adults under 65 yrs", "younger_adults"),
        ("service_type", "Care home service without nursing", "care_home"),
        ("service_type", "Care home service with nursing", "nursing_home"),
        ("cost_unit", "p/h", "hour"),
        ("cost_unit", "pcm", "month"),
        ("flags", "LGBTQ+ friendly", "lgbt_affirming"),
        ("staff_gender", "F", "female"),
        ("legal_form", "Ltd", "company"),
    ],
)
def test_what_an_officer_types_is_understood(name: str, text: str, code: str) -> None:
    found = vocabulary(name).find(text)
    assert found is not None and found.code == code and found.score == 100


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("needs", "persnal care", "personal_care"),
        ("needs", "Washing dressing & using toilet", "personal_care"),
        ("user_bands", "dementa", "dementia"),
        ("accessibility", "wheel chair access", "step_free"),
        ("service_type", "care home without nursng", "care_home"),
        ("times", "morning weekday", "weekday_morning"),
        ("diet", "hallal", "halal"),
    ],
)
def test_a_slip_of_the_pen_is_near_enough(name: str, text: str, code: str) -> None:
    found = vocabulary(name).find(text)
    assert found is not None and found.code == code and found.how == "near"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("accessibility", "not wheelchair accessible"),
        ("accessibility", "no hearing loop"),
        ("user_bands", "over 85s"),
        ("user_bands", "not dementia"),
        ("diet", "non vegetarian"),
        ("diet", "vegetable"),
        ("faith", "chris"),
        ("staff_gender", "emale"),
        ("needs", ""),
        ("needs", " - "),
        ("needs", "the"),
        ("needs", "x" * 5000),
        ("culture", "Asian"),
    ],
)
def test_in_doubt_nothing_is_guessed(name: str, text: str) -> None:
    assert vocabulary(name).find(text) is None


def test_two_near_candidates_are_a_doubt() -> None:
    councils = vocabulary("councils")
    assert councils.find("Traford") is None, "Trafford and Telford are both a slip away"


@given(st.sampled_from(EVERY_LIST), st.text(max_size=60))
def test_any_text_gives_a_term_of_the_list_or_nothing(one: Vocabulary, text: str) -> None:
    found = one.find(text)
    assert found is None or (found.code in one and 0 < found.score <= 100)


@given(st.sampled_from(LISTS_WITHOUT_NAMESAKES).flatmap(lambda one: st.sampled_from(one.terms())), st.data())
def test_case_and_punctuation_never_matter(term, data) -> None:  # type: ignore[no-untyped-def]
    one = next(one for one in LISTS_WITHOUT_NAMESAKES if term in one.terms())
    dressed = data.draw(st.sampled_from(["{}", "{}.", " {}  ", "({})"])).format(term.label.swapcase())
    found = one.find(dressed)
    assert found is not None and found.code == term.code


def test_an_unknown_list_and_an_unknown_code_are_refused_by_name() -> None:
    with pytest.raises(CareMarketError, match="no list called"):
        vocabulary("colours")
    with pytest.raises(CareMarketError, match="mauve"):
        vocabulary("diet").label("mauve")
