"""How many chapters or notes a document has: "How many chapters are in the book?", "How many notes has chapter 3?".

Counted in its headings and its notes, which are quoted. This file doesn't know which document is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Draft, DraftSentence
from assistant.lookups import note_chapters, outline
from assistant.lookups.cited import means
from assistant.messages.said_in import saying
from assistant.questions import sections
from assistant.words.wording import shown
from ingest.document import Document

_MANY = r"(?:how many|wie ?viele|combien (?:de |d['’])|cu[aá]nt[ao]s|quant[eia]s?|quante|hoeveel)"
_NOTES = r"(?:(?:end|foot)\s?notes?|notes?|(?:fu(?:ß|ss)|end)noten?|anmerkungen|notas|voetnoten|eindnoten|noten)"
_CHAPTERS = r"(?:chapters?|kapitel|chapitres?|cap[ií]tulos|capitoli|hoofdstukken)"
# Something that isn't counted by its number is asked for: "How many notes cite Smit?"
_OF_SOME = re.compile(
    r"\b(?:cit|mention|refer|nam|quot|deal|discuss|about|on|nenn|erwähn|zitier|that|which|who|die|qui)\w*\b", re.I
)
_ASKS = re.compile(rf"^\W*{_MANY}\s*(?P<noun>{_NOTES}|{_CHAPTERS})\b(?P<rest>[^?]*)\??\W*$", re.I)
_CHAPTER_NOUN = re.compile(rf"^{_CHAPTERS}$", re.I)


def answer(text: str, scope: Sequence[Document]) -> Draft | None:
    """The count of the one document meant, and what was counted; None where something else is asked, or there is
    nothing to count."""
    match = _ASKS.match(" ".join(text.split()))
    if match is None or len(scope) != 1 or _OF_SOME.search(match["rest"]) or not means(match["rest"], scope[0]):
        return None
    if _CHAPTER_NOUN.match(match["noun"]):
        return _chapters(match["noun"], scope[0])
    return _notes(text, match["noun"], scope[0])


def _chapters(noun: str, document: Document) -> Draft | None:
    """The headings that call themselves chapters and bear a number."""
    found = outline.chapters(document)
    if not found:
        return None
    return Draft((replace(found[0], label=f"{len(found)} {noun}: "), *found[1:]))


def _notes(text: str, noun: str, document: Document) -> Draft | None:
    """How many notes there are, with the last of them; of a chapter its own."""
    chapter, say = note_chapters.chapter_asked(text), saying(text)
    at = sections.find(chapter, document) if chapter else None
    if chapter is not None and at is None:
        title = document.metadata.title or document.source
        return Draft((), refused=True, notice=say.no_section.format(title, chapter.number)) if document.notes else None
    notes = document.notes if at is None else note_chapters.in_chapter(document, at)
    if not notes:
        return None
    last = notes[-1]
    own = ", ".join(filter(None, (last.number, note_chapters.heading_of(document, last))))
    label = f"{len(notes)} {noun}; {say.note.format(own)}: "
    return Draft((DraftSentence(shown(document, last.start, last.end), (document.id, last.start, last.end), label),))
