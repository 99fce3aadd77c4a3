"""Find support: one question → the options shown, why each is there, what nearly fits, the local market."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from directory.geography.gazetteer import Gazetteer
from directory.geography.located import Located
from directory.journeys.local_market import MISSING_NEARBY, MarketPicture, local_market
from directory.journeys.standing import Standing, standings
from directory.journeys.support_question import support_needs
from directory.live_market import LiveMarket
from directory.store.numbers import option_id
from directory.store.session import Store
from directory.store.views import OptionView
from matching import planes
from matching.criteria.cost import Price, price_of, whole_pence
from matching.criteria.reach import miles_to
from matching.criteria.registry import CRITERIA
from matching.near_miss import NearMiss, fewest_relaxations, relaxations
from matching.needs import PersonalBudget, SupportNeeds
from matching.ranking import Explanation, Outcome, Ranking, explain, rank
from matching.shortlist import arrange
from matching.verdict import Reason

SHOWN = 20
NEVER_ASKED: frozenset[str] = frozenset({"quality", "evidence", "freshness", "setting", "provider_kinds"})
ONLY_THE_PERSON_KNOWS = "cost.needs_hours"
"""The price is known and the hours aren't: nothing to ask the provider."""
ASK_IDS: tuple[str, ...] = tuple(f"ask.{c.key}" for c in CRITERIA if c.key not in NEVER_ASKED)
NOTE_IDS: tuple[str, ...] = (
    "note.staff_gender_not_applied",
    "note.order_not_stated",
    "note.hours_not_said",
    "note.hours_assumed",
    "note.hours_from_visits",
    "note.place_is_wide",
    "note.miles_without_place",
)
REASON_IDS: tuple[str, ...] = (
    *(reason_id for criterion in CRITERIA for reason_id in criterion.reason_ids),
    "staff_gender.not_applied",
    *ASK_IDS,
    *NOTE_IDS,
    MISSING_NEARBY,
)
"""Every message id that an answer can hold."""


@dataclass(frozen=True, slots=True)
class Utility:
    """0 to 1; ``low`` and ``high`` are what it would be if all unknowns were bad, or good."""

    expected: float
    low: float
    high: float
    known_weight: float


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One option of an answer. Money is pence, None where not known; ``within_budget`` a verdict's name.

    ``standing`` is its place in the list of an answer; an option accounted for by itself has none.
    """

    option: OptionView
    tier: str
    distance_miles: float | None
    distance_precision: str | None
    annual_cost_pence: int | None
    annual_cost_range: tuple[int, int] | None
    hourly_cost_pence: int | None
    hourly_cost_range: tuple[int, int] | None
    pay_pence_per_hour: int | None
    within_budget: str
    utility: Utility
    outcomes: tuple[Outcome, ...]
    needs_met: int
    needs_unknown: int
    needs_asked: int
    to_ask: tuple[Reason, ...]
    standing: Standing | None


@dataclass(frozen=True)
class Answer:
    """What a question gives. Totals count all that fit, shown or not."""

    needs: SupportNeeds
    place: Located | None
    confirmed: tuple[ShownOption, ...]
    ask_first: tuple[ShownOption, ...]
    total_confirmed: int
    total_ask_first: int
    near_misses: tuple[NearMiss, ...]
    market: MarketPicture
    notes: tuple[Reason, ...]
    data_version: str


def ask(market: LiveMarket, store: Store, gazetteer: Gazetteer, question: Mapping[str, Any]) -> Answer:
    """Answer a question in the shape of QuestionSchema; QuestionError when it can't be asked as it stands."""
    needs, place = support_needs(question, gazetteer)
    ranking = rank(needs, market.snapshot)
    limit = question.get("limit", SHOWN)
    shortlist = arrange(ranking, limit, varied=question.get("varied", True))
    shown = shown_rows(needs, market, store, shortlist.confirmed, "confirmed", ranking)
    to_ask = shown_rows(needs, market, store, shortlist.ask_first, "ask_first", ranking)
    return Answer(
        needs=needs,
        place=place,
        confirmed=shown,
        ask_first=to_ask,
        total_confirmed=len(ranking.confirmed),
        total_ask_first=len(ranking.ask_first),
        near_misses=_near_misses(ranking, limit),
        market=local_market(ranking, place),
        notes=_notes(needs, place, question.get("budget") or {}),
        data_version=market.version,
    )


def account_of(
    market: LiveMarket,
    store: Store,
    gazetteer: Gazetteer,
    question: Mapping[str, Any],
    numbers: Sequence[int],
) -> dict[int, ShownOption]:
    """How chosen options stand for a question, by option number; the excluded have the tier "excluded".

    Options that this version doesn't hold, or that were hidden since, are absent.
    """
    needs, _ = support_needs(question, gazetteer)
    ranking = rank(needs, market.snapshot)
    found = {row for number in numbers if (row := market.snapshot.row_of(number)) is not None}
    rows = np.array(sorted(found), dtype=np.intp)
    sure, maybe = (planes.at(flags, rows) for flags in (ranking.tiers.yes, ranking.tiers.may))
    tiers = {"confirmed": rows[sure], "ask_first": rows[maybe & ~sure], "excluded": rows[~maybe]}
    shown = (
        option
        for tier, of_tier in tiers.items()
        for option in shown_rows(needs, market, store, of_tier, tier)
    )
    return {option.option.option_number: option for option in shown}


