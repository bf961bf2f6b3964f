"""The vocabulary of questions and answers: frozen values, and their JSON (the public contract).

This file doesn't know how an answer is made. Every citation's quote is the document's own text:
`document.text[start:end] == quote`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from ingest.document import Chunk, Metadata, Page

OWN_NUMBERS = re.compile(r"\[([1-9]\d{0,2}(?:\s*[,;–-]\s*[1-9]\d{0,2})*)\]")  # a source's; "[1932] AC 562" is no such
STAGES = ("retrieve", "rerank", "draft", "cite", "check")  # of an answer; each is timed
HALF = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """The text with "\ufffd" for each half of a character (a lone surrogate): no model and no UTF-8 has such."""
    return HALF.sub("\ufffd", text)


class Verdict(StrEnum):
    """What the cited source says of a claim."""

    SUPPORTED = "supported"
    PARTIAL = "partial"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", whole(self.text))


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked: its text, the conversation before it, and what it may be answered from.

    `documents`, `authors` and `years` narrow the search; empty means all. `model` names a language model
    for this question alone; None means the settings' own, an empty name none at all.
    """

    text: str
    history: tuple[Turn, ...] = ()
    documents: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    model: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", whole(self.text))


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved chunk with its score: the reranker's logit, higher is more relevant.

    `dense_rank` and `full_text_rank` are 1-based ranks in the two candidate lists, None where absent; `cosine` is the
    similarity of its embedding to the question's, None where it wasn't a dense candidate.
    """

    chunk: Chunk
    score: float
    source: str
    metadata: Metadata
    dense_rank: int | None = None
    full_text_rank: int | None = None
    cosine: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The public JSON shape of a search result."""
        page = self.chunk.page or Page()
        return {
            "document": self.chunk.document,
            "source": self.source,
            "title": self.metadata.title,
            "authors": list(self.metadata.authors),
            "year": self.metadata.year,
            "kind": self.chunk.kind.value,
            "start": self.chunk.start,
            "end": self.chunk.end,
            "text": self.chunk.text,
            "section": list(self.chunk.section),
            "paragraph": self.chunk.paragraph,
            "page": {"printed": page.printed, "pdf": page.pdf},
            "notes": list(self.chunk.notes),
            "score": round(self.score, 4),
            "dense_rank": self.dense_rank,
            "full_text_rank": self.full_text_rank,
        }


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence of a draft. Where the drafter quoted, `origin` is (document id, start, end) of the words it
    took; a model's own sentence has none, and citing.py looks for its source. `label` says before the text whose words
    they are ("Govella (2024): "); it is shown, and is no part of what is checked."""

    text: str
    origin: tuple[str, int, int] | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is cited and checked. `refused` says the drafter found no answer. `notice` is one sentence
    the user should see."""

    sentences: tuple[DraftSentence, ...]
    refused: bool = False
    model: str | None = None
    confidence: float | None = None
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class CitedNote:
    """A note that hangs on a cited sentence (or is itself cited), with the reference behind a short form."""

    number: str
    text: str
    refers_to: str | None = None
    full_reference: str | None = None


