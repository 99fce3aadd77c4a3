"""A market report as plain values, for programs and spreadsheets: keys that stay, and no sentences."""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from directory.journeys.market_reports.choice import ProfileChoice
from directory.journeys.market_reports.report import MarketReport, NeedCount
from matching.market.measures import ChoiceShares

COLUMNS = ("section", "code", "label", "measure", "value", "basis")
CONCENTRATION_BASIS = "options, by owner"
VARIETY_BASIS = "options, by kind of provider"
CHOICE_BASES = {"residents": "residents", "postcodes": "postcodes standing for people"}
_STARTS_A_FORMULA = tuple("=+-@＝＋－＠\t\r\n")

Line = tuple[str, str, str, str, Any, str]


def as_json(report: MarketReport) -> dict[str, Any]:
    """The whole report; shares are between 0 and 1, None what can't be known."""
    return {
        "area": _area_json(report),
        "data_version": report.data_version,
        "reference_version": report.reference_version,
        "as_of": report.as_of.isoformat(),
        "example": report.example,
        "options": {
            "total": report.options,
            "from_elsewhere": report.from_elsewhere,
            "by_kind": {kind.code: kind.options for kind in report.by_kind},
            "by_need": {need.code: _need_json(need) for need in report.by_need},
        },
        "effective_choice": {
            "basis": CHOICE_BASES[report.people.basis],
            "counted": report.people.total,
            "small_areas": len(report.people.areas),
            "profiles": {choice.profile: _choice_json(choice) for choice in report.choice.profiles},
        },
        "concentration": {
            "basis": CONCENTRATION_BASIS,
            "records": report.options,
            **asdict(report.concentration),
        },
        "variety": {"basis": VARIETY_BASIS, "records": report.options, **asdict(report.variety)},
        "unknown": {
            what: {"options": count, "share": _share(count, report.options)}
            for what, count in report.unknown.items()
        },
        "sources": [
            {**asdict(source), "confirmed_on": source.confirmed_on.isoformat()} for source in report.sources
        ],
    }


def as_csv(report: MarketReport) -> str:
    """One figure a line under ``COLUMNS``; a cell that a spreadsheet would run as a formula is quoted."""
    written = io.StringIO()
    sheet = csv.writer(written, lineterminator="\r\n")
    sheet.writerow(COLUMNS)
    for line in _lines(report):
        sheet.writerow([inert(cell) for cell in line])
    return written.getvalue()


def inert(cell: Any) -> Any:
    """A cell that no spreadsheet runs: text that begins like a formula gets a leading apostrophe."""
    if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell


def _area_json(report: MarketReport) -> dict[str, Any]:
    area = report.area
    return {"code": area.code, "label": area.label, "kind": area.kind, "councils": list(area.councils)}


def _need_json(need: NeedCount) -> dict[str, Any]:
    return {
        "options": need.options,
        "owners": need.owners,
        "unknown": need.unknown,
        "by_kind": dict(need.by_kind),
    }


def _choice_json(choice: ProfileChoice) -> dict[str, Any]:
    return {
        "label": choice.label,
        "confirmed": asdict(choice.confirmed) if choice.confirmed else None,
        "possible": asdict(choice.possible) if choice.possible else None,
        "gaps": asdict(choice.gaps) if choice.gaps else None,
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _lines(report: MarketReport) -> Iterator[Line]:
    area = report.area
    yield "report", area.code, area.label, "data_version", report.data_version, ""
    yield "report", area.code, area.label, "as_of", report.as_of.isoformat(), ""
    yield "report", area.code, area.label, "example", str(report.example).lower(), ""
    yield "report", area.code, area.label, "options", report.options, "options based in the area"
    yield "report", area.code, area.label, "from_elsewhere", report.from_elsewhere, "options based elsewhere"
    for kind in report.by_kind:
        yield "kind", kind.code, kind.label, "options", kind.options, "options"
    for need in report.by_need:
        yield from _need_lines(need)
    for choice in report.choice.profiles:
        yield from _choice_lines(choice, CHOICE_BASES[report.people.basis])
    for measure, value in asdict(report.concentration).items():
        yield "concentration", "", "", measure, value, CONCENTRATION_BASIS
    for measure, value in asdict(report.variety).items():
        yield "variety", "", "", measure, value, VARIETY_BASIS
    for what, count in report.unknown.items():
        yield "unknown", what, "", "options", count, "options"
    for source in report.sources:
        label = f"{source.publisher}, {source.scope}"
        yield "source", source.source, label, "options", source.options, "options"
        yield "source", source.source, label, "confirmed_on", source.confirmed_on.isoformat(), ""


def _need_lines(need: NeedCount) -> Iterator[Line]:
    yield "need", need.code, need.label, "options", need.options, "options"
    yield "need", need.code, need.label, "owners", need.owners, "owners"
    yield "need", need.code, need.label, "unknown", need.unknown, "options"
    for kind, count in need.by_kind.items():
        yield "need", need.code, need.label, f"options.{kind}", count, "options"


def _choice_lines(choice: ProfileChoice, basis: str) -> Iterator[Line]:
    def shares(name: str, found: ChoiceShares | Any) -> Iterator[Line]:
        for measure, value in asdict(found).items() if found else ():
            yield "choice", choice.profile, choice.label, f"{name}.{measure}", value, basis

    yield from shares("confirmed", choice.confirmed)
    yield from shares("possible", choice.possible)
    yield from shares("gap", choice.gaps)
