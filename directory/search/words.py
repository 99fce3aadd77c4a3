"""Text to the words it is searched by: folded, cut, and stemmed."""

import re
import unicodedata
from functools import lru_cache

from whoosh.lang.porter2 import stem as porter2_stem

LETTERS_KEPT = 40
TEXT_KEPT = 20_000

# Words too common to choose by; "near" and "for" come from how people type a search.
_COMMON = """
a an and any are as at be by can do for from get has have help i in is it looking me my near need of on or
our some someone that the their them there to want we who will with you your
"""
COMMON_WORDS = frozenset(_COMMON.split())

_ASCII_WORD = re.compile(r"[a-z0-9]+")
_WITHIN_A_WORD = str.maketrans("", "", "'’‘ʼ`´")
_ACCENTS = range(0x300, 0x370)


def words(text: str) -> list[str]:
    """The words of ``text`` in order: case, accents, punctuation and invisible marks folded away."""
    folded = text[:TEXT_KEPT].casefold()
    if folded.isascii():
        folded = folded.replace("'", "").replace("`", "")
    else:
        folded = _without_accents(folded.translate(_WITHIN_A_WORD))
    found = _ASCII_WORD.findall(folded) if folded.isascii() else _letters_of_any_script(folded).split()
    return [word[:LETTERS_KEPT] for word in found]


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if ord(c) not in _ACCENTS))


def _letters_of_any_script(text: str) -> str:
    # Vowel signs of Bengali or Gujarati are marks, not letters: a word must not break at them.
    # Format characters (bidi overrides, zero-width joiners) vanish without breaking the word.
    kinds = ((c, unicodedata.category(c)) for c in text)
    return "".join(c if kind[0] in "LNM" else "" if kind == "Cf" else " " for c, kind in kinds)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The English stem (Porter 2, 2001); words of other scripts stay whole."""
    return porter2_stem(word) if word.isascii() and not word.isdigit() else word


def words_to_ask(text: str, most: int) -> list[str]:
    """The first ``most`` different words worth searching by; common ones only when nothing else is there."""
    asked = list(dict.fromkeys(words(text)))
    return ([word for word in asked if word not in COMMON_WORDS] or asked)[:most]
