"""Which encoding a text file is in, proved on every byte of it before the first letter is used."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from directory.errors import FileRefused
from importers.files.refusals import too_large

MAX_LINES = 2_000_000
CHUNK = 1 << 20

_UTF8_INSIDE = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2[\x80-\xbf]{2}")
_LETTERS = re.compile(rb"[\xc0-\xff]")
_LETTERS_TOGETHER = re.compile(rb"[\xc0-\xff]{2,}")
# What a byte of another code page looks like when read as cp1252: a mark or a capital inside a word.
_FOREIGN = re.compile(
    r"[A-Za-z][‚ƒ„†‡ˆ‰‹›˜¤¦¨¬¯¸Ÿ]|[a-z][À-ÞŠŽ]|œ\d"
    r"|[A-Za-zÀ-ÿ][¹³¿¶±µ£¥§«»º¼¾][a-zà-ÿ]|[À-ÿ][¹³¿¶±µ£¥§«»º¼¾ª·][À-ÿ]"
)
# A letter of UTF-7, such as +AOk- for é: nobody types one, its last sign says that nothing is left over.
_UTF7 = re.compile(rb"\+A[K-P][AEIMQUYcgkosw048]-")
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def encoding_by_mark(path: Path) -> str:
    """UTF-16 where its mark stands at the start, else UTF-8 with or without a mark."""
    with path.open("rb") as file:
        return "utf-16" if file.read(2) in _UTF16 else "utf-8-sig"


def proved_encoding(path: Path) -> str:
    """UTF-8 (with or without a mark), UTF-16 by its mark, or cp1252 where nothing speaks against it."""
    with path.open("rb") as file:
        start = file.read(4096)
    if not start.strip(codecs.BOM_UTF8 + b" \t\r\n"):
        raise FileRefused("The file is empty.", "Send the file with its header and rows.", code="empty_file")
    if start.startswith(_UTF32):
        raise _unknown_encoding("UTF-32, which few programs write")
    if start.startswith(_UTF16):
        if _decodes(path, "utf-16"):
            return "utf-16"
        raise _unknown_encoding("UTF-16 by their mark, but broken")
    for encoding in ("utf-8-sig", "cp1252"):
        if _decodes(path, encoding):
            return encoding
    raise _unknown_encoding("neither UTF-8 nor, as far as can be told, Western European (Windows-1252)")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(path):
            _refuse_nul(decoder.decode(chunk), encoding)
            if encoding == "cp1252" and not _plausible_cp1252(chunk):
                return False
            if _UTF7.search(chunk):
                raise _unknown_encoding("UTF-7, which few programs write")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_nul(text: str, encoding: str) -> None:
    if "\0" not in text:
        return
    if encoding != "utf-16" and text.count("\0") > len(text) // 4:
        raise _unknown_encoding("UTF-16 without the mark that says so")
    raise FileRefused(
        "The file holds NUL bytes: it is damaged, or not a table of text.",
        "Export it again as CSV (UTF-8).",
        code="nul_bytes",
    )


def _plausible_cp1252(chunk: bytes) -> bool:
    """False for UTF-8 mixed in (it would come out garbled), other scripts and other code pages."""
    if _UTF8_INSIDE.search(chunk):
        return False
    together = sum(len(run) for run in _LETTERS_TOGETHER.findall(chunk))
    if together >= 4 and 5 * together > len(_LETTERS.findall(chunk)):
        return False
    return not _FOREIGN.search(chunk.decode("cp1252", "ignore"))


def _unknown_encoding(seen: str) -> FileRefused:
    return FileRefused(
        f"The letters of this file are in an encoding that can't be told for certain: {seen}.",
        "Save it as “CSV UTF-8” and send it again.",
        code="unknown_encoding",
    )


def _chunks(path: Path) -> Iterator[bytes]:
    """The file's bytes, as long as its lines stay within bounds."""
    lines = 0
    with path.open("rb") as raw:
        while chunk := raw.read(CHUNK):
            lines += max(chunk.count(b"\n"), chunk.count(b"\r"))
            if lines > MAX_LINES:
                raise too_large()
            yield chunk
