"""Ratings of an area's options with their dates, and how much its records say at all and how old they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from directory.journeys.market_reports.ground import Ground
from directory.journeys.market_reports.offering import answering, by_code, said_yes
from directory.vocabulary import vocabulary
from matching import planes
from matching.columns import FRESH_DAYS
from matching.fields import EPOCH, RATINGS
from matching.market.figures import AGE_EDGES_YEARS, rating_ages

RATED_KIND = "regulated_provider"
"""The only kind that the Care Quality Commission rates: others aren't "without a rating"."""
GOOD = tuple(RATINGS.index(rating) for rating in ("good", "outstanding"))
LISTS: tuple[str, ...] = (
    "service_type", "user_bands", "setting", "times", "languages", "faith", "culture", "diet", "staff_gender",
    "accessibility", "funding",
)  # fmt: skip
"""What records may say of an option, each a list of ours."""


@dataclass(frozen=True, slots=True)
class RatingLine:
    """Ratings of the registered options of one service type: how many of each, and of those how old.

    ``by_age`` are rated options of up to 1, 3, 5 years, older, and of unknown date.
    """

    service_type: str
    label: str
    options: int
    by_rating: Mapping[str, int]
    inherited: int
    median_years: float | None
    by_age: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """``rated`` of the registered options have a rating; ``good`` of them good or better."""

    registered: int
    rated: int
    good: int
    inherited: int
    oldest: date | None
    lines: tuple[RatingLine, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """How many of the area's options say anything of one matter."""

    what: str
    options: int


@dataclass(frozen=True, slots=True)
class RecordQuality:
    """Of ``options``: what they tell, and how many were confirmed in the year up to the report's day."""

    options: int
    told: tuple[Told, ...]
    fresh: int
    oldest: date | None


def quality(ground: Ground) -> Quality:
    """Of the officially registered options based in the area."""
    rated = _Rated(ground)
    everything = rated.line("", "All registered care", np.ones(len(rated.rows), dtype=np.bool_))
    lines = [everything] + [
        rated.line(code, vocabulary("service_type").label(code), rated.of_type(code))
        for code in sorted(by_code(ground, "service_type"), key=vocabulary("service_type").label)
        if rated.of_type(code).any()
    ]
    day = rated.day[(rated.day >= 0) & (rated.rating > 0)]
    return Quality(
        registered=len(rated.rows),
        rated=int((rated.rating > 0).sum()),
        good=int(np.isin(rated.rating, GOOD).sum()),
        inherited=int((rated.inherited & (rated.rating > 0)).sum()),
        oldest=EPOCH + timedelta(days=int(day.min())) if len(day) else None,
        lines=tuple(lines) if len(rated.rows) else (),
    )


class _Rated:
    """The registered options of an area with their ratings."""

    def __init__(self, ground: Ground) -> None:
        snapshot = ground.snapshot
        kind = snapshot.position("provider_kind", RATED_KIND)
        self._of_kind = snapshot.columns["kind"][ground.rows] == kind
        self._ground = ground
        self.rows = ground.rows[self._of_kind]
        self.rating, self.day, self.inherited = (
            snapshot.columns[name][self.rows] for name in ("rating", "rated_day", "rating_inherited")
        )

    def of_type(self, code: str) -> np.ndarray:
        return said_yes(self._ground, "service_type", code)[self._of_kind]

    def line(self, code: str, label: str, these: np.ndarray) -> RatingLine:
        today = (self._ground.snapshot.as_of - EPOCH).days
        rating, day = self.rating[these], self.day[these]
        ages = rating_ages(rating, day, today, AGE_EDGES_YEARS, len(RATINGS))
        counts = np.bincount(rating, minlength=len(RATINGS)).tolist()
        return RatingLine(
            code,
            label,
            int(these.sum()),
            dict(zip(RATINGS, counts, strict=True)),
            int((self.inherited[these] & (rating > 0)).sum()),
            ages.median_years,
            tuple(ages.options.sum(axis=0).tolist()),
        )


def record_quality(ground: Ground) -> RecordQuality:
    """Of all options based in the area."""
    snapshot, rows = ground.snapshot, ground.rows
    told = [Told(name, int(answering(ground, name).sum())) for name in LISTS]
    for what, fact in (("price", "priced"), ("room", "room_told"), ("rating", "rated")):
        told.append(Told(what, int(planes.at(snapshot.fact(fact), rows).sum())))
    told.append(Told("needs", _telling_needs(ground)))
    day = snapshot.columns["confirmed_day"][rows]
    known = day[day >= 0]
    since = (snapshot.as_of - EPOCH).days - FRESH_DAYS
    return RecordQuality(
        len(rows),
        tuple(sorted(told, key=lambda each: (-each.options, each.what))),
        int((day >= since).sum()),
        EPOCH + timedelta(days=int(known.min())) if len(known) else None,
    )


def _telling_needs(ground: Ground) -> int:
    said = [answering_needs(ground, setting) for setting in ground.snapshot.codes["setting"]]
    return int(np.logical_or.reduce(said).sum()) if said else 0


def answering_needs(ground: Ground, setting: str) -> np.ndarray:
    """Which of the area's options say yes to any need in a setting, (rows,)."""
    stated = np.bitwise_or.reduce(ground.snapshot.columns[f"needs_{setting}_yes"], axis=0)
    return planes.at(stated, ground.rows)
