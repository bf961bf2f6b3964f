"""One answer against its case: every metric's value, or None where it isn't applicable; and the figures over all cases.

An answer is the public JSON shape (a mapping), so that any system's answers can be scored. This file doesn't know
how answers are made, and does no input or output.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eval import metrics
from eval.cases import Case
from eval.estimates import Estimate, bootstrap, bootstrap_mean
from eval.metrics import CitedClaim, Place, Supports
from ingest.document import Document

Answer = Mapping[str, Any]
UNKNOWN = "?"  # the document of a citation that names none of the library's


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case. `error` is set where no answer came; `values` are the metrics, None = not applicable."""

    case: Case
    answer: Answer
    retrieved: tuple[Mapping[str, Any], ...] | None = None
    latency_ms: float | None = None
    error: str | None = None
    values: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Observed:
    """A case and its answer, in the plain values that metrics take."""

    case: Case
    text: str
    answered: bool
    refused: bool
    gold_quotes: tuple[Place, ...]
    gold_sentences: tuple[Place, ...]
    cited: tuple[Place | None, ...]
    retrieved: tuple[Place, ...] | None
    claims: tuple[CitedClaim, ...]
    verdicts: tuple[str, ...] | None
    supports: Supports | None
    usage: Mapping[str, Any]

    @property
    def golds(self) -> tuple[str, ...]:
        """The gold answers for exact match and F1: the answer, and the wordings of a single fact."""
        single = self.case.facts[0] if len(self.case.facts) == 1 else ()
        return tuple(gold for gold in (self.case.answer, *single) if gold)


class Names:
    """Maps what an answer calls a document (id, file name, path, sha256) to the id of the document."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self._ids: dict[str, str] = {}
        for document in documents:
            for name in (document.source, document.path, document.sha256, document.id):
                self._ids[name] = document.id

    def __call__(self, *names: Any) -> str:
        """The id behind the first name that is known; without documents, the first name itself."""
        given = [str(name) for name in names if name]
        known = (self._ids[name] for name in given if name in self._ids)
        return next(known, UNKNOWN if self._ids or not given else given[0])


def _place(value: Mapping[str, Any], names: Names) -> Place | None:
    start, end = value.get("start"), value.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    return names(value.get("document"), value.get("source")), start, end


def _claims(answer: Answer) -> tuple[CitedClaim, ...]:
    quotes = {citation.get("n"): str(citation.get("quote") or "") for citation in answer.get("citations") or ()}

    def sources(claim: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(quotes[n] for n in claim.get("citations") or () if quotes.get(n))

    about = " ".join(
        f"{citation.get('title') or ''} {' '.join(citation.get('authors') or ())} {citation.get('year') or ''}"
        for citation in answer.get("citations") or ()
    )
    claims = answer.get("claims") or ()
    return tuple(CitedClaim(unattributed(str(claim.get("text") or ""), about), sources(claim)) for claim in claims)


def unattributed(claim: str, about: str) -> str:
    """The claim without a lead-in ("Ellison (2016): …") that only names the cited works: that isn't in their text, so
    no judge of the text could support it. `about` holds the works' titles, authors and years."""
    known = set(re.findall(r"\w+", about.casefold()))
    for found in reversed(list(re.finditer(": ", claim))):
        lead, rest = claim[: found.start()], claim[found.end() :].strip()
        words = set(re.findall(r"\w+", lead.casefold()))
        if words and words <= known and rest:
            return rest
    return claim


def observe(outcome: Outcome, names: Names, supports: Supports | None = None) -> Observed:
    """The outcome in the values that metrics take. A question that failed is neither answered nor refused."""
    case, answer = outcome.case, outcome.answer
    answered = bool(answer.get("answered")) and outcome.error is None
    placed = [e for e in case.evidence if e.start is not None and e.end is not None]
    claims = answer.get("claims") or ()
    verdicts = tuple(str(claim["verdict"]) for claim in claims if claim.get("verdict"))
    places = [_place(passage, names) for passage in outcome.retrieved or ()]
    return Observed(
        case=case,
        text=str(answer.get("answer") or "") if answered else "",
        answered=answered,
        refused=outcome.error is None and not answered,
        gold_quotes=tuple((e.document_id or e.document, e.start or 0, e.end or 0) for e in placed),
        gold_sentences=tuple(
            (e.document_id or e.document, e.sentence_start or 0, e.sentence_end or e.end or 0) for e in placed
        ),
        cited=tuple(_place(citation, names) for citation in answer.get("citations") or ()) if answered else (),
        retrieved=None if outcome.retrieved is None else tuple(p for p in places if p is not None),
        claims=_claims(answer) if answered else (),
        verdicts=verdicts if answered and verdicts else None,
        supports=supports,
        usage=answer.get("usage") or {},
    )


# ---- the table of metrics ---------------------------------------------------------------------

Measure = Callable[[Observed], float | None]


def _if_answerable(measure: Measure) -> Measure:
    return lambda o: measure(o) if o.case.answerable else None


def _of_retrieved(measure: Callable[[Sequence[Place], Sequence[Place]], float | None]) -> Measure:
    return _if_answerable(lambda o: None if o.retrieved is None else measure(o.gold_quotes, o.retrieved))


