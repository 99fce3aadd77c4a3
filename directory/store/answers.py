"""People's answers and shortlists: a database of their own, which forgets.

Ids and session tokens are kept as SHA-256 only. Both are long and random, so a hash needs no salt. Whoever
reads the file, or a copy of it, can neither open a person's page nor pass for them.
"""

import secrets
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, insert, select

from directory.settings import Settings
from directory.store import engines, search_counts
from directory.store.answer_models import Answer
from directory.store.forgetting import forget_expired, hashed
from directory.store.migrate import migrate
from directory.store.search_counts import Outcome, quarter_of
from directory.store.session import Clock, now
from directory.store.shared_lists import SharedLists
from directory.store.shortlists import Shortlists


class Answers:
    """Each answer belongs to one session and expires. No other session can load it or tell it exists."""

    def __init__(self, engine: Engine, keep: timedelta, clock: Clock = now) -> None:
        self._engine = engine
        self._keep = keep
        self._clock = clock
        self.shortlists = Shortlists(engine, keep, clock)
        self.links = SharedLists(engine, clock)

    def save(self, question: Mapping[str, Any], session: str) -> str:
        """Keep a question for this session; returns its opaque id (192 random bits)."""
        answer_id = secrets.token_urlsafe(24)
        moment = self._clock()
        row = {
            "id_hash": hashed(answer_id),
            "session_hash": hashed(session),
            "created_at": moment,
            "expires_at": moment + self._keep,
            "question": dict(question),
        }
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            forget_expired(connection, moment)
            connection.execute(insert(Answer), row)
        return answer_id

    def load(self, answer_id: str, session: str) -> dict[str, Any] | None:
        """The question, or None when it is missing, expired or another session's."""
        query = select(Answer.question).where(
            Answer.id_hash == hashed(answer_id),
            Answer.session_hash == hashed(session),
            Answer.expires_at > self._clock(),
        )
        with engines.told_plainly(), engines.reading(self._engine) as connection:
            return connection.scalar(query)

    def count_search(self, session: str, council: str, things: Collection[str], outcome: Outcome) -> None:
        """Count once a visit, thing and quarter that a search in a council found so much."""
        moment = self._clock()
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            forget_expired(connection, moment)
            search_counts.count_search(
                connection,
                hashed(session),
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


def open_answers(settings: Settings, *, clock: Clock = now) -> Answers:
    """The answers database at ``settings.answers_url``, made or migrated when needed."""
    with engines.told_plainly():
        engine = engines.make_engine(settings.answers_url, "answers")
        migrate(engine, "answers")
    return Answers(engine, timedelta(hours=settings.answers_keep_hours), clock)
