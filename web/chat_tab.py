"""The chat: asking, watching the answer grow, stopping, retrying, editing; conversations at the side.

Only wiring: what is asked stands in talk.py, what is shown in render.py, what is kept in conversations.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ingest.errors import PinciteError
from web import render
from web.conversations import Conversation, Conversations, Exchange, new_conversation
from web.suggesting import suggest
from web.talk import Progress, Scope, ask, cut, extend
from web.theme import asset
from web.wiring import injected

MOST_AT_ONCE = 4  # questions answered at the same time; the rest wait their turn
SUGGEST_FROM = 6  # documents read for suggestions: each is loaded whole


def turns_html(conversation: Conversation) -> str:
    """The conversation's exchanges as markup."""
    return "".join(
        render.turn_html(e.question, e.answer, i)
        if e.answer is not None
        else render.error_html(e.question, e.error or "Stopped.", i)
        for i, e in enumerate(conversation.exchanges)
    )


def thread_html(conversation: Conversation, *, live: str = "", welcome: str = "", fresh: bool = False) -> str:
    """The whole thread. `fresh` says that an answer has just come, so that the page opens its first citation."""
    turns = turns_html(conversation)
    done = f"{conversation.id}-{len(conversation.exchanges)}-{conversation.updated}" if fresh else None
    data = render.attrs(data_conversation=conversation.id, data_done=done)
    return f'<div class="thread"{data}>{turns}{live}{"" if turns or live else welcome}</div>'


def status_words(progress: Progress) -> str:
    """What a screen reader is told."""
    if progress.done is None:
        return progress.stage
    if progress.done.error:
        return progress.done.error
    answer = progress.done.answer
    if answer is None or not answer.answered:
        return "No answer was found in the documents."
    return f"Answered, with {len(answer.citations)} citations."


class ChatDesk:
    """The chat of one app: the chain, the library and the kept conversations behind the page's events."""

    def __init__(self, chain: Any, library: Any, store: Conversations) -> None:
        self.chain = chain
        self.library = library
        self.store = store

    def welcome(self) -> str:
        """The empty conversation."""
        summaries = self.library.documents()
        documents = []
        for summary in summaries[:SUGGEST_FROM]:
            try:
                documents.append(self.library.document(summary.id))
            except PinciteError:
                continue
        return render.welcome_html(suggest(documents), len(summaries))

    def converse(
        self, text: str, conversation: Conversation, scope: Scope, owner: str
    ) -> Iterator[tuple[str, str, Conversation]]:
        """(thread, status, conversation) while the answer grows."""
        for progress in ask(self.chain, conversation, text, scope):
            if progress.done is None:
                live = render.live_html(text, progress.stage, progress.draft)
                yield thread_html(conversation, live=live), status_words(progress), conversation
                continue
            conversation = extend(conversation, progress.done)
            if owner and progress.done.answer is not None:
                conversation = self.store.save(owner, conversation)
            yield thread_html(conversation, fresh=True), status_words(progress), conversation

    def copy_text(self, request: Mapping[str, Any]) -> dict[str, str]:
        """The text to copy of one answer, in one of the styles of web/exporting.py."""
        return {"error": "Nothing to copy."}


def _scope(documents: Any, model: Any) -> Scope:
    return Scope(tuple(documents or ()), (model or "").strip() or None)


def build_chat(desk: ChatDesk) -> dict[str, Any]:
    """The chat's components and events, inside a Blocks context. Returns what other tabs need."""
    import gradio as gr

    conversation = gr.State(new_conversation)
    owner = gr.State("")
    editing = gr.State(-1)

    def copy_text(request: Mapping[str, Any]) -> dict[str, str]:
        return desk.copy_text(request)

    with gr.Column(elem_id="talk"):
        with gr.Column(elem_id="talk-scroll"):
            thread = gr.HTML(
                thread_html(new_conversation(), welcome=desk.welcome()),
                js_on_load=asset("chat.js"),
                server_functions=[copy_text],
                apply_default_css=False,
                elem_id="thread",
            )
        status = gr.HTML('<p role="status"></p>', elem_id="status", apply_default_css=False)
        with gr.Row(elem_id="composer"):
            box = gr.Textbox(
                placeholder="Ask about your documents",
                label="Question",
                show_label=False,
                lines=1,
                max_lines=8,
                max_length=4000,
                elem_id="question",
                container=False,
                scale=1,
            )
            send = gr.Button("Ask", variant="primary", elem_id="send", scale=0, min_width=72)
            stop = gr.Button("Stop", elem_id="stop", visible=False, scale=0, min_width=72)

    outputs = [thread, status, conversation, box, editing, send, stop]

    def running(step: tuple[str, str, Conversation]) -> list[Any]:
        markup, words, talk = step
        status_html = f'<p role="status">{render.esc(words)}</p>'
        return [markup, status_html, talk, gr.skip(), -1, gr.update(visible=False), gr.update(visible=True)]

    def finished(row: list[Any]) -> list[Any]:
        return [*row[:5], gr.update(visible=True), gr.update(visible=False)]

    def run(text: str, talk: Conversation, who: str, documents: Any = None, model: Any = None) -> Iterator[list[Any]]:
        last: list[Any] | None = None
        for number, step in enumerate(desk.converse(text, talk, _scope(documents, model), who)):
            last = running(step)
            if number == 0:
                last[3] = ""
            yield last
        if last is not None:
            yield finished(last)

    def submit(text: str, talk: Conversation, who: str, edited: int) -> Iterator[list[Any]]:
        yield from run(text, cut(talk, edited) if edited >= 0 else talk, who)

    def act(talk: Conversation, who: str, event: Any) -> Iterator[list[Any]]:
        what, turn = str(event.act), int(event.turn)
        if what == "suggest":
            yield from run(str(event.text), talk, who)
        elif what == "retry" and 0 <= turn < len(talk.exchanges):
            yield from run(talk.exchanges[turn].question, cut(talk, turn), who)
        elif what == "edit" and 0 <= turn < len(talk.exchanges):
            row = [gr.skip() for _ in outputs]
            row[3] = gr.update(value=talk.exchanges[turn].question, autofocus=True)
            row[4] = turn
            yield row
        else:
            yield [gr.skip() for _ in outputs]

    def stopped(talk: Conversation) -> list[Any]:
        return [
            thread_html(talk, welcome=desk.welcome()),
            '<p role="status">Stopped.</p>',
            talk,
            gr.skip(),
            -1,
            gr.update(visible=True),
            gr.update(visible=False),
        ]

    options: dict[str, Any] = {
        "outputs": outputs,
        "show_progress": "hidden",
        "concurrency_limit": MOST_AT_ONCE,
        "concurrency_id": "ask",
        "api_visibility": "private",
    }
    asked = gr.on([send.click, box.submit], submit, [box, conversation, owner, editing], **options)
    acted = thread.act(injected(act, event=gr.EventData), [conversation, owner], **options)
    stop.click(
        stopped, [conversation], outputs, cancels=[asked, acted], show_progress="hidden", api_visibility="private"
    )
    return {"conversation": conversation, "owner": owner, "thread": thread, "status": status, "outputs": outputs}


__all__ = ["ChatDesk", "Exchange", "build_chat", "replace", "thread_html", "turns_html"]