def _near_misses(ranking: Ranking, limit: int) -> tuple[NearMiss, ...]:
    """What one relaxed must-have would bring, while the confirmed do not fill the list; else none.

    Where no single one helps and nothing is confirmed, as few as do.
    """
    if len(ranking.confirmed) >= limit:
        return ()
    found = relaxations(ranking)
    return tuple(found if found or len(ranking.confirmed) else fewest_relaxations(ranking))


def shown_rows(
    needs: SupportNeeds,
    market: LiveMarket,
    store: Store,
    rows: np.ndarray,
    tier: str,
    in_list_of: Ranking | None = None,
) -> tuple[ShownOption, ...]:
    """The rows as people see them; what was hidden since the version was made is left out.

    In the list of a ranking each has its standing there too.
    """
    ids = [option_id(int(number)) for number in market.snapshot.columns["number"][rows]]
    with store.reading() as reader:
        views = reader.options(ids)
    seen = rows[[key in views for key in ids]]
    explanations = in_list_of.explained(seen) if in_list_of else explain(needs, market.snapshot, seen)
    standing = standings(in_list_of, explanations) if in_list_of else {}
    miles = miles_to(needs, market.snapshot, seen)
    price = price_of(needs.budget or PersonalBudget(), market.snapshot, seen)
    return tuple(
        _shown_option(
            views[option_id(each.number)],
            tier,
            each,
            float(miles[at]),
            _at(price, at),
            standing.get(each.number),
        )
        for at, each in enumerate(explanations)
    )


@dataclass(frozen=True, slots=True)
class _Pence:
    annual: tuple[int, int] | None
    hourly: tuple[int, int] | None
    pay: int | None


def _at(price: Price, at: int) -> _Pence:
    return _Pence(
        annual=_range(price.annual_low[at], price.annual_high[at]),
        hourly=_range(price.hourly_low[at], price.hourly_high[at]),
        pay=whole_pence(price.pay[at]),
    )


def _range(low: float, high: float) -> tuple[int, int] | None:
    ends = whole_pence(low), whole_pence(high)
    return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])


def _shown_option(
    option: OptionView,
    tier: str,
    explanation: Explanation,
    miles: float,
    pence: _Pence,
    standing: Standing | None,
) -> ShownOption:
    by_criterion = {outcome.criterion: outcome for outcome in explanation.outcomes}
    needs = by_criterion["needs"].reason.values
    cost = by_criterion.get("cost")
    return ShownOption(
        option=option,
        tier=tier,
        distance_miles=None if np.isnan(miles) else miles,
        distance_precision=option.place.precision if option.place else None,
        annual_cost_pence=pence.annual[1] if pence.annual else None,
        annual_cost_range=pence.annual,
        hourly_cost_pence=pence.hourly[1] if pence.hourly else None,
        hourly_cost_range=pence.hourly,
        pay_pence_per_hour=pence.pay,
        within_budget=cost.verdict if cost else "not_applicable",
        utility=Utility(explanation.expected, explanation.low, explanation.high, explanation.known_weight),
        outcomes=explanation.outcomes,
        needs_met=len(needs["yes"]),
        needs_unknown=len(needs["unknown"]),
        needs_asked=needs["asked"],
        to_ask=_to_ask(explanation.outcomes),
        standing=standing,
    )


def _to_ask(outcomes: tuple[Outcome, ...]) -> tuple[Reason, ...]:
    """One question for each thing asked for whose answer isn't known."""
    return tuple(
        Reason(f"ask.{outcome.criterion}", outcome.reason.values)
        for outcome in outcomes
        if outcome.criterion not in NEVER_ASKED
        and outcome.reason.id != ONLY_THE_PERSON_KNOWS
        and (outcome.verdict == "unknown" or _partly(outcome))
    )


def _partly(outcome: Outcome) -> bool:
    return bool(outcome.reason.values.get("unknown"))


def _notes(needs: SupportNeeds, place: Located | None, money: Mapping[str, Any]) -> tuple[Reason, ...]:
    """What the person should know about how the question was taken."""
    notes = []
    if needs.staff_gender is not None and not needs.wants_staff_gender:
        notes.append(Reason("note.staff_gender_not_applied"))
    counted = needs.weights()
    unstated = [name for group in needs.order for name in group if name not in counted]
    if unstated:
        notes.append(Reason("note.order_not_stated", {"criteria": unstated}))
    budget = needs.budget
    if budget is not None and budget.pence is not None and budget.hours_per_week is None:
        notes.append(Reason("note.hours_not_said"))
    elif budget is not None and budget.max_pence_per_hour is not None and budget.hours_per_week is None:
        notes.append(Reason("note.hours_assumed"))
    elif budget is not None and budget.hours_per_week is not None and money.get("hours_per_week") is None:
        notes.append(Reason("note.hours_from_visits", {"hours_per_week": budget.hours_per_week}))
    if place is None and needs.within_miles is not None:
        notes.append(Reason("note.miles_without_place"))
    if place is not None and place.precision != "postcode":
        notes.append(Reason("note.place_is_wide", {"label": place.label, "precision": place.precision}))
    return tuple(notes)
