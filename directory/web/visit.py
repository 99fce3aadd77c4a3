"""One person's visit: a random name in the session cookie, and the answers kept under it on the server."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from flask import session

from directory.errors import NotFound
from directory.web.opened import opened

VISITOR = "visitor"
TURNED = "~"
"""Behind an id: the same answers of two people, with the other one's in front."""
Who = Literal["", "me", "other", "both"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept: a question on its way, what was read from free text, what a plan for it should be like;
    or a search by words.

    ``who`` it is for, as far as that was said. Of two people one has the word: ``turn`` 1 or 2 says which,
    and ``other`` holds what the other one said, in the same parts.
    """

    question: Mapping[str, Any] = field(default_factory=dict)
    heard: Mapping[str, Any] = field(default_factory=dict)
    search: Mapping[str, Any] = field(default_factory=dict)
    plan: Mapping[str, Any] = field(default_factory=dict)
    who: Who = ""
    turn: int = 1
    other: Mapping[str, Any] = field(default_factory=dict)

    @property
    def other_question(self) -> Mapping[str, Any]:
        said: Mapping[str, Any] = self.other.get("question") or {}
        return said

    def turned(self) -> "Kept":
        """The same, with the other person's answers in front."""
        mine = {name: dict(getattr(self, name)) for name in PARTS_OF_ONE}
        theirs = {name: self.other.get(name) or {} for name in PARTS_OF_ONE}
        return replace(self, **theirs, other=mine, turn=3 - self.turn)


PARTS_OF_ONE = ("question", "heard", "plan")


def keep(kept: Kept) -> str:
    """Store it for this visit only; returns the opaque id that stands in its address."""
    plain = {name: dict(getattr(kept, name)) for name in (*PARTS_OF_ONE, "search", "other")}
    said = {**plain, "who": kept.who, "turn": kept.turn}
    answer_id: str = opened().answers.save(said, visitor())
    return answer_id


def turned_id(answer_id: str) -> str:
    """The id under which the other person's answers are in front."""
    return answer_id.removesuffix(TURNED) if answer_id.endswith(TURNED) else answer_id + TURNED


def kept(answer_id: str) -> Kept:
    """What was kept under this id; NotFound when it expired, never was, or is another visit's."""
    if answer_id.endswith(TURNED):
        return kept(answer_id.removesuffix(TURNED)).turned()
    known = known_visitor()
    found = opened().answers.load(answer_id, known) if known else None
    if found is None:
        raise NotFound("There is nothing under that id for this visit.", "Begin again from the start page.")
    return Kept(**found)


def visitor() -> str:
    """The visit's secret name, made when something is first kept."""
    if VISITOR not in session:
        session[VISITOR] = secrets.token_urlsafe(32)
    return _named(session[VISITOR])


def known_visitor() -> str | None:
    """The visit's secret name, or None when nothing was ever kept."""
    return _named(session[VISITOR]) if isinstance(session.get(VISITOR), str) else None


def _named(secret: str) -> str:
    """Only this hash leaves the cookie, so that the database alone opens no visit."""
    return hashlib.sha256(secret.encode()).hexdigest()


def shortlisted() -> list[str]:
    """Ids of the options on this visit's shortlist."""
    known = known_visitor()
    return list(opened().answers.shortlists.options(known)) if known else []
