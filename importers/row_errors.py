"""What is said when a row can't be taken in, or something in it is left unused: code, sentence, remedy."""

from importers.source import Note, RowError

REFUSALS: dict[str, tuple[str, str]] = {
    "broken_quotes": (
        "The quotation marks in this line don't pair.",
        'Write each quotation mark inside text twice: "".',
    ),
    "wrong_number_of_cells": (
        "This line has {cells}, the header {columns}.",
        "Put cells that hold a comma between quotation marks, and keep empty cells.",
    ),
    "duplicate_id": (
        "Lines {lines} have the same id but differ.",
        "Keep one of them, or give each its own id. Neither was taken in.",
    ),
    "reader_failed": (
        "The reader of this source failed at this row ({kind}).",
        "Compare it with the rows around it, and tell whoever looks after this source.",
    ),
    "no_key": (
        "There is no e-mail, no telephone, and no name with a birth date.",
        "Fill one of them in, so that this person can be told from the next.",
    ),
    "no_name": ("There is no name that can be read.", "Fill in the name, a person's as “First Last”."),
    "postcode_not_found": (
        "The postcode is not known.",
        "Check it, and give the whole of it, such as SW1A 1AA.",
    ),
    "cqc_id_missing": (
        "The row says that the CQC checks this provider, but gives no CQC location id.",
        "Add its CQC location id (it starts with 1-), or another organisation type.",
    ),
    "no_id": ("There is no id.", "Give each service the id that it keeps from one file to the next."),
    "private_person": (
        "A personal assistant is a private person: this list would show their name and address.",
        "Send the row with the source personal-assistants, once the person agrees to be listed.",
    ),
}


def refused(
    line: int, code: str, column: str | None = None, source_id: str | None = None, **values: object
) -> RowError:
    """The refusal of a row; ``values`` fill the sentence and are never a private cell's."""
    sentence, remedy = REFUSALS[code]
    return RowError(line, code, sentence.format(**values), remedy, column, source_id)


def not_understood(line: int, column: str, value: str | None) -> Note:
    """The note that part of a cell was left unused; ``value`` None where it is private."""
    what = "Something" if value is None else f"“{value}”"
    return Note(
        line, "not_understood", f"{what} in “{column}” was not understood and is not used.", column, value
    )
