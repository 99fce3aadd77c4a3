"""Shortlists of a visit: its options list by list, in the person's order, with their own words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, update

from directory.store import engines
from directory.store.answer_models import ShortlistItem, ShortlistLabel
from directory.store.forgetting import forget_expired, hashed
from directory.store.session import Clock


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One line of a list. ``note`` is what was kept beside it when it was added; ``words`` are the person's.

    ``position`` is None until somebody has put the list in order.
    """

    item: int
    option_id: str
    list_id: str
    position: int | None
    words: str
    note: Mapping[str, Any]


class Shortlists:
    """Each list belongs to one session. Whatever is done to one keeps all of the session's for longer."""

    def __init__(self, engine: Engine, keep: timedelta, clock: Clock) -> None:
        self._engine = engine
        self._keep = keep
        self._clock = clock

    def add(
        self, option_id: str, session: str, note: Mapping[str, Any] | None = None, list_id: str = ""
    ) -> None:
        """Put an option at the end of a list; a second time only keeps the lists for longer."""
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            moment = self._begin(connection, session)
            there = select(ShortlistItem.id).where(
                *self._listed(session), ShortlistItem.option_id == option_id, ShortlistItem.list_id == list_id
            )
            if connection.scalar(there) is None:
                row = {
                    "session_hash": hashed(session),
                    "option_id": option_id,
                    "list_id": list_id,
                    "added_at": moment,
                    "expires_at": moment + self._keep,
                    "note": dict(note or {}),
                }
                connection.execute(insert(ShortlistItem), row)

    def items(self, session: str) -> list[ListedItem]:
        """Every line of the session's lists, in the order they were added."""
        return self._items(*self._listed(session))

    def removed(self, session: str, items: Collection[int]) -> list[ListedItem]:
        """Those of these lines that were taken off and may be put back."""
        return self._items(*self._taken_off(session, items))

    def options(self, session: str) -> list[str]:
        """Option ids in the order they were added."""
        return list(dict.fromkeys(each.option_id for each in self.items(session)))

    def remove(self, items: Collection[int], session: str) -> None:
        """Take lines off; their history stays until it expires."""
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            moment = self._begin(connection, session)
            these = (*self._listed(session), ShortlistItem.id.in_(items))
            connection.execute(update(ShortlistItem).where(*these).values(removed_at=moment))

    def restore(self, items: Collection[int], session: str) -> None:
        """Put lines back where they were, but for options that came back otherwise since."""
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            self._begin(connection, session)
            there = {(each.option_id, each.list_id) for each in self.items(session)}
            back = [
                each.item
                for each in self.removed(session, items)
                if (each.option_id, each.list_id) not in there
            ]
            connection.execute(
                update(ShortlistItem).where(ShortlistItem.id.in_(back)).values(removed_at=None)
            )

    def arrange(self, items: Sequence[int], session: str) -> None:
        """Put lines in this order."""
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            self._begin(connection, session)
            for position, item in enumerate(items):
                self._change(connection, session, item, position=position)

    def write(self, item: int, session: str, words: str) -> None:
        """Keep the person's own words beside a line."""
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            self._begin(connection, session)
            self._change(connection, session, item, words=words)

    def name(self, list_id: str, session: str, label: str) -> None:
        """Call a list something; an empty label takes its name away."""
        key = {"session_hash": hashed(session), "list_id": list_id}
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            moment = self._begin(connection, session)
            connection.execute(delete(ShortlistLabel).filter_by(**key))
            if label:
                row = {**key, "label": label, "expires_at": moment + self._keep}
                connection.execute(insert(ShortlistLabel), row)

    def labels(self, session: str) -> dict[str, str]:
        """What the session calls its lists, by list."""
        query = select(ShortlistLabel.list_id, ShortlistLabel.label).where(
            ShortlistLabel.session_hash == hashed(session), ShortlistLabel.expires_at > self._clock()
        )
        with engines.told_plainly(), engines.reading(self._engine) as connection:
            return {row.list_id: row.label for row in connection.execute(query)}

    def _begin(self, connection: Connection, session: str) -> datetime:
        """A shortlist in use is kept whole: it never loses its oldest option first."""
        moment = self._clock()
        forget_expired(connection, moment)
        for table in (ShortlistItem, ShortlistLabel):
            of_session = update(table).where(table.session_hash == hashed(session))
            connection.execute(of_session.values(expires_at=moment + self._keep))
        return moment

    def _change(self, connection: Connection, session: str, item: int, **values: Any) -> None:
        these = (*self._listed(session), ShortlistItem.id == item)
        connection.execute(update(ShortlistItem).where(*these).values(**values))

    def _items(self, *where: ColumnElement[bool]) -> list[ListedItem]:
        query = select(
            ShortlistItem.id,
            ShortlistItem.option_id,
            ShortlistItem.list_id,
            ShortlistItem.position,
            ShortlistItem.words,
            ShortlistItem.note,
        )
        with engines.told_plainly(), engines.reading(self._engine) as connection:
            rows = connection.execute(query.where(*where).order_by(ShortlistItem.id))
            return [ListedItem(*row) for row in rows]

    def _listed(self, session: str) -> tuple[ColumnElement[bool], ...]:
        return (*self._of(session), ShortlistItem.removed_at.is_(None))

    def _taken_off(self, session: str, items: Collection[int]) -> tuple[ColumnElement[bool], ...]:
        return (*self._of(session), ShortlistItem.removed_at.is_not(None), ShortlistItem.id.in_(items))

    def _of(self, session: str) -> tuple[ColumnElement[bool], ...]:
        return (ShortlistItem.session_hash == hashed(session), ShortlistItem.expires_at > self._clock())
