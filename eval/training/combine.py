"""Fits how deterministic evidence and the judge are weighed together, and which findings may overrule the judge.

A logistic model for each of: no judge, the project's own judge, another judge. Fitted on pairs held out from training
(eval/training/data.py), never on a set that is reported on. This file doesn't know the network.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.checking import examine_told, signals
from assistant.claims.evidence import findings
from assistant.claims.finding import Finding
from assistant.claims.paraphrase import as_read
from assistant.claims.plain_words import plainly
from assistant.judge import Examined, OwnJudge
from eval.training.examples import Example

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
# What is believed before any pair is seen, (mean, least, most): evidence against never
# speaks for a claim, evidence for it never against.
AGAINST, FOR, EITHER = (-1.5, None, 0.0), (0.7, 0.0, None), (0.0, None, None)
PRIOR: dict[str, tuple[float, float | None, float | None]] = {
    "overlap_near": (1.5, 0.0, None), "overlap_all": FOR, "pairs_near": FOR, "pairs_all": FOR,
    "judge": (1.5, 0.0, None),
    "long_claim": EITHER, "long_source": EITHER, "name_far": (-0.3, None, 0.0), "words": (-0.5, None, 0.0),
    "antonym": (-2.5, None, 0.0), "negation": (-2.5, None, 0.0), "comparative": (-2.5, None, 0.0), "modality": (-2.5,
    None, 0.0), "role": (-2.5, None, 0.0),
}  # fmt: skip
STRENGTH = 8.0  # of the prior, in weighted pairs
OTHER = ("judge", "number", "number_conflict", "date", "date_conflict", "unit", "name", "comparative", "overlap_near")


def fit(examples: Sequence[Example], judge: OwnJudge, path: Path, *, seed: int = 7) -> dict[str, float]:
    """Fits on two thirds of the examples, measures on the rest, writes `path`; the balanced accuracies, by model."""
    examples = [replace(e, first=plainly(e.first), second=plainly(e.second)) for e in examples]  # as claims are checked
    worded = [as_read(e.first, e.second) for e in examples]
    seen = [s for s in examine_told(judge, [(w, e.second) for w, e in zip(worded, examples, strict=True)]) if s]
    examples = [replace(e, first=w.text) for e, w in zip(examples, worded, strict=True)]
    found = [findings(e.first, e.second) for e in examples]
    return weigh(examples, seen, found, path, seed=seed)


def weigh(
    examples: Sequence[Example],
    seen: Sequence[Examined],
    found: Sequence[Sequence[Finding]],
    path: Path,
    *,
    seed: int = 7,
) -> dict[str, float]:
    """As fit, with the judge's examinations and the findings already made."""
    truth = np.array([e.label == 0 for e in examples])
    groups = np.array([group(e) for e in examples])
    weight = _weights(examples, truth)
    order = np.random.default_rng(seed).permutation(len(examples))
    train, test = order[: 2 * len(order) // 3], order[2 * len(order) // 3 :]
    models, reached = {}, {}
    scores = np.zeros(len(examples))
    for name in ("none", "own", "other"):
        rows = [_row(e, f, s if name != "none" else None, name) for e, f, s in zip(examples, found, seen, strict=True)]
        names = sorted({key for row in rows for key in row})
        x = np.array([[row.get(key, 0.0) for key in names] for row in rows])
        bias, slopes = _logistic(x[train], truth[train], weight[train], names)
        total = x @ slopes + bias
        for label in SHARES:
            chosen = test[groups[test] == label]
            sides = [(total[chosen][truth[chosen] == side] >= 0) == side for side in (True, False)]
            if all(len(side) for side in sides):
                reached[f"{name} {label}"] = round(float(np.mean([side.mean() for side in sides])), 3)
        models[name] = {
            "bias": round(bias, 4),
            "weights": {key: round(float(value), 4) for key, value in zip(names, slopes, strict=True)},
        }
        if name == "own":
            scores = 1 / (1 + np.exp(-total))
    vetoes = _vetoes(found, scores, truth)
    path.write_text(json.dumps({"models": models, "vetoes": vetoes}, indent=1) + "\n", encoding="utf-8")
    return reached


def _logistic(x: Floats, truth: Bools, weight: Floats, names: Sequence[str]) -> tuple[float, Floats]:
    """Bias and slopes of the logistic model with the highest posterior under PRIOR."""
    from scipy.optimize import minimize

    priors = [PRIOR.get(name, AGAINST) for name in names]
    mean = np.array([prior[0] for prior in priors])
    sign = np.where(truth, 1.0, -1.0)

    def loss(parameters: Floats) -> tuple[float, Floats]:
        margin = sign * (x @ parameters[1:] + parameters[0])
        value = float((weight * np.logaddexp(0, -margin)).sum()) + STRENGTH / 2 * float(
            ((parameters[1:] - mean) ** 2).sum()
        )
        pull = -weight * sign / (1 + np.exp(np.clip(margin, -50, 50)))
        return value, np.concatenate([[pull.sum()], x.T @ pull + STRENGTH * (parameters[1:] - mean)])

    bounds = [(None, None), *((low, high) for _, low, high in priors)]
    found = minimize(loss, np.concatenate([[0.0], mean]), jac=True, method="L-BFGS-B", bounds=bounds)
    return float(found.x[0]), found.x[1:]


def _row(example: Example, found: Sequence[Finding], seen: Examined | None, name: str) -> dict[str, float]:
    row = signals(example.first, example.second, found, seen)
    return {key: value for key, value in row.items() if name != "other" or key in OTHER}


# Of the weight: what is most like the claims that are checked. "natural" are claims found as they stand, with the pages
# cited for them (natural.weighed). Chosen on the tuning halves of the public sets.
SHARES = {"written": 0.2, "generated": 0.3, "public": 0.2, "natural": 0.3}


def group(example: Example) -> str:
    """Which of SHARES a pair counts as."""
    name = example.origin.split(":")[0]
    return "natural" if name == "wice" else name if name in SHARES else "public"


def _weights(examples: Sequence[Example], truth: Bools) -> Floats:
    """Each origin by the square root of its size, each group by its share, both sides the same."""
    origins = [example.origin.split(":")[0] for example in examples]
    counts = Counter(zip(origins, truth.tolist(), strict=True))
    raw = np.array([counts[key] ** -0.5 for key in zip(origins, truth.tolist(), strict=True)])
    groups = np.array([group(example) for example in examples])
    for side in (True, False):
        for name, share in SHARES.items():
            chosen = (truth == side) & (groups == name)
            raw[chosen] *= share * len(raw) / 2 / max(raw[chosen].sum(), 1e-9)
    return raw


def _vetoes(found: Sequence[Sequence[Finding]], scores: Floats, truth: Bools) -> list[str]:
    """The kinds of finding that overrule: right in 85 of 100 cases or more (the weighed model is right in about 80), or
    right more often than not where the weighed model says supported."""
    everywhere: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    passed: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for items, score, true in zip(found, scores, truth, strict=True):
        against = [f for f in items if not f.supports and f.kind != "words"]
        for kind in {f"{f.kind}:conflict" if f.conflict else f.kind for f in against}:
            everywhere[kind][int(true)] += 1
            passed[kind][int(true)] += int(score >= 0.5)
    print({kind: (tuple(counts), tuple(passed[kind])) for kind, counts in sorted(everywhere.items())})
    sure = {
        kind for kind, (right, wrong) in everywhere.items() if right + wrong >= 15 and right / (right + wrong) >= 0.85
    }
    better = {kind for kind, (right, wrong) in passed.items() if right + wrong >= 8 and right > wrong}
    return sorted(sure | better)


def calibrate(examples: Sequence[Example], judge: OwnJudge) -> dict[str, list[float]]:
    """Scale and biases for the judge's and the reader's logits, by log-likelihood on held-out pairs."""
    import torch

    from assistant.pairing import pair, tokenize

    network = judge.network
    pairs = []
    for begin in range(0, len(examples), 500):
        part = examples[begin : begin + 500]
        firsts = tokenize(network.tokenizer, [e.first for e in part])
        seconds = tokenize(network.tokenizer, [e.second for e in part])
        pairs += [pair(a.ids, b.ids, limit=224) for a, b in zip(firsts, seconds, strict=True)]
    rows = list(network.run(pairs))
    judged = [i for i, e in enumerate(examples) if e.task == "judge" and e.label < 3]
    read = [i for i, e in enumerate(examples) if e.task == "read"]
    logits = torch.tensor(np.array([rows[i][0] for i in judged])).reshape(-1, 3)
    labels = torch.tensor([examples[i].label for i in judged])
    answers = torch.tensor([rows[i][1] for i in read])
    truth = torch.tensor([float(examples[i].label) for i in read])
    scale, bias = torch.ones(1, requires_grad=True), torch.zeros(3, requires_grad=True)
    scale2, bias2 = torch.ones(1, requires_grad=True), torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([scale, bias, scale2, bias2], max_iter=200)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = 1e-3 * bias.square().sum()
        if judged:
            loss = loss + torch.nn.functional.cross_entropy(logits * scale + bias, labels)
        loss = loss + torch.nn.functional.binary_cross_entropy_with_logits(answers * scale2 + bias2, truth)
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return {
        "judge": [round(v, 4) for v in (*scale.tolist(), *bias.tolist())],
        "answer": [round(v, 4) for v in (*scale2.tolist(), *bias2.tolist())],
    }
