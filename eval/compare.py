"""Two runs of the same questions, paired: how much each metric changed, how sure that is, and which questions changed.

This file knows only the public JSON of a run. `before` is the older run, `after` the newer one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval import metrics
from eval.estimates import RESAMPLES, SEED, Estimate, bootstrap
from eval.scoring import MEASURES, lower_is_better

Run = Mapping[str, Any]
Case = Mapping[str, Any]
Pair = tuple[Case, Case]

SURE_FROM = 6  # with fewer, not even a sign test can reach the 5% level
NOISE = 1e-9  # differences below are rounding
TOKENS = ("input_tokens", "output_tokens", "cost_usd")


@dataclass(frozen=True, slots=True)
class Change:
    """A metric over the questions both runs hold. `difference` is after - before, with its paired 95% interval."""

    metric: str
    before: float | None
    after: float | None
    difference: Estimate

    @property
    def sure(self) -> bool:
        """Whether the interval leaves zero out, over at least SURE_FROM questions: a handful can't tell."""
        low, high = self.difference.low, self.difference.high
        if self.difference.n < SURE_FROM:
            return False
        return low is not None and high is not None and (low > 0 or high < 0)


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A question whose figures changed: "better", "worse" or "mixed", by how much, and why in words."""

    id: str
    question: str
    direction: str
    metrics: tuple[tuple[str, float, float], ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs compared. `only_before` and `only_after` are the ids of questions that can't be paired."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    changes: tuple[Change, ...]
    cases: tuple[CaseChange, ...]
    paired: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    def change(self, name: str) -> Change | None:
        """The change of one metric, None if neither run has it."""
        return next((change for change in self.changes if change.metric == name), None)

    def to_json(self) -> dict[str, Any]:
        """The comparison as plain values."""
        return {
            "before": dict(self.before),
            "after": dict(self.after),
            "paired": self.paired,
            "only_before": list(self.only_before),
            "only_after": list(self.only_after),
            "metrics": {
                c.metric: {"before": c.before, "after": c.after, "difference": c.difference.to_json(), "sure": c.sure}
                for c in self.changes
            },
            "cases": [
                {
                    "id": c.id,
                    "question": c.question,
                    "direction": c.direction,
                    "metrics": [{"metric": m, "before": b, "after": a} for m, b, a in c.metrics],
                    "why": list(c.why),
                }
                for c in self.cases
            ],
        }


# ---- metrics over paired cases ----------------------------------------------------------------

Statistic = Callable[[Sequence[Case]], float | None]


def _of_confidence(measure: Callable[[list[float], list[bool]], float | None]) -> Statistic:
    def statistic(cases: Sequence[Case]) -> float | None:
        known = [case for case in cases if isinstance(case["answer"].get("confidence"), int | float)]
        return measure([float(c["answer"]["confidence"]) for c in known], [bool(c["answerable"]) for c in known])

    return statistic


def _latency(q: float) -> Statistic:
    def statistic(cases: Sequence[Case]) -> float | None:
        values = [case["latency_ms"] for case in cases if case.get("latency_ms") is not None and not case["error"]]
        return metrics.quantile(values, q) if values else None

    return statistic


SET_LEVEL: dict[str, Statistic] = {
    "refusal_auroc": _of_confidence(metrics.auroc),
    "calibration_error": _of_confidence(metrics.calibration_error),
    "latency_ms_median": _latency(0.5),
    "latency_ms_p95": _latency(0.95),
}


def _mean_change(name: str, pairs: Sequence[Pair]) -> Change:
    """As `bootstrap` of the difference of two means, computed at once: both runs see the same drawn questions."""
    import numpy as np

    def values(side: int) -> Any:
        found = [pair[side]["metrics"].get(name) for pair in pairs]
        return np.array([np.nan if v is None else v for v in found], dtype=np.float64)

    before, after = values(0), values(1)
    draws = np.random.default_rng(SEED).integers(0, len(pairs), size=(RESAMPLES, len(pairs)))

    def drawn(array: Any) -> Any:
        known = ~np.isnan(array)
        counts = known[draws].sum(axis=1)
        sums = np.where(known, array, 0.0)[draws].sum(axis=1)
        return np.divide(sums, counts, out=np.full(len(draws), np.nan), where=counts > 0)

    one, two = (
        float(array[~np.isnan(array)].mean()) if (~np.isnan(array)).any() else None for array in (before, after)
    )
    if one is None or two is None:
        return Change(name, one, two, Estimate(None, None, None, 0))
    differences = drawn(after) - drawn(before)
    known = differences[~np.isnan(differences)].tolist() or [two - one]
    low, high = metrics.quantile(known, 0.025), metrics.quantile(known, 0.975)
    n = int((~np.isnan(before) | ~np.isnan(after)).sum())
    return Change(name, round(one, 6), round(two, 6), Estimate(round(two - one, 6), round(low, 6), round(high, 6), n))


def _set_change(name: str, pairs: Sequence[Pair]) -> Change:
    statistic = SET_LEVEL[name]
    one, two = (statistic([pair[side] for pair in pairs]) for side in (0, 1))
    if one is None or two is None:
        return Change(name, one, two, Estimate(None, None, None, 0))

    def difference(some: Sequence[Pair]) -> float | None:
        then, now = statistic([pair[0] for pair in some]), statistic([pair[1] for pair in some])
        return None if then is None or now is None else now - then

    return Change(name, round(one, 6), round(two, 6), bootstrap(pairs, difference))


# ---- why a question changed -------------------------------------------------------------------


def _facts_stated(case: Case) -> set[str]:
    answer = metrics.without_markers(str(case["answer"].get("answer") or "")) if case["answer"].get("answered") else ""
    return {fact[0] for fact in case["facts"] if any(metrics.states(answer, one) for one in fact)}


def _contradictions(case: Case) -> dict[str, str]:
    claims = case["answer"].get("claims") or ()
    unsupported = [claim for claim in claims if claim.get("verdict") not in (None, "supported")]
    return {str(c.get("text")): "; ".join(c.get("reasons") or ()) or str(c["verdict"]) for c in unsupported}


def _cited(case: Case) -> set[tuple[Any, Any, Any]]:
    return {(c.get("document"), c.get("start"), c.get("end")) for c in case["answer"].get("citations") or ()}


def _first_rank(case: Case) -> int | None:
    rr = case["metrics"].get("evidence_mrr")
    return round(1 / rr) if rr else None


def why(before: Case, after: Case) -> list[str]:
    """What is different between two outcomes of one question, in words."""
    if after["error"] or before["error"]:
        return [f"now fails: {after['error']}" if after["error"] else f"no longer fails: {before['error']}"]
    then, now = bool(before["answer"].get("answered")), bool(after["answer"].get("answered"))
    if then != now:
        return ["now answers" if now else "now refuses"]
    said = []
    lost, won = _facts_stated(before) - _facts_stated(after), _facts_stated(after) - _facts_stated(before)
    said += [f"no longer states {fact!r}" for fact in sorted(lost)] + [f"now states {fact!r}" for fact in sorted(won)]
    if (before["metrics"].get("citation_recall") or 0) > (after["metrics"].get("citation_recall") or 0):
        said.append("no longer cites a gold sentence")
    elif (before["metrics"].get("citation_recall") or 0) < (after["metrics"].get("citation_recall") or 0):
        said.append("now cites a gold sentence")
    elif _cited(before) != _cited(after):
        said.append("cites other places")
    worse = _contradictions(after)
    said += [
        f"a claim isn't supported: {reason}" for text, reason in worse.items() if text not in _contradictions(before)
    ]
    ranks = _first_rank(before), _first_rank(after)
    if ranks[0] != ranks[1]:
        names = ["rank " + str(rank) if rank else "nowhere" for rank in ranks]
        said.append(f"the first gold passage moved from {names[0]} to {names[1]}")
    if not said and before["answer"].get("answer") != after["answer"].get("answer"):
        said.append("the answer's words changed")
    return said


def _case_change(before: Case, after: Case) -> CaseChange | None:
    moved: list[tuple[str, float, float]] = []
    for name in MEASURES:
        then, now = before["metrics"].get(name), after["metrics"].get(name)
        if then is not None and now is not None and abs(now - then) > NOISE and name not in TOKENS:
            moved.append((name, then, now))
    # A refusal appears in no other metric when the question has neither facts nor evidence.
    refused = [not case["answer"].get("answered") and not case["error"] for case in (before, after)]
    if not moved and refused[0] != refused[1]:
        right = [float(one != before["answerable"]) for one in refused]
        moved.append(("answered as it should", right[0], right[1]))
    if not moved:
        return None
    up = [now > then for _, then, now in moved]
    direction = "better" if all(up) else "worse" if not any(up) else "mixed"
    return CaseChange(after["id"], after["question"], direction, tuple(moved), tuple(why(before, after)))


def compare(before: Run, after: Run) -> Comparison:
    """`after` against `before`, over the questions with the same id and the same wording in both."""
    old = {case["id"]: case for case in before["cases"]}
    new = {case["id"]: case for case in after["cases"]}
    shared = [name for name in new if name in old and old[name]["question"] == new[name]["question"]]
    pairs = [(old[name], new[name]) for name in shared]
    changes: list[Change] = []
    if pairs:
        changes += [_mean_change(name, pairs) for name in MEASURES]
        changes += [_set_change(name, pairs) for name in SET_LEVEL]
    cases = [change for pair in pairs if (change := _case_change(*pair))]
    order = {"worse": 0, "mixed": 1, "better": 2}
    return Comparison(
        before=before["run"],
        after=after["run"],
        changes=tuple(change for change in changes if change.before is not None or change.after is not None),
        cases=tuple(sorted(cases, key=lambda change: order[change.direction])),
        paired=len(pairs),
        only_before=tuple(name for name in old if name not in shared),
        only_after=tuple(name for name in new if name not in shared),
    )


def of_set(run: Run, questions: Mapping[str, str]) -> bool:
    """Whether a run is of a question set, given as id to question: at least half of its questions are in the set, word
    for word. A run of some of the set's questions is, and so is one made before a few were mended."""
    asked = run["cases"]
    return bool(asked) and 2 * sum(questions.get(case["id"]) == case["question"] for case in asked) >= len(asked)


def worsened(change: Change) -> float:
    """By how much the metric got worse, in its own unit; negative where it got better, 0 where it can't be told."""
    difference = change.difference.value or 0.0
    return difference if lower_is_better(change.metric) else -difference
