"""One option of an answer as its card shows it: sentences, money and sources, ready for the template."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from directory.journeys.find_support import ShownOption
from directory.store.views import AttributeView, OptionView, SourceView
from directory.web.cost_words import cost_lines, price_lines
from directory.web.fact_words import who_says
from directory.web.need_words import listed
from directory.web.plain_words import (
    CRITERION_WORDS,
    EVIDENCE_WORDS,
    label,
    long_date,
    miles,
    source_name,
    telephone,
)
from directory.web.standing_words import AboveNext, above_next, firmness_words
from directory.web.translation import _, _l
from directory.web.wording import sentence, told_apart

ALWAYS_COUNTED = frozenset({"quality", "evidence", "freshness", "setting", "provider_kinds"})
LIST_OF_CRITERION = {
    "needs": "needs",
    "user_bands": "user_bands",
    "languages": "languages",
    "faith": "faith",
    "culture": "culture",
    "diet": "diet",
    "staff_gender": "staff_gender",
    "lgbt_affirming": "flags",
    "accessibility": "accessibility",
    "times": "times",
    "funding": "funding",
}
FIELD_OF_CRITERION = {"availability": "availability", "quality": "rating"}
KIND_OF = {"yes": "yes", "no": "no", "unknown": "ask"}
BUDGET_TAGS = {
    "yes": ("sure", _l("Within what you can spend")),
    "no": ("stop", _l("Costs more than you said")),
    "unknown": ("ask", _l("Ask what it costs you")),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One sentence with its sign (yes, no, ask), and on whose word it is."""

    kind: str
    words: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One criterion's part in the order: points out of the most it could give, of 100 in all."""

    words: str
    points: float
    most: float
    why: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a result says, in the order it is read."""

    option: OptionView
    tier: str
    kind: str
    place: str
    met: str
    away: str
    cost: tuple[str, ...]
    budget_tag: tuple[str, str] | None
    marks: tuple[Mark, ...]
    ask: tuple[str, ...]
    sources: tuple[str, ...]
    contact: tuple[str, ...]
    score: tuple[ScoreRow, ...]
    fit: str
    firm: str = ""
    above_next: AboveNext | None = None


def cards(shown: Sequence[ShownOption], question: Mapping[str, Any]) -> list[Card]:
    """The cards of a list, in its order."""
    following = [*shown[1:], None]
    return [card(option, question, after) for option, after in zip(shown, following, strict=False)]


def card(shown: ShownOption, question: Mapping[str, Any], after: ShownOption | None = None) -> Card:
    """The card of one shown option, for the question it answers; ``after`` is the next in its list."""
    option = shown.option
    return Card(
        option=option,
        tier=shown.tier,
        kind=label("provider_kind", option.provider_kind),
        place=option.place.label if option.place else "",
        met=_met(shown),
        away=miles(shown.distance_miles, shown.distance_precision) if question.get("place") else "",
        cost=tuple(cost_lines(shown, question.get("budget") or {})),
        budget_tag=_budget_tag(shown) if question.get("budget") else None,
        marks=tuple(_marks(shown)),
        ask=tuple(dict.fromkeys(sentence(reason) for reason in shown.to_ask)),
        sources=tuple(dict.fromkeys(source_line(source) for source in option.sources)),
        contact=tuple(contact_lines(option)),
        score=tuple(_score(shown)),
        fit=_fit(shown),
        firm=firmness_words(shown.standing.firmness) if shown.standing else "",
        above_next=above_next(shown, after) if after else None,
    )


def plain_card(option: OptionView, away: str = "") -> Card:
    """The card of an option without a question: what it is, its prices and its sources."""
    helps = [claim for claim in option.attributes if claim.vocabulary == "needs" and claim.verdict == "yes"]
    codes = list(dict.fromkeys(claim.code for claim in helps))
    words = _("Helps with: %(needs)s.", needs=listed("needs", codes)) if codes else ""
    return Card(
        option=option,
        tier="plain",
        kind=label("provider_kind", option.provider_kind),
        place=option.place.label if option.place else "",
        met="",
        away=away,
        cost=tuple(price_lines(option)),
        budget_tag=None,
        marks=(Mark("yes", words, evidence_of(option.attributes, "needs", codes)),) if words else (),
        ask=(),
        sources=tuple(dict.fromkeys(source_line(source) for source in option.sources)),
        contact=tuple(contact_lines(option)),
        score=(),
        fit="",
    )


def contact_lines(option: OptionView) -> list[str]:
    """How to reach them; a private person through the register that sent the record."""
    number = telephone(option.telephone) if option.telephone else None
    direct = [text for text in (number, option.email, option.website) if text]
    relayed = [through_register(source.contact) for source in option.sources if source.contact]
    lines = list(dict.fromkeys([*direct, *relayed]))
    if lines:
        return lines
    if option.provider_kind == "personal_assistant":
        return [_("Ask the register that lists them: it passes your message on")]
    return [_("We have no way to reach them yet")]


def through_register(contact: str) -> str:
    return _("Through the register: %(contact)s", contact=contact)


def source_line(source: SourceView) -> str:
    """ "Care Quality Commission directory (CQC), confirmed 2 November 2026"."""
    return _(
        "%(source)s (%(publisher)s), confirmed %(day)s",
        source=source_name(source.source),
        publisher=source.publisher,
        day=long_date(source.confirmed_on),
    )


def evidence_of(attributes: Sequence[AttributeView], list_name: str, codes: Iterable[str]) -> str:
    """On whose word these codes are claimed; the weakest word where there are several."""
    wanted = set(codes)
    given = {a.evidence for a in attributes if a.vocabulary == list_name and a.code in wanted}
    weakest = next((name for name in ("provider", "officer", "register") if name in given), None)
    return evidence_words(weakest) if weakest else ""


def evidence_words(evidence: str) -> str:
    return str(EVIDENCE_WORDS.get(evidence, evidence))


def _met(shown: ShownOption) -> str:
    if shown.needs_asked == 1 and shown.needs_unknown:
        return _("May help with what you need: ask")
    counts = {"met": shown.needs_met, "asked": shown.needs_asked}
    if shown.needs_unknown:
        return _("Meets %(met)s of %(asked)s, maybe %(more)s more", more=shown.needs_unknown, **counts)
    return _("Meets %(met)s of %(asked)s", **counts)


def _budget_tag(shown: ShownOption) -> tuple[str, str] | None:
    """None where the price is known and only the person can say for how many hours."""
    costs = (outcome.reason.id for outcome in shown.outcomes if outcome.criterion == "cost")
    tag = None if "cost.needs_hours" in costs else BUDGET_TAGS.get(shown.within_budget)
    return (tag[0], str(tag[1])) if tag else None


def marks_of(option: OptionView, outcome: Any) -> list[Mark]:
    """What is a yes, a no and to be asked in one outcome, a sentence each, on whose word."""
    told = told_apart(outcome.reason) or [(outcome.verdict, sentence(outcome.reason))]
    return [
        Mark(KIND_OF.get(verdict, "plain"), words, _evidence(option, outcome, verdict))
        for verdict, words in told
    ]


def _marks(shown: ShownOption) -> list[Mark]:
    """What fits first, then what does not, each on its own; what isn't known is asked about apart."""
    marks = []
    for outcome in shown.outcomes:
        told = outcome.criterion not in ALWAYS_COUNTED or _is_rated(outcome)
        if not told or (outcome.verdict == "unknown" and not outcome.reason.id.endswith(".some")):
            continue
        marks += [mark for mark in marks_of(shown.option, outcome) if mark.kind in ("yes", "no")]
    return sorted(marks, key=lambda mark: mark.kind == "no")


