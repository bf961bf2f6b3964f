"""The chat's components and events: only wiring; what happens stands in desk.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ingest.errors import PinciteError
from web import render
from web.conversations import Conversation, new_conversation
from web.desk import ChatDesk, owner_of, thread_html
from web.talk import LONGEST_QUESTION, Scope, cut
from web.theme import asset
from web.trials import Trials
from web.wiring import injected

MOST_AT_ONCE = 4  # questions answered at the same time; the rest wait their turn
OWNER_KEY = """() => {
  let key = localStorage.getItem("pincite-owner");
  if (!/^[0-9a-f]{32}$/.test(key || "")) {
    key = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
    localStorage.setItem("pincite-owner", key);
  }
  return [key];
}"""


def status_html(words: str) -> str:
    """A line that screen readers say."""
    return f'<p role="status">{render.esc(words)}</p>'


def _scope(documents: Any, model: Any) -> Scope:
    chosen = [documents] if isinstance(documents, str) else list(documents or ())
    return Scope(tuple(chosen), (model or "").strip())


def build_composer(desk: ChatDesk, models: Sequence[str]) -> dict[str, Any]:
    """The question's field, its buttons, and what it is asked of."""
    import gradio as gr

    with gr.Column(elem_id="composer"):
        with gr.Row(elem_id="ask-row"):
            box = gr.Textbox(
                placeholder="Ask about your documents",
                label="Question",
                show_label=False,
                lines=1,
                max_lines=8,
                max_length=LONGEST_QUESTION,
                elem_id="question",
                container=False,
                scale=1,
            )
            send = gr.Button("Ask", variant="primary", elem_id="send", scale=0, min_width=72)
            stop = gr.Button("Stop", elem_id="stop", scale=0, min_width=72)
        with gr.Row(elem_id="scope"):
            documents = gr.Dropdown(
                desk.document_choices(),
                multiselect=True,
                label="Ask of",
                elem_id="scope-documents",
                scale=3,
            )
            model = gr.Dropdown(
                [("No model: quotations", ""), *((name, name) for name in models)],
                value=models[0] if models else "",
                label="Model",
                allow_custom_value=True,
                elem_id="scope-model",
                scale=2,
            )
    return {"box": box, "send": send, "stop": stop, "documents": documents, "model": model}


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


