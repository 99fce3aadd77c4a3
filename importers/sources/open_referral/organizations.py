"""What kind of provider an organization is, by its numbers in registers and by its name."""

import re
from collections.abc import Iterable

from directory.records import Identifier
from directory.vocabulary import folded
from importers.tidy import items

# Schemes of org-id.guide, and what people call the numbers that have no scheme there.
_SCHEMES = (
    ("charity", re.compile(r"gb chc|(?:registered )?charity(?: commission)?(?: (?:number|no))?")),
    (
        "company",
        re.compile(r"gb coh|(?:registered )?company(?: registration)?(?: (?:number|no))?|companies house"),
    ),
    ("cqc_provider", re.compile(r"(?:gb )?cqc provider(?: (?:id|number))?")),
    ("cqc_location", re.compile(r"(?:gb )?cqc(?: location)?(?: (?:id|number))?")),
)
_SHAPES = {
    "charity": re.compile(r"\d{6,7}(?:-\d{1,3})?"),
    "company": re.compile(r"\d{6,8}|[A-Z]{2}\d{6}"),
    "cqc_provider": re.compile(r"1-\d{6,12}"),
    "cqc_location": re.compile(r"1-\d{6,12}"),
}
_CIC = re.compile(r"(?:\bcic|\bcommunity interest company)$")
_NHS = re.compile(r"\bnhs\b")
_ONE_ASSISTANT = re.compile(r"\b(?:personal assistant|pa)\b")
_ASSISTANTS = re.compile(r"\b(?:personal assistants?|pas?)\b")
_FOR_ASSISTANTS = re.compile(
    r"\b(?:advice|agency|directory|employ\w*|find\w*|forum|hub|information|insurance|jobs?|network|payroll"
    r"|recruit\w*|register|scheme|services?|training|vacanc\w*)\b"
)
_A_BODY = re.compile(
    r"\b(?:agency|association|borough|centre|charity|cic|club|college|council|foundation|hub|limited|ltd"
    r"|network|nhs|society|trust|university)\b"
)
_COUNCIL = re.compile(r"\bcouncil$|^london borough of |^royal borough of ")
_NO_COUNCIL = re.compile(r"\b(?:parish|town|community|church|voluntary|faith|tenants?) council$")


def identifiers_of(cell: str) -> tuple[tuple[Identifier, ...], tuple[str, ...]]:
    """(numbers of registers, texts not understood). Registers that we don't know are passed over."""
    found: list[Identifier] = []
    rest: list[str] = []
    for item in items(cell):
        label, _, number = item.rpartition(" ")
        scheme = next((name for name, words in _SCHEMES if words.fullmatch(folded(label))), None)
        number = number.upper()
        if scheme and _SHAPES[scheme].fullmatch(number):
            whole = number.zfill(8) if scheme == "company" and number.isdigit() else number
            found.append(Identifier(scheme, whole))
        elif scheme:
            rest.append(item)
    return tuple(dict.fromkeys(found)), tuple(rest)


def kind_and_form(name: str, identifiers: Iterable[Identifier]) -> tuple[str | None, str | None]:
    """(kind of provider, legal form), None where neither numbers nor name tell."""
    schemes = {identifier.scheme for identifier in identifiers}
    said = folded(name)
    if _COUNCIL.search(said) and not _NO_COUNCIL.search(said):
        return "council_service", "public_body"
    if _NHS.search(said):
        return "nhs_service", "public_body"
    form = "charity" if "charity" in schemes else "cic" if _CIC.search(said) else None
    form = form or ("company" if "company" in schemes else None)
    if "cqc_location" in schemes:
        return "regulated_provider", form
    if form in ("charity", "cic"):
        return "voluntary_organisation", form
    return ("micro_provider" if form else None), form


def may_be_a_personal_assistant(name: str, organization: str, terms: str, kind: str | None) -> bool:
    """Whether a service may be one private person, under whoever's name it is listed; in doubt it is.

    A feed would show that person's name and address.
    """
    if _ONE_ASSISTANT.search(folded(name)) and not _FOR_ASSISTANTS.search(folded(name)):
        return True
    if kind or _A_BODY.search(folded(organization)):
        return False
    return any(_ASSISTANTS.search(folded(text)) for text in (name, organization, terms))
