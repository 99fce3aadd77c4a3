"""How firmly an option holds its place, and why it stands above the next one, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.journeys.find_support import ShownOption
from directory.journeys.standing import Firmness
from directory.web.plain_words import CRITERION_WORDS, plain_number


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
        return _how_often(firmness.first, "Comes first", "Not the best fit")
    often = "Gets into the top five" if firmness.top_five < 0.45 else "Stays in the top five"
    return _how_often(firmness.top_five, often, "Not one of the five best fits")


def _how_often(share: float, often: str, never: str) -> str:
    """A share in tenths; always and never only where it is all or none of the ways tried."""
    if round(share, 6) in (0.0, 1.0):
        return f"{often if share > 0.5 else never}, however we weigh what matters to you."
    tenths = min(9, round(10 * share))
    few = "fewer than 1" if tenths < 1 else str(tenths)
    return f"{often} in {few} of 10 ways of weighing what matters to you."


def above_next(shown: ShownOption, after: ShownOption) -> AboveNext:
    """Why ``shown`` stands above ``after``, the next in its list, in points of 100."""
    differences = shown.standing.above_next if shown.standing else ()
    lead = _of_100(sum(each.difference for each in differences))
    return AboveNext(_lead(lead, after.option.name), tuple(_lines(shown)))


def _lead(lead: float, name: str) -> str:
    if lead > 0:
        return f"Has {_points(lead)} more than {name}, the next in the list."
    if lead == 0:
        return f"Has as many points as {name}, the next in the list."
    # Only a varied list turns two options round.
    return (
        f"Has {_points(-lead)} fewer than {name}, the next in the list. It is here to give you a varied list."
    )


def _lines(shown: ShownOption) -> Iterator[str]:
    for each in shown.standing.above_next if shown.standing else ():
        points = _of_100(each.difference)
        if points:
            words = CRITERION_WORDS.get(each.criterion, each.criterion)
            yield f"{words}: {_points(abs(points))} {'more' if points > 0 else 'fewer'}"


def _of_100(difference: float) -> float:
    return round(100 * difference, 1)


def _points(points: float) -> str:
    return f"{plain_number(points)} {'point' if points == 1 else 'points'}"
