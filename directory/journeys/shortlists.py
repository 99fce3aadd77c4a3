"""Shortlists without an account: a list for each question, in the person's order, while the visit lasts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any

from directory.errors import QuestionError
from directory.geography.gazetteer import Gazetteer
from directory.journeys.find_support import ShownOption, account_of
from directory.journeys.provider_pages import service
from directory.live_market import LiveMarket
from directory.store.answers import Answers
from directory.store.session import Store
from directory.store.shortlists import ListedItem
from directory.store.views import OptionView

Question = Mapping[str, Any]
LONGEST_WORDS = 1_000
LONGEST_LABEL = 40
ONLY_HOW_SHOWN = ("varied", "limit")
TIERS = ("confirmed", "ask_first", "excluded")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One line of a shortlist. ``option`` is None once it has left the directory; ``name`` is kept for that.

    ``account`` says how it stands today for ``question``; None where it was chosen without one. ``words`` are
    the person's own.
    """

    item: int
    option_id: str
    name: str
    option: OptionView | None
    question: Question | None
    account: ShownOption | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ChosenList:
    """What was chosen for one question, in the person's order, or else the best fit first."""

    list_id: str
    label: str
    question: Question | None
    lines: tuple[Chosen, ...]


def list_id_of(session: str, question: Question | None) -> str:
    """The name of the list for a question; nobody without the visit's secret name can guess the one by it.

    What differs only in how an answer is shown is the same question.
    """
    asked = {name: said for name, said in (question or {}).items() if name not in ONLY_HOW_SHOWN}
    return sha256(json.dumps([session, asked], sort_keys=True).encode()).hexdigest()[:32]


def choose(
    answers: Answers, store: Store, session: str, wanted: str, question: Question | None
) -> OptionView:
    """Put an option on the visit's list for this question; NotFound when nobody may see it."""
    option = service(store, wanted)
    note = {"name": option.name, "question": dict(question) if question else None}
    answers.shortlists.add(option.option_id, session, note, list_id_of(session, question))
    return option


def items_by_list(answers: Answers, session: str) -> dict[str, list[ListedItem]]:
    """What stands on the visit's lists, the one begun first at the top."""
    by_list: dict[str, list[ListedItem]] = {}
    for each in answers.shortlists.items(session):
        by_list.setdefault(_list_of(session, each), []).append(each)
    return by_list


def lists(
    answers: Answers, store: Store, market: LiveMarket, gazetteer: Gazetteer, session: str, only: str = ""
) -> list[ChosenList]:
    """The visit's lists, or the one named, each line as it stands today."""
    by_list = items_by_list(answers, session)
    labels = answers.shortlists.labels(session)
    return [
        ChosenList(
            list_id,
            labels.get(list_id, ""),
            items[0].note.get("question"),
            tuple(_in_order(items, as_they_stand(store, market, gazetteer, items))),
        )
        for list_id, items in by_list.items()
        if only in ("", list_id)
    ]


def on_list(answers: Answers, session: str, question: Question | None) -> frozenset[str]:
    """Ids of the options on the visit's list for this question."""
    wanted = list_id_of(session, question)
    items = answers.shortlists.items(session)
    return frozenset(each.option_id for each in items if _list_of(session, each) == wanted)


def move(answers: Answers, session: str, chosen: ChosenList, item: int, steps: int) -> int:
    """Move a line up (fewer than 0) or down its list; returns its place from 1."""
    order = [each.item for each in chosen.lines]
    before = order.index(item)
    after = min(max(before + steps, 0), len(order) - 1)
    order.insert(after, order.pop(before))
    answers.shortlists.arrange(order, session)
    return after + 1


def as_they_stand(
    store: Store, market: LiveMarket, gazetteer: Gazetteer, items: Sequence[ListedItem]
) -> list[Chosen]:
    """Each line with its option and its account of today, in the order given."""
    with store.reading() as reader:
        options = reader.options(list(dict.fromkeys(each.option_id for each in items)))
    accounts = dict(_accounts(items, options, market, store, gazetteer))
    return [
        Chosen(
            each.item,
            each.option_id,
            each.note.get("name", ""),
            options.get(each.option_id),
            each.note.get("question"),
            accounts.get(each.item),
            each.words,
        )
        for each in items
    ]


def _in_order(items: Sequence[ListedItem], lines: Sequence[Chosen]) -> list[Chosen]:
    positions = {each.item: each.position for each in items}

    def place(each: Chosen) -> tuple[float, int, float]:
        position = positions[each.item]
        tier = TIERS.index(each.account.tier) if each.account else len(TIERS)
        fit = each.account.utility.expected if each.account else 0.0
        return (float("inf") if position is None else position, tier, -fit)

    return sorted(lines, key=place)


def _list_of(session: str, item: ListedItem) -> str:
    """Lines kept before lists had names are named by their question."""
    return item.list_id or list_id_of(session, item.note.get("question"))


def _accounts(
    items: Sequence[ListedItem],
    options: Mapping[str, OptionView],
    market: LiveMarket,
    store: Store,
    gazetteer: Gazetteer,
) -> Iterator[tuple[int, ShownOption]]:
    """One question is asked once, however many options were chosen for it."""
    asked = sorted(
        (each for each in items if each.note.get("question") and each.option_id in options),
        key=lambda each: repr(each.note["question"]),
    )
    for _, group in groupby(asked, key=lambda each: repr(each.note["question"])):
        same = list(group)
        numbers = [options[each.option_id].option_number for each in same]
        try:
            accounts = account_of(market, store, gazetteer, same[0].note["question"], numbers)
        except QuestionError:
            continue  # the code lists or places have changed since: the option stands without an account
        for each, number in zip(same, numbers, strict=True):
            if number in accounts:
                yield each.item, accounts[number]
