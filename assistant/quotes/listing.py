"""Lists and what announces them: the items that a sentence leaves to those behind it.

This file doesn't know questions, nor which sentences answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from assistant.table_rows import row_in_words
from assistant.words.number_words import CARDINALS, ORDINALS
from assistant.words.wording import shown
from ingest.document import BlockKind, Document, Sentence, TextStyle

LONGEST_LIST = 8  # sentences of its own paragraph that follow what announces them
LONGEST = 24  # items of a list
ANNOUNCES = re.compile(r"\b(?:are|were|is|was|as)\s+(?:these|this|the following|follows)\W*$|:(?:\s*\d{1,2})?$", re.I)
# "The following tolls are due.": what comes next, if that is a list.
FOLLOWING = re.compile(
    r"\bthe following\b(?!\s+(?:years?|months?|weeks?|days?|mornings?|nights?|evenings?|decades?|century|centuries"
    r"|pages?|chapters?|sections?|winter|spring|summer|autumn)\b)|\b(?:listed|set out|as) (?:below|follows)\b",
    re.I,
)
ASIDE = (BlockKind.NOTE, BlockKind.LABEL, BlockKind.CAPTION)  # may stand between a list and what announces it
TORN = (BlockKind.PARAGRAPH, BlockKind.QUOTE)  # what a page break tears off an item is taken for
LABELLED = re.compile(r"^\(?(?P<label>\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+\S", re.I)  # "1. Tolls", "(a) tolls"
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
UNFINISHED = re.compile(r"[^.;:!?]$")
BULLET = re.compile(r"^[*•‣◦▪●○■–-]\s")
SAYS = re.compile(r"[^\W\d_]")  # the numbers of a list of notes say nothing
LONGEST_TERM = 8  # words of a term that is defined
COUNT = re.compile(rf"\b(?:{'|'.join(CARDINALS[2:11])})\b", re.I)
# "Three differences matter. The first is …": the items' first sentences, in order.
ITEM = re.compile(rf"^(?:The\s+)?(?P<ordinal>{'|'.join(ORDINALS)})(?:ly)?\b", re.I)
LONGEST_ANNOUNCEMENT = 14  # words of a sentence that announces items
ITEMS_WITHIN = 30  # sentences, of one section, in which the items begin
# "The 1970s were lively. In 1972 …. In 1975 ….": what happened in a time is told by the year.
SPAN_OF_YEARS = re.compile(
    r"\b(?P<decade>(?:1\d|20)\d0)s\b|\b(?P<first>1\d{3}|20\d\d)(?:\s?[–-]\s?|\s(?:and|to|until)\s)(?P<last>1\d{3}|20\d\d)\b"
)
IN_YEAR = re.compile(r"^(?:In|By|From|Since|On)\s(?:[^\s,]+\s){0,3}?(?P<year>1\d{3}|20\d\d)\b")


def announced(document: Document, sentence: Sentence) -> tuple[Sentence, ...]:
    """The sentences of the list that a sentence announces; none where it announces none."""
    if items := items_after(document, sentence):
        return items
    text = shown(document, sentence.start, sentence.end)
    surely = ANNOUNCES.search(text)
    if not surely and not FOLLOWING.search(text):
        return ()
    if found := _labelled(document, sentence):
        return found
    index = bisect_left(document.sentences, sentence.start, key=lambda other: other.start)
    count = COUNT.search(text)
    length = CARDINALS.index(count.group().lower()) if count else LONGEST_LIST
    same = tuple(one for one in document.sentences[index + 1 : index + 1 + length] if one.block == sentence.block)
    if same:
        return same if surely else ()
    return items_of(document, sentence.block)


def _labelled(document: Document, sentence: Sentence) -> tuple[Sentence, ...]:
    """The sentences behind one that are numbered from 1, a or i, whatever blocks they stand in."""
    index = bisect_left(document.sentences, sentence.start, key=lambda other: other.start)
    section = document.blocks[sentence.block].section
    items: list[Sentence] = []
    for other in document.sentences[index + 1 : index + 1 + ITEMS_WITHIN]:
        block = document.blocks[other.block]
        if block.kind in ASIDE:
            continue
        if block.section != section or len(items) == len(ROMAN):
            break
        match = LABELLED.match(document.text[other.start : other.end])
        n = len(items)
        if match and match["label"].lower() in (str(n + 1), chr(ord("a") + n), ROMAN[n]):
            items.append(other)
        elif not items:
            break
    return tuple(items) if len(items) > 1 else ()


def items_of(document: Document, before: int) -> tuple[Sentence, ...]:
    """The first sentences of the items of the list, or the rows of the table, that follows block `before`; of terms
    with their definitions the terms. What a page break tore off an item goes with it."""
    following = range(before + 1, len(document.blocks))
    first = next((i for i in following if document.blocks[i].kind not in ASIDE), None)
    if first is not None and document.blocks[first].kind is BlockKind.TABLE:
        return _rows(document, first)[:LONGEST]
    run: list[int] = []  # the list's blocks
    for i in following:
        block, text = document.blocks[i], _text(document, run[-1]) if run else ""
        own = _text(document, i)
        torn = bool(run) and block.kind in TORN and own[:1].islower() and UNFINISHED.search(text)
        if (block.kind is BlockKind.LIST_ITEM and SAYS.search(own)) or torn:
            run.append(i)
        elif block.kind not in ASIDE:
            break
    return tuple(one for i in _own_items(document, run) if (one := _first_of(document, i)) is not None)[:LONGEST]


def _own_items(document: Document, run: Sequence[int]) -> list[int]:
    """Of the blocks of a list those that are its own items: no further paragraphs of them, no lists inside them, no
    definitions of terms."""
    if not run:
        return []
    levels = {style.start: style.level for style in document.styles if style.style is TextStyle.ITEM}
    level = levels.get(document.blocks[run[0]].start)
    if level is not None:
        return [i for i in run if levels.get(document.blocks[i].start) == level or _torn(document, i)]
    terms = [i for i, after in pairwise(run) if _is_term(document, i) and not _is_term(document, after)]
    return terms if terms[:1] == [run[0]] and len(terms) > 1 else list(run)


def _rows(document: Document, table: int) -> tuple[Sentence, ...]:
    block = document.blocks[table]
    return tuple(one for one in document.sentences_in(block.start, block.end) if row_in_words(document, one))


def _text(document: Document, block: int) -> str:
    return document.text[document.blocks[block].start : document.blocks[block].end].strip()


def _torn(document: Document, block: int) -> bool:
    return document.blocks[block].kind in TORN


def _is_term(document: Document, block: int) -> bool:
    """Whether a block may be a term that the next one defines."""
    text = _text(document, block)
    short = len(text.split()) <= LONGEST_TERM
    return short and UNFINISHED.search(text) is not None and not BULLET.match(text) and not _torn(document, block)


def _first_of(document: Document, block: int) -> Sentence | None:
    return next(document.sentences_in(document.blocks[block].start, document.blocks[block].end), None)


def under_heading(document: Document, item: Sentence) -> tuple[Sentence, ...]:
    """The items of a list that stands right below a heading, which announces it, where a sentence is the first."""
    before = item.block - 1
    if before < 0 or document.blocks[before].kind is not BlockKind.HEADING:
        return ()
    return items_of(document, before) if document.blocks[item.block].kind is BlockKind.LIST_ITEM else ()


def items_after(document: Document, sentence: Sentence) -> tuple[Sentence, ...]:
    """The sentences that begin the items which a sentence announces: "The first is cost." after "Three differences
    matter."; none where it announces none."""
    index = bisect_left(document.sentences, sentence.start, key=lambda other: other.start)
    words = document.text[sentence.start : sentence.end].split()
    count = COUNT.search(" ".join(words))
    if count is None or len(words) > LONGEST_ANNOUNCEMENT:
        return ()
    section = document.blocks[sentence.block].section
    items: list[Sentence] = []
    for other in document.sentences[index + 1 : index + 1 + ITEMS_WITHIN]:
        if document.blocks[other.block].section != section:
            break
        if not items and other is not document.sentences[index + 1]:
            break
        match = ITEM.match(document.text[other.start : other.end])
        if match and match["ordinal"].lower() == ORDINALS[len(items)]:
            items.append(other)
            if len(items) == CARDINALS.index(count.group().lower()):
                break
    return tuple(items) if len(items) > 1 else ()


