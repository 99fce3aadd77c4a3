"""The words of a report's first question: what choice people have here, where, and what would mend it."""

from collections.abc import Sequence

from directory.geography.reference.outlines import Outlines
from directory.journeys.market_reports.choice import AreaChoice, MeanChoice, ProfileChoice, Shortage
from directory.journeys.market_reports.report import MarketReport
from directory.journeys.market_reports.shown import Shown
from directory.web.report.blocks import (
    AreaMap,
    Block,
    Column,
    Points,
    RangeBars,
    Section,
    Shape,
    Table,
    Text,
)
from directory.web.report.cells import percent
from matching.market.measures import ChoiceShares

LEVELS = ("under a quarter", "a quarter to a half", "a half to three quarters", "three quarters or more")
PLACES = {
    "ward": "ward",
    "msoa": "middle-layer area",
    "lsoa": "small area",
    "council": "council",
    "outcode": "postcode district",
}
MAPPED = {"ward": "ward", "msoa": "middle-layer area of the census", "ltla": "council"}
GAP_REMEDIES = {
    "not_known": "ask providers what their records don't say",
    "not_affordable": "it is there, at a higher price",
    "not_offered": "it would have to be commissioned",
}
CAUSES = {
    "not_known": (
        "Three or more could be there, but their records do not say enough",
        "To do: ring and ask. Nothing has to be bought.",
    ),
    "not_affordable": (
        "Three or more are there, at a higher price than this person has",
        "To do: look at the price that the council pays, or at the budget.",
    ),
    "not_offered": (
        "There are not three, whatever the price",
        "To do: commission it, or help a small provider to begin.",
    ),
}


def choice_section(report: MarketReport, outlines: Outlines | None) -> Section:
    """All that the report says of choice; a map where outlines of its parts are loaded."""
    choice = report.choice
    if choice.whole.confirmed is None:
        words = "No postcode or small area is known here, so choice can't be measured."
        return Section("choice", "What choice people have", (Text(words),))
    blocks: list[Block] = [
        Text(
            "For each of these people we ask who could help: within reach, within their money, and as they "
            "need it. Several options of one provider count once. The dark part is confirmed by records. The "
            "light part is what there would be if everybody who must be asked first said yes."
        ),
        _by_profile(choice.profiles),
        Text(_basis(report), quiet=True),
        *_causes(choice.profiles),
        *_places(report, outlines),
        *_circumstances(choice.by_circumstance),
    ]
    return Section("choice", "What choice people have", blocks)


def shortage_words(short: Shortage, here: str) -> str:
    """One of the worst shortages as a point: who, where, how many, why, and what to do."""
    place = f"anywhere in {here}" if short.everywhere and short.short_share == 1 else ""
    place = place or (f"in most of {here}" if short.everywhere else f"in {short.place}")
    cause, remedy = CAUSES[short.cause]
    return f"{short.label}: no sure choice of three {place}{_people(short.short_people)}. {cause}. {remedy}"


def _people(count: Shown | None) -> str:
    if count is None:
        return ""
    if count == "*":
        return " (fewer than 8 people live there)"
    return f" ({count:,} people live there)"


def _by_profile(profiles: Sequence[ProfileChoice]) -> RangeBars:
    rows = [
        (each.label, *(shares.enough if shares else None for shares in (each.confirmed, each.possible)))
        for each in profiles
    ]
    columns = [Column("Somebody like this")]
    for band in ("Three or more", "One or two", "None"):
        columns += [Column(f"{band}, confirmed", "share"), Column(f"{band}, possible", "share")]
    table = Table(
        "choice_by_person",
        "Share of people who could choose from three or more, one or two, or no provider",
        columns,
        [(each.label, *_pairs(each.confirmed, each.possible)) for each in profiles],
    )
    return RangeBars(
        "For each person a bar of how many people could choose from three or more providers: "
        + "; ".join(f"{label}, {percent(low)} to {percent(high)}" for label, low, high in rows)
        + ".",
        rows,
        table,
    )


def _pairs(confirmed: ChoiceShares | None, possible: ChoiceShares | None) -> list[float | None]:
    bands = ("enough", "few", "none")
    return [getattr(shares, band) if shares else None for band in bands for shares in (confirmed, possible)]


