"""Captions that a file writes as plain paragraphs beside its tables and pictures.

Markup has a place for captions that writers of plain Markdown don't use: "Table 1. Cost of the weir" stands as a
paragraph of its own. This file doesn't know how the pieces were read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import BlockKind
from ingest.readers.pieces import Piece
from ingest.roles import is_caption

# What stands below a table and is said of it.
_BELOW = re.compile(
    r"\s*(?:sources?|notes?|quellen?|anmerkung(?:en)?|fuentes?|fontes?|remarques?|出典|注)\s*[:：]", re.IGNORECASE
)
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
