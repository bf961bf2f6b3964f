"""Notes that a format holds as links and anchors (HTML, EPUB): which links are markers, and which blocks are notes.

This file doesn't know pandoc or files; it works on the pieces a walk over the tree gave.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import BlockKind, RawBlock, RawMarker
from ingest.readers.pieces import Anchored, Piece, merged, raw_block

_REFERENCE_MARKS = frozenset(
    ["noteref", "footnote-ref", "footnoteref", "doc-noteref", "footnote-reference", "note-ref", "endnote-ref", "fnref"]
)
_NUMBER = re.compile(
    r"\W{0,3}(?P<n>\d{1,4}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[*†‡§]{1,3}|[a-z]|[ivxlc]{1,6})(?=\W|$)[.):\]\s]*", re.IGNORECASE
)
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE_ANCHOR = re.compile(
    r"(?:.*[#/_.-])?(?:fn|ftn|footnote|endnote|edn|note|en|n|rearnote|cite[-_]?note)[-_:.]?\w{0,20}$", re.IGNORECASE
)


def _shown_number(text: str) -> str | None:
    match = re.fullmatch(r"[\s\[(]*(\d{1,4}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[*†‡§]{1,3}|[a-z]|[ivxlc]{1,6})[\s\])]*", text, re.IGNORECASE)
    return match[1].translate(_DIGITS) if match else None


def _is_marker(link: Anchored, text: str, target: Piece | None, source: Piece) -> bool:
    if target is None or target is source:
        return False
    if link.classes & _REFERENCE_MARKS:
        return True
    number = _shown_number(text[link.start : link.end])
    if number is None or source.in_notes:
        return False
    return target.in_notes or (
        _NOTE_ANCHOR.match(link.target) is not None and (link.raised or "[" in text[max(link.start - 1, 0) : link.end])
    )


def _groups(pieces: Sequence[Piece], first: int, anchors: dict[str, int], noted: set[int]) -> list[Piece]:
    """The pieces of the note that begins at `first`: those after it in the same list item or division."""
    group = [pieces[first]]
    if not pieces[first].in_notes and pieces[first].item == 0:
        return group
    for index in range(first + 1, len(pieces)):
        piece = pieces[index]
        if index in noted or piece.item != pieces[first].item or piece.kind is BlockKind.HEADING:
            break
        group.append(piece)
    return group


def link_pieces(pieces: Sequence[Piece]) -> list[RawBlock]:
    """The blocks, with linked notes made notes and the links that lead to them made markers."""
    anchors: dict[str, int] = {}
    for index, piece in enumerate(pieces):
        for anchor in piece.anchors:
            anchors.setdefault(anchor, index)
    numbers: dict[int, str] = {}
    for piece in pieces:
        for link in piece.links:
            index = anchors.get(link.target, -1)
            if (
                index < 0
                or not _is_marker(link, piece.text, pieces[index], piece)
                or pieces[index].kind is BlockKind.HEADING
            ):
                continue
            piece.markers.append(RawMarker(link.start, link.end, f"note-at-{index}"))
            shown = _shown_number(piece.text[link.start : link.end])
            numbers.setdefault(index, shown if shown and shown[0].isalnum() else "")
    return _finished(pieces, anchors, numbers)


def _finished(pieces: Sequence[Piece], anchors: dict[str, int], numbers: dict[int, str]) -> list[RawBlock]:
    blocks: list[RawBlock] = []
    taken: set[int] = set()
    positions = {id(piece): index for index, piece in enumerate(pieces)}
    for count, index in enumerate(sorted(numbers), start=1):
        numbers[index] = numbers[index] or str(count)
    for index, piece in enumerate(pieces):
        if index in taken:
            continue
        if index in numbers:
            group = _groups(pieces, index, anchors, set(numbers))
            taken |= {positions[id(member)] for member in group}
            kind = BlockKind.REFERENCE if piece.kind is BlockKind.REFERENCE else BlockKind.NOTE
            blocks.append(raw_block(merged(group), kind=kind, note_id=f"note-at-{index}", number=numbers[index]))
        else:
            blocks.append(raw_block(piece))
    return blocks


__all__ = ["link_pieces"]
