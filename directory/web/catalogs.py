"""Every sentence that pages can say, gathered from code, templates and code lists for whoever translates.

``python -m directory.web.catalogs`` brings the PO files in ``directory/translations`` up to date: new
sentences come in empty, those that are gone leave, and what was translated stays.
"""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import click
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from directory.journeys.need_profiles import standard_profiles
from directory.vocabulary import vocabulary
from directory.web.translation import CATALOGS

PACKAGE = Path(str(files("directory")))
KEYWORDS: Mapping[str, tuple[int, ...] | None] = {
    "_": None,
    "_l": None,
    "_n": (1, 2),
    "gettext": None,
    "ngettext": (1, 2),
}
LISTS: tuple[str, ...] = (
    "needs",
    "setting",
    "provider_kind",
    "user_bands",
    "faith",
    "culture",
    "diet",
    "staff_gender",
    "flags",
    "accessibility",
    "formats",
    "funding",
    "times",
)
"""Code lists whose labels pages show. Languages are named by CLDR, places are the same in every language."""
IN_ENGLISH_ONLY = frozenset({"market"})
"""Templates for people who work for a council."""


def messages() -> Catalog:
    """All of them, in English, each with where it stands."""
    catalog = Catalog(project="caremarket", charset="utf-8", fuzzy=False)
    for where, line, message, context in (*_in_code(), *_in_templates()):
        catalog.add(message, locations=[(where, line)], context=context)
    for list_name in LISTS:
        for term in vocabulary(list_name).terms():
            catalog.add(term.label, locations=[(f"vocabulary/{list_name}.csv", 0)], context=list_name)
    for profile in standard_profiles():
        catalog.add(profile.label, locations=[("profiles.json", 0)], context="profiles")
    return catalog


def updated(path: Path) -> Catalog:
    """The catalog at ``path`` with all sentences of today and no others."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=Locale.parse(path.stem))
    catalog.update(messages(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


Found = Iterator[tuple[str, int, str | tuple[str, ...], str | None]]


def _in_code() -> Found:
    found = extract_from_dir(str(PACKAGE / "web"), [("**.py", "python")], keywords=KEYWORDS)
    for name, line, message, _, context in found:
        if not name.startswith("report/"):
            yield f"web/{name}", line, message, context


def _in_templates() -> Found:
    installed = PACKAGE / "templates"
    folder = installed if installed.is_dir() else PACKAGE.parent / "templates"
    options = {"**.html": {"trimmed": "true", "newstyle_gettext": "true"}}
    found = extract_from_dir(str(folder), [("**.html", "jinja2")], options, keywords=KEYWORDS)
    for name, line, message, _, context in found:
        if Path(name).parts[0] not in IN_ENGLISH_ONLY:
            yield f"templates/{name}", line, message, context


def write_all() -> None:
    for path in sorted(CATALOGS.glob("*.po")):
        catalog = updated(path)
        with path.open("wb") as file:
            write_po(file, catalog, width=110, sort_output=True, omit_header=False, include_lineno=False)
        empty = sum(1 for each in catalog if each.id and not any(each.string or ()))
        click.echo(f"{path.name}: {len(catalog)} sentences, {empty} without a translation")


if __name__ == "__main__":
    write_all()
