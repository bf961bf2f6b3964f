"""What letters stand for: "What does HTC stand for?", answered where a document first writes it out.

This file doesn't know how passages are found, nor how a sentence tells it (quotes/identity.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.answer import Draft, DraftSentence
from assistant.quotes.identity import spelt, with_initials
from assistant.quotes.leads import sentence_from
from assistant.words.wording import shown
from ingest.document import Chunk, Document, Sentence


def answer(
    letters: str, chunks: Sequence[Chunk], documents: Callable[[str], Document], scope: Sequence[str]
) -> Draft | None:
    """The words that the letters stand for, as the first of the chunks that have them writes it; else a name in the
    documents of `scope` with such initials, which is told to be no more; refused where there is none."""
    for chunk in sorted(chunks, key=lambda one: (one.document, one.start)):
        document = documents(chunk.document)
        for sentence in document.sentences_in(chunk.start, chunk.end):
            if long := spelt(letters, shown(document, sentence.start, sentence.end)):
                return Draft(tuple(_told(document, sentence, long)))
    told = f"No passage found writes out what “{letters}” stands for."
    for document in map(documents, scope):
        if found := with_initials(letters, document.text):
            for sentence in document.sentences_in(found[1], found[1] + 1):
                return Draft(tuple(_told(document, sentence, found[0])), notice=f"{told} This name has its initials.")
    return Draft((), refused=True, notice=told)


def _told(document: Document, sentence: Sentence, words: str) -> Iterator[DraftSentence]:
    """The words as a sentence of their own, and the sentence that has them."""
    origin = (document.id, sentence.start, sentence.end)
    yield DraftSentence(sentence_from(words), origin)
    yield DraftSentence(shown(document, sentence.start, sentence.end), origin)
