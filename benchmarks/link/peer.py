"""Splink as its guides advise: its own training and comparisons, and our cleaned columns for nothing."""

import logging
import warnings
from typing import Any

import numpy as np
import pandas
import polars as pl
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

MOST_SAMPLED = 2e6
PROVIDER_COLUMNS = (
    *(
        "name",
        "alias",
        "owner",
        "postcode",
        "outcode",
        "street",
        "house",
        "telephone",
        "host",
        "email",
        "domain",
    ),
    *("easting", "northing", "initials", "sound"),
)
KM = "sqrt(pow(easting_l - easting_r, 2) + pow(northing_l - northing_r, 2)) / 1000"


PROVIDER_RULES = (
    ("postcode",),
    ("telephone",),
    ("host", "outcode"),
    ("email",),
    ("name", "substr(outcode, 1, 2)"),
    ("outcode", "sound"),
    ("outcode", "initials"),
    ("domain", "outcode"),
)


def providers_scored(records: pl.DataFrame, lists: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    """(a, b, weight): pairs of rows of two registers, and the bits by which splink holds them to be one."""
    told = records.with_columns(sound=pl.col("sounds").list.first()).select(PROVIDER_COLUMNS)
    sides = [_numbered(told).filter(pl.Series(lists == side)) for side in (0, 1)]
    rules = [block_on(*columns) for columns in PROVIDER_RULES]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="row",
        comparisons=_provider_comparisons(),
        blocking_rules_to_generate_predictions=rules,
    )
    linker = _linker(sides, settings)
    # Our cleaning, our keys; what it learns and how it weighs is its own.
    certain = [block_on("name", "postcode"), block_on("telephone", "postcode"), block_on("email", "name")]
    _train(linker, certain, 0.7, [block_on("postcode"), block_on("name"), block_on("telephone")])
    return _predicted(linker)


def people_scored(records: pl.DataFrame) -> tuple[NDArray[Any], ...]:
    """As ``providers_scored``, for the people of one file that holds some of them twice and more."""
    told = _numbered(records)
    rules = [
        block_on("given_name", "surname"),
        block_on("soc_sec_id"),
        block_on("date_of_birth"),
        block_on("surname", "postcode"),
        block_on("given_name", "postcode"),
        block_on("street", "postcode"),
        block_on("suburb", "street_number"),
        block_on("substr(surname, 1, 3)", "substr(given_name, 1, 3)"),
    ]
    comparisons = [
        cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.LevenshteinAtThresholds("date_of_birth", [1, 2]),
        cl.LevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("street", [0.9, 0.8]).configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("suburb", [0.9, 0.8]).configure(term_frequency_adjustments=True),
        cl.LevenshteinAtThresholds("postcode", [1, 2]),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="row",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules,
    )
    linker = _linker([told], settings)
    certain = [block_on("given_name", "surname", "date_of_birth"), block_on("soc_sec_id")]
    _train(
        linker,
        certain,
        0.8,
        [block_on("date_of_birth"), block_on("surname", "given_name"), block_on("postcode")],
    )
    return _predicted(linker)


def _provider_comparisons() -> list[Any]:
    name = cl.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            cll.NullLevel("name"),
            cll.ExactMatchLevel("name").configure(tf_adjustment_column="name"),
            cll.CustomLevel("name_l = alias_r or alias_l = name_r or alias_l = alias_r", "by another name"),
            cll.JaroWinklerLevel("name", 0.95),
            cll.JaroWinklerLevel("name", 0.88),
            cll.CustomLevel("name_l = owner_r or owner_l = name_r", "by the owner's name"),
            cll.JaroWinklerLevel("name", 0.8),
            cll.ElseLevel(),
        ],
    )
    place = cl.CustomComparison(
        output_column_name="place",
        comparison_levels=[
            cll.NullLevel("easting"),
            cll.ExactMatchLevel("postcode").configure(tf_adjustment_column="postcode"),
            cll.CustomLevel(f"{KM} < 0.4", "within 400 m"),
            cll.CustomLevel(f"{KM} < 5", "within 5 km"),
            cll.ElseLevel(),
        ],
    )
    return [
        name,
        place,
        cl.JaroWinklerAtThresholds("street", [0.95, 0.85]),
        cl.ExactMatch("house"),
        cl.ExactMatch("telephone").configure(term_frequency_adjustments=True),
        cl.ExactMatch("host").configure(term_frequency_adjustments=True),
        cl.CustomComparison(
            output_column_name="email",
            comparison_levels=[
                cll.NullLevel("email"),
                cll.ExactMatchLevel("email"),
                cll.ExactMatchLevel("domain"),
                cll.ElseLevel(),
            ],
        ),
    ]


def _numbered(records: pl.DataFrame) -> pl.DataFrame:
    return records.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))


def _linker(tables: list[pl.DataFrame], settings: SettingsCreator) -> Linker:
    frames = [
        pandas.DataFrame(
            {
                name: pandas.Series(column.to_list(), dtype=_dtype(column))
                for name, column in table.to_dict().items()
            }
        )
        for table in tables
    ]
    linker = Linker(frames, settings, DuckDBAPI())
    logging.getLogger("splink").setLevel(logging.ERROR)
    return linker


def _dtype(column: pl.Series) -> str:
    if column.dtype == pl.String:
        return "object"
    return "Int64" if column.dtype.is_integer() else "Float64"


def _train(linker: Linker, certain: list[Any], recall: float, sessions: list[Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        linker.training.estimate_probability_two_random_records_match(certain, recall=recall)
        linker.training.estimate_u_using_random_sampling(max_pairs=MOST_SAMPLED, seed=1)
        for session in sessions:
            linker.training.estimate_parameters_using_expectation_maximisation(session)


def _predicted(linker: Linker) -> tuple[NDArray[Any], ...]:
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    a, b = (found[name].to_numpy() for name in ("row_l", "row_r"))
    return np.minimum(a, b), np.maximum(a, b), found["match_weight"].to_numpy()
