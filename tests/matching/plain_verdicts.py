"""One option held against one question, must-have by must-have, in plain Python: a second reckoning.

Written from the decisions and the regulations, not from the engine, so that one can be checked by the other.
A verdict is a word: "no", "unknown" or "yes".
"""

import math
from dataclasses import replace

from matching.costs import Rates
from matching.needs import SupportNeeds
from matching.offers import Offer, YesNo
from tests.matching.plain_costs import verdict_of_cost

WORST_FIRST = ("no", "unknown", "yes")
METRES_A_MILE = 1609.344
MOVED_INTO = ("care_home", "supported_housing", "shared_lives")
ASSUMED_MILES = {
    "regulated_provider": 10,
    "introductory_agency": 10,
    "council_service": 10,
    "nhs_service": 10,
}
SAFEGUARD = "any_need"


def every(verdicts):
    """Kleene's AND: as bad as the worst."""
    return min(verdicts, key=WORST_FIRST.index)


def some(verdicts):
    """Kleene's OR: as good as the best."""
    return max(verdicts, key=WORST_FIRST.index)


def answer(told: YesNo | None, code: str) -> str:
    """NO wins over YES; what a complete list leaves out is NO, what any other leaves out is UNKNOWN."""
    if told is None:
        return "unknown"
    if code in told.no:
        return "no"
    if code in told.yes:
        return "yes"
    return "no" if told.complete else "unknown"


def miles_between(question: SupportNeeds, offer: Offer) -> float | None:
    """Miles on the National Grid plane; whole miles for a coarsened place, None where a place isn't known."""
    here = question.here
    if here is None or offer.easting is None or offer.northing is None:
        return None
    miles = math.hypot(offer.easting - here.easting, offer.northing - here.northing) / METRES_A_MILE
    return float(round(miles)) if offer.whole_miles else miles


def settings_asked(question: SupportNeeds) -> tuple[str, ...]:
    if question.setting:
        return question.setting
    return ("own_home", "go_to", *(("move_in",) if set(MOVED_INTO) & set(question.needs) else ()))


def verdict_of_setting(question: SupportNeeds, offer: Offer) -> str:
    return some(answer(offer.lists.get("setting"), setting) for setting in settings_asked(question))


def open_settings(question: SupportNeeds, offer: Offer) -> list[str]:
    """Settings asked, without those ruled out and, of the rest, those out of reach, unless that is all."""
    asked = settings_asked(question)
    possible = [s for s in asked if answer(offer.lists.get("setting"), s) != "no"] or list(asked)
    return [s for s in possible if reach(question, offer, s) != "no"] or possible


def helpful_settings(question: SupportNeeds, offer: Offer) -> list[str]:
    """Open settings where the option does most for the person: its distance is counted from these."""
    does = {
        setting: some(meets(question, offer, need, setting) for need in question.needs)
        for setting in open_settings(question, offer)
    }
    return [setting for setting, verdict in does.items() if verdict == some(does.values())]


def reach(question: SupportNeeds, offer: Offer, setting: str) -> str:
    """For visits the provider's area decides; for places the miles the person would go."""
    if setting == "online" or question.here is None:
        return "yes"
    if setting == "own_home":
        return reach_of_area(question, offer)
    return "yes" if question.within_miles is None else no_further(question, offer, question.within_miles)


def no_further(question: SupportNeeds, offer: Offer, limit: float) -> str:
    miles = miles_between(question, offer)
    if miles is None:
        return "unknown"
    return "yes" if miles <= limit else "no"


def reach_of_area(question: SupportNeeds, offer: Offer) -> str:
    """An undeclared area is assumed: YES inside the usual radius of the kind, UNKNOWN beyond it."""
    area = offer.area
    if area is None:
        if "live_in" in question.needs and answer(offer.needs.get("own_home"), "live_in") == "yes":
            return "yes"
        inside = no_further(question, offer, ASSUMED_MILES.get(offer.kind, 5))
        return "yes" if inside == "yes" else "unknown"
    if area.kind == "national":
        return "yes"
    if area.kind == "radius":
        return no_further(question, offer, area.radius_miles)
    where = question.here.outcode if area.kind == "outcodes" else question.here.council
    if where is None:
        return "unknown"
    return "yes" if where in area.codes else "no"


def verdict_of_place(question: SupportNeeds, offer: Offer) -> str:
    return some(reach(question, offer, setting) for setting in helpful_settings(question, offer))


