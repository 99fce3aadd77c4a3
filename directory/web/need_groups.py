"""Support needs in the groups people look for them in; every need stands in exactly one."""

from collections.abc import Mapping

NEED_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Looking after yourself",
        ("personal_care", "meals", "medication", "moving_handling", "nursing", "health_tasks", "end_of_life"),
    ),
    ("Your home", ("household_tasks", "shopping", "repairs_garden", "home_safety", "alarms_technology")),
    (
        "Company and going out",
        ("companionship", "getting_out", "day_activities", "work_learning", "peer_support", "faith_practice"),
    ),
    ("Someone there at night or always", ("sleep_in", "waking_night", "live_in", "urgent_cover")),
    (
        "How you feel, and getting stronger",
        ("mental_health_support", "reablement", "substance_support", "communication"),
    ),
    ("A place to live", ("supported_housing", "shared_lives", "care_home")),
    ("Families and carers", ("short_break", "carer_support", "parenting")),
    ("Money, rights and being heard", ("money_paperwork", "rights_advice", "advocacy", "employer_help")),
)
SITUATIONS: Mapping[str, str] = {
    "It is hard to wash, dress or use the toilet": "personal_care",
    "I do not eat as well as I should, or cooking is hard": "meals",
    "The cleaning or the washing is too much": "household_tasks",
    "I spend too much time alone": "companionship",
    "I do not get out of the house enough": "getting_out",
    "I would like something to do in the day": "day_activities",
    "I forget my medicines, or find them hard to take": "medication",
    "I do not feel safe at home, I fall, or I forget things": "home_safety",
    "Letters, bills and forms are hard": "money_paperwork",
    "I feel low, worried or unwell in my mind": "mental_health_support",
    "I have been ill or in hospital and want to get stronger": "reablement",
    "I look after somebody and I am tired": "short_break",
    "I am not sure I can go on living where I live": "supported_housing",
    "I want somebody to speak up for me": "advocacy",
}
