"""Sentences in the language a person reads, and numbers and dates as people there write them.

English stands in the code, other languages in catalogs as translators edit them. Outside a request it is
English. ``_`` says a sentence now, ``_l`` when it is shown, ``_n`` one of two by a count; values go in by
name.
"""

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, request, session
from flask_babel import Babel, Domain, LazyString, get_locale

from directory.errors import CareMarketError
from directory.settings import Settings

__all__ = ["_", "_l", "_n"]
ENGLISH = Locale("en", "GB")
CATALOGS = Path(str(files("directory"))) / "translations"
CHOSEN = "language"
IN_ENGLISH = frozenset({"market", "councils"})
"""Blueprints for people who work for a council."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads what is being said: their language, and its sentences."""

    locale: Locale
    catalog: NullTranslations
    draft: bool = False


IN_ENGLISH_READ = Reader(ENGLISH, NullTranslations())
READER = ContextVar("reader", default=IN_ENGLISH_READ)
"""Set for the time of a request. A page says thousands of sentences: asking the request for each is slow."""


DRAFT = "Nobody has checked this translation."
"""This line in the comment at the head of a catalog puts a notice on every page."""


class Catalogs(Domain):
    """The PO files themselves, each compiled when it is first needed, so that none can be out of date."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._reader = cache(lambda language: _reader(folder / f"{language}.po"))

    def reader(self) -> Reader:
        """Whoever this request is for."""
        chosen = get_locale() or ENGLISH
        return IN_ENGLISH_READ if chosen.language == "en" else self._reader(chosen.language)

    def get_translations(self) -> NullTranslations:
        return self.reader().catalog


def _reader(path: Path) -> Reader:
    with path.open("rb") as file:
        catalog = read_po(file)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Reader(Locale.parse(path.stem), Translations(compiled), DRAFT in catalog.header_comment)


def speak(app: Flask, settings: Settings, folder: Path = CATALOGS) -> None:
    """Let ``app`` answer in the languages that its council has switched on.

    CareMarketError for one that has no catalog.
    """
    for language in settings.languages:
        if not (folder / f"{language}.po").is_file():
            known = sorted(path.stem for path in folder.glob("*.po"))
            raise CareMarketError(
                f"CAREMARKET_LANGUAGES names “{language}”, which we have no translation for.",
                f"Use any of {', '.join(known)}, with commas between them.",
                code="bad_setting",
            )
    babel = Babel()
    catalogs = babel.domain_instance = Catalogs(folder)
    babel.init_app(app, default_locale="en_GB", locale_selector=lambda: _chosen(settings))
    app.jinja_env.install_gettext_callables(_, _ngettext, newstyle=True)
    app.jinja_env.policies["ext.i18n.trimmed"] = True

    @app.before_request
    def read() -> None:
        READER.set(catalogs.reader())

    @app.teardown_request
    def has_read(_error: BaseException | None) -> None:
        READER.set(IN_ENGLISH_READ)


def _chosen(settings: Settings) -> str:
    """The visit's choice. Programs and councils' reports are answered in English."""
    if request.blueprint in IN_ENGLISH or request.path.startswith("/api/"):
        return "en_GB"
    chosen = session.get(CHOSEN)
    return chosen if chosen in settings.languages else "en_GB"


def _(sentence: str, **values: object) -> str:
    said = READER.get().catalog.gettext(sentence)
    return said % values if values else said


def _l(sentence: str) -> LazyString:
    return LazyString(_, sentence)


def _n(one: str, many: str, count: float, **values: object) -> str:
    """A sentence with ``%(count)s`` in it: the first for one, the other for more, or what the language needs.

    A count that isn't whole takes the words for many.
    """
    whole = int(count) if count == int(count) else 2
    return _ngettext(one, many, whole) % {"count": number(count), **values}


def _ngettext(one: str, many: str, count: int) -> str:
    return READER.get().catalog.ngettext(one, many, count)


def locale() -> Locale:
    """The reader's; English where nobody reads a page."""
    return READER.get().locale


def language() -> str:
    """The tag of the reader's language, for HTML."""
    return "en-GB" if locale().language == "en" else str(locale().language)


def direction() -> str:
    """``ltr`` or ``rtl``."""
    return str(locale().text_direction)


def is_draft() -> bool:
    """Whether nobody has checked what this page says."""
    return READER.get().draft


def offered(settings: Settings) -> list[tuple[str, str]]:
    """Every language to choose from by its tag, each named in itself: English, polski."""
    named = [(each, str(Locale.parse(each).get_display_name(each))) for each in settings.languages]
    return [("en-GB", "English"), *named]


def choose(wanted: str, settings: Settings) -> None:
    """Keep the choice for this visit; anything that isn't offered is English."""
    if wanted in settings.languages:
        session[CHOSEN] = wanted
    else:
        session.pop(CHOSEN, None)


def spoken_name(code: str, english: str) -> str:
    """The name of a language by its ISO 639-3 code, from CLDR; the English one where that has none."""
    if locale().language == "en":
        return english
    short = get_global("language_aliases").get(code, code)
    return str(locale().languages.get(short, english))


def in_list(list_name: str, english: str) -> str:
    """A label of one of our code lists. Lists of places and languages are not in our catalogs."""
    return READER.get().catalog.pgettext(list_name, english)


def number(value: float, pennies: bool = False) -> str:
    """ "2,340", "1.4", "15.50": with Western digits, which money and telephones have here too."""
    shape = "#,##0.00" if pennies else None
    reads = locale()
    if reads is ENGLISH and not pennies and value == int(value):
        return f"{int(value):,}"
    return str(format_decimal(value, shape, locale=reads, numbering_system="latn"))


def joined(words: Sequence[str], last: str = "and") -> str:
    """ "a, b and c", or with "or"."""
    return str(format_list(list(words), "or" if last == "or" else "standard", locale=locale()))


def day_in_words(day: date) -> str:
    """ "2 November 2026"."""
    return str(format_date(day, "long", locale=locale()))
