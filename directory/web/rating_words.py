"""An official rating in plain words: never without its day; an old or inherited one says so."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from directory.records import Rating
from directory.store.views import OptionView
from directory.web.plain_words import long_date
from directory.web.translation import _, _l, _n
from matching.criteria.quality import LONG_AGO_DAYS

Values = Mapping[str, Any]
DAYS_A_YEAR = 365.25
NOT_KNOWN = _l("We have no official rating for them.")
RATING_WORDS = {
    "outstanding": _l("Outstanding"),
    "good": _l("Good"),
    "requires_improvement": _l("Requires improvement"),
    "inadequate": _l("Inadequate"),
}
RATED = {
    (False, False): _l("The Care Quality Commission rated them %(rating)s."),
    (False, True): _l("The Care Quality Commission rated them %(rating)s on %(day)s."),
    (True, False): _l(
        "The Care Quality Commission rated this service %(rating)s, when somebody else ran it."
    ),
    (True, True): _l(
        "The Care Quality Commission rated this service %(rating)s on %(day)s, when somebody else ran it."
    ),
}
"""By whether another provider had it, and whether its day is known."""


def rated(values: Values) -> str:
    """The sentence of a reason; ``rated_on`` and ``days_ago`` are None where the day isn't known."""
    rated_on = values.get("rated_on")
    template = RATED[bool(values.get("inherited")), bool(rated_on)]
    rating = str(RATING_WORDS.get(values["rating"], values["rating"]))
    told = str(template) % {"rating": rating, "day": long_date(rated_on)}
    return " ".join(part for part in (told, _age(values.get("days_ago"))) if part)


def rating_of(option: OptionView, today: date) -> str:
    """The rating of a listing; where nothing is known of a provider that is rated, that. "" for the others.

    What the register says in place of a rating is a fact of the listing, with its own source and date.
    """
    if option.rating:
        return rating_told(option.rating, today)
    is_told = option.provider_kind != "regulated_provider" or "rating" in option.facts
    return "" if is_told else str(NOT_KNOWN)


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
        return _("We don't know when.")
    if days_ago <= LONG_AGO_DAYS:
        return ""
    return _n(
        "That was over %(count)s year ago, so much may have changed.",
        "That was over %(count)s years ago, so much may have changed.",
        int(days_ago / DAYS_A_YEAR),
    )
