"""Readers: one file a family of formats, chosen by the table of suffixes below.

This file knows which reader takes which suffix, and nothing of how it reads.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from ingest.archives import check_archive, check_xml
from ingest.document import RawDocument
from ingest.errors import UnreadableError, UnsupportedFormatError

# suffix -> (module, format name); the module's `read(path, format_name=…)` does the work.
READERS: dict[str, tuple[str, str]] = {
    ".txt": ("plain", "text"),
    ".text": ("plain", "text"),
    ".pdf": ("pdf", "pdf"),
    ".docx": ("pandoc", "docx"),
    ".odt": ("pandoc", "odt"),
    ".epub": ("pandoc", "epub"),
    ".html": ("pandoc", "html"),
    ".htm": ("pandoc", "html"),
    ".xhtml": ("pandoc", "html"),
    ".md": ("pandoc", "markdown"),
    ".markdown": ("pandoc", "markdown"),
    ".qmd": ("pandoc", "markdown"),
    ".rmd": ("pandoc", "markdown"),
    ".tex": ("pandoc", "latex"),
    ".latex": ("pandoc", "latex"),
    ".xml": ("pandoc", "xml"),
    ".nxml": ("pandoc", "jats"),
    ".jats": ("pandoc", "jats"),
    ".dbk": ("pandoc", "docbook"),
    ".docbook": ("pandoc", "docbook"),
    ".fb2": ("pandoc", "fb2"),
    ".rtf": ("pandoc", "rtf"),
    ".rst": ("pandoc", "rst"),
    ".org": ("pandoc", "org"),
    ".ipynb": ("pandoc", "ipynb"),
    ".typ": ("pandoc", "typst"),
    ".mediawiki": ("pandoc", "mediawiki"),
    ".wiki": ("pandoc", "mediawiki"),
    ".textile": ("pandoc", "textile"),
}


def supported(path: Path) -> bool:
    """Whether a reader takes files of this name."""
    return path.suffix.lower() in READERS


def check_supported(path: Path) -> None:
    """Raise `UnsupportedFormatError`, naming what can be read, where no reader takes files of this name."""
    if not supported(path):
        raise UnsupportedFormatError(
            f"{path.name!r} can't be read: there is no reader for {path.suffix or 'names without a suffix'}; "
            f"Pincite reads {', '.join(sorted(suffix.lstrip('.') for suffix in READERS))}."
        )


def read(path: Path, *, password: str | None = None) -> RawDocument:
    """What the file at `path` holds. Raises a child of `IngestError` that names the file and the reason."""
    check_supported(path)
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise UnreadableError(f"There is no file {str(path)!r}.") from error
    except OSError as error:
        raise UnreadableError(f"{path.name!r} can't be read: {error.strerror or error}.") from error
    if not path.is_file():
        raise UnreadableError(f"{path.name!r} is not a file.")
    if size == 0:
        raise UnreadableError(f"{path.name!r} is empty (0 bytes).")
    module, format_name = READERS[path.suffix.lower()]
    _guard(path)
    reader = import_module(f"ingest.readers.{module}")
    document: RawDocument
    document = reader.read(path, password=password) if module == "pdf" else reader.read(path, format_name=format_name)
    if not any(block.text.strip() for block in document.blocks):
        raise UnreadableError(f"{path.name!r} holds no text.")
    return document


def _guard(path: Path) -> None:
    """Refuse archives and XML that mean harm before anything unpacks or parses them."""
    suffix = path.suffix.lower()
    if suffix in (".docx", ".odt", ".epub"):
        check_archive(path)
    elif suffix in (".xml", ".nxml", ".jats", ".dbk", ".docbook", ".fb2", ".xhtml"):
        check_xml(path)


__all__ = ["READERS", "check_supported", "read", "supported"]
