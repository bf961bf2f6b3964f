"""Which blocks are notes and which are references, by the headings they stand under and the numbers they open with.

For formats that hold neither as such: plain text, and pages and manuscripts whose notes were typed by hand.
This file doesn't know files, pages or offsets into a document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import BlockKind, RawBlock
from ingest.headings import plain_title

NOTES_TITLE = re.compile(
    r"(?:end|foot)?notes(?: (?:and references|to (?:the )?\w+.*))?|notes and references|anmerkungen|"
    r"fu(?:ß|ss)noten|endnoten|notes de bas de page|notas|note|"
    r"注釈?|註釈?|脚注|尾注|注記",
    re.IGNORECASE,
)
REFERENCES_TITLE = re.compile(
    r"(?:selected |select |further )?(?:references?|bibliograph(?:y|ie)|works cited|literature cited|"
    r"reference list|sources|literatur(?:verzeichnis)?|"
    r"références|bibliografía|bibliografia|referencias|riferimenti bibliografici|further reading|"
    r"参考文献|引用文献|文献)(?: cited)?",
    re.IGNORECASE,
)
# The number before a note's or a reference's text: "1 ", "- 1 ", "1. ", "[1] ", "(1) ", "¹ ", "^1^ ", "[^1]: ",
# "[Footnote 1: ".
NOTE_NUMBER = re.compile(
    r"\s*(?:[-*•]\s+)?(?:\[\^(?P<md>[\w-]{1,20})\]:\s*|\[(?:foot)?note (?P<gut>\d{1,4}|[A-Z]):\s*|"
    r"\[(?P<sq>\d{1,4})\]\s*|\((?P<par>\d{1,4})\)\s+|"
    r"\^(?P<car>\d{1,4})\^\s*|<sup>(?P<sup>\d{1,4})</sup>\s*|(?P<uni>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s*|(?P<dot>\d{1,4})[.)]?\s+|(?P<star>[*†‡]{1,3})\s+)(?=\S)",
    re.IGNORECASE,
)
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TEXT = (None, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)  # kinds that may prove to be notes


def note_number(text: str) -> tuple[str, int] | None:
    """The number that opens a note, and the offset at which its text begins; None where there is none."""
    match = NOTE_NUMBER.match(text)
    if match is None:
        return None
    number = next(value for value in match.groupdict().values() if value is not None)
    return number.translate(_DIGITS), match.end()


def _number_of(block: RawBlock) -> str | None:
    """The number that opens a block's text, or that its list gives it."""
    opening = note_number(block.text)
    return opening[0] if opening else block.number if block.kind is BlockKind.LIST_ITEM else None


def note_blocks(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The numbered blocks under a heading "Notes", those under "References", and notes that stand in the text."""
    found: list[RawBlock] = []
    under: BlockKind | None = None
    for index, block in enumerate(blocks):
        title = plain_title(block.text)
        if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH, None) and len(title) < 60:
            if NOTES_TITLE.fullmatch(title) and _numbered(blocks[index + 1 : index + 3]):
                under = BlockKind.NOTE
                found.append(replace(block, kind=BlockKind.HEADING))
                continue
            if REFERENCES_TITLE.fullmatch(title) and index + 1 < len(blocks):
                under = BlockKind.REFERENCE
                found.append(replace(block, kind=BlockKind.HEADING))
                continue
        if block.kind is BlockKind.HEADING:
            under = under if under is BlockKind.NOTE and _numbered(blocks[index + 1 : index + 2]) else None
        found.append(_as_note(block, under, found))
    return found


def _numbered(blocks: Sequence[RawBlock]) -> bool:
    return any(_number_of(block) is not None for block in blocks)


def _as_note(block: RawBlock, under: BlockKind | None, before: Sequence[RawBlock]) -> RawBlock:
    if block.kind not in _TEXT:
        return block
    numbered = _number_of(block)
    if under is BlockKind.REFERENCE:
        return replace(block, kind=BlockKind.REFERENCE, number=numbered)
    if under is BlockKind.NOTE:
        if numbered is not None:
            return replace(block, kind=BlockKind.NOTE, number=numbered)
        goes_on = bool(before) and before[-1].kind is BlockKind.NOTE
        return replace(block, kind=BlockKind.NOTE, number=None, continues=True, joiner="\n") if goes_on else block
    # A note among the text: only signs that a paragraph or a list never opens with.
    if (
        re.match(
            r"\s*(?:\[\^[\w-]{1,20}\]:|\[(?:foot)?note (?:\d{1,4}|[A-Z]):|[⁰¹²³⁴⁵⁶⁷⁸⁹]+\s*\S)",
            block.text,
            re.IGNORECASE,
        )
        and numbered
    ):
        return replace(block, kind=BlockKind.NOTE, number=numbered)
    return block


def trailing_notes(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """A run "[1] …", "[2] …" at the end, without a heading, that the text's own "[1]" call for."""
    end = len(blocks)
    while end > 0 and blocks[end - 1].kind is BlockKind.LABEL:
        end -= 1
    start = end
    while start > 0 and blocks[start - 1].kind in _TEXT and re.match(r"\s*\[\d{1,4}\]\s*\S", blocks[start - 1].text):
        start -= 1
    body = "\n".join(block.text for block in blocks[:start])
    if start == end or not re.search(r"\w[.,;:!?”\"’)]*\s?\[\d", body):
        return list(blocks)
    return [
        replace(block, kind=BlockKind.NOTE, number=(note_number(block.text) or ("", 0))[0])
        if start <= index < end
        else block
        for index, block in enumerate(blocks)
    ]


def known_notes(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """For a format that says what its blocks are: references under their heading, and notes where it has none."""
    if not any(block.kind is BlockKind.NOTE for block in blocks):
        blocks = trailing_notes(note_blocks(blocks))
    elif not any(block.kind is BlockKind.REFERENCE for block in blocks):
        found = note_blocks(blocks)
        blocks = [new if new.kind is BlockKind.REFERENCE else old for old, new in zip(blocks, found, strict=True)]
    return list(blocks)


__all__ = ["known_notes", "note_blocks", "note_number", "trailing_notes"]
