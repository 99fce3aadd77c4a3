"""What the options of an area say yes and no to, code by code."""

from dataclasses import dataclass

import numpy as np

from directory.journeys.market_reports.ground import Ground
from matching import planes
from matching.planes import Flags


@dataclass(frozen=True, slots=True)
class Answered:
    """Options that say yes to a code, that say no, and that say neither."""

    yes: int
    no: int
    unknown: int


def said_yes(ground: Ground, name: str, code: str) -> Flags:
    """Which of the area's options say yes to a code of a short list ("faith") or of "languages", (rows,)."""
    snapshot = ground.snapshot
    if name == "languages":
        return snapshot.holds("language_yes", snapshot.position("languages", code), ground.rows)
    vocabulary_of = "needs" if name.startswith("needs_") else name
    return planes.at(snapshot.plane(f"{name}_yes", snapshot.position(vocabulary_of, code)), ground.rows)


def said_no(ground: Ground, name: str, code: str) -> Flags:
    """Which of them say no; a list of languages that is whole says no to all it lacks."""
    snapshot = ground.snapshot
    if name == "languages":
        position = snapshot.position("languages", code)
        whole = snapshot.columns["languages_complete"][ground.rows]
        no: Flags = snapshot.holds("language_no", position, ground.rows) | whole
        return no & ~said_yes(ground, name, code)
    vocabulary_of = "needs" if name.startswith("needs_") else name
    return ~planes.at(snapshot.plane(f"{name}_may", snapshot.position(vocabulary_of, code)), ground.rows)


def answered(ground: Ground, name: str, code: str) -> Answered:
    yes, no = int(said_yes(ground, name, code).sum()), int(said_no(ground, name, code).sum())
    return Answered(yes, no, len(ground.rows) - yes - no)


def answering(ground: Ground, name: str) -> Flags:
    """Which of the area's options say anything in a list at all, (rows,)."""
    if name == "languages":
        snapshot = ground.snapshot
        stating = snapshot.stating("language_yes") | snapshot.stating("language_no")
        told: Flags = (stating | snapshot.columns["languages_complete"])[ground.rows]
        return told
    columns = ground.snapshot.columns
    yes, may = columns[f"{name}_yes"], columns[f"{name}_may"]
    answers = np.bitwise_or.reduce(yes | ~may, axis=0)
    return planes.at(answers, ground.rows)


def by_code(ground: Ground, name: str) -> dict[str, int]:
    """How many of the area's options say yes to each code of a short list, those with none left out."""
    found = {code: int(said_yes(ground, name, code).sum()) for code in ground.snapshot.codes[name]}
    return {code: count for code, count in found.items() if count}
