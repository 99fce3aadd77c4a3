"""What a cell of an ODS says, as a person reads it: the value it states, else the text it shows."""

import math
import re
from collections.abc import Mapping
from datetime import datetime, time

from importers.files.workbooks import cell_text

_DURATION = re.compile(r"PT(\d{1,2})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|Err:5\d\d")


def is_error(attributes: Mapping[str, str], shown: str) -> bool:
    """Whether the cell shows that its formula failed."""
    if attributes.get("calcext:value-type") == "error":
        return True
    return "table:formula" in attributes and bool(_ERROR.fullmatch(shown))


def text_of_cell(attributes: Mapping[str, str], shown: str) -> str:
    """Whole numbers without a point, ISO dates, times to the minute, yes and no; else ``shown``.

    Raises ValueError for a number that is none.
    """
    kind = attributes.get("office:value-type", "string")
    if kind == "string":
        return attributes.get("office:string-value", shown)
    if kind in ("float", "percentage", "currency"):
        number = float(attributes.get("office:value", shown))
        if not math.isfinite(number):
            raise ValueError(f"{kind} without bounds")
        return cell_text(number)
    if kind == "boolean":
        return cell_text(attributes.get("office:boolean-value") == "true")
    if kind == "date":
        return _date(attributes.get("office:date-value", ""), shown)
    if kind == "time":
        return _time(attributes.get("office:time-value", ""), shown)
    return shown


def _date(value: str, shown: str) -> str:
    try:
        return cell_text(datetime.fromisoformat(value))
    except ValueError:
        return shown


def _time(value: str, shown: str) -> str:
    match = _DURATION.fullmatch(value)
    if not match or int(match[1]) > 23 or int(match[2]) > 59 or int(match[3]) > 59:
        return shown
    return cell_text(time(int(match[1]), int(match[2]), int(match[3])))
