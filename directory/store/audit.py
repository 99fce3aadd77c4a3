"""The audit: a line for every change to a listing, a link or what is kept of a person."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

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
