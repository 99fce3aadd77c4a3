"""A small England of our own in the shapes of official tables: seven small areas in three councils."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory.geography.lookup import PostcodeTable


@dataclass(frozen=True)
class Area:
    lsoa: str
    name: str
    msoa: str
    ward: str
    ward_name: str
    ltla: str
    council: str


def _area(number: int, name: str, msoa: int, ward: int, ward_name: str, ltla: str, council: str) -> Area:
    return Area(f"E0190000{number}", name, f"E0290000{msoa}", f"E0590000{ward}", ward_name, ltla, council)


AREAS = (
    _area(1, "Trafford 901A", 1, 1, "Mill End", "E08000009", "Trafford"),
    _area(2, "Trafford 901B", 1, 1, "Mill End", "E08000009", "Trafford"),
    _area(3, "Trafford 902A", 2, 2, "Abbey", "E08000009", "Trafford"),
    _area(4, "Barnsley 901A", 3, 3, "Abbey", "E08000016", "Barnsley"),
    _area(5, "Barnsley 901B", 3, 4, "Dale", "E08000016", "Barnsley"),
    _area(6, "Allerdale 901A", 4, 5, "Fell", "E06000063", "Cumberland"),
    _area(7, "Carlisle 901A", 5, 6, "Border", "E06000063", "Cumberland"),
)
LSOAS = tuple(area.lsoa for area in AREAS)
FAITHS = (
    *("No religion", "Christian", "Buddhist", "Hindu", "Jewish", "Muslim", "Sikh"),
    *("Other religion", "Not answered"),
)
SOUTH_ASIAN = "South Asian language"
LANGUAGES = (
    "English (English or Welsh in Wales)",
    "French",
    f"{SOUTH_ASIAN}: Urdu",
    f"{SOUTH_ASIAN}: Bengali (with Sylheti and Chatgaya)",
    "African language: Somali",
)
Rows = Iterable[Sequence[object]]
Counts = Mapping[str, Sequence[int]]
"""Code of an area → people of each group."""


def with_postcode_table(reference_dir: Path, folder: Path) -> Path:
    """The folder, with the national table of postcodes that all tests share."""
    PostcodeTable.open(reference_dir)
    folder.mkdir(parents=True, exist_ok=True)
    for built in reference_dir.glob("postcodes-*"):
        (folder / built.name).symlink_to(built)
    return folder


def written(path: Path, rows: Rows) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def lookup(path: Path, *, without: Sequence[str] = ()) -> Path:
    """As ONS's best-fit lookup LSOA (2021) to ward to LAD, with the middle layer."""
    headers = ["LSOA21CD", "LSOA21NM", "MSOA21CD", "WD24CD", "WD24NM", "LAD24CD", "LAD24NM"]
    rows = [
        (area.lsoa, area.name, area.msoa, area.ward, area.ward_name, area.ltla, area.council)
        for area in AREAS
    ]
    kept = [place for place, header in enumerate(headers) if header not in without]
    return written(path, [[row[place] for place in kept] for row in (headers, *rows)])


def bulk(path: Path, title: str, groups: Sequence[str], counts: Counts, *, total: bool = True) -> Path:
    """As Nomis's bulk files: one row an area, one column a group."""
    headers = [f"{title}: {group}" for group in groups]
    everybody = [f"{title}: Total: All usual residents"] if total else []
    rows = [
        ["2021", code, code, *([sum(people)] if total else []), *people] for code, people in counts.items()
    ]
    return written(path, [["date", "geography", "geography code", *everybody, *headers], *rows])


def nomis_page(path: Path, groups: Sequence[str], counts: Counts) -> Path:
    """As downloaded from a page of Nomis: lines above the header, notes below the table."""
    above = [["TS030 - Religion"], ["ONS Crown Copyright Reserved [from Nomis]"], [], ["Date", "2021"], []]
    header = ["2021 super output area - lower layer", "mnemonic", "Total: All usual residents", *groups]
    rows = [[f"{code} name", code, sum(people), *people] for code, people in counts.items()]
    return written(path, [*above, header, *rows, [], ["In order to protect against disclosure"]])


def filter_output(path: Path, title: str, groups: Sequence[str], counts: Counts) -> Path:
    """As ONS's "create a custom dataset": one row an area and a group."""
    header = ["Lower tier local authorities Code", "Lower tier local authorities", f"{title} Code", title]
    rows = [
        [code, "its name", number, group, people]
        for code, all_people in counts.items()
        for number, (group, people) in enumerate(zip(groups, all_people, strict=True))
    ]
    nobody = [[code, "its name", -8, "Does not apply", 0] for code in counts]
    return written(path, [[*header, "Observation"], *rows, *nobody])


def postcodes(path: Path, rows: Rows, headers: Sequence[str] = ()) -> Path:
    """As the ONS Postcode Directory, the columns that matter and some that don't."""
    usual = [
        "pcd",
        "pcds",
        "doterm",
        "oslaua",
        "osward",
        "oseast1m",
        "osnrth1m",
        "lsoa11",
        "lsoa21",
        "msoa21",
    ]
    return written(path, [headers or usual, *rows])


def a_postcode(text: str, number: int, east: int, north: int, *, ended: str = "") -> list[object]:
    """A row of ``postcodes`` in the small area of that number, from 1."""
    area = AREAS[number - 1]
    old = "E01800001"
    return [text, text, ended, area.ltla, area.ward, east, north, old, area.lsoa, area.msoa]


def geojson(path: Path, squares: Mapping[str, tuple[float, float, float]], header: str = "LAD24CD") -> Path:
    """A square (west, south, side) for each code."""
    features = [
        {
            "type": "Feature",
            "properties": {header: code, header.replace("CD", "NM"): f"name of {code}"},
            "geometry": {"type": "Polygon", "coordinates": [_square(*square)]},
        }
        for code, square in squares.items()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def _square(west: float, south: float, side: float) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]
