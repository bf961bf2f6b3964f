"""The chat's components and what they are wired to: see chat_events.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ingest.errors import PinciteError
from web.chat_events import ChatEvents, status_html
from web.choice_html import choice_html
from web.conversations import Conversation
from web.desk import ChatDesk, thread_html
from web.talk import LONGEST_QUESTION
from web.theme import asset
from web.trials import Trials
from web.visit import SAY_WHERE, owner_of
from web.wiring import injected

LISTENING = 12  # pages that are shown an answer as it grows; desk.py says how many are written at the same time


def build_composer(desk: ChatDesk, models: Sequence[str]) -> dict[str, Any]:
    """The question's field, its buttons, and what it is asked of."""
    import gradio as gr

    with gr.Column(elem_id="composer"):
        with gr.Row(elem_id="ask-row"):
            gr.Textbox(
                placeholder="Ask about your documents",
                label="Question",
                show_label=False,
                lines=1,
                max_lines=8,
                elem_id="question",
                container=False,
                scale=1,
            )
            gr.Button("Ask", variant="primary", elem_id="send", scale=0, min_width=72)
            stop = gr.Button("Stop", elem_id="stop", scale=0, min_width=72)
        with gr.Row(elem_id="scope"):
            documents = gr.HTML(
                choice_html(desk.document_choices()),
                js_on_load=asset("choice.js"),
                apply_default_css=False,
                elem_id="scope-documents",
            )
            model = gr.Dropdown(
                [("No model: quotations", ""), *((name, name) for name in models)],
                value=models[0] if models else "",
                label="Model",
                allow_custom_value=True,
                elem_id="scope-model",
                scale=2,
            )
    return {"stop": stop, "documents": documents, "model": model}


def case_from_chat(desk: ChatDesk, trials: Trials, request: Mapping[str, Any]) -> dict[str, str]:
    """An answer of a kept chat put into a question set: {"case", "said"}, or {"error"}."""
    try:
        talk = desk.store.load(owner_of(request.get("owner")), str(request.get("conversation")))
        case, said = trials.add_case(talk, int(request.get("turn", -1)))
    except PinciteError as error:
        return {"error": str(error)}
    except (IndexError, TypeError, ValueError):
        return {"error": "There is no such answer in this conversation."}
    return {"case": case, "said": said}


def build_talks(desk: ChatDesk) -> Any:
    """The list of conversations."""
    import gradio as gr

    def export(request: Mapping[str, Any]) -> dict[str, str]:
        return desk.export(request)

    with gr.Column(elem_id="talks"):
        return gr.HTML(
            desk.talks("", ""),
            js_on_load=asset("talks.js"),
            server_functions=[export],
            apply_default_css=False,
            elem_id="talk-list",
        )


def build_thread(desk: ChatDesk, trials: Trials) -> Any:
    """The conversation itself."""
    import gradio as gr

    def copy_text(request: Mapping[str, Any]) -> dict[str, str]:
        return desk.copy_text(request)

    def add_case(request: Mapping[str, Any]) -> dict[str, str]:
        return case_from_chat(desk, trials, request)

    with gr.Column(elem_id="talk-scroll"):
        return gr.HTML(
            thread_html(Conversation(""), welcome=desk.welcome()),
            js_on_load=asset("chat.js"),
            server_functions=[copy_text, add_case],
            apply_default_css=False,
            elem_id="thread",
        )


def build_status() -> Any:
    """What is said of the conversation; its script is the question's field's."""
    import gradio as gr

    return gr.HTML(
        status_html(""),
        js_on_load=asset("composer.js").replace("LONGEST", str(LONGEST_QUESTION)),
        apply_default_css=False,
        elem_id="status",
    )


def wire(events: ChatEvents, parts: Mapping[str, Any], where: Any, outputs: list[Any]) -> dict[str, Any]:
    """The components' events. Returns how another event goes on to show the question that may be under way."""
    import gradio as gr

    thread, status, talks = outputs
    model, deleted = parts["model"], gr.State(None)
    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    quiet = {**hidden, "js": SAY_WHERE}
    # "multiple": a question that was stopped may still be at work when the next is asked
    asks = {**quiet, "concurrency_limit": LISTENING, "concurrency_id": "ask", "trigger_mode": "multiple"}
    attends = {**asks, "concurrency_id": "attend"}
    status.ask(injected(events.submit, event=gr.EventData), [where, model], outputs, **asks)
    thread.act(injected(events.act, event=gr.EventData), [where, model], outputs, **asks)
    parts["stop"].click(events.halt, [where], outputs, **quiet)
    parts["documents"].choose(events.freshened, [where], thread, trigger_mode="always_last", **quiet)
    model.change(None, model, None, js="(model) => { pincite.choose({ model }); }", **hidden)
    picked = talks.pick(injected(events.pick, event=gr.EventData), [where, deleted], [*outputs, deleted], **quiet)
    picked.then(events.attend, [where], outputs, **attends)
    return attends


def build_chat(desk: ChatDesk, trials: Trials, *, models: Sequence[str] = ()) -> dict[str, Any]:
    """The chat's components and events, inside a Blocks context. Returns those that other tabs use, by name."""
    import gradio as gr

    events = ChatEvents(desk)
    where = gr.Textbox(visible=False)  # filled in by the page with each event: see visit.py
    talks = build_talks(desk)
    with gr.Column(elem_id="talk"):
        thread, status, parts = build_thread(desk, trials), build_status(), build_composer(desk, models)
    # Which of the two buttons is seen is said by chat.css, from the thread: Gradio may lose a `visible` that is changed
    # twice in quick succession.
    outputs = [thread, status, talks]
    attends = wire(events, parts, where, outputs)
    return {
        "begin": (events.begin, [where], [*outputs, parts["documents"], parts["model"]]),
        "attend": ((events.attend, [where], outputs), attends),
        "freshened": events.freshened,
        "where": where,
        "outputs": outputs,
        "settled": events.settled,
        "kept": desk.kept,
        "documents": parts["documents"],
        "thread": thread,
    }
