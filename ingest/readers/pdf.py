"""PDF: text in its reading order, with pages, headings, notes, captions, tables and references told apart.

Characters come from pdfium (through pdftext); a file it can't read is tried with pypdf, which gives plain text
only. Everything after the characters is pure and lives in the pdf_*.py files beside this one. This file doesn't know
sections, sentences or libraries, and sets no limits of time or memory (see ingest/isolation.py).
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from ingest.document import RawDocument
from ingest.errors import PasswordError, UnreadableError
from ingest.readers.pdf_blocks import build_blocks
from ingest.readers.pdf_page import PageGlyphs, read_page


def read(path: Path, *, password: str | None = None) -> RawDocument:
    """Read the PDF at `path`.

    Raises:
        PasswordError: it is encrypted, and no or a wrong password was given.
        UnreadableError: it is damaged, or holds no text.
    """
    pages, labels, metadata, failed = _load(path, password)
    blocks = build_blocks(pages, labels)
    if not blocks:
        raise UnreadableError(f"{path.name} holds no text: its pages are pictures or empty.")
    warnings = (f"Pages that could not be read: {', '.join(map(str, failed))}.",) if failed else ()
    return RawDocument(tuple(blocks), metadata, "pdf", len(pages) + len(failed), warnings)


def _load(
    path: Path, password: str | None
) -> tuple[list[PageGlyphs], dict[int, str | None], dict[str, tuple[str, ...]], list[int]]:
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    try:
        document = pdfium.PdfDocument(path, password=password)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            how = "the password given is wrong" if password else "give its password with --password"
            raise PasswordError(f"{path.name} is encrypted: {how}.") from error
        raise UnreadableError(f"{path.name} is not a PDF that can be read: it is damaged or something else.") from error
    pages: list[PageGlyphs] = []
    failed: list[int] = []
    labels: dict[int, str | None] = {}
    try:
        for index in range(len(document)):
            try:
                pages.append(read_page(document, index))
            except pdfium.PdfiumError:
                failed.append(index + 1)
            with contextlib.suppress(Exception):
                labels[index + 1] = document.get_page_label(index) or None
        return pages, labels, _stated(document), failed
    finally:
        document.close()


def _stated(document: Any) -> dict[str, tuple[str, ...]]:
    """What the file's information dictionary says of title and author."""
    found: dict[str, tuple[str, ...]] = {}
    with contextlib.suppress(Exception):
        for name, key in (("title", "Title"), ("author", "Author"), ("date", "CreationDate")):
            value = " ".join(document.get_metadata_value(key).split())
            if value:
                found[name] = (value,)
    return found
