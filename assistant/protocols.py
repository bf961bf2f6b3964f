"""The small protocols behind which everything outside stands. Each has a default that works offline
and a fake in tests/fakes.py. Embeddings and chat models are LangChain's own protocols.

This file knows no implementation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Reranker(Protocol):
    """Scores how relevant texts are to a query."""

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        """One relevance logit a text, higher is more relevant, in the order given."""
        ...


@dataclass(frozen=True, slots=True)
class Judgement:
    """Calibrated probabilities, summing to 1, of what a source says of a claim."""

    supported: float
    contradicted: float
    not_found: float


class Judge(Protocol):
    """Says whether sources support claims."""

    name: str

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        """One judgement a (claim, source) pair, in order. Sources may be longer than the model's window:
        the judge cuts them into windows and takes the best."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """Whether a passage answers a question (`answerable`, a calibrated probability), and the words that do:
    code points [start, end) of the passage, `start == end` where there are none."""

    answerable: float
    start: int
    end: int


class Reader(Protocol):
    """Reads passages for the answer to a question."""

    name: str

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """One reading a passage, in order."""
        ...
