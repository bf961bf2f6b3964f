"""Lists and what announces them: the items that a sentence leaves to those behind it.

This file doesn't know questions, nor which sentences answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from assistant.questions import ORDINALS
from assistant.wording import shown
from ingest.document import BlockKind, Document, Sentence

LONGEST_LIST = 8  # items, or sentences, that follow what announces them
ANNOUNCES = re.compile(r"\b(?:are|were|is|was|as)\s+(?:these|this|the following|follows)\W*$", re.I)
COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNT = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten)\b", re.I)
# "Three differences matter. The first is …": the items' first sentences, in order.
ITEM = re.compile(rf"^(?:The\s+)?(?P<ordinal>{'|'.join(ORDINALS)})(?:ly)?\b", re.I)
LONGEST_ANNOUNCEMENT = 14  # words of a sentence that announces items
ITEMS_WITHIN = 30  # sentences, of one section, in which the items begin


def announced(document: Document, sentence: Sentence) -> tuple[Sentence, ...]:
    """The sentences of the list that a sentence announces; none where it announces none."""
    if items := items_after(document, sentence):
        return items
    text = shown(document, sentence.start, sentence.end)
    if not text.endswith(":") and not ANNOUNCES.search(text):
        return ()
    index = bisect_left(document.sentences, sentence.start, key=lambda other: other.start)
    count = COUNT.search(text)
    length = COUNTS.index(count.group().lower()) if count else LONGEST_LIST
    found: list[Sentence] = []
    for item in document.sentences[index + 1 : index + 1 + length]:
        if document.blocks[item.block].kind is not BlockKind.LIST_ITEM and item.block != sentence.block:
            break
        found.append(item)
    return tuple(found)


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
            if len(items) == COUNTS.index(count.group().lower()):
                break
    return tuple(items) if len(items) > 1 else ()


def announcing(document: Document, item: Sentence) -> Sentence | None:
    """The sentence that announces an item: "Three differences matter." for "The second is cost."; None where there is
    none."""
    index = bisect_left(document.sentences, item.start, key=lambda other: other.start)
    before = document.sentences[max(0, index - ITEMS_WITHIN) : index]
    return next((one for one in reversed(before) if item in items_after(document, one)), None)
