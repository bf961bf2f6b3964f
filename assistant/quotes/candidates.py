"""The sentences that may answer: which of a passage's are looked at, and what of their surroundings is read with them.

This file doesn't know how they are scored or chosen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.answer import Passage
from assistant.citing import neighbours, sentence_before
from assistant.questions.analysis import Asked
from assistant.questions.belonging import vouched
from assistant.quotes.leaning import leans, needs
from assistant.quotes.listing import BULLET
from assistant.quotes.scraps import is_scrap
from assistant.situating import situated
from assistant.table_rows import row_in_words
from assistant.title_page import tells
from assistant.words.wording import shown
from ingest.document import BlockKind, Document, Sentence

Documents = Callable[[str], Document]
CONTEXT = 240  # characters of the sentence before that the cross-encoder reads too
SHORTEST = 6  # words of a line on a title page that may answer
ADDRESS = re.compile(r"(?:doi:?\s*)?(?:https?://|www\.|10\.\d{4,9}/)\S+|doi:?\s*\S+", re.I)  # and nothing else


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage. `score` is the cross-encoder's logit with what speaks for it besides, `read` what of it
    is the reader's; `around` are the sentence before it, its headings and its document's title, of which it may speak
    without naming them."""

    document: str
    sentence: Sentence
    text: str
    score: float
    around: str = ""
    read: float = 0.0

    @property
    def unread(self) -> float:
        """The score without the reader's part."""
        return self.score - self.read


Place = tuple[str, Sentence, float]  # a document's id, its sentence, the logit of the passage
Scored = tuple[tuple[Asked, tuple[Candidate, ...]], ...]


def sentences_of(passage: Passage, documents: Documents, *, of_work: bool = False) -> Iterator[tuple[str, Sentence]]:
    """The sentences of a passage that say something by themselves: no headings, no scraps, and no lines of a title
    page, unless they say of the work what is asked of it (`of_work`)."""
    document = documents(passage.chunk.document)
    for sentence in document.sentences_in(passage.chunk.start, passage.chunk.end):
        kind, text = document.blocks[sentence.block].kind, document.text[sentence.start : sentence.end].strip()
        short = len(text.split()) < SHORTEST
        asks = text.rstrip("”\"’' ").endswith("?")  # a question is no answer
        if kind is BlockKind.HEADING or asks or ADDRESS.fullmatch(text) or is_scrap(document, sentence):
            continue
        if kind is BlockKind.FRONT and not of_work and not tells(text):
            continue
        if not (kind in (BlockKind.FRONT, BlockKind.LABEL) and short):
            yield passage.chunk.document, sentence


def gone_on(passage: Passage, documents: Documents) -> Iterator[tuple[str, Sentence]]:
    """The sentence right behind a passage, in its paragraph, that speaks on of what the passage's last one names: a
    passage of "It was also …" alone is found for nothing."""
    document = documents(passage.chunk.document)
    *_, last = None, *document.sentences_in(passage.chunk.start, passage.chunk.end)
    behind = [one for one in neighbours(document, last) if one.start > last.start] if last else []
    for one in behind:
        text = shown(document, one.start, one.end)
        speaks_on = last is not None and needs(text, shown(document, last.start, last.end))
        if speaks_on and not text.endswith("?") and not is_scrap(document, one):
            yield passage.chunk.document, one


def around(document: Document, sentence: Sentence) -> str:
    """The sentence before, the headings and the title."""
    previous = sentence_before(document, sentence)
    before = shown(document, previous.start, previous.end) if previous else ""
    section = document.section_path(document.blocks[sentence.block].section)
    near = f"{before} {shown(document, sentence.start, sentence.end)}"
    return " ".join((before, *(vouched(heading, near) for heading in section), document.metadata.title or ""))


def in_context(query: str, document: Document, sentence: Sentence) -> str:
    """What the cross-encoder reads of a sentence: after the one before it where it leans on it, else after what its
    paragraph, heading and title name of the query and it doesn't."""
    text = words_of(document, sentence)
    previous = sentence_before(document, sentence)
    before = shown(document, previous.start, previous.end) if previous else ""
    if before and leans(text):
        text = f"{before[-CONTEXT:]} {text}"
    section = document.section_path(document.blocks[sentence.block].section)
    above = (vouched(heading, f"{before} {text}") for heading in reversed(section))
    return situated(query, text, (before, *above, document.metadata.title or ""))


def words_of(document: Document, sentence: Sentence) -> str:
    """A sentence as it is read and shown: a table's row with its heads, an item without its bullet."""
    text = row_in_words(document, sentence) or shown(document, sentence.start, sentence.end)
    return BULLET.sub("", text) if document.blocks[sentence.block].kind is BlockKind.LIST_ITEM else text
