"""Cells as people type them, as values: text, lists, yes and no, dates, telephones, addresses on the web.

What isn't clear comes back as None, and the caller says so: nothing is guessed.
"""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

_BLANK = re.compile(
    r"[-–—.?]*|#?n/?a|n\.a\.|nan|null|none|nil|unknown|tb[ca]|\(?blank\)?|see above|prefer not to say"
    r"|not (?:known|stated|given|recorded|applicable)"
)
_YES = re.compile(
    r"y|true|1|ok|agreed?|given|granted|consented|[✓✔☑]|(?:yes )?i (?:consent|agree)|yes(?: i do)?"
    r"|(?:yes )?consent given"
)
_NO = re.compile(
    r"n|no|false|0|none|never|refused|declined|withdrawn|revoked|[✗✘☐]|no consent|not given|do not list"
    r"|consent withdrawn|withdrew consent|i do not consent"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_MONTH_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/ ]([a-z]+)[-/., ]+(\d{4})")
_SERIAL = re.compile(r"[1-7]\d{4}(?:\.0+)?")
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}", re.IGNORECASE)
_LONGEST_BLANK = 20
_PARTS = re.compile(r"[;|\n•]")
_BULLET = re.compile(r"^[\s·*]*(?:[-–]\s)?")
_SAID = re.compile(r"[^\s.,!:;()-]+")
_TIME_AFTER = re.compile(r"\s+\d{1,2}:\d{2}(?::\d{2})?$")
_DECIMALS = re.compile(r"(?<=\d)\.0+$")
_NEXT_NUMBER = re.compile(r"\b(?:ext|x)\b|[;,]|\s/\s|\bor\b", re.IGNORECASE)
_BETWEEN_DIGITS = re.compile(r"\(0\)|[\s().\-–/]")
_FROM_ABROAD = re.compile(r"^(?:\+44|0044)0?")
_FROM_ABROAD_BARE = re.compile(r"44[1-9]\d{8,9}")
_WITHOUT_ZERO = re.compile(r"[1-9]\d{8,9}")
_NUMBER = re.compile(r"0[1-9]\d{8,9}|0800\d{4}|1\d{2}(?:\d{3})?")
_BARE_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#:]|$)", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+")
_NOT_IN_ADDRESS = re.compile(r"[\s<>\"'`\\]")
_COMPANY = re.compile(r"[A-Z]{2}\d{5}[\dA-Z]|[A-Z]\d{7}")
_CONTACT = re.compile(
    r"@|https?:|www\.|(?:\d[\s().-]*){7,}|\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b", re.IGNORECASE
)


def one_line(text: str) -> str:
    """The text on one line, without the words that only say that nothing is known."""
    if not text:
        return ""
    line = " ".join(text.split())
    may_be_blank = len(line) <= _LONGEST_BLANK or not line[0].isalnum()
    return "" if may_be_blank and _BLANK.fullmatch(line.casefold()) else line


def paragraphs(text: str, at_most: int = 5_000) -> str | None:
    """Longer text with its line breaks; None where it says nothing."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:at_most] if one_line(text) else None


def items(text: str) -> tuple[str, ...]:
    """The items of a list split by ; or | or line breaks; commas stand, since labels hold them."""
    if not text:
        return ()
    parts = (one_line(_BULLET.sub("", part)) for part in _PARTS.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def yes_no(text: str) -> bool | None:
    """True or False only where the words are clear."""
    said = " ".join(_SAID.findall(text.casefold()))
    return True if _YES.fullmatch(said) else False if _NO.fullmatch(said) else None


def day(text: str) -> date | None:
    """A date: ISO, day first as in the UK, with a month's name, or a spreadsheet's serial number."""
    line = one_line(text).casefold().split(" - ")[0].split("t00:")[0]
    line = _TIME_AFTER.sub("", line)
    if _SERIAL.fullmatch(line):
        return date(1899, 12, 30) + timedelta(days=int(float(line)))
    if match := _YEAR_FIRST.fullmatch(line):
        return _date(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(line):
        return _date(match[3], match[2], match[1])
    if (match := _MONTH_NAMED.fullmatch(line)) and match[2][:3] in _MONTHS:
        return _date(match[3], 1 + _MONTHS.index(match[2][:3]), match[1])
    return None


def telephone(text: str) -> str | None:
    """The digits of the first UK number given, with its leading 0; None for anything else."""
    line = one_line(text)
    if not line:
        return None
    plain = _DECIMALS.sub("", line)  # a number that was saved as one with decimals
    digits = _BETWEEN_DIGITS.sub("", _NEXT_NUMBER.split(plain)[0])
    digits = _FROM_ABROAD.sub("0", digits)
    if _FROM_ABROAD_BARE.fullmatch(digits):
        digits = f"0{digits[2:]}"
    if _WITHOUT_ZERO.fullmatch(digits):  # a spreadsheet took the leading 0 for a number's
        digits = f"0{digits}"
    return digits if _NUMBER.fullmatch(digits) else None


def email(text: str) -> str | None:
    """One e-mail address, in lower case; None for none, for several and for anything else."""
    address = one_line(text).removeprefix("mailto:").strip("<>").casefold()
    return address if _EMAIL.fullmatch(address) and ".." not in address and len(address) <= 254 else None


def web_address(text: str) -> str | None:
    """An http or https address; one without a scheme is taken as https. None for any other scheme."""
    address = one_line(text)
    if not address:
        return None
    if _BARE_HOST.match(address) and "@" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    good_host = _HOST.fullmatch(host)
    plain = not _NOT_IN_ADDRESS.search(address) and not parts.username and port != 0
    return (
        address if parts.scheme in ("http", "https") and good_host and plain and len(address) <= 500 else None
    )


def company_number(text: str) -> str | None:
    """A number at Companies House, eight letters and digits with the leading noughts that files lose."""
    number = one_line(text).removesuffix(".0").replace(" ", "").upper()
    if number.isascii() and number.isdigit() and len(number) <= 8 and int(number):
        return number.zfill(8)
    return number if _COMPANY.fullmatch(number) else None


def holds_contact(text: str) -> bool:
    """Whether free text seems to give a telephone, an e-mail or web address, or a postcode."""
    return bool(_CONTACT.search(text))


def _date(year: str, month: str | int, day_of_month: str) -> date | None:
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        return None
