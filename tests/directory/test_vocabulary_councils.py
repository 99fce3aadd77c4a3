"""Councils, districts, counties and regions of England, with the codes and names they once had."""

import csv
import gzip
from collections import Counter

import pytest

from directory.vocabulary import vocabulary
from tests.real_files import real_file

COUNCILS = vocabulary("councils")
DISTRICTS = vocabulary("districts")


def test_there_are_153_councils_with_social_care_duties() -> None:
    kinds = Counter(code[:3] for code in COUNCILS.codes)
    assert kinds == {"E06": 63, "E08": 36, "E09": 33, "E10": 21}


def test_there_are_296_districts_now_and_each_stands_in_a_council() -> None:
    current = [term for term in DISTRICTS.terms() if term.extra["status"] == "current"]
    assert len(current) == 296
    assert {term.extra["council"] for term in DISTRICTS.terms()} == set(COUNCILS.codes)


def test_an_abolished_district_names_its_successor() -> None:
    for term in DISTRICTS.terms():
        if term.extra["status"] == "abolished":
            successor = DISTRICTS.term(term.extra["successor"])
            assert successor.extra["status"] == "current"
            assert successor.extra["council"] == term.extra["council"]


def test_every_council_is_in_a_region() -> None:
    regions = {term.label for term in vocabulary("regions").terms()}
    assert {term.extra["region"] for term in COUNCILS.terms()} == regions
    assert len(regions) == 9


def test_counties_are_made_of_councils() -> None:
    for county in vocabulary("counties").terms():
        assert all(code in COUNCILS for code in county.extra["councils"].split(";"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bristol", "E06000023"),
        ("Bristol, City of", "E06000023"),
        ("Kingston-upon-Hull", "E06000010"),
        ("Kingston-upon-Thames", "E09000021"),
        ("Bath & N E Somerset", "E06000022"),
        ("Corporation of London", "E09000001"),
        ("Durham", "E06000047"),
        ("Bournemouth", "E06000058"),
        ("St. Helens", "E08000013"),
        ("London Borough of Tower Hamlets", "E09000030"),
        ("Trafford MBC", "E08000009"),
        ("Essex County Council", "E10000012"),
    ],
)
def test_cqcs_and_officers_spellings_are_known(text: str, code: str) -> None:
    found = COUNCILS.find(text)
    assert found is not None and found.code == code


@pytest.mark.parametrize(
    "text", ["Cumbria", "Northamptonshire", "Bedfordshire", "Newcastle", "Traford", "Sussex"]
)
def test_a_name_of_two_councils_or_of_none_is_not_guessed(text: str) -> None:
    assert COUNCILS.find(text) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("E08000016", "E08000038"),
        ("E08000019", "E08000039"),
        ("E10000023", "E06000065"),
        ("E06000029", "E06000058"),
    ],
)
def test_old_codes_lead_to_the_council_of_today(old: str, new: str) -> None:
    assert [term.code for term in COUNCILS.terms() if old in term.extra["old_codes"].split(";")] == [new]


def test_a_name_that_outlived_its_code_means_the_council_of_today() -> None:
    found = DISTRICTS.find("Barnsley")
    assert found is not None and found.code == "E08000038"


@pytest.mark.real_files
@pytest.mark.parametrize(
    "name", ["cqc_directory_2016-02_first3500.csv.gz", "cqc_directory_oldaddr_2025-08_head500.csv.gz"]
)
def test_every_council_name_of_the_register_is_known_but_the_divided_ones(name: str) -> None:
    with gzip.open(real_file(f"cqc/{name}"), "rt", encoding="utf-8-sig") as lines:
        names = {row["Local authority"] for row in csv.DictReader(lines)} - {""}
    assert {name for name in names if COUNCILS.find(name) is None} <= {"Cumbria", "Northamptonshire"}


@pytest.mark.real_files
def test_districts_agree_with_the_national_lookup() -> None:
    with gzip.open(
        real_file("geography/lookup_ltla23_utla23_england.csv.gz"), "rt", encoding="utf-8-sig"
    ) as lines:
        published = {row["ltla23_code"]: row["utla23_code"] for row in csv.DictReader(lines)}
    today = {code: DISTRICTS.term(code).extra["successor"] or code for code in published}
    assert all(
        DISTRICTS.term(today[ltla]).extra["council"] == DISTRICTS.term(today.get(utla, utla)).extra["council"]
        if utla in DISTRICTS
        else DISTRICTS.term(today[ltla]).extra["council"] == utla
        for ltla, utla in published.items()
    )
