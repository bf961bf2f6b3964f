"""A document as HTML to read: headings, paragraphs, notes opened in place, pages in the margin, citations marked.

Pure: it doesn't know Gradio or the library. The text shown is the document's own, character for character; everything
is escaped by `render.esc`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Block, BlockKind, Document, InTextCitation, Note, Section
from web.render import attrs, esc
from web.text_styles import Styles, signed_html, wrapped

TAGS = {
    BlockKind.LIST_ITEM: "p",
    BlockKind.QUOTE: "blockquote",
    BlockKind.CODE: "pre",
}
MOST_LEVELS = 5  # of lists within lists, beyond which items go no further to the right
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"  # characters that are small and raised without a style
MIN_OUTLINE = 2  # an outline of one heading helps nobody


@dataclass(frozen=True, slots=True)
class Cited:
    """Words to mark: code points [start, end) of the text, under the citation's number."""

    n: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Places:
    """A document's note markers, author-year citations, page breaks and styles by their offsets, so that a block finds
    its own at once."""

    marks: tuple[tuple[int, int, Note], ...]
    starts: tuple[int, ...]
    works: tuple[InTextCitation, ...]
    work_starts: tuple[int, ...]
    breaks: tuple[int, ...]
    styles: Styles

    @classmethod
    def of(cls, document: Document) -> Places:
        found = [(marker.start, marker.end, note) for note in document.notes for marker in note.markers]
        marks = tuple(sorted(found, key=lambda mark: mark[:2]))
        works = tuple(sorted(document.in_text_citations, key=lambda work: work.start))
        breaks = tuple(brk.offset for brk in document.page_breaks)
        starts = tuple(mark[0] for mark in marks)
        return cls(marks, starts, works, tuple(work.start for work in works), breaks, Styles(document))

    def marks_in(self, block: Block) -> tuple[tuple[int, int, Note], ...]:
        """The markers that stand inside the block."""
        inside = self.marks[bisect_left(self.starts, block.start) : bisect_right(self.starts, block.end)]
        return tuple(mark for mark in inside if mark[1] <= block.end)

    def works_in(self, block: Block) -> tuple[InTextCitation, ...]:
        """The author-year citations inside the block."""
        inside = self.works[bisect_left(self.work_starts, block.start) : bisect_left(self.work_starts, block.end)]
        return tuple(work for work in inside if work.end <= block.end)

    def breaks_in(self, block: Block) -> tuple[int, ...]:
        """The offsets inside the block at which a page begins."""
        return self.breaks[bisect_left(self.breaks, block.start) : bisect_left(self.breaks, block.end)]


def _page_html(label: str, pdf: int | None) -> str:
    data = attrs(data_page=label, data_pdf=pdf)
    return f'<span class="page-mark"{data}><span class="sr">page </span>{esc(label)}</span>'


def _note_button(note: Note, words: str, start: int) -> str:
    raised = " raised" if words and all(character in SUPERSCRIPTS for character in words) else ""  # by themselves
    return (
        f'<span class="note-at"><button type="button" class="note-ref{raised}"'
        f"{attrs(data_note=note.start, data_mark=start)}"
        f"{attrs(aria_expanded='false', aria_label=f'Note {note.number}')}>{esc(words or note.number)}</button></span>"
    )


def note_words_html(document: Document, note: Note) -> str:
    """The note's own text, and what its short form stands for, or why that is not known."""
    said = signed_html if document.format == "text" else esc
    own = said(document.text[note.start : note.end])
    if note.full_reference:
        behind = f"note {note.refers_to}" if note.refers_to else "in full"
        own += f'<span class="note-full"><span class="caps">{esc(behind)}</span> {said(note.full_reference)}</span>'
    elif note.unresolved:
        own += f'<span class="note-full unresolved">{esc(note.unresolved)}</span>'
    return own


