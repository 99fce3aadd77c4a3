"""The lists of this visit, ready for a page: what was asked, and each option with its card."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.errors import NotFound
from directory.journeys import shortlists
from directory.journeys.shortlists import Chosen, ChosenList
from directory.web import said
from directory.web.cards import Card, card, plain_card
from directory.web.opened import opened
from directory.web.said import SaidRow
from directory.web.visit import known_visitor


@dataclass(frozen=True, slots=True)
class Line:
    """One option of a list; ``card`` is None once it has left the directory."""

    chosen: Chosen
    card: Card | None

    @property
    def name(self) -> str:
        return self.card.option.name if self.card else self.chosen.name


@dataclass(frozen=True, slots=True)
class ListShown:
    """A list as pages show it; ``asked`` is empty where it was made without a question."""

    list_id: str
    label: str
    asked: tuple[SaidRow, ...]
    lines: tuple[Line, ...]

    @property
    def here(self) -> tuple[Line, ...]:
        """Those that are still in the directory."""
        return tuple(line for line in self.lines if line.card)


def my_lists() -> list[ChosenList]:
    """Every list of this visit; none when nothing was ever kept."""
    here, known = opened(), known_visitor()
    if not known or not here.answers.shortlists.options(known):
        return []
    return shortlists.lists(here.answers, here.store, here.market(), here.gazetteer, known)


def my_list(list_id: str) -> ChosenList:
    """One of this visit's lists, the first where none is named."""
    for each in my_lists():
        if list_id in ("", each.list_id):
            return each
    raise NotFound("There is no such list for this visit.", "Begin again from your shortlist.")


def list_with(item: int) -> ChosenList:
    """The list of this visit that a line stands on."""
    for each in my_lists():
        if any(line.item == item for line in each.lines):
            return each
    raise NotFound("That is not on a list of this visit.", "Begin again from your shortlist.")


def shown(chosen: ChosenList, *, reasons: bool = True) -> ListShown:
    """A list with its cards; without ``reasons`` nothing in it tells what was asked."""
    asked = said.rows(chosen.question) if chosen.question and reasons else ()
    return ListShown(
        chosen.list_id,
        chosen.label,
        tuple(row for row in asked if row.words),
        tuple(lines_of(chosen.lines, reasons=reasons)),
    )


def lines_of(chosen: Iterable[Chosen], *, reasons: bool = True) -> Iterable[Line]:
    for each in chosen:
        yield Line(each, _card(each, reasons))


def _card(each: Chosen, reasons: bool) -> Card | None:
    if each.account and each.question and reasons:
        return card(each.account, each.question)
    return plain_card(each.option) if each.option else None
