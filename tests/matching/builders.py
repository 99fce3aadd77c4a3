"""Offers, markets and questions for matching's tests: everything defaulted that a test is not about."""

from dataclasses import replace
from datetime import date

from matching.costs import Rates
from matching.needs import Here, PersonalBudget, SupportNeeds
from matching.offers import Area, Fee, Offer, YesNo
from matching.snapshot import Snapshot

HOME_EASTING, HOME_NORTHING = 535000, 181000
METRES_A_MILE = 1609.344
HERE = Here(HOME_EASTING, HOME_NORTHING, outcode="E1", council="E09000030")
RATES_2026 = Rates(
    starts="2026-04-06",
    national_living_wage_pence=1271,
    cover_weeks=5.6,
    sick_weeks=0.0,
    sick_pay_weekly_pence=12325,
    sick_pay_share=0.8,
    insurance_pence=11000,
    payroll_pence=18000,
    pension_share=0.03,
    pension_trigger_pence=1000000,
    pension_lower_pence=624000,
    pension_upper_pence=5027000,
    national_insurance_share=0.15,
    secondary_threshold_pence=500000,
    employment_allowance_pence=1050000,
)
CODES: dict[str, tuple[str, ...]] = {
    "needs": ("personal_care", "companionship", "meals", "live_in", "care_home", "short_break", "nursing",
              "supported_housing", "shared_lives", "day_activities"),
    "setting": ("own_home", "go_to", "move_in", "online"),
    "provider_kind": ("regulated_provider", "micro_provider", "personal_assistant", "introductory_agency",
                      "volunteer_scheme", "community_group", "voluntary_organisation", "council_service",
                      "nhs_service"),
    "user_bands": ("older_people", "dementia", "carers"),
    "languages": ("eng", "ben", "syl", "pol"),
    "faith": ("christian", "muslim", "jewish"),
    "culture": ("bangladeshi", "caribbean"),
    "diet": ("halal", "kosher"),
    "staff_gender": ("female", "male"),
    "flags": ("lgbt_affirming",),
    "accessibility": ("step_free", "bsl"),
    "times": ("weekday_morning", "weekend_evening"),
    "funding": ("direct_payment", "own_money"),
    "service_type": ("home_care", "care_home", "nursing_home", "lunch_club"),
    "cost_unit": ("hour", "visit", "session", "day", "night", "week", "month", "year", "item", "free",
                  "donation"),
    "legal_form": ("sole_trader", "company", "charity"),
    "councils": ("E09000030", "E09000025"),
    "outcodes": ("E1", "E2", "E3"),
}  # fmt: skip


def yes(*codes: str) -> YesNo:
    return YesNo(yes=frozenset(codes))


def no(*codes: str) -> YesNo:
    return YesNo(no=frozenset(codes))


def an_offer(number: int = 1, *, miles_east: float | None = 0.0, needs: YesNo | None = None,
             settings: tuple[str, ...] = ("own_home",), lists: dict[str, YesNo] | None = None,
             **fields: object) -> Offer:  # fmt: skip
    """A regulated home-care agency at the person's door that gives personal care, unless told otherwise."""
    offered = needs or yes("personal_care")
    place = None if miles_east is None else HOME_EASTING + round(miles_east * METRES_A_MILE)
    others = tuple(s for s in CODES["setting"] if s not in settings)
    offer = Offer(
        number=number,
        owner=number,
        kind="regulated_provider",
        easting=place,
        northing=None if place is None else HOME_NORTHING,
        council="E09000030",
        registered_for_personal_care=True,
        needs=dict.fromkeys(settings, offered),
        lists={"setting": YesNo(frozenset(settings), frozenset(others)), **(lists or {})},
        fee=Fee("hour", 2500),
        confirmed_on=date(2026, 11, 1),
    )
    return replace(offer, **fields)  # type: ignore[arg-type]


def a_personal_assistant(number: int = 1, **fields: object) -> Offer:
    defaults: dict[str, object] = {
        "kind": "personal_assistant",
        "registered_for_personal_care": False,
        "languages": YesNo(frozenset({"eng"}), complete=True),
        "fee": Fee("hour", 1400),
        "employment": "employed",
        "whole_miles": True,
    }
    return an_offer(number, **{**defaults, **fields})  # type: ignore[arg-type]


def a_lunch_club(number: int = 1, **fields: object) -> Offer:
    defaults: dict[str, object] = {
        "kind": "community_group",
        "registered_for_personal_care": False,
        "settings": ("go_to",),
        "needs": yes("companionship", "meals"),
        "fee": Fee("session", 500),
    }
    return an_offer(number, **{**defaults, **fields})  # type: ignore[arg-type]


def a_care_home(number: int = 1, **fields: object) -> Offer:
    defaults: dict[str, object] = {
        "settings": ("move_in",),
        "needs": yes("care_home", "personal_care"),
        "fee": Fee("week", 110000),
        "lists": {"service_type": yes("care_home")},
    }
    return an_offer(number, **{**defaults, **fields})  # type: ignore[arg-type]


def a_market(*offers: Offer, as_of: date = date(2026, 11, 21)) -> Snapshot:
    return Snapshot.of(offers, CODES, as_of, RATES_2026)


def a_question(*needs: str, **fields: object) -> SupportNeeds:
    defaults: dict[str, object] = {"needs": needs or ("personal_care",), "here": HERE}
    return SupportNeeds(**{**defaults, **fields})  # type: ignore[arg-type]


def a_budget(**fields: object) -> PersonalBudget:
    return PersonalBudget(**fields)  # type: ignore[arg-type]


def a_radius(miles: float) -> Area:
    return Area("radius", radius_miles=miles)


def numbers(snapshot: Snapshot, rows: object) -> list[int]:
    """Option numbers of rows, in their order."""
    return [int(n) for n in snapshot.columns["number"][rows]]