def lawful_offer(offer: Offer, need: str, setting: str) -> str:
    """What is offered in one setting, as far as the law lets it be offered there."""
    if need in MOVED_INTO and setting in ("own_home", "online"):
        return "no"
    offered = answer(offer.needs.get(setting), need)
    return every([offered, lawful_personal_care(offer, setting)]) if need == "personal_care" else offered


def lawful_personal_care(offer: Offer, setting: str) -> str:
    """At a day place nobody regulates it: ask. A home's registration holds where people live only."""
    if setting == "go_to":
        return (
            "yes" if offer.registered_for_personal_care or offer.registered_where_people_live else "unknown"
        )
    if offer.registered_for_personal_care or (setting == "move_in" and offer.registered_where_people_live):
        return "yes"
    if offer.kind in ("personal_assistant", "introductory_agency"):
        return "yes"
    if offer.kind == "micro_provider":
        return {"sole_trader": "yes", None: "unknown"}.get(offer.legal_form, "no")
    return "unknown" if offer.kind == "regulated_provider" else "no"


def payable(question: SupportNeeds, offer: Offer, need: str, setting: str) -> str:
    """A direct payment buys no place in a care home but a short break, nor what the NHS must provide."""
    if question.funding != "direct_payment":
        return "yes"
    types = offer.lists.get("service_type")
    is_home = some(answer(types, home) for home in ("care_home", "nursing_home")) == "yes"
    if need in ("nursing", "care_home") or offer.kind == "nhs_service":
        return "no"
    if setting == "move_in" and is_home and need != "short_break":
        return "no"
    return "unknown" if offer.kind == "council_service" else "yes"


def meets(question: SupportNeeds, offer: Offer, need: str, setting: str) -> str:
    return every([lawful_offer(offer, need, setting), payable(question, offer, need, setting)])


def verdict_of_need(question: SupportNeeds, offer: Offer, need: str) -> str:
    return some(meets(question, offer, need, setting) for setting in open_settings(question, offer))


def stated_lists(question: SupportNeeds) -> dict[str, tuple[str, ...]]:
    """Codes stated by criterion; a worker's sex counts for personal care only."""
    gender = (question.staff_gender,) if question.staff_gender and "personal_care" in question.needs else ()
    lists = {
        "user_bands": question.user_bands,
        "languages": question.languages,
        "faith": question.faith,
        "culture": question.culture,
        "diet": question.diet,
        "staff_gender": gender,
        "lgbt_affirming": ("lgbt_affirming",) if question.lgbt_affirming else (),
        "accessibility": question.accessibility,
        "times": question.times,
        "funding": (question.funding,) if question.funding else (),
    }
    return {name: codes for name, codes in lists.items() if codes}


def told(offer: Offer, criterion: str) -> YesNo | None:
    """What an option says in the list that a criterion reads."""
    if criterion == "languages":
        return offer.languages
    return offer.lists.get("flags" if criterion == "lgbt_affirming" else criterion)


def verdict_of_list(offer: Offer, criterion: str, codes: tuple[str, ...]) -> str:
    return every(answer(told(offer, criterion), code) for code in codes)


def must_haves(question: SupportNeeds, offer: Offer, rates: Rates) -> dict[str, str]:
    """Every must-have of the question with its verdict; only ``SAFEGUARD`` can't be given up."""
    needs = [verdict_of_need(question, offer, need) for need in question.needs]
    verdicts = {SAFEGUARD: some(needs), "setting": verdict_of_setting(question, offer)}
    if "needs" in question.must:
        verdicts["needs"] = every(needs)
    if question.provider_kinds:
        verdicts["provider_kinds"] = "yes" if offer.kind in question.provider_kinds else "no"
    if question.here is not None:
        verdicts["place"] = verdict_of_place(without(question, {"within_miles"}), offer)
        if question.within_miles is not None:
            verdicts["within_miles"] = verdict_of_place(question, offer)
    for measure in {"budget", "max_pence_per_hour"} & question.must:
        verdicts[measure] = verdict_of_cost(question.budget, offer, rates, measure)
    for name, codes in stated_lists(question).items():
        if name in question.must:
            verdicts[name] = verdict_of_list(offer, name, codes)
    return verdicts


def without(question: SupportNeeds, given_up: set[str]) -> SupportNeeds:
    """The question as it is asked by someone who gives these must-haves up; wishes remain wishes."""
    anywhere = () if question.setting else ("own_home", "go_to", "move_in", "online")
    changes = {
        "setting": {"setting": anywhere},
        "place": {"here": None},
        "within_miles": {"within_miles": None},
        "provider_kinds": {"provider_kinds": ()},
    }
    changed = {field: value for name in given_up & changes.keys() for field, value in changes[name].items()}
    return replace(question, must=question.must - given_up, **changed)
