"""What a store gives and takes, and how a chunk stands in a table's row.

This file doesn't know which database the rows are in.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.document import Chunk, ChunkKind, Document, Metadata, Page

CHUNK_COLUMNS = 'id, document, kind, start, "end", text, section, paragraph, printed, pdf, notes'


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document of the library without its text. `chunks` counts them; `added_at` is UTC, ISO 8601."""

    id: str
    source: str
    sha256: str
    metadata: Metadata
    pages: int | None
    chunks: int
    added_at: str
    warnings: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The public JSON shape of a listed document."""
        return {
            "document": self.id,
            "source": self.source,
            "sha256": self.sha256,
            "title": self.metadata.title,
            "authors": list(self.metadata.authors),
            "year": self.metadata.year,
            "pages": self.pages,
            "chunks": self.chunks,
            "added_at": self.added_at,
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True, slots=True)
class Addition:
    """A document with its chunks and their vectors: float16, shape (chunks, dimensions), unit length."""

    document: Document
    chunks: tuple[Chunk, ...]
    vectors: NDArray[np.float16]


def context_of(chunk: Chunk, title: str | None) -> str:
    """What stands above a chunk: the document's title and its sections' headings."""
    return "\n".join((title or "", *chunk.section))


def chunk_of_row(row: Sequence[Any]) -> Chunk:
    name, document, kind, start, end, text, section, paragraph, printed, pdf, notes = row
    return Chunk(
        id=name,
        document=document,
        kind=ChunkKind(kind),
        start=start,
        end=end,
        text=text,
        section=tuple(json.loads(section)),
        paragraph=paragraph,
        page=None if printed is None and pdf is None else Page(printed, pdf),
        notes=tuple(json.loads(notes)),
    )