def _correct(o: Observed) -> float | None:
    if not o.case.answerable:
        return float(o.refused)
    recall = metrics.fact_recall(o.case.facts, o.text)
    return None if recall is None else float(recall == 1)


def _usage(name: str) -> Measure:
    return lambda o: float(o.usage[name]) if isinstance(o.usage.get(name), int | float) else None


def _judged(measure: Callable[[Sequence[CitedClaim], Supports], float | None]) -> Measure:
    return lambda o: None if o.supports is None else measure(o.claims, o.supports)


MEASURES: dict[str, Measure] = {
    "evidence_recall@1": _of_retrieved(lambda gold, found: metrics.evidence_recall(gold, found, 1)),
    "evidence_recall@5": _of_retrieved(lambda gold, found: metrics.evidence_recall(gold, found, 5)),
    "evidence_recall@10": _of_retrieved(lambda gold, found: metrics.evidence_recall(gold, found, 10)),
    "evidence_mrr": _of_retrieved(metrics.reciprocal_rank),
    "evidence_ndcg@10": _of_retrieved(lambda gold, found: metrics.ndcg(gold, found, 10)),
    "correct": _correct,
    "fact_recall": _if_answerable(lambda o: metrics.fact_recall(o.case.facts, o.text)),
    "exact_match": _if_answerable(lambda o: metrics.exact_match(o.golds, o.text)),
    "token_f1": _if_answerable(lambda o: metrics.token_f1(o.golds, o.text)),
    "citation_precision": _if_answerable(lambda o: metrics.citation_precision(o.gold_sentences, o.cited)),
    "citation_recall": _if_answerable(lambda o: metrics.citation_recall(o.gold_sentences, o.cited)),
    "citation_iou": _if_answerable(lambda o: metrics.citation_iou(o.gold_sentences, o.cited)),
    "alce_citation_precision": _judged(metrics.alce_citation_precision),
    "alce_citation_recall": _judged(metrics.alce_citation_recall),
    "support_rate": lambda o: None if o.verdicts is None else metrics.support_rate(o.verdicts),
    "refusal_precision": lambda o: metrics.refusal_precision(o.case.answerable, o.refused),
    "refusal_recall": lambda o: metrics.refusal_recall(o.case.answerable, o.refused),
    "input_tokens": _usage("input_tokens"),
    "output_tokens": _usage("output_tokens"),
    "cost_usd": _usage("cost_usd"),
}

LOWER_IS_BETTER = ("latency_ms", "calibration_error", "input_tokens", "output_tokens", "cost_usd")


def lower_is_better(name: str) -> bool:
    return name.startswith(LOWER_IS_BETTER)


def score(outcome: Outcome, names: Names, supports: Supports | None = None) -> dict[str, float | None]:
    """Every metric of one outcome by name. A failed question scores 0 wherever an answer was owed."""
    observed = observe(outcome, names, supports)
    return {name: measure(observed) for name, measure in MEASURES.items()}


# ---- over all cases ---------------------------------------------------------------------------


def _pairs(outcomes: Sequence[Outcome]) -> list[tuple[float, bool]]:
    return [
        (float(o.answer["confidence"]), o.case.answerable)
        for o in outcomes
        if o.error is None and isinstance(o.answer.get("confidence"), int | float)
    ]


def _timings(outcomes: Sequence[Outcome]) -> dict[str, list[float]]:
    stages: dict[str, list[float]] = {}
    for outcome in outcomes:
        for stage, value in (outcome.answer.get("timings_ms") or {}).items():
            if stage != "total" and isinstance(value, int | float) and value:  # 0: it wasn't run
                stages.setdefault(stage, []).append(float(value))
    return stages


def summarise(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """Every metric over the outcomes with its interval; value None and n 0 where it applies to no case.

    Means over the cases each metric applies to, but for `refusal_auroc` (how well `confidence` tells answerable from
    unanswerable questions), `calibration_error` (of `confidence`, ten bins) and latencies (median, 95th percentile).
    """
    found: dict[str, Estimate] = {}
    for name in MEASURES:
        values = [value for o in outcomes if (value := o.values.get(name)) is not None]
        found[name] = bootstrap_mean(values)
    pairs = _pairs(outcomes)
    found["refusal_auroc"] = bootstrap(pairs, lambda some: metrics.auroc(*_unzip(some)))
    found["calibration_error"] = bootstrap(pairs, lambda some: metrics.calibration_error(*_unzip(some)))
    latencies = [o.latency_ms for o in outcomes if o.latency_ms is not None and o.error is None]
    found["latency_ms_median"] = bootstrap(latencies, lambda some: metrics.quantile(some, 0.5))
    found["latency_ms_p95"] = bootstrap(latencies, lambda some: metrics.quantile(some, 0.95))
    for stage, values in _timings(outcomes).items():
        found[f"latency_ms_{stage}_median"] = bootstrap(values, lambda some: metrics.quantile(some, 0.5))
    return found


def _unzip(pairs: Sequence[tuple[float, bool]]) -> tuple[list[float], list[bool]]:
    return [score for score, _ in pairs], [label for _, label in pairs]


def by_tag(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Estimate]]:
    """`summarise` for the cases of each tag, in the tags' alphabetical order."""
    tags = sorted({tag for outcome in outcomes for tag in outcome.case.tags})
    return {tag: summarise([o for o in outcomes if tag in o.case.tags]) for tag in tags}
