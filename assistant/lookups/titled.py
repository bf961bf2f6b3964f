"""Who wrote a work that a document cites, asked by the work's title.

From the references in notes and lists of works; this file doesn't know of other questions about notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Draft, DraftSentence
from assistant.messages.said_in import saying
from assistant.words.wording import content_words, fold, shown
from ingest.document import BlockKind, Document, Span
from ingest.notes import works_of

# "See also", "Vgl. z.B.", "In" before the author of a reference.
LEADS_IN = re.compile(
    r"(?i:(?:but\s+)?(?:see|cf\.?|compare|vgl\.?|siehe|voir)[,:]?\s+"
    r"(?:(?:also|auch|aussi|for example|for instance|e\.g\.|z\.\s?b\.)[,:]?\s+)*)(?=[A-ZÀ-Þ“\"‘])"
    r"|In:?\s+(?=[A-ZÀ-Þ]\s?\.)"
)
# "Who wrote the book Tolls of Lisse?"
_WROTE = re.compile(
    r"^\W*who\s+(?:wrote|edited|(?:is|are|was|were)\s+the\s+(?:author|editor)s?\s+of)\s+"
    r"(?:the\s+(?:article|book|chapter|paper|report|essay|study|thesis|poem|novel)\s+(?:called\s+|entitled\s+)?)?"
    r"(?P<title>\S.*?)[\s?.!]*$",
    re.I,
)


def without_lead(text: str, reference: Span) -> tuple[int, int]:
    """Where a reference begins behind the signal that leads it in ("See also A. Smit, …"), and where it ends."""
    lead = LEADS_IN.match(text, reference.start, reference.end)
    start = lead.end() if lead else reference.start
    length = len(text[start : reference.end].rstrip())
    return start, start + length


def by_title(text: str, scope: Sequence[Document]) -> Draft | None:
    """The first reference, in each document's notes or list of works, to the work that a question asks the author of;
    None where it asks for no author, or none has that title."""
    match = _WROTE.match(text)
    title = fold(match["title"]).strip("\"'“”‘’«»„ ") if match else ""
    if len(content_words(title)) < 2 or not re.search(r"[A-ZÀ-Þ]", match["title"] if match else ""):
        return None
    say, named = saying(text), re.compile(rf"(?<!\w){re.escape(title)}(?!\w)")
    sentences: list[DraftSentence] = []
    for document in scope:
        works = [(note, work) for note, own in zip(document.notes, works_of(document), strict=True) for work in own]
        places = [(without_lead(document.text, Span(work.start, work.end)), say.note.format(note.number) + ": ")
                  for note, work in works if work.reference is None]  # fmt: skip
        entries = [block for block in document.blocks if block.kind is BlockKind.REFERENCE]
        places += [((block.start, block.end), say.this_in_list) for block in entries]
        found = ((place, label) for place, label in places if named.search(fold(document.text[slice(*place)])))
        if first := next(found, None):
            (start, end), label = first
            sentences.append(DraftSentence(shown(document, start, end), (document.id, start, end), label))
    return Draft(tuple(sentences)) if sentences else None
