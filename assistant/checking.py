"""Whether sources support a claim: a verdict, its probability, reasons a person can read, and the evidence's place.

Deterministic evidence (evidence.py) and, where one is given, a judge are weighed together by a logistic model whose
coefficients stand in weights/checking.json (fitted by eval/training/combine.py). This file doesn't know where sources
come from or how a claim is cited: it takes strings, and answers with offsets into them.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Protocol, runtime_checkable

from assistant.answer import Verdict
from assistant.claims.apparatus import without_apparatus
from assistant.claims.attributions import confirmed
from assistant.claims.denials import told_so
from assistant.claims.evidence import findings
from assistant.claims.finding import Finding
from assistant.claims.fragments import quoted_fragment
from assistant.claims.matching import nearest_sentences, overlap, quoted_sentences, sentence_spans, stems, words
from assistant.claims.measures import measures
from assistant.claims.paraphrase import Worded, as_read, as_worded
from assistant.claims.plain_words import plainly
from assistant.judge import Examined
from assistant.protocols import Judge, Judgement
from assistant.shipped import WEIGHTS
from ingest.document import Span


@dataclass(frozen=True, slots=True)
class Checked:
    """What the sources say of a claim. `score` is the probability of support, 0 to 1. `evidence` holds
    (index of the source, code points of it) of the sentences that speak most to the claim, best first."""

    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    evidence: tuple[tuple[int, Span], ...]


@runtime_checkable
class Examiner(Protocol):
    """A judge that also says which words of the claim it doubts, and where the source speaks to it."""

    def examine(self, pairs: Sequence[tuple[str, str]]) -> list[Examined]:
        """One examination a (claim, source) pair."""
        ...


def check_claim(claim: str, sources: Sequence[str], *, judge: Judge | None = None) -> Checked:
    """Checks a claim against the sources cited for it, taken together.

    Without sources, or with empty ones, the verdict is not_found. An empty claim is not_found too: it says nothing
    that could be supported.
    """
    return check_claims([(claim, sources)], judge=judge)[0]


def check_claims(items: Sequence[tuple[str, Sequence[str]]], *, judge: Judge | None = None) -> list[Checked]:
    """As check_claim, for many (claim, sources) at once: the judge reads them in batches."""
    usable = [
        i for i, (claim, sources) in enumerate(items) if words(claim) and any(source.strip() for source in sources)
    ]
    out = [Checked(Verdict.NOT_FOUND, 0.0, ("there is nothing to check it against",), ())] * len(items)
    texts = {i: plainly("\n".join(items[i][1])) for i in usable}
    claims = {i: as_read(plainly(without_apparatus(items[i][0], texts[i])), texts[i]) for i in usable}
    examined = examine_told(judge, [(claims[i], texts[i]) for i in usable])
    parts: list[tuple[int, Worded]] = []
    for i, seen in zip(usable, examined, strict=True):
        out[i] = _weigh(claims[i], items[i][1], texts[i], seen)
        if out[i].verdict is Verdict.NOT_FOUND and len(divided := clauses(claims[i].claim)) > 1:
            parts += [(i, as_worded(part, texts[i])) for part in divided]
    for (i, part), seen in zip(parts, _examine(judge, [(part, texts[i]) for i, part in parts]), strict=True):
        if out[i].verdict is not Verdict.NOT_FOUND:
            continue
        if _weigh(part, items[i][1], texts[i], seen).verdict is Verdict.SUPPORTED:
            reasons = (f"the passage bears out only a part of it: “{part.claim}”", *out[i].reasons)
            out[i] = Checked(Verdict.PARTIAL, out[i].score, reasons[:4], out[i].evidence)
    return out


_JOINT = re.compile(
    r"\s*;\s+|,\s+(?:and|but|while|whereas|which|who|although|so)\s+|\s+(?:and that|but also|because|while|whereas)\s+|"
    r"\s+(?:and|but)\s+(?=(?:(?:the|its|his|her|their)\s+)?(?:\w+\s+){0,2}?(?:was|were|is|are|had|has|did|would|\w{3,}ed)\b)"
)


def clauses(claim: str) -> tuple[str, ...]:
    """The parts of a claim joined by semicolons, commas with a conjunction, relative pronouns, or by "and" before
    another verb; each of three words or more. One part where it can't be divided."""
    parts = _JOINT.split(claim.strip())
    return tuple(part.strip(" ,.") for part in parts) if all(len(part.split()) >= 3 for part in parts) else (claim,)


