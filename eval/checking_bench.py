"""Who tells supported claims from unsupported ones, and answered questions from unanswered ones: a bench, in one run.

    python -m eval.checking_bench --data ../shared/data [--documents FOLDER …] [--most N] [--json FILE]

Word overlap, cosine (all-MiniLM-L6-v2; the best of the six sentences that share most words), the relevance
cross-encoder (the best of three), the deterministic evidence alone, the project's judge alone, and the two weighed
together, on the public sets of a folder the user names, on generated changed claims and on the hand-written ones.
Thresholds are fitted on one half (by group) and the other half is reported; `at_half` is the balanced accuracy over
the reported half at probability .5, with nothing fitted; `caught_at_92_kept` the changed claims caught where .92 of the
true ones are kept. This file doesn't know how the judge was trained; the reader is measured in reader_measures.py.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from assistant.checking import check_claims
from assistant.claims.matching import nearest_sentences, overlap, sentence_spans
from assistant.judge import Examined, OwnJudge, OwnReader, load_judge, load_reader
from assistant.protocols import Judgement
from eval.changed_claims import MadeClaim, make_claims, written_claims
from eval.datasets import CLAIMS, Label
from eval.metrics import auroc
from eval.reader_measures import measure_questions, rounded

Scorer = Callable[[Sequence[tuple[str, str]]], list[float]]


def balanced_accuracy(predicted: npt.ArrayLike, truth: npt.ArrayLike) -> float | None:
    """The mean of the accuracies on true and on false items; None without both."""
    p, t = np.asarray(predicted, dtype=bool), np.asarray(truth, dtype=bool)
    return float((p[t].mean() + (~p[~t]).mean()) / 2) if t.any() and not t.all() else None


def best_threshold(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """The threshold with the highest balanced accuracy; the middle between two scores."""
    values = sorted(set(scores))
    cuts = [values[0] - 1, *((a + b) / 2 for a, b in pairwise(values))]
    array = np.asarray(scores)
    return float(max(cuts, key=lambda cut: balanced_accuracy(array > cut, truth) or 0.0))


def scorers(names: Sequence[str]) -> dict[str, Scorer]:
    """The systems by name; models are loaded when first asked for."""
    table: dict[str, Callable[[], Scorer]] = {
        "overlap": lambda: _overlap,
        "cosine": _cosine,
        "relevance": _relevance,
        "evidence": lambda: lambda pairs: [c.score for c in check_claims([(a, [b]) for a, b in pairs])],
        "judge": _judge,
        "combined": _combined,
    }
    return {name: table[name]() for name in names}


SYSTEMS = ("overlap", "cosine", "relevance", "evidence", "judge", "combined")


def _overlap(pairs: Sequence[tuple[str, str]]) -> list[float]:
    return [
        overlap(claim, " ".join(source[s.start : s.end] for s in nearest_sentences(claim, source)))
        for claim, source in pairs
    ]


def _sentences(claim: str, source: str, most: int = 6) -> list[str]:
    """The source's sentences that share most words with the claim."""
    found = [source[s.start : s.end] for s in sentence_spans(source)]
    return sorted(found, key=lambda text: -overlap(claim, text))[:most] or [source]


def _cosine() -> Scorer:
    from ingest.embedding import load_embedder

    embedder = load_embedder()

    def score(pairs: Sequence[tuple[str, str]]) -> list[float]:
        texts = sorted({t for claim, source in pairs for t in (claim, *_sentences(claim, source))})
        vectors = dict(zip(texts, np.asarray(embedder.embed_documents(texts)), strict=True))
        return [float(max(vectors[claim] @ vectors[s] for s in _sentences(claim, source))) for claim, source in pairs]

    return score


def _relevance() -> Scorer:
    from assistant.reranking import load_reranker

    reranker = load_reranker(weights=None)  # as others have it
    return lambda pairs: [max(reranker.score(claim, _sentences(claim, source, 3))) for claim, source in pairs]


class Remembering:
    """The project's judge, reading each pair once however often it is asked."""

    def __init__(self, judge: OwnJudge) -> None:
        self.name = judge.name
        self._judge = judge
        self._known: dict[tuple[str, str], Examined] = {}

    def examine(self, pairs: Sequence[tuple[str, str]]) -> list[Examined]:
        """As the judge's own."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        self._known.update(zip(new, self._judge.examine(new), strict=True))
        return [self._known[pair] for pair in pairs]

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        """As the judge's own."""
        return [examined.judgement for examined in self.examine(pairs)]


