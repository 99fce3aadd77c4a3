"""What makes two records alike: fields, levels of agreement and their weights, from a table people can read.

Weights are those of Fellegi and Sunter (1969): log2(m / u), m how often records of one provider agree so, u
how often two others do that were worth comparing. What is missing on either side weighs nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import log2
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Level:
    """How far a field agrees: at least so much (0 to 1) by its measure, and how often that is seen (m, u).

    There is a second m and u for pairs whose leading field does not agree: neighbours in one building share
    the telephone at its desk, so that with another name it says little.
    """

    name: str
    at_least: float
    shares: tuple[tuple[float, float], ...]

    @property
    def weights(self) -> tuple[float, ...]:
        """In bits: above nought it speaks for one provider, below nought against."""
        return tuple(log2(m / u) for m, u in self.shares)


@dataclass(frozen=True, slots=True)
class Field:
    """Columns compared by one measure. ``levels`` from the best down; the last one takes all the rest.

    ``counted``: the column whose value weighs less the more records share it, in these ``rare`` levels.
    """

    name: str
    measure: str
    columns: tuple[str, ...]
    levels: tuple[Level, ...]
    counted: str | None = None
    rare: tuple[str, ...] = ()
    usual_count: float = 2.0

    def numbers(self, names: Sequence[str]) -> list[int]:
        """Of the levels of these names."""
        return [number for number, level in enumerate(self.levels) if level.name in names]

    @property
    def weights(self) -> NDArray[Any]:
        """(whether the leading field agrees or not, levels), and nought at the end for what isn't known."""
        weights = np.array([level.weights for level in self.levels]).T
        return np.pad(weights, ((0, 0), (0, 1)))


@dataclass(frozen=True)
class Specification:
    """All that the engine is told about a kind of record.

    ``keys``: records that share the values of one of these lists of columns are compared, unless more than
    ``largest_block`` share them. ``prior``: the share of compared pairs that are one. From ``same_at`` on
    (bits, the prior included) two are the same, from ``ask_at`` on a person is asked. ``needed``: the worst
    level of a field with which two may still be said to be the same; ``one_of``: levels of which one must be
    reached too, where there are any. ``margin``: bits by which the best must lead. ``lead``: the field by
    which pairs are of two sorts, and the levels of it that count as agreeing.
    """

    fields: tuple[Field, ...]
    keys: tuple[tuple[str, ...], ...]
    prior: float
    same_at: float
    ask_at: float
    largest_block: int = 60
    needed: Mapping[str, str] = field(default_factory=dict)
    one_of: Mapping[str, str] = field(default_factory=dict)
    margin: float = 3.0
    lead: tuple[str, tuple[str, ...]] | None = None

    @cached_property
    def prior_weight(self) -> float:
        return log2(self.prior / (1 - self.prior))

    def sorts_of(self, levels: NDArray[Any]) -> NDArray[Any]:
        """(pairs,) 0 where the leading field agrees or there is none, 1 where it doesn't or isn't known."""
        if self.lead is None:
            return np.zeros(levels.shape[1], np.int8)
        number = [field.name for field in self.fields].index(self.lead[0])
        return 1 - np.isin(levels[number], self.fields[number].numbers(self.lead[1])).astype(np.int8)

    def with_shares(self, shares: Mapping[str, NDArray[Any]], prior: float) -> "Specification":
        """The same with another m and u, (sorts, levels, 2), for each field, and another prior."""
        fields = tuple(
            replace(
                field,
                levels=tuple(
                    replace(
                        level, shares=tuple((float(m), float(u)) for m, u in shares[field.name][:, number])
                    )
                    for number, level in enumerate(field.levels)
                ),
            )
            for field in self.fields
        )
        return replace(self, fields=fields, prior=prior)


def read_specification(path: Path) -> Specification:
    """From a JSON file such as ``providers.json`` beside this module."""
    told = json.loads(path.read_text(encoding="utf-8"))
    fields = tuple(
        Field(
            name,
            field["measure"],
            tuple(field["columns"]),
            tuple(_level(*level) for level in field["levels"]),
            field.get("counted"),
            tuple(field.get("rare", ())),
            field.get("usual_count", 2.0),
        )
        for name, field in told["fields"].items()
    )
    lead = told.get("lead")
    plain = ("prior", "same_at", "ask_at", "largest_block", "needed", "one_of", "margin")
    return Specification(
        fields,
        tuple(tuple(key) for key in told["keys"]),
        lead=(lead["field"], tuple(lead["agrees"])) if lead else None,
        **{name: told[name] for name in plain if name in told},
    )


def _level(name: str, at_least: float, *shares: float) -> Level:
    """``shares``: m and u, and once more for pairs whose leading field doesn't agree."""
    return Level(name, at_least, tuple(zip(shares[::2], shares[1::2], strict=True)))
