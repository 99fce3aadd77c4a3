"""Options side by side, a row a thing that matters: what is known, what isn't, and where they differ."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from flask_babel import LazyString

from directory.store.views import OptionView
from directory.web import availability_words
from directory.web.asking import questions_for
from directory.web.cards import Card, Mark, evidence_of, marks_of
from directory.web.fact_words import who_says
from directory.web.my_lists import Line
from directory.web.plain_words import labels
from directory.web.rating_words import rating_of
from directory.web.translation import _, _l

NOT_KNOWN = _l("Not known: ask them")
FITS = {
    "confirmed": ("yes", _l("Fits what you must have")),
    "ask_first": ("ask", _l("May fit: ask them first")),
    "excluded": ("no", _l("Does not fit what you must have")),
}
BUDGET_KINDS = {"sure": "yes", "stop": "no", "ask": "ask"}
LISTED_ROWS: tuple[tuple[LazyString, tuple[tuple[str, str], ...], bool], ...] = (
    (_l("What they help with"), (("needs", "needs"),), True),
    (_l("Who it is for"), (("user_bands", "user_bands"),), False),
    (_l("Languages"), (("languages", "languages"),), True),
    (_l("Faith, culture and food"), (("faith", "faith"), ("culture", "culture"), ("diet", "diet")), True),
    (_l("A woman or a man to help"), (("staff_gender", "staff_gender"),), True),
    (_l("Welcoming LGBT+ people"), (("lgbt_affirming", "flags"),), False),
    (_l("Getting in and taking part"), (("accessibility", "accessibility"),), False),
    (_l("Days and times"), (("times", "times"),), True),
    (_l("Ways to pay"), (("funding", "funding"),), False),
)
"""Heading; criteria with the list that each is claimed in; whether the row stands where nothing is known."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that matters; ``differs`` is None where the options can't but differ."""

    words: str
    cells: tuple[tuple[Mark, ...], ...]
    differs: bool | None


def compared(lines: Sequence[Line]) -> list[Row]:
    """Every row, in the order in which people ask; ``lines`` are options still in the directory."""
    cards = [(line, line.card) for line in lines if line.card]
    today = datetime.now(UTC).date()
    listed = [row for heading in LISTED_ROWS if (row := _listed_row(cards, *heading))]
    return [
        *_asked_rows(cards),
        *listed,
        _row(_("Room for you"), [_room(line, card, today) for line, card in cards]),
        _row(_("Official rating"), [_rating(card.option, today) for _line, card in cards]),
        _row(_("What to ask them"), [_asks(line) for line, _card in cards], telling=False),
        _row(_("Get in touch"), [_plain(card.contact) for _line, card in cards], telling=False),
        _row(_("Who says so, and when"), [_plain(card.sources) for _line, card in cards], telling=False),
        *_own_words(cards),
    ]


Pairs = Sequence[tuple[Line, Card]]


def _asked_rows(cards: Pairs) -> Iterator[Row]:
    """What it is, what it costs and how far, judged by the question where there is one."""
    if any(line.chosen.account for line, _card in cards):
        yield _row(_("Does it fit?"), [[_fits(card)] for _line, card in cards])
    yield _row(_("What it is"), [_plain([_what(card)]) for _line, card in cards])
    yield _row(_("What it costs"), [_costs(card) for _line, card in cards])
    if any(_outcome(line, "cost") for line, _card in cards):
        yield _row(_("Is it within your money?"), [_budget(line, card) for line, card in cards])
    if any(_outcome(line, "distance") for line, _card in cards):
        far = [_judged(line, card.option, "distance") or [_not_known()] for line, card in cards]
        yield _row(_("How far"), far)


def _fits(card: Card) -> Mark:
    kind, words = FITS.get(card.tier, ("ask", NOT_KNOWN))
    return Mark(kind, str(words))


def _not_known() -> Mark:
    return Mark("ask", str(NOT_KNOWN))


def _what(card: Card) -> str:
    return " · ".join(filter(None, (card.kind, card.place)))


def _costs(card: Card) -> list[Mark]:
    asking = [] if card.option.costs else list(card.cost[:1])
    return [Mark("ask" if words in asking else "plain", words) for words in card.cost]


