"""The words of a market report that the page and the command share."""

from directory.journeys.market_reports.report import MarketReport
from directory.web.plain_words import counted

ALMOST_EVERYONE = 0.95
"""From this share of people on, a choice counts as there in nearly all of the area."""
CONCENTRATED, HIGHLY_CONCENTRATED = 1000, 2000
"""HHI bounds of the UK's Merger Assessment Guidelines of 2010 (OFT1254, 5.3.5); for reference only."""
METHOD: tuple[str, ...] = (
    "Each person's question is asked of the whole published market from the middle of every postcode district"
    " of the area, and each place counts by its number of postcodes, past and present: they stand for people,"
    " because no census figures are in this version. “Confirmed” is what the records say. “Possible” is what"
    " there would be if everyone who has to be asked first said yes. Options of one provider count once. A"
    " stated budget must be kept. A provider that doesn't say how far it travels counts inside the usual"
    " distance for its kind (10 miles for agencies, 5 for others) and not beyond it.",
    "Concentration is counted in options, by the provider that runs them, not in people or money. The HHI"
    " (Herfindahl-Hirschman index) adds up the squares of all providers' shares: 10,000 is a single provider."
    " For reference only, as it comes from the control of mergers: above 1,000 is called"
    " concentrated, above 2,000 highly concentrated.",
    "Variety is counted in options, by kind of provider. It says how many equally common kinds would be just"
    " as varied: counting every kind alike (order 0), by how common it is (1), and mostly the commonest (2)."
    " Evenness is 1 when all kinds are equally common, and near 0 when nearly all options are of one kind.",
    "An option that doesn't say whether it meets a need is counted as not known, never as a no.",
)
NOT_STATED = {"price": "a price", "languages": "the languages spoken"}
GAP_REMEDIES = {
    "not_known": "ask providers what their records don't say",
    "not_affordable": "it is there, at a higher price",
    "not_offered": "it would have to be commissioned",
}


def in_short(report: MarketReport) -> list[str]:
    """What a councillor asks first, one sentence each: how varied, who it depends on, what is missing."""
    if not report.options:
        return [_nothing_here(report)]
    kinds = sum(1 for kind in report.by_kind if kind.options)
    return [
        f"{counted(report.options, 'option')} from {counted(report.concentration.owners, 'provider')} "
        f"{'is' if report.options == 1 else 'are'} based here, of {counted(kinds, 'different kind')}.",
        *_dependence(report),
        *_choice(report),
        *_missing(report),
    ]


def _nothing_here(report: MarketReport) -> str:
    return (
        f"We hold no record of any option based in {report.area.label}. That does not mean that there is "
        "none: most likely nobody has sent us this area's records yet."
    )


def _dependence(report: MarketReport) -> list[str]:
    held = report.concentration
    if held.hhi is None or held.cr4 is None:
        return []
    if held.hhi > HIGHLY_CONCENTRATED:
        verdict = "It depends on very few providers"
    elif held.hhi > CONCENTRATED:
        verdict = "It depends rather much on a few providers"
    else:
        verdict = "It does not depend on a few providers"
    return [f"{verdict}: the four largest run {percent(held.cr4 / 100)} of the options."]


def _choice(report: MarketReport) -> list[str]:
    """How many of the example people have a choice of three nearly everywhere, for sure and at best."""
    ranges = [
        (each.confirmed, each.possible) for each in report.choice.profiles if each.confirmed and each.possible
    ]
    if not ranges:
        return []
    sure = sum(1 for confirmed, _ in ranges if confirmed.enough >= ALMOST_EVERYONE)
    at_best = sum(1 for _, possible in ranges if possible.enough >= ALMOST_EVERYONE)
    more = f" It could be {at_best}, if everyone who must be asked said yes." if at_best > sure else ""
    return [
        f"Of {len(ranges)} example people, {sure} could choose between three or more providers nearly "
        f"everywhere here, as far as we are sure.{more}"
    ]


def _missing(report: MarketReport) -> list[str]:
    missing = [need.label for need in report.by_need if not need.options]
    if not missing:
        return []
    return [f"No option based here says that it offers: {'; '.join(missing)}."]


def percent(share: float | None) -> str:
    """A share as a whole per cent; a little is never shown as none, nor nearly all as all."""
    if share is None:
        return "not known"
    whole = round(100 * share)
    if whole == 0 and share > 0:
        return "under 1%"
    return "over 99%" if whole == 100 and share < 1 else f"{whole}%"
