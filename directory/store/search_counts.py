"""How many searches found nothing or little, by quarter, council and what was asked for: never whose.

A count is a number and nothing else. Beside it, until a visit's answers expire, stands a mark that this visit
was counted, under the hash that its answers are kept under.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Literal, get_args

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from directory.store.answer_models import AnswersBase

Outcome = Literal["nothing", "only_to_ask", "little", "enough"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""Nobody, even to ask; somebody to ask and nobody sure; one or two that are sure; three or more."""


class SearchCount(AnswersBase):
    """Searches of a quarter in one council for one thing, by what they found."""

    __tablename__ = "search_count"

    period: Mapped[str] = mapped_column(primary_key=True)
    council: Mapped[str] = mapped_column(primary_key=True)
    asked_for: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(primary_key=True)
    searches: Mapped[int]


class SearchMark(AnswersBase):
    """That a visit was counted for a thing, so that asking again doesn't count twice; it expires."""

    __tablename__ = "search_mark"

    session_hash: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    council: Mapped[str] = mapped_column(primary_key=True)
    asked_for: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


def quarter_of(day: date) -> str:
    """ "2026-Q4"."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def count_search(
    connection: Connection,
    session_hash: str,
    expires_at: datetime,
    period: str,
    council: str,
    things: Collection[str],
    outcome: Outcome,
) -> None:
    """Add one to each thing that this visit wasn't counted for yet."""
    mark = SearchMark
    of_visit = (mark.session_hash == session_hash, mark.period == period, mark.council == council)
    known = set(connection.scalars(select(mark.asked_for).where(*of_visit)))
    for thing in sorted(set(things) - known):
        key = {"period": period, "council": council, "asked_for": thing}
        connection.execute(
            insert(SearchMark), {"session_hash": session_hash, "expires_at": expires_at, **key}
        )
        _add_one(connection, {**key, "outcome": outcome})


def _add_one(connection: Connection, key: Mapping[str, str]) -> None:
    """In a writing transaction, of which there is one at a time."""
    count = SearchCount
    here = [getattr(count, name) == value for name, value in key.items()]
    changed = connection.execute(update(count).where(*here).values(searches=count.searches + 1))
    if not changed.rowcount:
        connection.execute(insert(count), {**key, "searches": 1})


def counts_of(connection: Connection, council: str, period: str) -> dict[str, dict[Outcome, int]]:
    """Searches by thing and outcome; an outcome that never came is nought."""
    count = SearchCount
    query = select(count.asked_for, count.outcome, count.searches)
    found: dict[str, dict[Outcome, int]] = {}
    for thing, outcome, searches in connection.execute(
        query.where(count.council == council, count.period == period)
    ):
        found.setdefault(thing, dict.fromkeys(OUTCOMES, 0))[outcome] = searches
    return found


def periods_of(connection: Connection, council: str) -> list[str]:
    """The quarters that anything was counted in, in order."""
    count = SearchCount
    return list(
        connection.scalars(
            select(count.period).where(count.council == council).distinct().order_by(count.period)
        )
    )
