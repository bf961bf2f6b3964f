"""A file -> a Document, in a child process that can be killed. This file doesn't know how any format is read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.document import Document
from ingest.errors import UnreadableError
from ingest.isolation import Limits, check_size, run_limited
from ingest.readers import check_supported, read
from ingest.structure import build_document


def sha256_of(path: Path) -> str:
    """The sha256 of the file's bytes, hexadecimal."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise UnreadableError(f"There is no file {str(path)!r}.") from error
    except OSError as error:
        raise UnreadableError(f"{path.name!r} can't be read: {error.strerror or error}.") from error


def read_here(path: Path, *, password: str | None = None) -> Document:
    """The document in the file at `path`, read in this process: for tests, measurements and trusted files."""
    path = Path(path)
    digest = sha256_of(path)
    return build_document(read(path, password=password), sha256=digest, source=path.name, path=str(path.absolute()))


def read_document(path: Path, *, password: str | None = None, limits: Limits | None = None) -> Document:
    """The document in the file at `path`, read within `limits` of time, memory and size.

    Raises a child of `IngestError` that names the file and the reason: `UnsupportedFormatError`, `UnreadableError`,
    `PasswordError`, `LimitError`.
    """
    path = Path(path)
    check_supported(path)
    check_size(path, limits)
    document: Document = run_limited(
        "ingest.reading:read_here", path.absolute(), password=password, name=path.name, limits=limits
    )
    return document


__all__ = ["read_document", "read_here", "sha256_of"]
