"""Which parts a document has: "What sections does the chapter have?", "How is Korver's article organised?"

Its headings, in their order, each cited where it stands. This file doesn't know which document is meant, nor what
stands under a heading (sections.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Draft, DraftSentence
from assistant.lookups.about import WORK
from assistant.questions import sections
from assistant.words.wording import fold, readable
from ingest.document import BlockKind, Document, Section

MOST = 40  # headings
_PARTS = r"(?:sub-?)?(?:sections?|headings?|parts?|chapters?)"
ASKS = re.compile(
    rf"^(?:what|which)(?: are)?(?: all)?(?: the)? {_PARTS}"
    rf"(?: (?:does|do|has|have) .*\b(?:have|contain|comprise|consist of)| (?:is|are) .*\bdivided into| make up .+"
    rf"| (?:of|in) (?:the|this|that) {WORK}| (?:are there )?in (?:the|this|that) {WORK}| (?:has|have) .+|)$"
    rf"|^(?:list|name|give|show)(?: me)?(?: all)?(?: the)? {_PARTS} (?:of|in) .+$"
    rf"|^into (?:what|which|how many) {_PARTS} (?:is|does) .+$"
    r"|^how (?:is|are) .+ (?:organi[sz]ed|structured|divided(?: up)?|built up|laid out|arranged)$"
    r"|^(?:what(?:[’']s| is)|show|give)(?: me)? the (?:structure|table of contents|contents)(?: of .+)?$",
    re.I,
)
OF_WORK = re.compile(rf"\b{WORK}\b|\btable of contents\b|\bheadings?\b", re.I)
# What the sections are asked for, and not what one of them says or what else has parts.
NOT_OF_WORK = re.compile(r"\b(?:say|says|discuss(?:es)?|deals?|mentions?|about|cites?|argues?)\b", re.I)


# The chapters are asked for, and not what they have in them.
OF_CHAPTERS = re.compile(r"\bchapters\b(?! and\b)", re.I)


def chapter_sections(document: Document) -> tuple[Section, ...]:
    """The sections whose headings call them chapters and number them; none where there aren't two."""
    found = tuple(
        section
        for section in document.sections
        if re.match(sections.CHAPTER, section.title, re.I)
        and (said := sections.NUMBERED.match(section.title))
        and said["named"]
    )
    return found if len(found) > 1 else ()


def chapters(document: Document) -> tuple[DraftSentence, ...]:
    """The headings of its chapters, each where it stands."""
    found = []
    for section in chapter_sections(document):
        start = document.text.find(section.title, section.start, section.end)
        if start >= 0:
            place = (document.id, start, start + len(section.title))
            found.append(DraftSentence(readable(section.title), place))
    return tuple(found)


def asks(text: str) -> bool:
    """Whether a question asks which parts a work has."""
    plain = " ".join(text.split()).strip(" ?.!")
    return ASKS.match(plain) is not None and NOT_OF_WORK.search(plain) is None


def answer(text: str, scope: Sequence[Document]) -> Draft | None:
    """The headings of the one document meant; None where something else is asked, or it has none. What has the parts
    must be called a work: a mill has parts too."""
    if len(scope) != 1 or not asks(text) or not OF_WORK.search(text):
        return None
    document = scope[0]
    if OF_CHAPTERS.search(text) and (own := chapters(document)):
        return Draft(own)
    title = fold(document.metadata.title or "")
    found = []
    for block in document.blocks:
        words = document.text[block.start : block.end].strip(" #\n")
        if block.kind is BlockKind.HEADING and words and fold(words) not in title:
            start = document.text.index(words, block.start)
            found.append(DraftSentence(readable(words), (document.id, start, start + len(words))))
    more = f"{len(found) - MOST} more headings are left out." if len(found) > MOST else None
    return Draft(tuple(found[:MOST]), notice=more) if found else None
