"""Take claims into a store as an import does: live rows compared, the missing ended, all of it folded."""

from hashlib import sha256

from directory.records import PrivateDetails
from directory.store.session import Store
from directory.store.views import Landed


def take_in(
    store: Store,
    *claims,
    source: str = "community-groups",
    publisher: str = "Example Council",
    scope: str = "Tower Hamlets",
    private: dict[str, PrivateDetails] | None = None,
) -> Landed:
    """A whole file: what it no longer holds ends. ``private`` gives details by source id."""
    private = private or {}
    with store.writing() as writer:
        run_id = writer.begin_run(source, publisher, scope, "file.csv", "0" * 64)
        live = writer.live_records(source, publisher, scope)
        details = [private.get(c.source_id) for c in claims]
        hashes = [sha256(repr(detail).encode()).hexdigest() if detail else None for detail in details]
        landed = writer.add_versions(run_id, zip(claims, details, hashes, strict=True))
        ended = writer.end_versions(run_id, live.keys() - {c.source_id for c in claims})
        writer.fold({*landed.added, *landed.changed, *ended})
        writer.finish_run(run_id, {"added": len(landed.added)}, {})
    return landed


def latest_run(store: Store) -> int:
    with store.reading() as reader:
        return reader.runs(1)[0].run_id


def published(store: Store) -> list:
    """Every published option, for a look at the market before and after."""
    with store.reading() as reader:
        return list(reader.published_rows())


def the_option(store: Store):
    """The one option there is, as a page shows it."""
    with store.reading() as reader:
        (row,) = reader.published_rows()
        return reader.options([row.option_id])[row.option_id]
