"""Fakes for the page's tests: a document built by hand, a library and a chain of the real shapes, and no model."""

from __future__ import annotations

import asyncio
import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from assistant.answer import (
    Answer,
    Citation,
    CitedNote,
    Claim,
    Event,
    Question,
    StageEvent,
    TextEvent,
    Verdict,
)
from ingest.document import (
    Block,
    BlockKind,
    Document,
    Metadata,
    Note,
    Page,
    PageBreak,
    Section,
    Sentence,
    Span,
)
from ingest.errors import DocumentNotFoundError

T = TypeVar("T")

BLOCKS: tuple[tuple[BlockKind, str], ...] = (
    (BlockKind.HEADING, "Harbour law and its keepers"),
    (
        BlockKind.PARAGRAPH,
        "The harbour court of Mirel sat for the first time in 1824.1 It had nine judges, of whom three were pilots. "
        "Its rulings were read aloud on the quay.2",
    ),
    (BlockKind.HEADING, "Fees and their collection"),
    (
        BlockKind.PARAGRAPH,
        "A ship paid four marks for each night at anchor. The council raised the fee to six marks in 1831, and the "
        "pilots protested for a whole winter.",
    ),
    (BlockKind.TABLE, "Year\tFee\n1824\t4 marks\n1831\t6 marks"),
    (BlockKind.PARAGRAPH, "No fee was ever asked of fishing boats."),
    (BlockKind.HEADING, "Notes"),
    (BlockKind.NOTE, "Ana Torvald, The Courts of Mirel (Varn: Quay Press, 1987), p. 12."),
    (BlockKind.NOTE, "Ibid., p. 40."),
)


def make_document(blocks: tuple[tuple[BlockKind, str], ...] = BLOCKS, **changes: Any) -> Document:
    """A Document of these blocks, its sentences split at ". ", a page break in the middle."""
    text, made, sections, sentences = "", [], [], []
    for kind, words in blocks:
        start = len(text)
        text += words + "\n\n"
        if kind is BlockKind.HEADING:
            sections.append(Section(words, 1, start, start))
        made.append(Block(kind, start, start + len(words), len(sections) - 1 if sections else None))
        at = start
        for part in words.replace(". ", ".\0 ").split("\0"):
            left = at + (len(part) - len(part.lstrip()))
            sentences.append(Sentence(left, at + len(part), len(made) - 1))
            at += len(part)
    text = text.rstrip("\n")
    ends = ([section.start for section in sections[1:]] + [len(text)])[: len(sections)]
    sections = [replace(section, end=end) for section, end in zip(sections, ends, strict=True)]
    notes: tuple[Note, ...] = ()
    if blocks is BLOCKS:
        first, second = made[-2], made[-1]
        one, two = text.index("1824.1") + 5, text.index("quay.2") + 5
        full = text[first.start : first.end]
        notes = (
            Note("1", first.start, first.end, (Span(one, one + 1),)),
            Note("2", second.start, second.end, (Span(two, two + 1),), refers_to="1", full_reference=full),
        )
    middle = text.find("A ship paid")
    document = Document(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source="mirel.txt",
        path="mirel.txt",
        format="text",
        text=text,
        metadata=Metadata(title="Harbour law in Mirel", authors=("Ana Torvald",), year=1991, language="en"),
        sections=tuple(sections),
        blocks=tuple(made),
        notes=notes,
        sentences=tuple(sentences),
        page_breaks=(PageBreak(0, Page("57", 1)), PageBreak(max(middle, 0), Page("58", 2))),
        page_count=2,
    )
    return replace(document, **changes)


def named_document(name: str) -> Document:
    """A short document of that title, in a file named after its beginning."""
    document = make_document(((BlockKind.PARAGRAPH, f"What is said of {name} stands here and in no other place."),))
    source = f"{name[:5]}.txt"
    return replace(document, source=source, path=source, metadata=replace(document.metadata, title=name))


def in_loop(make: Callable[[], T]) -> T:
    """`make()` inside an event loop of its own: Gradio otherwise opens one and never closes it."""

    async def go() -> T:
        return make()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(go())).result()


@dataclass(frozen=True, slots=True)
class FakeSummary:
    id: str
    source: str
    sha256: str
    metadata: Metadata
    pages: int | None
    chunks: int
    added_at: str = "2026-01-02T03:04:05+00:00"
    warnings: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


@dataclass(slots=True)
class FakeLibrary:
    """A library that keeps documents in a dictionary."""

    kept: dict[str, Document] = field(default_factory=dict)

    def add(self, document: Document) -> str:
        outcome = "unchanged" if document.id in self.kept else "added"
        self.kept[document.id] = document
        return outcome

    def remove(self, document_id: str) -> None:
        self.document(document_id)
        del self.kept[document_id]

    def documents(self) -> tuple[FakeSummary, ...]:
        return tuple(
            FakeSummary(d.id, d.source, d.sha256, d.metadata, d.page_count, len(d.blocks), warnings=d.warnings)
            for d in self.kept.values()
        )

    def document(self, document_id: str) -> Document:
        if document_id not in self.kept:
            raise DocumentNotFoundError(f"No document {document_id!r} is in the library.")
        return self.kept[document_id]

    def resolve(self, name: str) -> str:
        for d in self.kept.values():
            if name in (d.id, d.source):
                return d.id
        raise DocumentNotFoundError(f"No document {name!r} is in the library.")


