"""Letters that the PDF's font has; words in other scripts are spelt in Latin letters, and it is said so."""

import re
from typing import Any

from anyascii import anyascii

SPELT = "Names in other scripts are spelt in Latin letters here. The page shows them as they are."
_OTHERS = re.compile(
    "[^\u0009\u000a\u0020-\u007e\u00a0-\u04ff\u1d2c-\u1d7f\u1dbb\u1e00-\u1eff\u2010-\u2027\u2030-\u2040\u2070-\u22ff]+"
)
"""Runs of characters that the font lacks, or that would turn the direction of a line."""
_CONTROLS = re.compile("[\u0000-\u001f\u007f]+")


def in_latin(words: str) -> str:
    """The same words, spelt; what has no sound, such as a control character, is left out."""
    return _OTHERS.sub(lambda found: _CONTROLS.sub("", anyascii(found[0])), words)


def all_in_latin(told: Any) -> Any:
    """Every text in lists and objects, spelt."""
    if isinstance(told, str):
        return in_latin(told)
    if isinstance(told, list):
        return [all_in_latin(each) for each in told]
    if isinstance(told, dict):
        return {name: all_in_latin(each) for name, each in told.items()}
    return told
