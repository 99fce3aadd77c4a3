"""Refusals of a file that several readers of files share."""

from directory.errors import FileRefused


def too_large() -> FileRefused:
    return FileRefused(
        "The file holds more than a register would.",
        "Split it by area, or check where it came from.",
        code="too_large",
    )


def damaged_file() -> FileRefused:
    return FileRefused(
        "The packed file or workbook is damaged, or part of it is missing.",
        "Fetch the whole file again; a workbook, save again as XLSX or CSV.",
        code="damaged_file",
    )


def locked() -> FileRefused:
    return FileRefused(
        "The file is locked with a password.", "Save it without one and send it again.", code="locked"
    )


def not_a_table(seen: str, remedy: str = "Save the sheet as CSV or XLSX and send that.") -> FileRefused:
    """``seen``: what the file is instead, such as "a PDF document"."""
    return FileRefused(f"This is {seen}, not a table.", remedy, code="not_a_table")


def too_many_columns(line: int, columns: int) -> FileRefused:
    return FileRefused(
        f"Line {line} has {columns:,} columns.",
        "Send a table with one column for each question.",
        code="too_many_columns",
    )


def too_many_rows(at_most: int) -> FileRefused:
    return FileRefused(
        f"The file has more than {at_most:,} rows, which is more than one area's own list can have.",
        "Send one file for each area, with --scope naming it.",
        code="too_many_rows",
    )


def ends_mid_record(line: int) -> FileRefused:
    return FileRefused(
        f"The file stops in the middle of a record (line {line}): part of it is missing.",
        "Fetch or export the whole file again.",
        code="ends_mid_record",
    )
