"""The audit: a line for every change to a listing, a link or what is kept of a person."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from directory.store.blocks import insert_rows
from directory.store.record_models import Audit


@dataclass(frozen=True)
class Change:
    """Who changed what, when, from what to what. Never holds a private detail."""

    at: datetime
    who: str
    what: str
    subject: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


def note_changes(connection: Connection, changes: Iterable[Change]) -> None:
    """Keep the lines, in the transaction of the changes themselves."""
    names = [field.name for field in fields(Change)]
    lines = [{name: getattr(change, name) for name in names} for change in changes]
    insert_rows(connection, Audit, lines)


def changes_noted(connection: Connection, what: str) -> list[Change]:
    """Every line of one kind, in the order they were kept."""
    query = (
        select(Audit.at, Audit.who, Audit.what, Audit.subject, Audit.before, Audit.after)
        .where(Audit.what == what)
        .order_by(Audit.id)
    )
    return [Change(*line) for line in connection.execute(query)]