def announcing(document: Document, item: Sentence) -> Sentence | None:
    """The sentence that announces an item, "Three differences matter." for "The second is cost.", "Tolls fell on:" for
    "foreign ships"; None where there is none."""
    index = bisect_left(document.sentences, item.start, key=lambda other: other.start)
    before = document.sentences[max(0, index - ITEMS_WITHIN) : index]
    return next((one for one in reversed(before) if item in announced(document, one)), None)


def chronicle(document: Document, sentence: Sentence, question: str) -> tuple[Sentence, ...]:
    """The sentences that tell year by year, right behind one that names the time the question is about, what happened
    in it."""
    text = shown(document, sentence.start, sentence.end)
    asked = {match.group() for match in SPAN_OF_YEARS.finditer(question)}
    times = [match for match in SPAN_OF_YEARS.finditer(text) if match.group() in asked]
    if len(times) != 1 or IN_YEAR.match(text):
        return ()
    first = int(times[0]["decade"] or times[0]["first"])
    last = first + 9 if times[0]["decade"] else int(times[0]["last"])
    index = bisect_left(document.sentences, sentence.start, key=lambda other: other.start)
    told: list[Sentence] = []
    for other in document.sentences[index + 1 : index + 1 + LONGEST_LIST]:
        match = IN_YEAR.match(shown(document, other.start, other.end))
        if other.block != sentence.block or match is None or not first <= int(match["year"]) <= last:
            break
        told.append(other)
    return tuple(told) if len(told) > 1 else ()
