"""Hiding: an officer takes a record, or a whole option, out of everything public."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from directory.errors import NotFound
from directory.store.audit import Change, note_changes
from directory.store.option_models import OptionRecord, ServiceAtLocation
from directory.store.record_models import SourceRecord, Visibility

STANDS = Visibility.lifted_at.is_(None)


def hidden_records(connection: Connection) -> frozenset[int]:
    """Every record that is hidden now."""
    return frozenset(connection.scalars(select(Visibility.record_id).where(STANDS)))


def records_hidden_by(connection: Connection, by: str) -> frozenset[int]:
    """Every record that this one hid and nobody has shown again."""
    return frozenset(
        connection.scalars(select(Visibility.record_id).where(STANDS, Visibility.hidden_by == by))
    )


def records_named(connection: Connection, what: int | str) -> list[int]:
    """A record by its number, or all records of an option by its id."""
    if isinstance(what, int):
        query = select(SourceRecord.id).where(SourceRecord.id == what)
    else:
        query = (
            select(OptionRecord.record_id)
            .join(ServiceAtLocation, ServiceAtLocation.option_number == OptionRecord.option_number)
            .where(ServiceAtLocation.option_id == what)
        )
    record_ids = sorted(connection.scalars(query))
    if not record_ids:
        raise NotFound(f"There is no option or record {what}.", "Check the number.")
    return record_ids


def hide_records(connection: Connection, record_ids: Sequence[int], why: str, by: str, at: datetime) -> None:
    """Those not hidden already."""
    already = hidden_records(connection)
    fresh = [record_id for record_id in record_ids if record_id not in already]
    if fresh:
        rows = [{"record_id": r, "why": why, "hidden_by": by, "hidden_at": at} for r in fresh]
        connection.execute(insert(Visibility), rows)
    hidden = {"hidden": True, "why": why}
    note_changes(
        connection, [Change(at, by, "hide", f"record {r}", {"hidden": False}, hidden) for r in fresh]
    )


def show_records(connection: Connection, record_ids: Sequence[int], by: str, at: datetime) -> None:
    """Those that are hidden."""
    hidden = hidden_records(connection)
    shown = [record_id for record_id in record_ids if record_id in hidden]
    connection.execute(
        update(Visibility).where(Visibility.record_id.in_(shown), STANDS).values(lifted_by=by, lifted_at=at)
    )
    note_changes(
        connection,
        [Change(at, by, "show again", f"record {r}", {"hidden": True}, {"hidden": False}) for r in shown],
    )


def hide_again(connection: Connection, shown_by: str, by: str, at: datetime) -> set[int]:
    """Take back that this one showed records; returns those that are hidden again."""
    lifted = select(Visibility.record_id).where(Visibility.lifted_by == shown_by)
    record_ids = set(connection.scalars(lifted)) - hidden_records(connection)
    connection.execute(
        update(Visibility)
        .where(Visibility.lifted_by == shown_by, Visibility.record_id.in_(record_ids))
        .values(lifted_by=None, lifted_at=None)
    )
    lines = (
        Change(at, by, "hide", f"record {record_id}", {"hidden": False}, {"hidden": True})
        for record_id in sorted(record_ids)
    )
    note_changes(connection, lines)
    return record_ids
