"""The judge of the judge shown: tables in the terminal, and a page with confusion matrices and threshold curves.

This file knows only the JSON that `judging.judge_sets` gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from rich.console import Console
from rich.table import Table

from eval import plots
from eval.metrics import Bin
from eval.report import figure
from eval.report_style import STYLE

SHOWN = ("balanced_accuracy", "precision", "recall", "f1", "auroc", "calibration_error")


def judge_terminal(result: Mapping[str, Any], console: Console) -> None:
    """Prints every set's figures, and the confusion matrix of each set of claims."""
    for name, found in result["sets"].items():
        table = Table(
            title=f"{name}: {found['n']} {found['kind']}, {found['ms_per_item']:.0f} ms each", title_justify="left"
        )
        table.add_column("metric")
        table.add_column("value", justify="right")
        table.add_column("95% interval", justify="right")
        for metric, one in found["metrics"].items():
            if one["value"] is not None:
                between = f"{figure(metric, one['low'])} – {figure(metric, one['high'])}"
                table.add_row(metric, figure(metric, one["value"]), between)
        console.print(table)
        if "confusion" in found:
            matrix = Table(title="people's label (rows), the checker's verdict (columns)", title_justify="left")
            matrix.add_column("")
            columns = list(next(iter(found["confusion"].values()), {}))
            for verdict in columns:
                matrix.add_column(verdict, justify="right")
            for label, row in found["confusion"].items():
                matrix.add_row(label, *(str(row[verdict]) for verdict in columns))
            console.print(matrix)


def _confusion(found: Mapping[str, Any]) -> str:
    columns = list(next(iter(found["confusion"].values()), {}))
    head = "".join(f'<th scope="col" class="n">{escape(one)}</th>' for one in columns)
    rows = []
    for label, row in found["confusion"].items():
        total = sum(row.values()) or 1
        cells = "".join(f'<td class="n">{row[one]} ({row[one] / total:.0%})</td>' for one in columns)
        rows.append(f'<tr><th scope="row">{escape(label)}</th>{cells}</tr>')
    caption = "<caption>People's label in rows, the checker's verdict in columns</caption>"
    return f'<div class="wide"><table>{caption}<tr><td></td>{head}</tr>{"".join(rows)}</table></div>'


def _set(name: str, found: Mapping[str, Any]) -> str:
    rows = [
        plots.Row(metric, one["value"], one["low"], one["high"], f"{one['value']:.3f}")
        for metric, one in found["metrics"].items()
        if one["value"] is not None
    ]
    parts = [
        f"<h2>{escape(name)}: {found['n']} {escape(found['kind'])}</h2>",
        plots.intervals(f"Figures on {name} with their 95% intervals", rows),
    ]
    if "confusion" in found:
        curve = found["thresholds"]
        lines = [
            (metric, [(row["threshold"], row[metric]) for row in curve if row[metric] is not None])
            for metric in ("precision", "recall", "f1", "balanced_accuracy")
        ]
        parts.append(_confusion(found))
        drawn = plots.curves(f"Threshold curve on {name}", lines, across="threshold of the score", up="value")
        bins = [Bin(**one) for one in found["reliability"]]
        honest = plots.reliability(
            f"Reliability on {name}", bins, across="score", up="share that people call supported"
        )
        parts.append(f'<div class="side"><div>{drawn}</div><div>{honest}</div></div>')
        tuned = found["metrics"]["balanced_accuracy_at_best"]["value"]
        parts.append(
            f"<p>The best threshold on one half of the groups is {found['best_threshold']:g}; on the other half its "
            f"balanced accuracy is {figure('', tuned)}.</p>"
        )
    return "".join(parts)


def judge_html(result: Mapping[str, Any]) -> str:
    """The figures as one self-contained page."""
    about = result["run"]
    title = f"The checker {about['checker']} against people"
    made = " · ".join(f"{key} {about[key]}" for key in ("commit", "limit") if about.get(key))
    sections = "".join(_set(name, found) for name, found in result["sets"].items())
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main><h1>{escape(title)}</h1>"
        f'<p class="soft">{escape(made)}</p>{sections}</main></body></html>\n'
    )
