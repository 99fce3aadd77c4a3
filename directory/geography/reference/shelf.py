"""The shelf of reference data: which public tables are loaded, from where, and their columns on disk.

``shelf/<name>-<digest>`` holds a table's columns; ``shelf/catalogue.json`` names those in use and is replaced
by an atomic rename, so that a load of several files is there whole or not at all.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from math import inf
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from directory.errors import CareMarketError, NotFound
from directory.geography.table_folder import alone, opened, replace_folder

Columns = Mapping[str, NDArray[Any]]
Kind = Literal["counts", "lookup", "council_codes", "postcodes", "deprivation", "rural_urban", "boundaries"]
Level = Literal["lsoa", "msoa", "ward", "ltla", "utla", "region"]
LEVELS: tuple[Level, ...] = ("lsoa", "msoa", "ward", "ltla", "utla", "region")

_FORMAT = 1
_BAND = re.compile(r"(\d+)(?:-(\d+)|\+)")
_CATALOGUE = "catalogue.json"
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Category:
    """A group of people that a table counts.

    ``code`` is one of our lists where the group is exactly that; ``part_of`` the wider group of the same
    table that holds it; ``includes`` the codes of our lists that are counted in it and can't be told apart,
    which ``says`` puts in words.
    """

    code: str
    label: str
    part_of: str = ""
    includes: tuple[str, ...] = ()
    says: str = ""


def ages_of(code: str) -> tuple[int, float] | None:
    """The youngest and the oldest of a band of ages such as "15-19" or "85+"; None for other groups."""
    found = _BAND.fullmatch(code)
    return (int(found[1]), float(found[2] or inf)) if found else None


@dataclass(frozen=True, slots=True)
class About:
    """What a table is and where it came from; ``level`` is the smallest area it has a line for."""

    name: str
    kind: Kind
    level: Level
    title: str
    source: str
    vintage: str
    licence: str
    files: tuple[str, ...] = ()
    areas: int = 0
    notes: tuple[str, ...] = ()
    topic: str = ""
    categories: tuple[Category, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    about: About
    columns: Columns


class Shelf:
    """The loaded tables of one data folder, as its catalogue was when the shelf was opened."""

    def __init__(
        self, folder: Path, abouts: Mapping[str, About], at_hand: Mapping[str, Columns] | None = None
    ) -> None:
        self._folder = folder
        self._at_hand = at_hand or {}
        self.abouts = abouts

    @classmethod
    def open(cls, reference_dir: Path) -> "Shelf":
        """Empty where nothing was ever loaded."""
        folder = reference_dir / "shelf"
        return cls(folder, _catalogue(folder))

    def columns(self, name: str) -> Columns:
        """The memory-mapped columns of a table; ``NotFound`` where it isn't loaded."""
        if name in self._at_hand:
            return self._at_hand[name]
        about = self._about(name)
        columns = opened(_place(self._folder, about), _manifest(about))
        if columns is None:
            raise CareMarketError(
                f"The reference data {name} is damaged or was replaced a moment ago.",
                "Try again; if it stays so, load its files again.",
                code="reference_damaged",
            )
        return columns

    @property
    def version(self) -> str:
        """Other tables, another version: to say which a report was made from, and to make it again."""
        said = "\n".join(f"{name} {self.abouts[name].digest}" for name in sorted(self.abouts))
        return hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]

    def of_kind(self, kind: Kind, level: Level | None = None) -> tuple[About, ...]:
        """The tables of a kind, in order of name."""
        found = (self.abouts[name] for name in sorted(self.abouts))
        return tuple(about for about in found if about.kind == kind and level in (None, about.level))

    def tried(self, datasets: Iterable[Dataset]) -> "Shelf":
        """The shelf as it would be with these, which are on no disk yet."""
        new = {dataset.about.name: dataset for dataset in datasets}
        abouts = {**self.abouts, **{name: dataset.about for name, dataset in new.items()}}
        return Shelf(self._folder, abouts, {name: dataset.columns for name, dataset in new.items()})

    def put(self, datasets: Iterable[Dataset]) -> "Shelf":
        """Load all of them, or none; those of the same names are replaced."""
        with alone(self._folder):
            self._folder.mkdir(exist_ok=True)
            abouts = dict(_catalogue(self._folder))
            for dataset in datasets:
                about = replace(dataset.about, digest=_digest(dataset))
                place = _place(self._folder, about)
                if opened(place, _manifest(about)) is None:
                    replace_folder(place, _manifest(about), dataset.columns)
                abouts[about.name] = about
            return self._switched(abouts)

    def remove(self, name: str) -> "Shelf":
        """Take one table out; ``NotFound`` where it isn't loaded."""
        with alone(self._folder):
            abouts = dict(_catalogue(self._folder))
            Shelf(self._folder, abouts)._about(name)
            del abouts[name]
            return self._switched(abouts)

    def _about(self, name: str) -> About:
        if name not in self.abouts:
            raise NotFound(
                f"No reference data called {name} is loaded.",
                "Run caremarket reference to see what is.",
                code="no_such_reference",
            )
        return self.abouts[name]

    def _switched(self, abouts: Mapping[str, About]) -> "Shelf":
        said = {"format": _FORMAT, "tables": [asdict(abouts[name]) for name in sorted(abouts)]}
        unfinished = self._folder / f".{_CATALOGUE}"
        with unfinished.open("w", encoding="utf-8") as file:
            json.dump(said, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._folder / _CATALOGUE)
        kept = {_place(self._folder, about) for about in abouts.values()}
        for folder in {path for path in self._folder.iterdir() if path.is_dir()} - kept:
            shutil.rmtree(folder, ignore_errors=True)
        return Shelf(self._folder, abouts)


def _catalogue(folder: Path) -> Mapping[str, About]:
    try:
        said = json.loads((folder / _CATALOGUE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    if said["format"] != _FORMAT:
        raise CareMarketError(
            "The reference data was loaded by another version of this program.",
            f"Remove the folder {folder.name} in the data folder's reference, and load the files again.",
            code="reference_format",
        )
    return {line["name"]: _about(line) for line in said["tables"]}


def _about(line: dict[str, Any]) -> About:
    categories = tuple(
        Category(**{**each, "includes": tuple(each["includes"])}) for each in line.pop("categories")
    )
    files, notes = tuple(line.pop("files")), tuple(line.pop("notes"))
    return About(**line, categories=categories, files=files, notes=notes)


def _place(folder: Path, about: About) -> Path:
    return folder / f"{about.name}-{about.digest}"


def _manifest(about: About) -> dict[str, Any]:
    return {"format": _FORMAT, "name": about.name, "digest": about.digest}


def _digest(dataset: Dataset) -> str:
    """Of what is stored and said, so that the same files again are the same table."""
    said = hashlib.sha256(json.dumps(asdict(replace(dataset.about, digest=""))).encode())
    for name in sorted(dataset.columns):
        values = np.ascontiguousarray(dataset.columns[name])
        said.update(f"{name}{values.dtype}{values.shape}".encode())
        said.update(values.tobytes())
    return said.hexdigest()[:_DIGITS]
