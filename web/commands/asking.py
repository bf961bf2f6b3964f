"""`pincite ask` and `pincite check`: questions answered and claims checked on the command line."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.answer import whole
from ingest.errors import PinciteError
from web.commands.common import (
    AppState,
    document_named,
    json_lines,
    json_object,
    need_texts,
    open_library,
    put_json,
    read_json_lines,
    read_text,
    say,
    shown_path,
)
from web.commands.keeping import JSON_OPTION
from web.requests import claim_of, turns

if TYPE_CHECKING:
    from assistant.answer import Answer, Question, Turn
    from assistant.answering import Answerer
    from assistant.checking import Checked
    from ingest.library import Library

AT_ONCE = 16  # claims that are checked together, on all cores, before their verdicts are written

MODEL_OPTION = typer.Option(
    None,
    "--model",
    envvar="PINCITE_MODEL",
    metavar="NAME",
    show_envvar=True,
    help="A language model, as provider:name (openai:gpt-4o-mini, ollama:llama3.2, …), or as the server at "
    "PINCITE_BASE_URL calls it, which is sent PINCITE_API_KEY alone; none by default.",
)


def register(app: typer.Typer) -> None:
    """Put this module's commands into `app`."""
    app.command("ask")(ask)
    app.command("check")(check)


def read_history(path: Path) -> tuple[Turn, ...]:
    """The history in a file: a JSON list, or one object a line."""
    text = read_text(path)  # once: standard input can't be read again
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        value = [item for _, item in read_json_lines(text, ("role", "text"), shown_path(path))]
    return turns([value] if isinstance(value, dict) else value, shown_path(path))


def ask(
    context: typer.Context,
    question: str | None = typer.Argument(None, help="The question; leave it out with --batch."),
    model: str | None = MODEL_OPTION,
    documents: list[str] = typer.Option(
        [], "--document", metavar="ID", help="Ask only this document (may be repeated)."
    ),
    authors: list[str] = typer.Option(
        [], "--author", metavar="NAME", help="Ask only documents by this author (may be repeated)."
    ),
    years: list[int] = typer.Option(
        [], "--year", metavar="YEAR", help="Ask only documents of this year (may be repeated)."
    ),
    history: Path | None = typer.Option(
        None, "--history", metavar="FILE", help="The conversation so far, as JSON; - for stdin."
    ),
    batch: Path | None = typer.Option(
        None,
        "--batch",
        metavar="FILE",
        help='Questions, one {"id","question","history"?} a line; - for stdin.',
    ),
    as_json: bool = JSON_OPTION,
) -> None:
    """Ask the documents. Every sentence of the answer is pinned to the words that support it, and checked."""
    from assistant.answer import Question

    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a QUESTION or --batch FILE.")
    if question is not None and (wrong := _wrong_with(question)):
        raise typer.BadParameter(wrong)
    base = Question(
        text=question or "",
        history=read_history(history) if history else (),
        documents=tuple(documents),
        authors=tuple(authors),
        years=tuple(years),
    )
    if batch is not None:
        _ask_batch(context.obj, base, batch, model)
        return
    answer = _ask_one(context.obj, base, model, show_stages=not as_json)
    if as_json:
        put_json(answer.to_json())
        return
    from web.commands.terminal import answer_text

    typer.echo(answer_text(answer))


def _wrong_with(question: str) -> str | None:
    """Why this can't be asked; None where it can."""
    from web.talk import question_error

    return question_error(question) if question.strip() else "the question is empty."


def _answerer(library: Any, model: str | None) -> Answerer:
    from dataclasses import replace

    from assistant.assembly import build_answerer
    from assistant.settings import Settings

    if not library.documents():
        raise PinciteError(f"The library {str(library.folder)!r} is empty; add documents with: pincite add PATH...")
    settings = Settings.from_env()
    answerer = build_answerer(library, replace(settings, model=model) if model else settings)
    answerer.prepare()
    return answerer


def _ask_one(state: AppState, question: Question, model: str | None, *, show_stages: bool) -> Answer:
    from assistant.answer import Answer, StageEvent
    from web.commands.progress import stage_status

    with open_library(state.folder) as library, stage_status(show_stages) as show:
        answerer = _answerer(library, model)
        for event in answerer.events(_of_documents(question, library)):
            if isinstance(event, StageEvent):
                show(event.detail)
            elif isinstance(event, Answer):
                return event
    raise PinciteError("The steps ended without an answer.")


