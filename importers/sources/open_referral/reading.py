"""Reads one row of a feed: the texts that ``flatten`` made, as claims."""

import re
from datetime import date
from functools import cache
from importlib.resources import files
from math import cos, hypot, radians

from directory.errors import PlaceNotFound
from directory.geography.grid import to_wgs84
from directory.geography.postcodes import parse
from directory.records import Attribute, CostOption, Place
from directory.vocabulary import vocabulary
from importers.prices import read_prices
from importers.row_reading import RowReader, claim
from importers.source import ReadingContext, SourceRow
from importers.sources.open_referral import columns as at
from importers.sources.open_referral.schedule_text import valid_on
from importers.sources.settings_of import needs_and_settings
from importers.terms import read_terms
from importers.tidy import day, email, items, one_line, telephone, web_address

FURTHEST_KM = 5.0
"""Between a postcode's own place and the coordinates beside it; further apart, one of the two is wrong."""
KM_PER_DEGREE = 111.2
LONGEST_FACT = 500
_HELP = ("needs", "service_type")
_PEOPLE = ("user_bands", "culture", "flags", "faith", "diet")
_BRITISH = frozenset(["", "gb", "uk", "gbr", "england", "united kingdom", "great britain", "eng"])


class Service(RowReader):
    """One service at one location, cell by cell."""

    def __init__(self, row: SourceRow, context: ReadingContext) -> None:
        super().__init__(_as_of(context.today, row))
        self._context = context

    def is_private(self, column: str) -> bool:
        return column in at.PRIVATE

    @property
    def is_abroad(self) -> bool:
        return one_line(self.cells[at.COUNTRY]).casefold() not in _BRITISH

    def place(self) -> Place | None:
        """Where its postcode is; PlaceNotFound for one that isn't known."""
        said = one_line(self.cells[at.POSTCODE])
        if not said:
            self.note("no_postcode", "Without a postcode no distance can be told.", at.POSTCODE)
            return None
        postcode = parse(said)
        address = one_line(self.cells[at.ADDRESS]) or None
        place = self._context.gazetteer.place(postcode.text, address) if postcode else None
        if place is None:
            raise PlaceNotFound("No such postcode is known.")
        self._compare_coordinates(place)
        return place

    def telephone(self) -> str | None:
        return next(filter(None, map(telephone, items(self.cells[at.TELEPHONE]))), None)

    def email(self) -> str | None:
        return email(self.cells[at.EMAIL])

    def website(self) -> str | None:
        said = one_line(self.cells[at.WEBSITE])
        address = web_address(said)
        self.not_understood(at.WEBSITE, *([said] if said and address is None else ()))
        return address

    def claimed_on(self) -> date | None:
        """When it was last assured or changed, whichever is later; never a day to come."""
        days = (day(self.cells[column]) for column in (at.ASSURED_ON, at.MODIFIED))
        return max((one for one in days if one and one <= self._context.today), default=None)

    def costs(self) -> tuple[CostOption, ...]:
        """The prices that hold today; the text of the fees only where no price is given."""
        costs, rest = read_prices(self.cells[at.COSTS])
        self.not_understood(at.COSTS, *rest)
        return costs if self.cells[at.COSTS] else read_prices(self.cells[at.FEES])[0]

    def attributes(self, kind: str) -> tuple[Attribute, ...]:
        found = [
            *needs_and_settings(self._helping(), at.TERMS, at.ATTENDING, kind),
            *self._people(),
            *self._languages(),
            *read_terms(self.cells[at.ACCESS], "accessibility").attributes(),
            *self.times(at.SCHEDULES),
        ]
        return tuple(dict.fromkeys(found))

    def facts(self) -> dict[str, str]:
        """Texts shown as they are."""
        texts = {
            "when": self.cells[at.WHEN],
            "access": one_line(self.cells[at.ACCESS]),
            "cost_text": self._cost_text(),
        }
        return {label: text[:LONGEST_FACT] for label, text in texts.items() if text}

    def _cost_text(self) -> str:
        """What is said of prices that was not understood: better read than left out."""
        said = self.cells[at.COSTS] or one_line(self.cells[at.FEES])
        return said if read_prices(said)[1] else ""

    def _people(self) -> list[Attribute]:
        """Whom it is for, where terms or ages say it clearly."""
        terms = "; ".join(item for item in items(self.cells[at.TERMS]) if not _is_help(item))
        who = self.terms(at.TERMS, *_PEOPLE, text=terms, first_only=True)
        eligible = read_terms(self.cells[at.ELIGIBILITY], *_PEOPLE, first_only=True)
        return [*who.attributes(), *eligible.attributes(), *self._ages()]

    def _ages(self) -> list[Attribute]:
        youngest, oldest = (_years(self.cells[column]) for column in (at.MINIMUM_AGE, at.MAXIMUM_AGE))
        found: list[Attribute] = []
        if youngest is not None and youngest >= 50:
            found.append(claim("user_bands", "older_people"))
        if youngest is not None and youngest >= 18:
            found.append(claim("user_bands", "children", "no"))
        if oldest is not None and 0 < oldest < 18:
            found.append(claim("user_bands", "children"))
        return found

    def _languages(self) -> list[Attribute]:
        """Names as ours; codes of two letters, and the older ones of three, as those of ISO 639-3."""
        codes = _language_codes()
        named = (codes.get(item.casefold().split("-")[0], item) for item in items(self.cells[at.LANGUAGES]))
        return self.terms(at.LANGUAGES, "languages", text="; ".join(named)).attributes()

    def _helping(self) -> RowReader:
        """The row with those terms only that name help; the others are read as saying whom it is for."""
        terms = "; ".join(item for item in items(self.cells[at.TERMS]) if _is_help(item))
        travels = "; ".join(filter(_is_travel, items(self.cells[at.ATTENDING])))
        return RowReader(SourceRow(self.line, {**self.cells, at.TERMS: terms, at.ATTENDING: travels}))

    def _compare_coordinates(self, place: Place) -> None:
        """The postcode is believed; a note where the coordinates beside it lead elsewhere."""
        latitude, longitude = (_degrees(self.cells[column]) for column in (at.LATITUDE, at.LONGITUDE))
        if latitude is None or longitude is None or place.precision != "postcode":
            return
        if _km_from(place, latitude, longitude) <= FURTHEST_KM:
            return
        swapped = _km_from(place, longitude, latitude) <= FURTHEST_KM
        what = "Latitude and longitude are swapped" if swapped else "The coordinates lead elsewhere"
        self.note("coordinates_disagree", f"{what}: the postcode is believed.", at.LATITUDE)


