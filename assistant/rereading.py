"""What a reader makes of the best passages: which of them answers, and where.

The cross-encoder says how relevant a passage is; of a question in other words than the passage it is unsure, and of one
that only shares the passage's words too sure. This file doesn't know how passages were found.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer import Passage
from assistant.protocols import Reader, Reading
from assistant.reranking import unread
from assistant.retrieval import passage_text
from ingest.document import Span

READ = 5  # of the best passages where the cross-encoder is unsure of the first; else the first alone
NEAR, READ_NEAR = 3.0, 3  # logits below the first, and how many such are read, where the reader doubts a sure first one
SURE = 4.0  # its logit from which it is sure
WEIGHT = 4.0  # logits of the cross-encoder that one of the reader's is worth
MOST = 9.0  # log-odds of a reading, at most

# By a chunk's id: the log-odds that it answers, and the code points of the words that do.
Readings = Mapping[str, tuple[float, Span | None]]


def log_odds(probability: float) -> float:
    """The log-odds of a probability, within MOST of zero."""
    inside = min(max(probability, 1e-9), 1 - 1e-9)
    return max(-MOST, min(MOST, math.log(inside / (1 - inside))))


def probability(odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-odds))


def read(reader: Reader, query: str, passages: Sequence[Passage]) -> Readings:
    """The readings of the passages (best first) that need one; none of a query in a script that no model here reads.
    Spans are offsets into the document's text."""
    if unread(query):
        return {}
    if not passages or passages[0].score < SURE:
        return _read(reader, query, passages[:READ])
    first = _read(reader, query, passages[:1])
    if all(odds >= 0 for odds, _ in first.values()):
        return first
    near = [passage for passage in passages[1:READ_NEAR] if passage.score >= passages[0].score - NEAR]
    return {**first, **_read(reader, query, near)}


def _read(reader: Reader, query: str, passages: Sequence[Passage]) -> Readings:
    texts = [passage_text(query, passage) for passage in passages]
    found = zip(passages, texts, reader.read(query, texts), strict=True)
    return {p.chunk.id: (log_odds(r.answerable), _place(p, t, r)) for p, t, r in found}


def _place(passage: Passage, text: str, reading: Reading) -> Span | None:
    """The words that answer, where they stand in the passage itself and not in the names put before it."""
    before = len(text) - len(passage.chunk.text)
    start, end = reading.start - before, reading.end - before
    return Span(passage.chunk.start + start, passage.chunk.start + end) if 0 <= start < end else None


def reordered(passages: Sequence[Passage], readings: Readings) -> tuple[Passage, ...]:
    """The passages, best first: each loses WEIGHT times what its reading is below the best one's, those not read as
    much as the worst."""
    if len(readings) < 2:
        return tuple(passages)
    odds = [reading for reading, _ in readings.values()]
    lost = {name: WEIGHT * (reading - max(odds)) for name, (reading, _) in readings.items()}
    scored = (replace(p, score=p.score + lost.get(p.chunk.id, min(lost.values()))) for p in passages)
    return tuple(sorted(scored, key=lambda passage: -passage.score))
