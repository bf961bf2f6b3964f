"""Bytes of a text file -> its characters, whatever encoding they are in.

This file doesn't know what the text means.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from ingest.errors import UnreadableError
from ingest.readers.legacy import corrected

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# First bytes of files that are no text, whatever their name says.
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, ODT and EPUB are such)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old binary Office file"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NAMED = re.compile(
    rb"""(?:<\?xml[^>]{0,200}?encoding|<meta[^>]{0,200}?charset)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE
)
_MOST_CONTROLS = 0.01  # share of control characters (or of bytes that are no UTF-8) above which a file is no text
_SOUND = 6  # times as many characters beyond ASCII as faults: it is UTF-8, with a few bytes damaged


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # late: it takes 60 ms to load, and UTF-8 never needs it

    best = from_bytes(data).best()
    return corrected(str(best), data) if best is not None else None


def _decoded(data: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    named = _NAMED.search(data[:2048])
    for encoding in ("utf-8", named[1].decode("ascii") if named else ""):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    mended = data.decode("utf-8", errors="replace")
    faults = mended.count("\ufffd")
    if sum(c > "\x7f" for c in mended) > _SOUND * faults:
        return mended
    detected = _detected(data)
    return mended if detected is None and faults < _MOST_CONTROLS * len(mended) else detected


def decode(data: bytes, name: str) -> str:
    """The text in `data`: NUL and other control characters dropped, line ends made `\\n`.

    A byte order mark first, then UTF-8, the encoding the file names (XML, HTML), UTF-8 with a few damaged bytes (each
    becomes U+FFFD), then charset-normalizer's guess, which `ingest.readers.legacy` corrects.
    Raises `UnreadableError`, naming the file `name`, where the bytes are no text.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError(f"{name!r} is not text: it is {what}.")
    text = _decoded(data)
    if text is None:
        raise UnreadableError(f"{name!r} is not text in any known encoding.")
    kept = _CONTROLS.sub("", text)
    if len(text) - len(kept) > _MOST_CONTROLS * len(text):
        raise UnreadableError(f"{name!r} is not text: it holds binary data.")
    return (
        kept.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\x85", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
    )


def read_text(path: Path) -> str:
    """The decoded text of the file at `path`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path.name!r} can't be read: {error.strerror or error}.") from error
    return decode(data, path.name)


__all__ = ["decode", "read_text"]
