"""PDF: text in its reading order, with pages, headings, notes, captions, tables and references told apart.

Characters come from pdfium (through pdftext); a file in which it finds no text is tried with pypdf, which gives plain
text only, and scanned pages are read by OCR where the `ocr` extra is installed. Everything after the characters is pure
and lives in the pdf_*.py files beside this one. This file doesn't know sections, sentences or libraries, and
sets no limits of time or memory (see ingest/isolation.py).
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.document import BlockKind, Page, RawBlock, RawDocument, RawPage
from ingest.errors import PasswordError, UnreadableError
from ingest.readers import ocr
from ingest.readers.pdf_blocks import Built, build_blocks
from ingest.readers.pdf_groups import Outline
from ingest.readers.pdf_page import PageGlyphs, read_page
from ingest.running_head import read_running_head

_SCAN = 0.25  # share of a page under one picture from which the page counts as scanned, if it has no text
_MOST_PAGES = 20_000
_MOST_ENTRIES = 3000  # of an outline
_NO_TITLE = re.compile(
    r"^(?:untitled.*|microsoft \w+.*|.*\.(?:docx?|pdf|tex|indd|qxd|rtf|odt|p65|dvi|pub)|title|document\d*|\W*|"
    r"[\w.-]*\d{4,}[\w.-]*)$",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(r"^(?:user|admin\w*|author|unknown|owner|default|root|\W*|.*\\.*|hp|windows.*)$", re.IGNORECASE)


@dataclass(slots=True)
class _Loaded:
    pages: list[PageGlyphs] = field(default_factory=list)
    labels: dict[int, str | None] = field(default_factory=dict)
    outline: list[Outline] = field(default_factory=list)
    stated: dict[str, tuple[str, ...]] = field(default_factory=dict)
    count: int = 0
    failed: list[int] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)  # pages that are pictures and stayed so


def read(path: Path, *, password: str | None = None) -> RawDocument:
    """Read the PDF at `path`.

    Raises:
        PasswordError: it is encrypted, and no or a wrong password was given.
        UnreadableError: it is damaged, or holds no text.
    """
    loaded = _load(path, password)
    built = build_blocks(loaded.pages, loaded.labels, loaded.outline)
    if not built.blocks:
        built = _read_plainly(path, password)
    if not built.blocks:
        raise UnreadableError(_why_empty(path, loaded))
    metadata = dict(loaded.stated)
    _choose_title(metadata, built)
    return RawDocument(tuple(built.blocks), metadata, "pdf", loaded.count or None, tuple(_warnings(loaded)))


def _load(path: Path, password: str | None) -> _Loaded:
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    loaded = _Loaded()
    began = time.monotonic()
    try:
        document = pdfium.PdfDocument(path, password=password)
    except pdfium.PdfiumError as error:
        # pdfium's last error may be that of an earlier file
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD and b"/Encrypt" in path.read_bytes():
            how = "the password given is wrong" if password else "give its password (--password)"
            raise PasswordError(f"{path.name} is encrypted: {how}.") from error
        return loaded
    try:
        loaded.count = len(document)
        for index in range(min(loaded.count, _MOST_PAGES)):
            try:
                loaded.pages.append(read_page(document, index))
            except pdfium.PdfiumError:
                loaded.failed.append(index + 1)
            with contextlib.suppress(Exception):
                loaded.labels[index + 1] = document.get_page_label(index) or None
        loaded.outline = _outline(document)
        loaded.stated = {**_imprint(document), **_stated(document)}
        _recognise(document, loaded, time.monotonic() - began)
    finally:
        document.close()
    return loaded


def _recognise(document: Any, loaded: _Loaded, reserve: float) -> None:
    """Read pages that are pictures by OCR, where it is installed; name those that stay pictures.

    `reserve` seconds, which reading took until here, are kept for what comes after.
    """
    scans = [page for page in loaded.pages if page.images >= _SCAN and sum(len(run.text) for run in page.runs) < 20]
    done: dict[int, PageGlyphs] = {}
    if scans and ocr.available():
        done = {page.number: page for page in ocr.read_scans(document, scans, reserve)}
        loaded.pages = [done.get(page.number, page) for page in loaded.pages]
    loaded.scanned = [page.number for page in scans if page.number not in done]


def _outline(document: Any) -> list[Outline]:
    entries = []
    with contextlib.suppress(Exception):
        for bookmark in itertools.islice(document.get_toc(max_depth=8), _MOST_ENTRIES):
            target = bookmark.get_dest()
            index = target.get_index() if target is not None else None
            entries.append(Outline(bookmark.get_title(), bookmark.level + 1, None if index is None else index + 1))
    return entries


def _stated(document: Any) -> dict[str, tuple[str, ...]]:
    """What the file's information dictionary says, left out where it is what programs put there by themselves."""
    found: dict[str, tuple[str, ...]] = {}
    for name, key, odd in (("title", "Title", _NO_TITLE), ("author", "Author", _NO_AUTHOR)):
        with contextlib.suppress(Exception):
            value = " ".join(document.get_metadata_value(key).replace("\x00", "").split())
            if value and not odd.match(value):
                found[name] = (value,)
    with contextlib.suppress(Exception):
        created = re.match(r"D?:?(\d{4})", document.get_metadata_value("CreationDate"))
        if created:
            found["created"] = (created[1],)
    with contextlib.suppress(Exception):
        if language := _language(document):
            found["language"] = (language,)
    return found


