"""A run as one HTML page that needs nothing else: figures with intervals, plots, and each question with what was
expected and what was given side by side. Everything that came from a document, a question or a model is escaped.

This file knows only the public JSON of a run, of a comparison and of the gate's misses.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from eval import metrics, plots
from eval.compare import Comparison
from eval.gate import Miss
from eval.report import figure, reasons
from eval.report_style import SCRIPT, STYLE
from eval.scoring import lower_is_better

Run = Mapping[str, Any]
TILES = ("correct", "fact_recall", "citation_precision", "citation_recall", "support_rate", "refusal_recall")
WORDS = {
    "evidence_recall@1": "gold quotes held by the first passage found",
    "evidence_recall@5": "gold quotes held by the first five passages found",
    "evidence_recall@10": "gold quotes held by the first ten passages found",
    "evidence_mrr": "1 / rank of the first passage with a gold quote",
    "evidence_ndcg@10": "how near the top the gold quotes stand",
    "correct": "all facts stated, or rightly refused",
    "fact_recall": "expected facts that the answer states",
    "exact_match": "answers equal to the expected one (SQuAD)",
    "token_f1": "words shared with the expected answer (SQuAD)",
    "citation_precision": "citations that point at a gold sentence",
    "citation_recall": "gold sentences that are cited",
    "citation_iou": "overlap of what is cited with what is gold, over both",
    "alce_citation_precision": "citations that help to support their claim, by the judge (ALCE)",
    "alce_citation_recall": "claims that their citations support, by the judge (ALCE)",
    "support_rate": "claims with the verdict supported",
    "refusal_precision": "refusals that were right",
    "refusal_recall": "unanswerable questions that were refused",
    "refusal_auroc": "how well confidence tells answerable from unanswerable",
    "calibration_error": "distance of confidence from the truth (ECE, lower is better)",
    "latency_ms_median": "milliseconds a question, median",
    "latency_ms_p95": "milliseconds a question, 95th percentile",
}


def e(value: object) -> str:
    """`value` as escaped text."""
    return escape(str(value), quote=True)


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[int] = ()) -> str:
    """A table; cells are HTML already, the columns in `numbers` are figures."""

    def cell(tag: str, index: int, inner: str) -> str:
        kind = ' class="n"' if index in numbers else ""
        scope = ' scope="col"' if tag == "th" else ""
        return f"<{tag}{scope}{kind}>{inner}</{tag}>"

    head = "".join(cell("th", i, e(one)) for i, one in enumerate(heads))
    body = "".join("<tr>" + "".join(cell("td", i, one) for i, one in enumerate(row)) + "</tr>" for row in rows)
    name = f"<caption>{e(caption)}</caption>" if caption else ""
    return f'<div class="wide"><table>{name}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


# ---- figures ----------------------------------------------------------------------------------


def _tiles(found: Mapping[str, Mapping[str, Any]]) -> str:
    tiles = []
    for name in TILES:
        one = found.get(name)
        if not one or one["value"] is None:
            continue
        between = f"{figure(name, one['low'])} – {figure(name, one['high'])}, {one['n']} questions"
        tiles.append(
            f'<div class="tile"><span>{e(name)}</span><b>{figure(name, one["value"])}</b>'
            f'<span class="soft">{e(between)}</span></div>'
        )
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _figures(found: Mapping[str, Mapping[str, Any]]) -> str:
    known = {name: one for name, one in found.items() if one["value"] is not None}
    shares = [name for name in known if not lower_is_better(name)]
    rows = [
        plots.Row(name, one["value"], one["low"], one["high"], f"{one['value']:.3f}   ({one['n']})")
        for name in shares
        for one in [known[name]]
    ]
    table = _table(
        "Each metric with its 95% interval (bootstrap over questions) and the number of questions it applies to",
        ("metric", "value", "low", "high", "questions", "what it is"),
        (
            (
                e(name),
                *(figure(name, one[key]) for key in ("value", "low", "high")),
                str(one["n"]),
                e(WORDS.get(name, "")),
            )
            for name, one in known.items()
        ),
        numbers=(1, 2, 3, 4),
    )
    return plots.intervals("Metrics with their 95% intervals", rows) + table


def _tags(by_tag: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    if not by_tag:
        return ""
    columns = (*TILES, "latency_ms_median")
    rows = ((e(tag), *(figure(c, found.get(c, {}).get("value")) for c in columns)) for tag, found in by_tag.items())
    table = _table(
        "– means that the metric applies to no question of the tag",
        ("tag", *TILES, "ms"),
        rows,
        numbers=tuple(range(1, 8)),
    )
    return f"<h2>By tag</h2>{table}"


def _confidence(cases: Sequence[Mapping[str, Any]]) -> str:
    known = [case for case in cases if isinstance(case["answer"].get("confidence"), int | float)]
    probabilities = [float(case["answer"]["confidence"]) for case in known]
    latencies = [case["latency_ms"] for case in cases if case["latency_ms"] is not None]
    parts = []
    if probabilities:
        bins = metrics.reliability(probabilities, [bool(case["answerable"]) for case in known])
        drawn = plots.reliability(
            "Reliability of the confidence", bins, across="confidence that it can be answered", up="share answerable"
        )
        parts.append(f"<div><h3>Is confidence honest?</h3>{drawn}</div>")
    if latencies:
        drawn = plots.histogram("Time a question took", latencies, unit="milliseconds a question")
        parts.append(f"<div><h3>Time</h3>{drawn}</div>")
    return f'<h2>Confidence and time</h2><div class="side">{"".join(parts)}</div>' if parts else ""


# ---- questions --------------------------------------------------------------------------------


def _is_gold(citation: Mapping[str, Any], case: Mapping[str, Any]) -> bool:
    start, end = citation.get("start"), citation.get("end")
    for gold in case["evidence"]:
        span = gold.get("sentence") or [gold.get("start"), gold.get("end")]
        same = gold.get("document_id") == citation.get("document") or gold.get("document") == citation.get("source")
        if same and None not in (start, end, *span) and start < span[1] and span[0] < end:
            return True
    return False


def _expected(case: Mapping[str, Any]) -> str:
    if not case["answerable"]:
        parts = ["<p>A refusal: the documents don't hold the answer.</p>"]
    else:
        parts = [f"<p>{e(case['expected'])}</p>" if case["expected"] else ""]
    answer = metrics.without_markers(str(case["answer"].get("answer") or "")) if case["answer"].get("answered") else ""
    facts = []
    for fact in case["facts"]:
        there = any(metrics.states(answer, one) for one in fact)
        mark = '<b class="yes">✓ stated</b>' if there else '<b class="no">✗ missing</b>'
        facts.append(f"<li>{mark} {e(' / '.join(fact))}</li>")
    parts.append(f"<ul>{''.join(facts)}</ul>" if facts else "")
    for gold in case["evidence"]:
        cited = any(_is_gold(one, {"evidence": [gold]}) for one in case["answer"].get("citations") or ())
        mark = '<b class="yes">✓ cited</b>' if cited else '<b class="no">✗ not cited</b>'
        parts.append(f'<blockquote class="gold">“{e(gold["quote"])}” — {e(gold["document"])} {mark}</blockquote>')
    return "".join(parts)


def _given(case: Mapping[str, Any]) -> str:
    answer = case["answer"]
    if case["error"]:
        return f'<p class="no">{e(case["error"])}</p>'
    parts = [f"<p>{e(answer.get('answer') or '')}</p>"]
    for claim in answer.get("claims") or ():
        if claim.get("verdict") not in (None, "supported"):
            why = "; ".join(map(str, claim.get("reasons") or ()))
            parts.append(f'<p class="no">{e(claim["verdict"])}: {e(claim.get("text"))} {e(why)}</p>')
    cited = answer.get("citations") or answer.get("nearest") or ()
    if cited and not answer.get("citations"):
        parts.append('<p class="soft">Nearest passages:</p>')
    for citation in cited:
        gold = _is_gold(citation, case)
        mark = '<b class="yes">gold</b>' if gold else ""
        page = (citation.get("page") or {}).get("printed")
        place = " · ".join(e(one) for one in (citation.get("source"), page and f"p. {page}") if one)
        number = f"[{e(citation['n'])}] " if citation.get("n") else ""
        kind = ' class="gold"' if gold else ""
        parts.append(f"<blockquote{kind}>{number}{e(citation.get('quote') or '')} — {place} {mark}</blockquote>")
    rank = case["metrics"].get("evidence_mrr")
    if rank is not None:
        found = f"rank {round(1 / rank)}" if rank else "not among the passages found"
        parts.append(f'<p class="soft">First gold passage: {found}.</p>')
    return "".join(parts)


def _case(case: Mapping[str, Any]) -> str:
    why = reasons(case)
    tags = "".join(f'<span class="tag">{e(tag)}</span>' for tag in case["tags"])
    turns = "".join(f"<p class='soft'>{e(turn['role'])}: {e(turn['text'])}</p>" for turn in case.get("history") or ())
    reasons_html = "".join(f'<p class="why">{e(one)}</p>' for one in why)
    inner = (
        f"{turns}{reasons_html}<div class='two'><div><h3>Expected</h3>{_expected(case)}</div>"
        f"<div><h3>Given</h3>{_given(case)}</div></div>"
    )
    data = e("\u001f".join(case["tags"]))
    head = f"<b>{e(case['question'])}</b> <code>{e(case['id'])}</code> {tags}"
    if why:
        return f'<article class="case bad" data-tags="{data}"><p>{head}</p>{inner}</article>'
    return (
        f'<article class="case good" data-tags="{data}"><details><summary>{head}</summary>{inner}</details></article>'
    )


def _questions(run: Run) -> str:
    cases = sorted(run["cases"], key=lambda case: not reasons(case))
    wrong = sum(bool(reasons(case)) for case in cases)
    tags = sorted({tag for case in cases for tag in case["tags"]})
    options = "".join(f'<option value="{e(tag)}">{e(tag)}</option>' for tag in tags)
    find = (
        '<div class="find" hidden><label>Find <input type="search"></label>'
        f'<label>Tag <select><option value="">all</option>{options}</select></label>'
        '<label><input type="checkbox"> only those to look at</label><output></output></div>'
    )
    return f"<h2>Questions: {wrong} of {len(cases)} to look at</h2>{find}{''.join(map(_case, cases))}"


# ---- comparison and gate ----------------------------------------------------------------------


def _compared(comparison: Comparison) -> str:
    known = [c for c in comparison.changes if c.difference.value is not None and not lower_is_better(c.metric)]
    rows = [
        plots.Row(c.metric, c.difference.value or 0, c.difference.low or 0, c.difference.high or 0,
                  f"{c.difference.value:+.3f} {'' if c.sure else '(unsure)'}")
        for c in known
    ]  # fmt: skip
    reach = max((abs(edge) for row in rows for edge in (row.low, row.high)), default=0.1) or 0.1
    drawn = plots.intervals("Differences with their 95% intervals", rows, low=-reach, high=reach)
    listed = _table(
        "",
        ("question", "", "why", "figures"),
        (
            (
                f"{e(c.question)} <code>{e(c.id)}</code>",
                f'<b class="{"yes" if c.direction == "better" else "no"}">{e(c.direction)}</b>',
                e("; ".join(c.why)),
                "<br>".join(f"{e(m)} {b:.2f} → {a:.2f}" for m, b, a in c.metrics),
            )
            for c in comparison.cases
        ),
    )
    name = e(comparison.before.get("id", "the other run"))
    same = "" if comparison.cases else "<p>No question changed.</p>"
    return (
        f"<h2>Against {name}</h2><p>{comparison.paired} questions are in both runs. Differences are paired: "
        f"an interval that leaves out zero is a sure change.</p>{drawn}{same or listed}"
    )


def _missed(missed: Sequence[Miss]) -> str:
    if not missed:
        return ""
    return '<h2>Gate: not passed</h2><ul class="no">' + "".join(f"<li>{e(miss)}</li>" for miss in missed) + "</ul>"


def _made_of(run: Run) -> str:
    rows = [
        (e(name), f"<code>{e(value if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False))}</code>")
        for part in ("run", "settings")
        for name, value in run[part].items()
        if value not in (None, [], {}) and name != "documents"
    ]
    rows += [(e(name), f"<code>{e(value)}</code>") for name, value in (run["run"].get("documents") or {}).items()]
    return f"<h2>How it was made</h2>{_table('Documents are named with their sha256', ('what', 'value'), rows)}"


def html_report(run: Run, *, comparison: Comparison | None = None, missed: Sequence[Miss] = ()) -> str:
    """The run as a self-contained HTML page, with its comparison and the gate's misses where given."""
    about = run["run"]
    subject = f"{about.get('system') or 'pincite'} on {about.get('set') or 'questions'}"
    warned = "".join(f'<p class="no">{e(one)}</p>' for one in about.get("warnings") or ())
    when = " · ".join(str(about[key]) for key in ("created", "id", "commit") if about.get(key))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'\">"
        f"<title>Evaluation: {e(subject)}</title><style>{STYLE}</style></head><body><main>"
        f'<h1>Evaluation: {e(subject)}</h1><p class="soft">{len(run["cases"])} questions · {e(when)}</p>{warned}'
        f"{_missed(missed)}{_tiles(run['metrics'])}<h2>Figures</h2>{_figures(run['metrics'])}"
        f"{_tags(run['by_tag'])}{_confidence(run['cases'])}"
        f"{_compared(comparison) if comparison else ''}{_questions(run)}{_made_of(run)}"
        f"</main><script>{SCRIPT}</script></body></html>\n"
    )
