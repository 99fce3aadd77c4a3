"""Sentences for wishes that are a list of codes: what is offered, what isn't, what must be asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import LazyString

from directory.vocabulary import vocabulary
from directory.web.plain_words import label, sentence_start
from directory.web.translation import _l, joined


@dataclass(frozen=True, slots=True)
class ListedWords:
    """Templates with ``%(codes)s``, and the vocabulary that names the codes."""

    vocabulary: str
    yes: LazyString
    no: LazyString
    unknown: LazyString
    ask: LazyString
    names: Mapping[str, LazyString] = field(default_factory=dict)

    def told(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What is known of each code: a verdict and its sentence, up to three of them."""
        parts = ((self.yes, "yes", "and"), (self.no, "no", "or"), (self.unknown, "unknown", "or"))
        for template, verdict, last in parts:
            if values.get(verdict):
                yield verdict, sentence_start(str(template) % {"codes": self._named(values[verdict], last)})

    def asked(self, codes: Sequence[str]) -> str:
        return str(self.ask) % {"codes": self._named(codes, "and")}

    def _named(self, codes: Sequence[str], last: str) -> str:
        return joined([str(self.names.get(code) or label(self.vocabulary, code)) for code in codes], last)


SIGNED = ListedWords(
    "languages",
    _l("Uses %(codes)s."),
    _l("Does not use %(codes)s."),
    _l("We don't know if they use %(codes)s."),
    _l("Does somebody there use %(codes)s?"),
)
"""Nobody speaks a sign language."""


def told(family: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is known of each code of a list, verdict by verdict; languages spoken and signed each apart."""
    if family != "languages":
        return list(LISTED[family].told(values))
    spoken, signed = _spoken_and_signed(values)
    return [*LISTED[family].told(spoken), *SIGNED.told(signed)]


def asked(family: str, codes: Sequence[str]) -> str:
    """What to ask about the codes that aren't known."""
    if family != "languages":
        return LISTED[family].asked(codes)
    spoken, signed = _spoken_and_signed({"unknown": codes})
    parts = ((LISTED[family], spoken["unknown"]), (SIGNED, signed["unknown"]))
    return " ".join(words.asked(unknown) for words, unknown in parts if unknown)


def _spoken_and_signed(values: Mapping[str, Any]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    spoken: dict[str, list[str]] = {}
    signed: dict[str, list[str]] = {}
    for verdict in ("yes", "no", "unknown"):
        codes = values.get(verdict) or ()
        spoken[verdict] = [code for code in codes if not _is_signed(code)]
        signed[verdict] = [code for code in codes if _is_signed(code)]
    return spoken, signed


def _is_signed(code: str) -> bool:
    return "Sign Language" in vocabulary("languages").label(code)


LISTED: Mapping[str, ListedWords] = {
    "languages": ListedWords(
        "languages",
        _l("Speaks %(codes)s."),
        _l("Does not speak %(codes)s."),
        _l("We don't know if they speak %(codes)s."),
        _l("Does somebody there speak %(codes)s?"),
    ),
    "faith": ListedWords(
        "faith",
        _l("Provides for this faith: %(codes)s."),
        _l("Does not provide for this faith: %(codes)s."),
        _l("We don't know if they provide for this faith: %(codes)s."),
        _l("What can you do for this faith: %(codes)s?"),
    ),
    "culture": ListedWords(
        "culture",
        _l("Shaped for people of this background: %(codes)s."),
        _l("Not shaped for people of this background: %(codes)s."),
        _l("We don't know if they know this background: %(codes)s."),
        _l("Do you know this background well: %(codes)s?"),
    ),
    "diet": ListedWords(
        "diet",
        _l("Can provide this food: %(codes)s."),
        _l("Does not provide this food: %(codes)s."),
        _l("We don't know if they can provide this food: %(codes)s."),
        _l("Can you provide this food: %(codes)s?"),
    ),
    "staff_gender": ListedWords(
        "staff_gender",
        _l("%(codes)s can help you, as you asked."),
        _l("%(codes)s to help you is not possible here."),
        _l("We don't know if you can have %(codes)s to help you."),
        _l("Can I have %(codes)s to help me?"),
        {"female": _l("a woman"), "male": _l("a man")},
    ),
    "lgbt_affirming": ListedWords(
        "flags",
        _l("Says that LGBT+ people are welcome."),
        _l("Does not say that LGBT+ people are welcome."),
        _l("We don't know what they do to welcome LGBT+ people."),
        _l("What do you do to make LGBT+ people feel welcome?"),
    ),
    "accessibility": ListedWords(
        "accessibility",
        _l("Has: %(codes)s."),
        _l("Does not have: %(codes)s."),
        _l("We don't know if they have: %(codes)s."),
        _l("Do you have: %(codes)s?"),
    ),
    "times": ListedWords(
        "times",
        _l("There for you on: %(codes)s."),
        _l("Not there on: %(codes)s."),
        _l("We don't know if they are free on: %(codes)s."),
        _l("Are you free on: %(codes)s?"),
    ),
    "user_bands": ListedWords(
        "user_bands",
        _l("For: %(codes)s."),
        _l("Not for: %(codes)s."),
        _l("We don't know if they are for: %(codes)s."),
        _l("Do you have experience with: %(codes)s?"),
    ),
    "funding": ListedWords(
        "funding",
        _l("You can pay with %(codes)s."),
        _l("You can't pay with %(codes)s."),
        _l("We don't know if you can pay with %(codes)s."),
        _l("Can I pay with %(codes)s?"),
        {
            "direct_payment": _l("a direct payment"),
            "council_managed": _l("money that the council looks after"),
            "individual_service_fund": _l("an individual service fund"),
            "personal_health_budget": _l("a personal health budget"),
            "own_money": _l("private money"),
        },
    ),
}
