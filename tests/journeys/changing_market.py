"""The small market of Bow, edited and asked: what a person sees of each published version."""

from contextlib import contextmanager
from typing import Any

from directory.journeys.find_support import ask
from directory.journeys.provider_pages import listing
from directory.live_market import LiveMarket
from directory.records import Claims
from directory.settings import Settings
from directory.store.session import Store, open_store
from tests.builders import a_personal_assistant, within_miles
from tests.journeys.small_market import ShortGazetteer, needs_met

PEOPLE = "personal-assistants"
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"needs": ["personal_care"], "place": "E1"},
    {"needs": ["companionship", "personal_care"], "place": "Bow", "within_miles": 5},
    {"needs": ["personal_care"], "languages": ["syl"], "must": ["languages"], "place": "E1 4NS"},
    {
        "needs": ["companionship"],
        "place": "E1",
        "budget": {"max_pence_per_hour": 1800},
        "must": ["max_pence_per_hour"],
    },
    {"needs": ["meals"], "place": "E1", "setting": ["go_to"]},
    {"needs": ["care_home"]},
)


def an_assistant(source_id: str = "pa-josephina", name: str = "Josephina, Bow", **changes: Any) -> Claims:
    """One of the market's personal assistants as she stands there, or edited."""
    usual = {
        "languages": ["eng", "syl", "ben"],
        "staff_gender": ["female"],
        "hourly_pence": 1700,
        "service_area": within_miles(5),
        "employment": "self_employed",
        "needs": [],
        "attributes": needs_met("own_home", "personal_care", "companionship"),
    }
    told = {**usual, **changes}
    return a_personal_assistant(source_id=source_id, name=name, organization_name=name, **told)


@contextmanager
def opened(settings: Settings):
    store = open_store(settings)
    try:
        yield store
    finally:
        store.close()


def send(store: Store, *claims: Claims, gone: tuple[str, ...] = (), source: str = PEOPLE) -> None:
    """Edit, add and end records of the small market's own registers, as an import does."""
    with store.writing() as writer:
        run = writer.begin_run(source, "Example data", "Tower Hamlets", "edited.csv", "2" * 64)
        landed = writer.add_versions(run, [(each, None, None) for each in claims])
        ended = writer.end_versions(run, gone)
        writer.fold((*landed.added, *landed.changed, *ended))
        writer.finish_run(run, {}, {})


def hide(store: Store, name: str) -> None:
    with store.reading() as reader:
        (option,) = (option for option in reader.published_rows() if option.name == name)
    with store.writing() as writer:
        writer.hide(option.option_id, why="asked to be left out", by="officer")


def answers(market: LiveMarket, store: Store, question: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    """By name, what may not depend on how a version was made."""
    answer = ask(market, store, ShortGazetteer(), {**question, "limit": 50})
    return {
        shown.option.name: (shown.tier, shown.hourly_cost_pence, shown.within_budget, shown.distance_miles)
        for shown in (*answer.confirmed, *answer.ask_first)
    }


def sight(market: LiveMarket, store: Store) -> list[Any]:
    """All that people see of a version: answers, near misses, the market about, search and the list."""
    seen: list[Any] = [market.options, sorted(market.snapshot.columns["number"][market.snapshot.all_rows()])]
    for question in QUESTIONS:
        answer = ask(market, store, ShortGazetteer(), {**question, "limit": 50})
        about = answer.market
        seen += [
            answers(market, store, question),
            (answer.total_confirmed, answer.total_ask_first),
            sorted((miss.relax, miss.confirmed, miss.ask_first) for miss in answer.near_misses),
            (about.options, about.owners, about.by_kind, about.choice_confirmed, about.choice_possible),
        ]
    for words in ("bow", "josephina", "sylheti", "walking group", "lunch", "compansionship"):
        seen.append({hit.option_number for hit in market.search_index.search(words, 50)})
    seen.append(listing(market, store, ShortGazetteer()).total)
    return seen
