"""The objects of a JSON file as the rows of a table: their keys are its headers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from importers.files.headers import MAX_COLUMNS, read_header
from importers.files.json_records import records_in
from importers.files.refusals import too_many_rows
from importers.files.table_rows import Item, header_notes, missing_columns, row_items
from importers.files.workbooks import cell_text
from importers.source import Column, Note


def json_items(path: Path, columns: tuple[Column, ...], at_most: int | None) -> Iterator[Item]:
    """Every object as a row. All of them are looked at first, since any may bring a key of its own."""
    keys: dict[str, None] = {}
    count = 0
    for count, (_, record) in enumerate(records_in(path), start=1):
        if at_most is not None and count > at_most:
            raise too_many_rows(at_most)
        if not record.keys() <= keys.keys():
            keys.update(dict.fromkeys(record))
        if len(keys) > MAX_COLUMNS:
            break
    header = read_header(1, list(keys), columns)
    if count and header.missing:
        raise missing_columns([header] if header.known else [])
    sentence = "This file is JSON: its records are counted from 1, by their lines where each has its own."
    yield Note(1, "records_counted", sentence)
    yield from header_notes(header)
    for number, record in records_in(path):
        cells = []
        for key, name in zip(keys, header.names, strict=True):
            text = _text(record.get(key))
            if text is None:
                yield Note(number, "nested_value", f"“{name}” holds more than a text: it was not read.", name)
            cells.append(text or "")
        yield from row_items(number, cells, header, columns)


def _text(value: Any) -> str | None:
    """As a person would type it, a list with ; between its items; None for what no cell could hold."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        texts = [_text(item) for item in value if not isinstance(item, list)]
        return None if None in texts or len(texts) < len(value) else "; ".join(text for text in texts if text)
    return None if isinstance(value, dict) else cell_text(value)
