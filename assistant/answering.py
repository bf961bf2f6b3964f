"""How a question is answered, step by step: search, order, draft, cite, check.

Each step is another file's; what goes from one to the next is in `Found`. This file doesn't know how answers are
asked for (chain.py) or shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from assistant import citing, prompts, rereading, retrieval
from assistant.ahead import JudgeAhead
from assistant.answer import (
    Answer,
    Draft,
    Event,
    Passage,
    Question,
    StageEvent,
    TextEvent,
    marked_text,
)
from assistant.claiming import checked_claims
from assistant.clock import Clock
from assistant.conversation import leans, standalone
from assistant.deadline import LateError, within
from assistant.drafting import OWN_WORDS, ModelDrafter
from assistant.follow_ups.about_answers import asks_another, asks_rewriting
from assistant.lookups import again, noting, small_talk
from assistant.lookups.looking_up import look_up
from assistant.messages.other_languages import across
from assistant.models import load_chat_model
from assistant.preparing import prepare
from assistant.protocols import Judge, Reader, Reranker
from assistant.questions import analysis as questions
from assistant.questions import foreign, locating
from assistant.questions.analysis import Asked
from assistant.questions.asking import asked_part
from assistant.questions.attributing import as_question
from assistant.questions.name_forms import stands_whole
from assistant.questions.noun_phrases import claims_within
from assistant.questions.presuming import presumed
from assistant.questions.set_beside import ALL_WORKS
from assistant.questions.silent import nothing_said
from assistant.quotes.quoting import QuoteDrafter
from assistant.refusals import examining, premises, refusing
from assistant.refusals.refusal_text import refusal
from assistant.rereading import Readings
from assistant.retrieval import Plan
from assistant.searched import Found, Searched, known_words
from assistant.settings import Settings
from assistant.words.labels import called, counted
from assistant.words.languages import language_of
from ingest.document import ChunkKind
from ingest.errors import DocumentNotFoundError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from ingest.library import Library

MODEL_TRUST = 0.4  # a language model may try at this share of the confidence that quoting needs: it can refuse itself
BESIDE = 2  # parts of questions judged beside the scoring of sentences
NOTED = 0.6  # confidence from which a note may answer what the text doesn't
MOST_MODELS = 16  # of those that users name, kept ready with their connections
LABELS_OF = 50  # documents, at most, whose page labels are read for a word that is found nowhere else
STRONG = 0.8  # confidence from which a model's refusal isn't believed


class Answerer:
    """Answers questions over a library with the parts it is given."""

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
        self.judge, self._reader = judge, reader
        self._quotes = QuoteDrafter(reranker, reader, judge)
        self._documents = library.document  # which keeps the latest documents at hand
        self._models = dict(models)
        self._loaded = lru_cache(MOST_MODELS)(partial(load_chat_model, settings=settings))
        self._beside = ThreadPoolExecutor(BESIDE, "judge")
        if settings.model:
            self._model(settings.model)

    def events(self, question: Question) -> Iterator[Event]:
        """The steps in order; the last event is the Answer. Where another process replaces or removes a document that
        was just found, they are taken once more, among those that are there now."""
        try:
            yield from self._events(question)
        except DocumentNotFoundError:
            yield from self._events(question)

    def _events(self, question: Question) -> Iterator[Event]:
        clock = Clock()
        if (said := self._said_unsearched(question)) is not None:
            yield Answer(
                question=question.text,
                standalone_question=question.text,
                answered=False,
                text=said,
                model=None,
                timings_ms=clock.total(),
                confidence=0.0,
            )
            return
        yield StageEvent("retrieve", "Searching the documents")
        with clock.stage("retrieve"):
            searched = self.search(question)
        yield StageEvent("rerank", f"Ordering {counted(sum(len(found) for _, found in searched.gathered), 'passage')}")
        with clock.stage("rerank"):
            found = self.order(searched)
            if found.assessment.confidence < self._settings.min_confidence and not searched.notes:
                found = self._in_notes(found)
        yield StageEvent("draft", "Writing the answer")
        draft = Draft((), refused=True)
        with clock.stage("draft"):
            for event in self.draft(found):
                if isinstance(event, Draft):
                    draft = event
                else:
                    yield event
        if draft.refused or not draft.sentences:
            yield self.refuse(found, draft, clock)
            return
        yield StageEvent("cite", "Finding the exact words")
        with clock.stage("cite"):
            sentences, citations = citing.cite(draft, found.passages, self._documents, self._reranker)
            if draft.model and not citations:  # an excuse, an order, another language: no answer from these documents
                draft = self._instead(found, draft.model)
                sentences, citations = citing.cite(draft, found.passages, self._documents, self._reranker)
        if draft.refused:
            yield self.refuse(found, draft, clock)
            return
        yield StageEvent("check", f"Checking {counted(len(sentences), 'claim')}")
        with clock.stage("check"):
            claims = checked_claims(sentences, citations, self.judge, self._documents)
        foreign = across(searched.asked.text, self._languages([citation.document for citation in citations]))
        yield Answer(
            question=question.text,
            standalone_question=searched.asked.text,
            answered=True,
            text=marked_text(claims),
            model=draft.model,
            claims=claims,
            citations=citations,
            timings_ms=clock.total(),
            confidence=found.assessment.confidence if draft.confidence is None else draft.confidence,
            searched=len(searched.scope),
            notice=" ".join(filter(None, (draft.notice, foreign))) or None,
        )

    def answer(self, question: Question) -> Answer:
        """The answer to a question. Raises PinciteError where the library or the model can't be used."""
        for event in self.events(question):
            if isinstance(event, Answer):
                return event
        raise AssertionError("the steps ended without an answer")

    def prepare(self) -> None:
        """Begin to load, side by side, what the first question needs, while the documents are looked at."""
        prepare(self._library, self._reranker, self.judge, self._reader)

    # ---- the steps ----

    def search(self, question: Question) -> Searched:
        """What is asked, and the candidates for it. Raises DocumentNotFoundError for an unknown document's name."""
        asked = questions.ask(self._standalone(question))
        plan = retrieval.plan(asked, question, self._library)
        made_whole = bool(question.history) and asked.text != " ".join(asked_part(question.text).split())
        goes_on = made_whole or leans(question.text) or asks_another(question.text)
        before = again.places(question.history, self._library, plan.where) if goes_on else ()
        if not plan.named and not plan.each:
            plan = replace(plan, before=frozenset(document for document, _, _ in before))
        scope = self._library.allowed(plan.where)
        notes = noting.asks_for_notes(asked)
        gathered = retrieval.gather(plan, self._library, self._settings.candidates, _kinds(notes))
        every = tuple(summary.id for summary in self._library.documents()) if scope is None else scope
        return Searched(question, asked, plan, gathered, every, notes, before=before)

    def passages(self, question: Question, keep: int) -> tuple[Passage, ...]:
        """The `keep` best passages for a question, best first: what retrieval is measured on."""
        ranked = self._ranked(self.search(question), keep)
        return retrieval.merged(passages for _, passages, _ in ranked)[:keep]

    def order(self, searched: Searched) -> Found:
        """The candidates ordered by the cross-encoder, their sentences too, and how sure it is that they answer."""
        plan = searched.plan
        ranked = self._ranked(searched, self._settings.passages)
        passages = retrieval.merged(found for _, found, _ in ranked)
        asked = replace(searched.asked, compares=bool(plan.each), parts=plan.queries)
        matter = asked
        of_works = plan.each and (plan.named or ALL_WORKS.search(asked.text))
        if (plan.attributed or of_works) and len(plan.queries) == 1:
            matter = replace(
                questions.ask(plan.queries[0]), compares=asked.compares, parts=plan.queries, whole=asked.text
            )
        each = [found for _, found, _ in ranked]
        judge = self._ahead(matter, each)  # while sentences are scored
        readings = [found for _, _, found in ranked]
        scored = self._quotes.score(matter, each, self._documents, readings)
        if asks_another(searched.question.text):
            scored = again.without(scored, searched.before)
        scored = again.preferring(scored, plan.before, retrieval.BEFORE)
        assessment = refusing.assess(
            matter,
            passages,
            scored,
            lambda word: self._occurs(word, plan, searched.scope),
            known_words(self._library.documents(), plan.named),
            examining.examined(
                [
                    (part.text, [candidate.text for candidate in found], [passage.chunk for passage in own])
                    for (part, found), own in zip(scored, each, strict=False)
                ],
                judge,
            )
            if len(scored) == len(each)
            else (),
            each,
            [found[best[0].chunk.id][0] for _, best, found in ranked] if all(found for *_, found in ranked) else (),
        )
        language = language_of(asked.text)
        if self._library.reads_english_only and language not in (None, "en"):
            assessment = replace(assessment, confidence=foreign.confidence(asked.text, language, passages), parts=())
        return Found(searched, asked, passages, scored, assessment)

    def _said_unsearched(self, question: Question) -> str | None:
        """What to say without a search: to small talk, to too many questions, and where the last answer is asked for in
        other words and no model is there to find them."""
        asks = question.history and self._model_name(question) is None and asks_rewriting(question.text)
        said = small_talk.reply(question.text, self._titles) or (prompts.NO_REWRITING if asks else None)
        return said or questions.too_many(question.text)

    def _titles(self) -> list[str]:
        return [summary.metadata.title or summary.source for summary in self._library.documents()]

    def _languages(self, scope: Sequence[str]) -> list[str | None]:
        return [summary.metadata.language for summary in self._library.documents() if summary.id in scope]

    def refuse(self, found: Found, draft: Draft, clock: Clock) -> Answer:
        """The refusal, with the nearest passages."""
        with clock.stage("cite"):
            nearest = citing.nearest(found.passages[: self._settings.passages], self._documents)
        scope = found.searched.scope
        return Answer(
            question=found.searched.question.text,
            standalone_question=found.asked.text,
            answered=False,
            text=refusal(
                len(scope),
                found.assessment,
                draft.notice,
                empty=not self._library.documents(),
                languages=self._languages(scope),
                asked=found.asked.text,
                nearest=found.passages,
                within=[called(d) for d in map(self._documents, found.searched.named_alone)],
            ),
            model=draft.model,
            nearest=nearest,
            timings_ms=clock.total(),
            confidence=0.0 if draft.notice else found.assessment.confidence,
            searched=len(scope),
            notice=draft.notice,
        )

    def draft(self, found: Found) -> Iterator[TextEvent | Draft]:
        """The draft: looked up, or by a drafter where the passages seem to hold the answer."""
        searched, passages, asked = found.searched, found.passages, found.asked
        name = self._model_name(searched.question)
        draft = look_up(found, self._library, self._reranker, quoting=name is None)
        if draft is not None:
            yield from (TextEvent(f"{part.label}{part.text} ") for part in draft.sentences)
            yield draft
            return
        if not any(character.isalnum() for character in asked.text):
            yield Draft((), refused=True)  # nothing is asked
            return
        least, quoted = self._settings.min_confidence, partial(self._quoted, found)
        if found.assessment.confidence < least * (MODEL_TRUST if name else 1.0):
            yield Draft((), refused=True)
        elif name is None and locating.asks(asked.text):
            yield from locating.placed(next(e for e in quoted() if isinstance(e, Draft)), self._documents)
        elif name is None:
            yield from quoted()
        else:
            drafter = ModelDrafter(self._model(name), name, quoted, self._settings.timeout_s)
            for event in drafter.draft(asked, passages):
                if isinstance(event, Draft) and event.refused and found.assessment.confidence >= STRONG:
                    notice = f"The model {name!r} found no answer; these are the documents' own sentences."
                    yield from (replace(e, notice=notice) if isinstance(e, Draft) else e for e in quoted())
                else:
                    yield event

    def _quoted(self, found: Found) -> Iterator[TextEvent | Draft]:
        """The draft made of the documents' own sentences."""
        least = self._settings.min_confidence
        doubt = refusing.doubt(found.assessment, least)
        answerable = refusing.answerable(found.assessment, least) or (True,) * len(found.scored)
        sure = tuple(one for one, kept in zip(found.scored, answerable, strict=True) if kept)
        yield from self._quotes.draft(
            found.asked,
            sure or found.scored,
            found.passages,
            self._documents,
            doubt,
            of_words=refusing.doubts_words(found.assessment, least),
            silent=self._silent(found),
            named=found.searched.plan.named if found.searched.plan.each else (),
        )

    def _silent(self, found: Found) -> dict[str, tuple[str, ...]]:
        """The documents compared that say nothing of what they are compared on, and what that is, if others do."""
        plan = found.searched.plan
        if len(plan.queries) != 1 or not (plan.named or ALL_WORKS.search(found.asked.text)):
            return {}
        told = {name: nothing_said(plan.queries[0], self._documents(name).text) for name in plan.each}
        return {name: of for name, of in told.items() if of} if not all(told.values()) else {}

    def _instead(self, found: Found, model: str) -> Draft:
        """The documents' own sentences in place of a model's that have no place in them; refused where those would not
        have answered without a model."""
        why = f"Nothing that the model {model!r} said could be placed in these documents."
        if found.assessment.confidence < self._settings.min_confidence:
            return Draft((), refused=True, notice=why)
        draft = next(event for event in self._quoted(found) if isinstance(event, Draft))
        return replace(draft, notice=" ".join(filter(None, (why, OWN_WORDS, draft.notice))))

    # ---- parts of the steps ----

    def _in_notes(self, found: Found) -> Found:
        """The same question asked of the notes and references too, where these answer what the text doesn't."""
        searched = found.searched
        gathered = retrieval.gather(searched.plan, self._library, self._settings.candidates, _kinds(True))
        other = self.order(replace(searched, gathered=gathered, everywhere=True))
        noted = other.passages and other.passages[0].chunk.kind in retrieval.NOTE_KINDS
        return other if noted and other.assessment.confidence >= NOTED else found

    def _ahead(self, asked: Asked, each: Sequence[Sequence[Passage]]) -> Judge | None:
        """The judge, already asked what passages make of that which each part of the question takes for granted."""
        if self.judge is None:
            return None
        judge = JudgeAhead(self.judge, self._beside)
        for part, passages in zip(asked.parts if len(asked.parts) > 1 else (asked.text,), each, strict=False):
            for claim in filter(None, (presumed(part), *claims_within(part))):
                judge.begin(premises.pairs(claim, [passage.chunk.text for passage in passages]))
        return judge

    def _ranked(self, searched: Searched, keep: int) -> list[tuple[str, tuple[Passage, ...], Readings]]:
        """The best passages of each query, best first, with what the reader makes of those that it reads."""
        plan, kinds = searched.plan, _kinds(searched.notes or searched.everywhere)
        wider = partial(retrieval.find_more, plan=plan, library=self._library, kinds=kinds)
        found = retrieval.by_query(plan, searched.gathered, self._reranker, keep, wider)
        if self._reader is None or plan.each:
            return [(query, passages, {}) for query, passages in found]
        asks = as_question if plan.attributed else str
        read = [(query, passages, rereading.read(self._reader, asks(query), passages)) for query, passages in found]
        return [(query, rereading.reordered(passages, readings), readings) for query, passages, readings in read]

    def _standalone(self, question: Question) -> str:
        name = self._model_name(question)
        model = self._model(name) if name and question.history else None
        ask = partial(standalone, asked_part(question.text), question.history)
        try:
            return ask() if model is None else within(partial(ask, model), self._settings.timeout_s)
        except LateError:
            return ask()

    def _occurs(self, word: str, plan: Plan, scope: Sequence[str]) -> bool:
        """Whether a word or name stands in the text of any document searched; of few documents also in the labels of
        their pages, which are not searched otherwise."""
        where = replace(plan.where, kinds=())
        hits = self._library.full_text(word, 5, where=where)
        if any(stands_whole(word, hit.chunk.text) for hit in hits):
            return True
        return len(scope) <= LABELS_OF and any(stands_whole(word, self._documents(name).text) for name in scope)

    def _model_name(self, question: Question) -> str | None:
        """The model that answers this question; None for the documents' own sentences."""
        return (self._settings.model if question.model is None else question.model) or None

    def _model(self, name: str) -> BaseChatModel:
        return self._models[name] if name in self._models else self._loaded(name)


def _kinds(notes: bool) -> tuple[ChunkKind, ...] | None:
    """The kinds of chunks that are searched; None for the usual ones."""
    return retrieval.BODY_KINDS + retrieval.NOTE_KINDS if notes else None
