"""An answer as plain values: the shape of AnswerSchema, for the API and the command line alike."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from directory.journeys.find_support import Answer, ShownOption
from directory.journeys.local_market import MarketPicture
from directory.web.near_miss_words import near_miss
from directory.web.schemas import AnswerSchema
from directory.web.wording import ReasonLike, sentence
from matching.near_miss import NearMiss

_SCHEMA = AnswerSchema()


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """The whole answer; a number that can't be known is None."""
    plain = {
        "confirmed": [_option(shown) for shown in answer.confirmed],
        "ask_first": [_option(shown) for shown in answer.ask_first],
        "total_confirmed": answer.total_confirmed,
        "total_ask_first": answer.total_ask_first,
        "near_misses": [_near_miss(miss) for miss in answer.near_misses],
        "market": _market(answer.market),
        "notes": [_reason(note) for note in answer.notes],
        "data_version": answer.data_version,
    }
    dumped: dict[str, Any] = _SCHEMA.dump(plain)
    return dumped


def _option(shown: ShownOption) -> dict[str, Any]:
    option = shown.option
    founding = option.sources[0] if option.sources else None
    return {
        "id": option.option_id,
        "source": founding.source if founding else None,
        "source_id": founding.source_id if founding else None,
        "sources": [
            {
                "source": source.source,
                "publisher": source.publisher,
                "source_id": source.source_id,
                "confirmed_on": source.confirmed_on.isoformat(),
            }
            for source in option.sources
        ],
        "name": option.name,
        "provider_kind": option.provider_kind,
        "place": option.place.label if option.place else None,
        "example": option.example,
        "tier": shown.tier,
        "distance_miles": _finite(shown.distance_miles),
        "distance_precision": shown.distance_precision,
        "annual_cost_pence": shown.annual_cost_pence,
        "annual_cost_range_pence": shown.annual_cost_range,
        "hourly_cost_pence": shown.hourly_cost_pence,
        "hourly_cost_range_pence": shown.hourly_cost_range,
        "pay_pence_per_hour": shown.pay_pence_per_hour,
        "within_budget": shown.within_budget,
        "needs_met": shown.needs_met,
        "needs_unknown": shown.needs_unknown,
        "needs_asked": shown.needs_asked,
        "utility": shown.utility,
        "firmness": shown.standing.firmness if shown.standing else None,
        "criteria": [
            {
                "criterion": outcome.criterion,
                "verdict": outcome.verdict,
                "weight": outcome.weight,
                "contribution": outcome.contribution,
                "reason": _reason(outcome.reason),
            }
            for outcome in shown.outcomes
        ],
        "why_above_next": shown.standing.above_next if shown.standing else (),
        "to_ask": [_reason(reason) for reason in shown.to_ask],
    }


def _near_miss(miss: NearMiss) -> dict[str, Any]:
    return {
        "relax": miss.relax,
        "confirmed": miss.confirmed,
        "ask_first": miss.ask_first,
        "nearest_miles": miss.nearest_miles,
        "text": near_miss(miss),
    }


def _market(picture: MarketPicture) -> dict[str, Any]:
    return {
        "place": picture.place_label,
        "options": picture.options,
        "owners": picture.owners,
        "by_kind": picture.by_kind,
        "choice": {"confirmed": picture.choice_confirmed, "possible": picture.choice_possible},
        "missing": [_reason(reason) for reason in picture.missing],
    }


def _reason(reason: ReasonLike) -> dict[str, Any]:
    return {"id": reason.id, "values": _plain(reason.values), "text": sentence(reason)}


def _plain(value: Any) -> Any:
    """Values that JSON can hold: no infinity, no NaN, lists for sets and tuples."""
    if isinstance(value, float):
        return _finite(value)
    if isinstance(value, Mapping):
        return {name: _plain(held) for name, held in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(held) for held in value]
    return value


def _finite(number: float | None) -> float | None:
    return number if number is not None and math.isfinite(number) else None
