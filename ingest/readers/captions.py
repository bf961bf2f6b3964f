"""Captions that a file writes as plain paragraphs beside its tables and pictures.

Markup has a place for captions that writers of plain Markdown don't use: "Table 1. Cost of the weir" stands as a
paragraph of its own. This file doesn't know how the pieces were read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import BlockKind
from ingest.headings import plain_title
from ingest.readers.pieces import Piece
from ingest.roles import is_caption

# What stands below a table and is said of it.
_BELOW = re.compile(
    r"\s*(?:sources?|notes?|quellen?|anmerkung(?:en)?|fuentes?|fontes?|remarques?|出典|注)\s*[:：]", re.IGNORECASE
)
_SMALL = 5  # the level from which a heading that skips one may be a caption
_ABSTRACT = re.compile(r"abstract|summary|zusammenfassung|résumé|resumen|resumo|riassunto|要旨|摘要", re.IGNORECASE)
_LONGEST = 600  # code points of what is said below a table


def captioned(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces in the same order: paragraphs that are captions by their words, or tell a table's source right
    below it, are marked as captions."""
    found: list[Piece] = []
    for piece in pieces:
        below = bool(found) and found[-1].kind is BlockKind.TABLE
        if piece.kind is BlockKind.PARAGRAPH and not piece.in_notes:
            told = below and len(piece.text) <= _LONGEST and _BELOW.match(piece.text) is not None
            if told or is_caption(piece.text):
                piece = replace(piece, kind=BlockKind.CAPTION)
        found.append(piece)
    return found


def titled_tables(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces: a small heading right above a table, deeper than any that could follow the one before, is its
    caption."""
    found: list[Piece] = []
    above = 0
    for index, piece in enumerate(pieces):
        level = (piece.level or 0) if piece.kind is BlockKind.HEADING else 0
        tabled = index + 1 < len(pieces) and pieces[index + 1].kind is BlockKind.TABLE
        if tabled and level >= _SMALL and level > above + 1:
            piece = replace(piece, kind=BlockKind.CAPTION, level=None)
        else:
            above = level or above
        found.append(piece)
    return found


def headed_abstract(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces: "Abstract" that stands alone, before the first section, is the heading of what follows it."""
    first = next((i for i, p in enumerate(pieces) if p.kind is BlockKind.HEADING and i), None)
    found = list(pieces)
    for index, piece in enumerate(pieces[:first] if first is not None else ()):
        followed = pieces[index + 1].kind is BlockKind.PARAGRAPH
        if piece.kind is BlockKind.PARAGRAPH and followed and _ABSTRACT.fullmatch(plain_title(piece.text).rstrip(".:")):
            found[index] = replace(piece, kind=BlockKind.HEADING, level=pieces[first or 0].level)
    return found
