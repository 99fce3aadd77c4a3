"""Every refusal, in plain words for a page and in JSON for the API: the one place that knows statuses."""

from typing import Any

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from directory.errors import (
    CareMarketError,
    HasLeft,
    NotFound,
    NotPublished,
    PlaceNotFound,
    PublishedVersionRefused,
    QuestionError,
)
from directory.web.translation import _l

STATUS_OF: tuple[tuple[type[CareMarketError], int], ...] = (
    (QuestionError, 422),
    (PlaceNotFound, 422),
    (NotFound, 404),
    (NotPublished, 503),
    (PublishedVersionRefused, 503),
    (CareMarketError, 400),
)
API_CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "json_only",
    422: "bad_question",
    500: "our_fault",
    503: "not_published",
}
PLAIN_WORDS = {
    400: (_l("We could not read that"), _l("Please go back and try again.")),
    404: (
        _l("We can't find that page"),
        _l(
            "The address may be wrong, the page may have gone, or your visit may have ended. "
            "We keep answers for a short time only, and show them to nobody but you."
        ),
    ),
    405: (_l("That page can't be used that way"), _l("Please go back, or begin again from the start page.")),
    413: (_l("That was too long for us to read"), _l("Please go back and use fewer words.")),
    422: (_l("Something in your answers needs another look"), _l("Please go back and check them.")),
    500: (
        _l("Sorry, something went wrong here"),
        _l("It is our fault, not yours. Please try again in a few minutes."),
    ),
    503: (_l("There are no services to show yet"), _l("Please come back soon.")),
}


HAS_LEFT = (
    _l("This service has left the directory"),
    _l("It may have closed, or asked not to be listed."),
)


def is_api() -> bool:
    return request.path.startswith("/api/")


def status_of(error: CareMarketError) -> int:
    return next(status for kind, status in STATUS_OF if isinstance(error, kind))


def refuse(error: CareMarketError) -> Response:
    """One of our own refusals."""
    status = status_of(error)
    if is_api():
        return _as_json(status, error.code, _said_safely(error), error.remedy, _field_errors(error))
    if isinstance(error, HasLeft):
        return _page("errors/refused.html", status, title=str(HAS_LEFT[0]), words=str(HAS_LEFT[1]))
    if isinstance(error, NotPublished):
        return _page("errors/not_published.html", status)
    return _as_page(status)


def refuse_http(error: HTTPException) -> Response:
    """A refusal of the web's own kind; ``Allow`` and other headers it needs stay on it."""
    if error.response is not None and error.code is None:
        return error.response  # type: ignore[return-value]
    status = error.code or 500
    if is_api():
        title, remedy = PLAIN_WORDS.get(status, PLAIN_WORDS[400])
        response = _as_json(
            status, API_CODES.get(status, "refused"), f"{title}.", str(remedy), _schema_errors(error)
        )
    else:
        response = _as_page(status)
    for name, value in error.get_headers(request.environ):
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def refuse_stale_form(error: CSRFError) -> Response:
    """A form sent without its token: the visit ended, or it did not come from our page."""
    return _page("errors/stale_form.html", 400)


def register_refusals(app: Flask) -> None:
    app.register_error_handler(CareMarketError, refuse)
    app.register_error_handler(HTTPException, refuse_http)
    app.register_error_handler(CSRFError, refuse_stale_form)


def _as_page(status: int) -> Response:
    title, words = PLAIN_WORDS.get(status, PLAIN_WORDS[400])
    return _page("errors/refused.html", status, title=str(title), words=str(words))


def _page(template: str, status: int, **words: str) -> Response:
    g.refusing = True
    return make_response(render_template(template, **words), status)


def _as_json(status: int, code: str, message: str, remedy: str, errors: dict[str, Any] | None) -> Response:
    body: dict[str, Any] = {"code": code, "message": message, "remedy": remedy}
    if errors:
        body["errors"] = errors
    return make_response(jsonify(body), status)


def _said_safely(error: CareMarketError) -> str:
    """A place is where somebody lives: it is never said back in a refusal."""
    return "We can't find that place." if isinstance(error, PlaceNotFound) else error.sentence


def _field_errors(error: CareMarketError) -> dict[str, Any] | None:
    if isinstance(error, QuestionError):
        return {error.field: [error.sentence]}
    return {"place": ["We can't find that place."]} if isinstance(error, PlaceNotFound) else None


def _schema_errors(error: HTTPException) -> dict[str, Any] | None:
    """What marshmallow refused, field by field, without the place in the request it came from."""
    messages = (getattr(error, "data", None) or {}).get("messages")
    if not isinstance(messages, dict):
        return None
    return next(iter(messages.values())) if set(messages) <= {"json", "query"} else messages
