"""What support usually costs, in words, for who does not know yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from directory.errors import QuestionError
from directory.journeys.typical_prices import TypicalPrices, typical_prices
from directory.rates import rates_on
from directory.web.cost_words import between, priced
from directory.web.opened import opened
from directory.web.plain_words import exact_miles, label, long_date, pounds
from directory.web.translation import _, number

MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class GuideLine:
    """One kind of provider: "£14 to £17 an hour", and how many said so."""

    kind: str
    price: str
    options: int


@dataclass(frozen=True, slots=True)
class PriceGuide:
    where: str
    known: str
    lines: tuple[GuideLine, ...]
    source: str
    least_pay: str


def price_guide(question: Mapping[str, Any]) -> PriceGuide | None:
    """None where nothing to ask about is said yet, or the place can't be found any more."""
    if not question.get("needs"):
        return None
    here = opened()
    try:
        found = typical_prices(here.market(), here.gazetteer, question)
    except QuestionError:
        return None
    return PriceGuide(
        where=_where(found),
        known=_known(found),
        lines=tuple(
            GuideLine(
                label("provider_kind", line.kind), priced(between((line.lower, line.upper)), line.unit),
                line.options,
            )
            for line in found.lines[:MOST_LINES]
        ),
        source=_(
            "Half of those who name a price are in this range. The prices are those of the providers"
            " themselves and of the lists we were sent, as of %(day)s.",
            day=long_date(found.as_of),
        ),
        least_pay=_least_pay(found),
    )  # fmt: skip


def _where(found: TypicalPrices) -> str:
    """How wide we looked."""
    if found.place is None or found.miles is None:
        return _("In all of the places that we know of:")
    return _("Within %(miles)s of %(place)s:", miles=exact_miles(found.miles), place=found.place.label)


def _known(found: TypicalPrices) -> str:
    """How many say what they cost; who says nothing is not free."""
    if not found.options:
        return _("We know of nobody who helps with this.")
    return _(
        "%(all)s options help with some of this. %(priced)s name a price and %(free)s are free or ask for a"
        " gift. We don't know what the others cost.",
        all=number(found.options),
        priced=number(found.priced),
        free=number(found.free),
    )


def _least_pay(found: TypicalPrices) -> str:
    """What the law asks whoever employs somebody to pay at least."""
    rates = rates_on(found.as_of)
    return _(
        "If you employ somebody aged 21 or over, the law says at least %(pay)s an hour (the National Living"
        " Wage; rates of %(day)s). Holidays, sick pay and insurance come on top.",
        pay=pounds(rates.national_living_wage_pence),
        day=long_date(rates.starts),
    )
