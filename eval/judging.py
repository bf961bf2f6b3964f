"""The judge of the judge: how far the checker of claims, and the reader, agree with people on labelled public sets.

A checker is `check(claim, sources) -> (verdict, score)`: ours, ours without its trained judge, or a judge alone, which
may be a language model.
This file doesn't know how a checker works, nor the files of a set.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.answer import Verdict
from assistant.protocols import Judge, Reader
from eval import metrics
from eval.datasets import CLAIMS, FOLLOW_UPS, QUESTIONS, DatasetError, FollowUp, Label, LabelledClaim, LabelledQuestion
from eval.estimates import SEED, bootstrap, bootstrap_mean

Check = Callable[[str, Sequence[str]], tuple[str, float]]
OnProgress = Callable[[str, int, int], None]

THRESHOLDS = tuple(i / 20 for i in range(1, 20))
WORST = 10  # of the disagreements, how many are named (by id: the sets' text isn't ours to copy)
RESAMPLES = 300


# ---- checkers ---------------------------------------------------------------------------------


def pincite_check(judge: Judge | None = None) -> Check:
    """Pincite's own checker; without `judge`, its deterministic evidence alone."""
    from assistant.checking import check_claim

    def check(claim: str, sources: Sequence[str]) -> tuple[str, float]:
        found = check_claim(claim, sources, judge=judge)
        return found.verdict.value, found.score

    return check


def bare_check(judge: Judge) -> Check:
    """A judge alone (ours, an NLI model, a language model), without the checker's evidence: its likeliest verdict."""

    def check(claim: str, sources: Sequence[str]) -> tuple[str, float]:
        (found,) = judge.judge([(claim, "\n".join(sources))])
        likeliest = max(
            (found.supported, Verdict.SUPPORTED),
            (found.contradicted, Verdict.CONTRADICTED),
            (found.not_found, Verdict.NOT_FOUND),
            key=lambda one: one[0],
        )
        return likeliest[1].value, found.supported

    return check


def default_judge() -> Judge | None:
    """The shipped judge; None in a copy without its weights, where the deterministic evidence stands alone."""
    from assistant.judge import load_judge
    from assistant.shipped import WeightsError

    try:
        return load_judge()
    except WeightsError:
        return None


def default_reader() -> Reader | None:
    """The shipped reader; None in a copy without its weights."""
    from assistant.judge import load_reader
    from assistant.shipped import WeightsError

    try:
        return load_reader()
    except WeightsError:
        return None


def check_named(name: str | None) -> tuple[Check, str]:
    """The checker a user names, and what to call it: None is Pincite's own, "none" its evidence without a judge, and
    anything else a judge alone, as `load_judge` names them. Raises JudgeError."""
    from assistant.judge import load_judge

    if name is None or name == "pincite":
        judge = default_judge()
        return pincite_check(judge), "pincite" if judge else "pincite without its judge"
    if name == "none":
        return pincite_check(), "pincite without its judge"
    judge = load_judge(name)
    return bare_check(judge), judge.name


# ---- claims -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled claim with what the checker said."""

    item: LabelledClaim
    verdict: str
    score: float

    @property
    def gold(self) -> bool:
        return self.item.label is Label.SUPPORTED

    @property
    def said(self) -> bool:
        return self.verdict == Verdict.SUPPORTED.value


def sample(items: Iterable[Any], limit: int | None) -> list[Any]:
    """`limit` of the items, the same every time, in their own order; all without a limit."""
    everything = list(items)
    if limit is None or limit >= len(everything):
        return everything
    chosen = sorted(random.Random(SEED).sample(range(len(everything)), limit))
    return [everything[i] for i in chosen]


def tuning_half(group: str) -> bool:
    """Whether a group belongs to the half that thresholds are tuned on; figures at them are of the other half."""
    return hashlib.sha256(group.encode()).digest()[0] % 2 == 0


Pairs = Sequence[tuple[bool, bool]]  # (people say supported, the checker says so)


def precision(pairs: Pairs) -> float | None:
    """Of the claims called supported, the share that people call so; None where none is."""
    said = [gold for gold, call in pairs if call]
    return sum(said) / len(said) if said else None


def recall(pairs: Pairs) -> float | None:
    """Of the claims that people call supported, the share called so; None where none is."""
    found = [call for gold, call in pairs if gold]
    return sum(found) / len(found) if found else None


