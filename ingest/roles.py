"""Blocks of unknown role -> headings, captions, notes, references, front matter and labels, by their text alone.

Used for formats that carry no structure (plain text). This file doesn't know files, pages or offsets into a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.document import BlockKind, RawBlock
from ingest.headings import heading_levels, heading_strength, is_heading, level_of_number, plain_title
from ingest.note_blocks import note_blocks, note_number, trailing_notes

CAPTION = re.compile(
    r"\s*(?:\*\*|\*|_)?(?:(?:fig(?:ure|s?\.)?|table|tab\.|map|chart|plate|box|photo(?:graph)?|image|scheme|graph|diagram|exhibit|"
    r"abb(?:ildung|\.)|tabelle|karte|tableau|graphique|carte|figura|tabla|tabella|grafico|gráfico|mapa)\s+"
    r"(?:[A-Z]?\d+(?:[.–-]\d+)*[a-z]?|[IVXLC]+)(?:\*\*|\*|_)?(?:\s*[.:—–|-]\s*(?=\D)|\s+)|[図表]\s*\d+\s*\S)",
    re.IGNORECASE,
)
_CAPTION_CASE = re.compile(r"\s*\W*[A-Z図表]")
_LABEL = re.compile(
    r"(?:research output: |original language\b|number of pages\s*\d|pages \(from-to\)|"
    r"issue number\s*\d|(?:article|publication) (?:number|status)\b|"
    r"state(?:published|e-pub|accepted)|state\s*published|statuspublished|volume\s*\d+$|journal[A-Z]|"
    r"publication series|title of host publication|"
    r"publisher[A-Z]|external(?:ly)? published|isbn \((?:print|electronic)\)|issn\b|"
    r"\d+ (?:scopus )?citations?\b|asjc scopus|"
    r"dive into the research topics|together they form a unique|cite this$|access to document|"
    r"other files and links|fingerprint|view full fingerprint|"
    r"link to publication|keywords?$|subject areas?$|apa author|harvard vancouver|share$|share on |"
    r"download(?: pdf| citation)?$|view pdf|"
    r"skip to (?:main )?content|sign in|log ?in|subscribe|cookies?\b.{0,40}(?:policy|accept|"
    r"settings)|all rights reserved|export citation|"
    r"recommended citation|related (?:articles|content)|back to top|table of contents$|"
    r"previous article|next article|advertisement|print$|email$)",
    re.IGNORECASE,
)
IMPRINT = re.compile(
    r"\bisbn\b|\bissn\b|\bdoi\b|doi\.org/|10\.\d{4,9}/|©|\bcopyright\b|\(c\) \d{4}|"
    r"all rights reserved|first published|published (?:by|in|online)|"
    r"creative commons|\bcc[- ]by|licen[cs]ed under|open access|\bfund(?:er|ed|ing)\b|^received\b|"
    r"^accepted\b|^correspond(?:ing|ence)|"
    r"^edited by|^translated by|^by |^author|^editors?\b|^volume \d|^vol\. |^keywords?\b|"
    r"^key words\b|\borcid\b|@\w+\.\w+|^submitted|^date:|"
    r"cataloguing|library of congress|printed in|typeset|british library",
    re.IGNORECASE,
)
_PROSE_LENGTH = 200
_FRONT_REACH = 60  # blocks within which a title page must end
_START_MARK = re.compile(r"\*{3}\s*start of (?:the|this) project gutenberg", re.IGNORECASE)
_END_MARK = re.compile(
    r"\*{3}\s*end of (?:the|this) project gutenberg|end of (?:the )?project gutenberg", re.IGNORECASE
)


def is_label(line: str) -> bool:
    """Whether a line is a page's own furniture (counts, buttons, field names), not the author's words."""
    return _LABEL.match(line.strip(" •-*\t")) is not None


def is_prose(text: str) -> bool:
    """Whether a block reads as running text."""
    if len(text) < 400 and IMPRINT.search(text):
        return False
    words = text.split()
    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text):
        return len(text) >= 60 and any(stop in text for stop in "。！？")
    lower = sum(word[:1].islower() for word in words)
    ended = re.search(r"[.!?…:;][\"'”’)\]*_⁰¹²³⁴⁵⁶⁷⁸⁹]*(?:\s|$)", text) is not None
    return (len(text) >= _PROSE_LENGTH and lower >= 0.5 * len(words)) or (
        len(words) >= 12 and lower >= 0.5 * len(words) and (ended or len(words) >= 20)
    )


def is_caption(text: str) -> bool:
    """Whether a block is a caption ("Figure 4.1 Public opinion …"), not a sentence about one ("Figure 4.1 shows …")."""
    match = CAPTION.match(text)
    if match is None or _CAPTION_CASE.match(text) is None or len(text) > 1500:
        return False
    return not text[match.end() :][:1].islower()


def _front_end(blocks: Sequence[RawBlock]) -> int:
    """The index of the first block that is no front matter."""
    for index, block in enumerate(blocks[:_FRONT_REACH]):
        if _START_MARK.match(block.text):
            return index + 1 + _front_end(blocks[index + 1 :])
    for index, block in enumerate(blocks[:_FRONT_REACH]):
        if block.kind is BlockKind.HEADING and index > 0:
            return index
        if block.kind is None and is_prose(block.text):
            before = blocks[index - 1] if index >= 2 else None
            headed = before is not None and before.kind in (None, BlockKind.HEADING) and is_heading(before.text)
            if not headed or before is None or _names_a_person(before, blocks[: index - 1]):
                return index
            numbered = re.match(r"(?:chapter|part|book)\b", blocks[index - 2].text, re.IGNORECASE)
            return index - 2 if numbered and is_heading(blocks[index - 2].text) else index - 1
    return 0


def _names_a_person(block: RawBlock, earlier: Iterable[RawBlock]) -> bool:
    """Whether the line before the first paragraph is the author's, not a heading's."""
    text = plain_title(block.text)
    if re.match(r"by\s|edited by", text, re.IGNORECASE):
        return True
    earlier = list(earlier)
    if any(re.match(r"by\s+[A-Z]", other.text, re.IGNORECASE) for other in earlier) or re.match(
        r"(?:the|an?)\s", text, re.IGNORECASE
    ):
        return False
    named = level_of_number(block.text) is not None or re.match(
        r"(?:introduction|abstract|preface|foreword|summary|prologue|background|overview|einleitung|résumé)\b",
        text,
        re.IGNORECASE,
    )
    if named:
        return False
    return (
        not earlier
        or re.fullmatch(r"(?:[A-Z][\w.’'-]*\s+){1,3}[A-Z][\w’'-]+(?:(?:,| and| &) .{3,80})?", text) is not None
    )


def _with_roles(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Front matter, captions, headings and labels."""
    front = _front_end(blocks)
    found: list[RawBlock] = []
    over = False
    for index, block in enumerate(blocks):
        over = over or _END_MARK.match(block.text) is not None
        if over:
            found.append(replace(block, kind=BlockKind.LABEL))
        elif index < front:
            label = all(is_label(line) for line in block.text.split("\n"))
            found.append(
                block
                if block.kind is BlockKind.TABLE
                else replace(block, kind=BlockKind.LABEL if label else BlockKind.FRONT)
            )
        elif block.kind is not None:
            found.append(block)
        elif is_caption(block.text):
            found.append(replace(block, kind=BlockKind.CAPTION))
        elif _all_labels(block.text):
            found.append(replace(block, kind=BlockKind.LABEL))
        elif is_heading(block.text) and _heads_something(blocks, index):
            found.append(replace(block, kind=BlockKind.HEADING))
        else:
            found.append(replace(block, kind=None))
    return found


