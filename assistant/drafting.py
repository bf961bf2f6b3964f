"""Drafts of answers: from the documents' own sentences, or by a language model that writes from passages.

This file doesn't know how sentences are cited or checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from assistant.answer import Draft, DraftSentence, Passage, TextEvent
from assistant.protocols import Reranker
from assistant.wording import readable
from ingest.document import BlockKind, Document, Sentence

Documents = Callable[[str], Document]
MAX_SENTENCES = 3
MARGIN = 2.5  # logits below the best sentence at which a further sentence no longer belongs to the answer


class Drafter(Protocol):
    """Writes a draft: yields text as it comes, and last the Draft."""

    def draft(self, query: str, passages: Sequence[Passage], documents: Documents) -> Iterator[TextEvent | Draft]: ...


class QuoteDrafter:
    """Answers with the fewest of the documents' own sentences."""

    def __init__(self, reranker: Reranker) -> None:
        self._reranker = reranker

    def draft(self, query: str, passages: Sequence[Passage], documents: Documents) -> Iterator[TextEvent | Draft]:
        """The best sentences of the passages, in the order of the best."""
        places = list(dict.fromkeys(_sentences(passages, documents)))
        texts = [readable(documents(name).text[sentence.start : sentence.end]) for name, sentence in places]
        scores = self._reranker.score(query, texts)
        order = sorted(range(len(places)), key=lambda i: -scores[i])[:MAX_SENTENCES]
        chosen = [i for i in order if scores[i] >= scores[order[0]] - MARGIN]
        sentences = tuple(DraftSentence(texts[i], (places[i][0], places[i][1].start, places[i][1].end)) for i in chosen)
        for sentence in sentences:
            yield TextEvent(sentence.text + " ")
        yield Draft(sentences, refused=not sentences)


def _sentences(passages: Sequence[Passage], documents: Documents) -> Iterator[tuple[str, Sentence]]:
    """The sentences of the passages, headings left out."""
    for passage in passages:
        document = documents(passage.chunk.document)
        for sentence in document.sentences_in(passage.chunk.start, passage.chunk.end):
            if document.blocks[sentence.block].kind is not BlockKind.HEADING:
                yield passage.chunk.document, sentence
