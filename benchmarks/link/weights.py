"""Count how often each level is seen, in markets of seeds that no report uses, and write the weights.

``python -m benchmarks.link.weights`` rewrites importers/linking/providers.json in a checkout.
"""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.link.market import made_up
from benchmarks.link.providers import DIFFICULTIES
from importers.linking.blocking import keys_of, pairs_sharing
from importers.linking.columns import provider_columns, with_counts
from importers.linking.comparing import levels_of
from importers.linking.scoring import counted
from importers.linking.specification import Specification, read_specification

SEEDS = (9001, 9002, 9003)
RECORDS = 20_000
PROVIDERS = Path(str(files("importers.linking"))) / "providers.json"


def taught(specification: Specification) -> Specification:
    """With m, u and the prior as they are in made-up markets of which the truth is known."""
    levels, same = [], []
    for seed in SEEDS:
        for difficulty in DIFFICULTIES.values():
            market = made_up(RECORDS, seed, difficulty)
            records = with_counts(provider_columns(market.records))
            lists = market.records["register"].to_numpy()
            pairs = pairs_sharing(keys_of(records, specification.keys), specification.largest_block, lists)
            levels.append(levels_of(records, pairs, specification))
            known = market.truth[:, 0] << 32 | market.truth[:, 1]
            same.append(np.isin(pairs[0] << 32 | pairs[1], known))
    return counted(specification, np.concatenate(levels, axis=1), np.concatenate(same))


def write(specification: Specification, path: Path) -> None:
    """Put the shares into the table, and leave all else in it as it is."""
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    told["prior"] = round(specification.prior, 5)
    for field in specification.fields:
        told["fields"][field.name]["levels"] = [
            [level.name, level.at_least, *(float(f"{share:.3g}") for pair in level.shares for share in pair)]
            for level in field.levels
        ]
    path.write_text(_readable(told) + "\n", encoding="utf-8")


def _readable(told: dict[str, Any]) -> str:
    """Each short innermost list on one line."""
    text = json.dumps(told, indent=2, ensure_ascii=False)
    return re.sub(r"\[[^\[\]]*\]", lambda found: _on_one_line(found[0]), text)


def _on_one_line(text: str) -> str:
    line = " ".join(text.split()).replace("[ ", "[").replace(" ]", "]")
    return line if len(line) < 120 else text


if __name__ == "__main__":
    write(taught(read_specification(PROVIDERS)), PROVIDERS)
