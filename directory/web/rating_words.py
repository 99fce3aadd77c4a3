"""An official rating in plain words: never without its day; an old or inherited one says so."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from directory.records import Rating
from directory.store.views import OptionView
from directory.web.plain_words import counted, long_date
from matching.criteria.quality import LONG_AGO_DAYS

Values = Mapping[str, Any]
DAYS_A_YEAR = 365.25
NOT_KNOWN = "We have no official rating for them."
RATING_WORDS = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement",
    "inadequate": "Inadequate",
}


def rated(values: Values) -> str:
    """The sentence of a reason; ``rated_on`` and ``days_ago`` are None where the day isn't known."""
    rating = RATING_WORDS.get(values["rating"], values["rating"])
    on = f" on {long_date(values['rated_on'])}" if values.get("rated_on") else ""
    whose = ", when somebody else ran it" if values.get("inherited") else ""
    what = "this service" if values.get("inherited") else "them"
    return f"The Care Quality Commission rated {what} {rating}{on}{whose}.{_age(values.get('days_ago'))}"


def rating_of(option: OptionView, today: date) -> str:
    """The rating of a listing; where nothing is known of a provider that is rated, that. "" for the others.

    What the register says in place of a rating is a fact of the listing, with its own source and date.
    """
    if option.rating:
        return rating_told(option.rating, today)
    is_told = option.provider_kind != "regulated_provider" or "rating" in option.facts
    return "" if is_told else NOT_KNOWN


def rating_told(rating: Rating, today: date) -> str:
    """The same sentence for a listing."""
    on = rating.rated_on
    return rated(
        {
            "rating": rating.overall,
            "rated_on": on.isoformat() if on else None,
            "days_ago": max((today - on).days, 0) if on else None,
            "inherited": rating.inherited,
        }
    )


def _age(days_ago: int | None) -> str:
    if days_ago is None:
        return " We don't know when."
    if days_ago <= LONG_AGO_DAYS:
        return ""
    years = counted(int(days_ago / DAYS_A_YEAR), "year")
    return f" That was over {years} ago, so much may have changed."
