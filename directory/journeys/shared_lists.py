"""A list that somebody shows by a private link: a copy of what they chose to show, nothing else of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from directory.geography.gazetteer import Gazetteer
from directory.journeys.shortlists import Chosen, ChosenList, as_they_stand
from directory.live_market import LiveMarket
from directory.store.answers import Answers
from directory.store.session import Store
from directory.store.shared_lists import LASTS
from directory.store.shortlists import ListedItem

DAYS = LASTS.days


@dataclass(frozen=True, slots=True)
class Shown:
    """What a link shows today; ``lines`` is None once it was taken back."""

    lines: tuple[Chosen, ...] | None
    expires_at: datetime


def make_link(
    answers: Answers, session: str, chosen: ChosenList, *, with_answers: bool, with_words: bool
) -> str:
    """The token of a new link. What is not to be shown is not kept with it."""
    lines = [
        {
            "option_id": each.option_id,
            "name": each.name,
            "question": _question(each) if with_answers else None,
            "words": each.words if with_words else "",
        }
        for each in chosen.lines
    ]
    return answers.links.make(session, {"lines": lines})


def opened_link(
    answers: Answers, store: Store, market: LiveMarket, gazetteer: Gazetteer, token: str
) -> Shown | None:
    """The list behind a link, each option as it stands today; None when it has ended or never was."""
    found = answers.links.open(token)
    if found is None or found.content is None:
        return Shown(None, found.expires_at) if found else None
    items = [
        ListedItem(at, line["option_id"], "", at, line["words"], line)
        for at, line in enumerate(found.content["lines"])
    ]
    return Shown(tuple(as_they_stand(store, market, gazetteer, items)), found.expires_at)


def _question(each: Chosen) -> Mapping[str, Any] | None:
    return dict(each.question) if each.question else None
