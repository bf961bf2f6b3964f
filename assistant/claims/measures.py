"""The deterministic evidence as numbers, for checking.py's weighing.

Pure functions of a claim, its source and the findings of evidence.py. This file doesn't know how they are weighed.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.claims.alignment import differences
from assistant.claims.finding import Finding
from assistant.claims.matching import names, nearest_sentences, overlap, pair_overlap, stem, stems, words


def measures(claim: str, source: str, found: Sequence[Finding]) -> dict[str, float]:
    """The evidence as numbers, mostly 0 to 1: shares of the claim's words and pairs of words that the source has, for
    each kind of finding whether it speaks against the claim, and whether one does though the claim is all but the
    source's own words (`close_…`): a near copy that differs in one thing has been changed, a free summary hasn't."""
    near = "\n".join(source[span.start : span.end] for span in nearest_sentences(claim, source))
    wanted = stems(claim)
    out = {
        "overlap_near": overlap(claim, near),
        "overlap_all": overlap(claim, source),
        "pairs_near": pair_overlap(claim, near),
        "pairs_all": pair_overlap(claim, source),
        "lacking": min(sum(1 for s in wanted if s not in stems(source)), 4) / 4,
        "long_claim": min(len(words(claim)), 60) / 30,
        "long_source": min(len(source), 3000) / 1500,
    }
    added = [d for d in differences(claim, source) if d.kind == "addition"]
    out["addition_far"] = float(any(d.elsewhere for d in added))
    for kind in KINDS:
        against = [f for f in found if f.kind == kind and not f.supports]
        out[kind] = min(len(against), 2) / 1.0
        if kind in ("number", "date", "name"):
            out[kind + "_conflict"] = float(any(f.conflict for f in against))
    close = max(0.0, min(1.0, (out["overlap_near"] - CLOSE) / (WHOLLY - CLOSE)))
    out["close_against"] = close * any(not f.supports and f.kind != "words" for f in found)
    out["close_name"] = close * min(out["name"], 1.0)
    there = {stem(word) for word in words(near)}
    out["name_far"] = float(any(stem(claim[s.start : s.end]) not in there for s in names(claim)) and not out["name"])
    return out


CLOSE, WHOLLY = 0.7, 0.9  # shares of the claim's words in the nearest sentences, where it begins and is fully close
KINDS = (
    "number", "date", "unit", "name", "negation", "antonym", "quantifier", "comparative", "modality", "role",
    "addition", "words",
)  # fmt: skip
