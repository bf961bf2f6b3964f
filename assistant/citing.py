"""Citations: each sentence of a draft pinned to the exact sentences of the source that support it.

Code attaches citations, not the model; a quote is always `document.text[start:end]`. This file doesn't know whether
the source really supports the sentence: checking.py does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Citation, CitedNote, CitedReference, Draft, DraftSentence, Passage
from assistant.claims.matching import quoted_sentences
from assistant.protocols import Reranker
from assistant.questions.analysis import names_in
from assistant.situating import situated
from assistant.table_rows import heads_end, row_in_words, row_with_heads
from assistant.words.wording import content_words
from ingest.document import BlockKind, Document, Note, Sentence

Documents = Callable[[str], Document]
Place = tuple[str, int, int]  # document id, start, end
MAX_SENTENCES = 2  # cited for one sentence of a model
MIN_OVERLAP = 0.25  # share of a sentence's content words (with the logit) below which nothing is cited for it
NEAREST = 8  # source sentences given to the cross-encoder for each sentence of a model
LOGITS = 20.0  # a logit weighs a twentieth of full overlap
# Two words, or a few signs of a language that doesn't part them.
SAYS = re.compile(r"[^\W\d_]{3,}\W.*?[^\W\d_]{3,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{4,}", re.DOTALL)
NEW_WORDS = 2  # of the claim, that a second source must add


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of the answer with the numbers of its citations."""

    text: str
    citations: tuple[int, ...]
    label: str = ""


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


def _references_in(document: Document, start: int, end: int) -> tuple[CitedReference, ...]:
    """The author-year citations inside text[start:end], each with the reference it stands for."""
    found = []
    for one in document.in_text_citations:
        if start <= one.start and one.end <= end:
            entries = [document.blocks[index] for index in one.entries]
            full = document.text[entries[0].start : entries[0].end] if len(entries) == 1 else None
            found.append(CitedReference(document.text[one.start : one.end], one.locator, full))
    return tuple(found)


def citation(document: Document, start: int, end: int, n: int) -> Citation:
    """The citation of document.text[start:end], with its place, the notes that hang on it, and the
    references behind its author-year citations."""
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
        page=document.pages_of(start, end),
        notes=_notes_on(document, start, end),
        references=_references_in(document, start, end),
    )


def _rows(document: Document, start: int, end: int) -> tuple[str, ...]:
    """A table's rows in words, each with the heads of its columns; empty for any other text."""
    rows = (row_in_words(document, sentence) for sentence in document.sentences_in(start, end))
    return tuple(dict.fromkeys(filter(None, rows)))  # a cell may hold more than one sentence


def nearest(passages: Sequence[Passage], documents: Documents) -> tuple[Citation, ...]:
    """Whole passages as citations, for a refusal to show; none that is but a number or a letter or two."""
    told = [passage for passage in passages if SAYS.search(passage.chunk.text)]
    out = []
    for n, passage in enumerate(told, start=1):
        document, start, end = documents(passage.chunk.document), passage.chunk.start, passage.chunk.end
        out.append(replace(citation(document, start, end, n), rows=_rows(document, start, end)))
    return tuple(out)


def _with_heads(document: Document, name: str, rows: Sequence[Sentence]) -> list[Place]:
    """The places of a table's rows, after which the head that says what their columns are."""
    block = document.blocks[rows[0].block]
    places = [(row.start, row.end) for row in rows] + [(block.start, heads_end(document, block))]
    return [(name, start, end) for start, end in dict.fromkeys(places) if start < end]


def _sources_of(
    sentence: DraftSentence, passages: Sequence[Passage], documents: Documents, reranker: Reranker | None
) -> list[Place]:
    """The places, whole sentences of a source, that a draft's sentence rests on; none where nothing is near enough."""
    if sentence.origin is not None:
        name, start, end = sentence.origin
        document = documents(name)
        block = document.block_at(start)
        if block is not None and document.blocks[block].kind is BlockKind.NOTE:
            return [sentence.origin]
        inside = list(document.sentences_in(start, end))
        if inside and document.blocks[inside[0].block].kind is BlockKind.TABLE:
            return _with_heads(document, name, inside)
        return [(name, inside[0].start, inside[-1].end)] if inside else [sentence.origin]
    claimed = Counter({word: 2 if word[0].isdigit() else 1 for word in content_words(sentence.text)})
    scored: list[tuple[float, str, Sentence, set[str]]] = []
    for passage in passages:
        document = documents(passage.chunk.document)
        for source in document.sentences_in(passage.chunk.start, passage.chunk.end):
            if document.blocks[source.block].kind is not BlockKind.HEADING:
                shared = set(claimed) & set(content_words(document.text[source.start : source.end]))
                weight = sum(claimed[word] for word in shared) / max(claimed.total(), 1)
                scored.append((weight, passage.chunk.document, source, shared))
    scored.sort(key=lambda item: -item[0])
    scored = scored[:NEAREST]
    if not scored:
        return []
    if reranker is not None:
        texts = [documents(name).text[source.start : source.end] for _, name, source, _ in scored]
        logits = reranker.score(sentence.text, texts)
        blended = [(item[0] + logit / LOGITS, *item[1:]) for item, logit in zip(scored, logits, strict=True)]
        scored = sorted(blended, key=lambda item: -item[0])
    best = scored[0]
    if best[0] < MIN_OVERLAP:
        return []
    chosen = [best]
    for item in scored[1:]:
        if len(chosen) < MAX_SENTENCES and len(item[3] - best[3]) >= NEW_WORDS and item[0] >= MIN_OVERLAP:
            chosen.append(item)
    places = [(name, source.start, source.end) for _, name, source, _ in chosen]
    _, name, source, _ = best
    named = _naming(sentence.text, documents(name), source)
    return places if named is None else [(name, named.start, named.end), *places]


