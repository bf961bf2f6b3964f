"""A question on its way: what was searched for it, and what was found.

This file doesn't know how either is done.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.answer import Passage, Question
from assistant.questions.analysis import Asked
from assistant.quotes.quoting import Scored
from assistant.refusals.refusing import Assessment
from assistant.retrieval import Gathered, Plan
from assistant.words.wording import fold
from ingest.store import DocumentSummary


@dataclass(frozen=True, slots=True)
class Searched:
    """A question with its candidates: what is asked, where it was looked for, and what was found, not yet ordered."""

    question: Question
    asked: Asked
    plan: Plan
    gathered: Gathered
    scope: tuple[str, ...]  # ids of the documents searched
    notes: bool  # whether it asks for notes
    everywhere: bool = False  # whether notes and references are searched beside the text
    before: tuple[tuple[str, int, int], ...] = ()  # where the answer before a follow-up stands: document id, start, end

    @property
    def named_alone(self) -> tuple[str, ...]:
        """The documents in which alone was searched because the question names them."""
        named = self.plan.named
        return named if named and self.plan.where.documents == named and not self.question.documents else ()


@dataclass(frozen=True, slots=True)
class Found:
    """The passages, best first, their sentences for each part of the question, and how sure it is that they answer."""

    searched: Searched
    asked: Asked
    passages: tuple[Passage, ...]
    scored: Scored
    assessment: Assessment


def known_words(documents: Sequence[DocumentSummary], named: Collection[str]) -> frozenset[str]:
    """The words of authors' names, and of the titles of documents that the question names (by id): it may have them
    without their standing in the text."""
    names = [name for summary in documents for name in summary.metadata.authors]
    names += [summary.metadata.title or "" for summary in documents if summary.id in named]
    return frozenset(fold(word).strip(".:,'\"").removesuffix("'s") for name in names for word in name.split())
