"""`pincite add, list, remove, show, search, repair, backup`: the library on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.words.labels import counted
from web.commands.common import AppState, document_named, left_out, open_library, put_json, say
from web.requests import query_of

if TYPE_CHECKING:
    from ingest.library import Library
    from ingest.store import DocumentSummary

MOST_COPIES = 5  # named one by one
JSON_OPTION = typer.Option(False, "--json", help="Write JSON to standard output.")


def register(app: typer.Typer) -> None:
    """Put this module's commands into `app`."""
    app.command("add")(add)
    app.command("list")(list_documents)
    app.command("remove")(remove)
    app.command("show")(show)
    app.command("search")(search)
    app.command("repair")(repair)
    app.command("backup")(backup)


def add(
    context: typer.Context,
    paths: list[str] = typer.Argument(
        metavar="PATH",
        help="Files or folders (folders are walked; links that lead out of them are named and left out).",
    ),
    password: str | None = typer.Option(
        None, "--password", envvar="PINCITE_PASSWORD", help="For encrypted PDFs.", show_envvar=True
    ),
    as_json: bool = JSON_OPTION,
) -> None:
    """Put documents into the library. What is there already is left alone; a changed file replaces its old version."""
    from functools import partial

    from ingest.pipeline import ingest_paths
    from ingest.reading import read_document
    from web.commands.progress import ingest_progress

    if "" in paths:  # which Path would take for the folder one is in
        raise typer.BadParameter("a PATH is empty.")
    state: AppState = context.obj
    with open_library(state.folder, create=True) as library, ingest_progress() as on_progress:
        report = ingest_paths(
            [Path(p) for p in paths], library, on_progress=on_progress, read=partial(read_document, password=password)
        )
        copies = _copies(report.unchanged, library)
    result = report.to_json()
    for failure in result["failed"]:
        say(f"pincite: {failure['path']}: {failure['error']}")
    if report.skipped:
        say(f"pincite: {left_out(report.skipped)}")
    for copy in copies[:MOST_COPIES]:
        say(f"pincite: {copy}")
    if len(copies) > MOST_COPIES:
        say(f"pincite: {len(copies) - MOST_COPIES} more files are copies too.")
    if as_json:
        put_json(result)
    counts = [f"{len(result[name])} {name}" for name in ("added", "replaced", "unchanged", "failed")]
    say(", ".join(counts) + f"  (library: {state.folder})")
    if result["failed"]:
        raise typer.Exit(1)
    if not any(result[name] for name in ("added", "replaced", "unchanged")):
        say(f"pincite: nothing that can be read was found in {', '.join(map(repr, paths))}.")


def _copies(unchanged: Sequence[str], library: Library) -> list[str]:
    """Of files that are in the library under another name, which document each is, in a sentence."""
    of_path = {path: summary for summary in library.documents() for path in summary.paths}
    found = ((Path(path), of_path.get(str(Path(path).absolute()))) for path in unchanged)
    return [f"{path.name} is the same as {s.source} ({s.id[:8]})." for path, s in found if s and s.source != path.name]


def _line(summary: DocumentSummary) -> str:
    from web.commands.terminal import clean

    metadata = summary.metadata
    authors = ", ".join(metadata.authors) or "no author stated"
    year = f" ({metadata.year})" if metadata.year else ""
    pages = f", {counted(summary.pages, 'page')}" if summary.pages else ""
    where = f"{summary.source}{pages}, {counted(summary.chunks, 'chunk')}"
    return clean(f"{summary.id}  {metadata.title or summary.source}\n    {authors}{year}; {where}")


def list_documents(context: typer.Context, as_json: bool = JSON_OPTION) -> None:
    """List the documents in the library."""
    with open_library(context.obj.folder) as library:
        summaries = library.documents()
    if as_json:
        put_json([summary.to_json() for summary in summaries])
        return
    for summary in summaries:
        typer.echo(_line(summary))
    if not summaries:
        say("The library is empty. Add documents with: pincite add PATH...")


def remove(
    context: typer.Context,
    document: str = typer.Argument(help="An id, four characters or more of its beginning, or a whole file name."),
) -> None:
    """Take a document out of the library: its text, its vectors, all of it. The file itself stays where it is."""
    with open_library(context.obj.folder) as library:
        document_id = library.resolve(document, exact=True)
        source = library.document(document_id).source
        library.remove(document_id)
    say(f"Removed {source} ({document_id}).")


def show(
    context: typer.Context,
    document: str = typer.Argument(help="An id, its beginning, or a file name."),
    as_json: bool = JSON_OPTION,
) -> None:
    """Show a document as it was read: its outline, its notes and what they refer to; its whole text with --json."""
    from ingest.document_json import document_json

    with open_library(context.obj.folder) as library:
        found = library.document(document_named(library, document))
    if as_json:
        put_json(document_json(found))
        return
    from web.commands.terminal import document_text

    typer.echo(document_text(found))


def search(
    context: typer.Context,
    query: str,
    count: int = typer.Option(10, "-k", min=1, max=1000, help="How many passages."),
    documents: list[str] = typer.Option(
        [], "--document", metavar="ID", help="Search only this document (may be repeated)."
    ),
    as_json: bool = JSON_OPTION,
) -> None:
    """Find passages: dense and full-text candidates, re-ranked."""
    from assistant.assembly import search_passages
    from assistant.preparing import prepare
    from assistant.reranking import load_reranker
    from assistant.settings import Settings
    from web.commands.terminal import passage_text

    if not query.strip():
        raise typer.BadParameter("the query is empty.")
    query = query_of(query)
    with open_library(context.obj.folder) as library:
        prepare(library, load_reranker())
        named = tuple(document_named(library, name) for name in documents)
        passages = search_passages(library, query, count=count, documents=named, settings=Settings.from_env())
    if as_json:
        put_json([passage.to_json() for passage in passages])
        return
    for rank, passage in enumerate(passages, 1):
        typer.echo(passage_text(rank, passage))
    if not passages:
        say("Nothing found.")


def repair(context: typer.Context) -> None:
    """Rebuild the vectors from the stored documents, after a Chroma folder was lost or damaged."""
    with open_library(context.obj.folder) as library:
        count = library.repair()
    say(f"Repaired: built the vectors of {counted(count, 'document')} again.")


def backup(context: typer.Context, target: Path = typer.Argument(metavar="FOLDER", help="A new folder.")) -> None:
    """Copy the library to a new folder, safely, also while it is in use."""
    with open_library(context.obj.folder) as library:
        library.backup(target)
    say(f"Backed up to {target}.")
