"""The gate: whether a run is good enough, and if not, which figure fell and in which questions.

This file knows only the public JSON of runs; the exit status (3) is the command line's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.compare import NOISE, Comparison, compare, worsened
from eval.scoring import MEASURES, lower_is_better
from ingest.errors import PinciteError

NAMED_QUESTIONS = 8  # in one sentence; the JSON names all


class ThresholdError(PinciteError):
    """A threshold on the command line is not METRIC=VALUE, or can't be used so (wrong usage)."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a run must reach: metric to value. `max_drops` need a run to compare with."""

    minimums: Mapping[str, float]
    maximums: Mapping[str, float]
    max_drops: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Miss:
    """A threshold not met: which, what was wanted and found (None: not measured), and the questions behind it."""

    metric: str
    rule: str
    wanted: float
    found: float | None
    questions: tuple[str, ...]
    where: str = ""  # in which questions it wasn't measured, where that isn't all of them

    def __str__(self) -> str:
        if self.found is None:
            where = f" {self.where}" if self.where else ""
            return f"{self.metric} was not measured{where}, so {self.rule} {self.metric}={self.wanted:g} is not met."
        words = {"--min": "is below", "--max": "is above", "--max-drop": "fell by more than"}[self.rule]
        if self.rule == "--max-drop" and lower_is_better(self.metric):
            words = "rose by more than"
        amount = f" (by {self.found:.4g})" if self.rule == "--max-drop" else f" ({self.found:.4g})"
        named = ", ".join(self.questions[:NAMED_QUESTIONS])
        more = f" and {len(self.questions) - NAMED_QUESTIONS} more" if len(self.questions) > NAMED_QUESTIONS else ""
        return f"{self.metric} {words} {self.wanted:g}{amount}" + (f"; questions: {named}{more}." if named else ".")

    def to_json(self) -> dict[str, Any]:
        return {
            "metric": self.metric,
            "rule": self.rule,
            "wanted": self.wanted,
            "found": self.found,
            "questions": list(self.questions),
            "message": str(self),
        }


def _parse(texts: Sequence[str], option: str, known: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for text in texts:
        name, equals, number = text.partition("=")
        name = name.strip()
        try:
            value = float(number)
        except ValueError:
            value = float("nan")
        if not equals or value != value:
            raise ThresholdError(f"{option} {text!r}: write it as METRIC=VALUE, for example fact_recall=0.9.")
        if name not in known and not name.startswith("latency_ms_"):
            raise ThresholdError(f"{option} {text!r}: there is no metric {name!r}; there are {', '.join(known)}.")
        if option == "--min" and lower_is_better(name):
            raise ThresholdError(f"{option} {text!r}: {name} is better when it is low; use --max {text}.")
        found[name] = value
    return found


def parse_thresholds(
    minimums: Sequence[str] = (), maximums: Sequence[str] = (), max_drops: Sequence[str] = ()
) -> Thresholds:
    """The thresholds of `--min`, `--max` and `--max-drop`, each METRIC=VALUE. Raises ThresholdError (wrong usage)."""
    known = (*MEASURES, "refusal_auroc", "calibration_error", "latency_ms_median", "latency_ms_p95")
    return Thresholds(
        _parse(minimums, "--min", known), _parse(maximums, "--max", known), _parse(max_drops, "--max-drop", known)
    )


def _confidence(case: Mapping[str, Any]) -> float:
    return float(case["answer"].get("confidence") or 0)


def _weakest(run: Mapping[str, Any], metric: str) -> tuple[str, ...]:
    """The questions that cost the metric most, worst first."""
    cases = run["cases"]
    if metric in ("refusal_auroc", "calibration_error"):
        off = [(abs(_confidence(case) - bool(case["answerable"])), case["id"]) for case in cases]
        return tuple(name for gap, name in sorted(off, key=lambda one: -one[0]) if gap > 0.5)
    if metric.startswith("latency_ms"):
        limit = run["metrics"][metric]["value"]
        slow = [c for c in cases if (c.get("latency_ms") or 0) >= limit]
        return tuple(case["id"] for case in sorted(slow, key=lambda case: -case["latency_ms"]))
    low = [(v, case["id"]) for case in cases if (v := case["metrics"].get(metric)) is not None]
    if lower_is_better(metric):
        return tuple(name for _, name in sorted(low, key=lambda one: -one[0]))
    return tuple(name for v, name in sorted(low, key=lambda one: one[0]) if v < 1)


def _fallen(comparison: Comparison, metric: str, after: Mapping[str, Any]) -> tuple[str, ...]:
    """The questions in which the metric got worse, those it got worst in first."""
    fell = []
    for case in comparison.cases:
        for name, then, now in case.metrics:
            change = now - then if lower_is_better(metric) else then - now
            if name == metric and change > NOISE:
                fell.append((change, case.id))
    return tuple(name for _, name in sorted(fell, key=lambda one: -one[0])) or _weakest(after, metric)


def check(run: Mapping[str, Any], thresholds: Thresholds, base: Mapping[str, Any] | None = None) -> tuple[Miss, ...]:
    """The thresholds the run misses; empty if it passes. A metric that wasn't measured misses its threshold.

    A drop is measured over the questions both runs hold; one that the base run measured in none of them is missed, for
    nothing says that it didn't fall. Raises ThresholdError where `--max-drop` has no `base`, or
    the two runs share no question.
    """
    missed: list[Miss] = []

    def value(name: str) -> float | None:
        found = run["metrics"].get(name, {}).get("value")
        return None if found is None else float(found)

    for name, wanted in thresholds.minimums.items():
        found = value(name)
        if found is None or found < wanted - NOISE:
            missed.append(Miss(name, "--min", wanted, found, _weakest(run, name) if found is not None else ()))
    for name, wanted in thresholds.maximums.items():
        found = value(name)
        if found is None or found > wanted + NOISE:
            missed.append(Miss(name, "--max", wanted, found, _weakest(run, name) if found is not None else ()))
    if not thresholds.max_drops:
        return tuple(missed)
    if base is None:
        raise ThresholdError("--max-drop needs --compare RUN: the run it fell from.")
    comparison = compare(base, run)
    if not comparison.paired:
        raise ThresholdError("--compare: the two runs have no question in common.")
    for name, wanted in thresholds.max_drops.items():
        change = comparison.change(name)
        if change is None or change.before is None:
            if base["metrics"].get(name, {}).get("value") is not None:
                missed.append(Miss(name, "--max-drop", wanted, None, (), "in the questions that both runs hold"))
            continue  # otherwise the base has no figure to fall from
        if change.after is None:
            missed.append(Miss(name, "--max-drop", wanted, None, ()))
        elif (drop := worsened(change)) > wanted + NOISE:
            missed.append(Miss(name, "--max-drop", wanted, round(drop, 6), _fallen(comparison, name, run)))
    return tuple(missed)
