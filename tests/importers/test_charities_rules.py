"""The written rule for charities: made-up charities of every sort, and what their own words make of them."""

import csv
from importlib.resources import files

import pytest

from directory.vocabulary import vocabulary
from importers.sources.charity_rules import judge

STEPS = [
    *("set_aside", "leave_out_first", "adult_words", "audience", "offer", "offer_with_audience", "describe"),
    *("leave_out", "provider_kind", "contact"),
]


def rows():
    with (files("importers.sources") / "charity_rules.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def needs_of(judgement):
    return {need for rule in (*judgement.offers, *judgement.describing) for need in rule.needs}


def test_the_table_goes_step_by_step_and_every_line_says_what_it_means():
    steps = list(dict.fromkeys(row["step"] for row in rows()))
    assert steps == STEPS
    assert all(row["meaning"] and row["code"] for row in rows())


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['step']}-{row['code']}")
def test_every_line_uses_codes_of_the_vocabularies(row):
    pairs = [("needs", code) for code in row["needs"].split(";") if code]
    pairs += [("service_type", code) for code in row["service_types"].split(";") if code]
    pairs += [("setting", code) for code in row["settings"].split(";") if code and code != "not known"]
    pairs += [tuple(pair.split(":")) for pair in row["attributes"].split(";") if pair]
    assert all(code in vocabulary(name) for name, code in pairs)
    assert row["step"] not in ("offer", "offer_with_audience") or row["settings"]


@pytest.mark.parametrize(
    ("name", "activities", "needs"),
    [
        (
            "EXAMPLE DIAL-A-RIDE",
            "Door-to-door minibus service for people who can't use buses.",
            {"getting_out"},
        ),
        (
            "Age Exampleshire",
            "For older people: information and advice, befriending, day centres and exercise classes.",
            {"companionship", "day_activities"},
        ),
        (
            "EXAMPLE HEADWAY",
            "Support and social activities for people with an acquired brain injury and their carers.",
            {"day_activities", "carer_support"},
        ),
        (
            "Example Stroke Club",
            "Weekly meetings for stroke survivors with games and outings.",
            {"day_activities"},
        ),
        (
            "EXAMPLE BLIND SOCIETY",
            "Social clubs, talking newspaper and loan of equipment for partially sighted people.",
            {"day_activities", "communication", "home_safety"},
        ),
        (
            "EXAMPLE PEOPLE FIRST",
            "A self-advocacy group run by people with learning disabilities.",
            {"advocacy"},
        ),
        ("EXAMPLE RESPITE", "Provides respite in the home for unpaid carers.", {"short_break"}),
        (
            "EXAMPLE BANGLADESHI ASSOCIATION",
            "We run a lunch club for Bangladeshi elders and give welfare rights advice.",
            {"meals", "rights_advice"},
        ),
        ("EXAMPLE ADVICE", "Free advice on debt, benefits and housing.", {"rights_advice"}),
        (
            "EXAMPLE CARE AND REPAIR",
            "Handyperson service, aids and adaptations for older people.",
            {"repairs_garden", "home_safety"},
        ),
        ("EXAMPLE DEMENTIA CAFE", "A memory café for people living with dementia.", {"companionship"}),
        ("EXAMPLE RIDERS", "Riding for disabled adults and children with disabilities.", {"day_activities"}),
        ("EXAMPLE SUPPORTED HOMES", "Supported living for adults with autism.", {"supported_housing"}),
        ("EXAMPLE RECOVERY", "Helping people recover from alcohol addiction.", {"substance_support"}),
        (
            "EXAMPLE INDEPENDENCE",
            "We help disabled people employ personal assistants and run a payroll service.",
            {"employer_help"},
        ),
        ("EXAMPLE HOSPICE", "Palliative care for adults in the hospice and at home.", {"end_of_life"}),
        ("EXAMPLE DRIVERS", "Volunteer drivers taking patients to hospital and doctors.", {"getting_out"}),
        ("EXAMPLE MEALS", "Kosher meals delivered to the housebound.", {"meals"}),
        ("EXAMPLE COUNSELLING", "Low-cost counselling for adults.", {"mental_health_support"}),
        ("EXAMPLE DEAF LINK", "Lip-reading classes and sign language interpreters.", {"communication"}),
        (
            "EXAMPLE PARISH CHURCH",
            "Sunday services and a lunch club for the elderly.",
            {"meals", "faith_practice"},
        ),
    ],
)
def test_a_charity_is_listed_for_what_its_words_plainly_say(name, activities, needs):
    judgement = judge(name, activities)
    assert judgement.left_out is None
    assert needs <= needs_of(judgement)


