"""The metrics: small pure functions over plain values. None means "not applicable"; 0 is always a measured 0.

A place is (document, start, end): half-open code points of one document. Gold places come from the question set,
others from an answer or a search. This file doesn't know cases, answers or files.

Import it as `from eval import metrics`: `import eval.metrics` would hide the builtin `eval`.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Place = tuple[str, int, int]

MARKER = re.compile(r"\s*\[\d+(?:\s*[,–-]\s*\d+)*\]")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_QUOTES = {ord("‘"): "'", ord("’"): "'", ord("“"): '"', ord("”"): '"', ord("\u00ad"): None}


# ---- places -----------------------------------------------------------------------------------


def overlaps(one: Place, other: Place) -> bool:
    """Whether the two places share at least one code point."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def holds(outer: Place, inner: Place) -> bool:
    """Whether `inner` lies wholly in `outer`."""
    return outer[0] == inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2]


# ---- retrieval --------------------------------------------------------------------------------


def evidence_recall(gold: Sequence[Place], retrieved: Sequence[Place], k: int) -> float | None:
    """The share of gold quotes that lie wholly in one of the first `k` retrieved passages; None without gold.

    Recall at k (Manning, Raghavan, Schütze 2008, ch. 8) with a gold quote as the thing to be found.
    """
    if not gold:
        return None
    return sum(any(holds(passage, quote) for passage in retrieved[:k]) for quote in gold) / len(gold)


def reciprocal_rank(gold: Sequence[Place], retrieved: Sequence[Place]) -> float | None:
    """1 / rank of the first passage that holds a gold quote wholly, 0 if none does; None without gold.

    Its mean over questions is the MRR (Voorhees 1999, TREC-8).
    """
    if not gold:
        return None
    ranks = (rank for rank, passage in enumerate(retrieved, 1) if any(holds(passage, quote) for quote in gold))
    return next((1 / rank for rank in ranks), 0.0)


def ndcg(gold: Sequence[Place], retrieved: Sequence[Place], k: int = 10) -> float | None:
    """nDCG at k (Järvelin and Kekäläinen 2002), computed by ir-measures; None without gold.

    A passage's gain is the number of gold quotes that it is the first to hold, so that the same evidence found twice
    counts once; a gold quote that no passage holds is one relevant passage that was not retrieved.
    """
    if not gold:
        return None
    import ir_measures

    missing = list(gold)
    grades: dict[str, int] = {}
    for rank, passage in enumerate(retrieved):
        found = [quote for quote in missing if holds(passage, quote)]
        missing = [quote for quote in missing if quote not in found]
        grades[f"p{rank}"] = len(found)
    qrels = [ir_measures.Qrel("q", name, grade) for name, grade in grades.items() if grade]
    qrels += [ir_measures.Qrel("q", f"missing{i}", 1) for i in range(len(missing))]
    run = [ir_measures.ScoredDoc("q", name, float(-rank)) for rank, name in enumerate(grades)]
    measured = list(ir_measures.iter_calc([ir_measures.nDCG @ k], qrels, run))
    return float(measured[0].value) if measured else 0.0


# ---- the answer's words -----------------------------------------------------------------------


def without_markers(answer: str) -> str:
    """The answer without its [1] citation markers."""
    return MARKER.sub("", answer)


def folded(text: str) -> str:
    """`text` as it is compared for facts: NFKC, case, dashes, quotation marks and white space folded, and the
    thousands separators of numbers left out."""
    text = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_DASHES).casefold()
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    return " ".join(text.split())


def _unspaced(character: str) -> bool:
    """Whether the character belongs to a script written without spaces, where a word's edge can't be seen."""
    return "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff" or "\u0e00" <= character <= "\u0eff"


def _joined(inside: str, outside: str) -> bool:
    """Whether a word goes on from the character `inside` a match to `outside`, the one or two next to it."""
    if not outside or _unspaced(inside) or _unspaced(outside[0]):
        return False
    if inside.isdigit() and len(outside) > 1 and outside[0] in ".," and outside[1].isdigit():
        return True
    return inside.isalnum() and (outside[0].isalnum() or outside[0] == "_")