@lru_cache(maxsize=1)
def _remembering() -> Remembering:
    judge = load_judge()
    assert isinstance(judge, OwnJudge)
    return Remembering(judge)


def _judge() -> Scorer:
    judge = _remembering()
    return lambda pairs: [judgement.supported for judgement in judge.judge(pairs)]


def _combined() -> Scorer:
    judge = _remembering()
    return lambda pairs: [checked.score for checked in check_claims([(a, [b]) for a, b in pairs], judge=judge)]


def _half(group: str) -> bool:
    return crc32(group.encode()) % 2 == 0


def claim_rows(data: Path, most: int, seed: int = 3) -> dict[str, list[tuple[str, str, bool, str]]]:
    """(claim, source, supported, group) of each public set, a fixed random choice of `most` of them."""
    out = {}
    for name, load in CLAIMS.items():
        rows = [(c.claim, c.source, c.label is Label.SUPPORTED, c.group) for c in load(data)]
        Random(seed).shuffle(rows)
        out[name] = rows[:most]
    return out


def measure_claims(rows: Sequence[tuple[str, str, bool, str]], systems: dict[str, Scorer]) -> dict[str, dict[str, Any]]:
    """For each system: balanced accuracy on the reported half at the threshold of the other half, AUROC there, and the
    balanced accuracy at .5 there."""
    truth = [row[2] for row in rows]
    tuned = [i for i, row in enumerate(rows) if _half(row[3])]
    reported = [i for i, row in enumerate(rows) if not _half(row[3])]
    out: dict[str, dict[str, Any]] = {}
    for name, score in systems.items():
        begun = time.perf_counter()
        scores = score([(row[0], row[1]) for row in rows])
        spent = time.perf_counter() - begun
        cut = best_threshold([scores[i] for i in tuned], [truth[i] for i in tuned])
        there, there_truth = [scores[i] for i in reported], [truth[i] for i in reported]
        out[name] = {
            "balanced": rounded(balanced_accuracy(np.array(there) > cut, there_truth)),
            "auroc": rounded(auroc(there, there_truth)),
            "at_half": rounded(balanced_accuracy(np.array(there) >= 0.5, there_truth))
            if name in PROBABILITIES
            else None,
            "n": len(reported),
            "ms": round(1000 * spent / len(rows), 1),
        }
    return out


PROBABILITIES = ("evidence", "judge", "combined")
TIMED = 30  # pairs that are timed


def measure_made(claims: Sequence[MadeClaim], systems: dict[str, Scorer]) -> dict[str, dict[str, Any]]:
    """Changed claims caught and true ones kept, at .5 for the systems that give probabilities, else at the threshold
    best
    for them on these very claims (which flatters them); caught by kind of change."""
    truth = [c.supported for c in claims]
    out: dict[str, dict[str, Any]] = {}
    for name, score in systems.items():
        scores = score([(c.claim, c.source) for c in claims])
        cut = 0.5 if name in PROBABILITIES else best_threshold(scores, truth)
        said = [s >= cut for s in scores]
        kinds: dict[str, list[bool]] = defaultdict(list)
        for claim, yes in zip(claims, said, strict=True):
            kinds[claim.kind].append(yes == claim.supported)
        out[name] = {
            "caught": rounded(float(np.mean([not y for y, t in zip(said, truth, strict=True) if not t]))),
            "kept": rounded(float(np.mean([y for y, t in zip(said, truth, strict=True) if t]))),
            "auroc": rounded(auroc(scores, truth)),
            "caught_at_92_kept": rounded(_caught_at(scores, truth, kept=0.92)),
            "n": len(claims),
            "right_by_kind": {kind: [sum(r), len(r)] for kind, r in sorted(kinds.items())},
        }
    return out


def _caught_at(scores: Sequence[float], truth: Sequence[bool], *, kept: float) -> float | None:
    """The share of the changed claims below the highest threshold that keeps so many of the true ones."""
    true = sorted((s for s, t in zip(scores, truth, strict=True) if t), reverse=True)
    changed = [s for s, t in zip(scores, truth, strict=True) if not t]
    if not true or not changed:
        return None
    cut = true[min(math.ceil(kept * len(true)), len(true)) - 1]
    return float(np.mean([s < cut for s in changed]))


def worst(claims: Sequence[MadeClaim], score: Scorer, most: int = 20) -> list[dict[str, Any]]:
    """The claims judged most confidently wrong; ids and kinds only, so that nothing of a document is written out."""
    scores = score([(c.claim, c.source) for c in claims])
    wrong = sorted(zip(claims, scores, strict=True), key=lambda cs: cs[1] if cs[0].supported else 1 - cs[1])[:most]
    return [{"id": c.id, "kind": c.kind, "supported": c.supported, "score": round(s, 3)} for c, s in wrong]


