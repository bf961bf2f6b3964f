"""The pane beside the chat: the document itself, the cited words marked, and for a PDF the page's own image.

The browser asks for a document through the component's server functions; nothing but documents of the library can
be asked for. This file doesn't know the chat.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ingest.document import Document
from ingest.errors import DocumentNotFoundError, PinciteError
from web.document_html import Cited, byline, document_html, outline_html
from web.page_image import page_image
from web.render import esc
from web.theme import asset

PAGE_IMAGE = (
    '<section class="page-image" aria-label="Image of the page" hidden><div class="page-tools">'
    '<button type="button" class="tool" data-tool="page-before" aria-label="Previous page">‹</button>'
    '<span class="page-words" role="status"></span>'
    '<button type="button" class="tool" data-tool="page-after" aria-label="Next page">›</button></div>'
    '<div class="page-sheet" tabindex="0" role="region" aria-label="The page as printed"></div></section>'
)
MOST_CITED = 200  # marks in one document; an answer cites far fewer

EMPTY = (
    '<section class="source" aria-label="Source" data-state="empty">'
    '<div class="source-live" role="status" aria-live="polite"></div>'
    '<div class="source-empty"><h2>The source</h2><p>Open a numbered citation, and the document appears here '
    "with the cited words marked, its notes and its pages.</p></div>"
    '<div class="source-view" hidden></div></section>'
)


def cited_of(value: object, length: int) -> tuple[Cited, ...]:
    """The spans a browser sent, as [n, start, end] rows, kept where they are inside the text."""
    rows = value if isinstance(value, list) else []
    out: list[Cited] = []
    for row in rows[:MOST_CITED]:
        if not isinstance(row, list) or len(row) != 3 or not all(isinstance(x, int) for x in row):
            continue
        n, start, end = row
        if 0 <= start < end <= length:
            out.append(Cited(n, start, end))
    return tuple(out)


def pane_html(document: Document, cited: tuple[Cited, ...]) -> str:
    """The pane's content: head with tools, outline, and the document."""
    outline = outline_html(document.sections)
    outline_button = (
        '<button type="button" class="tool" data-tool="outline" aria-expanded="false">Outline</button>'
        if outline
        else ""
    )
    image_button = (
        '<button type="button" class="tool" data-tool="image" aria-pressed="false">Page image</button>'
        if document.format == "pdf"
        else ""
    )
    title = document.metadata.title or document.source
    return (
        f'<header class="source-head"><div class="source-title"><h2 dir="auto">{esc(title)}</h2>'
        f'<p class="byline">{esc(byline(document))}</p></div>'
        '<button type="button" class="tool close" data-tool="close" aria-label="Close the source">Close</button>'
        f'<div class="source-tools" role="toolbar" aria-label="Reading tools">{outline_button}{image_button}'
        '<span class="steps"><button type="button" class="tool" data-tool="previous" '
        'aria-label="Previous citation">‹</button>'
        '<span class="step-words" aria-live="polite"></span>'
        '<button type="button" class="tool" data-tool="next" aria-label="Next citation">›</button></span>'
        '<span class="find"><input type="search" class="find-box" placeholder="Search this document" '
        'aria-label="Search this document"><span class="find-count" role="status"></span></span></div></header>'
        f'<p class="source-place" aria-live="polite"></p>{outline}{PAGE_IMAGE if document.format == "pdf" else ""}'
        f'<div class="source-body" tabindex="0" role="region" aria-label="Text of the document">'
        f"{document_html(document, cited)}</div>"
        '<button type="button" class="mark-evidence" data-tool="mark" hidden>Mark as evidence</button>'
    )


def _places(document: Document, cited: tuple[Cited, ...]) -> list[dict[str, Any]]:
    out = []
    for item in cited:
        block = document.block_at(item.start)
        page = document.page_at(item.start)
        out.append(
            {
                "n": item.n,
                "start": item.start,
                "end": item.end,
                "section": list(document.section_path(document.blocks[block].section)) if block is not None else [],
                "paragraph": document.blocks[block].paragraph if block is not None else None,
                "note": next((note.number for note in document.notes if note.start <= item.start < note.end), None),
                "printed": page.printed if page else None,
                "pdf": page.pdf if page else None,
            }
        )
    return out


def source_functions(library: Any, trials: Any) -> list[Callable[..., Any]]:
    """What the browser may call: `open_source`, `draw_page`, `mark_evidence`; errors are {"error": sentence}."""

    def open_source(request: Mapping[str, Any]) -> dict[str, Any]:
        try:
            document = library.document(str(request.get("document", "")))
        except DocumentNotFoundError as error:
            return {"error": str(error), "gone": True}
        except PinciteError as error:
            return {"error": str(error)}
        cited = cited_of(request.get("cited"), len(document.text))
        return {"html": pane_html(document, cited), "places": _places(document, cited)}

    def draw_page(request: Mapping[str, Any]) -> dict[str, Any]:
        try:
            document = library.document(str(request.get("document", "")))
            cited = cited_of(request.get("cited"), len(document.text))
            drawn = page_image(document, int(request.get("page") or 1), [(item.start, item.end) for item in cited])
            return {**drawn, "numbers": [item.n for item in cited]}
        except PinciteError as error:
            return {"error": str(error)}
        except (TypeError, ValueError):
            return {"error": "This page can't be drawn."}

    def mark_evidence(request: Mapping[str, Any]) -> dict[str, str]:
        try:
            words = [str(request.get(name) or "") for name in ("case", "document", "quote")]
            return {"said": trials.mark(*words)}
        except PinciteError as error:
            return {"error": str(error)}

    return [open_source, draw_page, mark_evidence]


def build_source_pane(library: Any, trials: Any) -> Any:
    """The pane as a Gradio component."""
    import gradio as gr

    return gr.HTML(
        EMPTY,
        js_on_load=asset("source.js"),
        server_functions=source_functions(library, trials),
        apply_default_css=False,
        elem_id="source-pane",
        container=False,
    )
