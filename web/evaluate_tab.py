"""The evaluate tab: only wiring; what happens stands in trials.py, the looks in trials_html.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.errors import PinciteError
from web import drafts
from web.theme import asset
from web.trials import SHIPPED, Trials
from web.trials_html import comparison_html, empty_html, progress_html, run_html
from web.uploads import forget
from web.visit import SAY_WHERE, visit_of
from web.wiring import injected

SELF = "A run is the same as itself: choose another to compare it with."


def build_evaluate(trials: Trials, chat: Mapping[str, Any], tabs: Any) -> Any:
    """The tab's content. `chat` are the chat's parts, into which a question is opened; `tabs` shows it.

    Returns (function, outputs) that bring sets and runs up to date on the page's load.
    """
    import gradio as gr

    def report(request: Mapping[str, Any]) -> dict[str, str]:
        try:
            return trials.report(str(request.get("run", "")), str(request.get("form", "")))
        except PinciteError as error:
            return {"error": str(error)}

    runs = trials.runs()
    with gr.Column(elem_id="trial-page"):
        with gr.Row(elem_id="trial-controls"):
            chosen = gr.Dropdown(trials.sets(), value=SHIPPED, label="Question set", elem_id="trial-set", scale=4)
            limit = gr.Number(0, label="At most (0: all)", elem_id="trial-limit", precision=0, minimum=0, scale=1)
            start = gr.Button("Run", variant="primary", elem_id="trial-run", scale=0, min_width=80)
            stop = gr.Button("Stop", elem_id="trial-stop", scale=0, min_width=80)
            upload = gr.UploadButton("Upload a set", file_types=[".jsonl"], elem_id="trial-upload", scale=0)
        progress = gr.HTML("", apply_default_css=False, elem_id="trial-progress")
        with gr.Accordion("Draft a set from your documents", open=False, elem_id="draft-panel"):
            with gr.Row():
                wanted = gr.Number(20, label="How many, about", elem_id="draft-count", precision=0, minimum=1, scale=1)
                named = gr.Textbox("drafted", label="Name of the set", elem_id="draft-name", max_lines=1, scale=2)
                draft = gr.Button("Draft", elem_id="draft-make", scale=0, min_width=80)
                keep = gr.Button("Keep as a set", variant="primary", elem_id="draft-keep", scale=0, visible=False)
            rows = gr.Dataframe(
                headers=list(drafts.HEADINGS), datatype=["bool", "str", "str", "str", "str"], type="array",
                interactive=True, static_columns=[4], wrap=True, visible=False, elem_id="draft-rows",
                column_widths=["96px", "28%", "18%", "18%", "24%"], max_height=560,
                label="Untick what isn't good, and mend what is nearly so",
            )  # fmt: skip
            cases = gr.State(())
        with gr.Row(elem_id="trial-runs"):
            shown = gr.Dropdown(runs, value=None, label="Show a run", elem_id="trial-shown", scale=1)
            against = gr.Dropdown(runs, value=None, label="Compared with", elem_id="trial-against", scale=1)
        result = gr.HTML(
            empty_html(),
            js_on_load=asset("trials.js"),
            apply_default_css=False,
            elem_id="trial-result",
            server_functions=[report],
        )

    def choices(value: Any = None) -> list[Any]:
        listed = trials.runs()
        return [gr.update(choices=trials.sets()), gr.update(choices=listed), gr.update(choices=listed)]

    def run(key: str, first: float | None) -> Iterator[list[Any]]:
        yield [progress_html(0, 0, 0), gr.skip(), gr.skip(), gr.skip()]
        for step in trials.run(key or SHIPPED, int(first) if first and first > 0 else None):
            said = progress_html(step.done, step.total, step.wrong, step.error)
            if step.stopping:
                said = '<p class="shelf-said under-way" role="status">Stopping after the question under way …</p>'
            if step.run is None:
                yield [said, gr.skip(), gr.skip(), gr.skip()]
                continue
            listed, name = trials.runs(), str(step.run["run"]["id"])
            lists = [gr.update(choices=listed, value=name), gr.update(choices=listed, value=None)]
            yield ["", run_html(step.run), *lists]

    def display(name: str | None, other: str | None) -> list[Any]:
        try:
            if not name:
                return [gr.skip(), empty_html()]
            if other == name:
                return [progress_html(0, 0, 0, SELF), gr.skip()]
            if other:
                labels = {key: words for words, key in trials.runs()}
                names = (labels.get(other, other), labels.get(name, name))
                return ["", comparison_html(trials.compare(other, name), names)]
            return ["", run_html(trials.load(name))]
        except PinciteError as error:
            return [progress_html(0, 0, 0, str(error)), gr.skip()]

    def take(path: Any) -> list[Any]:
        if path is None:
            return [gr.skip(), gr.skip()]
        try:
            key = trials.upload(Path(str(path)), Path(str(path)).name)
        except (PinciteError, OSError, UnicodeDecodeError) as error:
            return [progress_html(0, 0, 0, f"{error} The set chosen before is still chosen."), gr.skip()]
        finally:
            forget(Path(str(path)))
        said = '<p class="shelf-said" role="status">The set is here, and every quote in it was found.</p>'
        return [said, gr.update(choices=trials.sets(), value=key)]

    def make_drafts(count: float | None) -> list[Any]:
        try:
            found = drafts.drafted(trials.documents(), int(count or 20))
        except PinciteError as error:
            return [progress_html(0, 0, 0, str(error)), gr.skip(), gr.skip(), gr.skip()]
        said = f'<p class="shelf-said" role="status">{len(found)} drafted: go through them, then keep the set.</p>'
        return [said, found, gr.update(value=drafts.rows(found), visible=True), gr.update(visible=True)]

    def keep_drafts(found: Any, edited: Any, name: str) -> list[Any]:
        try:
            key, count = trials.keep_drafts(found, edited, name)
        except PinciteError as error:
            return [progress_html(0, 0, 0, str(error)), gr.skip(), gr.skip(), gr.skip()]
        said = f'<p class="shelf-said" role="status">{count} questions kept: choose Run to ask them.</p>'
        hidden = gr.update(visible=False)
        return [said, gr.update(choices=trials.sets(), value=key), hidden, hidden]

    def open_case(said: str, event: Any) -> list[Any]:
        who = visit_of(said).owner
        try:
            talk = chat["kept"](trials.as_conversation(str(event.run), str(event.id)), who)
        except PinciteError as error:
            return [*(gr.skip() for _ in chat["outputs"]), gr.skip(), progress_html(0, 0, 0, str(error))]
        return [*chat["settled"](talk, who, fresh=True), gr.update(selected="chat"), gr.skip()]

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    # "multiple": Gradio may take a run that was stopped for one still under way
    many: dict[str, Any] = {"concurrency_limit": 2, "trigger_mode": "multiple"}
    start.click(run, [chosen, limit], [progress, result, shown, against], **many, **quiet)
    stop.click(trials.halt, None, None, **quiet)
    gr.on([shown.input, against.input], display, [shown, against], [progress, result], **quiet)
    draft.click(make_drafts, [wanted], [progress, cases, rows, keep], **quiet)
    keep.click(keep_drafts, [cases, rows, named], [progress, chosen, rows, keep], **quiet)
    upload.upload(take, [upload], [progress, chosen], **quiet)
    result.trial(
        injected(open_case, event=gr.EventData),
        [chat["where"]],
        [*chat["outputs"], tabs, progress],
        js=SAY_WHERE,
        **quiet,
    )
    return choices, [chosen, shown, against]
