"""Which chapter a note belongs to, in a book whose notes begin again at 1 with every chapter, and which one a question
names: "note 4 of chapter 2", "chapter 3, endnote 12".

This file doesn't know what notes say.
"""

from __future__ import annotations

import re

from assistant.questions import sections
from assistant.questions.sections import Part
from assistant.words.number_words import CARDINALS, ORDINALS
from assistant.words.wording import content_words
from ingest.document import Document, Note

LONGEST = 60  # code points of a heading that a label quotes
_NUMBER = rf"\d{{1,3}}|(?-i:[IVXL]+)|{'|'.join(CARDINALS[1:])}"
_NAMED = re.compile(
    rf"\b(?:{sections.CHAPTER})\s+(?:no\.?\s*|nr\.?\s*|number\s+)?(?P<number>{_NUMBER})\b(?!\s*(?:%|percent))"
    rf"|\b(?P<ordinal>{'|'.join((*ORDINALS, 'last', 'final'))})\s+chapter\b"
    r"|第\s*(?P<eastern>\d{1,3})\s*章",
    re.I,
)
_TITLED = re.compile(
    r"\bchapter\s+(?:on|about|called|titled|entitled)\s+[“\"‘'«]?(?P<title>[^?]+?)[”\"’'»]?"
    r"\s*(?:$|[?,]|\b(?:say|says|cite|cites|refer|refers|mean|means|read|reads|tell|tells|contain|contains)\b)",
    re.I,
)


def chapter_asked(text: str) -> Part | None:
    """The chapter that a question names; None where it names none."""
    if match := _NAMED.search(text):
        if ordinal := match["ordinal"]:
            last = ordinal.lower() not in ORDINALS
            return Part(place=-1) if last else Part(number=str(ORDINALS.index(ordinal.lower()) + 1))
        number = match["number"] or match["eastern"]
        return Part(str(CARDINALS.index(number.lower())) if number.lower() in CARDINALS else number)
    titled = _TITLED.search(text)
    return Part(title=titled["title"]) if titled else None


def find(part: Part, document: Document) -> int | None:
    """The index of the chapter that is meant; of a title's words the one numbered chapter that has them goes before
    sections that have them."""
    wanted = set(content_words(part.title))
    numbered = [
        index
        for index, section in enumerate(document.sections)
        if (said := sections.NUMBERED.match(section.title)) and said["named"]
        if wanted and wanted <= set(content_words(section.title))
    ]
    return numbered[0] if len(numbered) == 1 else sections.find(part, document)


def begin_again(document: Document) -> bool:
    """Whether a document's notes are numbered anew in its parts."""
    return len({note.scope for note in document.notes}) > 1


def in_chapter(document: Document, chapter: int) -> list[Note]:
    """The notes that hang on a chapter's text, or that stand in it where nothing is known to bear them."""
    section = document.sections[chapter]
    return [note for note in document.notes if section.start <= _place(note) < section.end]


def heading_of(document: Document, note: Note) -> str:
    """The heading of the chapter a note belongs to; empty where its number is that note's alone. A chapter is the
    outermost section that holds the notes of one numbering: not the part of the book that the chapter stands in."""
    if not begin_again(document):
        return ""
    place = _place(note)
    for section in document.sections:
        if section.start <= place < section.end:
            within = (other for other in document.notes if section.start <= _place(other) < section.end)
            if all(other.scope == note.scope for other in within):
                return _shortened(section.title)
    return ""


def _place(note: Note) -> int:
    return note.markers[0].start if note.markers else note.start


def _shortened(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"
