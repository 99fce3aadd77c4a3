"""What CQC registers anew, under another provider, is neither gone nor new: it follows the one before."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from directory.store.links import pair_of
from directory.store.repository import LinkVerdict, Writer
from importers.linking.choosing import chosen, evidence_of
from importers.linking.scoring import Scored
from importers.linking.specification import Specification

ESTABLISHMENT = "cqc_location"

Numbers = Mapping[int, Mapping[str, str]]
Said = dict[tuple[int, int], tuple[LinkVerdict, Mapping[str, Any]]]


def successions(
    writer: Writer, pairs: Scored, looks: pl.DataFrame, numbers: Numbers, specification: Specification
) -> Said:
    """Pairs of a record that left and a live one, each an establishment of its own: who follows whom.

    Certain where they are alike enough and the later was first listed when the earlier had left, or in that
    same run. Two that were listed side by side before are for a person to judge.
    """
    records, live = looks["record_id"].to_numpy(), looks["is_live"].to_numpy()
    establishments = np.array(
        [numbers.get(record_id, {}).get(ESTABLISHMENT) for record_id in records[pairs.a].tolist()]
    )
    others = np.array(
        [numbers.get(record_id, {}).get(ESTABLISHMENT) for record_id in records[pairs.b].tolist()]
    )
    two = np.array([bool(a and b and a != b) for a, b in zip(establishments, others, strict=True)], bool)
    pairs = pairs.where(two)
    same, ask = chosen(pairs, live.astype(np.int8), specification)
    left_by_run = dict(looks.filter(~pl.col("is_live")).select("record_id", "ended_by_run").iter_rows())
    first_runs = writer.first_runs(records[np.r_[pairs.a, pairs.b]].tolist())
    said: Said = {}
    for number in [*same.tolist(), *ask.tolist()]:
        a, b = int(pairs.a[number]), int(pairs.b[number])
        earlier, later = (records[a], records[b]) if live[b] else (records[b], records[a])
        at_once = first_runs[int(later)] >= left_by_run[int(earlier)]
        verdict: LinkVerdict = "succeeded" if number in same and at_once else "ask"
        evidence = {**evidence_of(pairs, number, specification), "predecessor": int(earlier)}
        said[pair_of(int(earlier), int(later))] = (verdict, evidence)
    return said
