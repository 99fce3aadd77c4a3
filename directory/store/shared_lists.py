"""Links that show a list to whoever has them, for a time. Only a link's hash is kept."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, func, insert, select, update

from directory.store import engines
from directory.store.answer_models import SharedList, SharedOpening
from directory.store.forgetting import forget_expired, hashed
from directory.store.session import Clock

LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link as whoever made it sees it: when it was made and ends, and how often it was opened."""

    link: int
    made_at: datetime
    expires_at: datetime
    openings: int
    last_opened: datetime | None


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """What stands behind a link; ``content`` is None once it was taken back."""

    content: Mapping[str, Any] | None
    expires_at: datetime


class SharedLists:
    """Each link holds a copy of what its maker chose to show, and nothing else of them."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def make(self, session: str, content: Mapping[str, Any]) -> str:
        """Keep a copy; returns the link's token (256 random bits), which can't be told again."""
        token = secrets.token_urlsafe(32)
        moment = self._clock()
        row = {
            "token_hash": hashed(token),
            "session_hash": hashed(session),
            "made_at": moment,
            "expires_at": moment + LASTS,
            "content": dict(content),
        }
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            forget_expired(connection, moment)
            connection.execute(insert(SharedList), row)
        return token

    def open(self, token: str) -> OpenedLink | None:
        """What the link shows; each opening is noted. None when it has ended or never was."""
        moment = self._clock()
        query = select(SharedList).where(
            SharedList.token_hash == hashed(token), SharedList.expires_at > moment
        )
        with engines.told_plainly(), engines.reading(self._engine) as connection:
            found = connection.execute(query).one_or_none()
        if found is None:
            return None
        if found.withdrawn_at is not None:
            return OpenedLink(None, found.expires_at)
        row = {"shared_list_id": found.id, "opened_at": moment, "expires_at": found.expires_at}
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            connection.execute(insert(SharedOpening), row)
        return OpenedLink(found.content, found.expires_at)

    def withdraw(self, link: int, session: str) -> None:
        """End a link of this session at once: its copy is emptied."""
        moment = self._clock()
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            forget_expired(connection, moment)
            mine = (SharedList.id == link, SharedList.session_hash == hashed(session))
            connection.execute(update(SharedList).where(*mine).values(withdrawn_at=moment, content={}))
            ended = select(SharedList.id).where(*mine)
            connection.execute(delete(SharedOpening).where(SharedOpening.shared_list_id.in_(ended)))

    def made_by(self, session: str) -> list[MadeLink]:
        """The links of a session that still open, oldest first."""
        query = (
            select(
                SharedList.id,
                SharedList.made_at,
                SharedList.expires_at,
                func.count(SharedOpening.id),
                func.max(SharedOpening.opened_at),
            )
            .outerjoin(SharedOpening, SharedOpening.shared_list_id == SharedList.id)
            .where(
                SharedList.session_hash == hashed(session),
                SharedList.withdrawn_at.is_(None),
                SharedList.expires_at > self._clock(),
            )
            .group_by(SharedList.id)
            .order_by(SharedList.id)
        )
        with engines.told_plainly(), engines.reading(self._engine) as connection:
            return [MadeLink(*row) for row in connection.execute(query)]