def _work_part(work: InTextCitation, start: int, markup: str) -> str:
    """A part of an author-year citation's words, which opens the work in place. A page or a style may cut it in parts,
    of which the first alone takes the keyboard. Not a <button>: that would not break over lines."""
    tab = attrs(tabindex="0", aria_expanded="false") if start == work.start else attrs(tabindex="-1")
    return f'<span role="button" class="work-ref"{attrs(data_note=work.start)}{tab}>{markup}</span>'


def _work_aside(document: Document, work: InTextCitation) -> str:
    said = signed_html if document.format == "text" else esc
    entries = [document.blocks[index] for index in work.entries]
    listed = "".join(
        f'<span class="work-entry">{said(document.text[entry.start : entry.end])}'
        f'<button type="button" class="note-go"{attrs(data_goto=entry.start)}>in its place</button></span>'
        for entry in entries
    )
    if work.unresolved:
        listed = f'<span class="note-full unresolved">{esc(work.unresolved)}</span>{listed}'
    return f'<span class="note-inline" role="note" dir="auto" hidden{attrs(data_note=work.start)}>{listed}</span>'


def _note_aside(document: Document, note: Note) -> str:
    return (
        f'<span class="note-inline" role="note" dir="auto" hidden{attrs(data_note=note.start)}>'
        f'<span class="note-number">{esc(note.number)}</span> {note_words_html(document, note)}'
        f'<button type="button" class="note-go"{attrs(data_goto=note.start)}>in its place</button></span>'
    )


def text_html(document: Document, block: Block, cited: Sequence[Cited], places: Places) -> str:
    """The block's text with its citations marked, note markers as buttons, and page numbers where pages begin."""
    marks, breaks, runs = places.marks_in(block), places.breaks_in(block), places.styles.of(block)
    pages = {offset: document.page_at(offset) for offset in breaks}
    edges = {block.start, block.end, *breaks}
    works = places.works_in(block)
    edges |= {edge for start, end, _ in marks for edge in (start, end)}
    edges |= {edge for work in works for edge in (work.start, work.end)}
    edges |= {edge for run in runs for edge in (run.start, run.end)}
    edges |= {edge for item in cited for edge in (item.start, item.end) if block.start <= edge <= block.end}
    cuts = sorted(edges)
    out: list[str] = []
    for index, start in enumerate(cuts):
        page = pages.get(start)
        if page is not None and (page.printed or page.pdf):
            out.append(_page_html(page.printed or f"[{page.pdf}]", page.pdf))
        out.extend(_note_button(note, "", s) for s, e, note in marks if s == e == start)
        end = cuts[index + 1] if index + 1 < len(cuts) else start
        if end == start:
            continue
        here = [item for item in cited if item.start <= start and end <= item.end]
        note = next((note for s, e, note in marks if s == start and e == end), None)
        words = document.text[start:end]
        markup = _note_button(note, words, start) if note is not None else wrapped(esc(words), start, end, runs)
        work = next((work for work in works if work.start <= start and end <= work.end), None)
        if work is not None and note is None:
            markup = _work_part(work, start, markup)
        for item in here:
            first = attrs(id=f"cited-{item.n}", tabindex="-1") if item.start == start or block.start == start else ""
            markup = f'<mark class="cited"{attrs(data_n=item.n)}{first}>{markup}</mark>'
        out.append(markup)
    return "".join(out)


def _asides(document: Document, block: Block, places: Places) -> str:
    notes = "".join(_note_aside(document, note) for _, _, note in places.marks_in(block))
    return notes + "".join(_work_aside(document, work) for work in places.works_in(block))


def _table_html(document: Document, block: Block, cited: Sequence[Cited], places: Places) -> str:
    rows, start = [], block.start
    for line in document.text[block.start : block.end].split("\n"):
        cells, cell_start = [], start
        for cell in line.split("\t"):
            part = Block(BlockKind.TABLE, cell_start, cell_start + len(cell))
            cells.append(f"<td>{text_html(document, part, cited, places)}</td>")
            cell_start += len(cell) + 1
        rows.append(f"<tr>{''.join(cells)}</tr>")
        start += len(line) + 1
    return f'<div class="table-wrap" role="region" aria-label="Table" tabindex="0"><table>{"".join(rows)}</table></div>'