def _all_labels(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    labels = sum(is_label(line) for line in lines)
    return labels >= 1 and labels >= 0.5 * len(lines)


def _heads_something(blocks: Sequence[RawBlock], index: int) -> bool:
    """Whether text follows a would-be heading: not the end of the file, nor one short line after another.

    A heading that shows itself by nothing but its shortness needs a paragraph right after it.
    """
    sure = heading_strength(blocks[index].text) > 1
    for block in blocks[index + 1 : index + (4 if sure else 2)]:
        if (
            is_prose(block.text)
            or len(block.text) >= (40 if sure else 150)
            or block.kind in (BlockKind.TABLE, BlockKind.LIST_ITEM)
        ):
            return True
        if is_caption(block.text) or note_number(block.text):
            return True
        if not is_heading(block.text):
            return False
    return False


def _trailing_labels(blocks: list[RawBlock]) -> list[RawBlock]:
    """After the last paragraph of prose, short lines among labels are labels too (a repository's page)."""
    last = max(
        (i for i, b in enumerate(blocks) if b.kind in (None, BlockKind.NOTE, BlockKind.REFERENCE) and is_prose(b.text)),
        default=-1,
    )
    tail = blocks[last + 1 :]
    if sum(block.kind is BlockKind.LABEL for block in tail) < 2:
        return blocks
    first = next(i for i, block in enumerate(tail) if block.kind is BlockKind.LABEL)
    kept = (BlockKind.NOTE, BlockKind.REFERENCE, BlockKind.CAPTION, BlockKind.TABLE)
    return blocks[: last + 1 + first] + [
        b if b.kind in kept else replace(b, kind=BlockKind.LABEL) for b in tail[first:]
    ]


def _joined(blocks: list[RawBlock]) -> list[RawBlock]:
    """Marks the paragraphs that go on from the one before: a page break cut them, maybe with a figure between."""
    found: list[RawBlock] = []
    last: RawBlock | None = None
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            if last is not None and _carries_on(last.text, block.text):
                block = replace(block, continues=True)
            last = block
        elif block.kind not in (BlockKind.CAPTION, BlockKind.TABLE, BlockKind.NOTE, BlockKind.LABEL):
            last = None
        found.append(block)
    return found


def _carries_on(before: str, after: str) -> bool:
    if len(before) < 60 or ("\n" in before.strip() and max(map(len, before.split("\n"))) < 60):
        return False  # verse
    if re.search(
        r"[.!?…:;。！？][\"'”’»)\]}*_」』]*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d+\]|\^\d+\^|<sup>\d+</sup>|\d{1,3})?\s*$", before
    ):
        return False
    if after[:1].islower():
        return True
    unfinished = re.search(
        r"(?:,|\b(?:the|a|an|of|in|on|to|and|or|for|with|by|from|that|which|as|at|its|their|his|her|nearly|about|over))\s*$",
        before,
    )
    return (
        len(before) >= _PROSE_LENGTH
        and len(after) >= 40
        and (unfinished is not None or is_prose(after))
        and before[-1:].isalnum()
    ) or (unfinished is not None and len(before) >= 120)


def find_roles(blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """The same blocks in the same order, each with its kind; headings with levels, notes with numbers. Texts don't
    change."""
    roles = trailing_notes(note_blocks(_trailing_labels(_with_roles(blocks))))
    known = [replace(block, kind=BlockKind.PARAGRAPH) if block.kind is None else block for block in roles]
    titles = [block.text for block in known if block.kind is BlockKind.HEADING]
    levels = iter(heading_levels(titles))
    levelled = [replace(b, level=next(levels)) if b.kind is BlockKind.HEADING else b for b in known]
    return tuple(_joined(levelled))


__all__ = ["find_roles", "is_caption", "is_label", "is_prose"]
