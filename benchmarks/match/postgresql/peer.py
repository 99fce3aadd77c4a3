"""PostgreSQL as a peer: the same rows, the same questions, the same twenty numbers and the same totals."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.match.postgresql.arms import Geometry
from benchmarks.match.postgresql.codes import Codes
from benchmarks.match.postgresql.geometry import Points, PostGis
from benchmarks.match.postgresql.rows import COPY_END, COPY_HEADER, encoded
from benchmarks.match.postgresql.statements import Statements
from matching.costs import Rates
from matching.needs import SupportNeeds
from matching.offers import Offer

FOLDER = Path(__file__).parent
SHOWN = 20
UNITS = 1e12
VARIANTS: Mapping[str, Callable[[], Geometry]] = {"point": Points, "postgis": PostGis}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question's statements, prepared."""

    confirmed: str
    ask_first: str
    totals: str


@dataclass
class Peer:
    """One variant: a database of a running server with the market in it."""

    connection: psycopg.Connection[Any]
    geometry: Geometry
    codes: Codes
    rates: Rates
    prepared: dict[SupportNeeds, Asked] = field(default_factory=dict)

    def prepare(self, needs: SupportNeeds) -> Asked:
        """Parse and plan a question's statements, once: answering it pays for neither."""
        if needs not in self.prepared:
            statements = Statements(needs, self.codes, self.rates, self.geometry)
            at = len(self.prepared)
            names = [f"{tier}_{at}" for tier in ("confirmed", "ask_first", "totals")]
            texts = (statements.confirmed(SHOWN), statements.ask_first(SHOWN), statements.totals())
            for name, text in zip(names, texts, strict=True):
                self.connection.execute(f"PREPARE {name} AS\n{text}")
            self.prepared[needs] = Asked(*(f"EXECUTE {name}" for name in names))
        return self.prepared[needs]

    def listed(self, needs: SupportNeeds) -> list[tuple[int, float]]:
        """Number and utility of the plain list's twenty; who is to be asked first only if it isn't full."""
        asked = self.prepare(needs)
        rows = self._fetch(asked.confirmed)
        if len(rows) < SHOWN:
            rows = (rows + self._fetch(asked.ask_first))[:SHOWN]
        return [(number, level / UNITS) for number, level in rows]

    def totals(self, needs: SupportNeeds) -> tuple[int, int]:
        """How many are confirmed, and how many to ask first."""
        sure, all_listed = self._fetch(self.prepare(needs).totals)[0]
        return sure, all_listed - sure

    def plan(self, statement: str) -> str:
        """How a prepared statement is carried out, with the times it took."""
        lines = self._fetch(f"EXPLAIN (ANALYZE, BUFFERS) {statement}")
        return "\n".join(line for (line,) in lines)

    def _fetch(self, statement: str) -> list[tuple[Any, ...]]:
        cursor = self.connection.cursor(binary=True)
        return cursor.execute(statement).fetchall()


def load(server: Path, variant: str, offers: Iterable[Offer], codes: Codes, rates: Rates) -> Peer:
    """A new database with the market, indexed and vacuumed for one variant."""
    with psycopg.connect(f"postgresql://postgres@/postgres?host={server}", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{variant}"')
    connection = psycopg.connect(f"postgresql://postgres@/{variant}?host={server}", autocommit=True)
    connection.prepare_threshold = None
    connection.execute((FOLDER / "market.sql").read_text(encoding="utf-8"))
    for block in encoded(offers, codes):
        _copy(connection, "option", block.options)
        _copy(connection, "declared", block.declared)
    for statement in (FOLDER / f"{variant}.sql").read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            connection.execute(statement)
    return Peer(connection, VARIANTS[variant](), codes, rates)


def dropped(server: Path, variants: Iterable[str]) -> None:
    """Remove databases to which nobody is connected any more."""
    with psycopg.connect(f"postgresql://postgres@/postgres?host={server}", autocommit=True) as connection:
        for variant in variants:
            connection.execute(f'DROP DATABASE "{variant}"')


def _copy(connection: psycopg.Connection[Any], table: str, rows: bytes) -> None:
    with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
        copy.write(COPY_HEADER + rows + COPY_END)
