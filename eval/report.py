"""A run shown in the terminal. This file knows only the public JSON of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text


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
