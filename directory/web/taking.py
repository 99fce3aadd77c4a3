"""What somebody does with a list: compare its options, ask them, take it along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from directory.web.asking import ANYBODY, questions_for
from directory.web.cards import Card
from directory.web.compare_words import compared
from directory.web.my_lists import Line, ListShown, my_list, shown
from directory.web.opened import opened
from directory.web.report.blocks import ReportDocument
from directory.web.report.pdf import as_pdf
from directory.web.take_away import document, letter, mail_link
from directory.web.translation import _

taking = Blueprint("taking", __name__, url_prefix="/shortlist")
MOST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class Points:
    """One thing that counts: the most points it could give, and what each option got, in their order."""

    words: str
    most: float
    points: tuple[float, ...]


@taking.get("/compare")
def compare() -> ResponseReturnValue:
    """Two to four options side by side; the first four where none are picked."""
    this = _list()
    picked = _picked(this)
    errors = {}
    if len(picked) > MOST_COMPARED:
        errors["pick"] = _(
            "You picked %(count)s. Pick %(most)s or fewer.", count=len(picked), most=MOST_COMPARED
        )
    elif len(picked) < 2 and len(this.here) > 1:
        errors["pick"] = _("Pick two or more to compare.")
    rows = [] if errors or len(picked) < 2 else compared(picked)
    only = "only" in request.args
    page = render_template(
        "shortlist/compare.html",
        list=this,
        picked=picked,
        picked_items={line.chosen.item for line in picked},
        rows=[row for row in rows if row.differs is not False] if only else rows,
        only=only,
        points=_points([line.card for line in picked if line.card]) if rows else [],
        errors=errors,
    )
    return (page, 422) if errors else page


@taking.get("/questions")
def questions() -> str:
    """Whom to contact and what to ask, to read out or to print with room to write."""
    this = _list()
    asked = [(line, questions_for(line)) for line in this.here]
    return render_template(
        "shortlist/questions.html", list=this, asked=asked, anybody=ANYBODY, tell_me=this.tell_me
    )


@taking.get("/email")
def email() -> str:
    """The list in plain letters, with as much of the person in it as they tick."""
    reasons, words = "reasons" in request.args, "words" in request.args
    this = shown(my_list(request.args.get("list", "")), reasons=reasons)
    return render_template(
        "shortlist/email.html",
        list=this,
        letter=letter(_document(this, words)),
        mail=mail_link(this.lines),
        reasons=reasons,
        words=words,
    )


@taking.get("/shortlist.pdf")
def pdf() -> Response:
    """The whole list as a tagged PDF."""
    headers = {"Content-Disposition": 'attachment; filename="shortlist.pdf"'}
    return Response(as_pdf(_document(_list(), words=True)), mimetype="application/pdf", headers=headers)


def _list() -> ListShown:
    return shown(my_list(request.args.get("list", "")))


def _picked(this: ListShown) -> list[Line]:
    wanted = set(request.args.getlist("pick"))
    if not wanted and "picking" not in request.args:
        return list(this.here[:MOST_COMPARED])
    return [line for line in this.here if str(line.chosen.item) in wanted]


def _document(this: ListShown, words: bool) -> ReportDocument:
    version = opened().market().version
    return document(this, words, datetime.now(UTC).date(), version, opened().example_data())


def _points(cards: Sequence[Card]) -> list[Points]:
    """Where all were judged by the same question."""
    if not all(card.score for card in cards):
        return []
    rows = zip(*(card.score for card in cards), strict=True)
    return [Points(each[0].words, each[0].most, tuple(row.points for row in each)) for each in rows]
