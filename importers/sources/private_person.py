"""What may be said of a private person: a first name, a key nobody can turn back, a check that was seen."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import date

from directory.geography.postcodes import parse
from directory.records import PrivateDetails
from directory.vocabulary import folded
from importers.tidy import day, email, holds_contact, one_line, telephone

DBS_MONTHS = 36
DBS_DIGITS = 12
NEVER_SHOWN = (
    *("Name", "Home address", "Postcode", "Phone", "Email", "Date of birth"),
    "DBS certificate number",
)
TELLING_LENGTH = 6
"""What is shorter may stand in any text by chance."""

_TITLES = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|rev|sir|lady|dame|prof)\b\.?\s*", re.IGNORECASE)
_SELF = re.compile(
    r"self.*|my ?self|me|i|none|no one|nobody|own|applicant|the pa|pa|personal assistant|not checked"
)
_ORGANISATIONS = frozenset(
    [
        *("agency", "association", "borough", "bureau", "care", "centre", "charity", "college", "council"),
        *("county", "group", "hub", "limited", "ltd", "nhs", "office", "school", "service", "services"),
        *("support", "team", "trust", "uk"),
    ]
)
_LEVELS = {
    "Enhanced with barred lists": re.compile(r"enhanced.*barred.*"),
    "Enhanced": re.compile(r"enhanced(?: dbs| disclosure| check)*"),
    "Standard": re.compile(r"standard(?: dbs| disclosure| check)*"),
    "Basic": re.compile(r"basic(?: dbs| disclosure| check)*"),
}


def first_name(name: str) -> str | None:
    """ "Mrs Josephina Example" and "EXAMPLE, Josephina" as "Josephina"; None where none can be told."""
    text = re.sub(r"\(.*?\)", " ", one_line(name))
    if "," in text:
        text = text.split(",", 1)[1]
    words = _TITLES.sub("", text.strip()).split()
    word = words[0].strip(".'’-") if words else ""
    if not re.fullmatch(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", word):
        return None
    return word.title() if word.isupper() or word.islower() else word


def keyed_id(cells: Mapping[str, str], publisher: str, secret: bytes) -> str | None:
    """A person's id in every file of one publisher, from e-mail, else phone, else name and birth date."""
    birth = day(cells["Date of birth"])
    name = " ".join(cells["Name"].casefold().split())
    for kind, value in (
        ("email", email(cells["Email"])),
        ("phone", telephone(cells["Phone"])),
        ("birth", f"{name}|{birth.isoformat()}" if name and birth else None),
    ):
        if value:
            text = "\0".join((publisher, kind, value))
            return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:32]
    return None


def private_details(cells: Mapping[str, str]) -> PrivateDetails:
    """What is kept of a person and never shown, tidied as far as it can be read."""
    birth, postcode = day(cells["Date of birth"]), parse(cells["Postcode"])
    return PrivateDetails(
        name=one_line(cells["Name"]),
        address=one_line(cells["Home address"]) or None,
        postcode=postcode.text if postcode else None,
        telephone=telephone(cells["Phone"]) or one_line(cells["Phone"]) or None,
        email=email(cells["Email"]) or one_line(cells["Email"]) or None,
        birth_date=birth.isoformat() if birth else None,
        dbs_certificate_number=_certificate_number(cells["DBS certificate number"]),
        contact_preference=one_line(cells["Contact preference"]) or None,
    )


def _certificate_number(text: str) -> str | None:
    """Twelve digits, where a spreadsheet took the first zeros for a number's; anything else as it stands."""
    line = one_line(text)
    digits = re.sub(r"\s", "", re.sub(r"\.0+$", "", line))
    return digits.zfill(DBS_DIGITS) if re.fullmatch(r"\d{1,12}", digits) else line or None


def dbs_facts(cells: Mapping[str, str], today: date) -> dict[str, str]:
    """Level, date and who saw the certificate; "ask" where nobody did, or not in the last three years."""
    said = one_line(cells["DBS level"]).casefold()
    if not (said or one_line(cells["DBS date"])) or said in ("no", "no dbs"):
        return {}
    level = next((label for label, words in _LEVELS.items() if words.fullmatch(said)), None)
    seen = day(cells["DBS date"])
    seen_by = one_line(cells["DBS checked by"])
    if level and seen and _is_recent(seen, today) and _is_someone_else(seen_by, cells):
        return {"dbs": "seen", "dbs_level": level, "dbs_seen": seen.isoformat(), "dbs_seen_by": seen_by}
    return {"dbs": "ask"}


def repeats_private(text: str, cells: Mapping[str, str]) -> bool:
    """Whether the text holds what a private cell of the row says, however it is spaced."""
    said = _unspaced(text)
    private = (_unspaced(one_line(cells[column])) for column in NEVER_SHOWN)
    return any(len(secret) >= TELLING_LENGTH and secret in said for secret in private)


def _unspaced(text: str) -> str:
    return "".join(text.casefold().split())


def public_text(text: str, cells: Mapping[str, str]) -> str | None:
    """Free text as it may be shown; None where it is blank, or names the person or a way to reach them."""
    line, name = one_line(text), cells["Name"]
    names = [
        word
        for word in re.findall(r"[^\W\d_]{3,}", name.casefold())
        if word != (first_name(name) or "").casefold()
    ]
    named = any(re.search(rf"\b{re.escape(word)}\b", line.casefold()) for word in names)
    hidden = named or holds_contact(line) or repeats_private(line, cells)
    return None if not line or hidden else line[:500]


def _is_recent(seen: date, today: date) -> bool:
    oldest = (today.year * 12 + today.month - DBS_MONTHS, today.day)
    return (seen.year * 12 + seen.month, seen.day) >= oldest and seen <= today


def _is_someone_else(seen_by: str, cells: Mapping[str, str]) -> bool:
    """Whether it names who saw the certificate, not the person, and repeats nothing private of theirs."""
    words = {word for word in folded(seen_by).split() if not word.isdigit()}
    own_words = {word for word in folded(cells["Name"]).split() if len(word) > 2}
    is_self = (
        not any(map(str.isalpha, seen_by))
        or _SELF.fullmatch(seen_by.casefold())
        or words <= {*folded(cells["Name"]).split()}
        # "Example Council" may check someone called Example; "Mrs Example" may be the person's mother.
        or (words & own_words and not words & _ORGANISATIONS)
    )
    return not is_self and not holds_contact(seen_by) and not repeats_private(seen_by, cells)
