"""Markets and questions of every kind that can be asked, for properties.

A list's answers are one whole number in base four, so that a market of a dozen options is quick to draw and
shrinks towards options that say nothing.
"""

from datetime import date

from hypothesis import settings
from hypothesis import strategies as st

from matching.costs import Rates
from matching.needs import CRITERIA, MUST_NAMES, SETTINGS, Here, PersonalBudget, SupportNeeds
from matching.offers import LISTS, Area, Fee, Offer, YesNo
from matching.snapshot import Snapshot
from tests.matching.builders import CODES, HOME_EASTING, HOME_NORTHING, METRES_A_MILE, RATES_2026

AS_OF = date(2026, 11, 21)
SICK_WEEKS = 1.0
RATES = Rates(**{**RATES_2026.as_json(), "sick_weeks": SICK_WEEKS})
LISTED = {"user_bands": "user_bands", "languages": "languages", "faith": "faith", "culture": "culture",
          "diet": "diet", "accessibility": "accessibility", "times": "times"}  # fmt: skip
MILES = (0.0, 0.4, 1.5, 2.6, 3.0, 4.9, 6.2, 9.5, 11.0, 16.0, 60.0, 290.0)
few = settings(max_examples=10, deadline=None)
some = settings(max_examples=10, deadline=None)
many = settings(max_examples=16, deadline=None)


def a_snapshot(offers: list[Offer]) -> Snapshot:
    return Snapshot.of(offers, CODES, AS_OF, RATES)


