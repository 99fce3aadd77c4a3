"""The words of all councils side by side: the question of 2013, asked again with evidence."""

from collections.abc import Sequence

from directory.journeys.all_councils import AllCouncils, CouncilStanding
from directory.journeys.neighbours import Neighbours
from directory.web.plain_words import counted, joined
from directory.web.report.blocks import Block, Column, Points, Section, StackedBars, Table, Text
from directory.web.report.cells import percent
from matching.market.standard import Line, Verdict

VERDICTS: dict[Verdict, str] = {
    "meets": "Meets it",
    "not_known": "Can't be said",
    "does_not": "Does not meet it",
    "cannot_judge": "Records too thin to judge",
}
LINES = {"choice": "choice", "languages": "languages", "faith": "faith", "culture": "ethnic groups"}
LACKING = {
    "options": "more records",
    "price_known": "prices",
    "languages_known": "languages",
    "confirmed_this_year": "records confirmed this year",
    "people": "who lives there",
}
THEN = (
    "In September 2013 the councils were asked whether their market was diverse and culturally "
    "sensitive: 126 of 152 "
    "answered, and 70% of those said that it was. Nobody could check it."
)


def councils_headline(found: AllCouncils) -> list[Block]:
    judged = len(found.councils) - found.verdicts.get("cannot_judge", 0)
    meets, unsure = found.verdicts.get("meets", 0), found.verdicts.get("not_known", 0)
    if judged:
        least, most = percent(meets / judged), percent((meets + unsure) / judged)
        share = least if least == most else f"between {least} and {most}"
        answer = (
            f"Of the {counted(judged, 'council')} that the records let us judge, {share} "
            f"{'meets' if judged == 1 else 'meet'} the standard."
        )
    else:
        answer = "The records do not let us judge a single council yet."
    thin = found.verdicts.get("cannot_judge", 0)
    missing = _missing(found)
    left = (
        f" {counted(thin, 'council')} can't be judged: what is missing is {missing}."
        if thin and missing
        else ""
    )
    return [Text(answer + left), Text(THEN)]


def councils_sections(found: AllCouncils, neighbours: Neighbours | None) -> list[Section]:
    return [
        Section(
            "verdicts",
            "How councils stand",
            [_bars(found), *([] if neighbours else [Text(_no_neighbours(), quiet=True)])],
        ),
        Section("councils", "Every council", [_table(found)]),
        Section("standard", "The standard", _standard(found)),
    ]


def beside_section(councils: Sequence[CouncilStanding]) -> Section:
    """One council beside those that are like it, as a file says; the first is the council itself."""
    table = Table(
        "neighbours",
        "This council beside those that are like it",
        (
            Column("Council"),
            Column("Options", "count"),
            Column("Three choices, sure", "share"),
            Column("Three choices, possible", "share"),
            Column("None, even at best", "share"),
            Column("Stands to the standard"),
        ),
        [
            (
                *(each.label, each.options, each.confirmed, each.possible, each.none_at_best),
                VERDICTS[each.judged.verdict],
            )
            for each in councils
        ],
        "Which councils are alike is told by the file neighbours.csv, not by us.",
    )
    return Section("neighbours", "Beside other councils", (table,))


def next_words(council: CouncilStanding) -> str:
    """What to work on first: the line that is missed, else what isn't known, else what the records lack."""
    if council.judged.verdict == "cannot_judge":
        return f"ask for {joined([LACKING[each] for each in council.judged.lacking])}"
    for verdict in ("does_not", "not_known"):
        lines = [line for line in council.judged.lines if line.verdict == verdict]
        if lines:
            return joined([_line(line) for line in lines])
    return "keep it so"


def _line(line: Line) -> str:
    if line.key == "choice":
        return f"choice: {line.sure:g} to {line.possible:g} of {line.bound:g} people needed"
    return (
        f"{LINES[line.key]}: {percent(line.possible)} to {percent(line.sure)} of people without an offer, "
        f"{percent(line.bound)} at most"
    )


def _missing(found: AllCouncils) -> str:
    lacking = {each for council in found.councils for each in council.judged.lacking}
    return joined([words for name, words in LACKING.items() if name in lacking])


def _bars(found: AllCouncils) -> StackedBars:
    regions = sorted({council.region for council in found.councils})
    rows: list[tuple[str, list[float] | None]] = []
    table_rows = []
    for region in ("All of England", *regions):
        inside = [each for each in found.councils if region in ("All of England", each.region)]
        counts = [sum(each.judged.verdict == verdict for each in inside) for verdict in VERDICTS]
        rows.append((region, [count / len(inside) for count in counts] if inside else None))
        table_rows.append((region, *counts))
    table = Table(
        "verdicts",
        "Councils by how they stand to the standard",
        (Column("Region"), *(Column(words, "count") for words in VERDICTS.values())),
        table_rows,
    )
    counts = [f"{words.lower()}, {found.verdicts.get(verdict, 0)}" for verdict, words in VERDICTS.items()]
    alt = f"Councils of each region by how they stand to the standard. All of England: {'; '.join(counts)}."
    return StackedBars(alt, tuple(VERDICTS.values()), rows, table)


def _table(found: AllCouncils) -> Table:
    columns = (
        Column("Council"),
        Column("Place", "count"),
        Column("Stands"),
        Column("How firmly", "share"),
        Column("Options", "count"),
        Column("Three choices, sure", "share"),
        Column("Three choices, possible", "share"),
        Column("None, even at best", "share"),
        Column("To work on first"),
    )
    rows = [
        (
            *(each.label, each.place if each.place else "none", VERDICTS[each.judged.verdict]),
            None if each.judged.verdict == "cannot_judge" else each.judged.firmness,
            *(each.options, each.confirmed, each.possible, each.none_at_best, next_words(each)),
        )
        for each in found.councils
    ]
    note = (
        "“How firmly”: each bound of the standard is moved by a tenth up and down, in all 27 ways; this "
        "is the share "
        "of them that give the same verdict. A place is given only where the records let us judge."
    )
    return Table("councils", "All councils side by side", columns, rows, note)


def _standard(found: AllCouncils) -> list[Block]:
    standard = found.standard
    return [
        Text("A council's market meets the standard where all of this holds:"),
        Points(
            (
                f"For at least {standard.profiles} of the {found.profiles} example people, "
                f"{percent(standard.share_with_three)} or more of residents could choose from three "
                f"providers, and "
                f"{percent(standard.share_with_none)} or fewer from none.",
                f"Of people of languages, faiths and ethnic groups of at least "
                f"{percent(standard.group_share)} of "
                f"residents, {percent(standard.share_without_offer)} or fewer are without a single "
                f"option that says "
                "yes.",
            )
        ),
        Text(
            f"It is judged only where a council has at least {standard.options} options, "
            f"{percent(standard.price_known)} of them say a price, {percent(standard.languages_known)} a "
            f"language, and "
            f"{percent(standard.confirmed_this_year)} were confirmed this year. “Can't be said” means "
            f"that it would "
            "depend on answers nobody has asked for. The standard is a file, standard.json, that anybody "
            "may change."
        ),
    ]


def _no_neighbours() -> str:
    return (
        "Which councils are like which is not loaded: a file neighbours.csv in the data folder would say "
        "it, and each "
        "council's report would then show its neighbours beside it."
    )
