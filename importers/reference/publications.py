"""What official tables are called, who publishes them and under which licence (``publications.csv``)."""

import csv
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib.resources import files

from directory.geography.reference.shelf import About, Kind, Level

LICENCE = "Open Government Licence v3.0"


def about_of(
    publication: str, kind: Kind, level: Level, *, topic: str = "", vintage: str = ""
) -> Callable[..., About]:
    """An ``About`` that only wants what its file holds; named after the publication and the level."""
    known = _publications()[publication]
    return partial(
        About,
        name=f"{publication.replace('_', '-')}-{level}",
        kind=kind,
        level=level,
        title=known["title"],
        source=known["source"],
        vintage=vintage or known["vintage"] or "not said in the file",
        licence=LICENCE,
        topic=topic,
    )


@cache
def _publications() -> Mapping[str, Mapping[str, str]]:
    lines = (files("importers") / "reference" / "publications.csv").read_text(encoding="utf-8").splitlines()
    return {row["name"]: row for row in csv.DictReader(lines)}
