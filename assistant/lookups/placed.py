"""What stands at a place that a question names by its number: a page, a table, a figure.

This file doesn't know which documents are meant, nor how questions about notes (noting.py) and sections are answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Draft, DraftSentence
from assistant.messages.said_in_english import ENGLISH
from assistant.messages.said_sentences import Sentences
from assistant.table_rows import heads_end, row_in_words
from assistant.words.wording import content_words, fold, shown
from ingest.document import Block, BlockKind, Document, Sentence

MOST = 3  # sentences, or rows
MOST_ROWS = 8  # of a table that is asked for whole
BESIDE = 2  # blocks between a caption and its table, at most
_PROSE = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM)
_PAGE = r"(?:page|p\.|pg\.?|seite|s\.|página|pagina|bladzijde|blz\.?|la page)\s*(?P<number>\d{1,4}|[ivxlc]{1,7})"
_WHOLE = r"(?:\s+(?:of|in|von|des|der|de|du|del|d[’'])\s*.+)?"
_ON_PAGE = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^what(?:[’']s|\s+is|\s+stands|\s+is\s+(?:said|written|printed|there)|\s+do(?:es)?\s+.{{2,80}}?\s+say)\s+(?:on|at)\s+(?:the\s+)?{_PAGE}{_WHOLE}$",
        rf"^what\s+does\s+{_PAGE}{_WHOLE}\s+say$",
        rf"^(?:show|read|quote|give|tell)\s+(?:me\s+)?(?:the\s+text\s+(?:on|of)\s+)?{_PAGE}{_WHOLE}$",
        rf"^was\s+(?:steht|sagt\s+.{{2,80}}?)\s+auf\s+(?:der\s+)?{_PAGE}{_WHOLE}$",
        rf"^que\s+dit\s+{_PAGE}{_WHOLE}$",
        rf"^qu[’'](?:y\s+a-t-il|est-ce\s+qu[’']il\s+y\s+a)\s+à\s+{_PAGE}{_WHOLE}$",
        rf"^qué\s+(?:dice|hay)\s+(?:en\s+)?la\s+{_PAGE}{_WHOLE}$",
        rf"^(?:che\s+)?cosa\s+(?:c[’']è|dice|si\s+legge)\s+(?:a(?:lla)?|la)\s+{_PAGE}{_WHOLE}$",
        rf"^o\s+que\s+(?:diz|há|está\s+escrito)\s+n?a\s+{_PAGE}{_WHOLE}$",
        rf"^wat\s+staat\s+(?:er\s+)?op\s+(?:de\s+)?{_PAGE}{_WHOLE}$",
        r"^(?:.+の)?(?P<number>\d{1,4})\s*(?:ページ|頁)(?:目)?(?:には?|は)何.*$",
        r"^(?:.+的?)?第\s*(?P<number>\d{1,4})\s*页上?(?:说|写|讲|有)了?(?:什么|些什么)$",
    )
)
_KINDS = {"tab": "table", "tabelle": "table", "fig": "figure", "abbildung": "figure", "tableau": "table"}
_KIND = r"(?P<kind>table|tabelle|tableau|tab\.|figure|fig\.|abbildung|map|chart|graph|plate|box)"
_NUMBER = r"(?P<number>\d+(?:[.\-]\d+)*[a-z]?|(?-i:[IVXL]+))"
PLACED = re.compile(rf"\b{_KIND}\s*(?:no\.?\s*)?{_NUMBER}(?![\w.]*\d)", re.I)
_ASKS_WHOLE = {
    "show",
    "say",
    "tell",
    "contain",
    "list",
    "give",
    "present",
    "depict",
    "illustrate",
    "represent",
    "describe",
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A table or a figure: "table", "4.1"."""

    kind: str
    number: str


def page_asked(text: str) -> str | None:
    """The page whose text is asked for, as the question writes its number; None where none is."""
    plain = " ".join(text.split()).strip(" ¿?？.!。")
    match = next((found for pattern in _ON_PAGE if (found := pattern.match(plain))), None)
    return match["number"] if match else None


def numbered_in(text: str) -> Numbered | None:
    """The table or figure that a question names by its number; None where it names none or several."""
    found = {(m["kind"].lower().rstrip("."), m["number"]) for m in PLACED.finditer(text)}
    if len(found) != 1:
        return None
    kind, number = next(iter(found))
    return Numbered(_KINDS.get(kind, kind), number)


def on_page(number: str, documents: Sequence[Document], say: Sentences = ENGLISH) -> Draft | None:
    """The first sentences on the page of that number (the printed one, else the file's), of one document with pages;
    refused, with the pages there are, where it has no such page, and where it can't be told which document is meant."""
    paged = [document for document in documents if document.page_breaks]
    if not paged:
        return Draft((), refused=True, notice=say.no_pages)
    if len(paged) > 1:
        return Draft((), refused=True, notice=say.several_paged)
    [document] = paged
    starts = [at for at, mark in enumerate(document.page_breaks) if _is_page(document, at, number)]
    if not starts:
        return Draft((), refused=True, notice=_no_page(document, number, say))
    after = document.page_breaks[starts[0] + 1 :]
    begin, end = document.page_breaks[starts[0]].offset, after[0].offset if after else len(document.text)
    own = [s for s in document.sentences_in(begin, end) if s.start >= begin and s.start < end]
    prose = [s for s in own if document.blocks[s.block].kind in _PROSE] or own
    more = say.goes_on.format(MOST) if len(prose) > MOST else None
    return Draft(tuple(_quoted(document, s) for s in prose[:MOST]), notice=more) if prose else None


