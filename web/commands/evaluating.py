"""`pincite eval`: a question set put to the assistant, how good the answers are, and whether that is good enough."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.words.labels import counted
from web.commands.asking import MODEL_OPTION
from web.commands.common import AppState, put_json, say
from web.commands.keeping import JSON_OPTION

if TYPE_CHECKING:
    from assistant.settings import Settings

THRESHOLD_MISSED = 3  # exit status
SYSTEMS_HELP = "langchain, bm25, command:PROGRAM, http://… or openai:MODEL@http://…/v1."


@dataclass(frozen=True, slots=True)
class Asked:
    """What is put to a system: the questions of a set (None: the shipped one) over documents (None: the user's own
    library, or with the shipped set the samples), those with one of the `tags`, the first `limit` of them."""

    questions: Path | None
    documents: Path | None
    model: str | None
    tags: tuple[str, ...]
    limit: int | None
    workers: int

    @property
    def of_own_library(self) -> bool:
        return self.questions is not None and self.documents is None

    def settings(self) -> Settings:
        from assistant.settings import Settings

        settings = Settings.from_env()
        return replace(settings, model=self.model) if self.model else settings


def register(app: typer.Typer) -> None:
    """Put this module's commands into `app`."""
    app.command("eval")(evaluate)


def evaluate(
    context: typer.Context,
    questions: Path | None = typer.Argument(
        None,
        metavar="SET",
        help="A question set (JSONL); the shipped one over the shipped samples if left out.",
    ),
    documents: Path | None = typer.Option(
        None, "--documents", metavar="DIR", help="The documents the set is about, read into a throw-away library."
    ),
    model: str | None = MODEL_OPTION,
    price: str | None = typer.Option(
        None, "--price", metavar="IN,OUT", help="What the model costs: dollars a million tokens read, and written."
    ),
    report: Path | None = typer.Option(None, "--report", metavar="FILE.html", help="Write one self-contained page."),
    junit: Path | None = typer.Option(None, "--junit", metavar="FILE.xml", help="Write JUnit XML, for CI."),
    base: str | None = typer.Option(
        None, "--compare", metavar="RUN", help="A saved run: a file, an id, or last (of this set)."
    ),
    minimums: list[str] = typer.Option([], "--min", metavar="METRIC=VALUE", help="Exit with 3 below this."),
    maximums: list[str] = typer.Option([], "--max", metavar="METRIC=VALUE", help="Exit with 3 above this."),
    max_drops: list[str] = typer.Option(
        [], "--max-drop", metavar="METRIC=VALUE", help="Exit with 3 where it fell by more since --compare RUN."
    ),
    limit: int | None = typer.Option(None, "--limit", min=1, help="Only the first so many questions."),
    tags: list[str] = typer.Option([], "--tag", metavar="TAG", help="Only questions with this tag (may be repeated)."),
    workers: int = typer.Option(1, "--workers", min=1, max=32, help="Questions asked at once (for remote models)."),
    resume: bool = typer.Option(False, "--resume", help="Go on with a run that was stopped."),
    save: Path | None = typer.Option(None, "--save", metavar="FILE.json", help="Keep the run in this file."),
    system: str | None = typer.Option(
        None, "--system", metavar="NAME", help="Put the questions to another system: " + SYSTEMS_HELP
    ),
    against: list[str] = typer.Option(
        [], "--against", metavar="NAME", help="Set Pincite beside another system (may be repeated), as in --system."
    ),
    judge: Path | None = typer.Option(
        None, "--judge", metavar="DIR", help="Measure the checker of claims itself, on public sets in this folder."
    ),
    judge_sets: list[str] = typer.Option(
        [],
        "--judge-set",
        metavar="NAME",
        help="Which sets: wice, wice_oracle, begin, qags, squad2, jaquad, mtrag …",
    ),
    judge_name: str | None = typer.Option(
        None, "--judge-name", metavar="NAME", help="Another judge to measure: chat:MODEL, an NLI model's name, or none."
    ),
    as_json: bool = JSON_OPTION,
) -> None:
    """Evaluate: put a set of questions with known answers to the assistant and measure the answers."""
    if judge is not None:
        _judge(judge, judge_sets, judge_name, limit, report, as_json)
        return
    asked = Asked(questions, documents, model, tuple(tags), limit, workers)
    if against:
        _against(asked, context.obj, against, as_json)
        return
    from eval import gate, runs
    from eval.compare import compare

    try:
        thresholds = gate.parse_thresholds(minimums, maximums, max_drops)
    except gate.ThresholdError as error:
        raise typer.BadParameter(str(error)) from None
    if max_drops and base is None:
        raise typer.BadParameter("--max-drop needs --compare RUN.")
    paid = _price(price)
    with_library = context.obj.folder / "runs"  # where the page keeps its runs too
    before = _run_to_compare(base, questions, runs.runs_folder(), with_library) if base else None
    run = _run(asked, context.obj, system=system, price=paid, resume=resume)
    saved = runs.save_run(run, save, folder=with_library if asked.of_own_library else None)
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
    failed = [case for case in run["cases"] if case["error"]]
    if failed:
        count = f"{len(failed)} of {counted(len(run['cases']), 'question')} failed"
        say(f"pincite: {count}, {failed[0]['id']!r} first: {failed[0]['error']}")
    if misses:
        raise typer.Exit(THRESHOLD_MISSED)
    if failed:
        raise typer.Exit(1)


