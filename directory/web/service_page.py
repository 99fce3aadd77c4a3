"""One service as its page tells it: what it does, for whom, what is known, on whose word and since when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from textwrap import shorten
from typing import Any

from directory.records import Availability, ServiceArea
from directory.store.views import AttributeView, OptionView
from directory.web import availability_words
from directory.web.cards import evidence_words, source_line
from directory.web.cost_words import price_lines
from directory.web.fact_words import facts_of, who_says
from directory.web.plain_words import exact_miles, label, labels, long_date
from directory.web.rating_words import rating_of
from directory.web.translation import _, _l, joined

HEADINGS = (
    ("needs", _l("Helps with")),
    ("user_bands", _l("Who it is for")),
    ("setting", _l("Where")),
    ("times", _l("Times")),
    ("languages", _l("Languages")),
    ("faith", _l("Faith")),
    ("diet", _l("Food")),
    ("culture", _l("Backgrounds they know well")),
    ("staff_gender", _l("Who can help you")),
    ("flags", _l("Being yourself")),
    ("accessibility", _l("Access")),
    ("funding", _l("Ways to pay")),
)
TO_ASK = {
    "needs": _l("What they can help with"),
    "user_bands": _l("Who it is for"),
    "setting": _l("Where the support is"),
    "times": _l("Which days and times"),
    "languages": _l("Which languages they speak or sign"),
    "faith": _l("Which faiths they can provide for"),
    "diet": _l("What food they can provide"),
    "culture": _l("Which backgrounds they know well"),
    "staff_gender": _l("If a woman or a man can help you"),
    "flags": _l("How they make LGBT+ people welcome"),
    "accessibility": _l("If it is easy to get in and take part"),
    "funding": _l("How you can pay"),
}
MOST_IN_SHORT = 160
ROOM_TO_ASK = _l("If they have room for you, and from when")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing about a service: its words, whether it is a yes, and who says so since when."""

    words: str
    yes: bool
    who: str


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with what is known under it; ``who`` where it is all on the same word."""

    heading: str
    told: tuple[Told, ...]
    who: str


def page_of(option: OptionView) -> dict[str, Any]:
    """A service as its template reads it; ``all_from`` and ``facts_from`` where all is on one word."""
    today = datetime.now(UTC).date()
    facts = facts_of(option, today)
    speakers = {fact.who for fact in facts}
    sections = list(_sections(option))
    tellers = {section.who for section in sections}
    return {
        "kind": label("provider_kind", option.provider_kind),
        "prices": price_lines(option),
        "sections": sections,
        "all_from": tellers.pop() if len(tellers) == 1 else "",
        "not_known": _not_known(option),
        "facts": facts,
        "free": _free(option, today),
        "free_from": who_says(option, "availability"),
        "rating": rating_of(option, today),
        "rating_from": who_says(option, "rating"),
        "facts_from": speakers.pop() if len(speakers) == 1 else "",
        "area": area_words(option.service_area) if option.service_area else "",
        "sources": list(dict.fromkeys(source_line(source) for source in option.sources)),
        "contacts": _contacts(option),
        "in_short": _in_short(option),
        "private_person": option.provider_kind == "personal_assistant",
    }


def area_words(area: ServiceArea) -> str:
    """Where they come to people, as a sentence."""
    if area.kind == "radius":
        reach = exact_miles(round(area.radius_miles or 0))
        return _("Comes to people within %(miles)s of where they are.", miles=reach)
    if area.kind == "national":
        return _("Comes to people in all of England.")
    where = labels("councils", area.codes) if area.kind == "councils" else joined(list(area.codes))
    return _("Comes to people in %(places)s.", places=where)


def _sections(option: OptionView) -> Iterable[Section]:
    for list_name, heading in HEADINGS:
        claims = _once([claim for claim in option.attributes if claim.vocabulary == list_name])
        told = [Told(label(list_name, claim.code), claim.verdict == "yes", _who(claim)) for claim in claims]
        if told:
            speakers = {each.who for each in told}
            who = speakers.pop() if len(speakers) == 1 else ""
            yield Section(str(heading), tuple(sorted(told, key=lambda each: not each.yes)), who)


def _once(claims: list[AttributeView]) -> list[AttributeView]:
    """A need that is a yes in any setting is told once, as a yes."""
    told: dict[str, AttributeView] = {}
    for claim in claims:
        known = told.get(claim.code)
        if known is None or (known.verdict == "no" and claim.verdict == "yes"):
            told[claim.code] = claim
    return list(told.values())


def _who(claim: AttributeView) -> str:
    return f"{evidence_words(claim.evidence)}, {long_date(claim.source.confirmed_on)}"


def _not_known(option: OptionView) -> list[str]:
    """Things to ask about, because nothing at all is known of them."""
    stated = {claim.vocabulary for claim in option.attributes} | set(option.complete)
    unsaid = [str(words) for list_name, words in TO_ASK.items() if list_name not in stated]
    free = option.availability or Availability()
    return unsaid if (free.available_from, free.taking_new) != (None, None) else [*unsaid, str(ROOM_TO_ASK)]


def _free(option: OptionView, today: date) -> list[str]:
    """When they are free; hours in their own words, among the facts, aren't said a second time."""
    free = option.availability or Availability()
    if "hours_available" in option.facts:
        free = replace(free, hours_free=None)
    return list(availability_words.lines(free, today))


def _in_short(option: OptionView) -> str:
    """A sentence or two for who finds the page in a search engine."""
    what = label("provider_kind", option.provider_kind)
    where = f" · {option.place.label}" if option.place else ""
    needs = [a.code for a in option.attributes if a.vocabulary == "needs" and a.verdict == "yes"]
    helps = _("Helps with: %(needs)s.", needs=labels("needs", dict.fromkeys(needs))) if needs else ""
    return shorten(f"{what}{where}. {helps}", MOST_IN_SHORT, placeholder="…")


def _contacts(option: OptionView) -> list[str]:
    """How to reach somebody through the register that sent the record."""
    return list(dict.fromkeys(source.contact for source in option.sources if source.contact))