def states(answer: str, alternative: str) -> bool:
    """Whether the folded `answer` holds the folded `alternative` as whole words: "14" is not in "2014" or "14.5"."""
    text, wanted = folded(answer), folded(alternative)
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        before, after = text[max(at - 2, 0) : at][::-1], text[end : end + 2]
        if not _joined(wanted[0], before) and not _joined(wanted[-1], after):
            return True
        at = text.find(wanted, at + 1)
    return False


def fact_recall(facts: Sequence[Sequence[str]], answer: str) -> float | None:
    """The share of facts of which one alternative wording stands in the answer; None without facts.

    The "nugget recall" of the TREC question-answering track (Voorhees 2003) with string alternatives.
    """
    if not facts:
        return None
    text = without_markers(answer)
    return sum(any(states(text, alternative) for alternative in fact) for fact in facts) / len(facts)


def squad_normalised(text: str) -> str:
    """SQuAD's normal form (Rajpurkar et al. 2016): lower case, no ASCII punctuation, no articles, single spaces."""
    kept = "".join(character for character in text.lower() if character not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", kept).split())


def exact_match(golds: Sequence[str], answer: str) -> float | None:
    """1 if the answer equals a gold answer in SQuAD's normal form, else 0; None without gold."""
    if not golds:
        return None
    given = squad_normalised(without_markers(answer))
    return float(any(squad_normalised(gold) == given for gold in golds))


def token_f1(golds: Sequence[str], answer: str) -> float | None:
    """SQuAD's token F1 (Rajpurkar et al. 2016): of the bags of words, the best over the golds; None without gold."""
    if not golds:
        return None
    return max(_f1(squad_normalised(gold).split(), squad_normalised(without_markers(answer)).split()) for gold in golds)


def _f1(gold: list[str], given: list[str]) -> float:
    if not gold or not given:
        return float(gold == given)
    common = sum((Counter(gold) & Counter(given)).values())
    return 2 * common / (len(gold) + len(given))


# ---- citations and claims ---------------------------------------------------------------------


def citation_precision(gold: Sequence[Place], cited: Sequence[Place | None]) -> float | None:
    """The share of citations that overlap a gold sentence; None without gold or without citations.

    `gold` are the sentences that hold the gold quotes. A citation whose place isn't known (None) is wrong. This is
    strict: a true citation of a sentence the set doesn't name counts as wrong, for every system alike.
    """
    if not gold or not cited:
        return None
    return sum(place is not None and any(overlaps(place, g) for g in gold) for place in cited) / len(cited)


def citation_recall(gold: Sequence[Place], cited: Sequence[Place | None]) -> float | None:
    """The share of gold sentences that some citation overlaps; None without gold. A refusal cites nothing: 0."""
    if not gold:
        return None
    return sum(any(place is not None and overlaps(place, g) for place in cited) for g in gold) / len(gold)


def _covered(places: Sequence[Place]) -> set[tuple[str, int]]:
    return {(document, at) for document, start, end in places for at in range(start, end)}


def citation_iou(gold: Sequence[Place], cited: Sequence[Place | None]) -> float | None:
    """The code points that are both cited and gold, over those that are either; None without gold or citations.

    The intersection over union of Smith and Troynikov (2024, Chroma's chunking evaluation), of citations: it tells a
    cited sentence from a cited page, which `citation_precision` doesn't.
    """
    if not gold or not cited:
        return None
    right, given = _covered(gold), _covered([place for place in cited if place is not None])
    return len(right & given) / len(right | given)


Supports = Callable[[str, Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """A sentence of an answer and the texts it cites."""

    text: str
    sources: tuple[str, ...]


def alce_citation_recall(claims: Sequence[CitedClaim], supports: Supports) -> float | None:
    """The share of claims that all their citations together support (ALCE, Gao et al. 2023); None without claims.

    `supports(claim, sources)` is the judge. A claim without citation is not supported.
    """
    if not claims:
        return None
    return sum(bool(claim.sources) and supports(claim.text, claim.sources) for claim in claims) / len(claims)


def alce_citation_precision(claims: Sequence[CitedClaim], supports: Supports) -> float | None:
    """The share of citations that are not irrelevant (ALCE, Gao et al. 2023); None without citations.

    A citation counts where its claim is supported by all of the claim's citations, and it supports the claim alone
    or the others don't without it.
    """
    right = total = 0
    for claim in claims:
        total += len(claim.sources)
        if not claim.sources or not supports(claim.text, claim.sources):
            continue
        if len(claim.sources) == 1:
            right += 1
            continue
        for i, source in enumerate(claim.sources):
            others = claim.sources[:i] + claim.sources[i + 1 :]
            right += supports(claim.text, (source,)) or not supports(claim.text, others)
    return right / total if total else None


def support_rate(verdicts: Sequence[str]) -> float | None:
    """The share of an answer's claims with the verdict "supported"; None without claims."""
    if not verdicts:
        return None
    return sum(verdict == "supported" for verdict in verdicts) / len(verdicts)


# ---- refusal ----------------------------------------------------------------------------------


def refusal_precision(answerable: bool, refused: bool) -> float | None:
    """One case's part of refusal precision: of the refusals, were they right? None where the answer is no refusal."""
    return float(not answerable) if refused else None


def refusal_recall(answerable: bool, refused: bool) -> float | None:
    """One case's part of refusal recall: of the unanswerable questions, were they refused? None if answerable."""
    return None if answerable else float(refused)


# ---- scores against labels --------------------------------------------------------------------


def auroc(scores: Sequence[float], labels: Sequence[bool]) -> float | None:
    """The area under the ROC curve: the chance that a true case scores above a false one, ties half (Hanley and
    McNeil 1982). None unless both labels occur."""
    positive = sum(labels)
    negative = len(labels) - positive
    if not positive or not negative:
        return None
    ranks = _mean_ranks(scores)
    total = sum(rank for rank, label in zip(ranks, labels, strict=True) if label)
    return (total - positive * (positive + 1) / 2) / (positive * negative)


def _mean_ranks(scores: Sequence[float]) -> list[float]:
    order = sorted(range(len(scores)), key=scores.__getitem__)
    ranks = [0.0] * len(scores)
    first = 0
    while first < len(order):
        last = first
        while last + 1 < len(order) and scores[order[last + 1]] == scores[order[first]]:
            last += 1
        for i in order[first : last + 1]:
            ranks[i] = (first + last) / 2 + 1
        first = last + 1
    return ranks


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin of a reliability curve: [low, high) of the probability (the last bin is closed), its mean, the share
    of true labels, and how many."""

    low: float
    high: float
    mean: float
    share: float
    n: int


def reliability(probabilities: Sequence[float], labels: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """The reliability curve (DeGroot and Fienberg 1983) over `bins` bins of equal width; empty bins are left out."""
    members: dict[int, list[int]] = {}
    for i, probability in enumerate(probabilities):
        members.setdefault(min(int(probability * bins), bins - 1), []).append(i)
    return tuple(
        Bin(
            low=b / bins,
            high=(b + 1) / bins,
            mean=sum(probabilities[i] for i in inside) / len(inside),
            share=sum(labels[i] for i in inside) / len(inside),
            n=len(inside),
        )
        for b, inside in sorted(members.items())
    )


def calibration_error(probabilities: Sequence[float], labels: Sequence[bool], bins: int = 10) -> float | None:
    """The expected calibration error (Naeini et al. 2015; Guo et al. 2017): the mean distance of confidence from
    accuracy over the bins, weighted by their size; None without cases."""
    if not labels:
        return None
    curve = reliability(probabilities, labels, bins)
    return sum(b.n * abs(b.mean - b.share) for b in curve) / len(labels)


# ---- summaries --------------------------------------------------------------------------------


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def quantile(values: Sequence[float], q: float) -> float:
    """The q-quantile with linear interpolation between ranks (Hyndman and Fan 1996, type 7)."""
    ordered = sorted(values)
    position = (len(ordered) - 1) * q
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)
