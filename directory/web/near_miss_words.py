"""What would be there without a must-have, in plain words."""

from collections.abc import Sequence
from typing import Protocol

from directory.web.plain_words import MUST_WORDS
from directory.web.translation import _, _n, joined, number


class NearMissLike(Protocol):
    """What leaving out must-haves would bring."""

    @property
    def relax(self) -> Sequence[str]: ...

    @property
    def confirmed(self) -> int: ...

    @property
    def ask_first(self) -> int: ...

    @property
    def nearest_miles(self) -> Sequence[float]: ...


def near_miss(miss: NearMissLike) -> str:
    """What would be there without these must-haves, and for distance how far away it is."""
    without = joined([str(MUST_WORDS.get(name, name.replace("_", " "))) for name in miss.relax])
    brings = []
    if miss.confirmed:
        brings.append(_n("%(count)s option fits", "%(count)s options fit", miss.confirmed))
    if miss.ask_first and miss.confirmed:
        brings.append(
            _n("%(count)s more might if you ask them", "%(count)s more might if you ask them", miss.ask_first)
        )
    elif miss.ask_first:
        brings.append(
            _n(
                "%(count)s option might fit if you ask them",
                "%(count)s options might fit if you ask them",
                miss.ask_first,
            )
        )
    told = [_("If you leave out %(what)s, %(brings)s.", what=without, brings=joined(brings))]
    return " ".join([*told, _nearest(miss.nearest_miles)] if miss.nearest_miles else told)


def _nearest(distances: Sequence[float]) -> str:
    nearest = list(dict.fromkeys(round(distance, 1) for distance in distances))[:3]
    if len(distances) == 1:
        return _n("The nearest is %(count)s mile away.", "The nearest is %(count)s miles away.", nearest[0])
    if nearest == [1.0]:
        return _("The nearest are 1 mile away.")
    return _("The nearest are %(miles)s miles away.", miles=joined([number(each) for each in nearest]))
