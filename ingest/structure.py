"""Raw blocks -> a Document: one canonical text, and sections, blocks, notes, pages and sentences as offsets into it.

Pure. What a block is comes from the reader, or, where the reader can't know, from `ingest.roles`. This file doesn't
know files or formats.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.author_year import find_in_text_citations
from ingest.document import (
    Block,
    BlockKind,
    Box,
    Document,
    Metadata,
    Note,
    Page,
    PageBreak,
    RawBlock,
    RawBox,
    RawDocument,
    RawMarker,
    RawPage,
    Section,
    Sentence,
    Span,
    StatedWork,
    Styled,
    TextStyle,
)
from ingest.headings import plain_title
from ingest.metadata import extract_metadata, is_date, names_in
from ingest.note_blocks import known_notes, note_number
from ingest.notes import link_notes
from ingest.roles import find_roles
from ingest.sentences import capped, parted_behind_figures, split_sentences, with_markers

SEPARATOR = "\n\n"  # stands between two blocks of the canonical text
_SOFT_HYPHEN = re.compile(r"\u00ad(?:[ \t]*\n[ \t]*)?")
_BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.CODE})
_MARKED = _BODY | {BlockKind.CAPTION, BlockKind.TABLE, BlockKind.HEADING, BlockKind.FRONT}
_LINES = frozenset({BlockKind.TABLE, BlockKind.CODE, BlockKind.FRONT, BlockKind.LABEL})


def canonical(text: str) -> str:
    """NFC, `\\n` line ends, soft hyphens resolved; nothing else changes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\u00ad" in text:
        text = _SOFT_HYPHEN.sub("", text)
    return unicodedata.normalize("NFC", text)


def _canonical_block(block: RawBlock) -> RawBlock:
    """The block with its canonical text, stripped at both ends, and every offset moved with it."""
    whole = canonical(block.text)
    left = (
        len(whole) - len(whole.lstrip(" \n\r\f\v\u3000"))
        if block.kind is BlockKind.TABLE
        else len(whole) - len(whole.lstrip())
    )
    text = whole.strip() if block.kind is not BlockKind.TABLE else whole[left:].rstrip()

    def moved(offset: int) -> int:
        at = offset if whole == block.text else len(canonical(block.text[:offset]))
        return min(max(at - left, 0), len(text))

    if text == block.text:
        return block
    return replace(
        block,
        text=text,
        markers=tuple(RawMarker(moved(m.start), moved(m.end), m.target) for m in block.markers),
        pages=tuple(RawPage(moved(p.start), p.page) for p in block.pages),
        boxes=tuple(replace(b, start=moved(b.start), end=moved(b.end)) for b in block.boxes),
        styles=tuple(replace(s, start=moved(s.start), end=moved(s.end)) for s in block.styles),
    )


