"""The shape of a question and of its answer, as the API takes and gives them.

What the codes mean is checked where the question is asked.
"""

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate, validates_schema

CODE = validate.Length(min=1, max=60)
MOST_CODES = validate.Length(max=60)


class WholeNumber(fields.Integer):
    """A JSON number without a fraction: text, true and 1.5 are refused."""

    def _validated(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


class RealNumber(fields.Float):
    """A finite JSON number: text, true, NaN and the infinities are refused."""

    def _validated(self, value: Any) -> float:
        try:
            finite = not isinstance(value, bool) and math.isfinite(value)
        except (TypeError, OverflowError):
            finite = False
        if not finite:
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


class YesOrNo(fields.Boolean):
    """true or false, and nothing that looks like them."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class IsoDay(fields.String):
    """A day as text, year first: "2027-01-04". It stays text, as answers are kept."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        try:
            if date.fromisoformat(text).isoformat() == text:
                return text
        except ValueError:
            pass
        raise ValidationError("Give a day as year, month and day: 2027-01-04.")


def codes(**more: Any) -> fields.List:
    """A list of vocabulary codes; null counts as not said."""
    return fields.List(fields.String(validate=CODE), validate=MOST_CODES, allow_none=True, **more)


class OrderItem(fields.Field[Any]):
    """A criterion, or a list of criteria that matter equally."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str | list[str]:
        names = value if isinstance(value, list) else [value]
        if (
            not names
            or len(names) > 30
            or not all(isinstance(name, str) and 0 < len(name) <= 60 for name in names)
        ):
            raise ValidationError("Give the name of a criterion, or a list of names that matter equally.")
        return value


class StrictSchema(Schema):
    """Refuses fields that do not exist, naming them, and drops what was left null."""

    class Meta:
        unknown = RAISE

    @post_load
    def drop_unsaid(self, said: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {name: value for name, value in said.items() if value is not None}


class BudgetSchema(StrictSchema):
    """A personal budget: money in whole pence, a week, month or year; every part may be left out."""

    pence = WholeNumber(validate=validate.Range(0, 10**10), allow_none=True)
    per = fields.String(validate=validate.OneOf(("week", "month", "year")), allow_none=True)
    hours_per_week = RealNumber(validate=validate.Range(0, 672), allow_none=True)
    weeks_per_year = RealNumber(validate=validate.Range(0, 53), allow_none=True)
    max_pence_per_hour = WholeNumber(validate=validate.Range(0, 10**7), allow_none=True)

    @validates_schema
    def money_has_a_period(self, said: Mapping[str, Any], **_: Any) -> None:
        if said.get("pence") is not None and said.get("per") is None:
            raise ValidationError("Say whether the money is for a week, a month or a year.", "per")


class VisitsSchema(StrictSchema):
    """Visits of a set length; every part may be left out. ``workers``: how many come at once."""

    per_day = WholeNumber(validate=validate.Range(1, 288), allow_none=True)
    minutes = WholeNumber(validate=validate.Range(5, 1440), allow_none=True)
    workers = WholeNumber(validate=validate.OneOf((1, 2)), allow_none=True)


class QuestionSchema(StrictSchema):
    """A question as VOCABULARY describes it. Only ``needs`` is required."""

    needs = fields.List(
        fields.String(validate=CODE),
        required=True,
        validate=validate.Length(min=1, max=60, error="Name at least one need."),
        metadata={"example": ["personal_care", "companionship"]},
    )
    user_bands = codes(metadata={"example": ["dementia"]})
    setting = codes(metadata={"example": ["own_home"]})
    place = fields.String(
        validate=validate.Length(min=1, max=120), allow_none=True, metadata={"example": "E1 4NS"}
    )
    within_miles = RealNumber(validate=validate.Range(0, 1000), allow_none=True)
    languages = codes(metadata={"example": ["syl"]})
    faith = codes()
    diet = codes()
    culture = codes()
    staff_gender = fields.String(validate=CODE, allow_none=True, metadata={"example": "female"})
    lgbt_affirming = YesOrNo(allow_none=True)
    accessibility = codes()
    times = codes()
    provider_kinds = codes(metadata={"example": ["personal_assistant"]})
    funding = fields.String(validate=CODE, allow_none=True)
    budget = fields.Nested(BudgetSchema, allow_none=True)
    start = IsoDay(allow_none=True, metadata={"format": "date", "description": "When help is needed from"})
    visits = fields.Nested(VisitsSchema, allow_none=True)
    must = codes(metadata={"example": ["max_pence_per_hour"]})
    order = fields.List(OrderItem(), validate=MOST_CODES, allow_none=True)
    varied = YesOrNo(allow_none=True)
    limit = WholeNumber(validate=validate.Range(1, 200), allow_none=True)


class ReasonSchema(Schema):
    """Why: a message id that never changes, its values, and the sentence a person reads."""

    id = fields.String(required=True)
    values = fields.Dict(keys=fields.String(), required=True)
    text = fields.String(required=True)


class UtilitySchema(Schema):
    """How well an option fits, 0 to 1, and how far what is unknown could move it."""

    expected = fields.Float(required=True)
    low = fields.Float(required=True)
    high = fields.Float(required=True)
    known_weight = fields.Float(required=True)


class CriterionSchema(Schema):
    """One criterion's part: contributions add up to ``utility.expected``."""

    criterion = fields.String(required=True)
    verdict = fields.String(
        required=True, validate=validate.OneOf(("yes", "no", "unknown", "not_applicable"))
    )
    weight = fields.Float(required=True)
    contribution = fields.Float(required=True)
    reason = fields.Nested(ReasonSchema, required=True)


class FirmnessSchema(Schema):
    """Shares, 0 to 1, of the ways to weigh what counts, in the order stated, in which an option is first in
    its tier, and among its first five."""

    first = fields.Float(required=True)
    top_five = fields.Float(required=True)


class DifferenceSchema(Schema):
    """What one criterion adds to an option's lead over the next in its tier, or takes from it."""

    criterion = fields.String(required=True)
    difference = fields.Float(required=True)


class SourceSchema(Schema):
    """Where a listing comes from. ``source_id`` is null for a private person."""

    source = fields.String(required=True)
    publisher = fields.String(required=True)
    source_id = fields.String(required=True, allow_none=True)
    confirmed_on = fields.String(required=True, allow_none=True)


class MatchedOptionSchema(Schema):
    """One service at one place (or over one area) as ranked for this question."""

    id = fields.String(required=True)
    source = fields.String(required=True, allow_none=True)
    source_id = fields.String(required=True, allow_none=True)
    sources = fields.List(fields.Nested(SourceSchema), required=True)
    name = fields.String(required=True)
    provider_kind = fields.String(required=True)
    place = fields.String(required=True, allow_none=True)
    example = fields.Boolean(required=True)
    tier = fields.String(required=True)
    distance_miles = fields.Float(required=True, allow_none=True)
    distance_precision = fields.String(required=True, allow_none=True)
    annual_cost_pence = fields.Integer(required=True, allow_none=True)
    annual_cost_range_pence = fields.List(fields.Integer(), required=True, allow_none=True)
    hourly_cost_pence = fields.Integer(required=True, allow_none=True)
    hourly_cost_range_pence = fields.List(fields.Integer(), required=True, allow_none=True)
    pay_pence_per_hour = fields.Integer(required=True, allow_none=True)
    within_budget = fields.String(required=True)
    needs_met = fields.Integer(required=True)
    needs_unknown = fields.Integer(required=True)
    needs_asked = fields.Integer(required=True)
    utility = fields.Nested(UtilitySchema, required=True)
    firmness = fields.Nested(FirmnessSchema, required=True)
    criteria = fields.List(fields.Nested(CriterionSchema), required=True)
    why_above_next = fields.List(fields.Nested(DifferenceSchema), required=True)
    to_ask = fields.List(fields.Nested(ReasonSchema), required=True)


class NearMissSchema(Schema):
    """What leaving out one must-have would bring."""

    relax = fields.List(fields.String(), required=True)
    confirmed = fields.Integer(required=True)
    ask_first = fields.Integer(required=True)
    nearest_miles = fields.List(fields.Float(), required=True)
    text = fields.String(required=True)


class ChoiceSchema(Schema):
    """Different owners to choose from: surely, and if every "ask first" turned out well."""

    confirmed = fields.Integer(required=True)
    possible = fields.Integer(required=True)


class MarketSchema(Schema):
    """The local market for this question."""

    place = fields.String(required=True, allow_none=True)
    options = fields.Integer(required=True)
    owners = fields.Integer(required=True)
    by_kind = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    choice = fields.Nested(ChoiceSchema, required=True)
    missing = fields.List(fields.Nested(ReasonSchema), required=True)


class AnswerSchema(Schema):
    """Confirmed options first, then those to ask first; why; what nearly fits; the local market."""

    confirmed = fields.List(fields.Nested(MatchedOptionSchema), required=True)
    ask_first = fields.List(fields.Nested(MatchedOptionSchema), required=True)
    total_confirmed = fields.Integer(required=True)
    total_ask_first = fields.Integer(required=True)
    near_misses = fields.List(fields.Nested(NearMissSchema), required=True)
    market = fields.Nested(MarketSchema, required=True)
    notes = fields.List(fields.Nested(ReasonSchema), required=True)
    data_version = fields.String(required=True)