def cite(document: Document, n: int, words: str, notes: tuple[CitedNote, ...] = ()) -> Citation:
    """A citation of these words of the document."""
    start = document.text.index(words)
    block = document.block_at(start)
    return Citation(
        n=n,
        document=document.id,
        source=document.source,
        title=document.metadata.title,
        authors=document.metadata.authors,
        year=document.metadata.year,
        start=start,
        end=start + len(words),
        quote=words,
        section=document.section_path(document.blocks[block].section) if block is not None else (),
        paragraph=1,
        page=document.page_at(start),
        notes=notes,
    )


@dataclass(slots=True)
class FakeChain:
    """Answers any question from the hand-made document; refuses where a tax is asked about; waits `delay` s a stage,
    and for as long as it is held."""

    document: Document
    delay: float = 0.0
    seen: list[Question] = field(default_factory=list)
    judge: None = None
    at_work: list[Question] = field(default_factory=list)
    _open: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._open.set()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Until this is left, an answer gets no further than its stages."""
        self._open.clear()
        try:
            yield
        finally:
            self._open.set()

    def answer(self, question: Question) -> Answer:
        document = self.document
        if "tax" in question.text:
            return Answer(
                question=question.text,
                standalone_question=question.text,
                answered=False,
                text="This is not in these documents.",
                model=None,
                nearest=(cite(document, 1, document.text[document.sentences[-1].start : document.sentences[-1].end]),),
                searched=1,
                timings_ms={"total": 12.0},
            )
        sentences = [document.text[s.start : s.end] for s in document.sentences if s.end - s.start > 25][:3]
        notes = tuple(
            CitedNote(n.number, document.text[n.start : n.end], n.refers_to, n.full_reference) for n in document.notes
        )
        citations = tuple(cite(document, i, words, notes if i == 1 else ()) for i, words in enumerate(sentences, 1))
        verdicts = (Verdict.SUPPORTED, Verdict.PARTIAL, Verdict.CONTRADICTED)
        claims = tuple(
            Claim(words, verdict, 0.9, (i,), () if verdict is Verdict.SUPPORTED else ("1899 is not in the passage",))
            for i, (words, verdict) in enumerate(zip(sentences, verdicts, strict=False), 1)
        )
        return Answer(
            question=question.text,
            standalone_question=question.text,
            answered=True,
            text=" ".join(f"{words} [{i}]" for i, words in enumerate(sentences, 1)),
            model=question.model,
            claims=claims,
            citations=citations,
            searched=1,
            timings_ms={"total": 42.0},
        )

    def invoke(self, question: Question) -> Answer:
        self.seen.append(question)
        return self.answer(question)

    def stream(self, question: Question) -> Iterator[Event]:
        self.seen.append(question)
        self.at_work.append(question)
        try:
            for stage, detail in (("retrieve", "searching 1 document"), ("rerank", "reading 12 passages")):
                yield StageEvent(stage, detail)
                time.sleep(self.delay)
                self._open.wait()
            answer = self.answer(question)
            for word in answer.text.split(" "):
                yield TextEvent(word + " ")
                time.sleep(self.delay / 10)
            yield answer
        finally:
            self.at_work.remove(question)


def make_run(run_id: str, right: bool, document: Document) -> dict[str, Any]:
    """The public JSON of a run of two questions over the hand-made document; the first right or not."""
    chain = FakeChain(document)
    estimate = {"value": 1.0 if right else 0.5, "low": 0.2, "high": 1.0, "n": 2}
    cases = []
    for name, words, good in (("q1", "When did it sit?", right), ("q2", "Was there a fish tax?", True)):
        answer = chain.answer(Question(words)).to_json()
        cases.append(
            {
                "id": name,
                "question": words,
                "expected": "In 1824.",
                "answerable": name == "q1",
                "facts": [["1824"]] if name == "q1" else [],
                "evidence": [{"document": document.source, "quote": "nine judges"}] if name == "q1" else [],
                "tags": ["dates"],
                "history": [],
                "answer": answer,
                "retrieved": None,
                "latency_ms": 10.0,
                "error": None,
                "metrics": {"fact_recall": 1.0 if good else 0.0, "citation_recall": None, "support_rate": None},
            }
        )
    about = {"id": run_id, "created": f"2026-01-02T03:{run_id[-2:]}:00", "set": "questions.jsonl", "system": "fake"}
    return {"run": about, "settings": {}, "metrics": {"fact_recall": estimate}, "by_tag": {}, "cases": cases}