def _basis(report: MarketReport) -> str:
    people = report.people
    if people.basis == "residents":
        return (
            f"Counted for the {people.total:,} people who live here, by {len(people.areas):,} small "
            f"areas. Each "
            "of these people is taken to live where others live."
        )
    return (
        f"Counted for the area's {people.total:,} postcodes, past and present, which stand for people: no "
        "census table is loaded here."
    )


def _causes(profiles: Sequence[ProfileChoice]) -> Sequence[Block]:
    told = [(each.label, each.gaps) for each in profiles if each.gaps]
    rows = [
        (label, gaps.not_known, gaps.not_affordable, gaps.not_offered)
        for label, gaps in told
        if gaps.not_known or gaps.not_affordable or gaps.not_offered
    ]
    if not rows:
        return ()
    columns = [
        Column("Somebody like this"),
        *(Column(words[0].upper() + words[1:], "share") for words in GAP_REMEDIES.values()),
    ]
    caption = "Where three or more are not confirmed: what would mend it, by share of people"
    return (Table("what_would_mend_it", caption, columns, rows),)


def _places(report: MarketReport, outlines: Outlines | None) -> Sequence[Block]:
    places, word = report.choice.by_place, PLACES[report.people.level]
    if len(places) < 2:
        return ()
    table = _mean_table(
        "choice_by_place",
        f"People of all {len(report.choice.profiles)} kinds together, by {word}",
        word.capitalize(),
        places,
    )
    blocks: list[Block] = [_map(report, outlines, table)] if outlines else [table]
    return [*blocks, *_left_out(report.choice, word)]


def _mean_table(key: str, caption: str, first: str, means: Sequence[MeanChoice]) -> Table:
    columns = (
        Column(first),
        Column("People", "count"),
        Column("Three or more, confirmed", "share"),
        Column("Three or more, possible", "share"),
        Column("None, even at best", "share"),
    )
    rows = [
        (
            each.label,
            each.people,
            each.confirmed.enough if each.confirmed else None,
            each.possible.enough if each.possible else None,
            each.possible.none if each.possible else None,
        )
        for each in means
    ]
    return Table(key, caption, columns, rows)


def _map(report: MarketReport, outlines: Outlines, table: Table) -> AreaMap:
    """By what is possible: what is confirmed is mostly nothing, as long as records don't say."""
    places, word = report.choice.drawn, MAPPED[outlines.about.level]
    shapes = [Shape(each.label, outlines.of(each.code), _level(each.possible)) for each in places]
    told = [(each.label, each.possible.enough) for each in places if each.possible]
    worst = sorted(told, key=lambda each: each[1])[:3]
    alt = f"A map of the share of people with three or more possible choices, by {word}. "
    if worst and worst[0][1] < 1:
        alt += "Lowest: " + "; ".join(f"{label}, {percent(share)}" for label, share in worst) + "."
    else:
        alt += "It is all of them everywhere."
    return AreaMap(alt, LEVELS, shapes, table)


def _level(shares: ChoiceShares | None) -> int | None:
    return None if shares is None else min(int(4 * shares.enough), 3)


def _left_out(choice: AreaChoice, word: str) -> Sequence[Block]:
    """Who would have no choice at all even if everybody asked said yes, and where most of them live."""
    points = []
    for profile in choice.profiles:
        without = profile.whole.none_people
        if not profile.possible or not profile.possible.none:
            continue
        where = max(
            profile.by_place, key=lambda place: place.choice.shares.possible.none if place.choice else 0
        )
        share = where.choice.shares.possible.none if where.choice else 0
        same = profile.possible.none == 1
        people = f" ({without:,} people)" if isinstance(without, int) else ""
        points.append(
            f"{profile.label}: nobody at all for {percent(profile.possible.none)} of people{people}"
            + ("." if same else f". It is worst in {where.label}: {percent(share)}.")
        )
    if not points:
        return (Text(f"In every {word} each of these people could have at least one choice."),)
    return (Text("Who is left out, even if everybody who must be asked said yes:"), Points(points))


def _circumstances(means: Sequence[MeanChoice]) -> Sequence[Block]:
    if not means:
        return ()
    return (
        _mean_table(
            "choice_by_circumstance",
            "People of all kinds together, by how deprived and how rural their small area is",
            "People who live in",
            [each for each in means if each.confirmed],
        ),
    )
