"""Every real table of areas is loaded, with totals that are published elsewhere."""

import pytest

from directory.geography.gazetteer import Gazetteer
from directory.geography.lookup import PostcodeTable
from directory.geography.reference.reference_data import ReferenceData
from importers.reference.loading import load
from tests.importers import reference_files as files
from tests.real_files import real_file

pytestmark = pytest.mark.real_files

ENGLAND = 56_490_048
"""Usual residents on 21 March 2021 (Census 2021, TS001); tables differ by what hides single people."""


@pytest.fixture(scope="module")
def reference(tmp_path_factory, reference_dir):
    folders = [real_file(name) for name in ("census", "geography", "postcodes")]
    folder = files.with_postcode_table(reference_dir, tmp_path_factory.mktemp("real") / "reference")
    table = PostcodeTable.open(folder)
    left_aside = []
    load(folders, folder, says=left_aside.append)
    assert [line for line in left_aside if not line.startswith("Reading")] == []
    return ReferenceData.open(folder, Gazetteer(table).locate)


def people(reference, area, topic):
    return reference.population.people(reference.areas.find(area), topic)


def test_every_file_gave_a_table(reference):
    loaded = [name for about in reference.sources() for name in about.files]
    folders = [real_file(name) for name in ("census", "geography", "postcodes")]
    assert sorted(loaded) == sorted(path.name for folder in folders for path in folder.iterdir())


def test_england_has_all_its_small_areas_and_people(reference):
    england = reference.areas.find("England")
    assert len(england.rows) == 33_755
    for topic in ("culture", "faith", "disability", "age"):
        assert people(reference, "England", topic).total == pytest.approx(ENGLAND, abs=300)


def test_trafford_has_its_people_wards_and_languages(reference):
    trafford = reference.areas.find("Trafford")
    assert reference.population.residents(trafford).total == pytest.approx(235_052, abs=20)
    assert len(trafford.rows) == 139
    assert len(list(reference.areas.of("ward", trafford))) == 21
    told = people(reference, "Trafford", "languages")
    assert told.of("syl") is None
    assert told.of("urd") > told.of("ben") > 0


def test_ethnic_groups_are_nineteen_by_council_and_five_by_ward(reference):
    assert len(people(reference, "Trafford", "culture").leaves) == 19
    ward = people(reference, "Sale Moor, Trafford", "culture")
    assert len(ward.leaves) == 5
    assert ward.of("indian") is None
    assert ward.wider("indian").code == "asian"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("E08000016", "E08000038"),
        ("E08000019", "E08000039"),
        ("Allerdale", "Cumberland"),
        ("Harrogate", "North Yorkshire"),
        ("Mendip", "Somerset"),
    ],
)
def test_codes_and_districts_that_are_gone_mean_those_of_today(reference, one, other):
    then, now = people(reference, one, "culture"), people(reference, other, "culture")
    assert then.counts == now.counts
    assert now.total == pytest.approx(people(reference, other, "faith").total, rel=0.001)


def test_every_small_area_lies_somewhere_and_has_a_decile(reference):
    east, north = reference.small_areas.metres
    assert (east > 80_000).all()
    assert (north > 5_000).all()
    assert (reference.deciles() > 0).all()


def test_middle_layer_areas_hold_every_small_area(reference):
    told = people(reference, "Trafford", "english")
    assert told.level == "msoa"
    assert told.total == pytest.approx(227_380, rel=0.01)


def test_only_wards_of_other_years_are_unknown(reference):
    unknown = {fit.about.name for fit in reference.coverage() if fit and fit.unknown}
    assert unknown == {"boundaries-ward"}
