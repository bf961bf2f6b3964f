"""The library tab's components and events: only wiring; what happens stands in shelf.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.errors import PinciteError
from web.library_html import drop_html, form_html, plural, progress_html, reading_html, shelf_html, step_html
from web.shelf import BIGGEST_UPLOAD, Shelf, Step
from web.theme import asset
from web.uploads import forget, uploaded
from web.wiring import injected

MOST_FILES = 2000
LOADING = '<section class="shelf" aria-label="Documents" aria-busy="true"></section>'  # drawn when the tab opens


def arrived(rows: object) -> tuple[list[tuple[Path, str]], list[Step]]:
    """What a browser says it sent, as [{"name", "path" or "reason"}]: the files (path, name), and those that failed."""
    files: list[tuple[Path, str]] = []
    failed: list[Step] = []
    for row in (rows if isinstance(rows, list) else [])[:MOST_FILES]:
        said = row if isinstance(row, Mapping) else {}
        name = str(said.get("name") or "")[:300] or "a file"
        try:
            if said.get("reason"):
                raise PinciteError(str(said["reason"])[:500])
            files.append((uploaded(said.get("path")), name))
        except PinciteError as error:
            failed.append(Step(name, "failed", str(error)))
    return files, failed


def shelf_functions(shelf: Shelf) -> list[Callable[..., Any]]:
    """The functions the browser may call: `look` (how a document was read, or its form) and `correct`."""

    def look(request: Mapping[str, Any]) -> dict[str, str]:
        try:
            document = shelf.library.document(str(request.get("document", "")))
        except PinciteError as error:
            return {"error": str(error)}
        return {"html": form_html(document) if request.get("what") == "edit" else reading_html(document)}

    def correct(request: Mapping[str, Any]) -> dict[str, str]:
        values = request.get("fields")
        try:
            shelf.correct(str(request.get("document", "")), dict(values) if isinstance(values, dict) else {})
        except PinciteError as error:
            return {"error": str(error)}
        return {}

    return [look, correct]


def unlocking(shelf: Shelf) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """The function by which the browser tries an encrypted file again: {"html", "opened"} of its line, or {"error"}."""

    def unlock(request: Mapping[str, Any]) -> dict[str, Any]:
        name = str(request.get("name") or "")[:300] or "a file"
        try:
            path = uploaded(request.get("path"))
            try:
                step = shelf.unlock(path, name, str(request.get("password") or "")[:500])
            finally:
                dealt_with(shelf, [path])
        except (PinciteError, OSError) as error:
            said = str(error) if isinstance(error, PinciteError) else f"The file can't be kept: {error.strerror}."
            return {"error": said}
        return {"html": step_html(step), "opened": step.outcome != "failed"}

    return unlock


def dealt_with(shelf: Shelf, paths: Iterable[Path]) -> None:
    """These uploads are needed no more."""
    if shelf.files is not None:  # else they are where the documents' pages are drawn from
        for path in paths:
            forget(path)


def build_library(shelf: Shelf, choices: Callable[[], str], scope: Any) -> Any:
    """The tab's content. `scope` is the chat's choice of documents, drawn anew by `choices()` when they change.

    Returns the list and the function that draws it anew, for the tab's opening.
    """
    import gradio as gr

    look, correct = shelf_functions(shelf)
    with gr.Column(elem_id="shelf-page"):
        drop = gr.HTML(
            drop_html(BIGGEST_UPLOAD, MOST_FILES), js_on_load=asset("drop.js"), apply_default_css=False, elem_id="drop"
        )
        adding = gr.HTML(
            "",
            js_on_load=asset("unlock.js"),
            server_functions=[unlocking(shelf)],
            apply_default_css=False,
            elem_id="adding",
        )
        listed = gr.HTML(
            LOADING,
            js_on_load=asset("library.js"),
            server_functions=[look, correct],
            apply_default_css=False,
            elem_id="shelf",
        )

    def drawn(message: str = "", *, undo: str = "", failed: bool = False, at: int = -1) -> str:
        return shelf_html(shelf.library.documents(), message=message, undo=undo, failed=failed, at=at)

    def place(name: str) -> int:
        """Where a document stands in the list; -1 for none such."""
        return next((i for i, one in enumerate(shelf.library.documents()) if one.id == name), -1)

    def add(event: Any) -> Iterator[list[Any]]:
        uploads, steps = arrived(event.files)
        before = len(steps)
        empty = not shelf.library.documents()  # and said to be so, until a document is in it
        try:
            for done, total, step in shelf.add(uploads):
                if step is not None:
                    steps.append(step)
                # what failed stands first: it is what a person must act on
                ordered = sorted(steps[:-201:-1], key=lambda s: s.outcome != "failed")
                first = empty and step is not None and step.outcome == "added"
                empty = empty and not first
                listing = [drawn(), choices()] if first else [gr.skip(), gr.skip()]
                yield [progress_html(done + before, total + before, ordered), *listing]
        finally:
            dealt_with(shelf, [path for path, _ in uploads])
        yield [gr.skip(), drawn(), choices()]

    def replaced(name: str, sent: object, file: str) -> tuple[str, bool, int]:
        """What is said of a document replaced by a file, whether that failed, and where it stands now."""
        before = {one.id for one in shelf.library.documents()}
        path = uploaded(sent)
        try:
            step = shelf.replace_file(name, path, file)
        finally:
            dealt_with(shelf, [path])
        unchanged = "The file is the one already read." if step.outcome == "unchanged" else ""
        fresh = [one.id for one in shelf.library.documents() if one.id not in before]
        at = place(fresh[0] if fresh else name)
        locked = " Add it above with its password, then remove this one." if step.asks == "password" else ""
        return step.reason + locked or unchanged or f"Replaced by “{step.name}”.", step.outcome == "failed", at

    def tend(event: Any) -> list[Any]:
        what, name = str(event.what), str(event.id)
        at = place(name)
        try:
            if what == "remove":
                return [drawn(f"Removed “{shelf.remove(name)}”.", undo=name, at=at), choices()]
            if what == "undo":
                said = f"“{shelf.undo(name)}” is back."
                return [drawn(said, at=place(name)), choices()]
            if what == "replace":
                said, failed, at = replaced(name, event.path, str(event.name))
                return [drawn(said, failed=failed, at=at), choices()]
            return [drawn("Saved." if what == "saved" else "", at=at), choices()]
        except PinciteError as error:
            return [drawn(str(error), failed=True, at=at), gr.skip()]

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    drop.sent(injected(add, event=gr.EventData), None, [adding, listed, scope], concurrency_limit=2, **quiet)
    adding.opened(lambda: [drawn(), choices()], None, [listed, scope], **quiet)
    listed.tend(injected(tend, event=gr.EventData), None, [listed, scope], **quiet)
    return listed, drawn


__all__ = ["build_library", "plural", "shelf_functions"]
