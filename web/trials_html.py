"""A run and a comparison as HTML (pure): figures with their intervals, plots, and the questions to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval import plots
from eval.compare import Comparison
from eval.report import figure, reasons
from eval.scoring import lower_is_better
from web.render import attrs, esc

WORDS = {
    "evidence_recall@5": "Evidence found in the first 5 passages",
    "evidence_mrr": "Rank of the first evidence (MRR)",
    "fact_recall": "Facts in the answer",
    "citation_precision": "Citations that are evidence",
    "citation_recall": "Evidence that is cited",
    "support_rate": "Claims supported by their source",
    "refusal_precision": "Refusals that were right",
    "refusal_recall": "Unanswerable questions refused",
    "latency_ms_median": "Milliseconds, median",
    "latency_ms_p95": "Milliseconds, 95th percentile",
}


def label(name: str) -> str:
    """A metric's name in words, else the name itself."""
    return WORDS.get(name, name)


def progress_html(done: int, total: int, wrong: int, error: str = "") -> str:
    """A run under way."""
    if error:
        return f'<p class="shelf-said failed" role="alert">{esc(error)}</p>'
    words = f"{done} of {total} questions asked; {wrong} to look at" if total else "Reading the documents"
    return (
        f'<section class="adding"><p role="status">{words}</p>'
        f'<progress max="{max(total, 1)}" value="{done}" aria-label="Questions asked"></progress></section>'
    )


def _metrics_table(metrics: Mapping[str, Mapping[str, Any]]) -> str:
    rows = "".join(
        f"<tr><th scope=row>{esc(label(name))}<code>{esc(name)}</code></th><td>{figure(name, one['value'])}</td>"
        f"<td>{figure(name, one['low'])} – {figure(name, one['high'])}</td><td>{one['n']}</td></tr>"
        for name, one in metrics.items()
        if one["value"] is not None
    )
    return (
        '<div class="table-wrap" role="region" aria-label="Metrics" tabindex="0"><table class="figures"><thead><tr>'
        "<th scope=col>Metric</th><th scope=col>Value</th><th scope=col>95% interval</th><th scope=col>Questions</th>"
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _plot(metrics: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [
        plots.Row(name, one["value"], one["low"] or 0, one["high"] or 0, f"{one['value']:.3f} ({one['n']})")
        for name, one in metrics.items()
        if one["value"] is not None and not lower_is_better(name) and 0 <= one["value"] <= 1
    ]
    return f'<div class="plot-wrap">{plots.intervals("Metrics with their 95% intervals", rows)}</div>' if rows else ""


def case_html(case: Mapping[str, Any], run_id: str) -> str:
    """One question of a run, what was wrong with it, and the way into the chat."""
    wrong = reasons(case)
    answer = case["answer"].get("answer") or case.get("error") or ""
    tags = "".join(f'<span class="tag">{esc(tag)}</span>' for tag in case.get("tags") or ())
    said = f'<p class="case-wrong">{esc("; ".join(wrong))}</p>' if wrong else ""
    return (
        f'<li class="case{" wrong" if wrong else ""}"><h3>{esc(case["question"])}</h3>{said}'
        f'<p class="case-answer">{esc(answer)}</p><p class="case-foot">{tags}'
        f'<button type="button" class="act"{attrs(data_trial="open", data_run=run_id, data_id=case["id"])}>'
        f'Open as a chat<span class="sr">: {esc(case["question"])}</span></button></p></li>'
    )


def run_html(run: Mapping[str, Any]) -> str:
    """A whole run: what it was made of, figures, plot, and its questions, those to look at first."""
    about = run["run"]
    wrong = [case for case in run["cases"] if reasons(case)]
    right = [case for case in run["cases"] if not reasons(case)]
    facts = (about.get("set"), about.get("created", "").replace("T", " "), about.get("commit"), about.get("system"))
    warnings = "".join(f"<li>{esc(one)}</li>" for one in about.get("warnings") or ())
    warnings = f'<ul class="remarks">{warnings}</ul>' if warnings else ""
    tags = sorted({tag for case in run["cases"] for tag in case.get("tags") or ()})
    options = "".join(f"<option{attrs(value=tag)}>{esc(tag)}</option>" for tag in tags)
    find = (
        '<div class="case-find"><label><input type="checkbox" class="only-wrong" checked> Only those to look at</label>'
        f'<label>Tag <select class="by-tag"><option value="">all</option>{options}</select></label></div>'
    )
    items = "".join(case_html(case, str(about.get("id", ""))) for case in [*wrong, *right])
    none = "" if wrong else '<p class="none-wrong">No question of this run needs a look.</p>'
    return (
        f'<section class="run only-wrong" aria-label="Run"><h2>{len(run["cases"])} questions, '
        f"{len(wrong)} to look at</h2>"
        f'<p class="book-facts">{" · ".join(esc(fact) for fact in facts if fact)}</p>{warnings}'
        f'{_plot(run["metrics"])}<details class="all-figures"><summary>All figures</summary>'
        f"{_metrics_table(run['metrics'])}"
        f"</details>{find}{none}<ol class='cases'>{items}</ol></section>"
    )


def _change_rows(comparison: Comparison) -> list[plots.Row]:
    return [
        plots.Row(
            change.metric,
            change.difference.value,
            change.difference.low or 0,
            change.difference.high or 0,
            f"{change.difference.value:+.3f}{'' if change.sure else ' (unsure)'}",
        )
        for change in comparison.changes
        if change.difference.value is not None and not lower_is_better(change.metric)
    ]


def comparison_html(comparison: Comparison, names: Sequence[str]) -> str:
    """Two runs compared: the differences with their intervals, and the questions that changed."""
    rows = _change_rows(comparison)
    span = max((max(abs(r.low), abs(r.high), abs(r.value)) for r in rows), default=0) or 0.1
    plot = plots.intervals("Differences with their 95% intervals", rows, low=-span, high=span) if rows else ""
    items = "".join(
        f'<li class="case {esc(change.direction)}"><h3>{esc(change.question)}</h3><p class="case-wrong">'
        f"{esc(change.direction)}: {esc('; '.join(change.why))}</p></li>"
        for change in comparison.cases
    )
    left = [*comparison.only_before, *comparison.only_after]
    unpaired = f"; {len(left)} questions stand in one run only" if left else ""
    cases = f"<ol class='cases'>{items}</ol>" if items else "<p class='none-wrong'>No question changed.</p>"
    return (
        f'<section class="run" aria-label="Comparison"><h2>{esc(names[1])} against {esc(names[0])}</h2>'
        f'<p class="book-facts">{comparison.paired} questions in both{unpaired}</p><div class="plot-wrap">{plot}</div>'
        f"{cases}</section>"
    )


def empty_html() -> str:
    """No run yet."""
    return (
        '<div class="shelf-empty"><h2>Measure the answers</h2><p>A question set says what is asked, which facts a '
        "right answer holds, and where they stand. Run the shipped one, upload your own, or add answers "
        "from your chats.</p></div>"
    )
