"""Where the last answer stands in the documents: its sentences found there again, letter for letter.

A history holds only what was said, so this is how a follow-up knows which documents an answer was drawn from, and how
"Where does it say that?" and "What does the note say?" are answered. A language model's own sentences stand nowhere,
and are found nowhere. This file doesn't know how answers are made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import Draft, DraftSentence, Question, Turn
from assistant.conversation import that_ask
from assistant.follow_ups.about_answers import asks_note, asks_sure, asks_where
from assistant.follow_ups.topics import MARKERS, SENTENCES, refuses
from assistant.lookups import noting
from assistant.messages.said_in import saying
from assistant.quotes.quoting import Candidate, Scored
from assistant.words.labels import author_label
from assistant.words.wording import fold, shown
from ingest.document import Document

if TYPE_CHECKING:
    from ingest.library import Library, SearchFilter

Place = tuple[str, int, int]  # document id, start, end
MOST = 4  # sentences of an answer that are looked for
HITS = 3  # chunks, best first, in which a sentence is looked for
LEAST = 16  # letters of a sentence that are enough to know it again
CLAIM = re.compile(rf"(?:{MARKERS.pattern})+\s*")


def said(history: Sequence[Turn]) -> tuple[str, ...]:
    """The sentences of the last answer of a conversation that isn't a refusal, each after whose words they are."""
    answers = [turn.text for turn in that_ask(history) if turn.role == "assistant" and not refuses(turn.text)]
    claims = CLAIM.split(answers[-1]) if answers else []
    return tuple(dict.fromkeys(claim.strip() for claim in claims if claim.strip()))


def places(history: Sequence[Turn], library: Library, where: SearchFilter) -> tuple[Place, ...]:
    """Where the sentences of the last answer stand in the documents of `where`, in its order."""
    found: list[Place] = []
    for claim in said(history)[:MOST]:
        at = next(filter(None, (_place(words, library, where) for words in _without_labels(claim))), None)
        each = [at] if at else [_place(one, library, where) for one in SENTENCES.split(claim)[:MOST]]
        found += [place for place in each if place]
    return tuple(dict.fromkeys(found))


def _without_labels(claim: str) -> Iterator[str]:
    """A claim as said, and without what stands before its colons: a label may be a title that has one itself."""
    parts = claim.split(": ")
    for first in range(min(len(parts), MOST)):
        yield ": ".join(parts[first:])


def _letters(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalpha())


def _place(sentence: str, library: Library, where: SearchFilter) -> Place | None:
    """The first place whose letters are the sentence's: a whole sentence of a document, or several."""
    wanted = _letters(sentence)
    if len(wanted) < LEAST:
        return None
    for hit in library.full_text(sentence, HITS, where=where):
        document = library.document(hit.chunk.document)
        inside = list(document.sentences_in(hit.chunk.start, hit.chunk.end))
        letters = [_letters(shown(document, one.start, one.end)) for one in inside]
        for first, begin in enumerate(letters):
            if not begin or not (wanted.startswith(begin) or wanted in begin):
                continue
            last, joined = first, begin
            while len(joined) < len(wanted) and last + 1 < len(letters):
                last, joined = last + 1, joined + letters[last + 1]
            if wanted in joined:
                return document.id, inside[first].start, inside[last].end
    return None


def preferring(scored: Scored, documents: Container[str], by: float) -> Scored:
    """The sentences for each part of a question, in the order that so many logits in favour of these documents give;
    the first keeps its own score."""
    return tuple((part, tuple(_preferred(every, documents, by))) for part, every in scored)


def _preferred(every: Sequence[Candidate], documents: Container[str], by: float) -> Iterator[Candidate]:
    moved = sorted(every, key=lambda one: -(one.score + by * (one.document in documents)))
    back = by * bool(moved and moved[0].document in documents)
    for one in moved:
        yield replace(one, score=one.score + by * (one.document in documents) - back)


def without(scored: Scored, found: Sequence[Place]) -> Scored:
    """The sentences for each part of a question, without those of the last answer; all where no other is left."""
    told = set(found)
    left = tuple(
        (part, tuple(c for c in every if (c.document, c.sentence.start, c.sentence.end) not in told))
        for part, every in scored
    )
    return left if all(every for _, every in left) else scored


def answer(question: Question, found: Sequence[Place], documents: Callable[[str], Document]) -> Draft | None:
    """The last answer's sentences again, each after whose they are and on which page or in which section, where that is
    asked; or the notes that hang on them. None where something else is asked, it was a refusal, or they stand
    nowhere."""
    text, last = question.text, [turn.text for turn in that_ask(question.history) if turn.role == "assistant"][-1:]
    if not found or any(map(refuses, last)):
        return None
    if asks_note(text):
        say = saying(text)
        return noting.hanging_on(found, documents, say) or Draft(tuple(_again(found, documents)), notice=say.hangs_none)
    if not asks_where(text):
        return None
    draft = Draft(tuple(_again(found, documents)))
    return replace(draft, notice=saying(text).checked) if asks_sure(text) else draft


def _again(found: Sequence[Place], documents: Callable[[str], Document]) -> Iterator[DraftSentence]:
    for name, start, end in found:
        document = documents(name)
        who = author_label(document.metadata, document.source).removesuffix(": ")
        at = _whereabouts(document, start)
        yield DraftSentence(shown(document, start, end), (name, start, end), f"{who}{', ' if at else ''}{at}: ")


def _whereabouts(document: Document, start: int) -> str:
    """ "p. 44", else the heading that a place stands under; empty where neither is known."""
    page = document.page_at(start)
    if page and page.printed:
        return f"p. {page.printed}"
    if page and page.pdf:
        return f"p. {page.pdf} of the file"
    index = document.block_at(start)
    path = document.section_path(document.blocks[index].section) if index is not None else ()
    return f"under “{path[-1]}”" if path and path[-1] != document.metadata.title else ""
