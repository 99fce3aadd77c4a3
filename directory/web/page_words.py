"""What every template can say: codes and numbers in words, the shortlist's length, the example label."""

from typing import Any

from flask import Flask, g, request, session, url_for

from directory.vocabulary import vocabulary
from directory.web import plain_words, steps, translation
from directory.web.need_groups import NEED_GROUPS, SITUATIONS
from directory.web.opened import opened
from directory.web.translation import _l
from directory.web.visit import shortlisted

LANGUAGES_OFFERED = 24
MILES_OFFERED = ("1", "3", "5", "10", "20", "50")
KIND_HINTS = {
    "regulated_provider": _l(
        "Care companies and care homes. The Care Quality Commission (CQC) registers and checks them."
    ),
    "micro_provider": _l("One to five people who offer care or help where they live."),
    "personal_assistant": _l("Somebody you choose and direct yourself. You may be their employer."),
    "introductory_agency": _l("They find you a carer, and then you direct the carer yourself."),
    "volunteer_scheme": _l("People who give their time."),
    "community_group": _l("Neighbours, clubs, and places of worship."),
    "voluntary_organisation": _l("A charity that gives support."),
    "council_service": _l("Run by the council itself."),
    "nhs_service": _l("Run by the health service."),
}
FUNDING_HINTS = {
    "direct_payment": _l("The council gives you money, and you choose and pay for your support."),
    "council_managed": _l("You tell the council what you want, and it buys the support."),
    "personal_health_budget": _l("Money from the health service for your care."),
}


LARGE_PRINT = "large_print"
"""In the cookie of a visit that wants larger letters."""


def add_words(app: Flask) -> None:
    """Give the templates their filters and what stands on every page."""
    app.jinja_env.filters.update(
        label=lambda code, list_name: plain_words.label(list_name, code),
        long_date=plain_words.long_date,
        source_name=plain_words.source_name,
        telephone=plain_words.telephone,
        decimal=translation.number,
        exact_miles=plain_words.exact_miles,
        sentence_start=plain_words.sentence_start,
    )
    languages = vocabulary("languages").terms()[:LANGUAGES_OFFERED]
    app.jinja_env.globals.update(
        counted=plain_words.counted,
        terms=lambda name: vocabulary(name).terms(),
        need_groups=NEED_GROUPS,
        situations=SITUATIONS,
        kind_hints=KIND_HINTS,
        funding_hints=FUNDING_HINTS,
        everyday_languages=languages,
        everyday_codes={term.code for term in languages},
        miles_offered=MILES_OFFERED,
        orderable=steps.ORDERABLE,
        criterion_words=plain_words.CRITERION_WORDS,
        must_words=plain_words.MUST_WORDS,
        quoted=plain_words.quoted,
    )
    app.context_processor(_on_every_page)


def _on_every_page() -> dict[str, Any]:
    here = opened()
    try:
        chosen, example = shortlisted(), here.example_data()
    except Exception:
        if not g.get("refusing"):
            raise
        chosen, example = [], False  # the page that says sorry needs neither store nor market
    return {
        "example_data": example,
        "brand": here.brand,
        "language": translation.language(),
        "direction": translation.direction(),
        "this_page": _this_page(),
        "large_print": bool(session.get(LARGE_PRINT)),
        "draft_language": translation.is_draft(),
        "languages_offered": translation.offered(here.settings),
        "keep_hours": here.settings.answers_keep_hours,
        "shortlisted": chosen,
        "shortlist_count": len(chosen),
    }


def _this_page() -> str:
    """Where a choice of language or size leads back to: here, if the address can be opened again."""
    rule = request.url_rule
    return request.path if rule and "GET" in (rule.methods or ()) else url_for("pages.start")
