"""What a public set yields: frozen records, whatever the set's own files look like. This file knows no set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Turn


class Label(StrEnum):
    """What people said of a claim. `UNSUPPORTED` holds both contradicted and not found: most sets don't part them."""

    SUPPORTED = "supported"
    PARTIAL = "partial"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """A claim, its source, and people's label. `group` names what must not be split between tuning and reporting."""

    id: str
    claim: str
    source: str
    label: Label
    group: str


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question about one context, with the gold answers (none: unanswerable) and the place of the first of them,
    half-open code points of the context."""

    id: str
    question: str
    context: str
    answers: tuple[str, ...]
    group: str
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class RankedText:
    """A text to be found."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RankedQuery:
    """A query with the grade (higher is more relevant) of each relevant text, or the gold spans in one text."""

    id: str
    question: str
    relevant: tuple[tuple[str, int], ...]
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that leans on the conversation before it, and a person's wording that stands alone."""

    id: str
    history: tuple[Turn, ...]
    question: str
    rewrite: str
