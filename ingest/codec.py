"""A Document as bytes and back, exactly: zlib over JSON rows, without field names.

This file doesn't know where the bytes are kept.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

from ingest.document import (
    Block,
    BlockKind,
    Box,
    Document,
    InTextCitation,
    Metadata,
    Note,
    Page,
    PageBreak,
    Section,
    Sentence,
    Span,
    StatedWork,
    Styled,
    TextStyle,
)


def metadata_to_json(metadata: Metadata) -> dict[str, Any]:
    return {name: getattr(metadata, name) for name in Metadata.__slots__}


def metadata_from_json(values: dict[str, Any]) -> Metadata:
    """Inverse of `metadata_to_json`; unknown names are left out, absent ones take their default."""
    known: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in values.items() if name in Metadata.__slots__
    }
    return Metadata(**known)


def _note_row(note: Note) -> list[Any]:
    markers = [[marker.start, marker.end] for marker in note.markers]
    return [
        note.number,
        note.start,
        note.end,
        markers,
        note.scope,
        note.refers_to,
        note.full_reference,
        note.unresolved,
    ]


def _note(row: list[Any]) -> Note:
    number, start, end, markers, *rest = row
    return Note(number, start, end, tuple(Span(*marker) for marker in markers), *rest)


def encode(document: Document) -> bytes:
    """The document as bytes; `decode(encode(d)) == d`."""
    values = {
        "sha256": document.sha256,
        "source": document.source,
        "path": document.path,
        "format": document.format,
        "text": document.text,
        "metadata": metadata_to_json(document.metadata),
        "sections": [[s.title, s.level, s.start, s.end, s.parent] for s in document.sections],
        "blocks": [[b.kind.value, b.start, b.end, b.section, b.paragraph] for b in document.blocks],
        "notes": [_note_row(note) for note in document.notes],
        "sentences": [[s.start, s.end, s.block] for s in document.sentences],
        "page_breaks": [[b.offset, b.page.printed, b.page.pdf] for b in document.page_breaks],
        "boxes": [[b.start, b.end, b.page, b.x0, b.y0, b.x1, b.y1] for b in document.boxes],
        "page_count": document.page_count,
        "warnings": document.warnings,
        "styles": [[s.style.value, s.start, s.end, s.value, s.level] for s in document.styles],
        "in_text_citations": [[c.start, c.end, c.entries, c.locator, c.unresolved] for c in document.in_text_citations],
        "stated_works": [[w.start, w.end, w.item] for w in document.stated_works],
    }
    return zlib.compress(json.dumps(values, separators=(",", ":")).encode("ascii"), level=3)


def decode(data: bytes) -> Document:
    """The document that `encode` was given. Raises ValueError or zlib.error where the bytes are damaged."""
    values = json.loads(zlib.decompress(data))
    values["metadata"] = metadata_from_json(values["metadata"])
    values["sections"] = tuple(Section(*row) for row in values["sections"])
    values["blocks"] = tuple(Block(BlockKind(kind), *row) for kind, *row in values["blocks"])
    values["notes"] = tuple(_note(row) for row in values["notes"])
    values["sentences"] = tuple(Sentence(*row) for row in values["sentences"])
    values["page_breaks"] = tuple(PageBreak(offset, Page(*page)) for offset, *page in values["page_breaks"])
    values["boxes"] = tuple(Box(*row) for row in values["boxes"])
    values["warnings"] = tuple(values["warnings"])
    # absent in what older versions wrote
    values["styles"] = tuple(Styled(s, e, TextStyle(style), *more) for style, s, e, *more in values.get("styles", ()))
    values["in_text_citations"] = tuple(
        InTextCitation(start, end, tuple(entries), *rest)
        for start, end, entries, *rest in values.get("in_text_citations", ())  # kept since 0.2
    )
    values["stated_works"] = tuple(StatedWork(*row) for row in values.get("stated_works", ()))
    return Document(**values)
