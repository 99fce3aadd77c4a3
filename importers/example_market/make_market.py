"""Writes the example market: ``python -m importers.example_market.make_market [FOLDER]``.

The same words give the same files, byte for byte.
"""

import csv
import io
import sys
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from importers.example_market import charities, groups, people, regulated

PUBLISHER = "Example data"
SCOPE = "Tower Hamlets and neighbours"
MADE_ON = datetime(2026, 11, 16)  # noqa: DTZ001 a workbook's dates have no time zone
HERE = Path(__file__).parent

Rows = list[dict[str, str]]


def write_market(folder: Path) -> None:
    """Every file of the market, and the list that says which source reads each."""
    made = {
        "cqc-directory": ("cqc-directory.csv", _csv(regulated.cqc_rows(), regulated.PREAMBLE)),
        "community-groups": ("community-groups.xlsx", _workbook(groups.group_rows())),
        "charities": ("charities.csv", _csv(charities.charity_rows())),
        "personal-assistants": ("personal-assistants.csv", _csv(people.people_rows())),
    }
    for name, content in made.values():
        (folder / name).write_bytes(content)
    files = [
        {"source": source, "file": name, "publisher": PUBLISHER, "scope": SCOPE}
        for source, (name, _) in made.items()
    ]
    (folder / "files.csv").write_bytes(_csv(files))


def _csv(rows: Rows, preamble: Sequence[str] = ()) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([line] for line in preamble)
    writer.writerow(rows[0])
    writer.writerows(row.values() for row in rows)
    return text.getvalue().encode()


def _workbook(rows: Rows) -> bytes:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": "Example data: invented groups and providers", "created": MADE_ON})
    sheet = book.add_worksheet("Groups and providers")
    sheet.freeze_panes(1, 2)
    sheet.write_row(0, 0, rows[0], book.add_format({"bold": True}))
    for line, row in enumerate(rows, start=1):
        for column, (header, text) in enumerate(row.items()):
            if header == "Cost" and text:
                sheet.write_number(line, column, float(text))
            else:
                sheet.write_string(line, column, text)
    book.close()
    return _unpacked(memory)


def _unpacked(workbook: io.BytesIO) -> bytes:
    """The same workbook without compression, whose bytes differ from one zlib to another."""
    stored = io.BytesIO()
    with zipfile.ZipFile(workbook) as packed, zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as plain:
        for name in packed.namelist():
            plain.writestr(zipfile.ZipInfo(name), packed.read(name))
    return stored.getvalue()


if __name__ == "__main__":
    write_market(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
