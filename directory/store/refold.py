"""Bring the folded market up to date with the records: whole organizations, in blocks, set by set."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, delete, select

from directory.store import option_models as tables
from directory.store.alone import Alone, insert_alone
from directory.store.blocks import in_blocks, insert_rows
from directory.store.changes import note_changed
from directory.store.fold import Rows, fold_organization
from directory.store.grouping import Organizations
from directory.store.joins import FEW_RECORDS, Joined, all_joined, joined_with
from directory.store.members import load_members
from directory.store.option_models import FOLDED
from directory.store.record_models import SourceVersion
from directory.store.visibility import hidden_records

RECORDS_AT_ONCE = 2_000
NONE_READY: Mapping[int, Alone] = {}


def refold(
    connection: Connection, record_ids: Iterable[int] | None, ready: Mapping[int, Alone] = NONE_READY
) -> None:
    """Fold anew every organization that these records are in, or were (None: all), and note what changed.

    ``ready``: records that nobody knew before, folded as if alone; those that are go in as they are.
    """
    options: set[int] = set()
    if record_ids is None:
        affected, joined = _forget_everything(connection), all_joined(connection)
    else:
        affected, joined, options = _forget_around(connection, set(record_ids))
    alone = [one for one in ready.values() if len(joined.organizations.of(one.record_id)) == 1]
    insert_alone(connection, alone)
    options.update(one.option_number for one in alone)
    done = {one.record_id for one in alone}
    hidden = hidden_records(connection)
    for groups in _whole_groups((record for record in affected if record not in done), joined.organizations):
        members = load_members(
            connection, (record_id for group in groups for record_id in group), hidden, joined.linked
        )
        live = {member.record_id: member for member in members}
        rows: Rows = defaultdict(list)
        for group in groups:
            if together := [live[record_id] for record_id in group if record_id in live]:
                for table, made in fold_organization(together).items():
                    rows[table].extend(made)
        for table in FOLDED:
            insert_rows(connection, table, rows[table])
        options.update(row["option_number"] for row in rows[tables.ServiceAtLocation])
    note_changed(connection, None if record_ids is None else options)


def _forget_everything(connection: Connection) -> list[int]:
    for table in reversed(FOLDED):
        connection.execute(delete(table))
    live = select(SourceVersion.record_id).where(SourceVersion.ended_by_run.is_(None))
    return list(connection.scalars(live.order_by(SourceVersion.record_id)))


def _forget_around(connection: Connection, affected: set[int]) -> tuple[list[int], Joined, set[int]]:
    """Drop the organizations these records are in, or were.

    Gives every record to fold again, how they are joined now, and the options that are gone until then.
    """
    every = all_joined(connection) if len(affected) > FEW_RECORDS else None
    while True:
        joined = every or joined_with(connection, affected)
        members = {member for record_id in affected for member in joined.organizations.of(record_id)}
        owners = _owners(connection, members)
        together = members | _records_of(connection, owners)
        if together == affected:
            break
        affected = together
    return sorted(affected), joined, _forget(connection, owners)


def _forget(connection: Connection, owners: Iterable[int]) -> set[int]:
    """Drop these organizations; returns the options that they had."""
    table, option, options = tables.Organization, tables.ServiceAtLocation, set()
    for block in in_blocks(owners):
        theirs = select(option.option_number).where(option.owner_number.in_(block))
        options.update(connection.scalars(theirs))
        connection.execute(delete(table).where(table.owner_number.in_(block)))
    return options


def _owners(connection: Connection, record_ids: Iterable[int]) -> set[int]:
    option, member = tables.ServiceAtLocation, tables.OptionRecord
    query = select(option.owner_number).join(member, member.option_number == option.option_number)
    return {
        owner
        for block in in_blocks(record_ids)
        for owner in connection.scalars(query.where(member.record_id.in_(block)))
    }


def _records_of(connection: Connection, owner_numbers: Iterable[int]) -> set[int]:
    option, member = tables.ServiceAtLocation, tables.OptionRecord
    query = select(member.record_id).join(option, member.option_number == option.option_number)
    return {
        record_id
        for block in in_blocks(owner_numbers)
        for record_id in connection.scalars(query.where(option.owner_number.in_(block)))
    }


def _whole_groups(record_ids: Iterable[int], organizations: Organizations) -> Iterator[list[tuple[int, ...]]]:
    """Groups of joined records, some 2,000 records at once, so that memory stays small."""
    groups: list[tuple[int, ...]] = []
    seen: set[int] = set()
    waiting = 0
    for record_id in record_ids:
        if record_id in seen:
            continue
        group = tuple(organizations.of(record_id))
        seen.update(group)
        groups.append(group)
        waiting += len(group)
        if waiting >= RECORDS_AT_ONCE:
            yield groups
            groups, waiting = [], 0
    if groups:
        yield groups
