"""People's answers and shortlists: a database of their own, which forgets.

Ids and session tokens are kept as SHA-256 only. Both are long and random, so a hash needs no salt. Whoever
reads the file, or a copy of it, can neither open a person's page nor pass for them.
"""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, insert, select, update

from directory.settings import Settings
from directory.store import engines, search_counts
from directory.store.answer_models import Answer, ShortlistItem
from directory.store.migrate import migrate
from directory.store.search_counts import Outcome, SearchMark, quarter_of
from directory.store.session import Clock, now


class Answers:
    """Each answer belongs to one session and expires. No other session can load it or tell it exists."""

    def __init__(self, engine: Engine, keep: timedelta, clock: Clock = now) -> None:
        self._engine = engine
        self._keep = keep
        self._clock = clock

    def save(self, question: Mapping[str, Any], session: str) -> str:
        """Keep a question for this session; returns its opaque id (192 random bits)."""
        answer_id = secrets.token_urlsafe(24)
        moment = self._clock()
        row = {
            "id_hash": _hash(answer_id),
            "session_hash": _hash(session),
            "created_at": moment,
            "expires_at": moment + self._keep,
            "question": dict(question),
        }
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            self._forget_expired(connection)
            connection.execute(insert(Answer), row)
        return answer_id

    def load(self, answer_id: str, session: str) -> dict[str, Any] | None:
        """The question, or None when it is missing, expired or another session's."""
        query = select(Answer.question).where(
            Answer.id_hash == _hash(answer_id),
            Answer.session_hash == _hash(session),
            Answer.expires_at > self._clock(),
        )
        with engines.told_plainly(), engines.reading(self._engine) as connection:
            return connection.scalar(query)

    def add_to_shortlist(self, option_id: str, session: str, note: Mapping[str, Any] | None = None) -> None:
        """Put an option on this session's shortlist; a second time only keeps the list for longer.

        ``note`` is kept beside it: the question that it was chosen for.
        """
        moment = self._clock()
        expires_at = moment + self._keep
        row = {
            "session_hash": _hash(session),
            "option_id": option_id,
            "added_at": moment,
            "expires_at": expires_at,
            "note": dict(note or {}),
        }
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            self._forget_expired(connection)
            # A shortlist in use is kept whole: it never loses its oldest option first.
            kept = update(ShortlistItem).where(ShortlistItem.session_hash == row["session_hash"])
            connection.execute(kept.values(expires_at=expires_at))
            if option_id not in self._listed(connection, session):
                connection.execute(insert(ShortlistItem), row)

    def remove_from_shortlist(self, option_id: str, session: str) -> None:
        """Take an option off this session's shortlist, if it is there."""
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            self._forget_expired(connection)
            connection.execute(
                update(ShortlistItem)
                .where(
                    ShortlistItem.session_hash == _hash(session),
                    ShortlistItem.option_id == option_id,
                    ShortlistItem.removed_at.is_(None),
                )
                .values(removed_at=self._clock())
            )

    def shortlist(self, session: str) -> list[str]:
        """Option ids in the order they were added."""
        with engines.told_plainly(), engines.reading(self._engine) as connection:
            return self._listed(connection, session)

    def shortlist_notes(self, session: str) -> dict[str, dict[str, Any]]:
        """What is kept beside each option of the shortlist, by option id in the order they were added."""
        with engines.told_plainly(), engines.reading(self._engine) as connection:
            rows = connection.execute(self._on_the_list(session, ShortlistItem.option_id, ShortlistItem.note))
            return {row.option_id: row.note for row in rows}

    def count_search(self, session: str, council: str, things: Collection[str], outcome: Outcome) -> None:
        """Count once a visit, thing and quarter that a search in a council found so much."""
        moment = self._clock()
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            self._forget_expired(connection)
            search_counts.count_search(
                connection,
                _hash(session),
                moment + self._keep,
                quarter_of(moment.date()),
                council,
                things,
                outcome,
            )

    def search_counts(self, council: str, period: str) -> dict[str, dict[Outcome, int]]:
        """Searches of a quarter by thing and outcome, exact: never to be shown as they are."""
        with engines.told_plainly(), engines.reading(self._engine) as connection:
            return search_counts.counts_of(connection, council, period)

    def search_periods(self, council: str) -> list[str]:
        """The quarters in which any search was counted."""
        with engines.told_plainly(), engines.reading(self._engine) as connection:
            return search_counts.periods_of(connection, council)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def _listed(self, connection: Connection, session: str) -> list[str]:
        return list(connection.scalars(self._on_the_list(session, ShortlistItem.option_id)))

    def _on_the_list(self, session: str, *columns: Any) -> Select[Any]:
        query = select(*columns).where(
            ShortlistItem.session_hash == _hash(session),
            ShortlistItem.removed_at.is_(None),
            ShortlistItem.expires_at > self._clock(),
        )
        return query.order_by(ShortlistItem.id)

    def _forget_expired(self, connection: Connection) -> None:
        for table in (Answer, ShortlistItem, SearchMark):
            connection.execute(delete(table).where(table.expires_at <= self._clock()))


def open_answers(settings: Settings, *, clock: Clock = now) -> Answers:
    """The answers database at ``settings.answers_url``, made or migrated when needed."""
    with engines.told_plainly():
        engine = engines.make_engine(settings.answers_url, "answers")
        migrate(engine, "answers")
    return Answers(engine, timedelta(hours=settings.answers_keep_hours), clock)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