def _naming(claim: str, document: Document, source: Sentence) -> Sentence | None:
    """The sentence before, where it has a name of the claim's that the source leaves to it: "The grouping has met
    since" after one that says which."""
    text, before = document.text[source.start : source.end], sentence_before(document, source)
    if before is None:
        return None
    lacking = {word for name in names_in(claim) for word in content_words(name)} - set(content_words(text))
    return before if lacking & set(content_words(document.text[before.start : before.end])) else None


def sentence_before(document: Document, sentence: Sentence) -> Sentence | None:
    """The sentence before, in the same block."""
    index = bisect_left(document.sentences, sentence.start, key=lambda other: other.start)
    previous = document.sentences[index - 1] if index else None
    return previous if previous is not None and previous.block == sentence.block else None


def neighbours(document: Document, sentence: Sentence) -> tuple[Sentence, ...]:
    """The sentences before and behind, in the same block."""
    index = bisect_left(document.sentences, sentence.start, key=lambda other: other.start)
    near = document.sentences[max(index - 1, 0) : index + 2]
    return tuple(one for one in near if one.block == sentence.block and one.start != sentence.start)


def source_text(claim: str, citation: Citation) -> str:
    """What a claim is checked against: the quote, after the names of the claim that its heading and title have and it
    doesn't, and where the claim names the source's author, who that is."""
    if quoted_sentences(claim, citation.quote):
        return citation.quote
    around = (*reversed(citation.section), citation.title or "")
    quote = citation.quote if "\t" in citation.quote else situated(claim, citation.quote, around)
    families = [name.split()[-1] for name in citation.authors if name.split()]
    if any(family in claim for family in families):
        who = ", ".join(citation.authors) + (f" ({citation.year})" if citation.year else "")
        return f"{who}: {quote}"
    return quote


def _cells_said(claim: str, row: str) -> str:
    """A row as it reads; those cells alone that the claim repeats, where it says nothing else: what stands in the other
    columns speaks neither for nor against it."""
    cells = row.rstrip(".").split("; ")
    said = claim.strip().rstrip(".").split("; ")
    told = [cell for one in said for cell in cells if one in (cell, cell.split(": ")[-1])]
    return "; ".join(dict.fromkeys(told)) + "." if len(told) == len(said) else row


def sources_of(claim: str, citations: Sequence[Citation]) -> list[str]:
    """What a claim is checked against: its citations' quotes; a table's row with the heads of its columns as one."""
    if 0 < len(citations) <= 2 and len(citations[0].rows) == 1 and not any(one.rows for one in citations[1:]):
        return [_cells_said(claim, citations[0].rows[0])]
    quotes = [source_text(claim, citation) for citation in citations]
    if len(quotes) == 2 and "\t" in quotes[0] and (read := row_with_heads(*reversed(quotes))):
        return [read]
    return quotes


def cite(
    draft: Draft, passages: Sequence[Passage], documents: Documents, reranker: Reranker | None = None
) -> tuple[tuple[CitedSentence, ...], tuple[Citation, ...]]:
    """The draft's sentences with their citations, numbered in order of first use."""
    numbers: dict[Place, int] = {}
    cited: list[CitedSentence] = []
    for sentence in draft.sentences:
        places = dict.fromkeys(_sources_of(sentence, passages, documents, reranker))
        found = tuple(numbers.setdefault(place, len(numbers) + 1) for place in places)
        cited.append(CitedSentence(sentence.text, found, sentence.label))
    return tuple(cited), tuple(_placed(documents(name), start, end, n) for (name, start, end), n in numbers.items())


def _placed(document: Document, start: int, end: int, n: int) -> Citation:
    """A citation; of a table's row, with how the row reads under its heads."""
    return replace(citation(document, start, end, n), rows=_rows(document, start, end))
