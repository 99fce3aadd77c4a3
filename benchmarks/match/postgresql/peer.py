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
VARIANTS: Mapping[str, Callable[[], Geometry]] = {"point": Points, "postgis": PostGis}


@dataclass(frozen=True, slots=True)
class Answer:
    """Option numbers as listed with their utilities, and how many there are in each tier where asked."""

    numbers: tuple[int, ...]
    utilities: tuple[float, ...]
    confirmed: int | None = None
    ask_first: int | None = None


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

    def answer(self, needs: SupportNeeds, *, totals: bool = True) -> Answer:
        """The plain list of twenty; those to ask first are looked for only if it isn't full."""
        asked = self.prepare(needs)
        listed = self._fetch(asked.confirmed)
        confirmed = len(listed)
        if confirmed < SHOWN:
            listed = (listed + self._fetch(asked.ask_first))[:SHOWN]
        numbers, utilities = zip(*listed, strict=True) if listed else ((), ())
        if not totals:
            return Answer(numbers, utilities)
        sure, all_listed = self._fetch(asked.totals)[0]
        return Answer(numbers, utilities, sure, all_listed - sure)

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


def _copy(connection: psycopg.Connection[Any], table: str, rows: bytes) -> None:
    with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
        copy.write(COPY_HEADER + rows + COPY_END)
