"""Where the help of a council's list happens, when the row says it only in part."""

import pytest

from importers.row_reading import RowReader
from importers.source import SourceRow
from importers.sources.settings_of import needs_and_settings


def read(activities, travel="", kind="voluntary_organisation"):
    row = RowReader(SourceRow(2, {"Activities": activities, "Travel": travel}))
    found = needs_and_settings(row, "Activities", "Travel", kind)
    needs = {(a.code, a.setting) for a in found if a.vocabulary == "needs"}
    settings = {a.code: a.verdict for a in found if a.vocabulary == "setting"}
    return needs, settings


@pytest.mark.parametrize(
    ("activities", "setting"),
    [
        ("Supported living; Company and someone to talk to", "move_in"),
        ("Befriending; Shopping and errands", "own_home"),
        ("Sports and leisure; Shopping and errands", "go_to"),
    ],
)
def test_support_without_a_type_of_its_own_happens_where_the_rows_type_does(activities, setting):
    needs, settings = read(activities)
    assert {where for _, where in needs} == {setting}
    assert [where for where, verdict in settings.items() if verdict == "yes"] == [setting]


def test_company_as_the_code_of_a_need_names_no_type_of_service_that_would_visit():
    needs, settings = read("Meals; companionship", kind="community_group")
    assert needs == {("meals", "go_to"), ("companionship", "go_to")}
    assert settings["own_home"] == "no"


def test_of_a_regulated_provider_that_says_neither_type_nor_travel_the_register_says_where():
    needs, settings = read("Taking medicines", kind="regulated_provider")
    assert needs == {("medication", where) for where in ("own_home", "go_to", "move_in")}
    assert settings == {}


def test_what_a_regulated_provider_says_of_travel_stands():
    needs, settings = read("Taking medicines", "Comes to you", kind="regulated_provider")
    assert needs == {("medication", "own_home")}
    assert settings == {"own_home": "yes", "go_to": "no", "move_in": "no"}
