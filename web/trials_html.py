"""A run and a comparison as HTML (pure): figures with their intervals, drawn, and the questions to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.compare import Comparison
from eval.report import figure, reasons
from eval.report_html import WORDS as METRIC_WORDS
from eval.scoring import lower_is_better
from web.library_html import plural
from web.render import attrs, esc

KEY = ("correct", "fact_recall", "evidence_recall@5", "citation_precision", "citation_recall", "support_rate",
       "refusal_precision", "refusal_recall", "latency_ms_median")  # fmt: skip
WORDS = {
    "correct": "Answered rightly",
    "fact_recall": "Facts stated",
    "evidence_recall@5": "Evidence among the first five passages",
    "citation_precision": "Citations that are evidence",
    "citation_recall": "Evidence that is cited",
    "support_rate": "Claims supported by their source",
    "refusal_precision": "Refusals that were right",
    "refusal_recall": "Unanswerable questions refused",
    "latency_ms_median": "Milliseconds a question, median",
}


def label(name: str) -> str:
    """A metric's name in words, else the name itself."""
    words = WORDS.get(name) or METRIC_WORDS.get(name) or name
    return words[0].upper() + words[1:]


def progress_html(done: int, total: int, wrong: int, error: str = "") -> str:
    """A run under way: its class says that it can be stopped (library.css)."""
    if error:
        return f'<p class="shelf-said failed" role="alert">{esc(error)}</p>'
    words = f"{done} of {total} questions asked; {wrong} to look at" if total else "Reading the documents"
    return (
        f'<section class="adding under-way"><p role="status">{words}</p>'
        f'<progress max="{max(total, 1)}" value="{done}" aria-label="Questions asked"></progress></section>'
    )


def _bar(value: float, low: float, high: float, *, edge: float = 1.0, signed: bool = False) -> str:
    """An interval and its value drawn on a line from 0 (`signed`: -`edge`) to `edge`."""

    def at(number: float) -> float:
        share = (number + edge) / (2 * edge) if signed else number / edge
        return 100 * min(max(share, 0.0), 1.0)

    kind = "" if not signed or low <= 0 <= high else " gain" if value > 0 else " loss"
    return (
        f'<span class="bar{" signed" if signed else ""}{kind}" aria-hidden="true">'
        f'<span class="range" style="left:{at(low):.1f}%;width:{max(at(high) - at(low), 0):.1f}%"></span>'
        f'<span class="dot" style="left:{at(value):.1f}%"></span></span>'
    )