def build_chat(desk: ChatDesk, trials: Trials, *, models: Sequence[str] = ()) -> dict[str, Any]:
    """The chat's components and events, inside a Blocks context. Returns those that other tabs use, by name."""
    import gradio as gr

    def copy_text(request: Mapping[str, Any]) -> dict[str, str]:
        return desk.copy_text(request)

    def export(request: Mapping[str, Any]) -> dict[str, str]:
        return desk.export(request)

    def add_case(request: Mapping[str, Any]) -> dict[str, str]:
        return case_from_chat(desk, trials, request)

    conversation = gr.State(Conversation(""))
    owner, asking, editing = gr.State(""), gr.State(""), gr.State(-1)
    deleted = gr.State(None)
    key = gr.Textbox(visible=False)
    with gr.Column(elem_id="talks"):
        talks = gr.HTML(
            desk.talks("", ""),
            js_on_load=asset("talks.js"),
            server_functions=[export],
            apply_default_css=False,
            elem_id="talk-list",
        )
    with gr.Column(elem_id="talk"):
        with gr.Column(elem_id="talk-scroll"):
            thread = gr.HTML(
                thread_html(Conversation(""), welcome=desk.welcome()),
                js_on_load=asset("chat.js"),
                server_functions=[copy_text, add_case],
                apply_default_css=False,
                elem_id="thread",
            )
        status = gr.HTML(status_html(""), elem_id="status", apply_default_css=False)
        parts = build_composer(desk, models)
    box, send, stop = parts["box"], parts["send"], parts["stop"]
    scope = [parts["documents"], parts["model"]]
    # Which of the two buttons is seen is said by chat.css, from the thread: Gradio may lose a `visible` that is changed
    # twice in quick succession.
    outputs = [thread, status, conversation, box, editing, asking, talks]

    def keep() -> list[Any]:
        return [gr.skip() for _ in outputs]

    def settled(talk: Conversation, who: str, words: str = "", *, fresh: bool = False) -> list[Any]:
        """The row of outputs when nothing is being answered."""
        markup = thread_html(talk, welcome="" if talk.exchanges else desk.welcome(), fresh=fresh)
        return [markup, status_html(words), talk, gr.skip(), -1, "", desk.talks(who, talk.id)]

    def run(text: str, talk: Conversation, who: str, scope: Scope, clear: bool) -> Iterator[list[Any]]:
        words, latest = "", talk
        talk = talk if talk.id else new_conversation()
        key, run = desk.start(talk, text)
        try:
            for markup, words, step in desk.converse(text, talk, scope, who, run):
                if not markup:
                    latest = step
                elif not run.away:
                    field = "" if clear else gr.skip()
                    # The conversation itself is written only at the end: a step that comes after Stop must not undo it.
                    yield [markup, status_html(words), gr.skip(), field, -1, key, gr.skip()]
                    clear = False
            if run.halted is not None:
                if not run.superseded and not run.away:  # a step may have been shown after the stop was
                    yield settled(run.halted, who, "Stopped.")
            elif run.away:
                row = keep()
                row[-1] = desk.talks(who, run.away)
                yield row
            else:
                yield settled(latest, who, words, fresh=True)
            # Gradio sends the last row once more when the generator ends: it must not write over a later question.
            yield keep()
        finally:
            desk.finish(key)

    def submit(
        text: str, talk: Conversation, who: str, edited: int, documents: list[str], model: str
    ) -> Iterator[list[Any]]:
        if not text.strip():
            yield keep()
            return
        yield from run(text, cut(talk, edited) if edited >= 0 else talk, who, _scope(documents, model), True)

    def act(talk: Conversation, who: str, documents: list[str], model: str, event: Any) -> Iterator[list[Any]]:
        what, turn = str(event.act), int(event.turn)
        known = 0 <= turn < len(talk.exchanges)
        if what == "suggest":
            yield from run(str(event.text), talk, who, _scope(documents, model), False)
        elif what == "retry" and known:
            question = talk.exchanges[turn].question
            yield from run(question, cut(talk, turn), who, _scope(documents, model), False)
        elif what == "edit" and known:
            row = keep()
            row[3], row[4] = talk.exchanges[turn].question, turn
            yield row
        else:
            yield keep()

    def halt(talk: Conversation, key: str, who: str) -> list[Any]:
        return settled(desk.halt(key, talk, who), who, "Stopped.")

    def pick(talk: Conversation, who: str, gone: Conversation | None, event: Any) -> list[Any]:
        what, name = str(event.what), str(event.id)
        row = [*keep(), gone]
        try:
            if what == "new":
                row[:-1] = settled(new_conversation(), who)
            elif what == "open":
                row[:-1] = settled(desk.store.load(who, name), who)
            elif what == "search":
                row[-2] = desk.talks(who, talk.id, search=str(event.text))
            elif what == "rename" and str(event.text).strip():
                renamed = desk.store.rename(who, name, str(event.text))
                row[2] = renamed if renamed.id == talk.id else gr.skip()
                row[-2] = desk.talks(who, talk.id)
            elif what == "delete":
                row[-1] = desk.store.delete(who, name)
                if name == talk.id:
                    row[:-1] = settled(new_conversation(), who)
                row[-2] = desk.talks(who, talk.id, undo=row[-1].title)
            elif what == "undo" and gone is not None:
                restored = desk.store.save(who, gone)
                row = [*settled(restored, who), None]
        except PinciteError as error:
            row[1] = status_html(str(error))
        if isinstance(row[2], Conversation) and row[2].id != talk.id:
            desk.leave(talk.id, row[2].id)
        return row

    def begin(value: str) -> list[Any]:
        who = owner_of(value)
        talk = new_conversation()
        return [who, desk.talks(who, ""), gr.update(choices=desk.document_choices()), freshened(talk, None), talk]

    def freshened(talk: Conversation, chosen: Any) -> Any:
        """An empty conversation's welcome, anew: documents may have come, gone or been chosen."""
        return gr.skip() if talk.exchanges else thread_html(talk, welcome=desk.welcome(_scope(chosen, "").documents))

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    # "multiple": a question that was stopped may still be at work when the next is asked
    asks = {**quiet, "concurrency_limit": MOST_AT_ONCE, "concurrency_id": "ask", "trigger_mode": "multiple"}
    gr.on([send.click, box.submit], submit, [box, conversation, owner, editing, *scope], outputs, **asks)
    thread.act(injected(act, event=gr.EventData), [conversation, owner, *scope], outputs, **asks)
    stop.click(halt, [conversation, asking, owner], outputs, **quiet)
    parts["documents"].change(freshened, [conversation, parts["documents"]], thread, **quiet)
    talks.pick(injected(pick, event=gr.EventData), [conversation, owner, deleted], [*outputs, deleted], **quiet)
    return {
        "begin": (begin, [key], [owner, talks, parts["documents"], thread, conversation]),
        "freshened": freshened,
        "conversation": conversation,
        "owner": owner,
        "outputs": outputs,
        "settled": settled,
        "kept": desk.kept,
        "documents": parts["documents"],
        "thread": thread,
    }
