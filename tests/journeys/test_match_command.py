"""``caremarket match`` as somebody types it, over the small market."""

import json

import pytest
from click.testing import CliRunner

from directory.cli import main
from directory.commands import match as command
from tests.journeys.small_market import ShortGazetteer, published_market


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("market")
    published_market(folder)
    return folder


@pytest.fixture
def match(folder, monkeypatch):
    class Gazetteer:
        @staticmethod
        def open(settings):
            return ShortGazetteer()

    monkeypatch.setenv("CAREMARKET_DATA_DIR", str(folder))
    monkeypatch.setattr(command, "Gazetteer", Gazetteer)

    def run(*arguments, asked=None):
        return CliRunner().invoke(main, ["match", *arguments], input=asked)

    return run


def test_flags_add_to_the_question_in_a_file(match):
    asked = json.dumps({"needs": ["companionship"], "budget": {"hours_per_week": 4}, "limit": 20})
    answer = json.loads(match("-", "--limit", "1", "--max-per-hour", "25", "--json", asked=asked).stdout)
    assert len(answer["confirmed"]) == 1
    assert "hours_assumed" not in str(answer["notes"])
    assert answer["confirmed"][0]["within_budget"] != "not_applicable"


@pytest.mark.parametrize(
    ("pattern", "visits"),
    [
        ("4x30", {"per_day": 4, "minutes": 30}),
        ("4 × 30 minutes", {"per_day": 4, "minutes": 30}),
        ("2x45x2", {"per_day": 2, "minutes": 45, "workers": 2}),
        ("2 x 45 x 2 workers", {"per_day": 2, "minutes": 45, "workers": 2}),
    ],
)
def test_visits_are_typed_as_a_pattern(pattern, visits):
    assert command.visits_of(pattern) == visits


def test_a_start_and_visits_are_judged_and_told(match):
    answer = match("--need", "personal_care", "--start", "2090-01-01", "--visits", "4x30", "--place", "E1")
    told = " ".join(answer.stdout.split())
    assert "+ Free now. Has 20 hours a week free. You need 14 hours." in told
    assert "- Not taking on new people now." in told
    assert "Can you start on 1 January 2090?" in told


@pytest.mark.parametrize(
    ("arguments", "asked", "named"),
    [
        (("--need", "meals", "--budget", "nan"), None, "budget"),
        (("--need", "meals", "--max-per-hour", "inf"), None, "max-per-hour"),
        (("--need", "meals", "--must", "languages"), None, "languages"),
        (("--need", "meals", "--start", "soon"), None, "start"),
        (("--need", "meals", "--visits", "often"), None, "visits"),
        (("--need", "meals", "--visits", "100x60"), None, "visits"),
        (("-",), '{"needs": ["meals"], "flying": 1}', "flying"),
        (("-",), '{"needs": ["flying"]}', "flying"),
        (("-",), "[" * 100_000, "JSON"),
        (("-",), "[]", "question"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(match, arguments, asked, named):
    refused = match(*arguments, asked=asked)
    assert refused.exit_code not in (0, 1)
    said = f"{refused.output} {getattr(refused.exception, 'field', '')} {refused.exception}"
    assert named in said
