"""Documents cut into searchable chunks: whole sentences of one section, at exact offsets.

This file doesn't know how chunks are embedded, kept or searched.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.document import Block, BlockKind, Chunk, ChunkKind, Document, Note, Span

# Code points a chunk aims at and, as far as whole sentences allow, doesn't pass.
SIZE = 500

_KINDS: dict[BlockKind, ChunkKind] = {
    BlockKind.PARAGRAPH: ChunkKind.BODY,
    BlockKind.LIST_ITEM: ChunkKind.BODY,
    BlockKind.QUOTE: ChunkKind.BODY,
    BlockKind.CODE: ChunkKind.BODY,
    BlockKind.NOTE: ChunkKind.NOTE,
    BlockKind.REFERENCE: ChunkKind.REFERENCE,
    BlockKind.CAPTION: ChunkKind.CAPTION,
    BlockKind.TABLE: ChunkKind.TABLE,
    BlockKind.FRONT: ChunkKind.FRONT,
}
# Short neighbours of these kinds share a chunk; a note, a reference, a caption or a table stands alone.
_MERGED = frozenset({ChunkKind.BODY, ChunkKind.FRONT})


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of text[start:end] that hold more than white space."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            yield Span(start, stop)
        start = stop + 1


def _within(document: Document, span: Span | Block) -> list[Span]:
    """The sentences of a span, as far as they lie in it; the span itself where it has none."""
    found = [
        Span(max(sentence.start, span.start), min(sentence.end, span.end))
        for sentence in document.sentences_in(span.start, span.end)
    ]
    return found or [Span(span.start, span.end)]


def _pieces(document: Document, block: Block, *, size: int) -> list[Span]:
    """The smallest spans a block may be cut into: its sentences, or a long table's rows, the longest of these cut."""
    if block.kind not in (BlockKind.TABLE, BlockKind.CODE):
        return _within(document, block)
    if block.end - block.start <= 2 * size:
        return [Span(block.start, block.end)]
    return [
        piece
        for line in _lines(document.text, block.start, block.end)
        for piece in (_within(document, line) if line.end - line.start > 2 * size else (line,))
    ]


def packed(pieces: Sequence[Span], size: int) -> Iterator[Span]:
    """Neighbouring pieces joined into spans of about equal length, none above `size` unless one piece is."""
    if not pieces:
        return
    length = pieces[-1].end - pieces[0].start
    target = length / -(-length // size)  # so that the last span isn't a scrap
    start, end = pieces[0].start, pieces[0].end
    for piece in pieces[1:]:
        grown = piece.end - start
        if grown > size or (grown + (end - start)) / 2 > target:
            yield Span(start, end)
            start = piece.start
        end = piece.end
    yield Span(start, end)


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[ChunkKind, list[Block]]]:
    """Neighbouring blocks that may share a chunk: of one kind and one section."""
    keyed = enumerate(blocks)
    for (kind, *_), group in groupby(
        keyed,
        key=lambda item: (
            _KINDS.get(item[1].kind),
            item[1].section,
            None if _KINDS.get(item[1].kind) in _MERGED else item[0],
        ),
    ):
        if kind is not None:
            yield kind, [block for _, block in group]


def _spans(document: Document, blocks: Sequence[Block], size: int) -> Iterator[Span]:
    """Chunks of one run: short blocks joined, long ones cut between sentences; a long block is never joined."""
    waiting: list[Span] = []
    for block in blocks:
        if block.end - block.start > size:
            if waiting:
                yield Span(waiting[0].start, waiting[-1].end)
                waiting = []
            yield from packed(_pieces(document, block, size=size), size)
            continue
        if waiting and block.end - waiting[0].start > size:
            yield Span(waiting[0].start, waiting[-1].end)
            waiting = []
        waiting.append(Span(block.start, block.end))
    if waiting:
        yield Span(waiting[0].start, waiting[-1].end)


def _note_spans(
    document: Document, notes: Sequence[Note], blocks: Sequence[Block], size: int
) -> Iterator[tuple[Span, str | None]]:
    """A note's chunks and its number; the number's own characters are left out where the note says so.

    `notes` are the document's by where they stand; none overlaps another.
    """
    for block in blocks:
        index = bisect_right(notes, block.start, key=lambda n: n.end)
        note = notes[index] if index < len(notes) and notes[index].start < block.end else None
        for span in _spans(document, [block], size):
            start = max(span.start, note.start) if note else span.start
            if start < span.end:
                yield Span(start, span.end), note.number if note else None


def _trimmed(text: str, span: Span) -> Span | None:
    """The span without white space at its ends, or None where nothing is left."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if start < end else None


def chunk_document(document: Document, *, size: int = SIZE) -> tuple[Chunk, ...]:
    """Cut a document into chunks, in the order of the text.

    A chunk holds whole sentences of one section and one kind; `size` is in code points and is passed only where
    one sentence alone is longer. Headings aren't chunks (they are their chunks' `section`), nor are labels; a
    document that has nothing but headings gives its headings.
    """
    marks = sorted((marker.start, note.number) for note in document.notes for marker in note.markers)
    offsets = [offset for offset, _ in marks]
    notes = sorted(document.notes, key=lambda note: note.start)

    def chunk(kind: ChunkKind, span: Span, block: Block, number: str | None = None) -> Chunk | None:
        trimmed = _trimmed(document.text, span)
        if trimmed is None:
            return None
        start, end = trimmed.start, trimmed.end
        hanging = marks[bisect_left(offsets, start) : bisect_left(offsets, end + 1)]
        return Chunk(
            id=f"{document.id}:{start}-{end}",
            document=document.id,
            kind=kind,
            start=start,
            end=end,
            text=document.text[start:end],
            section=document.section_path(block.section),
            paragraph=block.paragraph,
            page=document.page_at(start),
            notes=(number,) if number else tuple(dict.fromkeys(name for _, name in hanging)),
        )

    chunks: list[Chunk | None] = []
    for kind, blocks in _runs(document.blocks):
        if kind is ChunkKind.NOTE:
            for span, number in _note_spans(document, notes, blocks, size):
                chunks.append(chunk(kind, span, blocks[0], number))
            continue
        for span in _spans(document, blocks, size):
            block = blocks[bisect_right(blocks, span.start, key=lambda b: b.end)]
            chunks.append(chunk(kind, span, block))
    if not any(chunks):
        headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
        chunks = [chunk(ChunkKind.BODY, span, block) for block in headings for span in _spans(document, [block], size)]
    return tuple(made for made in chunks if made is not None)


def embedded_text(chunk: Chunk, title: str | None) -> str:
    """What is embedded for a chunk: its own words. Its headings and its document's title are in the full text."""
    del title
    return chunk.text
