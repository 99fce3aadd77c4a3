"""Tables of the answers database. No answer's id and no session's token is in them, only their hashes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
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
    """An option on a session's shortlist, from one moment to another: its own history, until it expires.

    ``list_id`` says which of the session's lists; ``position`` is None until somebody orders the list.
    """

    __tablename__ = "shortlist_item"
    __table_args__ = (Index(None, "session_hash", "option_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    session_hash: Mapped[str]
    option_id: Mapped[str]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    note: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    list_id: Mapped[str] = mapped_column(server_default="")
    position: Mapped[int | None]
    words: Mapped[str] = mapped_column(server_default="")


class ShortlistLabel(AnswersBase):
    """What somebody calls one of their lists."""

    __tablename__ = "shortlist_label"

    session_hash: Mapped[str] = mapped_column(primary_key=True)
    list_id: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class SharedList(AnswersBase):
    """A list as it stood when a link to it was made; emptied at once when the link is taken back."""

    __tablename__ = "shared_list"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    session_hash: Mapped[str] = mapped_column(index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    content: Mapped[dict[str, Any]]


class SharedOpening(AnswersBase):
    """That a link was opened, and when; not by whom."""

    __tablename__ = "shared_opening"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    shared_list_id: Mapped[int] = mapped_column(BigInteger, index=True)
    opened_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
