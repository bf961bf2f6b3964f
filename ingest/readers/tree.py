"""Pandoc's document tree -> raw blocks, with every note marker, link target and printed page at its exact place.

This file doesn't know files or how pandoc is run. The tree's shapes are those of pandoc-types 1.23.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.document import BlockKind, Page, RawBlock, RawMarker, RawPage, Styled, TextStyle
from ingest.readers.loose_notes import LOOSE
from ingest.readers.pieces import Anchored, Piece, extend, merged, raw_block
from ingest.readers.tables import rows_of

Node = dict[str, Any]

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_NUMBERS = re.compile(r"\d+(?:\s?[,–-]\s?\d+)*", re.ASCII)
_QUOTES = {"DoubleQuote": "“”", "SingleQuote": "‘’"}
_CONTAINERS = frozenset({"Emph", "Strong", "Underline", "SmallCaps", "Strikeout"})
_STYLES = {"Emph": TextStyle.EMPHASIS, "Strong": TextStyle.STRONG}
_EAST_ASIAN = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_NOTE_CLASSES = frozenset(
    [
        "footnotes",
        "endnotes",
        "rearnotes",
        "notes",
        "footnote",
        "endnote",
        "rearnote",
        "doc-endnotes",
        "doc-footnote",
        "doc-endnote",
        "note-section",
    ]
)
_REFERENCE_CLASSES = frozenset(["references", "csl-bib-body", "ref-list", "doc-bibliography", "bibliography"])
_VERSE_CLASSES = frozenset(["linegroup", "line-group", "stanza", "verse", "lg", "poem-stanza"])
_CAPTION_CLASSES = frozenset({"caption", "figcaption", "fig-caption", "table-caption"})
_PAGE_CLASSES = frozenset(["pagebreak", "pagenum", "page-number", "pageno", "pgnum", "doc-pagebreak"])
# Numbers that an edition prints beside its lines and verses: "80" at the end of a line of verse.
_COUNT_CLASSES = frozenset(
    f"{counted}{noun}" for counted in ("line", "verse") for noun in ("num", "number", "-num", "-number", "no", "-no")
) | {"lnum"}
_PAGE_ID = re.compile(r"(?:.*[_#./-])?(?:page|pg|p)[-_]?(\d{1,4}|[ivxlc]{1,7})$", re.IGNORECASE)
_BACK = re.compile(r"[\s↩↑^⬆⤴←\ufe0e\ufe0f]*|\[?(?:back|return)(?: to (?:text|top|content))?\]?\.?", re.IGNORECASE)


class TreeWalker:
    """Walks one tree. `pieces` are the blocks in order; `notes` the notes' own pieces, in the order of their
    markers."""

    def __init__(self, references: frozenset[str] = frozenset()) -> None:
        self.pieces: list[Piece] = []
        self.notes: list[tuple[str, str, list[Piece]]] = []  # id, number, pieces
        self.references: frozenset[str] = references  # the keys of the works that the file's own bibliography holds
        self._page: Page | None = None  # a page that began between two blocks
        self._anchors: set[str] = set()  # anchors that stood between two blocks
        self._items = 0
        self._depth = 0  # of lists within lists
        self._in_notes = False
        self._raised = False

    # -- inlines

    def _inlines(self, nodes: Sequence[Node], out: Piece) -> None:
        for node in nodes:
            self._inline(node["t"], node.get("c"), out)

    def _inline(self, tag: str, content: Any, out: Piece) -> None:
        if tag == "Str":
            out.text += " " if out.counted == len(out.text) and content[:1].isalnum() else ""
            out.text += content
        elif tag == "Space":
            out.text += " "
        elif tag == "SoftBreak":
            out.text += "" if _EAST_ASIAN.match(out.text[-1:]) else " "
        elif tag == "LineBreak":
            out.text += "\n"
        elif tag in _CONTAINERS:
            start = len(out.text)
            self._inlines(content, out)
            if tag in _STYLES and len(out.text) > start:
                out.styles.append(Styled(start, len(out.text), _STYLES[tag]))
        elif tag == "Superscript":
            self._raised_inlines(content, out)
        elif tag == "Subscript":
            start = len(out.text)
            self._inlines(content, out)
            lowered = out.text[start:]
            if lowered.isdecimal() and lowered.isascii():
                out.text = out.text[:start] + lowered.translate(_SUBSCRIPT)
        elif tag == "Quoted":
            marks = _QUOTES[content[0]["t"]]
            out.text += marks[0]
            self._inlines(content[1], out)
            out.text += marks[1]
        elif tag == "Cite":
            self._cite(content, out)
        elif tag == "Code" or tag == "Math":
            if tag == "Code" and content[1]:
                out.styles.append(Styled(len(out.text), len(out.text) + len(content[1]), TextStyle.CODE))
            out.text += content[1]
        elif tag == "Link":
            self._link(content, out)
        elif tag == "Span":
            self._span(content, out)
        elif tag == "Note":
            self._note(content, out)

    def _raised_inlines(self, content: Sequence[Node], out: Piece) -> None:
        start, before = len(out.text), self._raised
        self._raised = True
        self._inlines(content, out)
        self._raised = before
        raised = out.text[start:]
        marked = any(marker.start >= start for marker in out.markers) and _NUMBERS.fullmatch(raised)
        if marked or (raised.isascii() and raised.isdecimal()):
            out.text = out.text[:start] + raised.translate(_SUPERSCRIPT)

    def _cite(self, content: Any, out: Piece) -> None:
        start = len(out.text)
        self._inlines(content[1], out)
        if len(out.text) == start:  # LaTeX's \cite leaves nothing but the keys
            self._cited(content[0], out)
        keys = [item["citationId"] for item in content[0] if item["citationId"] in self.references]
        out.markers += [RawMarker(start, len(out.text), f"ref-{key}") for key in keys]

    def _cited(self, items: Sequence[Node], out: Piece) -> None:
        """ "[see pan2001, 45; lee]": the keys, each with what is said before and behind it."""
        for index, item in enumerate(items):
            out.text += "; " if index else "["
            if item["citationPrefix"]:
                self._inlines(item["citationPrefix"], out)
                out.text += " "
            out.text += item["citationId"]
            if item["citationSuffix"]:
                out.text += ", "
                self._inlines(item["citationSuffix"], out)
        out.text += "]"

    def _link(self, content: Any, out: Piece) -> None:
        (identifier, classes, attributes), inlines, (url, _) = content
        start = len(out.text)
        if identifier:
            out.anchors.add(identifier)
        self._inlines(inlines, out)
        named = _classes(classes, attributes)
        shown = out.text[start:]
        if named & {"footnote-back", "doc-backlink", "backlink", "footnote-backref", "referrer"} or (
            shown.strip() and _BACK.fullmatch(shown)
        ):
            out.text = out.text[:start].rstrip()
            return
        if "#" in url and not re.match(r"[a-z]+:", url):
            raised = (
                self._raised
                or (len(inlines) == 1 and inlines[0]["t"] == "Superscript")
                or bool(re.fullmatch(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", shown))
            )
            out.links.append(Anchored(start, len(out.text), url.removeprefix("#"), named, raised))

    def _span(self, content: Any, out: Piece) -> None:
        (identifier, classes, attributes), inlines = content
        if identifier:
            out.anchors.add(identifier)
        named = _classes(classes, attributes)
        page = self._page_label(identifier, named, attributes, inlines)
        if page is not None:
            out.pages.append(RawPage(len(out.text), Page(printed=page)))
            return
        if not named & _COUNT_CLASSES:
            self._inlines(inlines, out)
            return
        out.text += " " if out.text[-1:].strip() else ""
        self._inlines(inlines, out)
        out.counted = len(out.text)

    def _page_label(
        self, identifier: str, named: frozenset[str], attributes: Any, inlines: Sequence[Node]
    ) -> str | None:
        """The page number that a page-break span states, or None where it is no such span."""
        by_id = _PAGE_ID.fullmatch(identifier) if identifier else None
        if not named & _PAGE_CLASSES and not (by_id and not inlines):
            return None
        stated = dict(attributes)
        shown = Piece(BlockKind.PARAGRAPH)
        self._inlines(inlines, shown)
        label = (
            stated.get("title")
            or stated.get("aria-label")
            or stated.get("label")
            or shown.text
            or (by_id[1] if by_id else "")
        )
        label = re.sub(r"^\W*(?:page|pg|p)\W*|[\W_]+$", "", label.strip(), flags=re.IGNORECASE).lstrip("[")
        return label if 0 < len(label) <= 12 else None

    def _note(self, content: Sequence[Node], out: Piece) -> None:
        number = str(len(self.notes) + 1)
        identifier = f"note-{number}"
        out.markers.append(RawMarker(len(out.text), len(out.text), identifier))
        inner = TreeWalker(self.references)
        self.notes.append((identifier, number, inner.pieces))
        inner.blocks(content, BlockKind.NOTE)

    # -- blocks

    def blocks(self, nodes: Sequence[Node], kind: BlockKind) -> None:
        for node in nodes:
            self._block(node["t"], node.get("c"), kind)

    def _block(self, tag: str, content: Any, kind: BlockKind) -> None:
        if tag in ("Para", "Plain"):
            self._emit(content, kind)
        elif tag == "Header":
            level, attributes, inlines = content
            self._anchor(attributes[0])
            caption = kind in (BlockKind.CAPTION, BlockKind.TABLE, BlockKind.NOTE)
            self._emit(inlines, kind if caption else BlockKind.HEADING, level=None if caption else level)
        elif tag == "LineBlock":
            broken = [node for line in content for node in [*line, {"t": "LineBreak"}]][:-1]
            self._emit(broken, kind)
        elif tag == "CodeBlock" or (tag == "RawBlock" and content[0] == "ipynb"):  # a notebook's cell as it stands
            self._add(Piece(BlockKind.CODE, content[1]))
        elif tag == "BlockQuote":
            self.blocks(content, BlockKind.QUOTE if kind is BlockKind.PARAGRAPH else kind)
        elif tag in ("OrderedList", "BulletList"):
            listed = content[1] if tag == "OrderedList" else content
            start = content[0][0] if tag == "OrderedList" else 0
            self._depth += 1
            for index, item in enumerate(listed, start=start):
                self._items += 1
                first = len(self.pieces)
                self.blocks(item, BlockKind.LIST_ITEM if kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE) else kind)
                if first < len(self.pieces) and self.pieces[first].kind is BlockKind.LIST_ITEM:
                    self.pieces[first].level = self.pieces[first].level or self._depth
                    if tag == "OrderedList":
                        self.pieces[first].number = self.pieces[first].number or str(index)
            self._items += 1
            self._depth -= 1
        elif tag == "DefinitionList":
            self._definitions(content, kind)
        elif tag == "Table":
            self._table(content)
        elif tag == "Figure":
            self._figure(content, kind)
        elif tag == "Div":
            self._division(content, kind)

    def _emit(self, inlines: Sequence[Node], kind: BlockKind, *, level: int | None = None) -> None:
        piece = Piece(kind, level=level)
        self._inlines(inlines, piece)
        self._add(piece)

    def _add(self, piece: Piece) -> None:
        if not piece.text.strip():
            if piece.pages:
                self._page = piece.pages[-1].page
            self._anchors |= piece.anchors
            if piece.markers and self.pieces:  # a note on an empty paragraph hangs on the text before it
                before = self.pieces[-1]
                before.markers += [RawMarker(len(before.text), len(before.text), m.target) for m in piece.markers]
            return
        if self._page is not None:
            piece.pages.insert(0, RawPage(0, self._page))
            self._page = None
        piece.anchors |= self._anchors
        self._anchors = set()
        piece.in_notes, piece.item = self._in_notes, self._items
        self.pieces.append(piece)

    def _anchor(self, identifier: str) -> None:
        if identifier:
            self._anchors.add(identifier)

    def _definitions(self, content: Any, kind: BlockKind) -> None:
        for term, definitions in content:
            self._items += 1
            self._emit(term, BlockKind.LIST_ITEM if kind is BlockKind.PARAGRAPH else kind)
            for definition in definitions:
                self.blocks(definition, BlockKind.LIST_ITEM if kind is BlockKind.PARAGRAPH else kind)
        self._items += 1

    def _figure(self, content: Any, kind: BlockKind) -> None:
        (identifier, _, _), (_, caption), inner = content
        self._anchor(identifier)
        self.blocks([node for node in inner if not _is_picture(node)], kind)
        self._caption(caption)

    def _caption(self, caption: Sequence[Node]) -> None:
        piece = Piece(BlockKind.CAPTION)
        for node in caption:
            if node["t"] in ("Para", "Plain"):
                piece.text += " " if piece.text else ""
                self._inlines(node["c"], piece)
            else:
                self._add(piece)
                piece = Piece(BlockKind.CAPTION)
                self._block(node["t"], node.get("c"), BlockKind.CAPTION)
        self._add(piece)

    def _table(self, content: Any) -> None:
        (identifier, _, _), (_, caption), *_ = content
        self._anchor(identifier)
        self._caption(caption)
        piece = Piece(BlockKind.TABLE)
        heads, others = rows_of(content)
        rows = [*heads, *others]
        if len(rows) == 1 and len(rows[0]) == 1:  # a frame around text, not a table
            self.blocks(rows[0][0].blocks, BlockKind.PARAGRAPH)
            return
        for row_index, cells in enumerate(rows):
            piece.text += "\n" if row_index else ""
            for cell_index, cell in enumerate(cells):
                piece.text += "\t" if cell_index else ""
                start = len(piece.text)
                self._cell(cell.blocks, piece)
                if row_index < len(heads) and piece.text[start:].strip():
                    piece.styles.append(Styled(start, len(piece.text), TextStyle.HEAD, level=cell.width))
        self._add(piece)

    def _cell(self, blocks: Sequence[Node], out: Piece) -> None:
        """A cell's blocks on one line, parted by spaces."""
        inner = TreeWalker(self.references)
        inner.notes = self.notes  # notes in cells count on
        inner.blocks(blocks, BlockKind.TABLE)
        whole = Piece(BlockKind.TABLE)
        for piece in inner.pieces:
            piece.text = re.sub(r"[\t\n]", " ", piece.text)
            extend(whole, piece, " ")
        extend(out, whole, "")

    def _division(self, content: Any, kind: BlockKind) -> None:
        (identifier, classes, attributes), blocks = content
        named = _classes(classes, attributes)
        page = self._page_label(identifier, named, attributes, [])
        if page is not None and not blocks:
            self._page = Page(printed=page)
            return
        if LOOSE in named:  # its markers are no words of the file; their notes are
            self._inlines([inline for block in blocks for inline in block.get("c", ())], Piece(kind))
            return
        self._anchor(identifier)
        outer, self._in_notes = self._in_notes, self._in_notes or bool(named & _NOTE_CLASSES)
        if self._in_notes:
            self._items += 1
        if named & _VERSE_CLASSES and not self._in_notes:
            self._verse(blocks)
        elif named & _CAPTION_CLASSES:
            self.blocks(blocks, BlockKind.CAPTION)
        else:
            self.blocks(
                blocks, BlockKind.REFERENCE if named & _REFERENCE_CLASSES and kind is BlockKind.PARAGRAPH else kind
            )
        self._in_notes = outer

    def _verse(self, blocks: Sequence[Node]) -> None:
        """A stanza, whose lines a page may hold as paragraphs, is one block of lines."""
        first = len(self.pieces)
        self.blocks(blocks, BlockKind.QUOTE)
        stanza = self.pieces[first:]
        if len(stanza) > 1 and all(piece.kind is BlockKind.QUOTE and "\n\n" not in piece.text for piece in stanza):
            self.pieces[first:] = [merged(stanza, BlockKind.QUOTE)]


def _classes(classes: Sequence[str], attributes: Sequence[Sequence[str]]) -> frozenset[str]:
    """An element's classes, with its role and its epub:type, which name the same things."""
    stated: dict[str, str] = {pair[0]: pair[1] for pair in attributes}
    return frozenset(
        [*classes, *stated.get("role", "").split(), *stated.get("epub:type", stated.get("type", "")).split()]
    )


def _is_picture(node: Node) -> bool:
    return node["t"] in ("Para", "Plain") and all(
        inline["t"] in ("Image", "Space", "SoftBreak", "LineBreak") for inline in node["c"]
    )


def note_blocks(walker: TreeWalker) -> Iterator[RawBlock]:
    """The notes the format itself holds as notes, each one block."""
    for identifier, number, pieces in walker.notes:
        whole = merged(pieces)
        if whole.text.strip():
            yield raw_block(whole, kind=BlockKind.NOTE, note_id=identifier, number=number)


__all__ = ["Node", "TreeWalker", "note_blocks"]