def _budget(line: Line, card: Card) -> list[Mark]:
    if card.budget_tag:
        return [Mark(BUDGET_KINDS[card.budget_tag[0]], card.budget_tag[1])]
    return _judged(line, card.option, "cost") or [_not_known()]


def _listed_row(
    cards: Pairs, words: LazyString, kinds: Sequence[tuple[str, str]], always: bool
) -> Row | None:
    cells = [_claims(line, card.option, kinds) for line, card in cards]
    if not any(cells) and not always:
        return None
    return _row(str(words), [cell or [_not_known()] for cell in cells])


def _claims(line: Line, option: OptionView, kinds: Sequence[tuple[str, str]]) -> list[Mark]:
    """What was asked for, judged; then whatever else is listed."""
    marks: list[Mark] = []
    for criterion, list_name in kinds:
        judged = _judged(line, option, criterion)
        marks += judged
        marks += _listed(option, list_name, _told(line, criterion), also=bool(judged))
    return marks


def _told(line: Line, criterion: str) -> set[str]:
    """Codes that the outcome speaks of already."""
    outcome = _outcome(line, criterion)
    values = outcome.reason.values if outcome else {}
    return {*(values.get("yes") or ()), *(values.get("no") or ())}


def _listed(option: OptionView, list_name: str, told: set[str], also: bool) -> Iterator[Mark]:
    """A code that is a yes in any setting is a yes."""
    claims = [each for each in option.attributes if each.vocabulary == list_name and each.code not in told]
    yes = list(dict.fromkeys(each.code for each in claims if each.verdict == "yes"))
    no = list(dict.fromkeys(each.code for each in claims if each.verdict == "no" and each.code not in yes))
    if yes:
        words = _("Also: %(names)s", names=labels(list_name, yes)) if also else labels(list_name, yes)
        yield Mark("plain" if also else "yes", words, evidence_of(option.attributes, list_name, yes))
    if no:
        yield Mark(
            "no",
            _("Not: %(names)s", names=labels(list_name, no)),
            evidence_of(option.attributes, list_name, no),
        )


def _room(line: Line, card: Card, today: date) -> list[Mark]:
    if judged := _judged(line, card.option, "availability"):
        return judged
    free = card.option.availability
    told = list(availability_words.lines(free, today)) if free else []
    who = who_says(card.option, "availability")
    return [*_plain(told[:-1]), *(Mark("plain", words, who) for words in told[-1:])] or [_not_known()]


def _rating(option: OptionView, today: date) -> list[Mark]:
    if option.rating:
        return [Mark("plain", rating_of(option, today), who_says(option, "rating"))]
    if "rating" in option.facts:
        return [Mark("plain", option.facts["rating"], who_says(option, "facts.rating"))]
    if option.provider_kind == "regulated_provider":
        return [Mark("ask", rating_of(option, today))]
    return [Mark("plain", _("None. Only care services that must register get one."))]


def _asks(line: Line) -> list[Mark]:
    return [Mark("ask", words) for words in questions_for(line)] or [
        Mark("plain", _("Nothing that we know of"))
    ]


def _own_words(cards: Pairs) -> Iterator[Row]:
    if any(line.chosen.words for line, _card in cards):
        yield _row(
            _("Your notes"),
            [_plain([line.chosen.words or _("None")]) for line, _card in cards],
            telling=False,
        )


def _judged(line: Line, option: OptionView, criterion: str) -> list[Mark]:
    outcome = _outcome(line, criterion)
    return marks_of(option, outcome) if outcome else []


def _outcome(line: Line, criterion: str) -> Any:
    account = line.chosen.account
    return next((each for each in account.outcomes if each.criterion == criterion), None) if account else None


def _plain(lines: Iterable[str]) -> list[Mark]:
    return [Mark("plain", words) for words in lines]


def _row(words: str, cells: Iterable[Iterable[Mark]], telling: bool = True) -> Row:
    told = tuple(tuple(cell) for cell in cells)
    said = {tuple((mark.kind, mark.words) for mark in cell) for cell in told}
    return Row(words, told, len(said) > 1 if telling else None)
