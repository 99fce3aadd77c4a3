"""What every template can say: codes and numbers in words, the shortlist's length, the example label."""

from typing import Any

from flask import Flask, g

from directory.vocabulary import vocabulary
from directory.web import plain_words, steps
from directory.web.need_groups import NEED_GROUPS, SITUATIONS
from directory.web.opened import opened
from directory.web.visit import shortlisted

LANGUAGES_OFFERED = 24
MILES_OFFERED = ("1", "3", "5", "10", "20", "50")
KIND_HINTS = {
    "regulated_provider": "Care companies and care homes. The Care Quality Commission (CQC) registers and "
    "checks them.",
    "micro_provider": "One to five people who offer care or help where they live.",
    "personal_assistant": "Somebody you choose and direct yourself. You may be their employer.",
    "introductory_agency": "They find you a carer, and then you direct the carer yourself.",
    "volunteer_scheme": "People who give their time.",
    "community_group": "Neighbours, clubs, and places of worship.",
    "voluntary_organisation": "A charity that gives support.",
    "council_service": "Run by the council itself.",
    "nhs_service": "Run by the health service.",
}
FUNDING_HINTS = {
    "direct_payment": "The council gives you money, and you choose and pay for your support.",
    "council_managed": "You tell the council what you want, and it buys the support.",
    "personal_health_budget": "Money from the health service for your care.",
}


def add_words(app: Flask) -> None:
    """Give the templates their filters and what stands on every page."""
    app.jinja_env.filters.update(
        label=lambda code, list_name: plain_words.label(list_name, code),
        long_date=plain_words.long_date,
        source_name=plain_words.source_name,
        telephone=plain_words.telephone,
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
        "keep_hours": here.settings.answers_keep_hours,
        "shortlisted": chosen,
        "shortlist_count": len(chosen),
    }
