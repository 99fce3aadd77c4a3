"""Lists that are no council's list of groups, told by headings that only they have.

Nearly any table has a name, which is all that a list of groups needs. A register of private people taken for
one would publish their names and addresses; the CQC's directory would bring every dentist.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.errors import FileRefused
from importers.files.headers import fold, read_header
from importers.source import Source
from importers.sources.cqc_directory import LATEST_CHECK, LOCATION_URL, PROVIDER_ID, CqcDirectory
from importers.sources.personal_assistants import PersonalAssistants

TELLING = 2
"""So many headings of another list tell that a file is one."""


@dataclass(frozen=True, slots=True)
class _OtherList:
    """Columns of which some tell; any of ``alone`` does by itself."""

    source: Source
    columns: frozenset[str]
    alone: frozenset[str] = frozenset()


_OTHERS = (
    _OtherList(
        PersonalAssistants(),
        frozenset(
            [
                *("Home address", "Date of birth", "Gender", "Skills", "Hourly rate", "Consent to list"),
                *("DBS level", "DBS certificate number", "DBS date", "DBS checked by", "Contact preference"),
                *("Employment", "Drives", "Pets", "Smoking", "References seen"),
            ]
        ),
        alone=frozenset(["Date of birth", "DBS certificate number"]),
    ),
    _OtherList(CqcDirectory(), frozenset([LOCATION_URL, PROVIDER_ID, LATEST_CHECK])),
)


def refuse_other_lists(not_used: Sequence[str]) -> None:
    """FileRefused where the headings that a list of groups doesn't know are those of another list."""
    headings = list({fold(heading): heading for heading in not_used}.values())
    for other in _OTHERS:
        known = read_header(1, headings, other.source.columns).known
        telling = known & other.columns
        if len(telling) >= TELLING or telling & other.alone:
            names = ", ".join(sorted(telling))
            raise FileRefused(
                f"This looks like a {other.source.name} file, not a list of groups: it has {names}.",
                f"Import it as what it is: caremarket import {other.source.name} … If it is a list of groups,"
                " name those columns as not used in a mapping file.",
                code="wrong_source",
            )
