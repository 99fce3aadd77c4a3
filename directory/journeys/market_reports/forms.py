"""A market report as plain values, for programs and spreadsheets: keys that stay, and no sentences."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

from directory.cells import inert
from directory.journeys.market_reports.report import MarketReport

COLUMNS = ("section", "code", "label", "measure", "value", "basis")
BASES: Mapping[str, str] = {
    "report": "",
    "options": "options based in the area",
    "needs": "options based in the area",
    "choice": "residents, or postcodes standing for them: see effective_choice.weighed_by",
    "asking": "providers who could be a choice and are not yet a sure one",
    "what_if": "residents, or postcodes standing for them",
    "variety": "options, by kind of provider",
    "ownership": "options or beds, by group of owners",
    "culture": "residents of the census, and options based in the area",
    "access": "residents, and options within ten miles",
    "prices": "options based in the area",
    "quality": "officially registered options based in the area",
    "records": "options based in the area",
    "change": "records of registers looked at more than once",
    "sources": "options based in the area",
}
"""What each section of the report counts."""
CHOICE_BASES = {"residents": "residents", "postcodes": "postcodes standing for people"}

Line = tuple[str, str, str, str, Any, str]


def as_json(report: MarketReport) -> dict[str, Any]:
    """The whole report; shares are between 0 and 1, "*" is one to seven people, None what can't be known."""
    area = report.area
    return {
        "area": {
            "code": area.code,
            "label": area.label,
            "kind": area.kind,
            "councils": list(area.councils),
        },
        "data_version": report.data_version,
        "reference_version": report.reference_version,
        "as_of": report.as_of.isoformat(),
        "example": report.example,
        "options": {
            "total": report.options,
            "owners": report.owners,
            "from_elsewhere": report.from_elsewhere,
            "unplaced": report.unplaced,
            "by_kind": {kind.code: kind.options for kind in report.by_kind},
        },
        "needs": {need.code: plain(need) for need in report.by_need},
        "effective_choice": {
            "weighed_by": CHOICE_BASES[report.people.basis],
            "counted": report.people.total,
            "small_areas": len(report.people.areas),
            **plain(report.choice),
        },
        **{
            name: plain(getattr(report, name))
            for name in (
                *(
                    "asking",
                    "what_if",
                    "variety",
                    "ownership",
                    "culture",
                    "access",
                    "prices",
                    "quality",
                    "records",
                    "change",
                ),
                "sources",
            )
        },
        "bases": {name: basis for name, basis in BASES.items() if basis},
    }


def as_csv(report: MarketReport) -> str:
    """One figure a line under ``COLUMNS``; a cell that a spreadsheet would run as a formula is quoted."""
    written = io.StringIO()
    sheet = csv.writer(written, lineterminator="\r\n")
    sheet.writerow(COLUMNS)
    for line in _lines(as_json(report)):
        sheet.writerow([inert(cell) for cell in line])
    return written.getvalue()


def plain(value: Any) -> Any:
    """Dataclasses, tuples and dates as JSON has them."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(each) for name, each in asdict(value).items()}
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _lines(plain: Mapping[str, Any]) -> Iterator[Line]:
    """Every figure under the name of its section; a thing's own code and label stand beside its figures."""
    area = plain["area"]
    for name in ("data_version", "reference_version", "as_of", "example"):
        yield "report", area["code"], area["label"], name, str(plain[name]), ""
    for name, section in plain.items():
        if isinstance(section, dict | list) and name not in ("area", "bases"):
            basis = BASES.get("choice" if name == "effective_choice" else name, "")
            yield from _figures(name, section, "", "", "", basis)


def _figures(section: str, value: Any, code: str, label: str, measure: str, basis: str) -> Iterator[Line]:
    if isinstance(value, dict):
        code, label = _named(value, code, label)
        for name, each in value.items():
            inner = measure if _is_named(each, name) else f"{measure}.{name}".strip(".")
            if name not in _NAMES:
                yield from _figures(section, each, code, label, inner, basis)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            inner = measure if isinstance(each, dict) and _named(each, "", "")[0] else f"{measure}.{number}"
            yield from _figures(section, each, code, label, inner.strip("."), basis)
    else:
        yield section, code, label, measure, value, basis


_NAMES = ("code", "label", "profile", "kind_label", "unit_label")
_CODES = (
    "profile",
    "code",
    "service",
    "what",
    "service_type",
    "topic",
    "basis",
    "order",
    "kind",
    "source",
    "name",
)


def _is_named(value: Any, name: str) -> bool:
    """Whether a thing says by itself what it is kept under."""
    return isinstance(value, dict) and value.get("code") == name


def _named(value: Mapping[str, Any], code: str, label: str) -> tuple[str, str]:
    """What a thing is called, after what it is part of."""
    own = next((str(value[name]) for name in _CODES if isinstance(value.get(name), str | int)), "")
    told = str(value.get("label") or "")
    return "/".join(filter(None, (code, own))), ", ".join(filter(None, (label, told)))
