"""`pincite cite`: references of documents and of answers, as BibTeX, RIS, CSL-JSON or formatted."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import Any

import typer

from ingest.errors import PinciteError
from web.commands.common import document_named, open_library, read_text, say, shown_path


def register(app: typer.Typer) -> None:
    """Put this module's commands into `app`."""
    app.command("cite")(cite)


def cite(
    context: typer.Context,
    document: str | None = typer.Argument(None, help="An id, its beginning, or a file name."),
    answer: Path | None = typer.Option(
        None, "--answer", metavar="FILE", help="Cite what this answer cites: the JSON of `pincite ask --json`, or - ."
    ),
    form: str = typer.Option(
        "chicago", "--format", "-f", help="chicago, apa, mla, bibtex, ris, csl-json, or any CSL style by name (oscola)."
    ),
    locator: str | None = typer.Option(None, "--locator", help='The place cited, such as "p. 164".'),
    references: bool = typer.Option(
        False, "--references", help="Write the works the document cites, not the document."
    ),
) -> None:
    """Write the reference of a document, or of all that an answer cites."""
    from ingest.bibliography import cite_answer, cite_document, cite_references
    from web.commands.terminal import clean

    if (document is None) == (answer is None):
        raise typer.BadParameter("give either a DOCUMENT or --answer FILE.")
    with open_library(context.obj.folder) as library:
        if document is not None:
            found = library.document(document_named(library, document))
            if references:
                typer.echo(clean(cite_references(found, form)))
            else:
                typer.echo(clean(cite_document(found, form, locator=locator)))
            return
        try:
            value = json.loads(read_text(Path(str(answer))))
            cited = {"citations": _citations(value["citations"]), "nearest": _citations(value.get("nearest") or [])}
        except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
            raise PinciteError(
                f"{shown_path(Path(str(answer)))} is not an answer as `pincite ask --json` writes it."
            ) from None
        if not cited["citations"]:
            say("This answer cites nothing; what follows are the passages that came nearest.")
        ids = sorted({citation["document"] for citation in chain(*cited.values())})
        documents = {name: library.document(library.resolve(name)) for name in ids}
        typer.echo(clean(cite_answer(cited, documents, form)))


def _citations(values: Any) -> list[dict[str, Any]]:
    """An answer's citations in the contract's shape, whatever they lack; one of the errors above where they aren't."""
    if not all(isinstance(value["document"], str) for value in values):
        raise TypeError("a document's id is text")
    from assistant.answer import Citation

    return [Citation.from_json(value).to_json() for value in values]
