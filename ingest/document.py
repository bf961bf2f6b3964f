"""The vocabulary of documents: frozen values, with half-open offsets into one unchanged text.

This file imports nothing from the project and does no work: it doesn't know how documents are
read, kept or searched. All offsets count Unicode code points of `Document.text` unless said otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class BlockKind(StrEnum):
    """What a block of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CAPTION = "caption"
    TABLE = "table"
    CODE = "code"
    NOTE = "note"  # a foot- or endnote's own text
    REFERENCE = "reference"  # an entry of a bibliography
    FRONT = "front"  # title page, imprint, licence, funding: before the text proper
    LABEL = "label"  # a page's own furniture and labels: not prose


class TextStyle(StrEnum):
    """How the source set some words apart."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    ITEM = "item"  # a list item with its bullet or number, which are not in the text
    HEAD = "head"  # a cell of a table's head


class ChunkKind(StrEnum):
    """What a chunk is cut from; notes are searched apart, so that they don't drown the body."""

    BODY = "body"
    NOTE = "note"
    REFERENCE = "reference"
    CAPTION = "caption"
    TABLE = "table"
    FRONT = "front"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the label printed on it, and its 1-based index in the file. Either may be unknown."""

    printed: str | None = None
    pdf: int | None = None

    @property
    def cited(self) -> str:
        """As works cite it: "p. 213", "pp. 213–214"; empty where no label is printed."""
        return f"{'pp.' if '–' in (self.printed or '') else 'p.'} {self.printed}" if self.printed else ""


# ---- what a reader yields -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RawMarker:
    """A note marker in a raw block: code points [start, end) of the block's text, naming a note.

    `start == end` where the format keeps the marker outside the text (DOCX, EPUB).
    `target` is the `note_id` of the raw block that holds the note.
    """

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class RawPage:
    """From code point `start` of the raw block's text on, the text stands on `page`."""

    start: int
    page: Page


@dataclass(frozen=True, slots=True)
class RawBox:
    """Code points [start, end) of the raw block's text are drawn in this rectangle.

    PDF points, origin at the page's top left, on the 1-based page `page`.
    """

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Styled:
    """Code points [start, end) of a text are set in this style.

    Of an item, `value` is its number (empty for a bullet) and `level` how deep its list stands, from 1. Of a head,
    `level` is the number of columns it stands over; an empty one says that the table has no heads.
    """

    start: int
    end: int
    style: TextStyle
    value: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One block as a reader found it, before the document's structure is known.

    `kind` is the reader's best knowledge; `None` means "text of unknown role" (plain text).
    `level` is a heading's level, 1 the highest, or how deep a list item stands. `note_id` and `number` are set on
    notes, `number` on items of ordered lists too.
    `continues` says that the block goes on from the previous block of body text (a page break cut it);
    `joiner` is what belongs between the two (a space, or nothing after a resolved hyphen). `work` is the CSL-JSON item
    of a reference whose parts the file itself names.
    """

    text: str
    kind: BlockKind | None = None
    level: int | None = None
    note_id: str | None = None
    number: str | None = None
    markers: tuple[RawMarker, ...] = ()
    pages: tuple[RawPage, ...] = ()
    boxes: tuple[RawBox, ...] = ()
    styles: tuple[Styled, ...] = ()
    continues: bool = False
    joiner: str = " "
    work: dict[str, Any] | None = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a reader found in a file: its blocks in reading order, and what the file says of itself.

    `metadata` maps names (title, author, editor, date, year, container, publisher, doi, isbn, language,
    licence, volume, issue, pages, url, type) to the values the file states, in order.
    """

    blocks: tuple[RawBlock, ...]
    metadata: dict[str, tuple[str, ...]] = field(default_factory=dict)
    format: str = "text"
    page_count: int | None = None
    warnings: tuple[str, ...] = ()


# ---- a document -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; empty where it doesn't say. Names are written "Given Family"."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    year: int | None = None
    container: str | None = None  # the book or journal it stands in
    publisher: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    isbn: tuple[str, ...] = ()
    url: str | None = None
    licence: str | None = None
    funding: str | None = None
    language: str | None = None  # BCP 47
    type: str = "document"  # a CSL type: book, chapter, article-journal, report, webpage, document


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it, sub-sections included: [start, end) of the text.

    `parent` is an index into `Document.sections`, or None at the top.
    """

    title: str
    level: int
    start: int
    end: int
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, note, … : text[start:end]. Blocks stand in order and don't overlap.

    `section` is an index into `Document.sections` (the innermost). `paragraph` counts the body's
    paragraphs from 1, over the whole document; None for anything else.
    """

    kind: BlockKind
    start: int
    end: int
    section: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class PageBreak:
    """From `offset` on, the text stands on `page`."""

    offset: int
    page: Page