def _with_pages(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Every block says on which page it begins, carried over from the block before it in reading order."""
    found: list[RawBlock] = []
    page: Page | None = None
    for block in blocks:
        if page is not None and not (block.pages and block.pages[0].start == 0):
            block = replace(block, pages=(RawPage(0, page), *block.pages))
        if block.pages:
            page = block.pages[-1].page
        found.append(block)
    return found


def _shifted(block: RawBlock, by: int) -> tuple[tuple[RawMarker, ...], tuple[RawPage, ...], tuple[RawBox, ...]]:
    return (
        tuple(RawMarker(m.start + by, m.end + by, m.target) for m in block.markers),
        tuple(RawPage(p.start + by, p.page) for p in block.pages),
        tuple(replace(b, start=b.start + by, end=b.end + by) for b in block.boxes),
    )


def _restyled(block: RawBlock, by: int) -> tuple[Styled, ...]:
    return tuple(replace(s, start=s.start + by, end=s.end + by) for s in block.styles)


def _merge(first: RawBlock, second: RawBlock) -> RawBlock:
    joiner = second.joiner
    markers, pages, boxes = _shifted(second, len(first.text) + len(joiner))
    return replace(
        first,
        text=first.text + joiner + second.text,
        markers=first.markers + markers,
        pages=first.pages + pages,
        boxes=first.boxes + boxes,
        styles=first.styles + _restyled(second, len(first.text) + len(joiner)),
    )


def _partner(block: RawBlock, before: Sequence[RawBlock]) -> int | None:
    """The index of the block that `block` goes on from: the nearest of its own sort, not beyond a heading."""
    body = block.kind in _BODY or block.kind is None
    for index in range(len(before) - 1, -1, -1):
        kind = before[index].kind
        if kind is block.kind or (body and kind in _BODY):
            return index
        if kind is BlockKind.HEADING and body:
            return None
    return None


def _joined(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks with those that a page break cut made one; what stood between (a caption, a footnote) follows them."""
    found: list[RawBlock] = []
    for block in blocks:
        partner = _partner(block, found) if block.continues else None
        if partner is None:
            found.append(block)
        else:
            found[partner] = _merge(found[partner], block)
    return found


@dataclass(frozen=True, slots=True)
class _Laid:
    """A raw block at its place in the canonical text."""

    raw: RawBlock
    start: int
    end: int


def _lay(blocks: Sequence[RawBlock]) -> tuple[str, list[_Laid]]:
    parts: list[str] = []
    laid: list[_Laid] = []
    offset = 0
    for block in blocks:
        if parts:
            parts.append(SEPARATOR)
            offset += len(SEPARATOR)
        parts.append(block.text)
        laid.append(_Laid(block, offset, offset + len(block.text)))
        offset += len(block.text)
    return "".join(parts), laid


def _sections(laid: Sequence[_Laid], length: int) -> tuple[Section, ...]:
    """The sections, each closed by the next heading of its level or higher, by collected notes at the end, or by the
    end."""
    heads = [item for item in laid if item.raw.kind is BlockKind.HEADING and plain_title(item.raw.text)]
    close = _collected_notes_start(laid, length)
    sections: list[Section] = []
    stack: list[int] = []
    ends: dict[int, int] = {}
    for item in heads:
        level = item.raw.level or 1
        while stack and sections[stack[-1]].level >= level:
            ends[stack.pop()] = item.start
        parent = stack[-1] if stack else None
        stack.append(len(sections))
        sections.append(Section(plain_title(item.raw.text), level, item.start, length, parent))
    return tuple(
        replace(section, end=_end(laid, ends.get(index, close if close > section.start else length), section.start))
        for index, section in enumerate(sections)
    )


def _end(laid: Sequence[_Laid], end: int, start: int) -> int:
    """`end` moved back over the white space before it."""
    last = bisect_right(laid, end - 1, key=lambda item: item.start) - 1
    return laid[last].end if last >= 0 and laid[last].start >= start else end


def _collected_notes_start(laid: Sequence[_Laid], length: int) -> int:
    """Where the notes begin that a reader gathered at the end of a file, under no heading of their own."""
    start = length
    for item in reversed(laid):
        if item.raw.kind is not BlockKind.NOTE:
            after_heading = item.raw.kind is BlockKind.HEADING
            return length if after_heading or start == length else start
        if not item.raw.note_id:
            return length
        start = item.start
    return start


def _blocks(laid: Sequence[_Laid], sections: Sequence[Section]) -> tuple[Block, ...]:
    starts = [section.start for section in sections]
    blocks: list[Block] = []
    paragraphs = 0
    for item in laid:
        index: int | None = bisect_right(starts, item.start) - 1
        while index is not None and (index < 0 or sections[index].end <= item.start):
            index = sections[index].parent if index >= 0 else None
        kind = item.raw.kind or BlockKind.PARAGRAPH
        counted = kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE)
        paragraphs += counted
        blocks.append(Block(kind, item.start, item.end, index, paragraphs if counted else None))
    return tuple(blocks)


