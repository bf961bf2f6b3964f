"""The chat's components and events: only wiring; what happens stands in desk.py, where a page stands in visit.py."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ingest.errors import PinciteError
from web import render
from web.choice_html import choice_html
from web.conversations import Conversation, ConversationNotFoundError, new_conversation
from web.desk import MOVED, ChatDesk, thread_html
from web.talk import LONGEST_QUESTION, Scope
from web.theme import asset
from web.trials import Trials
from web.visit import SAY_WHERE, Visit, owner_of, visit_of
from web.wiring import injected

MOST_AT_ONCE = 4  # questions answered at the same time; the rest wait their turn


def status_html(words: str, *, told: bool = False) -> str:
    """A line that screen readers say; `told`: everyone sees it. No two are the same, so that the page hears of each."""
    kind = "told" if told and words else None
    return f'<p role="status"{render.attrs(class_=kind, data_at=secrets.token_hex(4))}>{render.esc(words)}</p>'


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


def build_chat(desk: ChatDesk, trials: Trials, *, models: Sequence[str] = ()) -> dict[str, Any]:
    """The chat's components and events, inside a Blocks context. Returns those that other tabs use, by name."""
    import gradio as gr

    def copy_text(request: Mapping[str, Any]) -> dict[str, str]:
        return desk.copy_text(request)

    def export(request: Mapping[str, Any]) -> dict[str, str]:
        return desk.export(request)

    def add_case(request: Mapping[str, Any]) -> dict[str, str]:
        return case_from_chat(desk, trials, request)

    deleted = gr.State(None)
    where = gr.Textbox(visible=False)  # filled in by the page with each event: see visit.py
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
        status = gr.HTML(
            status_html(""),
            js_on_load=asset("composer.js").replace("LONGEST", str(LONGEST_QUESTION)),
            apply_default_css=False,
            elem_id="status",
        )
        parts = build_composer(desk, models)
    model = parts["model"]
    # Which of the two buttons is seen is said by chat.css, from the thread: Gradio may lose a `visible` that is changed
    # twice in quick succession.
    outputs = [thread, status, talks]

    def keep() -> list[Any]:
        return [gr.skip() for _ in outputs]

    def told(words: str) -> list[Any]:
        """The row of outputs when nothing is done but to say why."""
        return [gr.skip(), status_html(words, told=True), gr.skip()]

    def settled(talk: Conversation, who: str, words: str = "", *, fresh: bool = False, tell: bool = False) -> list[Any]:
        """The row of outputs when nothing is being answered."""
        markup = thread_html(talk, welcome="" if talk.exchanges else desk.welcome(), fresh=fresh)
        return [markup, status_html(words, told=tell), desk.talks(who, talk.id)]

    def run(text: str, visit: Visit, scope: Scope, at: int | None = None) -> Iterator[list[Any]]:
        """The rows of outputs while a question is answered, at the conversation's end or in place of exchange `at`."""
        text = text.strip()
        try:
            talk = desk.shown(visit)
        except PinciteError as error:
            yield told(str(error))
            return
        if why := desk.refusal(visit, text):
            yield told(why)
            return
        words, latest = "", talk
        key, run = desk.start(talk, text, at=at, tab=visit.tab)
        try:
            for markup, words, step in desk.converse(text, talk, scope, visit.owner, run):
                if not markup:
                    latest = step
                elif not run.away:
                    yield [markup, status_html(words), gr.skip()]
            if run.halted is not None:
                if not run.superseded and not run.away:  # a step may have been shown after the stop was
                    yield settled(run.halted, visit.owner, "Stopped.")
            elif run.away:
                yield [gr.skip(), gr.skip(), desk.talks(visit.owner, run.away)]
            else:
                moved = bool(talk.exchanges) and latest.id != talk.id
                yield settled(latest, visit.owner, MOVED if moved else words, fresh=True, tell=moved)
            # Gradio sends the last row once more when the generator ends: it must not write over a later question.
            yield keep()
        finally:
            desk.finish(key)

    def submit(said: str, model: str, event: Any) -> Iterator[list[Any]]:
        at, visit = int(event.at), visit_of(said)
        yield from run(str(event.text), visit, desk.scope(visit, model), at if at >= 0 else None)

    def act(said: str, model: str, event: Any) -> Iterator[list[Any]]:
        what, turn, visit = str(event.act), int(event.turn), visit_of(said)
        try:
            talk = desk.shown(visit)
            known = 0 <= turn < len(talk.exchanges)
            if what == "suggest":
                yield from run(str(event.text), visit, desk.scope(visit, model))
            elif what == "retry" and known:
                yield from run(talk.exchanges[turn].question, visit, desk.scope(visit, model), turn)
            elif what == "switch" and known:
                yield settled(desk.store.switch(visit.owner, talk.id, turn), visit.owner)
            else:
                yield keep()
        except PinciteError as error:
            yield told(str(error))

    def halt(said: str) -> list[Any]:
        visit = visit_of(said)
        try:
            talk = desk.shown(visit)
        except PinciteError:
            talk = new_conversation()
        return settled(desk.halt("", talk, visit.owner, tab=visit.tab), visit.owner, "Stopped.")

    def pick(said: str, gone: Conversation | None, event: Any) -> list[Any]:
        what, name, visit = str(event.what), str(event.id), visit_of(said)
        who, here = visit.owner, visit.conversation
        row, to = [*keep(), gone], here
        try:
            if what == "new":
                talk = new_conversation()
                row[:-1], to = settled(talk, who), talk.id
            elif what == "open":
                row[:-1], to = settled(desk.store.load(who, name), who), name
            elif what == "search":
                row[-2] = desk.talks(who, here, search=str(event.text))
            elif what == "rename" and str(event.text).strip():
                desk.store.rename(who, name, str(event.text))
                row[-2] = desk.talks(who, here)
            elif what == "delete":
                row[-1] = desk.store.delete(who, name)
                if name == here:
                    talk = new_conversation()
                    row[:-1], to = settled(talk, who), talk.id
                row[-2] = desk.talks(who, to, undo=row[-1].title)
            elif what == "undo":
                if gone is None:
                    raise ConversationNotFoundError("This can't be taken back any more.")
                row, to = [*settled(desk.store.save(who, gone), who), None], gone.id
        except PinciteError as error:
            row = [gr.skip(), status_html(str(error), told=True), desk.talks(who, here), gone]
        if to != here:
            desk.leave(here, to, tab=visit.tab)
        return row

    def begin(said: str) -> list[Any]:
        visit = visit_of(said)
        scope = [choice_html(desk.document_choices()), gr.skip() if visit.model is None else visit.model]
        try:
            if visit.conversation:
                return [*settled(desk.store.load(visit.owner, visit.conversation), visit.owner), *scope]
        except PinciteError:
            words = "The conversation of this address isn't here any more." if visit.owner else ""
            return [*settled(new_conversation(), visit.owner, words, tell=True), *scope]
        talk = new_conversation()
        markup = thread_html(talk, welcome=desk.welcome(visit.documents))
        return [markup, gr.skip(), desk.talks(visit.owner, ""), *scope]

    def freshened(said: str) -> Any:
        """An empty conversation's welcome, anew: documents may have come, gone or been chosen."""
        visit = visit_of(said)
        if visit.turns or not visit.conversation or desk.shown(visit).exchanges:  # it may be about to be shown
            return gr.skip()
        return thread_html(Conversation(visit.conversation), welcome=desk.welcome(visit.documents))

    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    quiet = {**hidden, "js": SAY_WHERE}
    # "multiple": a question that was stopped may still be at work when the next is asked
    asks = {**quiet, "concurrency_limit": MOST_AT_ONCE, "concurrency_id": "ask", "trigger_mode": "multiple"}
    status.ask(injected(submit, event=gr.EventData), [where, model], outputs, **asks)
    thread.act(injected(act, event=gr.EventData), [where, model], outputs, **asks)
    parts["stop"].click(halt, [where], outputs, **quiet)
    parts["documents"].choose(freshened, [where], thread, trigger_mode="always_last", **quiet)
    model.change(None, model, None, js="(model) => { pincite.choose({ model }); }", **hidden)
    talks.pick(injected(pick, event=gr.EventData), [where, deleted], [*outputs, deleted], **quiet)
    return {
        "begin": (begin, [where], [*outputs, parts["documents"], model]),
        "freshened": freshened,
        "where": where,
        "outputs": outputs,
        "settled": settled,
        "kept": desk.kept,
        "documents": parts["documents"],
        "thread": thread,
    }