def _examine(judge: Judge | None, pairs: Sequence[tuple[Worded, str]]) -> list[Examined | None]:
    """What a judge says of each: one that points to words reads the source's words, another the claim's own."""
    if judge is None or not pairs:
        return [None] * len(pairs)
    if isinstance(judge, Examiner):
        return list(judge.examine([(worded.text, source) for worded, source in pairs]))
    judged = judge.judge([(worded.claim, source) for worded, source in pairs])
    return [Examined(judgement, (), None) for judgement in judged]


def examine_told(judge: Judge | None, pairs: Sequence[tuple[Worded, str]]) -> list[Examined | None]:
    """As _examine; where the source is seen to give the claim's words to the claim's own holder, the judge is asked of
    the words alone."""
    told = [confirmed(worded.text, text) for worded, text in pairs] if judge is not None else []
    asked = [(_alone(worded, at), text) for (worded, text), at in zip(pairs, told, strict=False)]
    seen = _examine(judge, asked or pairs)
    return [
        one if at is None else _moved(one, at.start) for one, at in zip(seen, told or [None] * len(seen), strict=True)
    ]


def _alone(worded: Worded, at: Span | None) -> Worded:
    """The words at a place of the claim as a sentence of their own; the whole claim where there is none."""
    if at is None:
        return worded
    own = worded.text[at.start].upper() + worded.text[at.start + 1 : at.end]
    return Worded(own, own)


def _moved(seen: Examined | None, by: int) -> Examined | None:
    """An examination of a part of a claim, its doubts in their places in the whole."""
    if seen is None:
        return None
    return replace(seen, doubts=tuple((Span(s.start + by, s.end + by), p) for s, p in seen.doubts))


def signals(claim: str, source: str, found: Sequence[Finding], seen: Examined | None) -> dict[str, float]:
    """All that is weighed: the evidence's measures and, with a judge, its log-odds of support, its share of
    contradiction and its worst doubts."""
    out = measures(claim, source, found)
    if seen is not None:
        p = min(max(seen.judgement.supported, 0.002), 0.998)
        out["judge"] = math.log(p / (1 - p)) / 2
        out["judge_contradicted"] = seen.judgement.contradicted
        out["doubt"] = seen.doubts[0][1] if seen.doubts else 0.0
        out["doubts"] = min(sum(d for _, d in seen.doubts), 4) / 4
    return out


