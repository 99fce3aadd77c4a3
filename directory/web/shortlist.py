"""Somebody's shortlist: add, take off, print. It belongs to the visit and needs no account."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.journeys import shortlists
from directory.journeys.shortlists import Chosen
from directory.web import said
from directory.web.cards import Card, card, plain_card
from directory.web.opened import opened
from directory.web.said import SaidRow
from directory.web.visit import kept, known_visitor, shortlisted, visitor

shortlist = Blueprint("shortlist", __name__, url_prefix="/shortlist")
TIERS = ("confirmed", "ask_first", "excluded")


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that counts: the most points it could give, and what each option got, in their order."""

    words: str
    most: float
    points: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ListForOneQuestion:
    """What was chosen for one question, the best fit first; ``asked`` is empty where there was none.

    ``side_by_side`` has a line for each thing that counts, where there are two options to compare.
    """

    asked: tuple[SaidRow, ...]
    lines: tuple[tuple[Chosen, Card | None], ...]
    compared: tuple[Card, ...]
    side_by_side: tuple[Compared, ...]


@shortlist.get("/")
def show() -> str:
    """Each option with why it fits the question it was chosen for, a list for each question."""
    here, known = opened(), known_visitor()
    chosen = []
    if known and here.answers.shortlist(known):
        chosen = shortlists.shortlist(here.answers, here.store, here.market(), here.gazetteer, known)
    return render_template("shortlist/shortlist.html", chosen=chosen, lists=list(_by_question(chosen)))


@shortlist.post("/add")
def add() -> Response:
    """Keep an option, with the question when it came from one; go back to where it was chosen."""
    answer_id = request.form.get("answer_id", "")
    question = kept(answer_id).question if answer_id else None
    here = opened()
    wanted = request.form.get("option_id", "")
    option = shortlists.choose(here.answers, here.store, visitor(), wanted, question)
    if answer_id:
        back = url_for("results.show", answer_id=answer_id, _anchor=f"name-{option.option_id}")
    else:
        back = url_for("services.show", option_id=option.option_id)
    return redirect(back, 303)


@shortlist.post("/remove")
def remove() -> Response:
    known, option_id = known_visitor(), request.form.get("option_id", "")
    if known and option_id in shortlisted():
        opened().answers.remove_from_shortlist(option_id, known)
    return redirect(url_for("shortlist.show"), 303)


def _by_question(chosen: Iterable[Chosen]) -> Iterator[ListForOneQuestion]:
    """An adviser has a list for each client: what differs only in how it is shown is the same question."""
    lists: dict[str, list[Chosen]] = {}
    for each in chosen:
        lists.setdefault(repr(_asked_of(each.question or {})), []).append(each)
    for same in lists.values():
        lines = [(each, _card(each)) for each in sorted(same, key=_place_in_list)]
        compared = tuple(card for each, card in lines if card and each.account)
        yield ListForOneQuestion(
            tuple(row for row in said.rows(same[0].question) if row.words) if same[0].question else (),
            tuple(lines),
            compared,
            tuple(_side_by_side(compared)) if len(compared) > 1 else (),
        )


def _asked_of(question: Mapping[str, Any]) -> dict[str, Any]:
    return {name: question[name] for name in sorted(question) if name not in ("varied", "limit")}


def _place_in_list(each: Chosen) -> tuple[int, float]:
    if each.account is None:
        return len(TIERS), 0.0
    return TIERS.index(each.account.tier), -each.account.utility.expected


def _card(each: Chosen) -> Card | None:
    if each.account and each.question:
        return card(each.account, each.question)
    return plain_card(each.option) if each.option else None


def _side_by_side(compared: tuple[Card, ...]) -> Iterator[Compared]:
    for rows in zip(*(each.score for each in compared), strict=True):
        yield Compared(rows[0].words, rows[0].most, tuple(row.points for row in rows))
