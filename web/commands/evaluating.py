"""`pincite eval`: a question set put to the assistant, how good the answers are, and whether that is good enough."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from web.commands.asking import MODEL_OPTION
from web.commands.common import AppState, put_json, say
from web.commands.keeping import JSON_OPTION

THRESHOLD_MISSED = 3  # exit status


def register(app: typer.Typer) -> None:
    """Put this module's commands into `app`."""
    app.command("eval")(evaluate)


def evaluate(
    context: typer.Context,
    questions: Path | None = typer.Argument(
        None,
        metavar="[SET]",
        help="A question set (JSONL); the shipped one over the shipped samples if left out.",
    ),
    documents: Path | None = typer.Option(
        None, "--documents", metavar="DIR", help="The documents the set is about, read into a throw-away library."
    ),
    model: str | None = MODEL_OPTION,
    report: Path | None = typer.Option(None, "--report", metavar="FILE.html", help="Write one self-contained page."),
    junit: Path | None = typer.Option(None, "--junit", metavar="FILE.xml", help="Write JUnit XML, for CI."),
    base: str | None = typer.Option(None, "--compare", metavar="RUN", help="A saved run: a file, an id, or last."),
    minimums: list[str] = typer.Option([], "--min", metavar="METRIC=VALUE", help="Exit with 3 below this."),
    maximums: list[str] = typer.Option([], "--max", metavar="METRIC=VALUE", help="Exit with 3 above this."),
    max_drops: list[str] = typer.Option(
        [], "--max-drop", metavar="METRIC=VALUE", help="Exit with 3 where it fell by more since --compare RUN."
    ),
    limit: int | None = typer.Option(None, "--limit", min=1, help="Only the first so many questions."),
    workers: int = typer.Option(1, "--workers", min=1, max=32, help="Questions asked at once (for remote models)."),
    resume: bool = typer.Option(False, "--resume", help="Go on with a run that was stopped."),
    as_json: bool = JSON_OPTION,
) -> None:
    """Evaluate: put a set of questions with known answers to the assistant and measure the answers."""
    from dataclasses import replace

    from assistant.settings import Settings
    from eval import gate, runs
    from eval.compare import compare
    from eval.evaluate import evaluate as run_set

    try:
        thresholds = gate.parse_thresholds(minimums, maximums, max_drops)
    except gate.ThresholdError as error:
        raise typer.BadParameter(str(error)) from None
    if max_drops and base is None:
        raise typer.BadParameter("--max-drop needs --compare RUN.")
    before = runs.load_run(base) if base else None
    settings = Settings.from_env()
    with _progress() as (on_start, on_outcome):
        run = run_set(
            questions,
            documents,
            replace(settings, model=model) if model else settings,
            library=None if questions is None or documents else _own_library(context.obj),
            workers=workers,
            limit=limit,
            journal=runs.runs_folder(),
            resume=resume,
            on_start=on_start,
            on_outcome=on_outcome,
        )
    saved = runs.save_run(run)
    comparison = compare(before, run) if before else None
    misses = gate.check(run, thresholds, before)
    if as_json:
        extra = {"comparison": comparison.to_json()} if comparison else {}
        put_json({**run, **extra, "missed": [miss.to_json() for miss in misses]})
    _show(run, comparison)
    _write_reports(run, comparison, misses, report, junit)
    say(f"Run saved as {saved}")
    for miss in misses:
        say(f"pincite: {miss}")
    if misses:
        raise typer.Exit(THRESHOLD_MISSED)


def _own_library(state: AppState) -> Any:
    from web.commands.common import open_library

    return open_library(state.folder)


def _progress() -> Any:
    from web.commands.progress import question_progress

    return question_progress()


def _show(run: Any, comparison: Any) -> None:
    from rich.console import Console

    from eval import report

    console = Console(stderr=True)
    report.terminal(run, console)
    if comparison is not None:
        report.comparison_terminal(comparison, console)


def _write_reports(run: Any, comparison: Any, misses: Any, page: Path | None, junit: Path | None) -> None:
    from eval.runs import write_text

    if page is not None:
        from eval.report_html import html_report

        write_text(page, html_report(run, comparison=comparison, missed=misses))
        say(f"Report written to {page}")
    if junit is not None:
        from eval.report import junit as junit_xml

        write_text(junit, junit_xml(run, misses))
        say(f"JUnit XML written to {junit}")
