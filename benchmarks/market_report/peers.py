"""The two peers: a loop over areas with a KD-tree (SciPy), and a statement an area (PostGIS).

Both are told where every option is a choice, and count distinct owners one area after the other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from benchmarks.market_report.question import Question
from matching.fields import NEAR_MILES, within_metres2
from matching.market.coverage import AT_ANY_PRICE, CONFIRMED, EVERYWHERE, NOWHERE, POSSIBLE, Coverage
from matching.planes import Rows

LEVELS: tuple[int, ...] = (CONFIRMED, POSSIBLE, AT_ANY_PRICE)
NEAR_METRES2 = within_metres2(NEAR_MILES, True)
PLACES: Mapping[str, int] = {"everywhere": 0, "outcode": 1, "council": 2, "own_council": 3}
"""What an option may reach other than a circle; a code of one is its position and this, times a million."""
A_MILLION = 1_000_000
Counted = tuple[int, int, int]


@dataclass(frozen=True)
class Listed:
    """Options of one profile by row: owners, circles (levels, n), and (code, row, surest level) pairs."""

    rows: Rows
    owner: NDArray[np.int64]
    metres2: NDArray[np.float64]
    coded: NDArray[np.int64]

    @classmethod
    def of(cls, question: Question, profile: str) -> "Listed":
        covered = question.covered(profile)
        rows = covered[AT_ANY_PRICE].rows
        metres2 = np.full((len(LEVELS), len(question.snapshot)), NOWHERE)
        for at, level in enumerate(LEVELS):
            held = covered[level]
            metres2[at, held.rows] = np.where(held.metres2 == EVERYWHERE, NOWHERE, held.metres2)
        pairs = [
            (code, row, at)
            for at, level in enumerate(LEVELS)
            for code, row in _coded(question, covered[level])
        ]
        coded = np.array(pairs, dtype=np.int64).reshape(-1, 3)
        owner = question.snapshot.columns["owner"]
        return cls(rows, owner, metres2, coded)


def _coded(question: Question, covered: Coverage) -> Iterator[tuple[int, int]]:
    """Pairs of a code and a row that is a choice wherever the code is an area's own."""
    if ((covered.coded_metres2 >= 0) & (covered.coded_metres2 < EVERYWHERE)).any():
        raise ValueError("no profile asked has options that count only in part of their declared area")
    yield from ((0, int(row)) for row in covered.rows[covered.metres2 == EVERYWHERE])
    all_over = np.zeros(len(question.snapshot), dtype=np.bool_)
    all_over[covered.rows[covered.coded_metres2 == EVERYWHERE]] = True
    for name in ("outcode", "council"):
        for at in range(len(question.snapshot.codes[f"{name}s"])):
            held = question.snapshot.holders(f"area_{name}", at)
            yield from ((PLACES[name] * A_MILLION + at, int(row)) for row in held[all_over[held]])
    own = covered.rows[covered.own_council]
    council = question.snapshot.columns["council"][own]
    codes = PLACES["own_council"] * A_MILLION + council.astype(np.int64)
    yield from zip(codes.tolist(), own.tolist(), strict=True)


def codes_of(question: Question, area: int) -> list[int]:
    """The codes by which options reach an area."""
    outcode, council = int(question.areas.outcode[area]), int(question.areas.council[area])
    own = (("outcode", outcode), ("council", council), ("own_council", council))
    return [0, *(PLACES[name] * A_MILLION + at for name, at in own if at >= 0)]


class KdTreeLoop:
    """Who lies within the widest circle by a KD-tree, then who of them reaches the area, owners made unique.

    Options that come from afar have a tree of their own, so that the others' stays narrow.
    """

    def __init__(self, question: Question, listed: Listed) -> None:
        self._question, self._listed = question, listed
        columns = question.snapshot.columns
        self._places = np.stack([columns["easting"], columns["northing"]], axis=1).astype(np.float64)
        widest = listed.metres2[:, listed.rows].max(axis=0)
        groups = (widest >= 0) & (widest <= NEAR_METRES2), widest > NEAR_METRES2
        self._trees = [
            (cKDTree(self._places[rows]), rows, float(np.sqrt(widest[group].max())) + 1)
            for group in groups
            if len(rows := listed.rows[group])
        ]
        self._coded = {
            int(code): listed.coded[listed.coded[:, 0] == code] for code in np.unique(listed.coded[:, 0])
        }

    def owners(self, area: int) -> Counted:
        """Distinct owners at each level."""
        here = np.array([self._question.areas.easting[area], self._question.areas.northing[area]])
        found: list[list[NDArray[np.int64]]] = [[] for _ in LEVELS]
        for tree, rows, widest in self._trees:
            near = rows[tree.query_ball_point(here, widest)]
            apart = self._places[near] - here
            metres2 = (apart * apart).sum(axis=1)
            for at in range(len(LEVELS)):
                found[at].append(self._listed.owner[near[metres2 <= self._listed.metres2[at, near]]])
        for code in codes_of(self._question, area):
            if code in self._coded:
                _, rows, level = self._coded[code].T
                for at in range(len(LEVELS)):
                    found[at].append(self._listed.owner[rows[level == at]])
        confirmed, possible, any_price = (len(np.unique(np.concatenate([*each, []]))) for each in found)
        return confirmed, possible, any_price