def f1(pairs: Pairs) -> float | None:
    """2TP / (2TP + FP + FN), the harmonic mean of precision and recall; None where it has nothing to count."""
    right = sum(gold and call for gold, call in pairs)
    off = sum(gold != call for gold, call in pairs)
    return 2 * right / (2 * right + off) if right or off else None


def balanced_accuracy(pairs: Pairs) -> float | None:
    """The mean of the recalls of supported and of not supported (Brodersen et al. 2010); None unless both occur."""
    yes, no = recall(pairs), recall([(not gold, not call) for gold, call in pairs])
    return None if yes is None or no is None else (yes + no) / 2


def _over_groups(judged: Sequence[Judged], statistic: Callable[[Sequence[Judged]], float | None]) -> dict[str, Any]:
    """The statistic with its interval; whole groups are drawn, as claims with one source are not independent."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.item.group].append(one)
    whole = list(groups.values())
    found = bootstrap(whole, lambda some: statistic([one for g in some for one in g]), resamples=RESAMPLES)
    return {**found.to_json(), "n": len(judged) if found.n else 0}


def _pairs(judged: Sequence[Judged]) -> Pairs:
    return [(one.gold, one.said) for one in judged]


def threshold_curve(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """At each threshold of the score: precision, recall, F1 and balanced accuracy of "supported"."""
    found = []
    for threshold in THRESHOLDS:
        pairs = [(one.gold, one.score >= threshold) for one in judged]
        named = {"precision": precision, "recall": recall, "f1": f1, "balanced_accuracy": balanced_accuracy}
        found.append({"threshold": threshold, **{name: measure(pairs) for name, measure in named.items()}})
    return found


def claim_figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """All figures of a checker on one labelled set. "Supported" is the positive label; people's "partial" is negative.

    `best_threshold` is tuned on one half of the groups, and `balanced_accuracy_at_best` measured on the other.
    """
    labels = [label for label in Label if any(one.item.label is label for one in judged)]
    confusion = {label.value: {verdict.value: 0 for verdict in Verdict} for label in labels}
    for one in judged:
        confusion[one.item.label.value][one.verdict] += 1
    scores, golds = [one.score for one in judged], [one.gold for one in judged]
    tuned = [one for one in judged if tuning_half(one.item.group)]
    held = [one for one in judged if not tuning_half(one.item.group)]
    best = max(threshold_curve(tuned), key=lambda row: row["balanced_accuracy"] or 0)["threshold"] if tuned else 0.5
    named: dict[str, Callable[[Sequence[Judged]], float | None]] = {
        "accuracy": lambda some: metrics.mean([float(one.gold == one.said) for one in some]) if some else None,
        "balanced_accuracy": lambda some: balanced_accuracy(_pairs(some)),
        "precision": lambda some: precision(_pairs(some)),
        "recall": lambda some: recall(_pairs(some)),
        "f1": lambda some: f1(_pairs(some)),
        "auroc": lambda some: metrics.auroc([o.score for o in some], [o.gold for o in some]),
        "calibration_error": lambda some: metrics.calibration_error([o.score for o in some], [o.gold for o in some]),
    }
    figures = {name: _over_groups(judged, measure) for name, measure in named.items()}
    figures["balanced_accuracy_at_best"] = _over_groups(
        held, lambda some: balanced_accuracy([(one.gold, one.score >= best) for one in some])
    )
    wrong = sorted((one for one in judged if one.gold != one.said), key=lambda o: -abs(o.score - o.gold))
    return {
        "kind": "claims",
        "n": len(judged),
        "metrics": figures,
        "confusion": confusion,
        "thresholds": threshold_curve(judged),
        "best_threshold": best,
        "reliability": [
            {"low": b.low, "high": b.high, "mean": b.mean, "share": b.share, "n": b.n}
            for b in metrics.reliability(scores, golds)
        ],
        "worst": [
            {"id": o.item.id, "label": o.item.label.value, "verdict": o.verdict, "score": round(o.score, 4)}
            for o in islice(wrong, WORST)
        ],
    }


# ---- reading and follow-ups -------------------------------------------------------------------


def reading_figures(items: Sequence[LabelledQuestion], reader: Reader, on_item: Callable[[], None]) -> dict[str, Any]:
    """How well the reader tells answerable from unanswerable, and how near its words are to the gold answer."""
    scored: list[tuple[float, bool]] = []
    exact, near = [], []
    for item in items:
        (reading,) = reader.read(item.question, [item.context])
        scored.append((reading.answerable, bool(item.answers)))
        said = item.context[reading.start : reading.end]
        if item.answers:
            exact.append(metrics.exact_match(item.answers, said) or 0.0)
            near.append(metrics.token_f1(item.answers, said) or 0.0)
        on_item()

    def of(measure: Callable[[list[float], list[bool]], float | None]) -> dict[str, Any]:
        found = bootstrap(scored, lambda s: measure([p for p, _ in s], [y for _, y in s]), resamples=RESAMPLES)
        return found.to_json()

    return {
        "kind": "reading",
        "n": len(items),
        "metrics": {
            "answerable_auroc": of(metrics.auroc),
            "answerable_calibration_error": of(metrics.calibration_error),
            "exact_match": bootstrap_mean(exact).to_json(),
            "token_f1": bootstrap_mean(near).to_json(),
        },
    }


def follow_up_figures(
    items: Sequence[FollowUp], rewrite: Callable[[FollowUp], str], on_item: Callable[[], None]
) -> dict[str, Any]:
    """How near the stand-alone wording is to a person's, in SQuAD's token F1, and how near the bare question was."""
    found, bare = [], []
    for item in items:
        found.append(metrics.token_f1([item.rewrite], rewrite(item)) or 0.0)
        bare.append(metrics.token_f1([item.rewrite], item.question) or 0.0)
        on_item()
    return {
        "kind": "follow-ups",
        "n": len(items),
        "metrics": {"token_f1": bootstrap_mean(found).to_json(), "bare_token_f1": bootstrap_mean(bare).to_json()},
    }


# ---- the whole --------------------------------------------------------------------------------


def judge_sets(
    folder: Path,
    names: Sequence[str] = tuple(CLAIMS),
    *,
    check: Check | None = None,
    reader: Reader | None = None,
    checker_name: str = "pincite",
    limit: int | None = None,
    on_progress: OnProgress | None = None,
) -> dict[str, Any]:
    """The figures of the checker, the reader and the rewriting of follow-ups on the sets `names`, read from `folder`.

    `limit` takes a fixed sample of each set. Sets of questions need `reader`. Raises DatasetError for an unknown
    or missing set.
    """
    from eval.evaluate import commit, versions

    results: dict[str, Any] = {}
    for name in names:
        loader = CLAIMS.get(name) or QUESTIONS.get(name) or FOLLOW_UPS.get(name)
        if loader is None:
            known = ", ".join((*CLAIMS, *QUESTIONS, *FOLLOW_UPS))
            raise DatasetError(f"There is no set {name!r}; there are {known}.")
        items = sample(_load(name, loader, folder), limit)
        counted = 0

        def step(name: str = name, total: int = len(items)) -> None:
            nonlocal counted
            counted += 1
            if on_progress:
                on_progress(name, counted, total)

        started = time.perf_counter()
        results[name] = _measure(name, items, check or pincite_check(), reader, step)
        results[name]["ms_per_item"] = round((time.perf_counter() - started) * 1000 / max(len(items), 1), 2)
    return {
        "run": {"checker": checker_name, "limit": limit, "commit": commit(), "versions": versions()},
        "sets": results,
    }


def _load(name: str, loader: Callable[[Path], Iterable[Any]], folder: Path) -> list[Any]:
    try:
        return list(loader(folder))
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise DatasetError(f"The set {name!r} in {str(folder)!r} is not in its own format ({error!r}).") from error


def _measure(
    name: str, items: Sequence[Any], check: Check, reader: Reader | None, step: Callable[[], None]
) -> dict[str, Any]:
    if name in QUESTIONS:
        if reader is None:
            raise DatasetError(f"The set {name!r} measures the reader, and there is none.")
        return reading_figures(items, reader, step)
    if name in FOLLOW_UPS:
        from assistant.conversation import standalone

        return follow_up_figures(items, lambda item: standalone(item.question, item.history), step)
    judged = []
    for item in items:
        verdict, score = check(item.claim, [item.source])
        judged.append(Judged(item, verdict, score))
        step()
    return claim_figures(judged)
