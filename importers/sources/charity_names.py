"""Names of charities as people write them: the register holds most in capitals."""

import re

_SMALL_WORDS = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)
_CAPITALS = frozenset(
    [
        *("UK", "GB", "USA", "CIO", "CIC", "PTA", "PTFA", "NHS", "RSPCA", "YMCA", "YWCA", "RNLI", "RAF"),
        *("BME", "BAME", "LGBT", "HIV", "WI", "RC", "CE", "PHAB", "RDA", "II", "III", "IV"),
    ]
)
_ABBREVIATIONS = {"LTD": "Ltd", "ST": "St", "DR": "Dr", "MR": "Mr", "MRS": "Mrs"}
_PART = re.compile(r"[^\s()/\-–&,:;\"]+")


def tidy_name(name: str) -> str:
    """A name in capitals in ordinary writing; any other as it stands, its spaces mended."""
    mended = re.sub(r"\s+(?=\))|(?<=\()\s+", "", " ".join(name.split()))
    if any(char.islower() for char in mended):
        return mended
    return _PART.sub(lambda part: _written(part[0], first=part.start() == 0), mended)


def _written(word: str, *, first: bool) -> str:
    """One word in capitals as it is usually written: the first is never small."""
    bare = word.strip(".'’")
    if re.fullmatch(r"\d+(?:ST|ND|RD|TH|S)", bare):
        return word.lower()
    if bare in _ABBREVIATIONS:
        return _ABBREVIATIONS[bare]
    if bare in _CAPITALS or _is_initials(bare) or any(char.isdigit() for char in bare):
        return word
    small = word.lower()
    return small if small in _SMALL_WORDS and not first else _capital_first(small)


def _capital_first(word: str) -> str:
    """``mcdonald`` to McDonald, ``o'neill`` to O'Neill."""
    if match := re.fullmatch(r"([dol]['’]|mc)(\w{3,}.*)", word):
        return match[1].capitalize() + match[2].capitalize()
    return word.capitalize()


def _is_initials(word: str) -> bool:
    """Letters with dots between, or two to four letters without a vowel."""
    return bool(re.fullmatch(r"(?:[A-Z]\.)+[A-Z]?|[BCDFGHJKLMNPQRSTVWXZ]{2,4}", word))
