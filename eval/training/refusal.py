"""Fits the weights of the refusal's confidence (assistant/refusing.py) by logistic regression.

    python -m eval.answer_bench squad2 --half dev --rows --out squad.json
    python -m eval.training.refusal squad.json [more.json …]

Each file holds {"rows": [{"features", "answerable", "weight"?}]}. A weight may only have the sign that its meaning
gives it (more coverage can't speak against an answer), which a few hundred questions alone would not ensure.
This file doesn't know how features are made.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

AGAINST = frozenset({"type_absent", "type_absent_all", "missing"})
RIDGE = 0.01  # pull towards zero, of the mean loss
STEPS, RATE = 20_000, 0.3


def fit(
    rows: Sequence[Mapping[str, float]], labels: Sequence[bool], weights: Sequence[float] | None = None
) -> dict[str, float]:
    """Log-odds a feature and the bias, by projected gradient descent on the weighted log loss."""
    names = sorted(rows[0])
    x = np.array([[row[name] for name in names] for row in rows])
    y = np.array(labels, dtype=float)
    share = np.array(weights if weights is not None else np.ones(len(rows)))
    share = share / share.sum()
    sign = np.array([-1.0 if name in AGAINST else 1.0 for name in names])
    w, bias = np.zeros(len(names)), 0.0
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-(x @ w + bias)))
        error = (p - y) * share
        w = w - RATE * (x.T @ error + RIDGE * w)
        w = np.where(w * sign < 0, 0.0, w)
        bias -= RATE * float(error.sum())
    found = {name: round(float(value), 2) for name, value in zip(names, w, strict=True) if abs(value) >= 0.05}
    return {"bias": round(bias, 2), **found}


def main() -> None:
    rows, labels, weights = [], [], []
    for name in sys.argv[1:]:
        for row in json.loads(Path(name).read_text(encoding="utf-8"))["rows"]:
            rows.append(row["features"])
            labels.append(bool(row["answerable"]))
            weights.append(float(row.get("weight", 1.0)))
    print(json.dumps(fit(rows, labels, weights), indent=4))


if __name__ == "__main__":
    main()
