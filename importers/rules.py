"""What every row of a source must meet, written once: judged by columns, explained row by row.

Columns are judged by polars, some hundred thousand rows a second (``importers.columns``); a row that fails is
then told why by marshmallow. Patterns use what the regular expressions of Python and Rust have in common.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields
from marshmallow.validate import Validator

from importers.row_errors import refused
from importers.source import RowError

BLANK = (
    r"(?i)[-–—.? \n\t]*|#?n/?a|n\.a\.|nan|null|none|nil|unknown|tb[ca]|\(?blank\)?|not (?:known|stated|given)"
)
"""A cell that says nothing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A cell of ``column`` matches ``pattern`` as a whole, or where ``never`` does not; else ``code``."""

    column: str
    code: str
    pattern: str
    never: bool = False

    def meets(self, cell: str) -> bool:
        return bool(re.fullmatch(self.pattern, cell)) is not self.never


def says_something(column: str, code: str) -> Rule:
    """The cell may not be blank."""
    return Rule(column, code, BLANK, never=True)


def first_failure(rules: tuple[Rule, ...], cells: Mapping[str, str]) -> Rule | None:
    """The first rule that a row fails."""
    errors = _schema(rules).validate(dict(cells))
    return next((rule for rule in rules if rule.code in errors.get(rule.column, ())), None)


def explanation(rule: Rule, line: int, source_id: str | None) -> RowError:
    """The refusal of a row that fails a rule; with its id an earlier version of the record stands."""
    return refused(line, rule.code, rule.column, source_id)


@cache
def _schema(rules: tuple[Rule, ...]) -> Schema:
    by_column: dict[str, list[Rule]] = {}
    for rule in rules:
        by_column.setdefault(rule.column, []).append(rule)
    cells: dict[str, fields.Field[Any]] = {
        column: fields.String(validate=[_Meets(rule) for rule in several])
        for column, several in by_column.items()
    }
    return Schema.from_dict(cells)(unknown=EXCLUDE)


class _Meets(Validator):
    def __init__(self, rule: Rule) -> None:
        self._rule = rule

    def __call__(self, value: str) -> str:
        if not self._rule.meets(value):
            raise ValidationError(self._rule.code)
        return value
