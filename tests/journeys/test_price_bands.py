"""Bands of budgets: the survey's of 2013, or a council's own, checked before they are used."""

import json

import pytest

from directory.errors import FileRefused
from directory.journeys.price_bands import SURVEY, price_bands_of, read_price_bands
from directory.settings import read_settings

SOUND = {"edges_pounds": [5000, 20000], "shares": [0.2, 0.5, 0.3], "source": "Our budgets, 2026/27"}


def test_without_a_file_the_bands_are_those_of_the_survey(tmp_path):
    settings = read_settings({"CAREMARKET_DATA_DIR": str(tmp_path)})
    assert price_bands_of(settings) == SURVEY
    assert SURVEY.shares == (0.18, 0.53, 0.29)
    (tmp_path / "price_bands.json").write_text(json.dumps(SOUND), encoding="utf-8")
    assert price_bands_of(settings).edges_pence == (500_000, 2_000_000)


@pytest.mark.parametrize(
    "change",
    [
        {"edges_pounds": [20000, 5000]}, {"edges_pounds": []}, {"edges_pounds": [0, 1]}, {"more": 1},
        {"shares": [0.2, 0.5, 0.9]}, {"shares": [0.2, "half", 0.3]}, {"shares": [0.5, 0.5]}, {"source": 3},
        {"edges_pounds": [True, 2]},
    ],
)  # fmt: skip
def test_bands_that_are_none_are_refused_with_what_to_give(tmp_path, change):
    path = tmp_path / "price_bands.json"
    path.write_text(json.dumps({**SOUND, **change}), encoding="utf-8")
    with pytest.raises(FileRefused) as refusal:
        read_price_bands(path)
    assert "rising numbers" in refusal.value.remedy


def test_what_is_no_json_is_refused(tmp_path):
    path = tmp_path / "price_bands.json"
    path.write_bytes(b"\xff{")
    with pytest.raises(FileRefused, match="JSON"):
        read_price_bands(path)
