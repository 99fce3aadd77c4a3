"""A question as people and programs send it → the needs that matching judges by.

Codes are checked against the vocabularies, the place is found; what can't be understood is refused by name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from directory.errors import PlaceNotFound, QuestionError
from directory.geography.gazetteer import Gazetteer
from directory.geography.located import Located
from directory.vocabulary import vocabulary
from matching.needs import Here, NeedsError, PersonalBudget, SupportNeeds, Visits

CODE_FIELDS: Mapping[str, str] = {
    "needs": "needs",
    "user_bands": "user_bands",
    "setting": "setting",
    "languages": "languages",
    "faith": "faith",
    "diet": "diet",
    "culture": "culture",
    "accessibility": "accessibility",
    "times": "times",
    "provider_kinds": "provider_kind",
    "staff_gender": "staff_gender",
    "funding": "funding",
}
"""Each field of a question that holds codes, and the vocabulary they are from."""


def support_needs(
    question: Mapping[str, Any], gazetteer: Gazetteer | None
) -> tuple[SupportNeeds, Located | None]:
    """The needs and place of a question in QuestionSchema's shape; QuestionError names what is wrong.

    A question without a place needs no gazetteer.
    """
    coded = {field: _codes(question, field) for field in CODE_FIELDS}
    place = _place(question.get("place"), gazetteer)
    start = _start(question.get("start"))
    visits = Visits(**question["visits"]) if question.get("visits") else None
    try:
        needs = SupportNeeds(
            needs=coded["needs"],
            user_bands=coded["user_bands"],
            setting=coded["setting"],
            here=_here(place),
            within_miles=question.get("within_miles"),
            languages=coded["languages"],
            faith=coded["faith"],
            diet=coded["diet"],
            culture=coded["culture"],
            staff_gender=_one(coded["staff_gender"]),
            lgbt_affirming=bool(question.get("lgbt_affirming")),
            accessibility=coded["accessibility"],
            times=coded["times"],
            provider_kinds=coded["provider_kinds"],
            funding=_one(coded["funding"]),
            start=start,
            visits=visits,
            must=frozenset(question.get("must") or ()),
            order=tuple(_group(item) for item in question.get("order") or ()),
            budget=PersonalBudget(**question["budget"]) if question.get("budget") else None,
        )
    except NeedsError as error:
        raise QuestionError(str(error), _REMEDIES.get(error.code, ""), field=error.field) from error
    return replace(needs, budget=_with_hours(needs)), place


_REMEDIES: Mapping[str, str] = {
    "not_stated": "State it in the question, or leave it out of “must”.",
    "required": "Name at least one need.",
}


def _codes(question: Mapping[str, Any], field: str) -> tuple[str, ...]:
    """The codes of one field without repeats; QuestionError for one that its vocabulary doesn't hold."""
    said = question.get(field)
    values: Sequence[str] = [said] if isinstance(said, str) else said or ()
    known = vocabulary(CODE_FIELDS[field])
    for code in values:
        if code not in known:
            raise QuestionError(
                f"“{code[:60]}” is not a code of {field}.",
                f"Known codes: {', '.join(known.codes[:40])}.",
                field=field,
                code="unknown_code",
            )
    return tuple(dict.fromkeys(values))


def _one(codes: tuple[str, ...]) -> str | None:
    return codes[0] if codes else None


def _group(item: str | Sequence[str]) -> tuple[str, ...]:
    return (item,) if isinstance(item, str) else tuple(item)


def _with_hours(needs: SupportNeeds) -> PersonalBudget | None:
    """The budget; one that states no hours must pay for those that the stated visits come to."""
    if needs.budget is None:
        return None
    return replace(needs.budget, hours_per_week=needs.hours_per_week)


def _start(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise QuestionError(
            f"“{text[:60]}” is not a date." if text else "",
            "Give the day as year, month and day: 2027-01-04.",
            field="start",
            code="bad_date",
        ) from None


def _place(text: str | None, gazetteer: Gazetteer | None) -> Located | None:
    if not text:
        return None
    if gazetteer is None:
        raise QuestionError("No place can be looked up here.", "Leave it out.", field="place")
    try:
        return gazetteer.locate(text)
    except PlaceNotFound as error:
        raise QuestionError(error.sentence, error.remedy, field="place", code=error.code) from error


def _here(place: Located | None) -> Here | None:
    return None if place is None else Here(place.easting, place.northing, place.outcode, place.council)
