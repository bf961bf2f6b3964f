"""What the chat does, without the page: asking, keeping, copying, exporting, for one owner at a time.

An owner is the random key that a browser keeps; see conversations.py. A page says with each event where it stands; see
visit.py. This file doesn't know Gradio.
"""

from __future__ import annotations

import base64
import random
import secrets
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.answer import Answer
from ingest.errors import PinciteError
from web import turns_html as turns
from web.at_work import Run, Step, put_to_work
from web.conversations import (
    Conversation,
    ConversationNotFoundError,
    Conversations,
    Exchange,
    extended,
    new_conversation,
    title_of,
)
from web.exporting import FORMATS, STYLES, file_name, library_reference
from web.markup import attrs
from web.suggesting import Outlined, outlined, suggest
from web.talk import Progress, Scope, ask, cut, question_error
from web.talks_html import talks_html
from web.visit import Visit
from web.visit import owner_of as owner_of

GONE = "This conversation has been deleted in another window. Choose “New conversation” to go on."
MOVED = "The conversation had been deleted in another window meanwhile; this answer is kept as a new one."
WAITING = "waiting for its turn"
MOST_AT_ONCE = 4  # questions answered at the same time; the rest wait their turn
MOST_OUTLINES = 1000  # documents whose outlines are kept
SUGGEST_FROM = 12  # documents, drawn from all that may be asked, that questions are suggested from


def _aside(exchange: Exchange) -> tuple[int, ...]:
    return tuple(map(len, exchange.aside))


def turns_html(conversation: Conversation) -> str:
    """The conversation's exchanges as markup."""
    return "".join(
        turns.turn_html(e.question, e.answer, i, remark=e.remark, evidence=e.evidence, aside=_aside(e))
        if e.answer is not None
        else turns.error_html(e.question, e.error or "Stopped.", i, aside=_aside(e))
        for i, e in enumerate(conversation.exchanges)
    )


def thread_html(conversation: Conversation, *, live: str = "", welcome: str = "", fresh: bool = False) -> str:
    """The whole thread. `fresh` says that an answer has just come, so that the page opens its first citation."""
    told = turns_html(conversation)
    done = f"{conversation.id}-{len(conversation.exchanges)}-{conversation.updated}" if fresh else None
    data = attrs(data_conversation=conversation.id, data_done=done)
    return f'<div class="thread"{data}>{told}{live}{"" if told or live else welcome}</div>'


def status_words(progress: Progress) -> str:
    """What a screen reader is told."""
    if progress.done is None:
        return progress.stage
    if progress.done.error:
        return progress.done.error
    answer = progress.done.answer
    if answer is None or not answer.answered:
        return "No answer was found in the documents."
    many = len(answer.citations)
    return f"Answered, with {many} citation{'' if many == 1 else 's'}."


