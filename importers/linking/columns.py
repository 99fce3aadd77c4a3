"""Records as columns to compare: names, places, contacts in one plain spelling, null where not stated."""

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl

from directory.store.looks import Look
from directory.store.said import BETWEEN, SAID

# Words that tell no provider from another; a name of such words alone is as common as any can be.
GENERAL_WORDS = (
    *(
        "care",
        "caring",
        "cares",
        "home",
        "homes",
        "homecare",
        "house",
        "lodge",
        "court",
        "manor",
        "hall",
        "grange",
    ),
    *(
        "cottage",
        "villa",
        "view",
        "residential",
        "nursing",
        "rest",
        "retirement",
        "centre",
        "center",
        "day",
        "club",
    ),
    *(
        "lunch",
        "group",
        "community",
        "support",
        "supported",
        "living",
        "service",
        "services",
        "agency",
        "domiciliary",
    ),
    *(
        "health",
        "healthcare",
        "social",
        "society",
        "association",
        "trust",
        "charity",
        "fund",
        "project",
        "church",
    ),
    *(
        "st",
        "saint",
        "marys",
        "johns",
        "new",
        "old",
        "uk",
        "england",
        "national",
        "older",
        "people",
        "peoples",
    ),
    *(
        "elderly",
        "disabled",
        "friends",
        "friendship",
        "coffee",
        "morning",
        "drop",
        "in",
        "at",
        "for",
        "branch",
    ),
)
LEGAL_WORDS = (
    *(
        "limited",
        "ltd",
        "plc",
        "llp",
        "cic",
        "cio",
        "lp",
        "company",
        "co",
        "inc",
        "incorporated",
        "the",
        "and",
        "of",
    ),
)
COUNT_OF_GENERAL_NAMES = 64
# Pages that belong to nobody in particular.
SHARED_HOSTS = (
    *(
        "facebook.com",
        "twitter.com",
        "x.com",
        "instagram.com",
        "linkedin.com",
        "sites.google.com",
        "youtube.com",
    ),
    *("cqc.org.uk", "nhs.uk", "gov.uk", "linktr.ee", "eventbrite.co.uk", "wordpress.com", "carehome.co.uk"),
)
SHARED_DOMAINS = (
    *(
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.co.uk",
        "outlook.com",
        "live.co.uk",
        "yahoo.com",
    ),
    *("yahoo.co.uk", "icloud.com", "aol.com", "btinternet.com", "sky.com", "talktalk.net", "virginmedia.com"),
)
TRADING_AS = r"(?i)\s*[\[(]?\s*\b(?:t/a|t\.a\.|trading as|also known as|aka|formerly)\b[:\s]*"

PLAIN_COLUMNS = ("name", "organization_name", "also_known_as", "postcode", "outcode", "address", "telephone")
RAW: dict[str, Any] = {
    **dict.fromkeys((*PLAIN_COLUMNS, "email", "website"), pl.String),
    **dict.fromkeys(("easting", "northing"), pl.Int32),
}


