"""A national register, charities and council lists, made up from a seed, as files that people would send."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.imports.saying import MARKED, Sayings
from directory.geography.areas import council_of
from directory.geography.lookup import PostcodeTable
from directory.vocabulary import vocabulary
from importers.sources import cqc_locations as cqc
from importers.sources.cqc_locations import CqcLocations

ROWS_OF_A_LIST = 100_000
POSTCODES_DRAWN = 200_000


@dataclass(frozen=True)
class MadeFile:
    """A file, the source it is meant for, and who is said to have sent it for which area."""

    source: str
    path: Path
    publisher: str
    scope: str
    rows: int


class Maker:
    """Writes the files. Equal seeds give equal files; postcodes are real ones of England."""

    def __init__(self, folder: Path, table: PostcodeTable, seed: int) -> None:
        self._folder = folder
        self._chance = random.Random(seed)
        self._say = Sayings(self._chance)
        self._postcodes = _Postcodes(table, self._chance)

    def files(self, regulated: int, charities: int, others: int) -> list[MadeFile]:
        """Of each kind so many rows; the others in council lists of at most 100,000."""
        made = [
            self._write(
                "cqc-locations", "Care Quality Commission", "England", self._regulated(regulated), regulated
            ),
            self._write(
                "charities",
                "Charity Commission for England and Wales",
                "England and Wales",
                self._charities(charities),
                charities,
            ),
        ]
        councils = vocabulary("councils").codes
        for number, first in enumerate(range(0, others, ROWS_OF_A_LIST)):
            rows = min(ROWS_OF_A_LIST, others - first)
            council = vocabulary("councils").label(councils[number * 7 % len(councils)])
            made.append(self.council_list(rows, f"Council list {number + 1}", council, first))
        return made

    def council_list(self, rows: int, publisher: str, council: str, first: int = 0) -> MadeFile:
        """One list of groups and services, its ids from ``first`` on."""
        return self._write("community-groups", publisher, council, self._groups(rows, first), rows)

    def places(self, count: int) -> list[str]:
        """Postcodes to ask from."""
        return [self._postcodes.one()[0] for _ in range(count)]

    def _write(
        self, source: str, publisher: str, scope: str, rows: Iterator[dict[str, str]], count: int
    ) -> MadeFile:
        path = self._folder / f"{source}-{publisher.replace(' ', '-')}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            first = next(rows)
            writer = csv.writer(file)
            writer.writerow(first)
            writer.writerow(first.values())
            writer.writerows(row.values() for row in rows)
        return MadeFile(source, path, publisher, scope, count)

    def _regulated(self, count: int) -> Iterator[dict[str, str]]:
        """The monthly list, every one of its columns."""
        chance, say = self._chance, self._say
        names = [column.name for column in CqcLocations.columns]
        marks = dict.fromkeys(
            (*(heading for headings in MARKED.values() for heading in headings), *names), ""
        )
        for number in range(count):
            provider = number // 3 if number % 5 else number
            postcode, council = self._postcodes.one()
            name = say.care_name()
            yield {
                **marks,
                **dict.fromkeys(say.marked(), "Y"),
                cqc.LOCATION_ID: f"1-{200_000_000 + number}",
                cqc.STARTED_ON: say.iso_day(),
                cqc.DORMANT: "Y" if chance.random() < 0.01 else "N",
                cqc.NAME: name,
                cqc.BEDS: str(chance.randrange(80)) if chance.random() < 0.5 else "",
                cqc.TELEPHONE: say.telephone(),
                cqc.WEBSITE: say.website(name) if chance.random() < 0.6 else "",
                cqc.RATING: chance.choice(("Good", "Good", "Outstanding", "Requires improvement", "")),
                cqc.RATED_ON: say.iso_day(),
                cqc.INHERITED: "Y" if chance.random() < 0.1 else "N",
                cqc.COUNCIL: council,
                cqc.ADDRESS[0]: say.address(),
                cqc.POSTCODE: postcode,
                cqc.COMPANY: f"{10_000_000 + provider}" if provider % 3 else "",
                cqc.PROVIDER_ID: f"1-{101_000_000 + provider}",
                cqc.PROVIDER_NAME: say.owner(provider),
            }

    def _charities(self, count: int) -> Iterator[dict[str, str]]:
        chance, say = self._chance, self._say
        for number in range(count):
            postcode, _ = self._postcodes.one()
            name = say.charity_name()
            yield {
                "registered_charity_number": str(200_000 + number),
                "linked_charity_number": "0",
                "charity_company_registration_number": f"{chance.randrange(10**7):08}"
                if chance.random() < 0.3
                else "",
                "charity_name": name.upper(),
                "charity_type": chance.choice(("Charitable company", "CIO", "Trust", "Other", "")),
                "charity_activities": say.activities(),
                "date_of_registration": say.iso_day() + "T00:00:00",
                "charity_registration_status": "Removed" if chance.random() < 0.05 else "Registered",
                "charity_insolvent": "True" if chance.random() < 0.003 else "False",
                "charity_in_administration": "False",
                "charity_gift_aid": "True",
                "charity_contact_address": say.address(),
                "charity_contact_postcode": postcode,
                "charity_contact_phone": say.telephone(),
                "charity_contact_email": say.email(name),
                "charity_contact_web": say.website(name) if chance.random() < 0.5 else "",
            }

    def _groups(self, count: int, first: int) -> Iterator[dict[str, str]]:
        chance, say = self._chance, self._say
        for number in range(first, first + count):
            postcode, council = self._postcodes.one()
            name, kind = say.group_name(), say.kind()
            yield {
                "Id": f"G{number}",
                "Name": name,
                "Organisation type": kind,
                "Legal form": "",
                "Description": say.description(),
                "Address": say.address(),
                "Postcode": postcode,
                "Telephone": say.telephone(),
                "Email": say.email(name),
                "Website": say.website(name) if chance.random() < 0.4 else "",
                "Languages": say.some("languages", 2, 40),
                "Faith": say.some("faith", 1) if chance.random() < 0.15 else "",
                "Diet": say.some("diet", 2) if chance.random() < 0.15 else "",
                "Activities": say.some("needs", 4),
                "Cost": say.cost(),
                "Cost unit": "",
                "When": say.when(),
                "Access": say.some("accessibility", 3),
                "Who for": say.some("user_bands", 2),
                "Travel": say.some("travel", 1),
                "Service area": council if chance.random() < 0.5 else f"{chance.randint(1, 12)} miles",
            }


class _Postcodes:
    """Postcodes of England with the name of their council, drawn evenly."""

    def __init__(self, table: PostcodeTable, chance: random.Random) -> None:
        every, councils = table.every_postcode(), vocabulary("councils")
        codes = [council_of(code) or "" for code in table.district_codes]
        names = [councils.label(code) if code in councils else "" for code in codes]
        inside = np.flatnonzero(np.array([bool(name) for name in names])[every.district])
        chosen = np.random.default_rng(chance.randrange(2**31)).choice(inside, POSTCODES_DRAWN)
        self._found = [(table.text(row), names[every.district[row]]) for row in chosen.tolist()]
        self._chance = chance

    def one(self) -> tuple[str, str]:
        return self._chance.choice(self._found)
