"""Several systems on the same questions, documents and metrics, side by side: `python -m eval.comparison`.

The differences to the first system are paired over the questions. This file doesn't know how a system answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.compare import compare
from eval.report import figure
from eval.scoring import lower_is_better

if TYPE_CHECKING:
    from rich.table import Table

    from assistant.settings import Settings
    from ingest.library import Library

SYSTEMS = ("pincite", "langchain", "bm25")
ROWS = (
    "correct", "fact_recall", "token_f1", "citation_precision", "citation_recall", "citation_iou",
    "alce_citation_recall", "refusal_precision", "refusal_recall", "refusal_auroc", "evidence_recall@5",
    "evidence_mrr", "evidence_ndcg@10", "latency_ms_median", "latency_ms_p95",
)  # fmt: skip


def compare_systems(
    set_path: Path | None = None,
    documents: Path | Sequence[Path] | None = None,
    settings: Settings | None = None,
    *,
    systems: Sequence[str] = SYSTEMS,
    library: Library | None = None,
    on_system: Callable[[str], None] | None = None,
    **options: Any,
) -> dict[str, Any]:
    """Runs every system over one library: {"systems": {name: run}, "differences": {name: comparison to the first}}.

    The other parameters are those of `evaluate`. Raises AnswererError for a name that is no system.
    """
    from assistant.settings import Settings
    from eval.addresses import without_keys
    from eval.answerers import answerer_named
    from eval.evaluate import document_paths, evaluate, throwaway_library

    settings = settings or Settings.from_env()
    makers = {name: answerer_named(name, settings) for name in systems}
    runs: dict[str, Any] = {}
    with ExitStack() as stack:
        shared = library or stack.enter_context(throwaway_library(document_paths(documents)))
        for name, maker in makers.items():
            if on_system:
                on_system(without_keys(name))
            runs[without_keys(name)] = evaluate(set_path, None, settings, library=shared, answerer=maker, **options)
    first = next(iter(runs))
    differences = {name: compare(run, runs[first]).to_json() for name, run in runs.items() if name != first}
    return {"systems": runs, "differences": differences}


def _mark(compared: Mapping[str, Any], first: str, name: str, metric: str) -> str:
    """▲ where the first system is surely better than this one, ▼ where it is surely worse."""
    found = compared["differences"].get(name, {}).get("metrics", {}).get(metric)
    if name == first or not found or not found["sure"]:
        return ""
    better = (found["difference"]["value"] > 0) != lower_is_better(metric)
    return " ▲" if better else " ▼"


def _cells(compared: Mapping[str, Any], metric: str) -> list[str]:
    first = next(iter(compared["systems"]))
    cells = []
    for name, run in compared["systems"].items():
        value = run["metrics"].get(metric, {}).get("value")
        cells.append(figure(metric, value) + _mark(compared, first, name, metric))
    return cells


LEGEND = (
    "▲ {first} is better by a paired 95% interval that leaves out zero, ▼ it is worse; "
    "no mark: the difference is not sure. – not applicable."
)


def table(compared: Mapping[str, Any]) -> Table:
    """The systems in columns, the metrics in rows."""
    from rich.table import Table

    names = list(compared["systems"])
    shown = Table(caption=LEGEND.format(first=names[0]), caption_justify="left")
    shown.add_column("metric")
    for name in names:
        shown.add_column(name, justify="right")
    for metric in ROWS:
        cells = _cells(compared, metric)
        if any(cell != "–" for cell in cells):
            shown.add_row(metric, *cells)
    return shown


def markdown(compared: Mapping[str, Any]) -> str:
    """The same table as Markdown, for a README."""
    names = list(compared["systems"])
    run = compared["systems"][names[0]]["run"]
    lines = [f"| | {' | '.join(names)} |", "|---" + "|---:" * len(names) + "|"]
    for metric in ROWS:
        cells = _cells(compared, metric)
        if any(cell != "–" for cell in cells):
            lines.append(f"| `{metric}` | {' | '.join(cells)} |")
    count = len(compared["systems"][names[0]]["cases"])
    about = f"{count} questions of `{run['set']}`, commit `{run['commit']}`. {LEGEND.format(first=names[0])}"
    return "\n".join([*lines, "", about, ""])


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line of this module."""
    import argparse
    import json
    import sys

    from ingest.errors import PinciteError

    parser = argparse.ArgumentParser(prog="python -m eval.comparison", description=__doc__)
    parser.add_argument("set", nargs="?", type=Path, help="a question set; the shipped one if left out")
    parser.add_argument("--documents", type=Path, help="the documents it is about; the shipped samples if left out")
    parser.add_argument("--system", action="append", help=f"a system; may be repeated (default: {' '.join(SYSTEMS)})")
    parser.add_argument("--limit", type=int, help="only the first so many questions")
    parser.add_argument("--tag", action="append", help="only questions with this tag; may be repeated")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures, without the answers")
    parsed = parser.parse_args(arguments)
    try:
        compared = compare_systems(
            parsed.set,
            parsed.documents,
            systems=tuple(parsed.system or SYSTEMS),
            limit=parsed.limit,
            tags=tuple(parsed.tag or ()),
            on_system=lambda name: print(f"{name} …", file=sys.stderr, flush=True),
        )
    except PinciteError as error:
        sys.exit(f"comparison: {error}")
    print(markdown(compared))
    if parsed.json:
        parsed.json.write_text(json.dumps(summary(compared), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def summary(compared: Mapping[str, Any]) -> dict[str, Any]:
    """The figures and what they were made of, without questions and answers."""
    return {
        "systems": {
            name: {key: run[key] for key in ("run", "settings", "metrics")} for name, run in compared["systems"].items()
        },
        "differences": {
            name: {key: found[key] for key in ("paired", "metrics")} for name, found in compared["differences"].items()
        },
    }


if __name__ == "__main__":
    main()