@dataclass(frozen=True, slots=True)
class CitedReference:
    """An author-year citation inside a cited passage: its own words ("Pan 2005, 164"), the place apart in `locator`,
    and the entry of the list of works that it means; None where it means none, or not one alone."""

    text: str
    locator: str | None = None
    full_reference: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact place: `document.text[start:end] == quote`.

    `rows` are how a table's rows read, each with the heads of its columns: for the page and for what a claim is checked
    against, and no part of the public JSON.
    """

    n: int
    document: str
    source: str
    title: str | None
    authors: tuple[str, ...]
    year: int | None
    start: int
    end: int
    quote: str
    section: tuple[str, ...] = ()
    paragraph: int | None = None
    page: Page | None = None
    notes: tuple[CitedNote, ...] = ()
    references: tuple[CitedReference, ...] = ()
    rows: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Citation:
        """The citation that `to_json` was made from; what another system left out is empty."""
        page = value.get("page") or {}
        return cls(
            n=int(value.get("n") or 0),
            document=str(value.get("document") or ""),
            source=str(value.get("source") or value.get("document") or ""),
            title=value.get("title"),
            authors=tuple(value.get("authors") or ()),
            year=value.get("year"),
            start=int(value.get("start") or 0),
            end=int(value.get("end") or 0),
            quote=str(value.get("quote") or ""),
            section=tuple(value.get("section") or ()),
            paragraph=value.get("paragraph"),
            page=Page(page.get("printed"), page.get("pdf")) if any(page.values()) else None,
            notes=tuple(
                CitedNote(str(n.get("number", "")), str(n.get("text", "")), n.get("refers_to"), n.get("full_reference"))
                for n in value.get("notes") or ()
            ),
            references=tuple(
                CitedReference(str(one.get("text", "")), one.get("locator"), one.get("full_reference"))
                for one in value.get("references") or ()
            ),
        )

    def to_json(self) -> dict[str, Any]:
        page = self.page or Page()
        return {
            "n": self.n,
            "document": self.document,
            "source": self.source,
            "title": self.title,
            "authors": list(self.authors),
            "year": self.year,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "section": list(self.section),
            "paragraph": self.paragraph,
            "page": {"printed": page.printed, "pdf": page.pdf},
            "notes": [
                {
                    "number": note.number,
                    "text": note.text,
                    "refers_to": note.refers_to,
                    "full_reference": note.full_reference,
                }
                for note in self.notes
            ],
            "references": [
                {"text": one.text, "locator": one.locator, "full_reference": one.full_reference}
                for one in self.references
            ],
        }


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the answer, what its sources say of it, and why. `score` is the probability of support, 0 to 1."""

    text: str
    verdict: Verdict
    score: float
    citations: tuple[int, ...]
    reasons: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Claim:
        """The claim that `to_json` was made from; what another system left out is empty."""
        return cls(
            str(value.get("text", "")),
            Verdict(value.get("verdict") or "not_found"),
            float(value.get("score") or 0),
            tuple(value.get("citations") or ()),
            tuple(value.get("reasons") or ()),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "verdict": self.verdict.value,
            "score": round(self.score, 4),
            "citations": list(self.citations),
            "reasons": list(self.reasons),
        }


def unmarked(text: str) -> str:
    """Words for an answer with the source's own numbers in round brackets, "(2, 3)": in square ones they would be read
    as citations of the answer."""
    return OWN_NUMBERS.sub(r"(\1)", text)


def marked_text(claims: Sequence[Claim]) -> str:
    """The claims as one text, each with its markers: "… in 1956. [1][2]"."""
    return " ".join(
        claim.text + (" " if claim.citations else "") + "".join(f"[{n}]" for n in claim.citations) for claim in claims
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question. A refusal has `answered == False`, no claims, and the nearest passages.

    `text` is the claims' `marked_text`; its [1] markers name `citations`. `confidence` is the calibrated probability,
    0 to 1, that the documents hold the answer. `timings_ms` are milliseconds a stage, in JSON 0 for one not run.
    """

    question: str
    standalone_question: str
    answered: bool
    text: str
    model: str | None
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict, hash=False)
    confidence: float | None = None
    searched: int | None = None  # how many documents were searched
    notice: str | None = None  # one sentence the user should see: a model failed, a premise is not in the documents

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Answer:
        """The answer that `to_json` was made from, but for what isn't in it (`searched`, decimals); what another system
        left out is empty."""
        question = str(value.get("question") or "")
        return cls(
            question=question,
            standalone_question=str(value.get("standalone_question") or question),
            answered=bool(value.get("answered")),
            text=str(value.get("answer") or ""),
            model=value.get("model"),
            claims=tuple(Claim.from_json(claim) for claim in value.get("claims") or ()),
            citations=tuple(Citation.from_json(one) for one in value.get("citations") or ()),
            nearest=tuple(Citation.from_json(one) for one in value.get("nearest") or ()),
            timings_ms=dict(value.get("timings_ms") or {}),
            confidence=value.get("confidence"),
            notice=value.get("notice"),
        )

    def to_json(self) -> dict[str, Any]:
        """The public JSON shape of an answer."""
        return {
            "question": self.question,
            "standalone_question": self.standalone_question,
            "answered": self.answered,
            "answer": self.text,
            "model": self.model,
            "confidence": None if self.confidence is None else round(self.confidence, 4),
            "notice": self.notice,
            "claims": [claim.to_json() for claim in self.claims],
            "citations": [citation.to_json() for citation in self.citations],
            "nearest": [citation.to_json() for citation in self.nearest],
            "timings_ms": {
                **dict.fromkeys(STAGES, 0.0),
                **{name: round(ms, 2) for name, ms in self.timings_ms.items()},
            },
        }


# ---- what a streaming chain yields ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StageEvent:
    """A stage has begun: `stage` is retrieve, rerank, draft, cite or check; `detail` is words for the user."""

    stage: str
    detail: str


@dataclass(frozen=True, slots=True)
class TextEvent:
    """More of the draft's text, not yet cited or checked."""

    text: str


Event = StageEvent | TextEvent | Answer
