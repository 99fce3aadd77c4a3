"""What a file brought: its report, and what the store then holds of each record."""

from importers.pipeline import Orders, run
from tests.importers.paper_map import a_reading_context


def taken_in(store, source, path):
    """(the report, what each record claims by its id)."""
    report = run(store, source, path, a_reading_context(), Orders())
    with store.writing(dry_run=True) as writer:
        return report, {claims.source_id: claims for *_, claims in writer.live_claims()}