def _of_documents(question: Question, library: Library) -> Question:
    """The question with the ids of the documents that it names."""
    from dataclasses import replace

    return replace(question, documents=tuple(document_named(library, name) for name in question.documents))


def _batch_question(base: Question, item: dict[str, Any], where: str) -> Question:
    """The question in a line of a batch. Raises PinciteError naming `where`."""
    from dataclasses import replace

    need_texts(item, ("question",), where)
    if wrong := _wrong_with(item["question"]):
        raise PinciteError(f"{where}: {wrong}")
    history = turns(item["history"], where) if item.get("history") else base.history
    return replace(base, text=item["question"], history=history)


def _ask_batch(state: AppState, base: Question, batch: Path, model: str | None) -> None:
    """An answer a line; a line that can't be asked, or fails, gets its error and the others go on."""
    failed = 0
    ids: dict[str, int] = {}  # where each was first
    lines = list(json_lines(batch))
    with open_library(state.folder) as library:
        answerer = _answerer(library, model)
        base = _of_documents(base, library)
        for number, line in lines:
            where = f"{shown_path(batch)}, line {number}"
            item: dict[str, Any] = {}
            try:
                item = json_object(line, where)
                question = _batch_question(base, item, where)
            except PinciteError as error:
                failed += 1
                say(f"pincite: {error}")
                put_json({"id": item.get("id"), "error": str(error)}, line=True)
                continue
            if item.get("id") is not None and (first := ids.setdefault(str(item["id"]), number)) != number:
                say(f"pincite: {where}: the id {item['id']!r} stands in line {first} too.")
            try:
                answer = answerer.answer(question)
            except PinciteError as error:
                failed += 1
                say(f"pincite: {where}: {error}")
                put_json({"id": item.get("id"), "question": question.text, "error": str(error)}, line=True)
                continue
            put_json({"id": item.get("id"), **answer.to_json()}, line=True)
    if failed:
        raise typer.Exit(1)


def check(
    claims: Path = typer.Argument(metavar="CLAIMS.jsonl", help='One {"id","claim","source"} a line; - for stdin.'),
) -> None:
    """Check claims against their sources: a verdict, its score and reasons, and the words it rests on."""
    from assistant.assembly import judge_for
    from assistant.settings import Settings

    lines = iter(list(json_lines(claims)))
    judge = judge_for(Settings.from_env())
    failed = 0
    while some := [_claim(line, f"{shown_path(claims)}, line {number}") for number, line in islice(lines, AT_ONCE)]:
        for result in _checked(some, judge):
            if error := result.get("error"):
                failed += 1
                say(f"pincite: {error}")
            put_json(result, line=True)
    if failed:
        raise typer.Exit(1)


def _claim(line: str, where: str) -> dict[str, Any]:
    """What is to be checked, or {"id", "error"}."""
    item: dict[str, Any] = {}
    try:
        item = json_object(line, where)
        need_texts(item, ("claim", "source"), where)
        claim_of(item["claim"], where)
    except PinciteError as error:
        return {"id": item.get("id"), "error": str(error)}
    return {"id": item.get("id"), "claim": whole(item["claim"]), "source": whole(item["source"]), "where": where}


def _checked(items: list[dict[str, Any]], judge: Any) -> list[dict[str, Any]]:
    """What comes of each item: checked together, and where that fails one by one, so that only what fails is named."""
    from assistant.checking import check_claims

    sound = [item for item in items if "error" not in item]
    try:
        found = check_claims([(item["claim"], [item["source"]]) for item in sound], judge=judge)
    except PinciteError as error:
        if len(items) > 1:
            return [result for item in items for result in _checked([item], judge)]
        return [{"id": item["id"], "error": f"{item['where']}: {error}"} for item in items]
    verdicts = iter(found)
    return [item if "error" in item else _verdict(item["id"], next(verdicts)) for item in items]


def _verdict(identity: object, found: Checked) -> dict[str, Any]:
    return {
        "id": identity,
        "verdict": found.verdict.value,
        "score": round(found.score, 4),
        "reasons": list(found.reasons),
        "evidence": [{"start": span.start, "end": span.end} for _, span in found.evidence],
    }
