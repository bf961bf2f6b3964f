"""`pincite serve`: the page, on this machine unless told otherwise."""

from __future__ import annotations

from functools import partial

import typer

from web.commands.asking import MODEL_OPTION
from web.commands.common import AppState, say


def register(app: typer.Typer) -> None:
    """Put this module's commands into `app`."""
    app.command("serve")(serve)


def serve(
    context: typer.Context,
    host: str = typer.Option(
        "127.0.0.1", help="Where to listen; other than loopback asks for PINCITE_AUTH=user:password."
    ),
    port: int = typer.Option(7860, min=1, max=65535),
    model: str | None = MODEL_OPTION,
    samples: bool = typer.Option(False, "--samples", help="Put the shipped sample documents into an empty library."),
    mcp: bool = typer.Option(False, "--mcp", help="Also offer the library's tools over the Model Context Protocol."),
) -> None:
    """Open the chat in the browser."""
    from web.server import serve as run

    state: AppState = context.obj
    run(
        state.folder,
        host=host,
        port=port,
        model=model,
        mcp=mcp,
        on_allowed=partial(add_samples, state) if samples else None,
        on_ready=lambda address: say(f"Pincite: {address}  (stop with Ctrl+C)"),
    )


def add_samples(state: AppState) -> None:
    """Put the shipped samples into the library if it holds nothing yet."""
    from eval.samples import sample_paths
    from ingest.pipeline import ingest_paths
    from web.commands.common import open_library
    from web.commands.progress import ingest_progress

    with open_library(state.folder, create=True) as library:
        if library.documents():
            return
        say("Pincite: the library is empty; putting the sample documents into it ...")
        with ingest_progress() as on_progress:
            report = ingest_paths(list(sample_paths()), library, on_progress=on_progress)
    for failure in report.to_json()["failed"]:
        say(f"pincite: {failure['path']}: {failure['error']}")