def answers(codes: tuple[str, ...], *, may_be_complete: bool = True):
    """Of each code: nothing said, YES, NO, or YES again, so that enough is offered for lists to be long."""

    def told(drawn: int) -> YesNo:
        digits = [drawn // 4**at % 4 for at in range(len(codes))]
        yes, no = (
            frozenset(codes[at] for at, d in enumerate(digits) if d in said) for said in ((1, 3), (2,))
        )
        return YesNo(yes, no, complete=drawn >= 4 ** len(codes))

    return st.integers(0, 4 ** len(codes) * (2 if may_be_complete else 1) - 1).map(told)


def optional(strategy):
    return st.none() | strategy


places = st.tuples(st.sampled_from(MILES), st.sampled_from((0.0, 0.7, -3.3)))
fees = st.builds(
    Fee,
    st.sampled_from(CODES["cost_unit"]),
    st.sampled_from((None, 0, 500, 1271, 1400, 1850, 2500, 6000, 45000)),
    st.sampled_from((None, None, 0.25, 2.0)),
)
areas = st.one_of(
    st.builds(Area, st.just("radius"), st.sampled_from((1.0, 3.0, 5.0, 20.0))),
    st.builds(Area, st.just("outcodes"), codes=st.sampled_from((("E1",), ("E2", "E3"), CODES["outcodes"]))),
    st.builds(Area, st.just("councils"), codes=st.sampled_from((("E09000030",), ("E09000025",), ()))),
    st.just(Area("national")),
)
DRAWN = {
    "number": st.integers(1, 2**63 - 1),
    "owner": st.integers(1, 4),
    "kind": st.sampled_from(CODES["provider_kind"]),
    "size_class": st.sampled_from(("small", "medium", "large")),
    "place": st.sampled_from(range(8)).flatmap(lambda at: places if at else st.none()),
    "whole_miles": st.booleans(),
    "council": st.sampled_from((None, *CODES["councils"])),
    "legal_form": st.sampled_from((None, *CODES["legal_form"])),
    "registered_for_personal_care": st.booleans(),
    "registered_where_people_live": st.booleans(),
    "needs": st.fixed_dictionaries(dict.fromkeys(SETTINGS, answers(CODES["needs"], may_be_complete=False))),
    "lists": st.fixed_dictionaries({name: answers(CODES[name]) for name in LISTS}),
    "languages": answers(CODES["languages"]),
    "fee": optional(fees),
    "employment": st.sampled_from((None, "employed", "self_employed")),
    "area": optional(areas),
    "backing": st.sampled_from((0.0, 0.3, 1.0)),
    "confirmed_on": st.sampled_from((None, date(2026, 12, 1), AS_OF, date(2026, 3, 2), date(2023, 5, 6))),
    "rating": st.sampled_from((None, "inadequate", "requires_improvement", "good", "outstanding")),
    "rated_on": st.sampled_from((None, AS_OF, date(2026, 12, 1), date(2022, 2, 3), date(2015, 8, 9))),
}


@st.composite
def offers(draw, **only):
    """Any option there can be, but for the fields given."""
    drawn = draw(st.fixed_dictionaries({**DRAWN, **only}))
    at = drawn.pop("place")
    if at is not None:
        east, north = (round(miles * METRES_A_MILE) for miles in at)
        drawn |= {"easting": HOME_EASTING + east, "northing": HOME_NORTHING + north}
    return Offer(**drawn)


def markets(least: int = 0, most: int = 12, **only):
    return st.lists(offers(**only), min_size=least, max_size=most, unique_by=lambda offer: offer.number)


willing = {
    "registered_for_personal_care": st.just(True),
    "needs": st.just(dict.fromkeys(SETTINGS, YesNo(frozenset({"personal_care", "companionship"})))),
    "lists": st.fixed_dictionaries(
        {**{name: answers(CODES[name]) for name in LISTS}, "setting": st.just(YesNo(frozenset(SETTINGS)))}
    ),
}
"""Fields of options that are confirmed, or asked about, by whoever asks for no more than their help."""
undemanding = {
    "needs": st.just(("personal_care", "companionship")),
    "setting": st.just(()),
    "here": st.none(),
    "provider_kinds": st.just(()),
    "funding": st.none(),
}
"""Fields of questions that leave long lists."""


def codes_of(name: str, most: int = 3):
    return st.lists(st.sampled_from(CODES[name]), max_size=most, unique=True).map(tuple)


heres = st.builds(
    Here,
    st.just(HOME_EASTING),
    st.just(HOME_NORTHING),
    st.sampled_from(("E1", "E2", "W9", None)),
    st.sampled_from(("E09000030", "E09000025", "E09000001", None)),
)
budgets = st.builds(
    PersonalBudget,
    st.sampled_from((None, 0, 12000, 90000, 1300000)),
    st.sampled_from(("week", "month", "year")),
    st.sampled_from((None, 0.5, 7, 10, 40)),
    st.sampled_from((52, 4, 50.5)),
    st.sampled_from((None, 0, 1500, 1800, 2500)),
)


@st.composite
def orders(draw):
    """Some criteria in some order, cut into tied groups."""
    names = draw(st.lists(st.sampled_from(CRITERIA), max_size=6, unique=True))
    cuts = draw(st.integers(0, 2 ** len(names) - 1))
    groups: list[tuple[str, ...]] = []
    for at, name in enumerate(names):
        if groups and cuts >> at & 1:
            groups[-1] = (*groups[-1], name)
        else:
            groups.append((name,))
    return tuple(groups)


@st.composite
def questions(draw, most_musts: int = 4, **only):
    """Any question that can be asked, but for the fields given."""
    fields = {
        "needs": st.lists(st.sampled_from(CODES["needs"]), min_size=1, max_size=3, unique=True).map(tuple),
        "setting": codes_of("setting"),
        "here": optional(heres),
        "within_miles": st.sampled_from((None, None, 0.0, 2.0, 5.0, 12.0)),
        "staff_gender": st.sampled_from((None, *CODES["staff_gender"])),
        "lgbt_affirming": st.booleans(),
        "provider_kinds": st.sampled_from(((), (), CODES["provider_kind"][:4], CODES["provider_kind"][3:])),
        "funding": st.sampled_from((None, *CODES["funding"])),
        "budget": optional(budgets),
        "order": orders(),
        **{name: codes_of(codes, most=2) for name, codes in LISTED.items()},
    }
    question = SupportNeeds(**draw(st.fixed_dictionaries({**fields, **only})))
    can_be_must = sorted(question.stated().intersection(MUST_NAMES))
    must = draw(st.sets(st.sampled_from(can_be_must), max_size=most_musts) | st.just(set()))
    return SupportNeeds(
        **{name: getattr(question, name) for name in SupportNeeds.__slots__ if name != "must"},
        must=frozenset(must),
    )
