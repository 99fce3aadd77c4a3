"""Prices as people write them ("£17.50 ph", "free", "£5 a session") as cost options in pence."""

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from directory.records import CostOption
from directory.vocabulary import vocabulary
from importers.repeated import reading_once
from importers.tidy import items, one_line

MOST_PENCE = 100_000_000

_AMOUNT = re.compile(
    r"(?<![\d.])(£?)\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,9})?(?:\s*(p|pence)\b(?!/h))?(?![\d.])"
)
_LENGTH = re.compile(
    r"(?<![£\d.])\b(\d+(?:\.\d+)?|half|one|two|three|four)[- ]*(?:an? )?(h(?:ou)?rs?|h|min(?:ute)?s?)\b"
)
_NUMBERS = {"half": 0.5, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0}
_ASIDE = re.compile(r"\(.*?\)|\b(?:per|each) (?:person|head|member)\b|\bpp\b|\b(?:gbp|only|for|per)\b|[.:=]")
_RANGE_OR_FOREIGN = re.compile(r"\d\s*(?:[-–—+]|to)\s*£?\d|^-|[$€%]|\b(?:from|to|up|over|under|about)\b")

_RANGE = re.compile(
    r"(?:between |from )?£?\s*(\d+(?:\.\d{1,2})?)\s*(?:[-–—]|\bto\b|\band\b)\s*"
    r"£?\s*(\d+(?:\.\d{1,2})?)(?![\d.])(.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pay:
    """What is paid at least and at most; the same where it is one price."""

    least: CostOption
    most: CostOption


@reading_once
def read_prices(cell: str, unit_cell: str = "") -> tuple[tuple[CostOption, ...], tuple[str, ...]]:
    """(cost options, texts not understood). A price without a unit is not understood: nothing is assumed."""
    costs: list[CostOption] = []
    rest: list[str] = []
    unit_said = one_line(unit_cell)
    for item in items(cell) or ((unit_said,) if _unit(unit_said) in ("free", "donation") else ()):
        cost = _read_price(item, unit_said)
        if cost:
            costs.append(cost)
        else:
            rest.append(item)
    return tuple(dict.fromkeys(costs)), tuple(rest)


@reading_once
def read_pay(cell: str, unit_cell: str = "") -> tuple[tuple[Pay, ...], tuple[str, ...]]:
    """(pay, texts not understood). Of a range both ends are real; its text stays as the note of the upper."""
    found: list[Pay] = []
    rest: list[str] = []
    for item in items(cell):
        if pay := _range(item, unit_cell):
            found.append(pay)
            continue
        costs, texts = read_prices(item, unit_cell)
        found += [Pay(cost, cost) for cost in costs]
        rest += texts
    return tuple(dict.fromkeys(found)), tuple(rest)


def _range(item: str, unit_cell: str) -> Pay | None:
    """ "£13 to £15 an hour", where each end alone would be a price."""
    match = _RANGE.fullmatch(item)
    if match is None:
        return None
    ends = [_read_price(f"£{end} {match[3]}", one_line(unit_cell)) for end in (match[1], match[2])]
    least, most = ends
    if least is None or most is None or least.amount_pence is None or most.amount_pence is None:
        return None
    if least.amount_pence > most.amount_pence:
        least, most = most, least
    return Pay(least, replace(most, note=item))


def _read_price(item: str, unit_said: str) -> CostOption | None:
    if (unit := _unit(item)) in ("free", "donation"):
        return CostOption(unit, None)
    hours, text = _length(item.casefold())
    amount, words = _amount(text)
    unit = _unit(words) or (_unit(unit_said) if not _ASIDE.sub(" ", words).strip() else None)
    if amount is None:
        return None
    if unit is None and hours:
        return CostOption("hour" if hours == 1 else "session", amount, None if hours == 1 else hours)
    if unit in (None, "free") and amount:
        return None
    if unit == "donation":
        return CostOption("donation", None, note=item)
    return (
        CostOption(unit, amount, hours if unit != "hour" else None)
        if amount and unit
        else CostOption("free", None)
    )


def _length(text: str) -> tuple[float | None, str]:
    """(hours that one unit lasts, the text without them), where a price is left beside them."""
    match = _LENGTH.search(text)
    rest = f"{text[: match.start()]} {text[match.end() :]}" if match else text
    if match is None or not _AMOUNT.search(rest):
        return None, text
    number = _NUMBERS.get(match[1]) or float(match[1])
    return (round(number / 60, 4) if match[2].startswith("m") else number), rest


def _amount(text: str) -> tuple[int | None, str]:
    """(pence, the words around it); None for no amount, several, a range or another currency."""
    amounts = list(_AMOUNT.finditer(text))
    amounts = [match for match in amounts if match[1]] or amounts
    if len(amounts) != 1 or _RANGE_OR_FOREIGN.search(text):
        return None, text
    sign, whole, decimals, in_pence = amounts[0].groups()
    pounds = Decimal(whole.replace(",", "") + (decimals or ""))
    pence = int((pounds * (1 if in_pence and not sign else 100)).quantize(Decimal(1), ROUND_HALF_UP))
    words = f"{text[: amounts[0].start()]} {text[amounts[0].end() :]}"
    return (pence if pence <= MOST_PENCE else None), words


def _unit(words: str) -> str | None:
    units = vocabulary("cost_unit")
    for text in (words.strip(), words.replace("/", " ").strip(), _ASIDE.sub(" ", words).strip()):
        if text and (found := units.find(text)):
            return found.code
    return None
