"""Febrl's data sets 1 and 3: invented people, some of them twice and more, with typing and scanning mistakes.

Christen, P. (2008), Febrl: an open source data cleaning, deduplication and record linkage system. KDD '08.
"""

from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.link.market import MadeUp
from importers.linking.blocking import keys_of, pairs_sharing
from importers.linking.columns import sound
from importers.linking.comparing import levels_of
from importers.linking.scoring import Scored, learnt, weights_of
from importers.linking.specification import read_specification

PLACES = ("testsuites/dataset1.csv.gz", "testsuites/dataset3.csv.gz")
SPECIFICATION = Path(__file__).with_name("febrl.json")


def read_febrl(path: Path) -> MadeUp:
    """The people without what says who they are, and every pair that is one person."""
    told = pl.read_csv(path, infer_schema=False)
    told = told.rename({name: name.strip() for name in told.columns}).select(pl.all().str.strip_chars())
    people = told["rec_id"].str.extract(r"rec-(\d+)-", 1).cast(pl.Int64).to_numpy()
    rows = pl.DataFrame({"person": people}).with_row_index("row")
    pairs = (
        rows.join(rows, on="person").filter(pl.col("row") < pl.col("row_right")).select("row", "row_right")
    )
    return MadeUp(told.drop("rec_id"), pairs.to_numpy().astype(np.int64))


def person_columns(told: pl.DataFrame) -> pl.DataFrame:
    """As stated, null for blank, with what febrl.json finds people by."""
    blank = told.select(pl.when(pl.all() != "").then(pl.all()).name.keep())
    return blank.with_columns(
        street=pl.col("address_1"),
        surname_sound=sound(pl.col("surname")),
        given_initial=pl.col("given_name").str.head(1),
        birth_month=pl.col("date_of_birth").str.head(6),
    )


def people_linked(told: pl.DataFrame) -> Scored:
    """Pairs of rows with their weight in bits; the shares are learnt from the pairs themselves."""
    records, specification = person_columns(told), read_specification(SPECIFICATION)
    pairs = pairs_sharing(keys_of(records, specification.keys), specification.largest_block)
    levels = levels_of(records, pairs, specification)
    specification = learnt(specification, levels)
    return Scored(*pairs, levels, weights_of(records, pairs, levels, specification))
