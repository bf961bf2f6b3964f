"""Citations: each sentence of a draft pinned to the exact sentences of the source that support it.

Code attaches citations, not the model; a quote is always `document.text[start:end]`. This file doesn't know whether
the source really supports the sentence: checking.py does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer import Citation, CitedNote, Draft, DraftSentence, Passage
from assistant.wording import content_words
from ingest.document import BlockKind, Document, Note, Sentence

Documents = Callable[[str], Document]
Place = tuple[str, int, int]  # document id, start, end
MAX_SENTENCES = 2  # cited for one sentence of a model
MIN_OVERLAP = 0.25  # share of a sentence's content words below which nothing is cited for it


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of the answer with the numbers of its citations."""

    text: str
    citations: tuple[int, ...]


def _notes_on(document: Document, start: int, end: int) -> tuple[CitedNote, ...]:
    """The notes that hang on text[start:end] (a marker right behind it counts), or the note it is."""
    found: list[Note] = []
    for note in document.notes:
        inside = note.start <= start and end <= note.end
        if inside or any(start <= marker.start <= end and marker.end <= end + 4 for marker in note.markers):
            found.append(note)
    return tuple(
        CitedNote(note.number, document.text[note.start : note.end], note.refers_to, note.full_reference)
        for note in found
    )


def citation(document: Document, start: int, end: int, n: int) -> Citation:
    """The citation of document.text[start:end], with its place, and the notes that hang on it."""
    quote = document.text[start:end]
    assert quote and document.text[start : start + len(quote)] == quote, "a citation's quote is the document's own text"
    index = document.block_at(start)
    block = document.blocks[index] if index is not None else None
    return Citation(
        n=n,
        document=document.id,
        source=document.source,
        title=document.metadata.title,
        authors=document.metadata.authors,
        year=document.metadata.year,
        start=start,
        end=end,
        quote=quote,
        section=document.section_path(block.section) if block else (),
        paragraph=block.paragraph if block else None,
        page=document.page_at(start),
        notes=_notes_on(document, start, end),
    )


def nearest(passages: Sequence[Passage], documents: Documents) -> tuple[Citation, ...]:
    """Whole passages as citations, for a refusal to show."""
    return tuple(
        citation(documents(passage.chunk.document), passage.chunk.start, passage.chunk.end, n)
        for n, passage in enumerate(passages, start=1)
    )


def _sources_of(sentence: DraftSentence, passages: Sequence[Passage], documents: Documents) -> list[Place]:
    """The places (document, start, end), whole sentences, that a draft's sentence rests on."""
    if sentence.origin is not None:
        name, start, end = sentence.origin
        inside = list(documents(name).sentences_in(start, end))
        return [(name, inside[0].start, inside[-1].end)] if inside else [sentence.origin]
    claimed = set(content_words(sentence.text))
    scored: list[tuple[float, str, Sentence]] = []
    for passage in passages:
        document = documents(passage.chunk.document)
        for source in document.sentences_in(passage.chunk.start, passage.chunk.end):
            if document.blocks[source.block].kind is not BlockKind.HEADING:
                shared = claimed & set(content_words(document.text[source.start : source.end]))
                scored.append((len(shared) / max(len(claimed), 1), passage.chunk.document, source))
    scored.sort(key=lambda item: -item[0])
    best = [item for item in scored[:MAX_SENTENCES] if item[0] >= max(MIN_OVERLAP, 0.7 * scored[0][0])]
    return [(name, source.start, source.end) for _, name, source in best]


def cite(
    draft: Draft, passages: Sequence[Passage], documents: Documents
) -> tuple[tuple[CitedSentence, ...], tuple[Citation, ...]]:
    """The draft's sentences with their citations, numbered in order of first use."""
    numbers: dict[Place, int] = {}
    cited: list[CitedSentence] = []
    for sentence in draft.sentences:
        places = dict.fromkeys(_sources_of(sentence, passages, documents))
        found = tuple(numbers.setdefault(place, len(numbers) + 1) for place in places)
        cited.append(CitedSentence(sentence.text, found))
    return tuple(cited), tuple(citation(documents(name), start, end, n) for (name, start, end), n in numbers.items())
