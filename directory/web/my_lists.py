"""The lists of this visit, ready for a page: what was asked, and each option with its card."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
    tell_me: str = ""

    @property
    def here(self) -> tuple[Line, ...]:
        """Those that are still in the directory."""
        return tuple(line for line in self.lines if line.card)


def my_lists(only: str = "") -> list[ChosenList]:
    """Every list of this visit, or the one named; none when nothing was ever kept."""
    here, known = opened(), known_visitor()
    if not known or not here.answers.shortlists.options(known):
        return []
    return shortlists.lists(here.answers, here.store, here.market(), here.gazetteer, known, only)


def my_list(list_id: str) -> ChosenList:
    """One of this visit's lists, the first where none is named."""
    return my_lists(list_named(list_id))[0]


def list_named(list_id: str) -> str:
    """The same name if it is of a list of this visit; that of the first for none."""
    mine = list(_mine())
    if list_id in mine or (mine and not list_id):
        return list_id or mine[0]
    raise NotFound("There is no such list for this visit.", "Begin again from your shortlist.")


def list_with(item: int) -> str:
    """The name of the list of this visit that a line stands on."""
    for list_id, items in _mine().items():
        if any(each.item == item for each in items):
            return list_id
    raise NotFound("That is not on a list of this visit.", "Begin again from your shortlist.")


def _mine() -> Mapping[str, Sequence[Any]]:
    """What stands on this visit's lists, before anything is ranked."""
    known = known_visitor()
    return shortlists.items_by_list(opened().answers, known) if known else {}


def shown(chosen: ChosenList, *, reasons: bool = True) -> ListShown:
    """A list with its cards; without ``reasons`` nothing in it tells what was asked."""
    asked = said.rows(chosen.question) if chosen.question and reasons else ()
    return ListShown(
        chosen.list_id,
        chosen.label,
        tuple(row for row in asked if row.words),
        tuple(lines_of(chosen.lines, reasons=reasons)),
        said.tell_me(chosen.question or {}) if reasons else "",
    )


def lines_of(chosen: Iterable[Chosen], *, reasons: bool = True) -> Iterable[Line]:
    for each in chosen:
        yield Line(each, _card(each, reasons))


def _card(each: Chosen, reasons: bool) -> Card | None:
    if each.account and each.question and reasons:
        return card(each.account, each.question)
    return plain_card(each.option) if each.option else None
