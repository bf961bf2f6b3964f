"""The steps of answering in order, as one LangChain Runnable; no logic of its own.

`invoke` gives the Answer; `stream` gives StageEvent and TextEvent as they come, and last the Answer. This file
doesn't know how any step is done.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableConfig

from assistant import citing, prompts, refusing, retrieval
from assistant.answer import Answer, Citation, Claim, Draft, Event, Passage, Question, StageEvent, Turn
from assistant.checking import check_claim
from assistant.conversation import standalone
from assistant.drafting import Drafter, QuoteDrafter
from assistant.protocols import Judge, Reader, Reranker
from assistant.reranking import load_reranker
from assistant.settings import Settings

if TYPE_CHECKING:
    from ingest.library import Library

CACHED_DOCUMENTS = 64
Input = Question | str | Mapping[str, Any]


def as_question(value: Input) -> Question:
    """A question from text, or from a mapping with the fields of Question (history as {"role", "text"})."""
    if isinstance(value, Question):
        return value
    if isinstance(value, str):
        return Question(value)
    fields = dict(value)
    if "question" in fields:
        fields["text"] = fields.pop("question")
    fields["history"] = tuple(
        turn if isinstance(turn, Turn) else Turn(turn["role"], turn["text"]) for turn in fields.get("history", ())
    )
    for name in ("documents", "authors", "years"):
        fields[name] = tuple(fields.get(name, ()))
    return Question(**fields)


class Clock:
    """Milliseconds a stage."""

    def __init__(self) -> None:
        self.timings: dict[str, float] = {}
        self._start = time.perf_counter()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.timings[name] = self.timings.get(name, 0.0) + (time.perf_counter() - start) * 1000

    def total(self) -> dict[str, float]:
        return {**self.timings, "total": (time.perf_counter() - self._start) * 1000}


class Chain(Runnable[Input, Answer]):
    """The chain. Made by `build_chain`."""

    def __init__(
        self, library: Library, settings: Settings, reranker: Reranker, judge: Judge | None, reader: Reader | None
    ) -> None:
        self._library, self._settings, self._reranker = library, settings, reranker
        self._judge, self._reader = judge, reader
        # A document's id is the hash of its bytes, so what is cached never goes stale.
        self._documents = lru_cache(maxsize=CACHED_DOCUMENTS)(library.document)

    def _events(self, question: Question) -> Iterator[Event]:
        clock, settings = Clock(), self._settings
        yield StageEvent("retrieve", "Searching the documents")
        with clock.stage("retrieve"):
            query = standalone(question.text, question.history)
            where = retrieval.filter_of(question, self._library)
            searched = len(where.documents) or len(self._library.documents())
            found = retrieval.find_candidates(query, self._library, where, settings.candidates)
        yield StageEvent("rerank", f"Ordering {len(found)} passages")
        with clock.stage("rerank"):
            passages = retrieval.rank(query, found, self._reranker)[: settings.passages]
            confidence = refusing.confidence(query, passages)
        draft, drafter = Draft((), refused=True), self._drafter(question)
        if confidence >= settings.min_confidence:
            yield StageEvent("draft", "Writing the answer")
            with clock.stage("draft"):
                for event in drafter.draft(query, passages, self._documents):
                    if isinstance(event, Draft):
                        draft = event
                    else:
                        yield event
        if draft.refused or not draft.sentences:
            with clock.stage("cite"):
                near = citing.nearest(passages, self._documents)
            yield Answer(
                question=question.text,
                standalone_question=query,
                answered=False,
                text=prompts.REFUSAL if searched else prompts.REFUSAL_EMPTY,
                model=draft.model,
                nearest=near,
                timings_ms=clock.total(),
                confidence=confidence,
                searched=searched,
            )
            return
        yield StageEvent("cite", "Finding the exact words")
        with clock.stage("cite"):
            sentences, citations = citing.cite(draft, passages, self._documents)
        yield StageEvent("check", f"Checking {len(sentences)} claims")
        with clock.stage("check"):
            claims = tuple(self._checked(sentence, citations) for sentence in sentences)
        yield Answer(
            question=question.text,
            standalone_question=query,
            answered=True,
            text=" ".join(_marked(claim) for claim in claims),
            model=draft.model,
            claims=claims,
            citations=citations,
            timings_ms=clock.total(),
            confidence=confidence,
            searched=searched,
        )

    def _drafter(self, question: Question) -> Drafter:
        return QuoteDrafter(self._reranker)

    def _checked(self, sentence: citing.CitedSentence, citations: tuple[Citation, ...]) -> Claim:
        sources = [citations[n - 1].quote for n in sentence.citations]
        checked = check_claim(sentence.text, sources, judge=self._judge)
        return Claim(sentence.text, checked.verdict, checked.score, sentence.citations, checked.reasons)

    # ---- the Runnable ----

    def _answer(self, question: Question) -> Answer:
        for event in self._events(question):
            if isinstance(event, Answer):
                return event
        raise AssertionError("the chain ended without an answer")

    def invoke(
        self,
        input: Input,  # noqa: A002  (Runnable's own name)
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Answer:
        """The answer to a question. Raises PinciteError where the library or the model can't be used."""
        return self._call_with_config(lambda value: self._answer(as_question(value)), input, config, **kwargs)

    def stream(  # type: ignore[override]
        self,
        input: Input,  # noqa: A002  (Runnable's own name)
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Iterator[Event]:
        """Stages and text as they come; the last event is the Answer."""
        yield from self._events(as_question(input))

    async def astream(  # type: ignore[override]
        self,
        input: Input,  # noqa: A002  (Runnable's own name)
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[Event]:
        """As `stream`, each step in a worker thread."""
        events = self._events(as_question(input))
        while (event := await asyncio.to_thread(next, events, None)) is not None:
            yield event


def _marked(claim: Claim) -> str:
    """The claim's text with its markers: "… in 1956. [1][2]"."""
    return claim.text + (" " if claim.citations else "") + "".join(f"[{n}]" for n in claim.citations)


def build_chain(
    library: Library,
    settings: Settings | None = None,
    *,
    reranker: Reranker | None = None,
    judge: Judge | None = None,
    reader: Reader | None = None,
) -> Chain:
    """The chain over a library: a LangChain Runnable from a question (Question, text or mapping) to an Answer.

    What isn't given is the default of `settings`. Raises PinciteError where a part can't be loaded.
    """
    return Chain(library, settings or Settings(), reranker or load_reranker(), judge, reader)


def search_passages(
    library: Library,
    query: str,
    *,
    count: int = 10,
    documents: tuple[str, ...] = (),
    settings: Settings | None = None,
    reranker: Reranker | None = None,
) -> tuple[Passage, ...]:
    """The `count` best passages for a query, notes included, best first. Raises DocumentNotFoundError."""
    settings = settings or Settings()
    where = retrieval.filter_of(Question(query, documents=documents), library, kinds=())
    return retrieval.retrieve(
        query,
        library,
        reranker or load_reranker(),
        where=where,
        candidates=max(settings.candidates, count),
        keep=count,
    )
