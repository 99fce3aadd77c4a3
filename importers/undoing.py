"""Taking an import back."""

from dataclasses import asdict, dataclass
from typing import Any

from directory.store.import_lock import Says
from directory.store.session import Store
from importers.pipeline import BY_IMPORT


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing an import did: ``records`` that it had touched, options listed before and after.

    ``stay_hidden``: records among them whose people withdrew consent.
    """

    run_id: int
    records: int
    listed_before: int
    listed: int
    stay_hidden: int
    fingerprint: str
    dry_run: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def undo(
    store: Store, run_id: int, by: str, *, dry_run: bool = False, says: Says = lambda sentence: None
) -> Undone:
    """Make the records as they were before a run; ``CareMarketError`` where it can't be undone.

    ``says`` is told if another import must end first.
    """
    with store.importing(f"undoing import {run_id}", says=says), store.writing(dry_run=dry_run) as writer:
        before = writer.listed()["total"]
        touched = writer.undo_run(run_id, by)
        return Undone(
            run_id=run_id,
            records=len(touched),
            listed_before=before,
            listed=writer.listed()["total"],
            stay_hidden=len(writer.hidden_by(BY_IMPORT).intersection(touched)),
            fingerprint=writer.fingerprint(),
            dry_run=dry_run,
        )
