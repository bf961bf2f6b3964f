"""Sentences that say nothing by themselves: a table's heads and bare figures, units, axis labels, lines of contents,
words without a verb. They are what a page's layout leaves behind, and never an answer.

This file doesn't know questions. Whether words are without a verb it only knows of English.
"""

from __future__ import annotations

import re

from assistant.table_rows import heads_end, row_in_words
from assistant.words.verbs import BASE_FORMS
from assistant.words.wording import shown
from ingest.document import BlockKind, Document, Sentence

LETTERS = re.compile(r"[^\W\d_]{2}")
RUN = re.compile(r"(?:(?:^|(?<=\s))[-–(]?\d(?:[\d.,]*\d)?[%)]?(?:\s+|$)){5}")  # "1999 2000 1999 2000 12.4"
UNITS = re.compile(r"[\[(][^\])]*\b[\d.,]+\s+represents?\s+[$€£¥]?\d")  # "(16.2 represents $16,200,000)"
LEADERS = re.compile(r"(?:\.\s?){5,}")  # "All other toys . . . . . . 3,269", "Chapter 2 ........ 17"
SOURCE = re.compile(r"^(?:Sources?|Quellen?|Fuentes?)\s*:", re.I)
ENDS = re.compile(r"[.!?:;…][)\]”\"’'\d]*$")
UNIT = re.compile(r"\s*\([^()]*\)$")  # behind a head: "Quantity (mil.)"
SHORT = 8  # words of a line that may be a head or a label
VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|shall|should|may|might|must|means?"
    r"|stands?|[a-z]{3,}ed)\b"
)
MOST_FIGURES = 2.0  # figures a word, from which a line only counts


def is_scrap(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence says nothing by itself."""
    kind, text = document.blocks[sentence.block].kind, shown(document, sentence.start, sentence.end)
    if kind is BlockKind.TABLE:
        return _is_scrap_of_table(document, sentence, text)
    words, figures = _counts(text)
    if figures and (figures >= MOST_FIGURES * words or RUN.search(text)):
        return True
    if UNITS.search(text) or LEADERS.search(text) or SOURCE.match(text):
        return True
    return kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE) and _is_label(document, text)


def _counts(text: str) -> tuple[int, int]:
    """How many words and how many figures a text has."""
    tokens = text.split()
    words = sum(bool(LETTERS.search(token)) for token in tokens)
    return words, sum(any(c.isdigit() for c in token) and not LETTERS.search(token) for token in tokens)


def _is_scrap_of_table(document: Document, sentence: Sentence, text: str) -> bool:
    """Whether it is of the head of a table, or a row whose figures no head puts into words."""
    row = row_in_words(document, sentence)
    if sentence.start < heads_end(document, document.blocks[sentence.block]) or LEADERS.search(row or text):
        return True
    words, figures = _counts(text)
    return not LETTERS.search(row or text) or (not row and figures >= max(words, 1))


def _is_label(document: Document, text: str) -> bool:
    """Whether a short line has neither a stop nor a verb: the label of an axis, a head of a column."""
    text = UNIT.sub("", text)
    words = text.split()
    if len(words) > SHORT or ENDS.search(text) or document.metadata.language not in (None, "en") or not text.isascii():
        return False
    return not VERB.search(text) and not any(word in BASE_FORMS for word in words)
