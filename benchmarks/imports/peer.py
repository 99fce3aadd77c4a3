"""The plain way to import: DictReader, a marshmallow schema for each row, and the ORM, row by row."""

import csv
from datetime import datetime
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate
from sqlalchemy import JSON, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from importers.source import Column

ROWS_A_COMMIT = 1_000


class PeerBase(DeclarativeBase):
    """Tables of the peer's own."""


class PeerRow(PeerBase):
    """A row as it came, and the day."""

    __tablename__ = "peer_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    cells: Mapped[dict[str, Any]] = mapped_column(JSON)
    taken_in: Mapped[datetime]


def validated(path: Path, columns: tuple[Column, ...], rows: int) -> tuple[int, float]:
    """(rows, processor seconds) of reading and validating the first rows of a file."""
    schema, count, began = _schema(columns), 0, process_time()
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in islice(csv.DictReader(file), rows):
            schema.load(row)
            count += 1
    return count, process_time() - began


def imported(path: Path, columns: tuple[Column, ...], rows: int, folder: Path) -> tuple[int, float]:
    """(rows, seconds) of validating and storing the first rows of a file: one table, nothing linked."""
    engine = create_engine(f"sqlite:///{folder / 'peer.sqlite3'}")
    PeerBase.metadata.create_all(engine)
    schema, count, began = _schema(columns), 0, perf_counter()
    with path.open(encoding="utf-8-sig", newline="") as file, Session(engine) as session:
        for row in islice(csv.DictReader(file), rows):
            session.add(PeerRow(cells=schema.load(row), taken_in=datetime(2026, 11, 26)))  # noqa: DTZ001
            count += 1
            if count % ROWS_A_COMMIT == 0:
                session.commit()
        session.commit()
    engine.dispose()
    return count, perf_counter() - began


def _schema(columns: tuple[Column, ...]) -> Schema:
    """Texts of a length, those required not blank: what every such schema begins with."""
    told: dict[str, fields.Field[Any]] = {
        column.name: fields.String(
            required=column.required, validate=validate.Length(1 if column.required else 0, 5_000)
        )
        for column in columns
    }
    return Schema.from_dict(told)(unknown=EXCLUDE)
