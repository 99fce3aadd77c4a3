"""The page of one service, and the search by words."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.errors import PlaceNotFound
from directory.journeys.provider_pages import service
from directory.journeys.search_facets import FACETS, Facet
from directory.journeys.search_options import (
    DISTANCES,
    NEAR_MILES,
    Order,
    SearchResult,
    View,
    search_options,
)
from directory.web.cards import plain_card
from directory.web.form_fields import codes, text
from directory.web.linked_data import linked_data
from directory.web.opened import opened
from directory.web.plain_words import exact_miles, label, miles
from directory.web.service_page import page_of
from directory.web.steps import place_trouble
from directory.web.translation import _, _l
from directory.web.visit import Kept, keep, kept

services = Blueprint("services", __name__)
SHOWN = 20
FACET_WORDS = {
    "kinds": _l("Kind of provider"),
    "needs": _l("Help with"),
    "settings": _l("Where the support is"),
    "languages": _l("Languages"),
    "councils": _l("Council"),
}
ORDERS: Mapping[Order, Any] = {
    "best": _l("Best match first"),
    "nearest": _l("Nearest first"),
    "name": _l("By name"),
}
ANYWHERE = "any"


@services.get("/services/<option_id>")
def show(option_id: str) -> str:
    """What is known of one service, who says so and since when; 404 once it is hidden."""
    option = service(opened().store, option_id)
    told = linked_data(option)
    return render_template("services/service.html", option=option, linked_data=told, **page_of(option))


@services.get("/search")
def search() -> str:
    return _page(MultiDict(), None, {})


@services.post("/search")
def searched() -> Response | tuple[str, int]:
    """Words may say as much as any answer, so they are kept on the server and stand in no address."""
    words, near = text(request.form, "words"), text(request.form, "near")
    if not words:
        return _page(request.form, None, {"words": _("Write a word to look for.")}), 422
    if near:
        try:
            opened().gazetteer.locate(near)
        except PlaceNotFound as trouble:
            return _page(request.form, None, {"near": place_trouble(trouble)}), 422
    return _found(Kept(search={"words": words, "near": near, **_narrowed(request.form)}))


@services.get("/search/<answer_id>")
@services.get("/search/<answer_id>/<int:number>", endpoint="found_page")
def found(answer_id: str, number: int = 1) -> str | Response:
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
        chosen={name: asked.get(name, ()) for name in FACETS},
        within_miles=_miles(asked),
        view=View(number, asked.get("order", "best"), SHOWN),
    )
    form = MultiDict({"words": asked["words"], "near": asked["near"]})
    return _page(form, result, {}, answer_id, asked)


@services.post("/search/<answer_id>")
def narrowed(answer_id: str) -> Response:
    """The same words with fewer or more of what was found, in another order, or without one thing chosen."""
    asked = kept(answer_id).search
    if not asked:
        return redirect(url_for("services.search"), 303)
    if "without" in request.form:
        return _found(Kept(search=_without(asked, request.form["without"])))
    return _found(Kept(search={**asked, **_narrowed(request.form)}))


def _narrowed(form: Any) -> dict[str, Any]:
    """Facets as chosen, miles and order where they are among those offered."""
    chosen: dict[str, Any] = {name: codes(form, name, list_name) for name, list_name in FACETS.items()}
    offered = {f"{miles:g}" if miles else ANYWHERE for miles in DISTANCES}
    miles, order = form.get("miles", ""), form.get("order", "")
    return {
        **chosen,
        "miles": miles if miles in offered else f"{NEAR_MILES:g}",
        "order": order if order in ORDERS else "best",
    }


def _without(asked: Mapping[str, Any], one: str) -> dict[str, Any]:
    """What was asked but for one code ("kinds:nhs_service"), or for any distance ("miles")."""
    name, _colon, code = one.partition(":")
    if name == "miles":
        return {**asked, "miles": ANYWHERE}
    return (
        {**asked, name: [each for each in asked.get(name, ()) if each != code]}
        if name in FACETS
        else {**asked}
    )


def _miles(asked: Mapping[str, Any]) -> float | None:
    miles = asked.get("miles", f"{NEAR_MILES:g}")
    return None if miles == ANYWHERE else float(miles)


def _found(asked: Kept) -> Response:
    return redirect(url_for("services.found", answer_id=keep(asked), _anchor="found"), 303)


def _page(
    form: Any,
    result: SearchResult | None,
    errors: Mapping[str, str],
    answer_id: str = "",
    asked: Mapping[str, Any] | None = None,
) -> str:
    """The page of a search, before or after it."""
    asked = asked or {}
    cards = [plain_card(each.option, _away(each)) for each in result.found] if result else []
    return render_template(
        "services/search.html",
        form=form,
        result=result,
        cards=cards,
        errors=errors,
        answer_id=answer_id,
        orders=ORDERS,
        order=asked.get("order", "best"),
        miles_chosen=asked.get("miles", f"{NEAR_MILES:g}"),
        distances=_distances(result) if result else [],
        facets=_facets(result) if result else [],
        chosen=[(name, code, label(FACETS[name], code)) for name in FACETS for code in asked.get(name, ())],
        further=result.distances[-1][1] if result and result.distances and not result.total else 0,
        first=(result.page - 1) * SHOWN + 1 if result else 1,
    )


def _facets(result: SearchResult) -> list[tuple[Any, Facet, str]]:
    """Each with its heading and list; a council alone is no choice."""
    shown = [each for each in result.facets if each.name != "councils" or _is_a_choice(each)]
    return [(FACET_WORDS[each.name], each, FACETS[each.name]) for each in shown]


def _is_a_choice(facet: Facet) -> bool:
    return len(facet.values) > 1 or any(value.chosen for value in facet.values)


def _distances(result: SearchResult) -> list[tuple[str, str, int]]:
    """(value, words, how many) of each distance that can be chosen."""
    return [
        (f"{miles:g}", _("Within %(miles)s", miles=exact_miles(miles)), count)
        if miles
        else (ANYWHERE, _("Any distance"), count)
        for miles, count in result.distances
    ]


def _away(each: Any) -> str:
    if each.distance_miles is None:
        return ""
    return miles(each.distance_miles, each.option.place.precision)
