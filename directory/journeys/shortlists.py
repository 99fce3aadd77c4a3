"""A shortlist without an account: options with the question each was chosen for, while the visit lasts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from directory.errors import QuestionError
from directory.geography.gazetteer import Gazetteer
from directory.journeys.find_support import ShownOption, account_of
from directory.journeys.provider_pages import service
from directory.live_market import LiveMarket
from directory.store.answers import Answers
from directory.store.session import Store
from directory.store.views import OptionView


@dataclass(frozen=True, slots=True)
class Chosen:
    """One line of a shortlist. ``option`` is None once it has left the directory; ``name`` is kept for that.

    ``account`` says how it stands today for ``question``; None where it was chosen without one.
    """

    option_id: str
    name: str
    option: OptionView | None
    question: Mapping[str, Any] | None
    account: ShownOption | None


def choose(
    answers: Answers, store: Store, session: str, wanted: str, question: Mapping[str, Any] | None
) -> OptionView:
    """Put an option on the visit's shortlist; NotFound when nobody may see it."""
    option = service(store, wanted)
    note = {"name": option.name, "question": dict(question) if question else None}
    answers.add_to_shortlist(option.option_id, session, note)
    return option


def shortlist(
    answers: Answers, store: Store, market: LiveMarket, gazetteer: Gazetteer, session: str
) -> list[Chosen]:
    """The visit's shortlist in the order it was made, each line as it stands today."""
    notes = answers.shortlist_notes(session)
    with store.reading() as reader:
        options = reader.options(list(notes))
    accounts = dict(_accounts(notes, options, market, store, gazetteer))
    return [
        Chosen(key, note.get("name", ""), options.get(key), note.get("question"), accounts.get(key))
        for key, note in notes.items()
    ]


def _accounts(
    notes: Mapping[str, Mapping[str, Any]],
    options: Mapping[str, OptionView],
    market: LiveMarket,
    store: Store,
    gazetteer: Gazetteer,
) -> Iterator[tuple[str, ShownOption]]:
    """One question is asked once, however many options were chosen for it."""
    asked = [
        (key, note["question"]) for key, note in notes.items() if note.get("question") and key in options
    ]
    for _, same in groupby(sorted(asked, key=lambda pair: repr(pair[1])), key=lambda pair: repr(pair[1])):
        keys, questions = zip(*same, strict=True)
        numbers = [options[key].option_number for key in keys]
        try:
            accounts = account_of(market, store, gazetteer, questions[0], numbers)
        except QuestionError:
            continue  # the code lists or places have changed since: the option stands without an account
        for key, number in zip(keys, numbers, strict=True):
            if number in accounts:
                yield key, accounts[number]
