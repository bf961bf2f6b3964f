"""`pincite draft` and `pincite import`: question sets made from one's own documents, or brought from elsewhere."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ingest.errors import PinciteError
from web.commands.asking import MODEL_OPTION
from web.commands.common import AppState, left_out, open_library, put_json, say
from web.commands.keeping import JSON_OPTION

if TYPE_CHECKING:
    from ingest.document import Document

DOCUMENTS_OPTION = typer.Option(
    None, "--documents", metavar="DIR", help="Documents in a folder, instead of those of the library."
)


def register(app: typer.Typer) -> None:
    """Put this module's commands into `app`."""
    app.command("draft")(draft)
    app.command("import")(import_set)


def _documents(state: AppState, folder: Path | None) -> tuple[Document, ...]:
    if folder is None:
        from eval.evaluate import library_documents

        with open_library(state.folder) as library:
            return library_documents(library)
    from ingest.pipeline import find_files
    from ingest.reading import read_document

    files, missing, skipped = find_files([folder])
    if missing and not files:
        raise PinciteError(missing[0].error)
    for failure in missing:
        say(f"Left out: {failure.error}")
    if skipped:
        say(left_out(skipped))
    read: list[Document] = []
    for file in files:
        try:
            read.append(read_document(file))
        except PinciteError as error:
            say(f"Left out: {error}")
    if not read:
        raise PinciteError(f"No document in {folder} can be read.")
    return tuple(read)


def draft(
    context: typer.Context,
    target: Path = typer.Argument(..., metavar="SET", help="The set to write (JSONL)."),
    documents: Path | None = DOCUMENTS_OPTION,
    count: int = typer.Option(20, "--count", "-n", min=1, max=1000, help="How many questions, about."),
    model: str | None = MODEL_OPTION,
    accept: bool = typer.Option(False, "--accept", help="Write all that is drafted, without asking."),
    force: bool = typer.Option(False, "--force", help="Write over a set that is there."),
    as_json: bool = JSON_OPTION,
) -> None:
    """Draft a question set from your documents, and go through it: accept, mend or drop each question."""
    from assistant.models import load_chat_model
    from assistant.settings import Settings
    from eval.drafting_sets import draft_set
    from eval.review import review, save_set

    if target.exists() and not force:
        raise typer.BadParameter(f"{str(target)!r} is there already; name another file, or use --force.")
    known = _documents(context.obj, documents)
    drafted = draft_set(known, count, model=load_chat_model(model, Settings.from_env()) if model else None)
    kept = list(drafted) if accept else review(drafted, known, read=_read, write=say)
    if not kept:
        say("Nothing was accepted; no set is written.")
        return
    save_set(kept, target)
    if as_json:
        put_json({"set": str(target), "drafted": len(drafted), "kept": len(kept)})
    say(f"{len(kept)} of {len(drafted)} questions written to {target}; run them with: {_run(target, documents)}")


def _run(target: Path, documents: Path | None) -> str:
    """The command that puts the set's questions to the documents it is about."""
    return shlex.join(["pincite", "eval", str(target), *(["--documents", str(documents)] if documents else [])])


def _read(prompt: str) -> str:
    """A line from the person, the prompt on standard error so that standard output stays JSON's."""
    import sys

    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def import_set(
    context: typer.Context,
    source: Path = typer.Argument(..., metavar="FILE", help="SQuAD, CSV, or the JSON of ragas or deepeval."),
    target: Path = typer.Argument(..., metavar="SET", help="The set to write (JSONL)."),
    documents: Path | None = DOCUMENTS_OPTION,
    force: bool = typer.Option(False, "--force", help="Write over a set, and texts beside it, that are there."),
    as_json: bool = JSON_OPTION,
) -> None:
    """Import a question set. What can't be carried over is named; SQuAD's texts are written beside the set."""
    from eval.importing import import_file, write_import

    if target.exists() and not force:
        raise typer.BadParameter(f"{str(target)!r} is there already; name another file, or use --force.")
    imported = import_file(source, _documents(context.obj, documents))
    write_import(imported, target, force=force)
    for identity, why in imported.skipped:
        say(f"{identity}: {why}")
    if as_json:
        skipped: list[dict[str, Any]] = [{"id": identity, "why": why} for identity, why in imported.skipped]
        put_json({"set": str(target), "questions": len(imported.cases), "skipped": skipped})
    about = target.parent / "documents" if imported.documents else documents
    say(f"{len(imported.cases)} questions written to {target}; run them with: {_run(target, about)}")
