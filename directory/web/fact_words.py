"""The short labelled texts of a listing in plain words, each with its source and date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from directory.store.views import OptionView
from directory.vocabulary import vocabulary
from directory.web.plain_words import long_date, source_name
from directory.web.translation import _, _l

DBS_STANDS_MONTHS = 36
"""After so long a seen certificate says too little: it reads "ask" (decided 2026-11-21)."""
WORDS = {
    "also_known_as": _l("Also known as"),
    "when": _l("When"),
    "hours_available": _l("Hours free"),
    "access": _l("Getting in and around"),
    "travel_area_text": _l("Travels to"),
    "training": _l("Training"),
    "references_seen": _l("References seen by the register"),
    "drives": _l("Drives"),
    "pets": _l("Pets"),
    "smoking": _l("Smoking"),
    "rating": _l("Official rating"),
    "rating_date": _l("Date of the rating"),
    "latest_check": _l("The regulator last checked these details"),
    "report_published": _l("The regulator's report was published on"),
    "registered_since": _l("Registered with the regulator since"),
    "inspection_category": _l("Inspected as"),
    "beds": _l("Beds"),
    "brand": _l("Part of the brand"),
    "dual_registration": _l("Registered twice"),
    "registered_on": _l("Registered as a charity on"),
    "register_url": _l("Entry in the register"),
}
YES_OR_NO = {"yes": _l("Yes"), "no": _l("No")}
TOLD_TOGETHER = frozenset({"dbs", "dbs_level", "dbs_seen", "dbs_seen_by", "hours_per_week"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled text; ``who`` says where it comes from and when that was last confirmed."""

    words: str
    value: str
    is_link: bool
    who: str


def facts_of(option: OptionView, today: date | None = None) -> list[Fact]:
    """Every fact in a fixed order, those without words of ours last."""
    known = [name for name in WORDS if name in option.facts]
    other = [name for name in option.facts if name not in WORDS and name not in TOLD_TOGETHER]
    told = [_fact(option, name) for name in (*known, *other) if not _told_above(option, option.facts[name])]
    return [*_dbs(option, today or datetime.now(UTC).date()), *told]


def _told_above(option: OptionView, value: str) -> bool:
    """Whether a text only repeats, in labels or codes, what the page tells in its lists already."""
    told = {
        vocabulary(claim.vocabulary).label(claim.code).casefold()
        for claim in option.attributes
        if claim.verdict == "yes"
    }
    if option.service_area:
        told |= {code.casefold() for code in option.service_area.codes}
    parts = [part.strip().casefold() for part in value.split(";")]
    return all(part in told for part in parts)


def _fact(option: OptionView, name: str) -> Fact:
    value = option.facts[name]
    words = str(WORDS.get(name, name.replace("_", " ").capitalize()))
    if name == "register_url" and option.example:
        value = _("None, because this service is made up")
    value = str(YES_OR_NO.get(value, value))
    is_link = name == "register_url" and value.startswith(("https://", "http://"))
    return Fact(words, value, is_link, who_says(option, f"facts.{name}"))


def _dbs(option: OptionView, today: date) -> Iterable[Fact]:
    """A certificate has no end date: its level, who saw it and when; else "ask"."""
    if "dbs" not in option.facts:
        return
    facts = option.facts
    value = _("Ask to see it")
    if facts["dbs"] == "seen" and _still_stands(facts.get("dbs_seen", ""), today):
        told = {"level": facts.get("dbs_level") or _("Level not known"), "day": long_date(facts["dbs_seen"])}
        value = (
            _("%(level)s, seen %(day)s by %(who)s", who=facts["dbs_seen_by"], **told)
            if "dbs_seen_by" in facts
            else _("%(level)s, seen %(day)s", **told)
        )
    yield Fact(_("Criminal record check (DBS)"), value, False, who_says(option, "facts.dbs"))


def _still_stands(seen: str, today: date) -> bool:
    try:
        day = date.fromisoformat(seen)
    except ValueError:
        return False
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    return day <= today and months < DBS_STANDS_MONTHS


def who_says(option: OptionView, field: str) -> str:
    """Whose word a field of OptionView.field_sources is and when that was confirmed; "" where not known."""
    source = option.field_sources.get(field)
    if not source:
        return ""
    return f"{source_name(source.source)}, {long_date(source.confirmed_on)}"
