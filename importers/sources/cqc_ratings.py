"""The CQC's overall rating of a location, or what it says where it has published none."""

from typing import cast, get_args

from directory.records import Overall, Rating
from directory.vocabulary import folded
from importers.sources.cqc_row import CqcRow
from importers.tidy import yes_no

WITHOUT_RATING = frozenset(
    ["no published rating", "insufficient evidence to rate", "inspected but not rated", "not rated"]
)


def read_rating(
    this: CqcRow, overall: str, published: str, inherited: str
) -> tuple[Rating | None, str | None]:
    """(rating, why there is none) from these columns; a blank says neither, and a suspended one is none."""
    cell = this.text(overall)
    words = folded(cell)
    code = words.replace(" ", "_")
    if code in get_args(Overall):
        when = this.date(published)
        return Rating(cast(Overall, code), when, bool(yes_no(this.text(inherited)))), None
    if words in WITHOUT_RATING or "suspended" in words:
        return None, cell
    if cell:
        this.note("rating_not_understood", f"“{cell}” is not a rating that we know.", overall, cell)
    return None, None