@pytest.mark.parametrize(
    ("name", "activities", "code"),
    [
        (
            "1ST EXAMPLE SCOUT GROUP",
            "Adventure for all ages, and visits to older people.",
            "scouts_guides_cadets",
        ),
        ("EXAMPLE PRIMARY SCHOOL PTA", "Quiz nights and discos.", "schools_and_parents"),
        ("FRIENDS OF EXAMPLE", "Providing extras for the pupils of Example Primary.", "schools_and_parents"),
        (
            "THE EXAMPLE FAMILY TRUST",
            "Makes grants to day centres, befriending schemes and other charities for the elderly.",
            "grants_only",
        ),
        ("FRIENDS OF EXAMPLE HOSPICE", "To raise money for Example Hospice.", "fundraising_only"),
        ("EXAMPLE WELLS", "Digging wells and caring for elderly people in Kenya.", "overseas"),
        ("EXAMPLE YOUTH COUNSELLING", "Free counselling for young people aged 11 to 18.", "children_only"),
        ("EXAMPLE PLAY", "Play schemes for children with autism.", "children_only"),
        ("EXAMPLE LODGE", "Care of elderly freemasons.", "own_members_only"),
        (
            "EXAMPLE REFUGE",
            "Refuge for women experiencing domestic abuse, with counselling.",
            "abuse_and_crime",
        ),
        ("EXAMPLE CLUB", "Not currently active.", "not_active"),
        ("EXAMPLE CARE HOME TRUST", "Running a residential care home.", "regulated_care"),
        ("EXAMPLE CONGREGATION", "Public worship and Bible teaching.", "worship_only"),
        ("EXAMPLE CHORAL SOCIETY", "Three concerts a year.", "arts_and_culture"),
        ("EXAMPLE ANGLING", "A rugby and football league.", "sport"),
        ("EXAMPLE CIVIC SOCIETY", "Conservation of historic buildings.", "heritage_and_environment"),
        ("EXAMPLE DONKEYS", "Sanctuary for donkeys.", "animals"),
        ("EXAMPLE ALMSHOUSES", "Almshouses for the needy of the town.", "housing"),
        ("EXAMPLE SOUP RUN", "Hot soup for homeless people.", "poverty_refugees_homelessness"),
        ("EXAMPLE SOCIETY", "For the welfare of people with dementia.", "no_need_stated"),
        ("EXAMPLE FUND", "General charitable purposes.", "money_for_others"),
        ("EXAMPLE", "See website.", "unclear"),
    ],
)
def test_every_other_charity_is_left_out_with_its_reason(name, activities, code):
    judgement = judge(name, activities)
    assert judgement.left_out == code
    assert judgement.because


def test_a_club_counts_only_beside_people_who_need_support():
    assert needs_of(judge("EXAMPLE", "A social club for blind people.")) == {"day_activities"}
    assert judge("EXAMPLE", "A social club for stamp collectors.").left_out
    far_apart = "A social club. " + "We meet on Tuesdays and talk of stamps and of their history. " * 3
    assert judge("EXAMPLE", far_apart + "We once gave money to blind people.").left_out


def test_legal_wording_that_many_share_says_nothing():
    objects = "Recreation for those in need by reason of their youth, age, infirmity or disablement"
    assert judge("EXAMPLE ASSOCIATION", objects).left_out
    assert judge("EXAMPLE DRAMA", "Workshops for anyone, regardless of any ability or disability.").left_out


def test_parents_and_carers_of_children_are_not_unpaid_carers():
    assert judge("EXAMPLE", "Support for parents and carers of children at risk.").audiences == ()


def test_words_run_together_by_the_register_are_read_apart():
    assert needs_of(
        judge("EXAMPLE", "Advancement of educationBefriending of older peopleRelief of need")
    ) == {"companionship"}


def test_words_in_capitals_mean_the_same():
    activities = "We run a lunch club for older people."
    assert judge("EXAMPLE", activities) == judge("EXAMPLE", activities.upper())


def test_faith_and_culture_come_from_what_it_says_and_never_from_its_name():
    silent = judge("THE JEWISH AND CHINESE CARE SOCIETY", "A day centre for older people.")
    said = judge("EXAMPLE", "A day centre for older people of the Jewish and Chinese communities.")
    assert not any(
        "faith" in pair or "culture" in pair for rule in silent.describing for pair in rule.attributes
    )
    assert {rule.code for rule in said.describing} == {"jewish", "chinese"}


def test_regulated_care_is_never_claimed_from_a_charitys_words():
    judgement = judge(
        "EXAMPLE", "Nursing care, residential care, personal care and a day centre for older people."
    )
    assert needs_of(judgement) == {"day_activities"}
