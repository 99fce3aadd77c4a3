"""How much choice a council's area gives, for anyone: the market report's own figures in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import LazyString

from directory.errors import NotFound
from directory.journeys.market_reports.choice import ProfileChoice
from directory.journeys.market_reports.culture import CultureGap, CultureGroup
from directory.journeys.market_reports.report import MarketReport
from directory.vocabulary import vocabulary
from directory.web.places import address_of_council, council_at
from directory.web.plain_words import label, labels
from directory.web.report.blocks import Bars, Column, Table
from directory.web.report.headline_words import NEARLY_ALL
from directory.web.reports_now import area_report
from directory.web.translation import _, _l, in_list, number

local_choice = Blueprint("local_choice", __name__, url_prefix="/places")
STANDINGS: dict[str, tuple[str, LazyString]] = {
    "enough": ("yes", _l("three or more to choose from, nearly everywhere.")),
    "ask": ("ask", _l("there may be three or more. Ask them first: we don't know enough about them.")),
    "some": ("no", _l("fewer than three to choose from, or not in every part.")),
    "nobody": ("no", _l("nobody that we know of.")),
    "unknown": ("ask", _l("we can't tell.")),
}
"""The sign and the words of each way a person's choice can be."""
FEW = 2
MOST_GAPS = 5


@dataclass(frozen=True, slots=True)
class PersonLike:
    """Somebody made up, and how much choice they would have here."""

    who: str
    sign: str
    words: str


@local_choice.get("/<place>/choice")
def show(place: str) -> ResponseReturnValue:
    """One council's area. A council's code leads to its name."""
    if place in vocabulary("councils"):
        return redirect(f"{address_of_council(place)}/choice", 301)
    council = council_at(place)
    if council is None:
        raise NotFound("There is no such place.", "See the list of councils.")
    report = area_report(council.code)
    return render_template(
        "places/choice.html",
        place=place,
        name=council.label,
        code=council.code,
        report=report,
        people=[_person(profile) for profile in report.choice.profiles],
        in_short=_in_short(report),
        kinds=_kinds(report) if report.options else None,
        small=_small(report),
        needs=list(_needs(report)),
        gaps=[_gap(gap, report.options) for gap in report.culture.gaps[:MOST_GAPS]],
        as_of=report.as_of,
    )


def standing(profile: ProfileChoice) -> str:
    """ "enough", "ask", "some", "nobody" or "unknown": how much choice somebody like this has."""
    if profile.confirmed is None or profile.possible is None:
        return "unknown"
    if profile.confirmed.enough >= NEARLY_ALL:
        return "enough"
    if profile.possible.enough >= NEARLY_ALL:
        return "ask"
    return "nobody" if profile.possible.none >= NEARLY_ALL else "some"


def _person(profile: ProfileChoice) -> PersonLike:
    sign, words = STANDINGS[standing(profile)]
    return PersonLike(in_list("profiles", profile.label), sign, str(words))


def _in_short(report: MarketReport) -> list[str]:
    """How many of the people have a choice, in as many sentences as say something."""
    found = [standing(profile) for profile in report.choice.profiles]
    sure, ask, all_of = found.count("enough"), found.count("ask"), len(found)
    short = all_of - sure - ask - found.count("unknown")
    sentence = _("%(count)s of these %(all)s people would surely have three or more to choose from.")
    said = [sentence % {"count": sure, "all": all_of}]
    if ask:
        more = _("%(count)s more might, if those they must ask say yes.", count=number(ask))
        said.append(more)
    if short:
        said.append(_("%(count)s would not have enough, or not in every part.", count=number(short)))
    return said


def _kinds(report: MarketReport) -> Bars:
    counts = [(label("provider_kind", kind.code), kind.options) for kind in report.by_kind if kind.options]
    counts.sort(key=lambda pair: -pair[1])
    table = Table(
        "kinds",
        _("Options here, by kind of provider"),
        (Column(_("Kind of provider")), Column(_("Options"), "count")),
        counts,
    )
    words = "; ".join(f"{name}: {number(count)}" for name, count in counts)
    return Bars(_("A bar for each kind of provider. %(kinds)s.", kinds=words), "count", counts, table)


def _small(report: MarketReport) -> str:
    """How many are not big companies: what official registers alone don't show."""
    if report.variety is None:
        return ""
    return _(
        "%(small)s of these %(all)s are personal assistants, volunteers, community groups, charities or very"
        " small businesses.",
        small=number(report.variety.community),
        all=number(report.options),
    )


def _needs(report: MarketReport) -> Iterator[str]:
    """What nobody here says they help with, and what only one or two do."""
    none = [need.code for need in report.by_need if not need.options]
    few = [need.code for need in report.by_need if 0 < need.options <= FEW]
    if none:
        yield _("Nobody here has told us that they help with: %(needs)s.", needs=labels("needs", none))
    if few:
        yield _("Only one or two say that they help with: %(needs)s.", needs=labels("needs", few))


GAP_WORDS: dict[str, LazyString] = {
    "languages": _l(
        "%(share)s people speak mainly %(name)s. Of %(all)s options, %(yes)s say that they speak it."
    ),
    "faith": _l(
        "%(share)s people have this faith: %(name)s. Of %(all)s options, %(yes)s say that they know it well."
    ),
    "culture": _l(
        "%(share)s people have this background: %(name)s. Of %(all)s options, %(yes)s say that they know it."
    ),
}


def _gap(gap: CultureGap, options: int) -> str:
    group = gap.group
    told = {"name": label(gap.topic, group.code), "yes": number(group.yes), "all": number(options)}
    return str(GAP_WORDS[gap.topic]) % {"share": _share(group), **told}


def _share(group: CultureGroup) -> str:
    """ "About 3 in 100", as far as the count may be told."""
    hundredths = round(100 * (group.people_share or 0))
    if not hundredths:
        return _("Fewer than 1 in 100")
    return _("About %(count)s in 100", count=hundredths)
