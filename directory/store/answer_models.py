"""Tables of the answers database. No answer's id and no session's token is in them, only their hashes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from directory.store.columns import RowId, UtcDateTime, named_metadata


class AnswersBase(DeclarativeBase):
    """Every table of the answers database."""

    metadata = named_metadata()
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it off the class
        dict[str, Any]: JSON(none_as_null=True),
        datetime: UtcDateTime(),
    }


class Answer(AnswersBase):
    """What one session asked, until it expires."""

    __tablename__ = "answer"

    id_hash: Mapped[str] = mapped_column(primary_key=True)
    session_hash: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    question: Mapped[dict[str, Any]]


class ShortlistItem(AnswersBase):
    """An option on a session's shortlist, from one moment to another: its own history, until it expires."""

    __tablename__ = "shortlist_item"
    __table_args__ = (Index(None, "session_hash", "option_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    session_hash: Mapped[str]
    option_id: Mapped[str]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    note: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime] = mapped_column(index=True)
