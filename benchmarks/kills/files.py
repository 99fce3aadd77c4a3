"""Two files of one made-up list of community groups, the second as a month later: some new, changed, gone."""

import csv
import random
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from importers.sources.community_groups import CommunityGroups

COLUMNS = ("Id", *(column.name for column in CommunityGroups.columns if column.required))
ACTIVITIES = ("Lunch club", "Befriending", "Walking group", "Advice", "Gardening", "Singing")
CHANGED = "refreshed"
"""A word that only the second file has, by which search tells which market people see."""


def write_files(folder: Path, rows: int, seed: int) -> tuple[Path, Path]:
    """Of the second file a tenth is changed; three in a hundred are gone, and as many are new."""
    chance, few = random.Random(seed), max(1, rows * 3 // 100)
    groups = list(_groups(rows + few, chance))
    changed = set(chance.sample(range(few, rows), max(1, rows // 10)))
    later = [
        {**row, "Description": f"{row['Description']} {CHANGED}"} if number in changed else row
        for number, row in enumerate(groups)
    ]
    return _written(folder / "first.csv", groups[:rows]), _written(folder / "second.csv", later[few:])


def _groups(count: int, chance: random.Random) -> Iterator[dict[str, str]]:
    with (files("importers") / "example_market" / "words" / "postcodes.csv").open(encoding="utf-8") as file:
        postcodes = [row["postcode"] for row in csv.DictReader(file)]
    for number in range(count):
        activity = chance.choice(ACTIVITIES)
        yield {
            "Id": f"g{number}",
            "Name": f"{activity} number {number}",
            "Description": f"{activity} on {chance.randrange(1, 29)} of a month.",
            "Address": f"{number} Example Street",
            "Postcode": chance.choice(postcodes),
            "Activities": activity,
            "Organisation type": "Charity",
        }


def _written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path
