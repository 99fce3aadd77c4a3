"""What a council may make its own: name, logo and colours, from brand.json in the data folder.

``{"name": "Tower Hamlets care directory", "logo": "logo.svg", "logo_words": "Tower Hamlets Council",
"colours": {"deep": "#0e5058"}}``; every part may be left out. Colours are held to the contrast that people
need to read (WCAG 2.2, 1.4.3 and 1.4.11), beside those of ours that stay.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from directory.errors import FileRefused
from directory.settings import Settings

COLOURS: Mapping[str, str] = {
    "deep": "#0e5058",
    "deeper": "#083a41",
    "mist": "#e4efee",
    "glow": "#ffcf5c",
}
"""Those that may be changed, as they are: links and buttons, the bar at the top, quiet grounds, marks."""
KEPT: Mapping[str, str] = {"white": "#ffffff", "paper": "#faf8f4", "ink": "#1d2a2e", "quiet": "#4b5a5f"}
READ: tuple[tuple[str, str], ...] = (
    ("white", "deep"),
    ("white", "deeper"),
    ("deep", "paper"),
    ("deep", "mist"),
    ("deeper", "mist"),
    ("ink", "mist"),
    ("quiet", "mist"),
    ("ink", "glow"),
)
"""Words and the ground that they stand on."""
LEAST_FOR_WORDS = 4.5
SEEN: tuple[tuple[str, str], ...] = (("glow", "deeper"),)
"""Marks that are no words, and their ground."""
LEAST_FOR_MARKS = 3.0
MOST_BYTES = 20_000
MOST_LOGO_BYTES = 100_000
MOST_CHARACTERS = 60
KINDS: Mapping[str, str] = {".svg": "image/svg+xml", ".png": "image/png"}
HEX = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Brand:
    """``logo`` is None where there is none; ``mark`` changes with everything here, for browsers that keep."""

    name: str = "Caremarket"
    logo: Path | None = None
    logo_words: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""

    @property
    def style(self) -> str:
        """A style sheet of the colours that differ from ours; "" where none does."""
        told = "; ".join(f"--{name}: {value}" for name, value in self.colours.items())
        return f":root {{ {told}; }}\n" if told else ""


def brand_of(settings: Settings) -> Brand:
    """The council's where it has one, else ours; FileRefused says what to mend."""
    path = settings.brand_path
    return read_brand(path) if path.is_file() else Brand()


def read_brand(path: Path) -> Brand:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError:
        raise FileRefused(f"{path.name} isn't JSON in UTF-8 of 20 kB at most.", "Write it anew.") from None
    wrong = [*_wrong(told, path.parent)] if isinstance(told, dict) else ["it must be an object, {…}"]
    if wrong:
        raise FileRefused(f"{path.name} can't be used: {'; '.join(wrong)}.", "Mend this and start again.")
    logo = path.parent / told["logo"] if told.get("logo") else None
    mark = sha256(path.read_bytes() + (logo.read_bytes() if logo else b"")).hexdigest()[:16]
    colours = {name: value.lower() for name, value in told.get("colours", {}).items()}
    return Brand(told.get("name", Brand().name), logo, told.get("logo_words", ""), colours, mark)


def contrast(one: str, other: str) -> float:
    """From 1 to 21, of two colours as #rrggbb (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _wrong(told: Mapping[str, Any], folder: Path) -> Iterator[str]:
    for name in sorted(set(told) - {"name", "logo", "logo_words", "colours"}):
        yield f"“{name[:40]}” is nothing that can be set"
    for name in ("name", "logo_words"):
        if name in told and not _is_short(told[name]):
            yield f"“{name}” must be 1 to {MOST_CHARACTERS} letters"
    if "logo" in told:
        yield from _wrong_logo(told["logo"], bool(told.get("logo_words")), folder)
    colours = told.get("colours", {})
    if not isinstance(colours, dict):
        yield "“colours” must be an object, {…}"
        return
    wrong = [*_wrong_colours(colours)]
    yield from wrong or _unread({**COLOURS, **KEPT, **colours})


def _is_short(words: object) -> bool:
    return isinstance(words, str) and 0 < len(words.strip()) <= MOST_CHARACTERS


def _wrong_logo(logo: object, has_words: bool, folder: Path) -> Iterator[str]:
    if not isinstance(logo, str) or Path(logo).name != logo or Path(logo).suffix.lower() not in KINDS:
        yield "“logo” must be the name of an SVG or PNG file beside it"
    elif not (folder / logo).is_file() or (folder / logo).stat().st_size > MOST_LOGO_BYTES:
        yield f"there must be a file “{logo[:40]}” beside it, of 100 kB at most"
    if not has_words:
        yield "“logo_words” must say in words what the logo shows, for people who don't see it"


def _wrong_colours(colours: Mapping[str, Any]) -> Iterator[str]:
    for name, value in colours.items():
        if name not in COLOURS:
            yield f"“{name[:40]}” is no colour that can be set; {', '.join(COLOURS)} are"
        elif not isinstance(value, str) or not HEX.fullmatch(value):
            yield f"the colour “{name}” must be like #0e5058"


def _unread(colours: Mapping[str, str]) -> Iterator[str]:
    for pairs, least, what in ((READ, LEAST_FOR_WORDS, "words in"), (SEEN, LEAST_FOR_MARKS, "marks in")):
        for front, ground in pairs:
            found = contrast(colours[front], colours[ground])
            if found < least:
                yield (
                    f"{what} {front} ({colours[front]}) on {ground} ({colours[ground]}) can't be read well: "
                    f"their contrast is {found:.1f}, and {least:g} is needed"
                )
