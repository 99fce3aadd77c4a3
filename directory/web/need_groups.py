"""Support needs in the groups people look for them in; every need stands in exactly one."""

from collections.abc import Mapping

from flask_babel import LazyString

from directory.web.translation import _l

NEED_GROUPS: tuple[tuple[LazyString, tuple[str, ...]], ...] = (
    (
        _l("Looking after yourself"),
        ("personal_care", "meals", "medication", "moving_handling", "nursing", "health_tasks", "end_of_life"),
    ),
    (_l("Your home"), ("household_tasks", "shopping", "repairs_garden", "home_safety", "alarms_technology")),
    (
        _l("Company and going out"),
        ("companionship", "getting_out", "day_activities", "work_learning", "peer_support", "faith_practice"),
    ),
    (_l("Someone there at night or always"), ("sleep_in", "waking_night", "live_in", "urgent_cover")),
    (
        _l("How you feel, and getting stronger"),
        ("mental_health_support", "reablement", "substance_support", "communication"),
    ),
    (_l("A place to live"), ("supported_housing", "shared_lives", "care_home")),
    (_l("Families and carers"), ("short_break", "carer_support", "parenting")),
    (_l("Money, rights and being heard"), ("money_paperwork", "rights_advice", "advocacy", "employer_help")),
)
SITUATIONS: Mapping[str, LazyString] = {
    "personal_care": _l("It is hard to wash, dress or use the toilet"),
    "meals": _l("I do not eat as well as I should, or cooking is hard"),
    "household_tasks": _l("The cleaning or the washing is too much"),
    "companionship": _l("I spend too much time alone"),
    "getting_out": _l("I do not get out of the house enough"),
    "day_activities": _l("I would like something to do in the day"),
    "medication": _l("I forget my medicines, or find them hard to take"),
    "home_safety": _l("I do not feel safe at home, I fall, or I forget things"),
    "money_paperwork": _l("Letters, bills and forms are hard"),
    "mental_health_support": _l("I feel low, worried or unwell in my mind"),
    "reablement": _l("I have been ill or in hospital and want to get stronger"),
    "short_break": _l("I look after somebody and I am tired"),
    "supported_housing": _l("I am not sure I can go on living where I live"),
    "advocacy": _l("I want somebody to speak up for me"),
}
