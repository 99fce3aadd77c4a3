"""Catalogs of no language: every sentence of ours in brackets, its letters marked, and a third longer."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from directory.web.catalogs import messages

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "eo", "fa"
"""Languages that stand for the two directions: numbers, dates and plurals are theirs, sentences are not."""
KEPT = re.compile(r"(%\(\w+\)s|%%|<[^>]+>|&\w+;)")
LONGEST_WORD = 18
"""Of the letters that are added: as long as words are in the languages with the longest."""
MARKED = str.maketrans("AEIOUaeiounc", "ÅÉÎÖÛåéîöûñç")


def pseudo(sentence: str) -> str:
    """ "⟦Šentence öf öurs ~~~⟧": values and markup stay as they are."""
    parts = [part if KEPT.fullmatch(part) else part.translate(MARKED) for part in KEPT.split(sentence)]
    more = " ".join("~" * min(LONGEST_WORD, left) for left in range(len(sentence) // 3, 0, -LONGEST_WORD))
    return f"⟦{''.join(parts)} {more}⟧"


def write_pseudo_catalogs(folder: Path) -> Path:
    for language in (LEFT_TO_RIGHT, RIGHT_TO_LEFT):
        catalog = Catalog(locale=language, charset="utf-8", fuzzy=False)
        for message in messages():
            if message.id:
                told = message.id if isinstance(message.id, tuple) else (message.id,)
                strings = tuple(pseudo(told[min(n, len(told) - 1)]) for n in range(catalog.num_plurals))
                catalog.add(
                    message.id, strings if message.pluralizable else strings[0], context=message.context
                )
        with (folder / f"{language}.po").open("wb") as file:
            write_po(file, catalog, omit_header=False)
    return folder
