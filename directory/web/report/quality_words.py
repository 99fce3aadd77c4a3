"""The words of quality: official ratings with their age, and how much the records say at all."""

from directory.journeys.market_reports.quality import Quality, RatingLine, RecordQuality
from directory.web.plain_words import counted, long_date
from directory.web.report.blocks import Bars, Block, Column, Section, Table, Text
from directory.web.report.cells import percent

RATED = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement",
    "inadequate": "Inadequate",
    "unknown": "No rating known",
}
MATTERS = {
    "service_type": "What service it is",
    "user_bands": "Who it is for",
    "setting": "Where help happens",
    "times": "At what times",
    "languages": "Languages spoken",
    "faith": "Faith",
    "culture": "Culture",
    "diet": "Food",
    "staff_gender": "A woman or a man",
    "accessibility": "How easy it is to get in and use",
    "funding": "Ways to pay",
    "price": "Price",
    "room": "Hours it has free",
    "rating": "Official rating",
    "needs": "What it helps with",
}


def quality_section(found: Quality) -> Section:
    if not found.registered:
        words = "No officially registered care is based here, so there are no official ratings."
        return Section("quality", "How good it is said to be", (Text(words),))
    registered = counted(found.registered, "registered option")
    words = f"{found.rated:,} of {registered} have an official rating that we know"
    if found.rated:
        words += f"; {found.good:,} of them are good or outstanding ({percent(found.good / found.rated)})"
    if found.inherited:
        words += f". {counted(found.inherited, 'rating')} came from an earlier owner"
    if found.oldest:
        words += f". The oldest is of {long_date(found.oldest)}"
    words += (
        ". Community groups and personal assistants are not rated by any regulator, and are not counted here."
    )
    blocks: list[Block] = [Text(words), _ratings(found.lines), _ages(found.lines)]
    return Section("quality", "How good it is said to be", blocks)


def _ratings(lines: tuple[RatingLine, ...]) -> Table:
    columns = (
        Column("Service"),
        Column("Options", "count"),
        *(Column(words, "count") for words in RATED.values()),
    )
    rows = [(line.label, line.options, *(line.by_rating[code] for code in RATED)) for line in lines]
    return Table("ratings", "Official ratings, by service", columns, rows)


def _ages(lines: tuple[RatingLine, ...]) -> Table:
    labels = ("Up to 1 year", "1 to 3 years", "3 to 5 years", "Over 5 years", "Date not known")
    columns = (
        Column("Service"),
        *(Column(label, "count") for label in labels),
        Column("Middle age in years", "figure"),
    )
    rows = [(line.label, *line.by_age, line.median_years) for line in lines if sum(line.by_age)]
    return Table("rating_ages", "How old the ratings are", columns, rows)


def records_section(found: RecordQuality) -> Section:
    table = Table(
        "known",
        "How many options say anything about it",
        (Column("Matter"), Column("Options", "count"), Column("Share", "share")),
        [(MATTERS[each.what], each.options, each.options / found.options) for each in found.told],
        "What an option does not say counts as not known, never as a no.",
    )
    alt = "How many options say anything: " + "; ".join(
        f"{MATTERS[each.what].lower()}, {percent(each.options / found.options)}" for each in found.told
    )
    bars = Bars(
        f"{alt}.", "share", [(MATTERS[each.what], each.options / found.options) for each in found.told], table
    )
    return Section("records", "How much is known", (Text(checked_words(found)), bars))


def checked_words(found: RecordQuality) -> str:
    """ "320 of 350 records (91%) were confirmed in the last year; the oldest is of 3 May 2019." """
    oldest = f" The oldest is of {long_date(found.oldest)}." if found.oldest else ""
    return (
        f"{found.fresh:,} of {counted(found.options, 'record')} ({percent(found.fresh / found.options)}) "
        f"were "
        f"confirmed in the last year.{oldest}"
    )
