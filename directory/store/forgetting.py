"""What the answers database has in common: tokens kept as hashes, and rows that go with their time."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, delete

from directory.store.answer_models import Answer, SharedList, SharedOpening, ShortlistItem, ShortlistLabel
from directory.store.search_counts import SearchMark

EXPIRING = (Answer, ShortlistItem, ShortlistLabel, SharedList, SharedOpening, SearchMark)


def forget_expired(connection: Connection, moment: datetime) -> None:
    """Delete every row whose time is over at ``moment``."""
    for table in EXPIRING:
        connection.execute(delete(table).where(table.expires_at <= moment))


def hashed(token: str) -> str:
    """All tokens are long and random, so a hash needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
