"""What changed among the options, and since when: a log for whoever publishes them.

A *mark* names a line of it by number and by a random token. A database restored from a backup, or put in the
place of another, may come to the same number again, but never to the same token.
"""

import secrets
from collections.abc import Collection

from sqlalchemy import BigInteger, Connection, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from directory.store.blocks import insert_rows
from directory.store.columns import RowId
from directory.store.option_models import OptionRecord, ServiceAtLocation
from directory.store.record_models import Base, SourceRecord

LINES_KEPT = 20_000
"""More changes than this are one line, "everything": publishing them all anew is then no slower."""


class MarketChange(Base):
    """An option that may be other than it was, or gone; None: any of them may."""

    __tablename__ = "market_change"

    sequence: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    token: Mapped[str]
    option_number: Mapped[int | None] = mapped_column(BigInteger)


def note_changed(connection: Connection, option_numbers: Collection[int] | None) -> None:
    """Add lines for these options (None: for all), and forget lines that are too old to be of use.

    Only in a writing transaction: one writer at a time is what makes the numbers of lines run on.
    """
    if option_numbers is not None and not option_numbers:
        return
    told = sorted(option_numbers) if option_numbers and len(option_numbers) <= LINES_KEPT else [None]
    last = connection.scalar(select(func.max(MarketChange.sequence))) or 0
    token = secrets.token_hex(8)
    rows = [
        {"sequence": sequence, "token": token, "option_number": number}
        for sequence, number in enumerate(told, last + 1)
    ]
    insert_rows(connection, MarketChange, rows)
    oldest_of_use = last + len(rows) - LINES_KEPT
    connection.execute(delete(MarketChange).where(MarketChange.sequence < oldest_of_use))


def note_register_changed(connection: Connection, source: str, publisher_id: int, scope: str) -> None:
    """Note every option of every owner whom a record of this register speaks for."""
    option, member, record = ServiceAtLocation, OptionRecord, SourceRecord
    owners = (
        select(option.owner_number)
        .join(member, member.option_number == option.option_number)
        .join(record, record.id == member.record_id)
        .where(record.source == source, record.publisher_id == publisher_id, record.scope == scope)
    )
    theirs = select(option.option_number).where(option.owner_number.in_(owners)).limit(LINES_KEPT + 1)
    note_changed(connection, connection.scalars(theirs).all())


def last_change(connection: Connection) -> str:
    """The mark of the newest line."""
    newest = select(MarketChange.sequence, MarketChange.token).order_by(MarketChange.sequence.desc()).limit(1)
    return _mark(*connection.execute(newest).one())


def changes_since(connection: Connection, mark: str) -> frozenset[int] | None:
    """The options noted since a mark; None when all may have changed, or the log no longer holds the mark."""
    sequence = mark.partition("-")[0]
    if not sequence.isdecimal():
        return None
    query = (
        select(MarketChange.sequence, MarketChange.token, MarketChange.option_number)
        .where(MarketChange.sequence >= int(sequence))
        .order_by(MarketChange.sequence)
    )
    lines = connection.execute(query).all()
    if not lines or _mark(lines[0].sequence, lines[0].token) != mark:
        return None
    numbers = frozenset(line.option_number for line in lines[1:])
    return None if None in numbers else numbers


def _mark(sequence: int, token: str) -> str:
    return f"{sequence}-{token}"
