"""The steps of answering in order, as one LangChain Runnable; no logic of its own.

`invoke` gives the Answer; `stream` gives StageEvent and TextEvent as they come, and last the Answer. This file
doesn't know how any step is done.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableConfig

from assistant import about, citing, noting, questions, refusing, retrieval
from assistant.answer import Answer, Citation, Claim, Draft, Event, Passage, Question, StageEvent, TextEvent, Turn
from assistant.checking import check_claim
from assistant.conversation import standalone
from assistant.drafting import ModelDrafter
from assistant.models import load_chat_model
from assistant.protocols import Judge, Reader, Reranker
from assistant.questions import Asked
from assistant.quoting import QuoteDrafter, Scored
from assistant.refusing import Assessment
from assistant.reranking import load_reranker
from assistant.retrieval import Plan
from assistant.settings import Settings
from assistant.wording import fold

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from ingest.library import Library
    from ingest.store import DocumentSummary

MODEL_TRUST = 0.4  # a language model may try at this share of the confidence that quoting needs: it can refuse itself
STRONG = 0.8  # confidence from which a model's refusal isn't believed
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
        self,
        library: Library,
        settings: Settings,
        reranker: Reranker,
        judge: Judge | None,
        reader: Reader | None,
        models: Mapping[str, BaseChatModel],
    ) -> None:
        self._library, self._settings, self._reranker = library, settings, reranker
        self._judge, self._reader = judge, reader
        self._quotes = QuoteDrafter(reranker, reader)
        self._documents = library.document  # which keeps the latest documents at hand
        self._models = dict(models)
        if settings.model:
            self._model(settings.model)

    # ---- the steps ----

    def _events(self, question: Question) -> Iterator[Event]:
        clock, settings = Clock(), self._settings
        yield StageEvent("retrieve", "Searching the documents")
        with clock.stage("retrieve"):
            query = self._standalone(question)
            asked = questions.ask(query)
            plan = retrieval.plan(asked, question, self._library)
            scope = [s.id for s in self._library.documents() if self._in_scope(s, plan, question)]
            notes = noting.asks_for_notes(asked)
            kinds = retrieval.BODY_KINDS + retrieval.NOTE_KINDS if notes else None
            gathered = retrieval.gather(plan, self._library, settings.candidates, kinds)
        yield StageEvent("rerank", f"Ordering {sum(len(found) for _, found in gathered)} passages")
        with clock.stage("rerank"):
            passages = retrieval.order(plan, gathered, self._reranker, settings.passages)
            asked = replace(asked, compares=bool(plan.each), parts=plan.queries)
            scored = () if notes else self._quotes.score(asked, passages, self._documents)
            assessment = refusing.assess(
                asked, passages, scored, lambda word: self._occurs(word, plan), self._known(plan)
            )
        yield StageEvent("draft", "Writing the answer")
        draft = Draft((), refused=True)
        with clock.stage("draft"):
            for event in self._drafted(question, asked, plan, passages, scored, scope, assessment, notes):
                if isinstance(event, Draft):
                    draft = event
                else:
                    yield event
        common: dict[str, Any] = {
            "question": question.text,
            "standalone_question": query,
            "model": draft.model,
            "searched": len(scope),
            "notice": draft.notice,
        }
        if draft.refused or not draft.sentences:
            with clock.stage("cite"):
                near = citing.nearest(passages[: settings.passages], self._documents)
            text = refusing.refusal(len(scope), assessment.missing, draft.notice)
            confidence = min(assessment.confidence, settings.min_confidence)
            yield Answer(
                answered=False, text=text, nearest=near, timings_ms=clock.total(), confidence=confidence, **common
            )
            return
        yield StageEvent("cite", "Finding the exact words")
        with clock.stage("cite"):
            sentences, citations = citing.cite(draft, passages, self._documents, self._reranker)
        yield StageEvent("check", f"Checking {len(sentences)} claims")
        with clock.stage("check"):
            claims = tuple(self._checked(sentence, citations) for sentence in sentences)
        yield Answer(
            answered=True,
            text=" ".join(_marked(claim) for claim in claims),
            claims=claims,
            citations=citations,
            timings_ms=clock.total(),
            confidence=max(assessment.confidence, draft.confidence or 0.0),
            **common,
        )

    def _standalone(self, question: Question) -> str:
        name = question.model or self._settings.model
        return standalone(question.text, question.history, self._model(name) if name and question.history else None)

    def _in_scope(self, summary: DocumentSummary, plan: Plan, question: Question) -> bool:
        authors = " ; ".join(summary.metadata.authors).casefold()
        return (
            (not plan.where.documents or summary.id in plan.where.documents)
            and (not question.years or summary.metadata.year in question.years)
            and (not question.authors or any(author.casefold() in authors for author in question.authors))
        )

    def _occurs(self, word: str, plan: Plan) -> bool:
        """Whether a word stands in the text of any document searched."""
        where = replace(plan.where, kinds=())
        hits = self._library.full_text(word, 5, where=where)
        return any(refusing.occurs_in(word, hit.chunk.text) for hit in hits)

    def _known(self, plan: Plan) -> frozenset[str]:
        """The words of names of authors and titles: a question may use them without their standing in the text."""
        known = (
            f"{' '.join(s.metadata.authors)} {s.metadata.title or ''} {s.source}" for s in self._library.documents()
        )
        return frozenset(fold(word) for text in known for word in text.replace(".", " ").split())

    def _drafted(
        self,
        question: Question,
        asked: Asked,
        plan: Plan,
        passages: tuple[Passage, ...],
        scored: Scored,
        scope: list[str],
        assessment: Assessment,
        notes: bool,
    ) -> Iterator[TextEvent | Draft]:
        """The draft: from metadata, from notes, or by a drafter where the passages seem to hold the answer."""
        named = plan.named or plan.where.documents
        meant = [self._documents(name) for name in (named or (scope if len(scope) == 1 else ()))]
        draft = about.answer(asked.text, meant)
        if draft is None and notes and passages:
            of = noting.scope_of(named, passages, scope, self._documents)
            draft = noting.answer(asked, passages, of, self._documents, self._reranker)
        if draft is not None:
            yield from (TextEvent(f"{part.label}{part.text} ") for part in draft.sentences)
            yield draft
            return
        if notes and not scored:
            scored = self._quotes.score(asked, passages, self._documents)
        quoted = partial(self._quotes.draft, asked, scored, passages, self._documents)
        name = question.model or self._settings.model
        if assessment.confidence < self._settings.min_confidence * (MODEL_TRUST if name else 1.0):
            yield Draft((), refused=True)
        elif name is None:
            yield from quoted()
        else:
            drafter = ModelDrafter(self._model(name), name, quoted, self._settings.timeout_s)
            for event in drafter.draft(asked, passages):
                if isinstance(event, Draft) and event.refused and assessment.confidence >= STRONG:
                    notice = f"The model {name!r} found no answer; these are the documents' own sentences."
                    yield from (replace(e, notice=notice) if isinstance(e, Draft) else e for e in quoted())
                else:
                    yield event

    def _model(self, name: str) -> BaseChatModel:
        if name not in self._models:
            self._models[name] = load_chat_model(name, self._settings)
        return self._models[name]

    def _checked(self, sentence: citing.CitedSentence, citations: tuple[Citation, ...]) -> Claim:
        cited = [citations[n - 1] for n in sentence.citations]
        sources = [citing.source_text(sentence.text, citation) for citation in cited]
        checked = check_claim(sentence.text, sources, judge=self._judge)
        text = sentence.label + sentence.text
        return Claim(text, checked.verdict, checked.score, sentence.citations, checked.reasons)

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
    models: Mapping[str, BaseChatModel] | None = None,
) -> Chain:
    """The chain over a library: a LangChain Runnable from a question (Question, text or mapping) to an Answer.

    `models` are chat models made by the caller, by the name that `settings.model` and `Question.model` call them.
    What isn't given is the default of `settings`. Raises PinciteError where a part can't be loaded.
    """
    return Chain(library, settings or Settings(), reranker or load_reranker(), judge, reader, models or {})


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
