"""Whose words a sentence or passage is: the label before it. This file doesn't know what is quoted, or why."""

from __future__ import annotations

from ingest.document import Document, Metadata
from ingest.names import family_name


def author_label(metadata: Metadata, source: str) -> str:
    """Whose words: "Govella (2024): ", "Mohan and Govella (2022): ", or the title where no author is known."""
    families = [family_name(name) for name in metadata.authors if name.split()]
    together = f"{families[0]} et al." if len(families) > 2 else " and ".join(families)
    who = together or metadata.title or source
    return f"{who} ({metadata.year}): " if metadata.year else f"{who}: "


def called(document: Document) -> str:
    """What a document is called in a sentence: "Govella (2024)"."""
    return author_label(document.metadata, document.source).removesuffix(": ")


def counted(count: int, noun: str) -> str:
    """ "1 chunk", "2 chunks"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