def _table(heads: Sequence[str], rows: Sequence[str], name: str) -> str:
    cells = "".join(f"<th scope=col>{esc(head)}</th>" for head in heads)
    return (
        f'<div class="table-wrap" role="region"{attrs(aria_label=name)} tabindex="0"><table class="figures plot">'
        f"<thead><tr>{cells}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _name_cell(name: str) -> str:
    return f"<th scope=row>{esc(label(name))}<code>{esc(name)}</code></th>"


def _metric_row(name: str, one: Mapping[str, Any]) -> str:
    value, low, high = one["value"], one["low"], one["high"]
    share = low is not None and high is not None and 0 <= value <= 1 and not lower_is_better(name)
    return (
        f'<tr>{_name_cell(name)}<td class="n">{figure(name, value)}</td>'
        f'<td class="drawn">{_bar(value, low, high) if share else ""}</td>'
        f'<td class="n">{figure(name, low)} – {figure(name, high)}</td><td class="n">{one["n"]}</td></tr>'
    )


def metrics_html(metrics: Mapping[str, Mapping[str, Any]]) -> str:
    """The figures with their 95% intervals, drawn and in digits: those that matter most, and the rest folded away."""
    known = {name: one for name, one in metrics.items() if one["value"] is not None}
    first = [name for name in KEY if name in known] or list(known)
    rest = [name for name in known if name not in first]
    heads = ("Metric", "Value", "0 to 1", "95% interval", "Questions")
    tables = [
        _table(heads, [_metric_row(n, known[n]) for n in names], "Metrics") if names else "" for names in (first, rest)
    ]
    folded = f'<details class="all-figures"><summary>More figures</summary>{tables[1]}</details>' if rest else ""
    return tables[0] + folded


def case_html(case: Mapping[str, Any], run_id: str, *, hidden: bool = False) -> str:
    """One question of a run, what was wrong with it, and the way into the chat; `hidden` until all are asked for."""
    wrong = reasons(case)
    answer = case["answer"].get("answer") or case.get("error") or ""
    tags = "".join(f'<span class="tag">{esc(tag)}</span>' for tag in case.get("tags") or ())
    said = f'<p class="case-wrong">{esc("; ".join(wrong))}</p>' if wrong else ""
    return (
        f'<li class="case{" wrong" if wrong else ""}"{attrs(hidden=hidden)}><h3>{esc(case["question"])}</h3>{said}'
        f'<p class="case-answer">{esc(answer)}</p><p class="case-foot">{tags}'
        f'<button type="button" class="act"{attrs(data_trial="open", data_run=run_id, data_id=case["id"])}>'
        f'Open as a chat, with its evidence<span class="sr">: {esc(case["question"])}</span></button></p></li>'
    )


def _downloads(run_id: str) -> str:
    """The run to take along: as a page to read, and as data."""
    buttons = "".join(
        f'<button type="button" class="link"{attrs(data_report=form, data_run=run_id)}>{words}</button>'
        for form, words in (("html", "Report"), ("json", "Data (JSON)"))
    )
    return f'<p class="case-foot run-files"><span class="caps">Download</span> {buttons} <span role="alert"></span></p>'


def run_html(run: Mapping[str, Any]) -> str:
    """A whole run: what it was made of, figures, plot, and its questions, those to look at first."""
    about = run["run"]
    wrong = [case for case in run["cases"] if reasons(case)]
    right = [case for case in run["cases"] if not reasons(case)]
    when, commit = str(about.get("created") or "")[:16].replace("T", " "), about.get("commit")
    facts = (about.get("set"), when, f"Pincite at commit {commit}" if commit else None, about.get("system"))
    warnings = "".join(f"<li>{esc(one)}</li>" for one in about.get("warnings") or ())
    warnings = f'<ul class="remarks">{warnings}</ul>' if warnings else ""
    tags = sorted({tag for case in run["cases"] for tag in case.get("tags") or ()})
    options = "".join(f"<option{attrs(value=tag)}>{esc(tag)}</option>" for tag in tags)
    find = (
        f'<div class="case-find"><label><input type="checkbox" class="only-wrong"{attrs(checked=bool(wrong))}> '
        "Only those to look at</label>"
        f'<label>Tag <select class="by-tag"><option value="">all</option>{options}</select></label></div>'
    )
    name = str(about.get("id", ""))
    items = "".join([case_html(c, name) for c in wrong] + [case_html(c, name, hidden=bool(wrong)) for c in right])
    none = "" if wrong else '<p class="none-wrong">No question of this run needs a look.</p>'
    return (
        f'<section class="run only-wrong" aria-label="Run"><h2>{len(run["cases"])} questions, '
        f"{len(wrong)} to look at</h2>"
        f'<p class="book-facts">{" · ".join(esc(fact) for fact in facts if fact)}</p>{warnings}'
        f"{metrics_html(run['metrics'])}{_downloads(name)}{find}{none}<ol class='cases'>{items}</ol></section>"
    )


def changes_html(comparison: Comparison) -> str:
    """Each metric before and after, and the difference with its 95% interval."""
    known = [
        change
        for change in comparison.changes
        if change.difference.value is not None and not lower_is_better(change.metric)
    ]
    key = [change for change in known if change.metric in KEY] or known
    spans = [abs(x or 0) for change in key for x in (change.difference.value, change.difference.low)]
    edge = max([*spans, *(abs(change.difference.high or 0) for change in key), 0.1])
    rows = []
    for change in key:
        value, low, high = (change.difference.value or 0, change.difference.low, change.difference.high)
        rows.append(
            f'<tr>{_name_cell(change.metric)}<td class="n">{figure(change.metric, change.before)}</td>'
            f'<td class="n">{figure(change.metric, change.after)}</td><td class="n">{value:+.3f}</td>'
            f'<td class="drawn">{_bar(value, low or 0, high or 0, edge=edge, signed=True)}</td>'
            f"<td>{'no change' if not value else 'sure' if change.sure else 'not sure'}</td></tr>"
        )
    heads = ("Metric", "Before", "After", "Difference", f"-{edge:.2f} to +{edge:.2f}", "Beyond chance")
    return _table(heads, rows, "Differences") if rows else ""


def comparison_html(comparison: Comparison, names: Sequence[str]) -> str:
    """Two runs compared: the differences with their intervals, and the questions that changed."""
    items = "".join(
        f'<li class="case {esc(change.direction)}"><h3>{esc(change.question)}</h3><p class="case-wrong">'
        f"{esc(change.direction)}: {esc('; '.join(change.why))}</p></li>"
        for change in comparison.cases
    )
    if not comparison.paired:
        return (
            f'<section class="run" aria-label="Comparison"><h2>{esc(names[1])} against {esc(names[0])}</h2>'
            '<p class="none-wrong">These two runs have no question in common, so they can\'t be compared. '
            "Choose two runs of the same question set.</p></section>"
        )
    left = [*comparison.only_before, *comparison.only_after]
    unpaired = f"; {plural(len(left), 'question')} in one run only" if left else ""
    cases = f"<ol class='cases'>{items}</ol>" if items else "<p class='none-wrong'>No question changed.</p>"
    return (
        f'<section class="run" aria-label="Comparison"><h2>{esc(names[1])} against {esc(names[0])}</h2>'
        f'<p class="book-facts">{plural(comparison.paired, "question")} in both{unpaired}</p>'
        f"{changes_html(comparison)}{cases}</section>"
    )


def empty_html() -> str:
    """No run yet."""
    return (
        '<div class="shelf-empty"><h2>Measure the answers</h2><p>A question set says what is asked, which facts a '
        "right answer holds, and where they stand. Run the shipped one, upload your own, or add answers "
        "from your chats.</p></div>"
    )