TABLES = """
CREATE TABLE {name} (owner bigint NOT NULL, east integer NOT NULL, north integer NOT NULL,
    confirmed float8 NOT NULL, possible float8 NOT NULL, any_price float8 NOT NULL,
    spot geometry(Point, 27700) GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(east, north), 27700)) STORED);
CREATE TABLE {name}_coded (code integer NOT NULL, owner bigint NOT NULL, level smallint NOT NULL);
"""
INDEXES = """
CREATE INDEX {name}_spot ON {name} USING gist (spot) WHERE any_price <= {near};
CREATE INDEX {name}_far ON {name} USING gist (spot) WHERE any_price > {near};
CREATE INDEX {name}_code ON {name}_coded (code) INCLUDE (owner, level);
VACUUM (FREEZE, ANALYZE) {name};
VACUUM (FREEZE, ANALYZE) {name}_coded;
"""
HERE = "ST_SetSRID(ST_MakePoint(%(east)s, %(north)s), 27700)"
COUNTED = """
SELECT count(DISTINCT owner) FILTER (WHERE metres2 <= confirmed),
       count(DISTINCT owner) FILTER (WHERE metres2 <= possible),
       count(DISTINCT owner) FILTER (WHERE metres2 <= any_price)
FROM (
    SELECT owner, confirmed, possible, any_price,
           (east - %(east)s)::float8 ^ 2 + (north - %(north)s)::float8 ^ 2 AS metres2
    FROM {name} WHERE any_price <= {near} AND ST_DWithin(spot, {here}, {near_metres})
    UNION ALL
    SELECT owner, confirmed, possible, any_price,
           (east - %(east)s)::float8 ^ 2 + (north - %(north)s)::float8 ^ 2
    FROM {name} WHERE any_price > {near} AND ST_DWithin(spot, {here}, {far_metres})
    UNION ALL
    SELECT owner, CASE level WHEN 0 THEN 0 ELSE -1 END, CASE level WHEN 1 THEN 0 ELSE -1 END,
           CASE level WHEN 2 THEN 0 ELSE -1 END, 0
    FROM {name}_coded WHERE code = ANY(%(codes)s)
) reached
"""


class PostGis:
    """One profile's options in a table with GiST, in the order of their cells; counted by one statement."""

    def __init__(self, server: Path, question: Question, listed: Listed, name: str) -> None:
        self._question = question
        self._connection = psycopg.connect(f"postgresql://postgres@/postgres?host={server}", autocommit=True)
        self._connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        for statement in TABLES.format(name=name).split(";\n"):
            if statement.strip():
                self._connection.execute(statement)
        self._copy(listed, name)
        widest = float(listed.metres2.max(initial=0.0))
        said = {"name": name, "near": NEAR_METRES2}
        for statement in INDEXES.format(**said).split(";\n"):
            if statement.strip():
                self._connection.execute(statement)
        metres = {"near_metres": NEAR_METRES2**0.5 + 1, "far_metres": widest**0.5 + 1}
        self._counted = COUNTED.format(**said, **metres, here=HERE)

    def owners(self, area: int) -> Counted:
        """Distinct owners at each level."""
        asked: dict[str, Any] = {
            "east": int(self._question.areas.easting[area]),
            "north": int(self._question.areas.northing[area]),
            "codes": codes_of(self._question, area),
        }
        cursor = self._connection.cursor(binary=True)
        row = cursor.execute(self._counted, asked, prepare=True).fetchone() or (0, 0, 0)
        return int(row[0]), int(row[1]), int(row[2])

    def close(self) -> None:
        self._connection.close()

    def _copy(self, listed: Listed, name: str) -> None:
        columns = self._question.snapshot.columns
        circles = listed.metres2[:, listed.rows]
        placed = circles.max(axis=0) >= 0
        rows = listed.rows[placed]
        owner, east, north = (columns[each][rows].tolist() for each in ("owner", "easting", "northing"))
        said = f"COPY {name} (owner, east, north, confirmed, possible, any_price) FROM STDIN"
        with self._connection.cursor().copy(said) as copy:
            for row in zip(owner, east, north, *circles[:, placed].tolist(), strict=True):
                copy.write_row(row)
        with self._connection.cursor().copy(f"COPY {name}_coded FROM STDIN") as copy:
            for code, row, level in listed.coded.tolist():
                copy.write_row((code, int(listed.owner[row]), level))
