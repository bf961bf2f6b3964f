"""What the chat does, without the page: asking, keeping, copying, exporting, for one owner at a time.

An owner is the random key that a browser keeps; see conversations.py. This file doesn't know Gradio.
"""

from __future__ import annotations

import base64
import random
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.answer import Answer
from ingest.errors import PinciteError
from web import render
from web.conversations import (
    Conversation,
    ConversationNotFoundError,
    Conversations,
    Exchange,
    new_conversation,
    title_of,
)
from web.exporting import FORMATS, STYLES, file_name, library_reference
from web.suggesting import Outlined, outlined, suggest
from web.talk import Progress, Scope, ask, extend
from web.talks_html import talks_html

SUGGEST_FROM = 12  # documents, drawn from all that may be asked, that questions are suggested from
OWNER = re.compile(r"[0-9a-f]{32}")


def owner_of(value: object) -> str:
    """The owner's key if it is one, else empty: nothing is kept then."""
    return value if isinstance(value, str) and OWNER.fullmatch(value) else ""


def turns_html(conversation: Conversation) -> str:
    """The conversation's exchanges as markup."""
    return "".join(
        render.turn_html(e.question, e.answer, i, remark=e.remark, evidence=e.evidence)
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


@dataclass(slots=True)
class Run:
    """A question being answered. `halted` is the conversation as it stood when the reader stopped it; `away` is the id
    of the conversation that the reader has gone to: the answer is kept, but no longer shown as it grows; `superseded`
    says that a later question of the conversation has been asked."""

    conversation: str
    question: str
    halted: Conversation | None = None
    away: str = ""
    superseded: bool = False


class ChatDesk:
    """The chat of one app: the chain, the library and the kept conversations behind the page's events."""

    def __init__(self, chain: Any, library: Any, store: Conversations) -> None:
        self.chain = chain
        self.library = library
        self.store = store
        self._runs: dict[str, Run] = {}
        self._outlines: dict[tuple[str, str | None], Outlined] = {}  # by id and title: a document is loaded whole

    def welcome(self, chosen: Sequence[str] = ()) -> str:
        """The empty conversation; its questions come from the chosen documents (ids), else from the whole library."""
        summaries = self.library.documents()
        asked = [summary for summary in summaries if summary.id in chosen] or list(summaries)
        drawn = random.sample(asked, SUGGEST_FROM) if len(asked) > SUGGEST_FROM else asked
        outlines = [outline for outline in map(self._outline, drawn) if outline is not None]
        return render.welcome_html(suggest(outlines), len(asked), chosen=len(asked) < len(summaries))

    def _outline(self, summary: Any) -> Outlined | None:
        key = (summary.id, summary.metadata.title)
        if key not in self._outlines:
            try:
                self._outlines[key] = outlined(self.library.document(summary.id))
            except PinciteError:
                return None
        return self._outlines[key]

    def document_choices(self) -> list[tuple[str, str]]:
        """(what is shown, id) of each document, by title."""
        rows = [(summary.metadata.title or summary.source, summary.id) for summary in self.library.documents()]
        titles = [title for title, _ in rows]
        return sorted((t if titles.count(t) == 1 else f"{t} ({name[:6]})", name) for t, name in rows)

    def talks(self, owner: str, current: str, *, search: str = "", undo: str = "") -> str:
        """The panel of the owner's conversations."""
        listed = self.store.listed(owner, search) if owner else ()
        return talks_html(listed, current, search=search, undo=undo)

    # ---- runs: Gradio's own way to cancel an event may take the next one with it, so the desk keeps count itself ----

    def start(self, conversation: Conversation, question: str) -> tuple[str, Run]:
        """A run's key, and the run."""
        for other in self._of(conversation.id):
            other.superseded = True
        key, run = secrets.token_hex(8), Run(conversation.id, question)
        self._runs[key] = run
        return key, run

    def _of(self, conversation: str) -> list[Run]:
        return [run for run in list(self._runs.values()) if run.conversation == conversation]

    def finish(self, key: str) -> None:
        """The run is over."""
        self._runs.pop(key, None)

    def halt(self, key: str, conversation: Conversation, owner: str) -> Conversation:
        """Stop a run: the conversation with its question, kept so that it can be retried.

        Where the page doesn't know the run's key (another event came between), the conversation's last run is meant.
        """
        live = [run for run in self._of(conversation.id) if not run.superseded]
        run = self._runs.get(key) or (live[-1] if live else None)
        if run is None:
            return conversation
        if run.halted is None:
            exchange = Exchange(run.question, error="Stopped before it was answered.")
            run.halted = self.kept(extend(conversation, exchange), owner)
        return run.halted

    def leave(self, conversation: str, to: str) -> None:
        """The reader has gone from one conversation to another (ids)."""
        for run in self._of(conversation):
            run.away = to

    def converse(
        self, text: str, conversation: Conversation, scope: Scope, owner: str, run: Run | None = None
    ) -> Iterator[tuple[str, str, Conversation]]:
        """(thread, status, conversation) while the answer grows; last with an empty thread, when it is kept.

        Ends without an answer, and keeps none, once `run` has been halted.
        """
        for progress in ask(self.chain, conversation, text, scope):
            if run is not None and run.halted is not None:
                return
            if progress.done is None:
                live = render.live_html(text, progress.stage, progress.draft)
                yield thread_html(conversation, live=live), status_words(progress), conversation
                continue
            conversation = self.kept(extend(conversation, progress.done), owner)
            yield "", status_words(progress), conversation

    def kept(self, conversation: Conversation, owner: str) -> Conversation:
        """The conversation, written down if it has an owner."""
        if not conversation.id:
            conversation = replace(conversation, id=new_conversation().id)
        return self.store.save(owner, conversation) if owner and conversation.exchanges else conversation

    def _answer(self, request: Mapping[str, Any]) -> Answer:
        conversation = self.store.load(owner_of(request.get("owner")), str(request.get("conversation")))
        try:
            answer = conversation.exchanges[int(request.get("turn", -1))].answer
        except (IndexError, ValueError, TypeError):
            answer = None
        if answer is None:
            raise ConversationNotFoundError("There is no such answer in this conversation.")
        return answer

    def copy_text(self, request: Mapping[str, Any]) -> dict[str, str]:
        """The text to copy of one answer: {"text"}, or {"error"}. `request`: owner, conversation, turn, style."""
        try:
            write = STYLES[str(request.get("style"))]
            return {"text": write(self._answer(request), library_reference(self.library))}
        except PinciteError as error:
            return {"error": str(error)}
        except KeyError:
            return {"error": "There is no such style."}

    def export(self, request: Mapping[str, Any]) -> dict[str, str]:
        """A conversation as a file: {"name", "mime", "data"} with base64 data, or {"error"}."""
        try:
            mime, write = FORMATS[str(request.get("format"))]
            conversation = self.store.load(owner_of(request.get("owner")), str(request.get("conversation")))
            data = write(conversation, library_reference(self.library))
        except PinciteError as error:
            return {"error": str(error)}
        except KeyError:
            return {"error": "There is no such format."}
        name = file_name(title_of(conversation), str(request.get("format")))
        return {"name": name, "mime": mime, "data": base64.b64encode(data).decode("ascii")}