@cache
def confusables() -> tuple[list[str], list[str]]:
    """Letters of other alphabets, and what they are read as."""
    text = (files("importers.linking") / "confusables.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return [row["letter"] for row in rows], [row["reads_as"] for row in rows]


def as_latin(text: str) -> str:
    """Letters of other alphabets that look like Latin ones, as those."""
    letters, read_as = confusables()
    return text.casefold().translate(str.maketrans(dict(zip(letters, read_as, strict=True))))


def look_columns(looks: Sequence[Look]) -> pl.DataFrame:
    """What is stored of versions, as columns to compare, with all that says which version it is."""
    by_name = dict(zip(Look._fields, zip(*looks, strict=True), strict=True)) if looks else {}
    said = pl.Series(by_name.get("said", ()), dtype=pl.String).str.split_exact(BETWEEN, len(SAID) - 1)
    told = said.struct.rename_fields(SAID).struct.unnest()
    told = told.select(_blank_to_null(pl.col(name)).cast(kind) for name, kind in RAW.items())
    whole = ("version_id", "record_id", "begun_by_run", "ended_by_run")
    which = {name: pl.Series(by_name.get(name, ()), dtype=pl.Int64) for name in whole}
    lists = zip(*(by_name.get(name, ()) for name in ("source", "publisher_id", "scope")), strict=True)
    which["register"] = pl.Series(["|".join(map(str, names)) for names in lists], dtype=pl.String).cast(
        pl.Categorical
    )
    which["is_private"] = pl.Series(by_name.get("is_private", ()), dtype=pl.Boolean)
    return provider_columns(told).with_columns(**which)


def provider_columns(told: pl.DataFrame) -> pl.DataFrame:
    """Columns of ``RAW`` as stated → the columns that ``providers.json`` names."""
    name = pl.col("name").str.replace(TRADING_AS + ".*", "")
    traded = pl.col("name").str.extract(TRADING_AS + r"([^\])]+)", 1)
    host = _host(pl.col("website"))
    email = _blank_to_null(pl.col("email").str.to_lowercase().str.strip_chars())
    domain = email.str.extract(r"@(.+)$", 1)
    spelt = told.select(
        "easting",
        "northing",
        plain=_plain(name),
        alias=_plain(pl.coalesce("also_known_as", traded)),
        owner=_plain(pl.col("organization_name")),
        postcode=_blank_to_null(pl.col("postcode").str.to_uppercase()),
        outcode=pl.coalesce("outcode", pl.col("postcode").str.split(" ").list.first()),
        telephone=_telephone(pl.col("telephone")),
        host=_unless_shared(host, SHARED_HOSTS),
        email=email,
        domain=_unless_shared(domain, SHARED_DOMAINS),
        street=_street(pl.col("address")),
    )
    words = spelt.with_columns(words=_words(pl.col("plain")))
    names = words.select(
        _joined(pl.col("words")).alias("name"), *(_joined(_words(pl.col(n))) for n in ("alias", "owner"))
    )
    telling = pl.col("words").list.set_difference(list(GENERAL_WORDS))
    return words.select(
        *("easting", "northing", "postcode", "outcode", "telephone", "host", "email", "domain", "street"),
        house=pl.col("street").str.extract(r"^(\d+[a-z]?)\b", 1),
        **names.to_dict(),
        names=names.select(pl.concat_list("name", "alias", "owner").list.unique()).to_series(),
        is_general=telling.list.len() == 0,
        sounds=telling.list.eval(sound(pl.element())).list.unique().list.head(3),
        initials=_blank_to_null(pl.col("words").list.eval(pl.element().str.head(1)).list.join("")),
    )


def with_counts(records: pl.DataFrame, counts: pl.Series | None = None) -> pl.DataFrame:
    """With ``name_count``: how many records bear each name; general names count as borne by many."""
    own = pl.len().over("name") if counts is None else counts
    count = pl.when(pl.col("is_general")).then(pl.max_horizontal(own, COUNT_OF_GENERAL_NAMES)).otherwise(own)
    return records.with_columns(name_count=count.cast(pl.Int32))


def _plain(text: pl.Expr) -> pl.Expr:
    """As ``vocabulary.folded`` writes it, and letters that look Latin as Latin ones."""
    letters, read_as = confusables()
    lower = text.str.to_lowercase().str.replace_all("&", " and ", literal=True).str.normalize("NFKD")
    bare = lower.str.replace_all(r"[\p{M}\p{Cf}'’‘`.]", "").str.replace_many(letters, read_as)
    return bare.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()


def _words(plain: pl.Expr) -> pl.Expr:
    return plain.str.split(" ").list.set_difference([*LEGAL_WORDS, ""]).list.eval(pl.element().sort())


def _joined(words: pl.Expr) -> pl.Expr:
    return _blank_to_null(words.list.join(" "))


def sound(word: pl.Expr) -> pl.Expr:
    """A word by how it begins and its consonants: Katherine and Cathrin are one; numbers stay as they are."""
    alike = word.str.replace_many(["ph", "ck", "c", "q", "z", "v"], ["f", "k", "k", "k", "s", "f"])
    single = alike.str.slice(1).str.replace_all(r"[aeiouyhw]", "")
    return _blank_to_null(alike.str.head(1) + single.str.head(5))


def _telephone(text: pl.Expr) -> pl.Expr:
    digits = text.str.replace_all(r"\D", "").str.replace(r"^(?:0044|44|0)", "")
    return pl.when(digits.str.len_bytes() >= 9).then(digits.str.tail(10))


def _host(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.extract(r"^\s*(?:\w+://)?(?:www\.)?([^/\s:?#]+\.[^/\s:?#]+)", 1)


def _unless_shared(host: pl.Expr, shared: Iterable[str]) -> pl.Expr:
    """Null for a host that many providers use."""
    return pl.when(~host.is_in(list(shared))).then(host)


def _street(address: pl.Expr) -> pl.Expr:
    """The part of an address that begins with a house number, or its first; the postcode tells the town."""
    short = address.str.to_lowercase().str.replace_all(r"\bstreet\b", "st").str.replace_all(r"\broad\b", "rd")
    numbered = short.str.extract(r"(\d+[a-z]?\b[, ]+[^\d, ][^,]*)", 1)
    part = pl.coalesce(numbered, short.str.extract(r"^([^,]+)", 1))
    return _blank_to_null(part.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars())


def _blank_to_null(text: pl.Expr) -> pl.Expr:
    return pl.when(text != "").then(text)
