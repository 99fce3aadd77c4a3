"""Every reason in plain words: one entry for each message id, with its values told by their labels."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from flask_babel import LazyString

from directory.web import availability_words, listed_words
from directory.web.listed_words import LISTED
from directory.web.need_words import needs_apart, needs_asked, needs_told, small
from directory.web.plain_words import (
    CRITERION_WORDS,
    label,
    miles,
    pounds,
    sentence_start,
    whole_miles,
)
from directory.web.rating_words import NOT_KNOWN, rated
from directory.web.translation import _, _l, _n, joined, number

Values = Mapping[str, Any]
SETTING_PHRASES = {
    "own_home": _l("in your own home"),
    "go_to": _l("at a place you go to"),
    "move_in": _l("at a place you move into"),
    "online": _l("online or by phone"),
}


class ReasonLike(Protocol):
    """A message id and its values, as matching gives them."""

    @property
    def id(self) -> str: ...

    @property
    def values(self) -> Values: ...


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


def known_ids() -> frozenset[str]:
    """Every message id that has words."""
    listed = {f"{family}.{ending}" for family in LISTED for ending in ("yes", "some", "unknown", "no")}
    return frozenset(SENTENCES) | listed | {f"ask.{family}" for family in LISTED}


def _settings(template: LazyString) -> Callable[[Values], str]:
    def told(values: Values) -> str:
        where = [str(SETTING_PHRASES.get(code, code)) for code in values.get("settings", ())]
        return str(template) % {"where": joined(where, "or")}

    return told


def _distance(template: LazyString) -> Callable[[Values], str]:
    def told(values: Values) -> str:
        away = values.get("miles")
        how_far = _("Their distance isn't known") if away is None else _miles(away, values.get("whole_miles"))
        return str(template) % {
            "away": sentence_start(how_far),
            "limit": number(values.get("limit") or 0),
            "assumed": number(values.get("assumed_miles") or 0),
        }

    return told


def _miles(distance: float, whole: bool | None) -> str:
    return whole_miles(distance) if whole else miles(distance, "postcode")


def _area_assumed(values: Values) -> str:
    """A live-in worker comes from anywhere; others have an assumed reach."""
    assumed = values.get("assumed_miles")
    if assumed is None or assumed == float("inf"):
        return _("They move in with you, so distance matters less. Ask if they come to your area.")
    return ASSUMED(values)


def _cost(by_year: LazyString, by_hour: LazyString) -> Callable[[Values], str]:
    def told(values: Values) -> str:
        template = by_year if values.get("measure") == "year" else by_hour
        ends = {name: pounds(values.get(f"{name}_pence")) for name in ("low", "high", "limit")}
        return " ".join(part for part in (str(template) % ends, _pay(values)) if part)

    return told


def _pay(values: Values) -> str:
    """For somebody you may employ: what they are paid beside what they cost."""
    pay = values.get("pay_pence_per_hour")
    if pay and values.get("employment") == "employed":
        return _("That is %(pay)s an hour for them, plus what an employer must pay.", pay=pounds(pay))
    if pay and values.get("employment") == "unknown":
        return _(
            "They ask for %(pay)s an hour. You pay more if you are their employer: ask.", pay=pounds(pay)
        )
    return ""


def _cost_asked(values: Values) -> str:
    if values.get("high_pence") is None:
        return _("What do you charge, and is there anything more to pay?")
    return _("Would I be your employer, or do you work for yourself? What would I pay in all?")


def _order_not_stated(values: Values) -> str:
    names = joined([small(str(CRITERION_WORDS.get(name, name))) for name in values.get("criteria", ())])
    return _("You put this high, but there was nothing to judge it by: %(what)s.", what=names)


def _none_nearby(values: Values) -> str:
    kind = _("%(kind)s: none near you.", kind=label("provider_kind", values["kind"]))
    away = values.get("nearest_miles")
    if away is None:
        return kind
    nearest = _("The nearest we know of is %(away)s.", away=_miles(float(away), away >= 10))
    return f"{kind} {nearest}"


def _confirmed(values: Values) -> str:
    days = int(values.get("days_ago", 0))
    if days < 2:
        return _("These facts were confirmed today or yesterday.")
    if days < 60:
        return _n(
            "These facts were confirmed %(count)s day ago.",
            "These facts were confirmed %(count)s days ago.",
            days,
        )
    return _n(
        "These facts were confirmed about %(count)s month ago.",
        "These facts were confirmed about %(count)s months ago.",
        round(days / 30.4),
    )


def _fixed(text: LazyString) -> Callable[[Values], str]:
    return lambda values: str(text)


ASSUMED = _distance(
    _l(
        "%(away)s. They have not said where they go; we take it they go up to %(assumed)s miles. "
        "Ask to be sure."
    )
)


SENTENCES: Mapping[str, Callable[[Values], str]] = {
    "needs.all": needs_told,
    "needs.some": needs_told,
    "needs.unknown": needs_told,
    "needs.no": needs_told,
    "needs.unlawful": needs_told,
    "setting.yes": _settings(_l("Support is %(where)s.")),
    "setting.unknown": _settings(_l("We don't know if support can be %(where)s.")),
    "setting.no": _settings(_l("Support can't be %(where)s.")),
    "provider_kinds.yes": lambda v: _("%(kind)s, as you asked.", kind=label("provider_kind", v["kind"])),
    "provider_kinds.no": lambda v: _(
        "%(kind)s: you asked for something else.", kind=label("provider_kind", v["kind"])
    ),
    "distance.within": _distance(_l("%(away)s, within the %(limit)s miles you said.")),
    "distance.beyond": _distance(_l("%(away)s, further than the %(limit)s miles you said.")),
    "distance.miles": _distance(_l("%(away)s.")),
    "distance.not_known": _fixed(_l("We don't know exactly where they are. Ask them.")),
    "distance.online": _fixed(_l("Online or by phone, so distance does not matter.")),
    "distance.comes_to_you": _distance(_l("They come to your area. %(away)s.")),
    "distance.outside_its_area": _distance(_l("They do not come to your area. %(away)s.")),
    "distance.area_assumed": _area_assumed,
    "distance.area_not_known": _distance(_l("%(away)s. We don't know if they come to your area. Ask them.")),
    "cost.within": _cost(
        _l("Costs %(high)s a year, within your budget of %(limit)s a year."),
        _l("Costs %(high)s an hour, within the most you want to pay of %(limit)s an hour."),
    ),
    "cost.over": _cost(
        _l("Costs %(high)s a year, more than your budget of %(limit)s a year."),
        _l("Costs %(high)s an hour, more than the most you want to pay of %(limit)s an hour."),
    ),
    "cost.depends": _cost(
        _l("Costs between %(low)s and %(high)s a year: your budget is %(limit)s a year."),
        _l("Costs between %(low)s and %(high)s an hour: the most you want to pay is %(limit)s an hour."),
    ),
    "cost.not_given": _fixed(_l("They have not told us what they charge. Ask them.")),
    "cost.free": _fixed(_l("Free, or you give what you like.")),
    "cost.needs_hours": _fixed(
        _l("Tell us how many hours a week you need, and we can work out the whole cost.")
    ),
    "availability.yes": availability_words.sentence,
    "availability.some": availability_words.sentence,
    "availability.unknown": availability_words.sentence,
    "availability.no": availability_words.sentence,
    "quality.rated": rated,
    "quality.rated_long_ago": rated,
    "quality.inherited": rated,
    "quality.not_known": _fixed(NOT_KNOWN),
    "evidence.backed": lambda v: _(
        "%(share)s%% of these facts come from a register or an officer.", share=round(100 * v["share"])
    ),
    "evidence.own_word": _fixed(_l("These facts are what the provider says. Nobody else has checked them.")),
    "freshness.confirmed": _confirmed,
    "freshness.not_known": _fixed(_l("We don't know when these facts were last confirmed.")),
    "staff_gender.not_applied": _fixed(
        _l(
            "You can ask for a woman or a man only for help with washing, dressing and using the toilet. "
            "So we did not use that wish here."
        )
    ),
    "ask.needs": needs_asked,
    "ask.distance": _fixed(_l("Do you come to my area, or is it easy to get to you?")),
    "ask.cost": _cost_asked,
    "ask.availability": availability_words.asked,
    "note.staff_gender_not_applied": _fixed(
        _l(
            "You asked for a woman or a man. That choice is only for help with washing, dressing and using "
            "the toilet, so we did not use it."
        )
    ),
    "note.order_not_stated": _order_not_stated,
    "note.hours_not_said": _fixed(
        _l(
            "You did not say how many hours a week you need. "
            "Add them, and we can say if your money is enough."
        )
    ),
    "note.hours_assumed": _fixed(
        _l(
            "You did not say how many hours a week you need. "
            "We worked out the cost of an hour as if it were 10."
        )
    ),
    "note.hours_from_visits": availability_words.hours_from_visits,
    "note.place_is_wide": lambda v: _(
        "We measured from the middle of %(place)s. A postcode is more exact.", place=v["label"]
    ),
    "note.miles_without_place": _fixed(
        _l("You said how far, but not from where. We could not count the miles: tell us a place.")
    ),
    "market.none_nearby": _none_nearby,
}
