"""``caremarket report`` and ``caremarket search`` as somebody types them, over a store and real postcodes."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from directory.cli import main
from directory.publishing import publish
from directory.settings import read_settings
from directory.store.session import open_store
from tests.builders import STRETFORD, a_community_group, a_home_care_agency, a_personal_assistant
from tests.directory.importing import take_in


@pytest.fixture(scope="module")
def a_published_market(tmp_path_factory):
    """Its data folder, with its postcode table."""
    folder = tmp_path_factory.mktemp("market")
    settings = read_settings({"CAREMARKET_DATA_DIR": str(folder)})
    store = open_store(settings)
    take_in(
        store,
        a_community_group(description="Chess and tea on Tuesdays."),
        a_community_group(source_id="far", name="Stretford Chess", place=STRETFORD),
        a_home_care_agency(),
    )
    take_in(store, a_personal_assistant(), source="personal-assistants", scope="Bow")
    publish(store, settings)
    store.close()
    return folder


@pytest.fixture
def caremarket(a_published_market, monkeypatch):
    monkeypatch.setenv("CAREMARKET_DATA_DIR", str(a_published_market))

    def run(*arguments):
        return CliRunner().invoke(main, arguments)

    return run


def test_report_reads_as_text(caremarket):
    run = caremarket("report", "Tower", "Hamlets")
    assert run.exit_code == 0, run.output
    assert "3 options from 3 providers are based here, of" in run.output
    assert "Officially registered care provider" in run.output
    assert "Example Council" in run.output
    assert "never as a no" in " ".join(run.output.split())


def test_report_gives_json_and_csv_of_the_same_figures(caremarket):
    as_json = json.loads(caremarket("report", "E09000030", "--format", "json").stdout)
    lines = csv.DictReader(io.StringIO(caremarket("report", "E09000030", "--format", "csv").stdout))
    figures = {(line["section"], line["code"], line["measure"]): line["value"] for line in lines}
    assert as_json["options"]["total"] == 3
    assert as_json["effective_choice"]["counted"] > 10_000
    assert figures["options", "", "total"] == "3"
    (concentration,) = as_json["ownership"]["concentrations"]
    assert float(figures["ownership", "options", "concentrations.hhi"]) == pytest.approx(concentration["hhi"])


def test_report_of_what_is_no_area_is_refused_with_a_remedy(caremarket):
    run = caremarket("report", "Atlantis")
    assert run.exit_code == 3
    assert "Traceback" not in run.output
    assert run.stderr.strip()


def test_report_and_search_before_anything_is_published_say_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("CAREMARKET_DATA_DIR", str(tmp_path))
    for command in (["report", "Kent"], ["search", "chess"]):
        run = CliRunner().invoke(main, command)
        assert run.exit_code == 3
        assert "No market has been published" in run.stderr


def test_search_finds_by_words_and_says_how_far(caremarket):
    run = caremarket("search", "chess", "--near", "E1 4NS")
    assert run.exit_code == 0, run.output
    assert "1 found" in run.output
    assert "Example Lunch Club" in run.output
    assert "Mile End · 0.1 miles away" in run.output
    assert "Stretford" not in run.output


def test_search_keeps_to_kinds_and_limits(caremarket):
    found = json.loads(caremarket("search", "chess", "--json", "--limit", "1").stdout)
    assert (found["total"], len(found["options"])) == (2, 1)
    by_kind = json.loads(caremarket("search", "bow", "--kind", "personal_assistant", "--json").stdout)
    (option,) = by_kind["options"]
    assert option["name"] == "Josephina, Bow"
    assert [source["source_id"] for source in option["sources"]] == [None]


@pytest.mark.parametrize(
    "hostile", ["*", "\u202ename:(", " ".join(["word"] * 10_000), "'; DROP TABLE service; --", "~^[]{}"]
)
def test_search_never_fails_on_what_people_type(caremarket, hostile):
    run = caremarket("search", "--", hostile)
    assert run.exit_code == 0
    assert "Traceback" not in run.output


def test_search_refuses_an_unknown_kind_or_place(caremarket):
    assert caremarket("search", "chess", "--kind", "dragon").exit_code == 3
    assert caremarket("search", "chess", "--near", "Atlantis").exit_code == 3
    assert caremarket("search").exit_code == 2


def test_publishing_says_how_many_options_there_are_how_large_and_how_long_each_part_took(caremarket):
    told = caremarket("publish")
    assert told.exit_code == 0
    first, size, *parts = told.output.splitlines()
    assert first.startswith("Published 4 options as version ")
    assert size.endswith(" bytes an option")
    assert [line.split()[0] for line in parts] == ["read", "columns", "index", "switch"]
