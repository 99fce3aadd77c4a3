"""Looking around without a question: what is based in each council and ward, in numbers, words and lists.

These addresses hold nobody's answer, so they are plain and stay: a council by its name, a ward by its code.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.errors import NotFound, PlaceNotFound
from directory.geography.reference.territories import Territory
from directory.journeys.places import (
    SHOWN,
    Filter,
    council_territory,
    options_at,
    options_by_council,
    picture_of,
    ward_territory,
    wards_of,
)
from directory.journeys.public_options import PRIVATE_PERSONS
from directory.vocabulary import Term, vocabulary
from directory.web.cards import plain_card
from directory.web.form_fields import text
from directory.web.opened import opened
from directory.web.plain_words import label, labels
from directory.web.steps import place_trouble
from directory.web.translation import _, _n, joined

places = Blueprint("places", __name__, url_prefix="/places")
WARD = re.compile(r"E05\d{6}")
LISTS = {"kind": "provider_kind", "need": "needs"}


@places.get("/")
def councils() -> str:
    return _councils()


@places.post("/")
def look_for() -> ResponseReturnValue:
    """From a postcode or a town to its council: what is there, or how much choice. The place isn't kept."""
    wanted = text(request.form, "place")
    try:
        found = opened().gazetteer.councils_of(wanted) if wanted else ()
    except PlaceNotFound as trouble:
        return _councils(wanted, place_trouble(trouble)), 422
    if len(found) != 1:
        return _councils(wanted, _not_one_council(wanted, found)), 422
    address = address_of_council(found[0])
    return redirect(f"{address}/choice" if request.form.get("show") == "choice" else address, 303)


def _not_one_council(wanted: str, found: Sequence[str]) -> str:
    if not wanted:
        return _("Write a postcode, a town or a council first.")
    if found:
        return _("That is a large area. Write a town or a postcode, or choose a council from the list.")
    return _("That is not in England. We only know care and support in England.")


def _councils(wanted: str = "", trouble: str = "") -> str:
    """Every council: first those that we hold options of, the others by region."""
    here = opened()
    counts = options_by_council(here.market(), here.store)
    regions: dict[str, list[tuple[str, str]]] = {}
    held = []
    for term in sorted(vocabulary("councils").terms(), key=lambda term: term.label):
        address, count = address_of_council(term.code), counts.get(term.code, 0)
        if count:
            held.append((term.label, address, count))
        else:
            regions.setdefault(term.extra["region"], []).append((term.label, address))
    return render_template(
        "places/councils.html",
        held=held,
        regions=sorted(regions.items()),
        form={"place": wanted},
        errors={"place": trouble} if trouble else {},
    )


@places.get("/<place>")
def one_place(place: str) -> ResponseReturnValue:
    """One council or ward. A council's code leads to its name, so that each has one address."""
    if place in vocabulary("councils"):
        return redirect(address_of_council(place), 301)
    here, found = opened(), _territory(place)
    picture = picture_of(here.market(), here.store, here.reference(), found)
    council = _council_of(found)
    wards = list(wards_of(here.reference(), found)) if found.kind == "council" else []
    return render_template(
        "places/place.html",
        place=place,
        name=found.label,
        is_ward=found.kind == "ward",
        council=council,
        council_address=address_of_council(council.code),
        council_slug=_slug(council.label),
        picture=picture,
        summary=_summary(picture, found.label),
        words=language_words(picture),
        kinds=[(code, count) for code, count in picture.by_kind.items() if code != PRIVATE_PERSONS],
        assistants=picture.by_kind.get(PRIVATE_PERSONS, 0),
        wards=[(ward.code, ward.label.partition(",")[0]) for ward in wards],
    )


@places.get("/<place>/all")
@places.get("/<place>/all/<int:number>", endpoint="all_page")
def everything(place: str, number: int = 1) -> str:
    return _list(place, Filter(), number, _("the whole list"), "places.all_page", {})


@places.get("/<place>/<kind_or_need>/<code>")
@places.get("/<place>/<kind_or_need>/<code>/<int:number>", endpoint="some_page")
def some(place: str, kind_or_need: str, code: str, number: int = 1) -> str:
    """The options of one kind, or that help with one need."""
    list_name = LISTS.get(kind_or_need)
    if list_name is None or code not in vocabulary(list_name):
        raise NotFound("There is no such list.", "See the list of councils.")
    wanted = Filter(kind=code) if kind_or_need == "kind" else Filter(need=code)
    values = {"kind_or_need": kind_or_need, "code": code}
    return _list(place, wanted, number, label(list_name, code), "places.some_page", values)


def address_of_council(code: str, _external: bool = False) -> str:
    return url_for("places.one_place", place=_slug(vocabulary("councils").label(code)), _external=_external)


def council_at(address: str) -> Term | None:
    """The council whose name stands in an address; None where none does."""
    code = _codes_by_slug().get(address.rpartition("/")[2])
    return vocabulary("councils").term(code) if code else None


def _list(
    place: str, wanted: Filter, number: int, heading: str, endpoint: str, values: dict[str, str]
) -> str:
    here, found = opened(), _territory(place)
    shown = options_at(here.market(), here.store, here.reference(), found, wanted, number)
    return render_template(
        "places/list.html",
        place=place,
        name=found.label,
        heading=heading,
        shown=shown,
        cards=[plain_card(option) for option in shown.options],
        first=(shown.page - 1) * SHOWN + 1,
        endpoint=endpoint,
        first_page="places.everything" if endpoint == "places.all_page" else "places.some",
        values={**values, "place": place},
    )


def _territory(place: str) -> Territory:
    reference = opened().reference()
    if WARD.fullmatch(place):
        return ward_territory(reference, place)
    code = _codes_by_slug().get(place)
    if code is None:
        raise NotFound("There is no such place.", "See the list of councils.")
    return council_territory(reference, code)


def _council_of(place: Territory) -> Term:
    return vocabulary("councils").term(place.councils[0])


def _slug(name: str) -> str:
    return re.sub(r"[^a-z]+", "-", name.casefold()).strip("-")


@cache
def _codes_by_slug() -> dict[str, str]:
    return {_slug(term.label): term.code for term in vocabulary("councils").terms()}


def _summary(picture: Any, name: str) -> str:
    """ "In Trafford we know of 120 options, from 80 providers."."""
    options = _n("%(count)s option", "%(count)s options", picture.options)
    owners = _n("%(count)s provider", "%(count)s providers", picture.owners)
    return _(
        "In %(place)s we know of %(options)s, from %(owners)s.", options=options, owners=owners, place=name
    )


def language_words(picture: Any) -> list[str]:
    """Who speaks what, what nobody says, and how many have said nothing."""
    said = []
    if picture.spoken:
        spoken = [f"{label('languages', code)} ({count})" for code, count in picture.spoken.items()]
        said.append(_("Besides English, some say that they speak %(languages)s.", languages=joined(spoken)))
    if picture.unspoken:
        languages = labels("languages", picture.unspoken)
        said.append(_("Nobody has told us that they speak %(languages)s.", languages=languages))
    if picture.silent:
        words = _("%(silent)s of %(all)s have not told us which languages they speak, so ask them.",
                  silent=picture.silent, all=picture.options)  # fmt: skip
        said.append(words)
    return said
