"""How firmly an option holds its place, and why it stands above the next one, in plain words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import LazyString

from directory.journeys.find_support import ShownOption
from directory.journeys.standing import Firmness
from directory.web.plain_words import CRITERION_WORDS
from directory.web.translation import _, _l, _n

FIRST = (
    _l("Not the best fit, however we weigh what matters to you."),
    _l("Comes first in fewer than 1 of 10 ways of weighing what matters to you."),
    _l("Comes first in %(tenths)s of 10 ways of weighing what matters to you."),
    _l("Comes first, however we weigh what matters to you."),
)
"""Never, hardly ever, in some tenths of the ways tried, and always."""
IN_FIVE = (
    _l("Not one of the five best fits, however we weigh what matters to you."),
    _l("Gets into the top five in fewer than 1 of 10 ways of weighing what matters to you."),
    _l("Stays in the top five in %(tenths)s of 10 ways of weighing what matters to you."),
    _l("Stays in the top five, however we weigh what matters to you."),
)
SOMETIMES_IN_FIVE = (
    *IN_FIVE[:2],
    _l("Gets into the top five in %(tenths)s of 10 ways of weighing what matters to you."),
    IN_FIVE[3],
)


@dataclass(frozen=True, slots=True)
class AboveNext:
    """A sentence, and a line for each thing that counts in which the two differ."""

    words: str
    lines: tuple[str, ...]


def firmness_words(firmness: Firmness) -> str:
    """One sentence, none for an option by itself. Among five or fewer it tells how often one comes first."""
    if firmness.among == 1:
        return ""
    if firmness.among <= 5:
        return _how_often(firmness.first, FIRST)
    return _how_often(firmness.top_five, SOMETIMES_IN_FIVE if firmness.top_five < 0.45 else IN_FIVE)


def _how_often(share: float, words: Sequence[LazyString]) -> str:
    """A share in tenths; always and never only where it is all or none of the ways tried."""
    never, hardly, often, always = words
    if round(share, 6) in (0.0, 1.0):
        return str(always if share > 0.5 else never)
    tenths = min(9, round(10 * share))
    return str(often) % {"tenths": tenths} if tenths >= 1 else str(hardly)


def above_next(shown: ShownOption, after: ShownOption) -> AboveNext:
    """Why ``shown`` stands above ``after``, the next in its list, in points of 100."""
    differences = shown.standing.above_next if shown.standing else ()
    lead = _of_100(sum(each.difference for each in differences))
    return AboveNext(_lead(lead, after.option.name), tuple(_lines(shown)))


def _lead(lead: float, name: str) -> str:
    if lead > 0:
        return _n(
            "Has %(count)s point more than %(name)s, the next in the list.",
            "Has %(count)s points more than %(name)s, the next in the list.",
            lead,
            name=name,
        )
    if lead == 0:
        return _("Has as many points as %(name)s, the next in the list.", name=name)
    # Only a varied list turns two options round.
    fewer = _n(
        "Has %(count)s point fewer than %(name)s, the next in the list.",
        "Has %(count)s points fewer than %(name)s, the next in the list.",
        -lead,
        name=name,
    )
    return " ".join([fewer, _("It is here to give you a varied list.")])


def _lines(shown: ShownOption) -> Iterator[str]:
    for each in shown.standing.above_next if shown.standing else ():
        points = _of_100(each.difference)
        if points:
            what = str(CRITERION_WORDS.get(each.criterion, each.criterion))
            if points > 0:
                yield _n(
                    "%(what)s: %(count)s point more", "%(what)s: %(count)s points more", points, what=what
                )
            else:
                yield _n(
                    "%(what)s: %(count)s point fewer", "%(what)s: %(count)s points fewer", -points, what=what
                )


def _of_100(difference: float) -> float:
    return round(100 * difference, 1)
