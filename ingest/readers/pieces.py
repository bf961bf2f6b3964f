"""Raw blocks in the making, while a tree is walked. This file doesn't know the tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.document import BlockKind, RawBlock, RawMarker, RawPage, Styled


@dataclass(slots=True)
class Anchored:
    """A link to an anchor of the same document: a would-be note marker."""

    start: int
    end: int
    target: str
    classes: frozenset[str]
    raised: bool


@dataclass(slots=True)
class Piece:
    """A raw block in the making: its text, and all that hangs on places in it."""

    kind: BlockKind
    text: str = ""
    level: int | None = None
    number: str | None = None  # of an item of an ordered list
    markers: list[RawMarker] = field(default_factory=list)
    pages: list[RawPage] = field(default_factory=list)
    links: list[Anchored] = field(default_factory=list)
    styles: list[Styled] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    in_notes: bool = False  # stands in a division that the file calls its notes
    counted: int = -1  # where the number of a line or verse ends: words that follow are set apart from it
    item: int = 0  # which list item, division or aside it is part of; blocks of one note share it


@dataclass(frozen=True, slots=True)
class ListedWork:
    """An entry of the bibliography that a file keeps as data: its key, the label printed before it or "", its text, and
    the CSL-JSON item of its fields where they tell the work."""

    key: str
    label: str
    text: str
    item: dict[str, Any] | None = field(default=None, hash=False)


def _strip(piece: Piece) -> tuple[str, int]:
    text = piece.text.rstrip() if piece.kind is not BlockKind.CODE else piece.text.rstrip("\n")
    bare = text.lstrip() if piece.kind not in (BlockKind.CODE, BlockKind.TABLE) else text
    return bare, len(text) - len(bare)


def raw_block(
    piece: Piece, *, kind: BlockKind | None = None, note_id: str | None = None, number: str | None = None
) -> RawBlock:
    """The finished block of a piece, white space at both ends taken off."""
    text, left = _strip(piece)

    def moved(offset: int) -> int:
        return min(max(offset - left, 0), len(text))

    return RawBlock(
        text,
        kind or piece.kind,
        level=piece.level,
        note_id=note_id,
        number=number or piece.number,
        markers=tuple(RawMarker(moved(m.start), moved(m.end), m.target) for m in piece.markers),
        pages=tuple(RawPage(moved(p.start), p.page) for p in piece.pages),
        styles=tuple(replace(s, start=moved(s.start), end=moved(s.end)) for s in piece.styles),
    )


def extend(whole: Piece, piece: Piece, joiner: str) -> None:
    """Add `piece` to the end of `whole`, with all that hangs on it."""
    whole.text += joiner if whole.text else ""
    by = len(whole.text)
    whole.text += piece.text
    whole.markers += [RawMarker(m.start + by, m.end + by, m.target) for m in piece.markers]
    whole.pages += [RawPage(p.start + by, p.page) for p in piece.pages]
    whole.links += [replace(link, start=link.start + by, end=link.end + by) for link in piece.links]
    whole.styles += [replace(s, start=s.start + by, end=s.end + by) for s in piece.styles]
    whole.anchors |= piece.anchors


def merged(pieces: Sequence[Piece], kind: BlockKind = BlockKind.NOTE) -> Piece:
    """Several paragraphs as one piece, each on its own line."""
    whole = Piece(kind)
    for piece in pieces:
        extend(whole, piece, "\n")
    return whole


__all__ = ["Anchored", "ListedWork", "Piece", "extend", "merged", "raw_block"]
