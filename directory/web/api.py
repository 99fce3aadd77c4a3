"""The JSON API: a question in, an answer out, nothing kept; the public list; OpenAPI from the schemas."""

from typing import Any

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_smorest import Api, Blueprint
from flask_wtf.csrf import CSRFProtect
from marshmallow import RAISE
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from directory.errors import NotFound, PlaceNotFound
from directory.journeys.find_support import ask
from directory.journeys.market_reports.forms import as_json
from directory.journeys.provider_pages import listing, service
from directory.web.answer_json import answer_as_json
from directory.web.market_schemas import AllCouncilsSchema, MarketReportSchema
from directory.web.opened import opened
from directory.web.report import councils_forms
from directory.web.reports_now import area_report, councils_now
from directory.web.schemas import AnswerSchema, QuestionSchema
from directory.web.service_json import service_as_json, services_as_json
from directory.web.service_schemas import RefusalSchema, ServiceSchema, ServicesQuerySchema, ServicesSchema

api = Blueprint("api", __name__, url_prefix="/api/v1", description="Ask a question, or read the public list.")


@api.before_request
def only_json() -> ResponseReturnValue | None:
    """A body is JSON and says so, which no form of another site can; it is parsed before anything else."""
    if request.method != "POST":
        return None
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    try:
        request.get_json()
    except RecursionError:
        raise BadRequest from None
    return None


@api.route("/match", methods=["POST"])
@api.arguments(QuestionSchema)
@api.response(200, AnswerSchema, description="Confirmed options, then those to ask first, with reasons.")
@api.alt_response(422, schema=RefusalSchema, description="An unknown field or code, by name.")
def match(question: dict[str, Any]) -> dict[str, Any]:
    """Answer a question. Nothing of it is kept or logged."""
    here = opened()
    return answer_as_json(ask(here.market(), here.store, here.gazetteer, question))


@api.route("/services", methods=["GET"])
@api.arguments(ServicesQuerySchema, location="query", unknown=RAISE)
@api.response(200, ServicesSchema, description="One page of the public list, in a fixed order.")
@api.alt_response(422, schema=RefusalSchema, description="An unknown filter or code, by name.")
def services(query: dict[str, Any]) -> dict[str, Any]:
    """The services that anyone may find, filtered by kind, need and area."""
    here = opened()
    return services_as_json(listing(here.market(), here.store, here.gazetteer, **query))


@api.route("/services/<service_id>", methods=["GET"])
@api.response(200, ServiceSchema, description="One service.")
@api.alt_response(404, schema=RefusalSchema, description="Hidden, gone, or never there.")
def one_service(service_id: str) -> dict[str, Any]:
    """One service as its public page shows it."""
    return service_as_json(service(opened().store, service_id))


@api.route("/markets", methods=["GET"])
@api.response(200, AllCouncilsSchema, description="All councils, held against the standard.")
def markets() -> dict[str, Any]:
    """Every council side by side."""
    return councils_forms.as_json(councils_now())


@api.route("/markets/<area>", methods=["GET"])
@api.response(200, MarketReportSchema, description="The report on a council or another area, by code.")
@api.alt_response(404, schema=RefusalSchema, description="No such area.")
def one_market(area: str) -> dict[str, Any]:
    """How varied an area's market is, and what choice its people have."""
    try:
        return as_json(area_report(area))
    except PlaceNotFound as nowhere:
        raise NotFound(nowhere.sentence, nowhere.remedy) from nowhere


def register_api(app: Flask, csrf: CSRFProtect) -> None:
    """Mount the API; it takes no cookie, so it needs no form token."""
    app.config.update(
        API_TITLE="Caremarket",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    csrf.exempt(api)
    Api(app).register_blueprint(api)
