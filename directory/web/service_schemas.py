"""The shape of the public list of services (HSDS-UK names), of its filters, and of every refusal."""

from marshmallow import EXCLUDE, RAISE, Schema, fields, validate

from directory.web.schemas import CODE, SourceSchema


class ServicesQuerySchema(Schema):
    """Filters and page of the public list of services."""

    class Meta:
        unknown = RAISE

    kind = fields.String(validate=CODE, metadata={"description": "A provider_kind code"})
    need = fields.String(validate=CODE, metadata={"description": "A needs code"})
    area = fields.String(
        validate=validate.Length(min=1, max=120),
        metadata={"description": "A council, district, town or postcode district"},
    )
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    per_page = fields.Integer(load_default=20, validate=validate.Range(1, 100))


class OrganizationSchema(Schema):
    """HSDS organization: who is behind a service."""

    name = fields.String(required=True)
    legal_status = fields.String(required=True, allow_none=True)
    identifiers = fields.List(fields.Dict(keys=fields.String()), required=True)


class AddressSchema(Schema):
    """HSDS address; only where it may be public."""

    address_1 = fields.String(required=True)
    postal_code = fields.String(required=True, allow_none=True)


class LocationSchema(Schema):
    """HSDS location, coarsened to what may be public."""

    name = fields.String(required=True)
    latitude = fields.Float(required=True)
    longitude = fields.Float(required=True)
    precision = fields.String(required=True)
    addresses = fields.List(fields.Nested(AddressSchema), required=True)


class CostOptionSchema(Schema):
    """HSDS cost_option; ``amount`` in pounds."""

    amount = fields.Float(required=True, allow_none=True)
    currency = fields.String(required=True)
    amount_description = fields.String(required=True)
    option = fields.String(required=True, allow_none=True)


class ServiceAreaSchema(Schema):
    """HSDS service_area: where a service goes to people."""

    name = fields.String(required=True)
    extent_type = fields.String(required=True)
    extent = fields.String(required=True, allow_none=True)


class LanguageSchema(Schema):
    """HSDS language; ``code`` is ISO 639-3."""

    name = fields.String(required=True)
    code = fields.String(required=True)


class PhoneSchema(Schema):
    """HSDS phone."""

    number = fields.String(required=True)


class AttributeSchema(Schema):
    """HSDS attribute: one yes or no, who says so and since when. What isn't here is not known."""

    taxonomy = fields.String(required=True)
    term = fields.String(required=True)
    label = fields.String(required=True)
    verdict = fields.String(required=True)
    setting = fields.String(required=True, allow_none=True)
    evidence = fields.String(required=True)
    source = fields.String(required=True)
    confirmed_on = fields.String(required=True)


class AvailabilitySchema(Schema):
    """When help can begin, how much of it (hours a week) and in which visits; null is not known."""

    available_from = fields.Date(required=True, allow_none=True)
    taking_new = fields.Boolean(required=True, allow_none=True)
    hours_free = fields.Float(required=True, allow_none=True)
    shortest_visit_minutes = fields.Integer(required=True, allow_none=True)
    most_visits_a_day = fields.Integer(required=True, allow_none=True)
    two_workers = fields.Boolean(required=True, allow_none=True)
    source = fields.String(required=True)
    confirmed_on = fields.String(required=True)


class RatingSchema(Schema):
    """The regulator's overall rating, ``inherited`` if an earlier registration's; null is not known."""

    overall = fields.String(required=True)
    rated_on = fields.Date(required=True, allow_none=True)
    inherited = fields.Boolean(required=True)
    source = fields.String(required=True)
    confirmed_on = fields.String(required=True)


class ServiceSchema(Schema):
    """HSDS-UK service at its location, as anyone may see it."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True, allow_none=True)
    url = fields.String(required=True, allow_none=True)
    email = fields.String(required=True, allow_none=True)
    status = fields.String(required=True)
    assured_date = fields.String(required=True)
    provider_kind = fields.String(required=True)
    example = fields.Boolean(required=True)
    organization = fields.Nested(OrganizationSchema, required=True)
    locations = fields.List(fields.Nested(LocationSchema), required=True)
    phones = fields.List(fields.Nested(PhoneSchema), required=True)
    cost_options = fields.List(fields.Nested(CostOptionSchema), required=True)
    service_areas = fields.List(fields.Nested(ServiceAreaSchema), required=True)
    languages = fields.List(fields.Nested(LanguageSchema), required=True)
    availability = fields.Nested(AvailabilitySchema, required=True, allow_none=True)
    rating = fields.Nested(RatingSchema, required=True, allow_none=True)
    attributes = fields.List(fields.Nested(AttributeSchema), required=True)
    sources = fields.List(fields.Nested(SourceSchema), required=True)


class ServicesSchema(Schema):
    """One page of services, in the words of HSDS-UK's page."""

    total_items = fields.Integer(required=True)
    total_pages = fields.Integer(required=True)
    page_number = fields.Integer(required=True)
    size = fields.Integer(required=True)
    first_page = fields.Boolean(required=True)
    last_page = fields.Boolean(required=True)
    empty = fields.Boolean(required=True)
    contents = fields.List(fields.Nested(ServiceSchema), required=True)
    data_version = fields.String(required=True)


class RefusalSchema(Schema):
    """Every refusal: a code that never changes, what happened, and what to do about it."""

    class Meta:
        unknown = EXCLUDE

    code = fields.String(required=True)
    message = fields.String(required=True)
    remedy = fields.String(required=True)
    errors = fields.Dict(keys=fields.String())
