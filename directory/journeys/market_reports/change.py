"""What came, went and changed hands in an area over a year: named, and told apart."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from directory.journeys.market_reports.ground import WHOLE_COUNCILS, Ground
from directory.store.views import Coming, How, Looks

DAYS = 365
MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Change:
    """From ``since`` to ``until``. ``looks`` are registers looked at more than once, ``once`` the others.

    ``counts`` holds all, ``private`` those of them who aren't named; ``named`` are the latest.
    """

    since: date
    until: date
    counts: Mapping[How, int]
    private: Mapping[How, int]
    named: tuple[Coming, ...]
    looks: tuple[Looks, ...]
    once: tuple[Looks, ...]


def change(ground: Ground) -> Change | None:
    """None for an area that isn't made of whole councils, whose registers can't be told apart by it."""
    territory, until = ground.territory, ground.snapshot.as_of
    if territory.kind not in WHOLE_COUNCILS:
        return None
    since = until - timedelta(days=DAYS)
    start, end = datetime.combine(since, time.min, UTC), datetime.combine(until, time.max, UTC)
    with ground.store.reading() as reader:
        found = reader.comings(territory.councils, start, end)
        spoken = {(each.source, each.publisher, each.scope) for each in reader.spoken_for(ground.numbers)}
        looks = [each for each in reader.looks_at() if (each.source, each.publisher, each.scope) in spoken]
    public = [each for each in found if each.name is not None]
    return Change(
        since,
        until,
        dict(Counter(each.how for each in found)),
        dict(Counter(each.how for each in found if each.name is None)),
        tuple(reversed(public[-MOST_NAMED:])),
        tuple(each for each in looks if each.runs > 1),
        tuple(each for each in looks if each.runs == 1),
    )