def _is_rated(outcome: Any) -> bool:
    return outcome.criterion == "quality" and outcome.reason.id != "quality.not_known"


def _evidence(option: OptionView, outcome: Any, verdict: str) -> str:
    """On whose word; for what changes with time, which record's and of when."""
    if field := FIELD_OF_CRITERION.get(outcome.criterion):
        return who_says(option, field)
    list_name = LIST_OF_CRITERION.get(outcome.criterion)
    codes = outcome.reason.values.get(verdict) or ()
    return evidence_of(option.attributes, list_name, codes) if list_name else ""


def _score(shown: ShownOption) -> Iterable[ScoreRow]:
    for outcome in shown.outcomes:
        if outcome.weight > 0:
            yield ScoreRow(
                str(CRITERION_WORDS.get(outcome.criterion, outcome.criterion)),
                round(100 * outcome.contribution, 1),
                round(100 * outcome.weight, 1),
                sentence(outcome.reason),
            )


def _fit(shown: ShownOption) -> str:
    """The fit out of 100, with the room that what is unknown leaves."""
    low, high = round(100 * shown.utility.low), round(100 * shown.utility.high)
    expected = round(100 * shown.utility.expected)
    if high - low < 1:
        return _("It fits %(points)s out of 100.", points=expected)
    return _(
        "It fits about %(points)s out of 100 (between %(low)s and %(high)s, "
        "because some things are not known).",
        points=expected,
        low=low,
        high=high,
    )
