"""Sentences for wishes that are a list of codes: what is offered, what isn't, what must be asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from directory.web.plain_words import joined, label


@dataclass(frozen=True, slots=True)
class ListedWords:
    """Templates with ``{codes}``, and the vocabulary that names the codes."""

    vocabulary: str
    yes: str
    no: str
    unknown: str
    ask: str
    names: Mapping[str, str] = field(default_factory=dict)

    def told(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What is known of each code: a verdict and its sentence, up to three of them."""
        parts = ((self.yes, "yes", "and"), (self.no, "no", "or"), (self.unknown, "unknown", "or"))
        for template, verdict, last in parts:
            if values.get(verdict):
                text = template.format(codes=self._named(values[verdict], last))
                yield verdict, text[:1].upper() + text[1:]

    def asked(self, codes: Sequence[str]) -> str:
        return self.ask.format(codes=self._named(codes, "and"))

    def _named(self, codes: Sequence[str], last: str) -> str:
        return joined([self.names.get(code) or label(self.vocabulary, code) for code in codes], last)


SIGNED = ListedWords(
    "languages",
    "Uses {codes}.",
    "Does not use {codes}.",
    "We don't know if they use {codes}.",
    "Does somebody there use {codes}?",
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
    return "Sign Language" in label("languages", code)


LISTED: Mapping[str, ListedWords] = {
    "languages": ListedWords(
        "languages",
        "Speaks {codes}.",
        "Does not speak {codes}.",
        "We don't know if they speak {codes}.",
        "Does somebody there speak {codes}?",
    ),
    "faith": ListedWords(
        "faith",
        "Provides for this faith: {codes}.",
        "Does not provide for this faith: {codes}.",
        "We don't know if they provide for this faith: {codes}.",
        "What can you do for this faith: {codes}?",
    ),
    "culture": ListedWords(
        "culture",
        "Shaped for people of this background: {codes}.",
        "Not shaped for people of this background: {codes}.",
        "We don't know if they know this background: {codes}.",
        "Do you know this background well: {codes}?",
    ),
    "diet": ListedWords(
        "diet",
        "Can provide this food: {codes}.",
        "Does not provide this food: {codes}.",
        "We don't know if they can provide this food: {codes}.",
        "Can you provide this food: {codes}?",
    ),
    "staff_gender": ListedWords(
        "staff_gender",
        "{codes} can help you, as you asked.",
        "{codes} to help you is not possible here.",
        "We don't know if you can have {codes} to help you.",
        "Can I have {codes} to help me?",
        {"female": "a woman", "male": "a man"},
    ),
    "lgbt_affirming": ListedWords(
        "flags",
        "Says that LGBT+ people are welcome.",
        "Does not say that LGBT+ people are welcome.",
        "We don't know what they do to welcome LGBT+ people.",
        "What do you do to make LGBT+ people feel welcome?",
    ),
    "accessibility": ListedWords(
        "accessibility",
        "Has: {codes}.",
        "Does not have: {codes}.",
        "We don't know if they have: {codes}.",
        "Do you have: {codes}?",
    ),
    "times": ListedWords(
        "times",
        "There for you on: {codes}.",
        "Not there on: {codes}.",
        "We don't know if they are free on: {codes}.",
        "Are you free on: {codes}?",
    ),
    "user_bands": ListedWords(
        "user_bands",
        "For: {codes}.",
        "Not for: {codes}.",
        "We don't know if they are for: {codes}.",
        "Do you have experience with: {codes}?",
    ),
    "funding": ListedWords(
        "funding",
        "You can pay with {codes}.",
        "You can't pay with {codes}.",
        "We don't know if you can pay with {codes}.",
        "Can I pay with {codes}?",
        {
            "direct_payment": "a direct payment",
            "council_managed": "money that the council looks after",
            "individual_service_fund": "an individual service fund",
            "personal_health_budget": "a personal health budget",
            "own_money": "private money",
        },
    ),
}