def _notes(text: str, laid: Sequence[_Laid]) -> tuple[Note, ...]:
    """The notes; numbered references to which the text's markers lead count as notes too."""
    holders: list[tuple[_Laid, str, int]] = []
    for item in laid:
        if item.raw.kind not in (BlockKind.NOTE, BlockKind.REFERENCE) or not (item.raw.number or item.raw.note_id):
            continue
        opening = note_number(item.raw.text)
        skip = opening[1] if opening and (item.raw.number is None or opening[0] == item.raw.number) else 0
        if item.raw.note_id and item.raw.number and not skip and item.raw.text.startswith(item.raw.number):
            skip = len(item.raw.number)
        holders.append((item, item.raw.number or (opening[0] if opening else "") or item.raw.note_id or "?", skip))
    if any(item.raw.kind is BlockKind.NOTE for item, _, _ in holders):
        holders = [holder for holder in holders if holder[0].raw.kind is BlockKind.NOTE or holder[0].raw.note_id]
    by_id: dict[str, int] = {}
    for index, (item, number, _) in enumerate(holders):
        by_id.setdefault(item.raw.note_id or number, index)
    placed: list[list[Span]] = [[] for _ in holders]
    for item in laid:
        for marker in item.raw.markers:
            index = by_id.get(marker.target, -1)
            if index >= 0 and holders[index][0] is not item:
                placed[index].append(Span(item.start + marker.start, item.start + marker.end))
    body = [Span(item.start, item.end) for item in laid if item.raw.kind in _MARKED]
    notes = [(number, _note_span(text, item, skip)) for item, number, skip in holders]
    entries = [item.raw.text for item in laid if item.raw.kind is BlockKind.REFERENCE]
    linked = link_notes(text, notes, placed, body, bibliography=entries)
    # A numbered bibliography without any marker is a list, not notes.
    return tuple(
        n for n, (item, _, _) in zip(linked, holders, strict=True) if n.markers or item.raw.kind is BlockKind.NOTE
    )


def _note_span(text: str, item: _Laid, skip: int) -> Span:
    start, end = item.start + skip, item.end
    if text[item.start :].lower().startswith(("[footnote", "[note")) and text[end - 1] == "]":
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(min(start, end), end)


def _sentences(text: str, laid: Sequence[_Laid], notes: Sequence[Note], language: str | None) -> tuple[Sentence, ...]:
    """Headings are one sentence; tables, code, front matter and labels are cut at line ends first; notes leave their
    number out. The longest are cut wherever they are."""
    own_start = {bisect_right(laid, note.start, key=lambda item: item.start) - 1: note.start for note in notes}
    markers = {mark.start: mark.end for note in notes for mark in note.markers}
    apart = {start: end for start, end in markers.items() if text[start - 1 : start].isspace()}
    sentences: list[Sentence] = []
    for index, item in enumerate(laid):
        start = own_start.get(index, item.start)
        if item.raw.kind is BlockKind.HEADING:
            parts = capped(text, Span(item.start, item.end))
            sentences.extend(Sentence(part.start, part.end, index) for part in parts)
            continue
        pieces = _line_spans(text, start, item.end) if item.raw.kind in _LINES else [Span(start, item.end)]
        for piece in pieces:
            whole = item.raw.kind in (BlockKind.TABLE, BlockKind.CODE)
            found = (
                capped(text[piece.start : piece.end], Span(0, piece.end - piece.start))
                if whole
                else split_sentences(text[piece.start : piece.end], language)
            )
            spans = with_markers(text, [Span(piece.start + s.start, piece.start + s.end) for s in found], apart)
            spans = tuple(parted_behind_figures(text, spans, markers))
            sentences.extend(Sentence(span.start, span.end, index) for span in spans if span.start < span.end)
    return tuple(sentences)


def _line_spans(text: str, start: int, end: int) -> list[Span]:
    return [Span(start + m.start(), start + m.end()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text[start:end])]


def _page_breaks(laid: Sequence[_Laid]) -> tuple[PageBreak, ...]:
    breaks: list[PageBreak] = []
    for item in laid:
        for raw in item.raw.pages:
            offset = item.start + raw.start
            if breaks and breaks[-1].offset == offset:
                breaks.pop()
            if not breaks or breaks[-1].page != raw.page:
                breaks.append(PageBreak(offset, raw.page))
    return tuple(breaks)