def _ways_back(note: Note) -> str:
    """From a note to each of its markers in the text. Their sign comes from source.css: the text is the document's."""
    many = len(note.markers) > 1
    return "".join(
        f'<button type="button" class="note-back"{attrs(data_back=marker.start, data_nth=i if many else None)}'
        f"{attrs(aria_label=f'Back to marker {i} of note {note.number}' if many else f'Back to note {note.number}')}>"
        "</button>"
        for i, marker in enumerate(note.markers, 1)
    )


def _note_of(block: Block, notes: dict[int, Note]) -> Note | None:
    """The note whose text the block is; its number may stand before it."""
    return next((notes[at] for at in range(block.start, min(block.end, block.start + 12)) if at in notes), None)


def block_html(document: Document, block: Block, cited: Sequence[Cited], notes: dict[int, Note], places: Places) -> str:
    """One block, with an anchor by its offset."""
    inside = [item for item in cited if item.start < block.end and block.start < item.end]
    anchor = attrs(id=f"at-{block.start}", data_at=block.start, dir="auto")
    if block.kind is BlockKind.TABLE:
        table = _table_html(document, block, inside, places)
        return f'<div class="block table"{anchor}>{table}</div>{_asides(document, block, places)}'
    body = text_html(document, block, inside, places)
    if block.kind is BlockKind.HEADING:
        level = document.sections[block.section].level if block.section is not None else 1
        tag = f"h{min(max(level, 1) + 2, 6)}"
    elif block.kind is BlockKind.NOTE:
        note = _note_of(block, notes)
        body += _ways_back(note) if note is not None else ""
        if note is not None and note.full_reference:
            behind = f"note {note.refers_to}" if note.refers_to else "in full"
            full = signed_html(note.full_reference) if document.format == "text" else esc(note.full_reference)
            body += f'<span class="note-full"><span class="caps">{esc(behind)}</span> {full}</span>'
        elif note is not None and note.unresolved:
            body += f'<span class="note-full unresolved">{esc(note.unresolved)}</span>'
        if note is not None and document.text[block.start : note.start].strip() == "":
            body = f'<span class="note-number">{esc(note.number)}</span> {body}'
        tag = "p"
    else:
        tag = TAGS.get(block.kind, "p")
    item = places.styles.item(block)
    if item is not None:
        anchor += attrs(data_bullet=item[0] or None, data_level=min(item[1], MOST_LEVELS))
    return f'<{tag} class="block {block.kind.value}"{anchor}>{body}</{tag}>{_asides(document, block, places)}'


def outline_html(sections: Sequence[Section]) -> str:
    """The headings as a list of buttons; empty where there are too few."""
    if len(sections) < MIN_OUTLINE:
        return ""
    items = "".join(
        f'<li class="level-{min(section.level, 4)}"><button type="button"{attrs(data_goto=section.start)}>'
        f"{esc(section.title)}</button></li>"
        for section in sections
    )
    return f'<nav class="outline" aria-label="Outline"><ol>{items}</ol></nav>'


def _gaps(document: Document) -> Iterator[Block]:
    """The document's blocks, and any text that stands in none, so that the whole text can be read."""
    at = 0
    for block in document.blocks:
        if document.text[at : block.start].strip():
            yield Block(BlockKind.LABEL, at, block.start)
        yield block
        at = block.end
    if document.text[at:].strip():
        yield Block(BlockKind.LABEL, at, len(document.text))


def document_html(document: Document, cited: Sequence[Cited] = ()) -> str:
    """The whole document to read, with `cited` marked."""
    notes = {note.start: note for note in document.notes}
    places = Places.of(document)
    blocks = "".join(block_html(document, block, cited, notes, places) for block in _gaps(document))
    return f'<div class="document"{attrs(lang=document.metadata.language)}>{blocks}</div>'


def byline(document: Document) -> str:
    """Authors, year and container in one line."""
    metadata = document.metadata
    parts = [", ".join(metadata.authors), str(metadata.year or ""), metadata.container or ""]
    return " · ".join(part for part in parts if part)
