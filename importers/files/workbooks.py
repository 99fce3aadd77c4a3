"""Opens an .xlsx from anyone, once it has been measured."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from importers.files.refusals import damaged_file
from importers.files.workbook_sizes import SheetSize, measure

CellValue = int | float | str | bool | time | date | datetime | timedelta


@dataclass(slots=True)
class Sheet:
    """One sheet, unfolded only when its rows are asked for."""

    name: str
    hidden: bool
    _size: SheetSize
    _workbook: CalamineWorkbook
    _unfolded: CalamineSheet | None = None

    @property
    def first_column(self) -> int:
        """The column, counted from 1, of the first value of every row."""
        start = self._sheet().start
        return start[1] + 1 if start else 1

    @property
    def formulas(self) -> Mapping[int, Sequence[int]]:
        return self._size.formulas

    @property
    def errors(self) -> Mapping[int, Sequence[int]]:
        return self._size.errors

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line, cells as text), from line 1 down to the last that holds anything."""
        with _told_plainly():
            for line, values in enumerate(self._sheet().iter_rows(), start=1):
                yield line, [cell_text(value) for value in values]

    def _sheet(self) -> CalamineSheet:
        if self._unfolded is None:
            with _told_plainly():
                self._unfolded = self._workbook.get_sheet_by_name(self.name)
        return self._unfolded


def sheets_of(path: Path) -> list[Sheet]:
    """The workbook's sheets in their order. Raises FileRefused for what isn't safe to open."""
    sizes = measure(path)
    with _told_plainly():
        workbook = CalamineWorkbook.from_path(path)
        return [
            Sheet(sheet.name, sheet.visible != SheetVisibleEnum.Visible, sizes[sheet.name], workbook)
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.name in sizes
        ]


@contextmanager
def _told_plainly() -> Iterator[None]:
    """What calamine can't read is a damaged workbook; its panics are no ordinary exceptions."""
    try:
        yield
    except CalamineError as error:
        raise damaged_file() from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise damaged_file() from error
        raise


def cell_text(value: CellValue) -> str:
    """A cell as a person reads it: whole numbers without a point, ISO dates, times to the minute."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(round(value, 9))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)
