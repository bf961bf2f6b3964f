"""Passages for a question: dense top-n united with full-text top-n, then ordered by the cross-encoder.

Equal-weight rank fusion was measured to hurt when the wording differs, so the two lists only choose candidates.
This file doesn't know how a library keeps its documents or how an answer is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import Passage, Question
from assistant.protocols import Reranker
from ingest.document import Chunk, ChunkKind

if TYPE_CHECKING:
    from ingest.library import Library, SearchFilter

# What is searched when a question doesn't ask for notes: notes would drown the body.
BODY_KINDS = (ChunkKind.BODY, ChunkKind.CAPTION, ChunkKind.TABLE, ChunkKind.FRONT)


def filter_of(question: Question, library: Library, kinds: Sequence[ChunkKind] = BODY_KINDS) -> SearchFilter:
    """The question's own limits, with document names made ids. Raises DocumentNotFoundError."""
    from ingest.library import SearchFilter

    return SearchFilter(
        documents=tuple(library.resolve(name) for name in question.documents),
        authors=question.authors,
        years=question.years,
        kinds=tuple(kinds),
    )


def find_candidates(query: str, library: Library, where: SearchFilter, n: int) -> tuple[Passage, ...]:
    """The union of the n best dense and the n best full-text hits, interleaved by rank; not yet scored."""
    dense, full_text = library.dense(query, n, where=where), library.full_text(query, n, where=where)
    ranks: dict[str, dict[str, int]] = {}
    chunks: dict[str, Chunk] = {}
    for name, hits in (("dense_rank", dense), ("full_text_rank", full_text)):
        for rank, hit in enumerate(hits, start=1):
            chunks[hit.chunk.id] = hit.chunk
            ranks.setdefault(hit.chunk.id, {})[name] = rank
    summaries = {summary.id: summary for summary in library.documents()}
    order = sorted(chunks, key=lambda key: min(ranks[key].values()))
    return tuple(
        Passage(
            chunk=chunks[key],
            score=0.0,
            source=summaries[chunks[key].document].source,
            metadata=summaries[chunks[key].document].metadata,
            dense_rank=ranks[key].get("dense_rank"),
            full_text_rank=ranks[key].get("full_text_rank"),
        )
        for key in order
        if chunks[key].document in summaries
    )


def rank(query: str, candidates: Sequence[Passage], reranker: Reranker) -> tuple[Passage, ...]:
    """The candidates with the reranker's scores, best first."""
    scores = reranker.score(query, [passage.chunk.text for passage in candidates])
    scored = [replace(passage, score=score) for passage, score in zip(candidates, scores, strict=True)]
    return tuple(sorted(scored, key=lambda passage: -passage.score))


def retrieve(
    query: str, library: Library, reranker: Reranker, *, where: SearchFilter, candidates: int = 10, keep: int = 5
) -> tuple[Passage, ...]:
    """The `keep` best passages for a query, best first."""
    return rank(query, find_candidates(query, library, where, candidates), reranker)[:keep]