def _imprint(document: Any) -> dict[str, tuple[str, ...]]:
    """The journal, volume, year and DOI that the properties' subject and the head of the first pages print."""
    lines: list[str] = []
    with contextlib.suppress(Exception):
        lines += document.get_metadata_value("Subject")[:2000].splitlines()[:4]
    for index, (head, foot) in enumerate(((8, 4), (2, 0))):
        with contextlib.suppress(Exception):
            page = document[index].get_textpage().get_text_range()
            printed = [line for line in page.splitlines() if line.strip()]
            lines += printed[:head] + (printed[-foot:] if foot else [])
    return read_running_head(lines)


def _language(document: Any) -> str | None:
    import ctypes

    import pypdfium2.raw as raw

    size = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < size < 200:
        return None
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFCatalog_GetLanguage(document.raw, buffer, size)
    value = bytes(buffer).decode("utf-16-le", "replace").strip("\x00 ")
    return value if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", value) else None


def _choose_title(metadata: dict[str, tuple[str, ...]], built: Built) -> None:
    """The stated title where it is printed at the start too, or nothing better is; else the largest heading there."""
    stated = metadata.get("title", ("",))[0]
    start = _letters(" ".join(block.text for block in built.blocks[:30]))
    if stated and (_letters(stated) in start or not built.title):
        return
    if built.title:
        metadata["title"] = (built.title,)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _warnings(loaded: _Loaded) -> list[str]:
    found = []
    if loaded.failed:
        found.append(f"Pages that could not be read: {_ranges(loaded.failed)}.")
    if loaded.count > _MOST_PAGES:
        found.append(f"Only the first {_MOST_PAGES:,} of {loaded.count:,} pages were read.")
    if loaded.scanned:
        how = "time ran out before OCR reached them" if ocr.available() else f"to read them by OCR: {ocr.INSTALL}"
        found.append(f"Pages that are pictures and were not read: {_ranges(loaded.scanned)} ({how}).")
    return found


def _why_empty(path: Path, loaded: _Loaded) -> str:
    if loaded.scanned and not ocr.available():
        return f"{path.name} holds no text: its pages are scanned pictures. To read them by OCR: {ocr.INSTALL}."
    if any(page.images for page in loaded.pages):
        return f"{path.name} holds no text: its pages are pictures, and no words could be recognised on them."
    if loaded.count and loaded.pages:
        return f"{path.name} holds no text: its pages are empty."
    return f"{path.name} is not a PDF that can be read: it is damaged or something else."


def _ranges(numbers: Sequence[int]) -> str:
    """
    >>> _ranges([2, 3, 4, 9])
    '2-4, 9'
    """
    parts: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if parts and parts[-1][1] == number - 1:
            parts[-1] = (parts[-1][0], number)
        else:
            parts.append((number, number))
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)


def _read_plainly(path: Path, password: str | None) -> Built:
    """What pypdf makes of a file in which pdfium found no text: paragraphs by page, nothing told apart."""
    from pypdf import PdfReader

    blocks: list[RawBlock] = []
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted:
            reader.decrypt(password or "")
        for index, page in enumerate(itertools.islice(reader.pages, _MOST_PAGES)):
            for paragraph in re.split(r"\n\s*\n", page.extract_text()):
                text = " ".join(paragraph.split())
                if any(c.isalnum() for c in text):
                    place = RawPage(0, Page(None, index + 1))
                    blocks.append(RawBlock(text, BlockKind.PARAGRAPH, pages=(place,)))
    except RecursionError:
        pass
    except Exception:  # noqa: S110 - pypdf raises anything; what it read until then counts  # nosec B110
        pass
    finally:
        logger.setLevel(level)
    return Built(blocks)
