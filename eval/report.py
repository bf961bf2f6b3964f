"""A run and a comparison shown in the terminal, and a run as JUnit XML.

This file knows only the public JSON of runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from eval.compare import Comparison
from eval.gate import Miss
from eval.scoring import lower_is_better


def figure(name: str, value: float | None) -> str:
    """A metric's value as text: three decimals, whole milliseconds and tokens, a dash where not applicable."""
    if value is None:
        return "–"
    if name.startswith("latency_ms") or name.endswith("_tokens"):
        return f"{value:,.0f}"
    return f"{value:.5f}" if name == "cost_usd" else f"{value:.3f}"


def metrics_table(metrics: Mapping[str, Mapping[str, Any]], title: str = "") -> Table:
    """The metrics that apply to some case, with their 95% intervals and numbers of cases."""
    table = Table(title=title or None, title_justify="left")
    table.add_column("metric")
    for heading in ("value", "95% interval", "cases"):
        table.add_column(heading, justify="right")
    for name, found in metrics.items():
        if found["value"] is None:
            continue
        low, high = figure(name, found["low"]), figure(name, found["high"])
        table.add_row(name, figure(name, found["value"]), f"{low} – {high}", str(found["n"]))
    return table


def failures(run: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The cases that went wrong: an error, a missing fact, a wrong or missing citation, or a wrong refusal."""
    return [case for case in run["cases"] if reasons(case)]


def reasons(case: Mapping[str, Any]) -> list[str]:
    """Why a case counts as a failure, in words; empty if it doesn't."""
    if case.get("error"):
        return [f"error: {case['error']}"]
    answered, values = bool(case["answer"].get("answered")), case["metrics"]
    if not case["answerable"]:
        return ["answered, but the documents don't hold the answer"] if answered else []
    if not answered:
        return ["refused, but the documents hold the answer"]
    found = []
    if (values.get("fact_recall") or 0) < 1 and values.get("fact_recall") is not None:
        found.append("a fact is missing")
    if values.get("citation_recall") is not None and values["citation_recall"] < 1:
        found.append("a gold sentence isn't cited")
    if values.get("support_rate") is not None and values["support_rate"] < 1:
        found.append("a claim isn't supported")
    return found


def failures_table(run: Mapping[str, Any], limit: int = 20) -> Table | None:
    """The first failures and why; None if there are none."""
    wrong = failures(run)
    if not wrong:
        return None
    table = Table(title=f"{len(wrong)} of {len(run['cases'])} questions to look at", title_justify="left")
    for heading in ("id", "question", "why"):
        table.add_column(heading, overflow="fold")
    for case in wrong[:limit]:
        table.add_row(Text(case["id"]), Text(case["question"]), Text("; ".join(reasons(case))))
    if len(wrong) > limit:
        table.add_row("…", f"{len(wrong) - limit} more", "")
    return table


def terminal(run: Mapping[str, Any], console: Console) -> None:
    """Prints the run's metrics and failures."""
    about = run["run"]
    title = " · ".join(str(about[key]) for key in ("set", "id") if about.get(key))
    parts = [metrics_table(run["metrics"], title)]
    wrong = failures_table(run)
    console.print(Group(*parts, *([wrong] if wrong else [])))


def comparison_table(comparison: Comparison) -> Table:
    """What changed between two runs, with paired 95% intervals; sure changes are marked."""
    table = Table(title=f"{comparison.paired} questions in both runs", title_justify="left")
    table.add_column("metric")
    for heading in ("before", "after", "difference", "95% interval", ""):
        table.add_column(heading, justify="right")
    for change in comparison.changes:
        found = change.difference
        if found.value is None or (abs(found.value) < 1e-9 and not change.sure):
            continue
        style = "+,.0f" if change.metric.startswith("latency_ms") else "+.3f"
        shown = [format(edge, style) for edge in (found.value, found.low or 0, found.high or 0)]
        better = (found.value < 0) == lower_is_better(change.metric)
        word = ("better" if better else "worse") if change.sure else "unsure"
        table.add_row(
            change.metric, figure(change.metric, change.before), figure(change.metric, change.after),
            shown[0], f"{shown[1]} – {shown[2]}", word,
        )  # fmt: skip
    return table


def changes_table(comparison: Comparison, limit: int = 20) -> Table | None:
    """The questions that changed, the worse first; None if none did."""
    if not comparison.cases:
        return None
    table = Table(title=f"{len(comparison.cases)} questions changed", title_justify="left")
    for heading in ("id", "", "question", "why"):
        table.add_column(heading, overflow="fold")
    for case in comparison.cases[:limit]:
        table.add_row(Text(case.id), case.direction, Text(case.question), Text("; ".join(case.why)))
    if len(comparison.cases) > limit:
        table.add_row("…", "", f"{len(comparison.cases) - limit} more", "")
    return table


def comparison_terminal(comparison: Comparison, console: Console) -> None:
    """Prints what changed between two runs."""
    changed = changes_table(comparison)
    console.print(Group(comparison_table(comparison), *([changed] if changed else ["No question changed."])))
    if comparison.only_before or comparison.only_after:
        left = len(comparison.only_before), len(comparison.only_after)
        console.print(f"Not compared: {left[0]} old and {left[1]} new questions.")


# ---- JUnit ------------------------------------------------------------------------------------

# Characters XML 1.0 can't hold, whatever their escape.
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(run: Mapping[str, Any], missed: Sequence[Miss] = ()) -> str:
    """The run as JUnit XML for a CI server: a test case a question, one more a missed threshold.

    A question to look at is a failure, one that got no answer an error. The shape is the one that Jenkins, GitLab
    and GitHub actions read (the Ant JUnit task's).
    """
    from xml.etree.ElementTree import Element, SubElement, tostring

    def clean(text: object) -> str:
        return UNPRINTABLE.sub("\ufffd", str(text))

    failed = failures(run)
    errors = [case for case in failed if case["error"]]
    total = len(run["cases"]) + len(missed)
    count = {"tests": str(total), "failures": str(len(failed) - len(errors) + len(missed)), "errors": str(len(errors))}
    about = run["run"]
    suites = Element("testsuites", {"name": "pincite eval", **count})
    seconds = sum(case["latency_ms"] or 0 for case in run["cases"]) / 1000
    name = clean(about.get("set", "questions"))
    suite = SubElement(suites, "testsuite", {"name": name, "time": f"{seconds:.3f}", **count})
    if about.get("created"):
        suite.set("timestamp", clean(about["created"]))
    figures = SubElement(suite, "properties")
    for name, found in run["metrics"].items():
        if found["value"] is not None:
            SubElement(figures, "property", name=name, value=f"{found['value']:.6f}")
    for case in run["cases"]:
        took = f"{(case['latency_ms'] or 0) / 1000:.3f}"
        name = clean(f"{case['id']}: {case['question']}")
        test = SubElement(suite, "testcase", classname="question", name=name, time=took)
        why = "; ".join(reasons(case))
        if why:
            kind = SubElement(test, "error" if case["error"] else "failure", message=clean(why))
            kind.text = clean(f"expected: {case['expected']}\ngiven: {case['answer'].get('answer') or ''}")
    for miss in missed:
        test = SubElement(suite, "testcase", classname="gate", name=f"{miss.rule} {miss.metric}", time="0.000")
        SubElement(test, "failure", message=clean(miss))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"
