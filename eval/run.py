"""Running a question set: every case asked, scored, and gathered into the public JSON of a run.

`ask(case)` gives the public JSON of an answer, so that any system can be run. This file doesn't know how answers are
made, which metrics there are, or how a run is shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from eval.cases import Case
from eval.metrics import Supports
from eval.scoring import Names, Outcome, by_tag, score, summarise
from ingest.document import Document
from ingest.errors import PinciteError, redacted

Ask = Callable[[Case], Mapping[str, Any]]
Search = Callable[[Case, Mapping[str, Any]], Sequence[Mapping[str, Any]]]
OnOutcome = Callable[[Outcome], None]


class AnswererError(PinciteError):
    """A system under evaluation gave no usable answer."""


def ask_case(case: Case, ask: Ask, search: Search | None = None) -> Outcome:
    """The case asked once, and timed; not yet scored. What goes wrong is kept as the outcome's error.

    `search(case, answer)` gives the passages found, best first, as mappings with document, start and end (the answer
    says how a follow-up was understood); None: not measured. The search isn't part of the latency.
    """
    started = time.perf_counter()
    try:
        answer = ask(case)
    except Exception as error:  # a broken system must not end the run of the other questions
        words = str(error) if isinstance(error, PinciteError) else f"{type(error).__name__}: {redacted(str(error))}"
        return Outcome(case, {}, error=words.strip())
    latency = (time.perf_counter() - started) * 1000
    if not isinstance(answer, Mapping) or "answered" not in answer:
        return Outcome(case, {}, latency_ms=latency, error="the answer is not an answer object with 'answered'")
    try:
        retrieved = None if search is None else tuple(search(case, answer))
    except Exception as error:
        return Outcome(case, answer, latency_ms=latency, error=f"search failed: {error}")
    return Outcome(case, answer, retrieved, latency)


def run_cases(
    cases: Sequence[Case],
    ask: Ask,
    *,
    search: Search | None = None,
    supports: Supports | None = None,
    documents: Iterable[Document] = (),
    workers: int = 1,
    done: Mapping[str, Outcome] | None = None,
    on_outcome: OnOutcome | None = None,
) -> tuple[Outcome, ...]:
    """Every case's scored outcome, in order.

    `supports(claim, sources)` is the judge of the ALCE metrics, None: not measured. `workers` ask at once: worth it
    where the model is remote. `done` are outcomes by case id that an earlier run left: they are scored, not asked
    again. `on_outcome` is called after each new one, in the order they finish, in this thread.
    """
    names = Names(documents)
    kept = {name: replace(one, values=score(one, names, supports)) for name, one in (done or {}).items()}
    waiting = [case for case in cases if case.id not in kept]
    with ThreadPoolExecutor(max_workers=max(workers, 1)) as pool:
        asked: Iterable[Outcome]
        asked = (
            pool.map(lambda case: ask_case(case, ask, search), waiting)
            if workers > 1
            else (ask_case(case, ask, search) for case in waiting)
        )
        for outcome in asked:
            scored = replace(outcome, values=score(outcome, names, supports))
            kept[outcome.case.id] = scored
            if on_outcome:
                on_outcome(scored)
    return tuple(kept[case.id] for case in cases)


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """One case of a run's JSON."""
    case = outcome.case
    return {
        "id": case.id,
        "question": case.question,
        "expected": case.answer,
        "answerable": case.answerable,
        "facts": [list(fact) for fact in case.facts],
        "evidence": [
            {
                "document": e.document,
                "document_id": e.document_id,
                "quote": e.quote,
                "start": e.start,
                "end": e.end,
                "sentence": None if e.sentence_start is None else [e.sentence_start, e.sentence_end],
            }
            for e in case.evidence
        ],
        "tags": list(case.tags),
        "history": [{"role": turn.role, "text": turn.text} for turn in case.history],
        "answer": dict(outcome.answer),
        "retrieved": None if outcome.retrieved is None else [dict(passage) for passage in outcome.retrieved],
        "latency_ms": None if outcome.latency_ms is None else round(outcome.latency_ms, 2),
        "error": outcome.error,
        "metrics": {name: None if v is None else round(v, 6) for name, v in outcome.values.items()},
    }


def run_json(
    outcomes: Sequence[Outcome], *, run: Mapping[str, Any] | None = None, settings: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The public JSON of a run: {"run","settings","metrics","by_tag","cases"}."""
    return {
        "run": dict(run or {}),
        "settings": dict(settings or {}),
        "metrics": {name: estimate.to_json() for name, estimate in summarise(outcomes).items()},
        "by_tag": {
            tag: {name: estimate.to_json() for name, estimate in found.items()}
            for tag, found in by_tag(outcomes).items()
        },
        "cases": [outcome_json(outcome) for outcome in outcomes],
    }
