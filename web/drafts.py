"""A question set drafted from the library in the browser: the rows a person goes through, and the set made of them.

This file doesn't know how questions are drafted, nor Gradio.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.cases import Case
from eval.drafting_sets import draft_set
from eval.review import facts_from, mended, save_set
from ingest.document import Document
from ingest.errors import PinciteError
from web.trials import set_name

HEADINGS = ("Keep", "Question", "Answer", "Facts (alternatives |, facts ;)", "Evidence")
MOST = 200


class DraftsError(PinciteError):
    """A drafted set can't be kept."""


def drafted(documents: Sequence[Document], count: int) -> tuple[Case, ...]:
    """About `count` questions over the documents, at most MOST. Raises DraftingError where none can be made."""
    return draft_set(documents, max(1, min(count, MOST)))


def rows(cases: Sequence[Case]) -> list[list[Any]]:
    """A row a question, as HEADINGS; all to be kept until a person says otherwise."""
    return [
        [
            True,
            case.question,
            case.answer if case.answerable else "not in the documents: to be refused",
            "; ".join(" | ".join(fact) for fact in case.facts),
            "; ".join(f"{evidence.document}: {evidence.quote}" for evidence in case.evidence),
        ]
        for case in cases
    ]


def chosen(cases: Sequence[Case], edited: Sequence[Sequence[Any]], documents: Sequence[Document]) -> list[Case]:
    """The cases whose row is kept, with what a person changed of question, answer and facts. Raises ReviewError."""
    kept = []
    for case, (keep, question, answer, facts, *_) in zip(cases, edited, strict=True):
        if str(keep).lower() not in ("true", "1"):
            continue
        values: dict[str, Any] = {"question": str(question).strip() or case.question}
        if case.answerable:
            values |= {"answer": str(answer).strip(), "facts": facts_from(str(facts))}
        kept.append(mended(case, documents, **values))
    return kept


def keep(cases: Sequence[Case], edited: Sequence[Sequence[Any]], documents: Sequence[Document], folder: Path,
         name: str) -> tuple[str, int]:  # fmt: skip
    """Writes the set of the rows that are kept; its key and how many questions it has. Raises DraftsError where none
    is, or the name is taken."""
    key = set_name(name or "drafted")
    if (folder / f"{key}.jsonl").exists():
        raise DraftsError(f"There is a question set “{key}” already: name this one otherwise.")
    kept = chosen(cases, edited, documents)
    if not kept:
        raise DraftsError("No question is kept: tick those that are good.")
    folder.mkdir(parents=True, exist_ok=True)
    save_set(kept, folder / f"{key}.jsonl")
    return key, len(kept)