def _with_printed_pages(metadata: Metadata, breaks: Sequence[PageBreak]) -> Metadata:
    """The pages of an article whose journal is known but that doesn't name them: from its first number to its last,
    where every page has the next. What begins with page 1 may be numbered by itself."""
    pages = [place.page for place in breaks if place.page.printed]
    numbers = [int(page.printed) for page in pages if page.printed and page.printed.isdecimal()]
    steps = {number - page.pdf for number, page in zip(numbers, pages, strict=False) if page.pdf}
    if metadata.pages or not metadata.container or len(numbers) < 2 or len(numbers) < len(pages):
        return metadata
    if len(steps) != 1 or min(numbers) == 1:
        return metadata
    return replace(metadata, pages=f"{min(numbers)}–{max(numbers)}")


def _boxes(laid: Sequence[_Laid]) -> tuple[Box, ...]:
    return tuple(
        Box(item.start + b.start, item.start + b.end, b.page, b.x0, b.y0, b.x1, b.y1)
        for item in laid
        for b in item.raw.boxes
    )


def _styles(laid: Sequence[_Laid]) -> tuple[Styled, ...]:
    found = []
    for item in laid:
        if item.raw.kind is BlockKind.LIST_ITEM and item.raw.level:
            end = item.start + len(item.raw.text)
            found.append(Styled(item.start, end, TextStyle.ITEM, item.raw.number or "", item.raw.level))
        headless = len(item.raw.styles) == 1 and item.raw.styles[0].style is TextStyle.HEAD
        found += [style for style in _restyled(item.raw, item.start) if style.start < style.end or headless]
    return tuple(sorted(found, key=lambda s: (s.start, -s.end)))


def _bylines_apart(blocks: Sequence[RawBlock], metadata: Metadata) -> list[RawBlock]:
    """A line near the top that names the authors is front matter, and so is a title before it that is no heading, and
    a date after it."""
    found: list[RawBlock] = []
    for index, block in enumerate(blocks):
        short = index < 8 and len(block.text) < 300 and block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        byline = short and set(names_in(block.text)) & set(metadata.authors)
        title = False
        if short and index + 1 < min(len(blocks), 3) and block.kind is BlockKind.PARAGRAPH:
            followed = set(names_in(blocks[index + 1].text)) & set(metadata.authors)
            title = bool(followed) and plain_title(block.text) == metadata.title
        dated = short and index > 0 and found[-1].kind is BlockKind.FRONT and is_date(block.kind, block.text)
        found.append(replace(block, kind=BlockKind.FRONT, level=None) if byline or title or dated else block)
    return found


def build_document(raw: RawDocument, *, sha256: str, source: str, path: str) -> Document:
    """The document that the reader's blocks make; `sha256` is of the file's bytes."""
    blocks: list[RawBlock] = [block for block in map(_canonical_block, raw.blocks) if block.text]
    if any(block.kind is None for block in blocks):
        blocks = list(find_roles(blocks))
    elif raw.format != "pdf":  # the PDF reader tells notes by their place and size
        blocks = known_notes(blocks)
    stated = [(b.kind, b.level if b.kind is BlockKind.HEADING else None, b.text) for b in blocks]
    metadata: Metadata = extract_metadata(raw.metadata, stated, printed=raw.format == "pdf")
    blocks = _bylines_apart(blocks, metadata)
    text, laid = _lay(_joined(_with_pages(blocks)))
    sections = _sections(laid, len(text))
    notes = _notes(text, laid)
    placed = _blocks(laid, sections)
    breaks = _page_breaks(laid)
    return Document(
        sha256=sha256,
        source=source,
        path=path,
        format=raw.format,
        text=text,
        metadata=_with_printed_pages(metadata, breaks),
        sections=sections,
        blocks=placed,
        notes=notes,
        sentences=_sentences(text, laid, notes, metadata.language),
        page_breaks=breaks,
        boxes=_boxes(laid),
        page_count=raw.page_count,
        warnings=raw.warnings,
        styles=_styles(laid),
        in_text_citations=find_in_text_citations(text, placed),
        stated_works=tuple(StatedWork(item.start, item.end, item.raw.work) for item in laid if item.raw.work),
    )


__all__ = ["build_document", "canonical"]
