"""The questions a market is measured by, made up from a seed, and the worst one there is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

import numpy as np

from benchmarks.match.england import AS_OF
from benchmarks.match.homes import Homes
from benchmarks.match.kinds import england_told
from matching.needs import Here, PersonalBudget, SupportNeeds, Visits

URBAN_POSTCODES = 2000
RURAL_POSTCODES = 600
"""In the 36 km² around: over half of England's postcodes are in the first, about one in six in the second."""
CENTRAL_LONDON = Here(530000, 180400, outcode="SW1A", council="E09000033")
KM_A_MILE = 1.609344

SETTINGS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("own_home",), 0.35), ((), 0.30), (("go_to",), 0.25), (("move_in",), 0.10),
)  # fmt: skip
NEEDS_BY_SETTING = {
    "own_home": ("personal_care", "companionship", "meals", "household_tasks", "medication", "shopping",
                 "getting_out", "sleep_in", "live_in", "short_break", "moving_handling", "waking_night"),
    "go_to": ("day_activities", "companionship", "peer_support", "meals", "work_learning", "carer_support",
              "rights_advice", "faith_practice", "mental_health_support"),
    "move_in": ("care_home", "supported_housing", "nursing", "short_break", "personal_care"),
    "": ("companionship", "personal_care", "getting_out", "meals", "carer_support", "peer_support",
         "money_paperwork", "mental_health_support", "day_activities", "communication"),
}  # fmt: skip
BANDS: tuple[str, ...] = ("older_people", "dementia", "physical_disability", "mental_health")
CRITERION_OF = {"budget": "cost", "start": "availability", "visits": "availability"}
"""The criterion a field of the question is for, where it has another name."""
KINDS_AT_HOME: tuple[tuple[str, ...], ...] = (
    ("personal_assistant",), ("personal_assistant", "micro_provider"), ("regulated_provider",),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what it was drawn as."""

    urban: bool
    narrow: bool
    needs: SupportNeeds


def questions(count: int, seed: int, homes: Homes) -> list[Question]:
    """``count`` questions, a quarter each of urban and rural, narrow and broad; equal arguments, equal list.

    - A place is a postcode with at least 2,000 others in the 36 km² around it (urban) or fewer than 600.
    - Settings: own home 35%, none stated 30%, going out 25%, moving in 10%. Needs are those of the setting,
      one or two for a narrow question, two to four for a broad one.
    - Wishes are drawn from languages, faith, food and culture of one community, user bands, a worker's sex
      (where personal care is asked), times, accessibility, an LGBT+ welcome, a day to start on, a pattern of
      visits, and money: four to six for a narrow question, of which two to four are must-haves; one to three
      for a broad one, of which in one question of four one is a must-have. A third pay by direct payment.
    - Limits: 1 to 5 miles when narrow, 8 to 25 when broad, one in twenty without. Who is asked to come home
      is judged by their own area. One narrow question at home in three names kinds of provider.
    - Two to four of what is stated are put in order.
    """
    chance = np.random.default_rng([seed, 11])
    crowded = np.flatnonzero(homes.density >= URBAN_POSTCODES)
    sparse = np.flatnonzero(homes.density < RURAL_POSTCODES)
    asked = []
    for at in range(count):
        urban, narrow = at % 2 == 0, at // 2 % 2 == 0
        home = int(chance.choice(crowded if urban else sparse))
        asked.append(Question(urban, narrow, _needs(_here(homes, home), narrow, chance)))
    return asked


def worst_question() -> SupportNeeds:
    """Central London, nothing a must-have, within 60 km, everything one can wish for and in order."""
    return SupportNeeds(
        needs=("personal_care", "companionship", "meals", "getting_out", "day_activities"),
        user_bands=("older_people", "dementia"),
        here=CENTRAL_LONDON,
        within_miles=60 / KM_A_MILE,
        languages=("syl", "ben"),
        faith=("muslim",),
        diet=("halal", "vegetarian"),
        culture=("bangladeshi",),
        staff_gender="female",
        lgbt_affirming=True,
        accessibility=("step_free", "wheelchair_toilet"),
        times=("weekday_morning", "weekend_morning"),
        budget=PersonalBudget(pence=1_500_000, hours_per_week=12, max_pence_per_hour=2600),
        start=AS_OF + timedelta(days=14),
        visits=Visits(per_day=2, minutes=30),
        order=(("languages",), ("cost",), ("distance",), ("faith", "diet"), ("times",), ("staff_gender",)),
    )


def _here(homes: Homes, home: int) -> Here:
    return Here(
        float(homes.easting[home]),
        float(homes.northing[home]),
        homes.outcodes[homes.outcode[home]],
        homes.councils[homes.council[home]],
    )


def _needs(here: Here, narrow: bool, chance: np.random.Generator) -> SupportNeeds:
    setting = SETTINGS[int(chance.choice(len(SETTINGS), p=[share for _, share in SETTINGS]))][0]
    likely = NEEDS_BY_SETTING[setting[0] if setting else ""]
    needs = _some(likely, *((1, 2) if narrow else (2, 4)), chance)
    wishes = _wishes(needs, chance)
    names = _some(tuple(wishes), *((4, 6) if narrow else (1, 3)), chance)
    at_home = setting == ("own_home",)
    stated: dict[str, Any] = {name: wishes[name] for name in names}
    if narrow and at_home and chance.random() < 1 / 3:
        stated["provider_kinds"] = KINDS_AT_HOME[int(chance.integers(len(KINDS_AT_HOME)))]
    if chance.random() < 1 / 3:
        stated["funding"] = "direct_payment"
    asked = SupportNeeds(
        needs=needs, setting=setting, here=here, within_miles=_limit(narrow, chance), **stated
    )
    return _with_importance(asked, names, narrow, chance)


def _wishes(needs: Sequence[str], chance: np.random.Generator) -> dict[str, Any]:
    """Everything this person could wish for, by the field of SupportNeeds it fills."""
    told = list(england_told()["communities"].values())
    weights = np.array([one["weight"] for one in told])
    community = told[int(chance.choice(len(told), p=weights / weights.sum()))]
    wishes: dict[str, Any] = {
        "languages": tuple(community["languages"])[:2],
        "faith": (community["faith"],) if community["faith"] else (),
        "diet": tuple(community["diet"])[:2],
        "culture": (community["culture"],) if community["culture"] else (),
        "user_bands": _some(
            ("older_people", "dementia", "physical_disability", "mental_health"), 1, 2, chance
        ),
        "times": _some(("weekday_morning", "weekday_evening", "weekend_morning"), 1, 2, chance),
        "accessibility": _some(("step_free", "wheelchair_toilet", "quiet_space"), 1, 2, chance),
        "lgbt_affirming": True,
        "budget": _budget(chance),
        "start": AS_OF + timedelta(days=int(chance.choice([-7, 0, 14, 42, 90]))),
        "visits": _visits(chance),
    }
    if "personal_care" in needs:
        wishes["staff_gender"] = "female" if chance.random() < 0.7 else "male"
    return {name: wish for name, wish in wishes.items() if wish}


def _budget(chance: np.random.Generator) -> PersonalBudget:
    hours = float(chance.choice([2, 3.5, 5, 7, 10, 14, 21]))
    hourly = int(chance.integers(36, 64)) * 50
    if chance.random() < 0.3:
        return PersonalBudget(max_pence_per_hour=hourly, hours_per_week=hours)
    weekly = int(hours * hourly)
    per, pence = [("week", weekly), ("month", weekly * 52 // 12), ("year", weekly * 52)][
        int(chance.integers(3))
    ]
    return PersonalBudget(pence=pence, per=per, hours_per_week=hours)  # type: ignore[arg-type]


def _visits(chance: np.random.Generator) -> Visits:
    per_day = int(chance.integers(1, 5)) if chance.random() < 0.7 else None
    return Visits(per_day, int(chance.choice([15, 30, 45, 60])), 2 if chance.random() < 0.15 else None)


def _limit(narrow: bool, chance: np.random.Generator) -> float | None:
    if chance.random() < 0.05:
        return None
    return float(chance.choice([1, 2, 3, 5]) if narrow else chance.choice([8, 10, 15, 20, 25]))


def _with_importance(
    asked: SupportNeeds, names: Sequence[str], narrow: bool, chance: np.random.Generator
) -> SupportNeeds:
    """The same question with its must-haves and its order, both drawn from what it states."""
    stated = asked.stated()
    criteria = list(dict.fromkeys(CRITERION_OF.get(name, name) for name in names))
    can_be_must = [name for name in map(partial(_must_name, asked), criteria) if name in stated]
    least, most = (2, 4) if narrow else (0, int(chance.random() < 0.25))
    must = _some(can_be_must, least, most, chance)
    order = tuple((name,) for name in _some([*criteria, "needs", "distance"], 2, 4, chance))
    return replace(asked, must=frozenset(must), order=order)


def _must_name(asked: SupportNeeds, criterion: str) -> str:
    """A criterion's name as a must-have: of money, the limit that is stated."""
    if criterion != "cost":
        return criterion
    return "budget" if asked.budget is not None and asked.budget.pence is not None else "max_pence_per_hour"


def _some(codes: Sequence[str], least: int, most: int, chance: np.random.Generator) -> tuple[str, ...]:
    """Between ``least`` and ``most`` different codes, fewer where there are not so many, in drawn order."""
    wanted = min(int(chance.integers(least, most + 1)), len(codes))
    return tuple(codes[at] for at in chance.permutation(len(codes))[:wanted].tolist())
