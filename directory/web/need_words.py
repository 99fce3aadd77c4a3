"""What an option helps with, may help with and does not, and what the law says of that."""

from collections.abc import Mapping, Sequence
from typing import Any

from directory.web.plain_words import label
from directory.web.safeguard_words import ASKED_BY_LAW, SAFEGUARDS
from directory.web.translation import _, _l

Values = Mapping[str, Any]
HELPS = {
    "yes": _l("Helps with: %(needs)s."),
    "unknown": _l("May help with: %(needs)s."),
    "no": _l("Does not help with: %(needs)s."),
}


def needs_apart(values: Values) -> list[tuple[str, str]]:
    """What they help with, may help with and don't, each with the law's rule on it where there is one."""
    rules = values.get("safeguards") or {}
    parts = []
    for verdict, words in HELPS.items():
        needs = values.get(verdict) or ()
        if not needs:
            continue
        by_law = dict.fromkeys(
            str(SAFEGUARDS[rules[need]]) for need in needs if need in rules and verdict != "yes"
        )
        ask = [_("Ask them.")] if verdict == "unknown" else []
        told = str(words) % {"needs": listed("needs", needs)}
        parts.append((verdict, " ".join([told, *ask, *by_law])))
    return parts


def needs_told(values: Values) -> str:
    return " ".join(words for _, words in needs_apart(values))


def needs_asked(values: Values) -> str:
    unknown = values.get("unknown") or ()
    asked = _("Can you help with: %(needs)s?", needs=listed("needs", unknown)) if unknown else ""
    rules = (values.get("safeguards") or {}).values()
    legal = " ".join(str(question) for rule, question in ASKED_BY_LAW.items() if rule in rules)
    return " ".join(part for part in (asked, legal) if part)


def listed(list_name: str, codes: Sequence[str]) -> str:
    """Labels in the middle of a sentence; those with commas in them are told apart by semicolons."""
    return "; ".join(small(label(list_name, code)) for code in codes)


def small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
