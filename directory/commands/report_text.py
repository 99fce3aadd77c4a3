"""A market report for a commissioner to read on a screen or a printed page."""

import textwrap
from collections.abc import Iterator, Sequence

from directory.journeys.market_reports.choice import ProfileChoice
from directory.journeys.market_reports.report import MarketReport, SourceCount
from directory.web.market_report_words import GAP_REMEDIES, METHOD, NOT_STATED, in_short, percent
from directory.web.plain_words import counted, long_date, source_name
from matching.market.measures import ChoiceShares

WIDTH = 96


def as_text(report: MarketReport) -> str:
    """The report in plain English, ``WIDTH`` columns wide."""
    return "\n".join(
        [*_heading(report), *_supply(report), *_choice(report), *_market(report), *_ground(report)]
    )


def _heading(report: MarketReport) -> Iterator[str]:
    yield f"How varied is the market in {report.area.label}?"
    yield "=" * WIDTH
    yield f"As recorded on {long_date(report.as_of)}."
    yield f"Data version {report.data_version}, area {report.area.code}."
    if report.example:
        yield "EXAMPLE DATA: some or all of these options are invented."
    yield from _section("In short")
    for sentence in in_short(report):
        yield from textwrap.wrap(sentence, WIDTH, initial_indent="- ", subsequent_indent="  ")


def _supply(report: MarketReport) -> Iterator[str]:
    owners = report.concentration.owners
    yield from _section("What there is")
    yield f"{counted(report.options, 'option')} based here, from {counted(owners, 'provider')}."
    yield (
        f"Based elsewhere, but saying that they serve this area or all of England: {report.from_elsewhere:,}."
    )
    if not report.options:
        return
    yield ""
    yield from _table(
        ("Kind of provider", "Options", "Share"),
        [(k.label, f"{k.options:,}", percent(k.options / report.options)) for k in report.by_kind],
    )
    needs = sorted(report.by_need, key=lambda need: (-need.options, need.label))
    yield ""
    yield from _table(
        ("What people need", "Options", "Providers", "Not known"),
        [(n.label, f"{n.options:,}", f"{n.owners:,}", f"{n.unknown:,}") for n in needs if n.options],
    )
    missing = [need.label for need in needs if not need.options]
    if missing:
        yield ""
        yield from _paragraph(f"No option here is known to offer: {'; '.join(missing)}.")


def _choice(report: MarketReport) -> Iterator[str]:
    yield from _section("What choice people have")
    if not report.people.total:
        yield "This area has no postcodes in the table, so choice can't be measured."
        return
    yield from _paragraph(
        "Could these people choose between at least three affordable options within reach, from different"
        " providers? Of everyone in the area, this share could, from what is confirmed to what is possible:"
    )
    for choice in report.choice.profiles:
        yield ""
        yield from _paragraph(choice.label)
        yield from _choice_lines(choice)


def _choice_lines(choice: ProfileChoice) -> Iterator[str]:
    confirmed, possible, gaps = choice.confirmed, choice.possible, choice.gaps
    if confirmed is None or possible is None or gaps is None:
        return
    for label, share in (("Three or more", "enough"), ("One or two", "few"), ("None", "none")):
        yield f"  {label:<16}{_range(confirmed, possible, share)}"
    mending = [
        f"{gap.replace('_', ' ')} for {percent(getattr(gaps, gap))} ({remedy})"
        for gap, remedy in GAP_REMEDIES.items()
        if getattr(gaps, gap)
    ]
    if mending:
        yield from textwrap.wrap(
            f"Fewer than three: {'; '.join(mending)}.", WIDTH, initial_indent="  ", subsequent_indent="  "
        )


def _range(confirmed: ChoiceShares, possible: ChoiceShares, share: str) -> str:
    ends = getattr(confirmed, share), getattr(possible, share)
    return f"{percent(ends[0]):>9} confirmed  {percent(ends[1]):>9} possible"


def _market(report: MarketReport) -> Iterator[str]:
    if not report.options:
        return
    held, variety = report.concentration, report.variety
    yield from _section("Who it depends on, and how varied it is")
    yield from _table(
        ("Measure", "Value"),
        [
            ("Providers", f"{held.owners:,}"),
            ("Concentration (HHI)", f"{held.hhi:,.0f}" if held.hhi is not None else "not known"),
            ("Held by the four largest (CR4)", percent(held.cr4 / 100 if held.cr4 is not None else None)),
            ("Variety of kinds, order 0", f"{variety.hill_0:.1f}"),
            ("Variety of kinds, order 1", f"{variety.hill_1:.1f}"),
            ("Variety of kinds, order 2", f"{variety.hill_2:.1f}"),
            (
                "Evenness, 0 to 1",
                f"{variety.evenness:.2f}" if variety.evenness is not None else "one kind only",
            ),
        ],
    )
    yield from _section("What the records don't say")
    for what, count in report.unknown.items():
        share = percent(count / report.options)
        yield f"{count:,} of {report.options:,} options ({share}) don't state {NOT_STATED[what]}."


def _ground(report: MarketReport) -> Iterator[str]:
    if report.sources:
        yield from _section("Where this comes from")
        yield from _table(
            ("Source", "Options", "Last imported"),
            [
                (_source(source), f"{source.options:,}", long_date(source.confirmed_on))
                for source in report.sources
            ],
        )
    yield from _section("How it was worked out")
    for paragraph in METHOD:
        yield from _paragraph(paragraph)
        yield ""


def _source(source: SourceCount) -> str:
    return f"{source_name(source.source)}, sent by {source.publisher} for {source.scope}"


def _section(title: str) -> Iterator[str]:
    yield from ("", title, "-" * len(title))


def _paragraph(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, WIDTH)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first column to the left, figures to the right; a long label is wrapped, never cut."""
    figures = [max(len(row[at]) for row in (headings, *rows)) for at in range(1, len(headings))]
    first = min(max(len(row[0]) for row in (headings, *rows)), WIDTH - sum(width + 2 for width in figures))
    for row in (headings, *rows):
        *above, last = textwrap.wrap(row[0], first) or [""]
        yield from above
        cells = (f"  {cell:>{width}}" for cell, width in zip(row[1:], figures, strict=True))
        yield f"{last:<{first}}{''.join(cells)}"
