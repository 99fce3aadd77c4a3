"""The page of one service, and the search by words."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.errors import PlaceNotFound
from directory.journeys.provider_pages import service
from directory.journeys.search_options import SearchResult, search_options
from directory.web.cards import plain_card
from directory.web.form_fields import codes, text
from directory.web.opened import opened
from directory.web.plain_words import miles
from directory.web.service_page import page_of
from directory.web.steps import PLACE_REMEDY, PLACE_TROUBLE
from directory.web.visit import Kept, keep, kept

services = Blueprint("services", __name__)
SHOWN = 20


@services.get("/services/<option_id>")
def show(option_id: str) -> str:
    """What is known of one service, who says so and since when; 404 once it is hidden."""
    option = service(opened().store, option_id)
    return render_template("services/service.html", option=option, **page_of(option))


@services.get("/search")
def search() -> str:
    return _page(MultiDict(), None, {})


@services.post("/search")
def searched() -> Response | tuple[str, int]:
    """Words may say as much as any answer, so they are kept on the server and stand in no address."""
    words, near = text(request.form, "words"), text(request.form, "near")
    if not words:
        return _page(request.form, None, {"words": "Write a word to look for."}), 422
    if near:
        try:
            opened().gazetteer.locate(near)
        except PlaceNotFound as trouble:
            near = f"{PLACE_TROUBLE} {trouble.remedy or PLACE_REMEDY}"
            return _page(request.form, None, {"near": near}), 422
    asked = {"words": words, "near": near, "kinds": codes(request.form, "kinds", "provider_kind")}
    return redirect(url_for("services.found", answer_id=keep(Kept(search=asked))), 303)


@services.get("/search/<answer_id>")
def found(answer_id: str) -> str | Response:
    asked = kept(answer_id).search
    if not asked:
        return redirect(url_for("services.search"))
    here = opened()
    result = search_options(
        here.market(),
        here.store,
        here.gazetteer,
        asked["words"],
        near=asked["near"] or None,
        kinds=asked["kinds"],
        limit=SHOWN,
    )
    form = MultiDict({"words": asked["words"], "near": asked["near"]})
    form.setlist("kinds", asked["kinds"])
    return _page(form, result, {})


def _page(form: Any, result: SearchResult | None, errors: Mapping[str, str]) -> str:
    cards = [plain_card(each.option, _away(each)) for each in result.found] if result else []
    return render_template("services/search.html", form=form, result=result, cards=cards, errors=errors)


def _away(each: Any) -> str:
    if each.distance_miles is None:
        return ""
    return miles(each.distance_miles, each.option.place.precision)
