"""Reference data of a few made-up small areas, on no disk: people, faiths, languages, deprivation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from directory.geography.reference.reference_data import ReferenceData
from directory.geography.reference.shelf import About, Category, Dataset, Level, Shelf
from tests.journeys.market_in_memory import SmallGazetteer

TOWER_HAMLETS, TRAFFORD = "E09000030", "E08000009"


@dataclass(frozen=True)
class HomeArea:
    """One small area: where it is, in which ward and district, who lives there."""

    code: str
    easting: int
    northing: int
    people: int
    ward: str = "E05000001"
    district: str = TOWER_HAMLETS
    faith: Mapping[str, int] = field(default_factory=dict)
    decile: int = 5


def small_reference(
    folder: Any, areas: Sequence[HomeArea], languages: Mapping[str, int] | None = None
) -> ReferenceData:
    """As if these tables had been loaded; ``languages`` are those of all of Tower Hamlets."""
    areas = sorted(areas, key=lambda area: area.code)
    tables = [_lookup(areas), _postcodes(areas), _faith(areas), _deprivation(areas), _outlines(areas)]
    if languages:
        tables.append(_languages(languages))
    shelf = Shelf(folder, {}).tried(tables)
    return ReferenceData(shelf, SmallGazetteer().locate)


def _about(name: str, kind: Any, level: Level, **more: Any) -> About:
    return About(name, kind, level, f"Made-up {name}", "a test", "2021", "none", digest=name, **more)


def _codes(values: Sequence[str]) -> np.ndarray:
    return np.array(values, dtype="S9")


def _numbered(values: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    codes, place = np.unique(_codes(values), return_inverse=True)
    return codes, place.astype(np.uint16)


def _lookup(areas: Sequence[HomeArea]) -> Dataset:
    wards, ward = _numbered([area.ward for area in areas])
    districts, district = _numbered([area.district for area in areas])
    columns = {
        "lsoa_codes": _codes([area.code for area in areas]),
        "lsoa_names": np.array([f"Area {area.code[-3:]}" for area in areas], dtype="S20"),
        "ward_codes": wards,
        "ward_names": np.array([f"Ward {code.decode()[-1]}" for code in wards], dtype="S20"),
        "ward": ward,
        "ltla_codes": districts,
        "ltla_names": np.array(["" for _ in districts], dtype="S20"),
        "ltla": district,
    }
    return Dataset(_about("lookup-lsoa-ward-ltla", "lookup", "lsoa"), columns)


def _postcodes(areas: Sequence[HomeArea]) -> Dataset:
    count = len(areas)
    columns = {
        "outcodes": np.array([b"E1"], dtype="S4"),
        "outcode_starts": np.array([0, count], dtype=np.int32),
        "incodes": np.arange(count, dtype=np.uint16),
        "postcode_lsoa": np.arange(count, dtype=np.uint16),
        "postcode_ward": np.zeros(count, dtype=np.uint16),
        "wards": _codes([areas[0].ward]),
        "lsoa_codes": _codes([area.code for area in areas]),
        "lsoa_names": np.zeros(count, dtype="S1"),
        "easting": np.array([area.easting for area in areas], dtype=np.int32),
        "northing": np.array([area.northing for area in areas], dtype=np.int32),
        "rest_wards": _codes([]),
        "rest_easting": np.array([], dtype=np.int32),
        "rest_northing": np.array([], dtype=np.int32),
    }
    return Dataset(_about("postcodes", "postcodes", "lsoa"), columns)


def _faith(areas: Sequence[HomeArea]) -> Dataset:
    groups = ("christian", "muslim", "jewish", "no_religion")
    counts = np.array([[area.faith.get(group, 0) for group in groups] for area in areas], dtype=np.int32)
    columns = {
        "codes": _codes([area.code for area in areas]),
        "counts": counts,
        "total": np.array([area.people for area in areas], dtype=np.int32),
    }
    categories = tuple(Category(group, group.capitalize()) for group in groups)
    return Dataset(_about("faith-lsoa", "counts", "lsoa", topic="faith", categories=categories), columns)


def _languages(people: Mapping[str, int]) -> Dataset:
    columns = {
        "codes": _codes([TOWER_HAMLETS]),
        "counts": np.array([list(people.values())], dtype=np.int32),
        "total": np.array([sum(people.values())], dtype=np.int32),
    }
    includes = {"ben": ("syl",)}
    categories = tuple(Category(code, code, includes=includes.get(code, ())) for code in people)
    about = _about("languages-ltla", "counts", "ltla", topic="languages", categories=categories)
    return Dataset(about, columns)


def _deprivation(areas: Sequence[HomeArea]) -> Dataset:
    columns = {
        "codes": _codes([area.code for area in areas]),
        "decile": np.array([area.decile for area in areas], dtype=np.int8),
    }
    return Dataset(_about("deprivation-lsoa", "deprivation", "lsoa"), columns)


def _outlines(areas: Sequence[HomeArea]) -> Dataset:
    """A square around the first small area of each ward."""
    wards = sorted({area.ward for area in areas})
    squares = []
    for ward in wards:
        area = next(each for each in areas if each.ward == ward)
        west, south = area.easting - 500, area.northing - 500
        squares.append(
            [[west, south], [west + 1000, south], [west + 1000, south + 1000], [west, south + 1000]]
        )
    count = len(wards)
    columns = {
        "codes": _codes(wards),
        "names": _codes(wards),
        "rings": np.arange(count + 1, dtype=np.int32),
        "corners": np.arange(0, 4 * count + 1, 4, dtype=np.int32),
        "points": np.array(squares, dtype=np.int32).reshape(-1, 2),
    }
    return Dataset(_about("boundaries-ward", "boundaries", "ward"), columns)
