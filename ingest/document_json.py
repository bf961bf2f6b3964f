"""A document as JSON: the public shape of `pincite show --json`.

This file doesn't know where documents are kept or who asks.
"""

from __future__ import annotations

from typing import Any

from ingest.document import Block, Document, InTextCitation, Note, Page


def page_json(page: Page | None) -> dict[str, Any]:
    """{"printed", "pdf"}: the label printed on the page and its 1-based index; None where unknown."""
    page = page or Page()
    return {"printed": page.printed, "pdf": page.pdf}


def block_json(document: Document, block: Block) -> dict[str, Any]:
    """One block: its kind, offsets, page and the titles of its sections from the top down."""
    return {
        "kind": block.kind.value,
        "start": block.start,
        "end": block.end,
        "page": page_json(document.page_at(block.start)),
        "section": list(document.section_path(block.section)),
        "paragraph": block.paragraph,
    }


def note_json(document: Document, note: Note) -> dict[str, Any]:
    """One note: its own text, the offsets of its markers, and the reference a short form stands for."""
    return {
        "number": note.number,
        "start": note.start,
        "end": note.end,
        "text": document.text[note.start : note.end],
        "markers": [marker.start for marker in note.markers],
        "refers_to": note.refers_to,
        "full_reference": note.full_reference,
        "unresolved": note.unresolved,
    }


def in_text_citation_json(document: Document, citation: InTextCitation) -> dict[str, Any]:
    """One author-year citation: its own text, and the entries of the list of works that it means."""
    entries = [document.blocks[index] for index in citation.entries]
    return {
        "start": citation.start,
        "end": citation.end,
        "text": document.text[citation.start : citation.end],
        "locator": citation.locator,
        "references": [
            {"start": entry.start, "end": entry.end, "text": document.text[entry.start : entry.end]}
            for entry in entries
        ],
        "unresolved": citation.unresolved,
    }


def document_json(document: Document) -> dict[str, Any]:
    """The whole document. All offsets are half-open and count code points of "text"."""
    metadata = document.metadata
    return {
        "document": document.id,
        "source": document.source,
        "sha256": document.sha256,
        "title": metadata.title,
        "authors": list(metadata.authors),
        "editors": list(metadata.editors),
        "year": metadata.year,
        "container": metadata.container,
        "publisher": metadata.publisher,
        "volume": metadata.volume,
        "issue": metadata.issue,
        "pages": metadata.pages,
        "doi": metadata.doi,
        "isbn": list(metadata.isbn),
        "url": metadata.url,
        "licence": metadata.licence,
        "language": metadata.language,
        "type": metadata.type,
        "format": document.format,
        "page_count": document.page_count,
        "warnings": list(document.warnings),
        "text": document.text,
        "sections": [
            {"title": section.title, "level": section.level, "start": section.start, "end": section.end}
            for section in document.sections
        ],
        "blocks": [block_json(document, block) for block in document.blocks],
        "notes": [note_json(document, note) for note in document.notes],
        "in_text_citations": [in_text_citation_json(document, citation) for citation in document.in_text_citations],
    }