def calibration(rows: Sequence[tuple[str, str, bool, str]], score: Scorer, bins: int = 10) -> list[dict[str, float]]:
    """Reliability: in each tenth of the probabilities, how many there are, their mean, and the share that is
    supported."""
    scores = np.array(score([(row[0], row[1]) for row in rows]))
    truth = np.array([row[2] for row in rows])
    out = []
    for i in range(bins):
        inside = (scores >= i / bins) & ((scores < (i + 1) / bins) | (i == bins - 1))
        if inside.any():
            out.append({
                "n": int(inside.sum()), "said": round(float(scores[inside].mean()), 3),
                "true": round(float(truth[inside].mean()), 3),
            })  # fmt: skip
    return out


def speed(judge: OwnJudge, reader: OwnReader, seed: int = 3) -> dict[str, float]:
    """Milliseconds a pair that fills the window (224 tokens): one at a time, by the clock and of processor time, the
    medians of TIMED calls; and TIMED pairs asked together, on all cores (`…_together`), by the clock."""
    said = "the council and its members agreed in principle that a report on reform should be sent to all"
    text = " ".join(Random(seed).choices(said.split(), k=260))
    calls: dict[str, Callable[[int], object]] = {
        "judge": lambda n: judge.judge([("The council agreed to send a report to all states.", text[:1000])] * n),
        "reader": lambda n: reader.read("What did the council agree to send?", [text[:1000]] * n),
    }
    out: dict[str, float] = {}
    for name, call in calls.items():
        times = []
        for _ in range(TIMED):
            begun, worked = time.perf_counter(), time.process_time()
            call(1)
            times.append((time.perf_counter() - begun, time.process_time() - worked))
        wall, cpu = np.median(np.array(times), axis=0) * 1000
        begun = time.perf_counter()
        call(TIMED)
        together = 1000 * (time.perf_counter() - begun) / TIMED
        out |= {
            name: round(float(wall), 1),
            f"{name}_cpu": round(float(cpu), 1),
            f"{name}_together": round(together, 1),
        }
    return out


def documents_of(folders: Sequence[Path]) -> list[Any]:
    """The documents of the folders that can be read, in order of name."""
    from ingest.errors import IngestError
    from ingest.reading import read_document

    out = []
    for folder in folders:
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.suffix not in (".py", "") and path.name != "README.md":
                try:
                    out.append(read_document(path))
                except IngestError as error:
                    print(error)
    return out


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the bench and prints it; `--json` writes it."""
    parser = argparse.ArgumentParser(prog="python -m eval.checking_bench", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder with the public sets")
    parser.add_argument("--documents", type=Path, nargs="*", default=[Path(__file__).parent / "samples"])
    parser.add_argument("--made", type=int, default=600, help="generated claims, at most")
    parser.add_argument("--most", type=int, default=400, help="claims of each public set, at most")
    parser.add_argument("--questions", type=int, default=600)
    parser.add_argument("--systems", nargs="*", default=list(SYSTEMS), choices=SYSTEMS)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    systems = scorers(options.systems)
    result: dict[str, Any] = {"settings": {"most": options.most, "made": options.made, "questions": options.questions}}
    rows = claim_rows(options.data, options.most)
    for name, found in rows.items():
        result[name] = measure_claims(found, systems)
        _show(name, result[name])
    documents = documents_of(options.documents)
    changed = make_claims(documents)
    Random(3).shuffle(changed)
    for name, made in (("changed", changed[: options.made]), ("written", written_claims(documents))):
        result[name] = measure_made(made, systems)
        _show(name, result[name])
        if "combined" in systems:
            result[name + "_worst"] = worst(made, systems["combined"])
    if "combined" in systems:
        result["calibration"] = calibration([row for found in rows.values() for row in found], systems["combined"])
        judge, reader = load_judge(), load_reader()
        assert isinstance(judge, OwnJudge) and isinstance(reader, OwnReader)
        result["ms_a_pair"] = speed(judge, reader)
        result["squad2"] = measure_questions(options.data, options.questions)
        print("squad2", result["squad2"], "\nms a pair", result["ms_a_pair"])
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def _show(name: str, table: dict[str, dict[str, Any]]) -> None:
    print(name)
    for system, row in table.items():
        print(f"  {system:10}", {k: v for k, v in row.items() if k != "right_by_kind"}, flush=True)


if __name__ == "__main__":
    main()
