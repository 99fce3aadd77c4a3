"""People's answers and shortlists: a database of their own, which forgets."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from directory.settings import Settings
from directory.store.session import now


class Answers:
    """Each answer belongs to one session and expires. No other session can load it, nor tell that it exists."""

    def save(self, question: Mapping[str, Any], session: str) -> str:
        """Keep a question for this session; returns its opaque id (192 random bits)."""

    def load(self, answer_id: str, session: str) -> dict[str, Any] | None:
        """The question, or None when it is missing, expired or another session's."""

    def add_to_shortlist(self, option_id: str, session: str) -> None:
        """Put an option on this session's shortlist; a second time changes nothing."""

    def remove_from_shortlist(self, option_id: str, session: str) -> None:
        """Take an option off this session's shortlist, if it is there."""

    def shortlist(self, session: str) -> list[str]:
        """Option ids in the order they were added."""

    def close(self) -> None:
        """Let go of every connection."""


def open_answers(settings: Settings, *, clock: Callable[[], datetime] = now) -> Answers:
    """The answers database at ``settings.answers_url``, made or migrated when needed."""