def probability(values: Mapping[str, float], judged: str) -> float:
    """The probability of support under the fitted model: `judged` is "own", "other" or "none"."""
    model = _models()["models"][judged]
    total = float(model["bias"]) + sum(float(model["weights"].get(name, 0.0)) * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def _models() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((WEIGHTS / "checking.json").read_text(encoding="utf-8"))
    return loaded


# Kinds of finding too rare in the pairs the weights were fitted on to be weighed: each says by itself that a claim
# isn't borne out.
UNWEIGHED = frozenset({"holder", "force"})


def _overrules(finding: Finding) -> bool:
    kind = f"{finding.kind}:conflict" if finding.conflict else finding.kind
    return finding.kind in UNWEIGHED or kind in _models()["vetoes"]


def _weigh(worded: Worded, sources: Sequence[str], text: str, seen: Examined | None) -> Checked:
    claim = worded.text
    if quoted_fragment(worded.claim, text) or quoted_sentences(worded.claim, text):
        return Checked(Verdict.SUPPORTED, 0.99, ("these words stand in the passage",), _places(claim, sources, seen))
    found = findings(claim, text)
    judged = "none" if seen is None else "own" if seen.doubts or seen.support else "other"
    score = probability(signals(claim, text, found, seen), judged)
    vetoes = [f for f in found if not f.supports and _overrules(f)]
    evidence = _places(claim, sources, seen)
    if vetoes or not evidence or not stems(claim) & stems(text):  # a claim that shares no word with it isn't borne out
        score = min(score, 0.49)
    near = " ".join(sources[i][span.start : span.end] for i, span in evidence) or text
    verdict = _verdict(score, found, seen.judgement if seen else None, overlap(claim, near))
    if verdict is Verdict.CONTRADICTED and not any(f.conflict for f in found) and told_so(claim, text):
        verdict = Verdict.NOT_FOUND  # a judge that takes a negation for a denial of all about it
    return Checked(verdict, round(score, 4), _reasons(worded, verdict, found, seen), evidence)


# The judge's share of contradiction that says so without any conflicting word: below it, it is often wrong.
ALONE = 0.75


def _verdict(score: float, found: Sequence[Finding], judgement: Judgement | None, share: float) -> Verdict:
    if score >= 0.5:
        return Verdict.SUPPORTED
    conflict = any(f.conflict for f in found)
    if judgement is None:
        return Verdict.CONTRADICTED if conflict and share >= 0.5 else Verdict.NOT_FOUND
    if not conflict and any(f.kind in ("name", "addition") and not f.supports for f in found):
        return Verdict.NOT_FOUND  # of what a passage doesn't name it denies nothing
    if judgement.contradicted > (0.25 if conflict else ALONE) and share >= 0.3:
        return Verdict.CONTRADICTED
    return Verdict.CONTRADICTED if conflict and share >= 0.6 else Verdict.NOT_FOUND


def _reasons(worded: Worded, verdict: Verdict, found: Sequence[Finding], seen: Examined | None) -> tuple[str, ...]:
    against = sorted((f for f in found if not f.supports), key=lambda f: (not f.conflict, f.kind == "words"))
    if verdict is Verdict.SUPPORTED:
        return tuple(dict.fromkeys(("the passage says so", *(f.reason for f in found if f.supports))))[:3]
    said = [_reason(worded, f) for f in against]
    if seen is not None and seen.doubts:
        doubted = _doubted_words(worded, seen)
        if doubted and not any(f.conflict for f in against):
            said.insert(0, f"the passage does not bear out “{doubted}”")
    return tuple(dict.fromkeys(said))[:4] or ("the passage does not say this",)


def _reason(worded: Worded, found: Finding) -> str:
    """A finding's reason, with the claim's own words where it quotes what was put for them."""
    if found.span is None:
        return found.reason
    before, mine, after = found.reason.rpartition(f"“{worded.text[found.span.start : found.span.end]}”")
    return f"{before}“{worded.claimed(found.span)}”{after}" if mine else found.reason


def _doubted_words(worded: Worded, seen: Examined) -> str:
    """The claim's own words about the worst doubt, widened to whole words and to doubts beside it."""
    spans = sorted((span for span, p in seen.doubts if p >= 0.5), key=lambda s: s.start)
    if not spans:
        return ""
    worst, claim = seen.doubts[0][0], worded.text
    start, end = worst.start, worst.end
    for span in spans:
        if span.start >= start and span.start <= end + 1:
            end = max(end, span.end)
    for span in reversed(spans):
        if span.end <= end and span.end >= start - 1:
            start = min(start, span.start)
    while start > 0 and claim[start - 1].isalnum():
        start -= 1
    while end < len(claim) and claim[end].isalnum():
        end += 1
    return worded.claimed(Span(start, end)).strip()


def _places(claim: str, sources: Sequence[str], seen: Examined | None) -> tuple[tuple[int, Span], ...]:
    """The sentences of the sources that hold the claim's words, with the one the judge points to first among equals."""
    text = "\n".join(sources)
    starts, at = [], 0
    for source in sources:
        starts.append(at)
        at += len(source) + 1
    spans = list(nearest_sentences(claim, text))
    if not spans and seen is not None and seen.support is not None:
        pointed = plainly(text)[seen.support.start : seen.support.end]  # a judge reads sources plainly
        spans = sorted(sentence_spans(text), key=lambda at: -overlap(pointed, plainly(text[at.start : at.end])))[:1]
    out = []
    for span in spans:
        index = max(i for i, start in enumerate(starts) if start <= span.start)
        end = min(span.end - starts[index], len(sources[index]))
        out.append((index, Span(span.start - starts[index], end)))
    return tuple(out)