def _run(asked: Asked, state: AppState, *, system: str | None, price: Any, resume: bool) -> dict[str, Any]:
    """The set put to Pincite, or to another system by its name."""
    from eval import runs
    from eval.answerers import answerer_named
    from eval.evaluate import evaluate as run_set

    settings = asked.settings()
    answerer = answerer_named(system, settings) if system is not None else None
    with _library(asked, state) as own, _progress() as (on_start, on_outcome):
        return run_set(
            asked.questions,
            asked.documents,
            settings,
            library=own,
            answerer=answerer,
            price=price,
            workers=asked.workers,
            limit=asked.limit,
            tags=asked.tags,
            journal=runs.runs_folder(),
            resume=resume,
            on_start=on_start,
            on_outcome=on_outcome,
        )


def _run_to_compare(name: str, questions: Path | None, *folders: Path) -> dict[str, Any]:
    """The run of that name, saved in one of the folders; for "last" the newest one of the same question set."""
    from eval import runs
    from eval.cases import load_cases
    from eval.compare import of_set
    from eval.evaluate import SHIPPED_SET

    if name != "last" or Path(name).is_file():
        return runs.load_run(name, *folders)
    asked = {case.id: case.question for case in load_cases(questions or SHIPPED_SET).cases}
    return runs.last_run(lambda run: of_set(run, asked), *folders)


def _price(words: str | None) -> Any:
    """The price in "IN,OUT"; None where none is given."""
    from eval.evaluate import Price

    if words is None:
        return None
    try:
        read, written = (float(word) for word in words.split(","))
        if min(read, written) < 0:
            raise ValueError
    except ValueError:
        raise typer.BadParameter(f"--price takes two numbers, such as 0.25,2 - not {words!r}.") from None
    return Price(read, written)


def _against(asked: Asked, state: AppState, names: list[str], as_json: bool) -> None:
    """Pincite and other systems on the same questions: a table, or JSON with every run."""
    from rich.console import Console

    from eval.comparison import compare_systems, table

    with _library(asked, state) as own:
        compared = compare_systems(
            asked.questions,
            asked.documents,
            asked.settings(),
            systems=tuple(dict.fromkeys(("pincite", *names))),
            library=own,
            on_system=lambda name: say(f"Asking {name} …"),
            limit=asked.limit,
            workers=asked.workers,
            tags=asked.tags,
        )
    if as_json:
        put_json(compared)
    Console(stderr=True).print(table(compared))


def _judge(
    folder: Path, names: list[str], judge_name: str | None, limit: int | None, page: Path | None, as_json: bool
) -> None:
    """The checker of claims (or another judge) against people's labels."""
    from rich.console import Console

    from eval import judging
    from eval.datasets import CLAIMS, QUESTIONS
    from eval.report_judge import judge_html, judge_terminal
    from eval.runs import write_text

    chosen = tuple(names) or tuple(CLAIMS)
    check, name = judging.check_named(judge_name)
    reader = judging.default_reader() if set(chosen) & set(QUESTIONS) else None
    with _progress() as (on_start, on_outcome):

        def step(_: str, done: int, total: int) -> None:
            if done == 1:
                on_start(total)
            on_outcome(None)

        found = judging.judge_sets(
            folder, chosen, check=check, reader=reader, checker_name=name, limit=limit, on_progress=step
        )
    if as_json:
        put_json(found)
    judge_terminal(found, Console(stderr=True))
    if page is not None:
        write_text(page, judge_html(found))
        say(f"Report written to {page}")


def _library(asked: Asked, state: AppState) -> AbstractContextManager[Any]:
    """The user's library where it is asked, else None: a throw-away one is made."""
    from web.commands.common import open_library

    return open_library(state.folder) if asked.of_own_library else nullcontext()


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
