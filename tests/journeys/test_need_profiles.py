"""The file of need profiles: what comes with the service, what a council may write, and how it is refused."""

import json

import pytest

from directory.errors import FileRefused
from directory.journeys.need_profiles import need_profiles, profiles_in, profiles_of, standard_profiles
from directory.settings import read_settings

GOOD = {"label": "Someone who wants company", "needs": ["companionship"]}


def refusal(told):
    text = told if isinstance(told, str) else json.dumps(told)
    with pytest.raises(FileRefused) as refused:
        profiles_in(text)
    assert refused.value.remedy
    return refused.value.sentence


def test_the_eight_that_come_with_the_service_can_be_asked():
    found = standard_profiles()
    assert len(found) == 8
    assert all(profile.label and profile.needs.needs and profile.needs.here is None for profile in found)
    assert {profile.id for profile in found} >= {"dementia_urdu", "nursing_jewish"}


def test_a_council_writes_its_own(tmp_path):
    file = tmp_path / "profiles.json"
    mine = {
        **GOOD,
        "within_miles": 4,
        "must": ["needs", "within_miles"],
        "order": ["distance", ["cost", "faith"]],
    }
    file.write_text(
        "\ufeff" + json.dumps({"company": {**mine, "budget": {"pence": 5, "hours_per_week": 1.5}}})
    )
    (profile,) = need_profiles(file)
    assert (profile.id, profile.label) == ("company", "Someone who wants company")
    assert (profile.needs.within_miles, profile.needs.budget.pence) == (4, 5)


def test_a_file_in_the_data_folder_stands_in_for_the_eight(tmp_path):
    settings = read_settings({"CAREMARKET_DATA_DIR": str(tmp_path)})
    assert profiles_of(settings) == standard_profiles()
    settings.profiles_path.write_text(json.dumps({"company": GOOD}))
    assert [profile.id for profile in profiles_of(settings)] == ["company"]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"label": ""}, "label: this is required"),
        ({"needs": []}, "needs: this is required"),
        ({"needs": ["hugs"]}, "“hugs” is not a code of needs"),
        ({"languages": ["urdu"]}, "“urdu” is not a code of languages"),
        ({"needs": "companionship"}, "needs: this must be a list"),
        ({"needs": [3]}, "needs: every item must be text"),
        ({"within_miles": "ten"}, "within_miles: this must be a number"),
        ({"within_miles": True}, "within_miles: this must be a number"),
        ({"within_miles": -1}, "within_miles"),
        ({"lgbt_affirming": "yes"}, "lgbt_affirming: this must be true or false"),
        ({"funding": ["own_money"]}, "funding: this must be text"),
        ({"budget": {"pence": 10.5}}, "budget: pence must be a whole number"),
        ({"budget": {"pounds": 10}}, "budget: pounds is no part of it"),
        ({"budget": {"pence": 10, "per": "day"}}, "budget"),
        ({"budget": 10}, "budget: this must be an object"),
        ({"must": ["luck"]}, "must: “luck” can't be a must-have"),
        ({"must": ["faith"]}, "must"),
        ({"order": [3]}, "order: every item must be text"),
        ({"order": ["luck"]}, "order"),
        ({"place": "M33 7WJ"}, "place: a profile has none"),
        ({"colour": "red"}, "colour: this is no field of a profile"),
    ],
)
def test_what_is_wrong_is_named_with_its_profile_and_field(wrong, named):
    sentence = refusal({"company": {**GOOD, **wrong}})
    assert "“company”" in sentence
    assert named in sentence


def test_everything_wrong_is_said_at_once():
    sentence = refusal({"one": {**GOOD, "needs": ["hugs"]}, "two": {"label": "Two"}, "three": []})
    assert all(f"“{name}”" in sentence for name in ("one", "two", "three"))


def test_a_file_that_is_no_list_of_profiles_is_refused():
    assert "line 1, column 2" in refusal("{,}")
    assert "from 1 to 50" in refusal({})
    assert "from 1 to 50" in refusal([1])
    assert "“needs” is said twice" in refusal('{"a": {"label": "A", "needs": ["meals"], "needs": []}}')


def test_a_file_that_is_no_text_or_too_large_is_refused(tmp_path):
    file = tmp_path / "profiles.json"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileRefused, match="UTF-8"):
        need_profiles(file)
    file.write_bytes(b" " * 1_000_001)
    with pytest.raises(FileRefused, match="too large"):
        need_profiles(file)
