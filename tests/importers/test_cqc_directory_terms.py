"""The written mapping of CQC's words: whole, in codes that exist, in both of CQC's spellings."""

import csv
from importlib.resources import files

import pytest

from directory.vocabulary import folded, vocabulary
from importers.sources.cqc_terms import read_terms, terms_by_spelling
from tests.real_files import real_file

KINDS = ("service_type", "provider_type", "band", "activity")
VOCABULARY_OF = {"bands": "user_bands", "settings": "setting", "settings_not_known": "setting"}


def rows():
    with (files("importers.sources") / "cqc_terms.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["term"])
def test_every_line_uses_codes_of_the_vocabularies_and_says_what_it_means(row):
    assert row["kind"] in KINDS
    assert row["treat_as"] in ("listed", "listed_when_alone", "health_care", "provider")
    assert row["meaning"]
    for column in ("bands", "settings", "settings_not_known", "needs", "needs_if_named"):
        codes = [code for code in row[column].split(";") if code]
        assert all(code in vocabulary(VOCABULARY_OF.get(column, "needs")) for code in codes)
    assert row["kind"] != "service_type" or not row["code"] or row["code"] in vocabulary("service_type")


def test_no_spelling_means_two_things():
    spelt = [
        folded(text) for row in rows() for text in [row["term"], *row["other_spellings"].split(";")] if text
    ]
    twice = {text for text in spelt if spelt.count(text) > 1}
    assert not {text for text in twice if len({r["term"] for r in rows() if text in _spellings(r)}) > 1}


def _spellings(row):
    return [folded(text) for text in [row["term"], *row["other_spellings"].split(";")]]


def test_a_needs_condition_names_an_activity_of_the_table():
    activities = {row["code"] for row in rows() if row["kind"] == "activity"}
    for row in rows():
        assert bool(row["needs_if_named"]) == bool(row["named_activity"])
        assert not row["named_activity"] or row["named_activity"] in activities


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("", []),
        ("Dementia", ["Dementia"]),
        ("Dementia|Dementia", ["Dementia"]),
        (" Dementia , Personal care ", ["Dementia", "Personal care"]),
        ("Treatment of disease, disorder or injury", ["Treatment of disease, disorder or injury"]),
        (
            "Personal care,Treatment of disease, disorder or injury,Dementia",
            ["Personal care", "Treatment of disease, disorder or injury", "Dementia"],
        ),
        ("treatment of disease,disorder or injury", ["Treatment of disease, disorder or injury"]),
    ],
)
def test_a_cell_is_split_into_the_terms_it_holds(cell, names):
    terms = read_terms(cell, "band", "activity")
    assert [term.name for term in terms.found] == names
    assert terms.not_understood == ()


def test_what_no_line_holds_is_given_back():
    terms = read_terms("Dementia,Care by robots,disorder or injury", "band", "activity")
    assert terms.not_understood == ("Care by robots", "disorder or injury")


def test_a_term_of_another_column_is_not_understood():
    assert read_terms("Homecare agencies", "band", "activity").not_understood == ("Homecare agencies",)


@pytest.mark.real_files
def test_every_word_of_the_monthly_files_header_is_in_the_table():
    header = (
        real_file("cqc/hsca_active_locations_2026-10_122cols.txt").read_text(encoding="utf-8").splitlines()
    )
    prefixes = {"Regulated activity": "activity", "Service type": "service_type", "Service user band": "band"}
    words = [line.split(" - ", 1) for line in header if line.split(" - ")[0] in prefixes]
    assert len(words) == 59
    for prefix, word in words:
        assert folded(word) in terms_by_spelling(prefixes[prefix]), word