@dataclass(frozen=True, slots=True)
class Box:
    """text[start:end] is drawn in this rectangle of the 1-based PDF page (points, origin top left)."""

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Note:
    """A foot- or endnote. `text[start:end]` is its own text, without its number.

    `markers` are the places in the text the note hangs on (empty spans where the format keeps the marker
    outside the text). `scope` tells apart chapters whose notes restart at 1. `refers_to` is the number, in
    the same scope, of the note whose work a short form ("Ibid., p. 164", "Pan, no. 5") means, and
    `full_reference` the reference it stands for; both None where the note is no short form. `unresolved`
    says in words why a short form leads nowhere.
    """

    number: str
    start: int
    end: int
    markers: tuple[Span, ...] = ()
    scope: int = 0
    refers_to: str | None = None
    full_reference: str | None = None
    unresolved: str | None = None


@dataclass(frozen=True, slots=True)
class InTextCitation:
    """An author-year citation: text[start:end] ("Pan 2005, 164"), the place it cites apart in `locator`.

    `entries` are indexes into `Document.blocks`: the entries of the list of works that it means; several where more
    than one fits. `unresolved` says in words why it leads to none, or not to one alone.
    """

    start: int
    end: int
    entries: tuple[int, ...] = ()
    locator: str | None = None
    unresolved: str | None = None


@dataclass(frozen=True, slots=True)
class StatedWork:
    """A reference whose parts the file itself names: text[start:end] is the entry, `item` its CSL-JSON without `id`."""

    start: int
    end: int
    item: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: text[start:end], inside the block with index `block`."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a document: its canonical text, and everything else as offsets into it.

    `sha256` is of the file's bytes. `source` is the file's name, `path` where it was found.
    """

    sha256: str
    source: str
    path: str
    format: str
    text: str
    metadata: Metadata
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    sentences: tuple[Sentence, ...]
    page_breaks: tuple[PageBreak, ...] = ()
    boxes: tuple[Box, ...] = ()
    page_count: int | None = None
    warnings: tuple[str, ...] = ()
    styles: tuple[Styled, ...] = ()  # by their start
    in_text_citations: tuple[InTextCitation, ...] = ()
    stated_works: tuple[StatedWork, ...] = ()  # entries of the list of references

    @property
    def id(self) -> str:
        """The name of this version in a library: the first 16 hexadecimal digits of its sha256."""
        return self.sha256[:16]

    def page_at(self, offset: int) -> Page | None:
        """The page on which the code point at `offset` stands, or None where pages are unknown."""
        index = bisect_right(self.page_breaks, offset, key=lambda b: b.offset) - 1
        return self.page_breaks[index].page if index >= 0 else None

    def pages_of(self, start: int, end: int) -> Page | None:
        """The page of the code points [start, end): of words that go over a page break its label is "213–214", and its
        index in the file that of the first."""
        first, last = self.page_at(start), self.page_at(max(start, end - 1))
        if first is None or last is None or not (first.printed and last.printed) or first.printed == last.printed:
            return first
        return Page(f"{first.printed}–{last.printed}", first.pdf)

    def block_at(self, offset: int) -> int | None:
        """The index of the block that holds `offset`, or None between blocks."""
        index = bisect_right(self.blocks, offset, key=lambda b: b.start) - 1
        return index if index >= 0 and offset < self.blocks[index].end else None

    def section_path(self, index: int | None) -> tuple[str, ...]:
        """The titles from the top down to section `index`; empty for None."""
        titles: list[str] = []
        while index is not None:
            titles.append(self.sections[index].title)
            index = self.sections[index].parent
        return tuple(reversed(titles))

    def sentences_in(self, start: int, end: int) -> Iterator[Sentence]:
        """The sentences that share at least one code point with [start, end), in order."""
        index = max(bisect_right(self.sentences, start, key=lambda s: s.start) - 1, 0)
        for at in range(index, len(self.sentences)):  # not a slice, which copies the rest for each call
            sentence = self.sentences[at]
            if sentence.start >= end:
                return
            if sentence.end > start:
                yield sentence


@dataclass(frozen=True, slots=True)
class Chunk:
    """A searchable piece of a document: whole sentences of one section. `text == document.text[start:end]`.

    `id` is "<document id>:<start>-<end>". `document` is the document's id. `notes` are the numbers of the notes
    that hang on it, or, for a note's own chunk, its number.
    """

    id: str
    document: str
    kind: ChunkKind
    start: int
    end: int
    text: str
    section: tuple[str, ...] = ()
    paragraph: int | None = None
    page: Page | None = None
    notes: tuple[str, ...] = ()
