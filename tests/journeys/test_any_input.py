"""Whatever is sent is answered or refused in plain words; nothing makes the service stumble."""

import json
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.journeys.visitor import Visitor

CODES = some.sampled_from(
    ["personal_care", "companionship", "syl", "halal", "female", "own_home", "cost", "x", ""]
)
VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | CODES | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=2),
    max_leaves=5,
)
FIELDS = some.sampled_from([
    "needs", "user_bands", "setting", "place", "within_miles", "languages", "faith", "diet", "culture",
    "staff_gender", "lgbt_affirming", "accessibility", "times", "provider_kinds", "funding", "budget", "must",
    "order", "varied", "limit", "start", "visits",
])  # fmt: skip
QUESTIONS = some.dictionaries(FIELDS, VALUES, max_size=5).map(
    lambda more: {"needs": ["companionship"], **more}
)
FORM_FIELDS = some.sampled_from([
    "needs", "place", "within_miles", "languages", "other_language", "staff_gender", "budget", "per",
    "hours_per_week", "max_per_hour", "must", "order_1", "order_2", "funding", "words", "action",
    "start_day", "start_month", "start_year", "visits_per_day", "visit_minutes", "workers",
])  # fmt: skip
PATIENTLY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@PATIENTLY
@given(QUESTIONS)
def test_any_question_is_answered_or_refused_by_name(app, question):
    answer = app.test_client().post(
        "/api/v1/match", data=json.dumps(question), content_type="application/json"
    )
    assert answer.status_code in (200, 422), answer.text
    if answer.status_code == 422:
        assert answer.json["errors"]


@PATIENTLY
@given(some.dictionaries(FORM_FIELDS, CODES | some.text(max_size=30), max_size=6))
def test_any_form_is_answered(app, fields):
    visitor = Visitor(app.test_client())
    visitor.open("/find/short")
    page = visitor.send_to("/find/short", {"needs": "companionship", **fields})
    assert page.status_code in (200, 422)
    for step in re.findall(r'href="(/find/[^"]+/change/\w+)"', page.text):
        visitor.open(step)
        assert visitor.send(**fields).status_code in (200, 422)


@PATIENTLY
@given(some.text(max_size=200))
def test_any_words_are_answered(app, words):
    visitor = Visitor(app.test_client())
    visitor.open("/")
    assert visitor.send_to("/find/words", {"words": words}).status_code in (200, 422)
    visitor.open("/search")
    assert visitor.send(words=words).status_code in (200, 422)


@PATIENTLY
@given(some.text(min_size=1, max_size=20))
def test_any_address_is_found_or_not(app, text):
    for path in (f"/services/{text}", f"/results/{text}", f"/find/{text}/needs", f"/api/v1/services/{text}"):
        assert app.test_client().get(path).status_code in (200, 301, 302, 308, 404, 405)
