"""What the API tells of a market: the parts of a report, each as journeys make it."""

from marshmallow import Schema, fields

SHARES = "Shares are between 0 and 1; “*” is 1 to 7 people; null is not known."


class AreaSchema(Schema):
    """The area that was asked for."""

    code = fields.String(required=True, metadata={"description": "ONS code; empty for a circle."})
    label = fields.String(required=True)
    kind = fields.String(required=True)
    councils = fields.List(fields.String(), required=True)


class MarketReportSchema(Schema):
    """A report with every figure."""

    area = fields.Nested(AreaSchema, required=True)
    data_version = fields.String(required=True)
    reference_version = fields.String(required=True)
    as_of = fields.String(required=True)
    example = fields.Boolean(required=True)
    options = fields.Dict(required=True)
    needs = fields.Dict(required=True)
    effective_choice = fields.Dict(required=True, metadata={"description": SHARES})
    asking = fields.List(fields.Dict(), required=True)
    what_if = fields.List(fields.Dict(), required=True)
    variety = fields.Dict(required=True, allow_none=True)
    ownership = fields.Dict(required=True, allow_none=True)
    culture = fields.Dict(required=True)
    access = fields.List(fields.Dict(), required=True, allow_none=True)
    prices = fields.Dict(required=True)
    quality = fields.Dict(required=True)
    records = fields.Dict(required=True)
    change = fields.Dict(required=True, allow_none=True)
    sources = fields.List(fields.Dict(), required=True)
    bases = fields.Dict(required=True, metadata={"description": "What each part counts."})


class AllCouncilsSchema(Schema):
    """Every council, held against the standard."""

    councils = fields.List(fields.Dict(), required=True, metadata={"description": SHARES})
    verdicts = fields.Dict(required=True)
    standard = fields.Dict(required=True)
    topics = fields.List(fields.String(), required=True)
    profiles = fields.Integer(required=True)
    data_version = fields.String(required=True)
    reference_version = fields.String(required=True)
