"""Every setting of the service, read once from the environment."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from directory.errors import CareMarketError

SearchEngine = Literal["whoosh", "tantivy", "auto"]


@dataclass(frozen=True)
class Settings:
    """Where things are kept. ``data_dir`` holds databases, published versions and the installation secret.

    ``allow_private_addresses``: networks (10.20.0.0/16) that imports may fetch from though not public.
    ``count_unmet``: councils that have switched on counting what searches found.
    ``languages``: codes of the languages that pages are offered in, beside English.
    """

    data_dir: Path
    database_url: str
    answers_url: str
    answers_keep_hours: int
    secret_key: str
    allow_private_addresses: str = ""
    search_engine: SearchEngine = "auto"
    count_unmet: str = ""
    languages: tuple[str, ...] = ()

    @property
    def published_dir(self) -> Path:
        return self.data_dir / "published"

    @property
    def reference_dir(self) -> Path:
        return self.data_dir / "reference"

    @property
    def standard_path(self) -> Path:
        """Where a council or an association may put a standard of its own."""
        return self.data_dir / "standard.json"

    @property
    def price_bands_path(self) -> Path:
        """Where a council may put bands of its own budgets."""
        return self.data_dir / "price_bands.json"

    @property
    def neighbours_path(self) -> Path:
        """Where it is told which councils are like which."""
        return self.data_dir / "neighbours.csv"

    @property
    def brand_path(self) -> Path:
        """Where a council may put its name, logo and colours."""
        return self.data_dir / "brand.json"

    @property
    def profiles_path(self) -> Path:
        """Where a council may put need profiles of its own."""
        return self.data_dir / "profiles.json"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read ``CAREMARKET_*``; create the data folder and its secret on first use."""
    env = os.environ if environ is None else environ
    data_dir = Path(env.get("CAREMARKET_DATA_DIR") or "caremarket-data").expanduser().resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    return Settings(
        data_dir=data_dir,
        database_url=env.get("CAREMARKET_DATABASE_URL") or f"sqlite:///{data_dir / 'market.sqlite3'}",
        answers_url=env.get("CAREMARKET_ANSWERS_URL") or f"sqlite:///{data_dir / 'answers.sqlite3'}",
        answers_keep_hours=int(env.get("CAREMARKET_ANSWERS_KEEP_HOURS") or 24),
        secret_key=env.get("CAREMARKET_SECRET_KEY") or _installation_secret(data_dir / "secret.key"),
        allow_private_addresses=env.get("CAREMARKET_ALLOW_PRIVATE_ADDRESSES") or "",
        search_engine=_search_engine(env.get("CAREMARKET_SEARCH_ENGINE") or "auto"),
        count_unmet=env.get("CAREMARKET_COUNT_UNMET") or "",
        languages=tuple((env.get("CAREMARKET_LANGUAGES") or "").replace(",", " ").split()),
    )


def _search_engine(wanted: str) -> SearchEngine:
    engines: tuple[SearchEngine, ...] = get_args(SearchEngine)
    for engine in engines:
        if engine == wanted:
            return engine
    raise CareMarketError(
        f"CAREMARKET_SEARCH_ENGINE is “{wanted}”, which is no search engine of ours.",
        f"Use one of {', '.join(engines)}.",
        code="bad_setting",
    )


def _installation_secret(path: Path) -> str:
    """The secret of this installation, made once and readable by its owner only.

    It is there whole or not at all, whoever is killed or makes one at the same moment.
    """
    if not path.exists():
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(unfinished, path)
        unfinished.unlink()
    return path.read_text().strip()
