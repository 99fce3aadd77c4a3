"""Every reason in plain words: one entry for each message id, with its values told by their labels."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from directory.web import availability_words, listed_words
from directory.web.listed_words import LISTED
from directory.web.need_words import needs_apart, needs_asked, needs_told, small
from directory.web.plain_words import (
    CRITERION_WORDS,
    MUST_WORDS,
    counted,
    exact_miles,
    joined,
    label,
    plain_number,
    pounds,
)
from directory.web.rating_words import NOT_KNOWN, rated

Values = Mapping[str, Any]
SETTING_PHRASES = {
    "own_home": "in your own home",
    "go_to": "at a place you go to",
    "move_in": "at a place you move into",
    "online": "online or by phone",
}


class ReasonLike(Protocol):
    """A message id and its values, as matching gives them."""

    @property
    def id(self) -> str: ...

    @property
    def values(self) -> Values: ...


class NearMissLike(Protocol):
    """What leaving out must-haves would bring."""

    @property
    def relax(self) -> Sequence[str]: ...

    @property
    def confirmed(self) -> int: ...

    @property
    def ask_first(self) -> int: ...

    @property
    def nearest_miles(self) -> Sequence[float]: ...


def sentence(reason: ReasonLike) -> str:
    """The sentence a person reads for this reason; for ``ask.…`` what to ask the provider."""
    family, _, situation = reason.id.partition(".")
    if family == "ask" and situation in LISTED:
        return listed_words.asked(situation, reason.values.get("unknown") or ())
    if apart := told_apart(reason):
        return " ".join(words for _, words in apart)
    return SENTENCES[reason.id](reason.values)


def told_apart(reason: ReasonLike) -> list[tuple[str, str]]:
    """What is a yes, a no and unknown, a sentence each with its verdict; nothing for any other reason."""
    family, _, situation = reason.id.partition(".")
    if family == "needs":
        return needs_apart(reason.values)
    if family == "availability":
        return availability_words.told(reason.values)
    if family in LISTED and situation in ("yes", "some", "unknown", "no"):
        return listed_words.told(family, reason.values)
    return []


def near_miss(miss: NearMissLike) -> str:
    """What would be there without these must-haves, and for distance how far away it is."""
    without = joined([MUST_WORDS.get(name, name.replace("_", " ")) for name in miss.relax])
    brings = []
    if miss.confirmed:
        brings.append(f"{counted(miss.confirmed, 'option fits', 'options fit')}")
    if miss.ask_first:
        options = counted(miss.ask_first, "option")
        might = f"{miss.ask_first:,} more might" if miss.confirmed else f"{options} might fit"
        brings.append(f"{might} if you ask them")
    near = ""
    if miss.nearest_miles:
        near = f" The nearest {_away(miss.nearest_miles)}."
    return f"If you leave out {without}, {joined(brings)}.{near}"


def known_ids() -> frozenset[str]:
    """Every message id that has words."""
    listed = {f"{family}.{ending}" for family in LISTED for ending in ("yes", "some", "unknown", "no")}
    return frozenset(SENTENCES) | listed | {f"ask.{family}" for family in LISTED}


def _away(distances: Sequence[float]) -> str:
    nearest = list(dict.fromkeys(plain_number(round(distance, 1)) for distance in distances))[:3]
    unit = "mile" if nearest == ["1"] else "miles"
    return f"{'is' if len(distances) == 1 else 'are'} {joined(nearest)} {unit} away"


def _settings(verb: str) -> Callable[[Values], str]:
    def told(values: Values) -> str:
        where = joined([SETTING_PHRASES.get(code, code) for code in values.get("settings", ())], "or")
        return f"{verb} {where}."

    return told


def _distance(template: str) -> Callable[[Values], str]:
    def told(values: Values) -> str:
        miles, limit = values.get("miles"), values.get("limit")
        away = "" if miles is None else _miles(miles, values.get("whole_miles", False))
        return template.format(
            away=away[:1].upper() + away[1:] or "Their distance isn't known",
            limit=plain_number(limit),
            assumed=plain_number(values.get("assumed_miles")),
        )

    return told


def _miles(miles: float, whole: bool) -> str:
    if not whole:
        return f"{exact_miles(miles)} away"
    return "less than 1 mile away" if round(miles) < 1 else f"about {counted(round(miles), 'mile')} away"


def _area_assumed(values: Values) -> str:
    """A live-in worker comes from anywhere; others have an assumed reach."""
    assumed = values.get("assumed_miles")
    if assumed is None or assumed == float("inf"):
        return "They move in with you, so distance matters less. Ask if they come to your area."
    return _distance(
        "{away}. They have not said where they go; we take it they go up to {assumed} miles. Ask to be sure."
    )(values)


def _cost(template: str) -> Callable[[Values], str]:
    def told(values: Values) -> str:
        per = "a year" if values.get("measure") == "year" else "an hour"
        cost = f"{pounds(values.get('high_pence'))} {per}"
        text = template.format(
            cost=cost,
            low=f"{pounds(values.get('low_pence'))}",
            limit=f"{pounds(values.get('limit_pence'))} {per}",
            what="your budget" if per == "a year" else "the most you want to pay",
        )
        return text + _pay(values)

    return told


def _pay(values: Values) -> str:
    """For somebody you may employ: what they are paid beside what they cost."""
    pay = values.get("pay_pence_per_hour")
    if not pay:
        return ""
    return {
        "employed": f" That is {pounds(pay)} an hour for them, plus what an employer must pay.",
        "unknown": f" They ask for {pounds(pay)} an hour. You pay more if you are their employer: ask.",
    }.get(str(values.get("employment")), "")


def _cost_asked(values: Values) -> str:
    if values.get("high_pence") is None:
        return "What do you charge, and is there anything more to pay?"
    return "Would I be your employer, or do you work for yourself? What would I pay in all?"


def _order_not_stated(values: Values) -> str:
    names = [small(CRITERION_WORDS.get(name, name)) for name in values.get("criteria", ())]
    return f"You put this high, but there was nothing to judge it by: {joined(names)}."


def _none_nearby(values: Values) -> str:
    kind = label("provider_kind", values["kind"])
    miles = values.get("nearest_miles")
    nearest = "" if miles is None else f" The nearest we know of is {_miles(float(miles), miles >= 10)}."
    return f"{kind}: none near you.{nearest}"


def _confirmed(values: Values) -> str:
    days = int(values.get("days_ago", 0))
    if days < 2:
        return "These facts were confirmed today or yesterday."
    if days < 60:
        return f"These facts were confirmed {days} days ago."
    return f"These facts were confirmed about {counted(round(days / 30.4), 'month')} ago."


def _fixed(text: str) -> Callable[[Values], str]:
    return lambda values: text


SENTENCES: Mapping[str, Callable[[Values], str]] = {
    "needs.all": needs_told,
    "needs.some": needs_told,
    "needs.unknown": needs_told,
    "needs.no": needs_told,
    "needs.unlawful": needs_told,
    "setting.yes": _settings("Support is"),
    "setting.unknown": _settings("We don't know if support can be"),
    "setting.no": _settings("Support can't be"),
    "provider_kinds.yes": lambda v: f"{label('provider_kind', v['kind'])}, as you asked.",
    "provider_kinds.no": lambda v: f"{label('provider_kind', v['kind'])}: you asked for something else.",
    "distance.within": _distance("{away}, within the {limit} miles you said."),
    "distance.beyond": _distance("{away}, further than the {limit} miles you said."),
    "distance.miles": _distance("{away}."),
    "distance.not_known": _fixed("We don't know exactly where they are. Ask them."),
    "distance.online": _fixed("Online or by phone, so distance does not matter."),
    "distance.comes_to_you": _distance("They come to your area. {away}."),
    "distance.outside_its_area": _distance("They do not come to your area. {away}."),
    "distance.area_assumed": _area_assumed,
    "distance.area_not_known": _distance("{away}. We don't know if they come to your area. Ask them."),
    "cost.within": _cost("Costs {cost}, within {what} of {limit}."),
    "cost.over": _cost("Costs {cost}, more than {what} of {limit}."),
    "cost.depends": _cost("Costs between {low} and {cost}: {what} is {limit}."),
    "cost.not_given": _fixed("They have not told us what they charge. Ask them."),
    "cost.free": _fixed("Free, or you give what you like."),
    "cost.needs_hours": _fixed("Tell us how many hours a week you need, and we can work out the whole cost."),
    "availability.yes": availability_words.sentence,
    "availability.some": availability_words.sentence,
    "availability.unknown": availability_words.sentence,
    "availability.no": availability_words.sentence,
    "quality.rated": rated,
    "quality.rated_long_ago": rated,
    "quality.inherited": rated,
    "quality.not_known": _fixed(NOT_KNOWN),
    "evidence.backed": lambda v: (
        f"{round(100 * v['share'])}% of these facts come from a register or an officer."
    ),
    "evidence.own_word": _fixed("These facts are what the provider says. Nobody else has checked them."),
    "freshness.confirmed": _confirmed,
    "freshness.not_known": _fixed("We don't know when these facts were last confirmed."),
    "staff_gender.not_applied": _fixed(
        "You can ask for a woman or a man only for help with washing, dressing and using the toilet. "
        "So we did not use that wish here."
    ),
    "ask.needs": needs_asked,
    "ask.distance": _fixed("Do you come to my area, or is it easy to get to you?"),
    "ask.cost": _cost_asked,
    "ask.availability": availability_words.asked,
    "note.staff_gender_not_applied": _fixed(
        "You asked for a woman or a man. That choice is only for help with washing, dressing and using the "
        "toilet, so we did not use it."
    ),
    "note.order_not_stated": _order_not_stated,
    "note.hours_not_said": _fixed(
        "You did not say how many hours a week you need. Add them, and we can say if your money is enough."
    ),
    "note.hours_assumed": _fixed(
        "You did not say how many hours a week you need. We worked out the cost of an hour as if it were 10."
    ),
    "note.hours_from_visits": availability_words.hours_from_visits,
    "note.place_is_wide": lambda v: f"We measured from the middle of {v['label']}. A postcode is more exact.",
    "note.miles_without_place": _fixed(
        "You said how far, but not from where. We could not count the miles: tell us a place."
    ),
    "market.none_nearby": _none_nearby,
}