def _is_page(document: Document, at: int, number: str) -> bool:
    """Whether the page is the one meant: by its printed number, where any page has one."""
    page = document.page_breaks[at].page
    printed = any(mark.page.printed for mark in document.page_breaks)
    return (page.printed or "").lower() == number.lower() if printed else str(page.pdf) == number


def _no_page(document: Document, number: str, say: Sentences) -> str:
    labels = [
        mark.page.printed or str(mark.page.pdf) for mark in document.page_breaks if mark.page.printed or mark.page.pdf
    ]
    there = say.pages.format(labels[0], labels[-1]) if labels else ""
    return f"{say.no_page.format(repr(document.source), number)}{there}{'.' if say.refusal.endswith('.') else '。'}"


def answer(text: str, place: Numbered, documents: Sequence[Document]) -> Draft | None:
    """The caption of a table or figure, and the rows or sentences about it that the question asks for; refused where
    the documents have tables or figures with numbers but not this one; None where it can't be told."""
    found = [(document, block) for document in documents for block in captions(document, place)]
    if not found:
        return _none_such(place, documents)
    if len({document.id for document, _ in found}) > 1:
        return None
    document, caption = found[0]
    wanted = _wanted(text)
    table = _table_of(document, caption) if place.kind == "table" else None
    heads = list(document.sentences_in(caption.start, caption.end))
    told = _rows(document, table, wanted) if table is not None else _about(document, place, wanted)
    if wanted and not told and not wanted & set(content_words(document.text[caption.start : caption.end])):
        return None
    return Draft(tuple(_quoted(document, s) for s in (*heads, *(s for s in told if s not in heads))))


def captions(document: Document, place: Numbered) -> list[Block]:
    """The captions that begin with the kind and the number."""
    names = [place.kind, *(short for short, long in _KINDS.items() if long == place.kind)]
    own = re.compile(rf"^\W*(?:{'|'.join(names)})\.?\s*(?:no\.?\s*)?{re.escape(place.number)}(?![\d\w])(?!\.\d)", re.I)
    return [
        block
        for block in document.blocks
        if block.kind in (BlockKind.CAPTION, BlockKind.HEADING) and own.match(document.text[block.start : block.end])
    ]


def _none_such(place: Numbered, documents: Sequence[Document]) -> Draft | None:
    if len(documents) != 1:
        return None
    [document] = documents
    own = re.compile(rf"^\W*{place.kind}\.?\s*(?P<number>\d+(?:[.\-]\d+)*)", re.I)
    numbers = [
        match["number"]
        for block in document.blocks
        if block.kind is BlockKind.CAPTION and (match := own.match(document.text[block.start : block.end]))
    ]
    if not numbers or any(_mentions(document, place)):
        return None
    said = f"There is no {place.kind} {place.number} in {document.source!r}; it has {', '.join(numbers)}."
    return Draft((), refused=True, notice=said)


def _wanted(text: str) -> set[str]:
    """The words of a question but for those that only name the place and ask for it."""
    rest = PLACED.sub(" ", text)
    return {
        word
        for word in content_words(rest)
        if word not in _ASKS_WHOLE and fold(word) not in ("table", "figure", "row", "column")
    }


def _table_of(document: Document, caption: Block) -> Block | None:
    """The table nearest to a caption, after it or before it."""
    at = document.blocks.index(caption)
    after = document.blocks[at + 1 : at + 1 + BESIDE]
    before = document.blocks[max(at - BESIDE, 0) : at][::-1]
    return next((block for block in (*after, *before) if block.kind is BlockKind.TABLE), None)


def _rows(document: Document, table: Block, wanted: set[str]) -> list[Sentence]:
    """The rows that share most words with the question, beyond those of the table's head; all, up to MOST_ROWS, where
    it has no such words."""
    begin = heads_end(document, table)
    rows = [s for s in document.sentences_in(table.start, table.end) if s.start >= begin]
    told = [set(content_words(document.text[row.start : row.end])) for row in rows]
    heads = set(content_words(document.text[table.start : begin]))
    own = wanted - heads
    most = max((len(own & words) for words in told), default=0)
    if not most:
        return rows[:MOST_ROWS] if not wanted or wanted & heads else []
    return [row for row, words in zip(rows, told, strict=True) if len(own & words) >= max(most - 1, 1)][:MOST]


def _about(document: Document, place: Numbered, wanted: set[str]) -> list[Sentence]:
    """The sentences that speak of a figure, and of what is asked where more than the figure is."""
    found = _mentions(document, place)
    return [s for s in found if not wanted or wanted & set(content_words(_said(document, s)))][:MOST]


def _mentions(document: Document, place: Numbered) -> Iterator[Sentence]:
    """The sentences of the text that speak of the table or figure."""
    for sentence in document.sentences:
        if document.blocks[sentence.block].kind in _PROSE:
            text = document.text[sentence.start : sentence.end]
            if any(numbered_in(match[0]) == place for match in PLACED.finditer(text)):
                yield sentence


def _said(document: Document, sentence: Sentence) -> str:
    return row_in_words(document, sentence) or shown(document, sentence.start, sentence.end)


def _quoted(document: Document, sentence: Sentence) -> DraftSentence:
    return DraftSentence(_said(document, sentence), (document.id, sentence.start, sentence.end))
