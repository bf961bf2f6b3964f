"""How well the reader tells answered questions from unanswered ones, and points to the words: on SQuAD 2.0, given the
right paragraph. This file doesn't know how the reader was trained.
"""

from __future__ import annotations

import re
import string
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from assistant.claims.matching import sentence_spans
from assistant.judge import load_reader
from assistant.rereading import WEIGHT, log_odds
from eval.datasets import QUESTIONS
from eval.metrics import auroc


def rounded(value: float | None) -> float | None:
    """To three places."""
    return None if value is None else round(value, 3)


def _normal(text: str) -> list[str]:
    text = re.sub(r"\b(a|an|the)\b", " ", "".join(c for c in text.lower() if c not in string.punctuation))
    return text.split()


def span_f1(said: str, answers: Sequence[str]) -> float:
    """SQuAD's F1: the best word overlap with any of the answers, articles and punctuation left out."""
    best = 0.0
    for answer in answers:
        a, b = _normal(said), _normal(answer)
        same = sum((Counter(a) & Counter(b)).values())
        best = max(best, 2 * same / (len(a) + len(b)) if same else float(a == b))
    return best


def measure_questions(data: Path, most: int, seed: int = 3) -> dict[str, Any]:
    """squad2, given the right paragraph: AUROC of answerable against not (reader, and relevance beside it; also on the
    later half of the articles alone, which nobody looked at while the reader was made), F1 of the reader's words on
    answerable questions."""
    from assistant.reranking import load_reranker

    rows = list(QUESTIONS["squad2"](data))
    titles = list(dict.fromkeys(row.group for row in rows))
    later = set(titles[len(titles) // 2 :])
    Random(seed).shuffle(rows)
    rows = rows[:most]
    reader, reranker, ours = load_reader(), load_reranker(weights=None), load_reranker()
    begun = time.perf_counter()
    readings = [reader.read(row.question, [row.context])[0] for row in rows]
    spent = time.perf_counter() - begun
    truth = [bool(row.answers) for row in rows]
    answered = [(row, r) for row, r in zip(rows, readings, strict=True) if row.answers]
    said = [span_f1(row.context[r.start : r.end], row.answers) for row, r in answered]
    inside = [
        any(row.context[r.start : r.end] in _sentence_of(row.context, row.place) for _ in (0,)) for row, r in answered
    ]
    relevance, trained = ([r.score(row.question, [row.context])[0] for row in rows] for r in (reranker, ours))
    both = [score + WEIGHT * log_odds(r.answerable) for score, r in zip(trained, readings, strict=True)]
    unseen = [row.group in later for row in rows]
    return {
        "n": len(rows),
        "answerable_auroc": rounded(auroc([r.answerable for r in readings], truth)),
        "relevance_auroc": rounded(auroc(relevance, truth)),
        "trained_auroc": rounded(auroc(trained, truth)),
        "both_auroc": rounded(auroc(both, truth)),
        "answerable_auroc_later": _later([r.answerable for r in readings], truth, unseen),
        "relevance_auroc_later": _later(relevance, truth, unseen),
        "n_later": sum(unseen),
        "span_f1": rounded(100 * float(np.mean(said))),
        "span_exact": rounded(float(np.mean([f == 1.0 for f in said]))),
        "in_the_right_sentence": rounded(float(np.mean(inside))),
        "ms": round(1000 * spent / len(rows), 1),
    }


def _later(scores: Sequence[float], truth: Sequence[bool], chosen: Sequence[bool]) -> float | None:
    kept = [(score, true) for score, true, yes in zip(scores, truth, chosen, strict=True) if yes]
    return rounded(auroc([score for score, _ in kept], [true for _, true in kept]))


def _sentence_of(context: str, place: tuple[int, int] | None) -> str:
    if place is None:
        return ""
    return next((context[s.start : s.end] for s in sentence_spans(context) if s.start <= place[0] < s.end), context)
