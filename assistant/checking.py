"""Whether sources support a claim: a verdict, its probability, reasons a person can read, and the evidence's place.

Deterministic evidence (evidence.py) and, where one is given, a judge are weighed together. This file doesn't know where
sources come from or how a claim is cited: it takes strings, and answers with offsets into them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Verdict
from assistant.evidence import Finding, findings, overlap, sentence_spans
from assistant.protocols import Judge
from ingest.document import Span


@dataclass(frozen=True, slots=True)
class Checked:
    """What the sources say of a claim. `score` is the probability of support, 0 to 1. `evidence` holds
    (index of the source, code points of it) of the sentences that speak most to the claim, best first."""

    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    evidence: tuple[tuple[int, Span], ...]


def check_claim(claim: str, sources: Sequence[str], *, judge: Judge | None = None) -> Checked:
    """Checks a claim against the sources cited for it, taken together.

    Without sources, or with empty ones, the verdict is not_found. An empty claim is not_found too: it says nothing
    that could be supported.
    """
    if not claim.strip() or not any(source.strip() for source in sources):
        return Checked(Verdict.NOT_FOUND, 0.0, ("there is no source to check it against",), ())
    ranked = sorted(
        (
            (overlap(claim, source[span.start : span.end]), index, span)
            for index, source in enumerate(sources)
            for span in sentence_spans(source)
        ),
        key=lambda item: -item[0],
    )
    best = ranked[:3]
    text = "\n".join(sources[index][span.start : span.end] for _, index, span in best)
    found = findings(claim, text if best else "\n".join(sources))
    share = overlap(claim, "\n".join(sources))
    score = share
    if judge is not None:
        judgement = max((judge.judge([(claim, source)])[0] for source in sources), key=lambda j: j.supported)
        score = 0.5 * share + 0.5 * judgement.supported
    against = [finding for finding in found if not finding.supports]
    score *= 0.4 ** len(against)
    return Checked(
        _verdict(score, share, against), score, _reasons(found), tuple((index, span) for _, index, span in best)
    )


def _verdict(score: float, share: float, against: Sequence[Finding]) -> Verdict:
    if not against and score >= 0.6:
        return Verdict.SUPPORTED
    if share >= 0.6 and any(finding.kind in ("number", "negation") for finding in against):
        return Verdict.CONTRADICTED
    if share >= 0.5:
        return Verdict.PARTIAL
    return Verdict.NOT_FOUND


def _reasons(found: Sequence[Finding]) -> tuple[str, ...]:
    against = tuple(finding.reason for finding in found if not finding.supports)
    return against or tuple(finding.reason for finding in found)
