"""What a sentence can't be read without: the one it leans on, and the list it announces.

This file doesn't know which sentences answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.citing import sentence_before
from assistant.listing import announced
from assistant.wording import shown
from ingest.document import Document, Sentence

# A sentence that begins so leans on the one before it.
LEANS = re.compile(
    r"^(?:However|This|These|That|Those|Such|It|They|He|She|Its|Their|His|Her|But|Yet|And|So|Therefore|Thus|Hence"
    r"|Instead|Nevertheless|Nonetheless|Consequently|Accordingly|As a result|In this (?:way|sense|respect)"
    r"|For this reason"
    r"|The (?:first|second|third|fourth|fifth)(?:,[^,]{1,60},)? (?:is|was)"
    r"|For these reasons|Moreover|Furthermore|Similarly|Likewise|The (?:latter|former|same)|Again|Then|Still|Rather"
    r"|In (?:contrast|turn|addition|short|other words)|On the (?:other hand|contrary)|Conversely|Otherwise|Here"
    r"|There)\b"
    r"(?! (?:is|are|was|were) (?:no|a|an|many|several|few)\b)"
)
# What a sentence that is leant on may itself point back to: "on that very day".
POINTS = re.compile(r"\b(?:that|the same) (?:very )?(?:day|week|month|year|night|time|moment|meeting|speech)\b", re.I)


def leans(text: str) -> bool:
    """Whether a sentence leans on the one before it."""
    return LEANS.match(text) is not None


def whole_thought(document: Document, sentence: Sentence) -> Iterator[Sentence]:
    """The sentence, after the one it leans on, and before the list it announces."""
    previous = sentence_before(document, sentence)
    if previous is not None and leans(shown(document, sentence.start, sentence.end)) and not _asks(document, previous):
        earlier = sentence_before(document, previous)
        text = shown(document, previous.start, previous.end)
        if earlier is not None and POINTS.search(text) and not _asks(document, earlier):
            yield earlier
        yield previous
    yield sentence
    yield from announced(document, sentence)


def _asks(document: Document, sentence: Sentence) -> bool:
    return shown(document, sentence.start, sentence.end).endswith("?")