def _as_of(today: date, row: SourceRow) -> SourceRow:
    """The row with those prices and hours only that hold today."""
    holding = {
        column: "; ".join(filter(None, (valid_on(today, item) for item in items(row.cells[column]))))
        for column in (at.COSTS, at.SCHEDULES, at.WHEN)
    }
    return SourceRow(row.line, {**row.cells, **holding})


def _is_help(item: str) -> bool:
    found = read_terms(item, *_HELP)
    return bool(found.yes or found.no)


def _is_travel(item: str) -> bool:
    """Feeds write sentences here too: only words of the list are claims."""
    return bool(read_terms(item, "travel").yes)


def _years(cell: str) -> float | None:
    return float(cell) if re.fullmatch(r"\d{1,3}(?:\.\d+)?", one_line(cell)) else None


def _degrees(cell: str) -> float | None:
    return float(cell) if re.fullmatch(r"-?\d{1,3}(?:\.\d{1,20})?", one_line(cell)) else None


def _km_from(place: Place, latitude: float, longitude: float) -> float:
    """On a plane around the place: right to a hundredth where it matters, near five kilometres."""
    at_latitude, at_longitude = to_wgs84(place.easting, place.northing)
    shrunk = cos(radians(at_latitude))
    return KM_PER_DEGREE * hypot(latitude - at_latitude, (longitude - at_longitude) * shrunk)


@cache
def _language_codes() -> dict[str, str]:
    """ISO 639-1 and the bibliographic codes of ISO 639-2 → label of the language in our list."""
    text = (files("importers") / "sources" / "open_referral" / "language_codes.csv").read_text()
    pairs = (line.split(",") for line in text.splitlines()[1:])
    return {code: vocabulary("languages").label(ours) for code, ours in pairs}