class ChatDesk:
    """The chat of one app: the chain, the library and the kept conversations behind the page's events."""

    def __init__(self, chain: Any, library: Any, store: Conversations) -> None:
        self.chain = chain
        self.library = library
        self.store = store
        self._runs: dict[str, Run] = {}
        self._slots = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._ending = threading.Lock()  # a run ends once: answered or halted
        self._outlines: dict[tuple[str, str | None], Outlined] = {}  # by id and title: a document is loaded whole

    def welcome(self, chosen: Sequence[str] = ()) -> str:
        """The empty conversation; its questions come from the chosen documents (ids), else from the whole library."""
        summaries = self.library.documents()
        asked = [summary for summary in summaries if summary.id in chosen] or list(summaries)
        drawn = random.sample(asked, SUGGEST_FROM) if len(asked) > SUGGEST_FROM else asked
        outlines = [outline for outline in map(self._outline, drawn) if outline is not None]
        return turns.welcome_html(suggest(outlines), len(asked), chosen=len(asked) < len(summaries))

    def _outline(self, summary: Any) -> Outlined | None:
        key = (summary.id, summary.metadata.title)
        if known := self._outlines.get(key):
            return known
        try:
            outline = outlined(self.library.document(summary.id))
        except PinciteError:
            return None
        if len(self._outlines) >= MOST_OUTLINES:
            self._outlines.clear()
        self._outlines[key] = outline
        return outline

    def document_choices(self) -> list[tuple[str, str]]:
        """(what is shown, id) of each document, by title; where several have it, with the file's name, or the id."""
        rows = self.library.documents()
        titles = Counter(row.metadata.title or row.source for row in rows)
        files = Counter((row.metadata.title or row.source, row.source) for row in rows)

        def words(row: Any) -> str:
            title = row.metadata.title or row.source
            if titles[title] == 1:
                return str(title)
            return f"{title} ({row.source if files[title, row.source] == 1 else row.id[:6]})"

        return sorted((words(row), row.id) for row in rows)

    def scope(self, visit: Visit, model: str | None) -> Scope:
        """What a page asks of: the documents it has chosen that are still here (none: all), and the model's name."""
        here = {summary.id for summary in self.library.documents()} if visit.documents else set()
        return Scope(tuple(name for name in visit.documents if name in here), (model or "").strip())

    def talks(self, owner: str, current: str, *, search: str = "", undo: str = "") -> str:
        """The panel of the owner's conversations."""
        listed = self.store.listed(owner, search) if owner else ()
        kept = bool(search and owner) and any(talk.id == current for talk in self.store.listed(owner))
        return talks_html(listed, current, search=search, undo=undo, kept=kept)

    # ---- runs: Gradio's own way to cancel an event may take the next one with it, so the desk keeps count itself ----

    def start(
        self, conversation: Conversation, question: str, *, at: int | None = None, tab: str = "", owner: str = ""
    ) -> tuple[str, Run]:
        """A run's key, and the run."""
        for other in self._of(conversation.id, tab):
            other.superseded = True
        key, run = secrets.token_hex(8), Run(conversation.id, question, at, tab, owner)
        self._runs[key] = run
        return key, run

    def _of(self, conversation: str, tab: str) -> list[Run]:
        return [run for run in list(self._runs.values()) if (run.conversation, run.tab) == (conversation, tab)]

    def answering(self, text: str, conversation: Conversation, scope: Scope, visit: Visit, at: int | None) -> Run:
        """The run of a question that is put to work here and now."""
        key, run = self.start(conversation, text, at=at, tab=visit.tab, owner=visit.owner)
        steps = (Step(*step) for step in self.converse(text, conversation, scope, visit.owner, run))
        with_turn = thread_html(self._before(conversation, at), live=turns.live_html(text, WAITING))
        run.tell(Step(with_turn, "", conversation))

        def taken() -> Iterator[Step]:
            with self._slots:
                yield from steps

        put_to_work(run, taken(), lambda: self.finish(key))
        return run

    def under_way(self, visit: Visit) -> Run | None:
        """The question of the conversation that this page shows, where the page or one that it was before has asked it
        and it isn't answered yet."""
        mine = [run for run in self._of(visit.conversation, visit.tab) if run.owner == visit.owner]
        return next((run for run in mine if run.halted is None and not run.superseded), None)

    def finish(self, key: str) -> None:
        """The run is over."""
        self._runs.pop(key, None)

    def halt(self, key: str, conversation: Conversation, owner: str, *, tab: str = "") -> Conversation:
        """Stop a run: the conversation with its question, kept so that it can be retried.

        Where the page doesn't say the run's key, the last run of its conversation is meant.
        """
        live = [run for run in self._of(conversation.id, tab) if not run.superseded]
        run = self._runs.get(key) or (live[-1] if live else None)
        if run is None:
            return conversation
        with self._ending:
            if run.done is not None:
                return run.done
            if run.halted is None:
                exchange = Exchange(run.question, error="Stopped before it was answered.")
                run.halted = self._added(conversation, exchange, owner, run.at)
        return run.halted

    def leave(self, conversation: str, to: str, *, tab: str = "") -> None:
        """The reader has gone from one conversation to another (ids)."""
        for run in self._of(conversation, tab):
            run.away = to
        for run in self._of(to, tab):
            run.away = ""  # back again: shown as it grows

    def refusal(self, visit: Visit, text: str) -> str | None:
        """Why a question isn't taken now, so that it stays in its field; None where it is."""
        if any(run.halted is None and not run.away for run in self._of(visit.conversation, visit.tab)):
            return "An answer is still being written: wait for it, or stop it, then ask this."
        if not self.library.documents():
            return "There is nothing to ask yet: add documents to the library first."
        return question_error(text)

    def shown(self, visit: Visit) -> Conversation:
        """The conversation that a page shows, as it is kept now; a new one where it shows none.

        Raises ConversationNotFoundError where it has been deleted since it was shown.
        """
        try:
            return self.store.load(visit.owner, visit.conversation)
        except ConversationNotFoundError:
            if visit.turns:
                raise ConversationNotFoundError(GONE) from None
            return Conversation(visit.conversation) if visit.conversation else new_conversation()

    def converse(
        self, text: str, conversation: Conversation, scope: Scope, owner: str, run: Run | None = None
    ) -> Iterator[tuple[str, str, Conversation]]:
        """(thread, status, conversation) while the answer grows; last with an empty thread, when it is kept.

        Ends without an answer, and keeps none, once `run` has been halted.
        """
        at = run.at if run else None
        before = self._before(conversation, at)
        for progress in ask(self.chain, before, text, scope):
            if run is not None and run.halted is not None:
                return
            if progress.done is None:
                live = turns.live_html(text, progress.stage, progress.draft)
                yield thread_html(before, live=live), status_words(progress), conversation
                continue
            with self._ending:
                if run is not None and run.halted is not None:
                    return
                kept = self._added(conversation, progress.done, owner, at)
                if run is not None:
                    run.done = kept
            yield "", status_words(progress), kept

    def _before(self, conversation: Conversation, at: int | None) -> Conversation:
        return conversation if at is None else cut(conversation, at)

    def _added(self, conversation: Conversation, exchange: Exchange, owner: str, at: int | None) -> Conversation:
        if not conversation.id:
            conversation = replace(conversation, id=new_conversation().id)
        return self.store.add(owner, conversation, exchange, at) if owner else extended(conversation, exchange, at)

    def kept(self, conversation: Conversation, owner: str) -> Conversation:
        """The conversation, written down if it has an owner."""
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
