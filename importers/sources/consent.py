"""What a cell says of a person's consent to be listed: a clear yes, a clear no, or nothing that is clear."""

import re
from typing import Literal

from importers.tidy import one_line, yes_no

_MONTH = r"jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*"
_HOW_AND_WHEN = re.compile(
    rf"(?:\d{{1,4}}(?:st|nd|rd|th)?|{_MONTH}|signed|written|in writing|e-?mail(?:ed)?|consent|form|letter"
    r"|given|received|seen|dated|by|on|via|in|and)(?=\b)"
)
_SEPARATORS = re.compile(r"[\s.,:;/()\-–—&]+")
_FIRST_WORD = re.compile(r"[^\s.,:;()\-–—]+")


def read_consent(cell: str) -> Literal["yes", "no", "blank", "unclear"]:
    """ "Yes - signed 12/3/2025" is as clear as "yes"; "Yes, but not online", "Verbal" and "X" are not."""
    line = one_line(cell).casefold()
    if not line:
        return "blank"
    said = yes_no(line)
    first = _FIRST_WORD.match(line)
    if said is None and first:
        said = yes_no(first[0]) if _is_how_and_when(line[first.end() :]) else None
    return "unclear" if said is None else "yes" if said else "no"


def _is_how_and_when(text: str) -> bool:
    """Whether what follows the first word only says how and on which day it was said."""
    return not _SEPARATORS.sub("", _HOW_AND_WHEN.sub(" ", text))
